"""What a passphrase must be, and words to make one of: six of 7,776 or seven of 2,048 are 77 bits, out of reach."""

import itertools
import math
import secrets
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from caseapp.domain.errors import Bug
from caseapp.domain.ids import Dice
from caseapp.security.common_passwords import COMMON
from caseapp.security.errors import WeakPassphrase

MINIMUM: Final = 10
DIFFERENT: Final = 5
BITS: Final = 77  # of a generated passphrase
LIST_SIZE: Final = 7776
SMALL_LIST_SIZE: Final = 2048  # also the lists by which cards are compared
_LISTS: Final = {"en": ("en.txt", LIST_SIZE), "ru": ("ru-2048.txt", SMALL_LIST_SIZE)}
_CARD_LISTS: Final = {"en": "en-2048.txt", "ru": "ru-2048.txt"}
_MAX_LIST: Final = 1024 * 1024  # bytes
_SEQUENCE: Final = 0.7
_TRIMMED: Final = "0123456789!?.,-_*#@ "


def check(passphrase: str) -> None:
    """Raise WeakPassphrase for less than ten characters, few different ones, or one that everybody tries first.

    A frequent password with digits or marks around it, or written twice, counts as the password itself.
    """
    plain = unicodedata.normalize("NFKC", passphrase).strip().casefold()
    if len(plain) < MINIMUM or len(set(plain)) < DIFFERENT or _is_common(plain) or _is_sequence(plain):
        raise WeakPassphrase(MINIMUM)


def load_words(path: Path, size: int = LIST_SIZE) -> tuple[str, ...]:
    """A word list, checked: complete, without repetition, in NFC, lower case, nothing but letters and hyphens.

    A short or doubled list would make passphrases weaker than is said, so anything odd is a Bug.
    """
    with path.open("rb") as file:
        text = file.read(_MAX_LIST).decode("utf-8")
    words = tuple(text.splitlines())
    if len(words) != size or len(set(words)) != size:
        raise Bug("word-list-size")
    if not all(_is_word(word) for word in words):
        raise Bug("word-list-word")
    return words


def load_language(folder: Path, language: str) -> tuple[str, ...]:
    """The list for passphrases in ``language``; English where there is none (Kazakh: no list of a fitting licence)."""
    name, size = _LISTS.get(language, _LISTS["en"])
    return load_words(folder / name, size)


def load_card_words(folder: Path, language: str) -> tuple[str, ...]:
    """The 2,048 words for comparing cards in ``language``; none for a language without a list: then digits are read."""
    name = _CARD_LISTS.get(language)
    return load_words(folder / name, SMALL_LIST_SIZE) if name else ()


def generate(words: Sequence[str], count: int = 0, dice: Dice = secrets.token_bytes) -> str:
    """Random words with spaces between, each equally likely: ``count`` of them, or as many as 77 bits need."""
    return " ".join(words[below(len(words), dice)] for _ in range(count or needed(len(words))))


def needed(size: int) -> int:
    """How many words of a list of ``size`` are 77 bits."""
    return math.ceil(BITS / math.log2(size))


def below(limit: int, dice: Dice) -> int:
    """A number from 0 to ``limit`` - 1 without bias: draws that would favour the first ones are thrown again."""
    size = (limit.bit_length() + 7) // 8
    fair = 256**size // limit * limit
    while True:
        drawn = int.from_bytes(dice(size), "big")
        if drawn < fair:
            return drawn % limit


def _is_common(plain: str) -> bool:
    half = len(plain) // 2
    if plain[:half] * 2 == plain:
        return True
    core = plain.strip(_TRIMMED)
    return bool({plain, core} & COMMON)


def _is_sequence(plain: str) -> bool:
    """Neighbours in the code table nearly all the way: 0987654321, abcdefghij, абвгдежзик."""
    steps = [ord(after) - ord(before) for before, after in itertools.pairwise(plain)]
    return max(steps.count(1), steps.count(-1), steps.count(0)) >= _SEQUENCE * len(steps)


def _is_word(word: str) -> bool:
    letters = word.replace("-", "")
    return bool(letters) and letters.isalpha() and word == unicodedata.normalize("NFC", word).lower()
