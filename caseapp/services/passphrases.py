"""Passphrases that a program proposes, so that people need not think of one."""

from pathlib import Path

from caseapp.security import passphrase


def propose(resources: Path) -> str:
    """Six random words of the shipped list. Raises Bug when the list is not whole."""
    return passphrase.generate(passphrase.load_words(resources / "words" / "en.txt"))
