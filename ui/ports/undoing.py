"""Undo and redo by name."""

from dataclasses import dataclass
from typing import Protocol

from ui.ports.base import Saved


@dataclass(frozen=True, slots=True)
class Takeable:
    """The names of what undo and redo would take back now; None where there is nothing."""

    undo: str | None = None
    redo: str | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an undo or redo did. ``kept``: later edits replace them; ``absent``: not here; ``answers``: protective
    answers of the action, which undo never changes (``Undoing.put_back`` with ``action`` does)."""

    saved: Saved
    title: str
    action: str
    undone: int
    kept: int = 0
    absent: int = 0
    answers: int = 0


class Undoing(Protocol):
    """Undo and redo of this sitting's actions, newest first. Writer lane."""

    def next(self) -> Takeable:
        """What can be taken back. The first call begins the sitting."""

    def undo(self) -> TakenBack:
        """Take the newest action back. Raises NothingLeft."""

    def redo(self) -> TakenBack:
        """Do again what was undone last. Raises NothingToRedo."""

    def put_back(self, action: str, title: str) -> Saved:
        """Answer anew, as before that action, what it answered about consent or withholding."""
