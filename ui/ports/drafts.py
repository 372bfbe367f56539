"""What was typed and not yet recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ui.address import NOWHERE, Address


@dataclass(frozen=True, slots=True)
class DraftNote:
    """A draft that waits: what it is about, in words, and where it goes on. ``at``: when it was last typed in (UTC)."""

    key: str
    title: str = field(repr=False)
    at: datetime
    address: Address = NOWHERE


class Drafts(Protocol):
    """What was typed and not yet recorded, kept in the vault. Drafts lane, unless a docstring says otherwise."""

    def load(self, key: str) -> Mapping[str, str] | None:
        """The draft, or None."""

    def save(self, key: str, draft: Mapping[str, str]) -> None:
        """Keep it; replaces the one before."""

    def drop(self, key: str) -> None:
        """Forget it; not an error when there is none."""

    def waiting(self) -> Sequence[DraftNote]:
        """Every draft, the newest first. Reader lane: their titles are read from the records."""
