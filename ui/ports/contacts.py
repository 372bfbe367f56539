"""Contact cards: who is known here, and how two people make sure of each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ui.ports.base import Saved

OWN = "own"
VERIFIED = "verified"
UNVERIFIED = "unverified"
COMPARED = "compared"
IN_PERSON = "in-person"


@dataclass(frozen=True, slots=True)
class Contact:
    """One card. ``held``: actions of its holder that wait until the card is compared."""

    fingerprint: str
    alias: str = field(repr=False)
    role: str = field(repr=False)
    state: str
    how: str
    since: datetime
    held: int = 0


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """What two people read to each other of one card. ``words``: language -> eight words."""

    fingerprint: str
    alias: str = field(repr=False)
    words: Mapping[str, tuple[str, ...]]
    digits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both cards, in the one order that both laptops show."""

    cards: tuple[ReadAloud, ReadAloud]
    own: str  # fingerprint


class Contacts(Protocol):
    """Writer lane unless a docstring says otherwise."""

    def unnamed(self) -> bool:
        """True while the card still bears the vault's name: nobody gave it one. Pure and quick."""

    def all(self) -> Sequence[Contact]:
        """Every card, our own first. Reader lane."""

    def own_card(self) -> bytes:
        """The bytes of our own card, for a QR code. Pure and quick."""

    def compare(self, fingerprint: str) -> Comparison:
        """Takes a quarter of a second on purpose. Reader lane. Raises NotFound."""

    def own_aloud(self) -> ReadAloud:
        """Our own card as it is read aloud. Takes a while on purpose. Compute lane."""

    def add(self, path: Path) -> Contact:
        """Take in a card file. Raises BadCard, SampleCard, NotFound."""

    def save_own(self, path: Path) -> None:
        """Write our own card into a new file. Raises CardExists, DiskFull, MediumLost."""

    def trust(self, fingerprint: str, how: str) -> Saved:
        """From now on what the holder signed is taken in; what waited for it is taken in at once."""

    def rename(self, alias: str) -> None:
        """What colleagues call the person here. Raises Invalid."""
