"""A list as a chart of columns: who did what to whom, where, in which incident."""

from dataclasses import dataclass, field
from typing import Protocol

from caseapp.domain.listing import Query
from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class KnotView:
    """A record in a column. ``key``: which of all knots."""

    key: str
    id: RecordId
    type: str
    title: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TieView:
    """A line between two knots, with its words: degree of involvement and certainty. ``sure``: corroborated or
    confirmed; ``acts``: to which acts it belongs, so that one act can be followed through all columns."""

    start: str
    stop: str
    words: str = field(default="", repr=False)
    sure: bool = False
    acts: tuple[RecordId, ...] = ()
    plain: bool = False  # a unit and its body, a relative: no act's line


@dataclass(frozen=True, slots=True)
class TieColumn:
    """A column with its heading."""

    title: str
    knots: tuple[KnotView, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class WebView:
    """The chart; columns that hold nothing are left out. ``shown`` of ``total`` acts are in it."""

    columns: tuple[TieColumn, ...] = field(repr=False)
    ties: tuple[TieView, ...] = field(repr=False)
    shown: int = 0
    total: int = 0


class Ties(Protocol):
    """Reader lane but for ``has``."""

    def has(self, type_: str) -> bool:
        """Whether records of this type stand in acts. Pure and quick."""

    def web(self, query: Query, related: bool) -> WebView:
        """The chart of a list, in the order to draw; ``related``: with relatives and contacts of the victims."""
