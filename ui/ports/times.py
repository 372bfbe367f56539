"""A list in time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from caseapp.domain.listing import Query
from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class TimeBar:
    """Something that happened, in UTC seconds: it began and ended within these half-open intervals; ``end`` None for a
    thing of one date. ``unaccounted``: nothing is recorded of that time. ``limits``: when a legal limit ran out.
    ``kind``: what it is, in words."""

    record: RecordId
    type: str
    kind: str
    begin: tuple[int, int]
    end: tuple[int, int] | None = None
    unaccounted: bool = False
    limits: tuple[int, ...] = ()

    @property
    def whole(self) -> tuple[int, int]:
        """From the first to the last second that it may have."""
        return self.begin[0], self.end[1] if self.end is not None else self.begin[1]


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A record of the list and what is dated around it."""

    id: RecordId
    title: str = field(repr=False)
    bars: tuple[TimeBar, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeSet:
    """``total``: of how many records; ``more``: dates were left out. ``east``: seconds east of Greenwich by whose days
    the scale is drawn."""

    rows: tuple[TimeRow, ...] = ()
    total: int = 0
    more: bool = False
    east: int = 0


class Times(Protocol):
    """Reader lane but for the first, which is pure and quick."""

    def has(self, type_: str) -> bool:
        """Whether records of this type are dated, or are named by such."""

    def look(self, query: Query) -> TimeSet:
        """The list in time."""

    def told(self, bar: TimeBar) -> Sequence[str]:
        """A bar in words: what it is, and its dates as they were recorded."""
