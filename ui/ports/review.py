"""What waits for a person's decision, one item at a time: conflicts, possible duplicates, values still on their way."""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from caseapp.domain.spec import RecordId
from ui.ports.base import Saved
from ui.ports.records import RecordView


class Segment(enum.Enum):
    """The parts of the queue."""

    CONFLICTS = "conflicts"
    DUPLICATES = "duplicates"
    WAITING = "waiting"
    DONE = "done"


class Mark(enum.Enum):
    """How a field of two records compares."""

    SAME = "same"
    DIFFERS = "differs"
    ONE_SIDE = "one_side"


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How much waits. ``duplicates`` is None until the vault was looked through once."""

    conflicts: int = 0
    duplicates: int | None = None
    waiting: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """One value that stands: who wrote it when (UTC), and what stands behind it, in the window's language."""

    value: object = field(repr=False)
    author: str
    at: datetime
    behind: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field in which several values stand. ``protective``: until somebody decides, the strictest counts."""

    key: str
    view: RecordView = field(repr=False)
    field: str
    said: tuple[Said, ...]
    protective: bool = False
    awaited: int = 0  # changes that have not arrived; 0 for a conflict
    can_both: bool = True


@dataclass(frozen=True, slots=True)
class Edited:
    """Somebody's writes by the labels of their fields; blank labels for a withdrawal."""

    author: str
    at: datetime
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A record that somebody withdrew while others went on with it; until somebody decides it counts as withdrawn."""

    key: str
    view: RecordView = field(repr=False)
    reason: str = field(repr=False)
    by: tuple[Edited, ...]
    edits: tuple[Edited, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason in the window's language; ``strength`` 3 to -3, below 0 speaks against."""

    words: str
    strength: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Two records that may be one. ``marks``: every field that at least one of them fills, in the order of the spec.

    ``deeds``: what happened to each of them, one line each. ``answers``: what was said before, where it contradicts.
    """

    key: str
    one: RecordView = field(repr=False)
    other: RecordView = field(repr=False)
    score: float
    grounds: tuple[Ground, ...]
    marks: Mapping[str, Mark]
    deeds: tuple[tuple[str, ...], tuple[str, ...]] = field(default=((), ()), repr=False)
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A decision of this vault's person that can be undone."""

    key: str
    title: str = field(repr=False)
    at: datetime
    about: str = field(default="", repr=False)


Item = Dispute | Withdrawn | Twins | Made
Report = Callable[[int, int], None]


class Review(Protocol):
    """The queue. Keys are opaque, and stay what they are while the item is open."""

    def counts(self) -> ReviewCounts:
        """Reader lane; cheap."""

    def queue(self, segment: Segment) -> Sequence[str]:
        """The keys of a segment in the order they are worked through. Reader lane."""

    def item(self, key: str) -> Item | None:
        """One item; None when it was decided meanwhile. Reader lane."""

    def looked(self) -> bool:
        """Whether the vault was looked through for duplicates since it was opened. Pure and quick."""

    def gather(self, changes: Mapping[str, Sequence[RecordId]] | None = None) -> object:
        """Read what ``find`` compares: everything, or what a write touched. Reader lane."""

    def find(self, gathered: object, report: Report | None = None) -> int:
        """Bring the possible duplicates up to date; how many are open. Compute lane; ``report`` may stop it."""

    def alike(self, strangers: object, report: Report | None = None) -> int:
        """How many pairs of ``Exchange.strangers`` with each other and with the vault may be one person. Compute lane,
        after ``find``; ``report`` may stop it."""

    def remember(self) -> None:
        """Keep how many are open, so that the next sitting begins with a number. Writer lane."""

    def keep(self, dispute: Dispute, value: object, reason: str) -> Saved:
        """One value stands from now on. Writer lane. Raises Stale, Invalid."""

    def keep_both(self, dispute: Dispute, reason: str) -> Saved:
        """All of them are true. Writer lane. Raises Stale."""

    def settle(self, item: Withdrawn, withdrawn: bool, reason: str) -> Saved:
        """Withdrawn for good, or taken back in. Writer lane. Raises Stale."""

    def decide(self, twins: Twins, answer: str, reason: str) -> Saved:
        """"same", "different" or "unsure". Writer lane."""

    def undo(self, key: str) -> tuple[Saved, str]:
        """Take a decision back; the words say what could not be. Writer lane."""
