"""What a passphrase must be, and words to make one of: six of 7,776 are 77 bits, out of anybody's reach."""

import secrets
import unicodedata
from pathlib import Path
from typing import Final

from caseapp.domain.errors import Bug
from caseapp.security.errors import WeakPassphrase

MINIMUM: Final = 10
WORDS: Final = 6
LIST_SIZE: Final = 7776
_FIRST_TRIED: Final = ("1234567890", "0123456789", "qwertyuiop", "йцукенгшщз", "passwordpassword", "password123")


def check(passphrase: str) -> None:
    """Raise WeakPassphrase for less than ten characters, few different ones, or one that everybody tries first."""
    plain = unicodedata.normalize("NFKC", passphrase).strip()
    low = plain.casefold()
    if len(plain) < MINIMUM or len(set(low)) < 5 or any(low.startswith(tried) for tried in _FIRST_TRIED):
        raise WeakPassphrase(MINIMUM)


def load_words(path: Path) -> tuple[str, ...]:
    """The word list, checked: complete, without repetition, in NFC."""
    words = tuple(path.read_text("utf-8").split())
    if len(words) != LIST_SIZE or len(set(words)) != LIST_SIZE:
        raise Bug("word-list")
    return words


def generate(words: tuple[str, ...], count: int = WORDS) -> str:
    """Random words with spaces between."""
    return " ".join(secrets.choice(words) for _ in range(count))
