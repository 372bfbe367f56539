"""What a passphrase must be, and words to make one of: six of 7,776 are 77 bits, out of anybody's reach."""

import itertools
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
WORDS: Final = 6
LIST_SIZE: Final = 7776
_MAX_LIST: Final = 1024 * 1024  # bytes
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


def generate(words: Sequence[str], count: int = WORDS, dice: Dice = secrets.token_bytes) -> str:
    """Random words with spaces between, each equally likely."""
    return " ".join(words[below(len(words), dice)] for _ in range(count))


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
    """Neighbouring code points all the way: 0123456789, abcdefghij, абвгдежзик."""
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(plain)}
    return len(steps) == 1


def _is_word(word: str) -> bool:
    letters = word.replace("-", "")
    return bool(letters) and letters.isalpha() and word == unicodedata.normalize("NFC", word).lower()
