"""How a record came to be what it is."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from caseapp.domain.spec import RecordId
from ui.ports.base import Saved


class Happened(enum.Enum):
    """What an entry did."""

    SET = "set"
    ADDED = "added"
    REMOVED = "removed"
    BOTH = "both"
    UNDID = "undid"
    ERASED = "erased"
    NEWER = "newer"  # something that this version does not know


class State(enum.Enum):
    """What became of it."""

    STANDS = "stands"
    REPLACED = "replaced"
    UNDONE = "undone"
    ASIDE = "aside"  # its export file was set aside


@dataclass(frozen=True, slots=True)
class OldValue:
    """A value; ``blank`` says why it is not there: withheld, erased, newer."""

    value: object = field(default=None, repr=False)
    blank: str = ""


@dataclass(frozen=True, slots=True)
class FieldStep:
    """One field in one change. ``fields``: what an undo or an erasure is about."""

    field: str
    what: Happened
    state: State
    before: tuple[OldValue, ...] = ()
    after: tuple[OldValue, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivered:
    """The export file that brought a change."""

    sender: str
    at: datetime
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the record. ``no`` counts from 1 in the order of arrival; ``title`` is as its author called it."""

    no: int
    author: str
    at: datetime
    cause: str
    title: str = field(default="", repr=False)
    delivered: Delivered | None = None
    fields: tuple[FieldStep, ...] = ()

    @property
    def undone(self) -> bool:
        """Nothing of it counts any more because it was undone."""
        return bool(self.fields) and all(step.state is State.UNDONE for step in self.fields)


@dataclass(frozen=True, slots=True)
class Steps:
    """A page of changes, newest first; ``total`` of all, ``titles`` of the records that the values name."""

    steps: tuple[Step, ...]
    total: int
    titles: Mapping[RecordId, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Version:
    """The record after change ``no``."""

    step: Step
    values: Mapping[str, tuple[OldValue, ...]] = field(repr=False)
    titles: Mapping[RecordId, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote a value that stands, and when."""

    author: str
    at: datetime
    delivered: Delivered | None = None


class History(Protocol):
    """The changes of single records. Reader lane but for ``restore``."""

    def steps(self, id_: RecordId, before: int = 0, limit: int = 30) -> Steps:
        """Newest first, those older than change ``before`` (0: from the newest)."""

    def version(self, id_: RecordId, no: int) -> Version:
        """The record as it was after a change. Raises NotFound."""

    def origins(self, id_: RecordId) -> Mapping[str, tuple[Origin, ...]]:
        """Field -> who stands behind what is shown, newest first."""

    def restore(self, id_: RecordId, field: str, no: int, seen: object) -> Saved:
        """Write the value that a field had after change ``no`` once more. Writer lane. Raises CannotRestore."""
