"""Passphrases that a program proposes, so that people need not think of one."""

from pathlib import Path

from caseapp.security import passphrase
from caseapp.security.errors import WeakPassphrase

_WORDS = 6
_LONG = 20


def propose(resources: Path) -> str:
    """Six random words of the shipped list. Raises Bug when the list is not whole."""
    return passphrase.generate(passphrase.load_words(resources / "words" / "en.txt"))


def strength(phrase: str) -> int:
    """How hard to guess, roughly: 0 refused, 1 short, 2 fair, 3 several words or long. An estimate, and said so.

    No meter knows what a person thinks of first; only drawn words have a strength that can be computed.
    """
    try:
        passphrase.check(phrase)
    except WeakPassphrase:
        return 0
    words = {word for word in phrase.split() if len(word) > 2}
    if len(words) >= _WORDS or (len(phrase) >= _LONG and len(set(phrase)) >= _LONG // 2 and len(words) != 1):
        return 3
    return 2 if len(words) >= _WORDS - 2 or len(set(phrase)) >= _LONG // 2 + 2 else 1
