"""Lists of any length: filtered, sorted, counted, acted on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from caseapp.domain.changing import ChangePlan, FieldChange, How
from caseapp.domain.listing import Facet, Query
from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, RecordId
from ui.ports.base import Saved
from ui.ports.records import Row


@dataclass(frozen=True, slots=True)
class FoundView:
    """What a query found. ``ids``: 16 bytes each. ``total``: of how many. ``withdrawn``: how many more would be found
    among the withdrawn. ``words``: the query said back; ``labels``: each condition in short, in its order."""

    ids: bytes = field(repr=False)
    total: int
    withdrawn: int = 0
    words: str = field(default="", repr=False)
    labels: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class FacetView:
    """A filter that is offered, with its words; ``group`` is blank for the record's own fields."""

    facet: Facet
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the table. ``key``: a field's name, or one of ``domain.listing``."""

    key: str
    label: str
    sortable: bool = True
    number: bool = False


@dataclass(frozen=True, slots=True)
class ValueCount:
    """One answer to a filter and how many records it would show."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class PeriodCount(ValueCount):
    """A year, month or day and how many records may lie in it; None for any time."""

    period: Moment | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """From where to where a number or date goes, in words; blank where nothing is recorded."""

    least: str = ""
    greatest: str = ""
    count: int = 0


class Lists(Protocol):
    """Reader lane but for the verbs at the end."""

    def facets(self, type_: str) -> Sequence[FacetView]:
        """Every filter, the most used first. Pure and quick."""

    def columns(self, type_: str) -> Sequence[ColumnView]:
        """Every column, the title first. Pure and quick."""

    def first_columns(self, type_: str) -> Sequence[str]:
        """Keys of the columns shown where nobody chose. Pure and quick."""

    def find(self, query: Query) -> FoundView:
        """The records of a query in its order. Raises Invalid for a filter that this version does not know."""

    def rows(self, query: Query, ids: Sequence[RecordId], columns: Sequence[str] = ()) -> Sequence[Row]:
        """The rows of these ids that are still here: a window's page, never the whole list."""

    def values(self, query: Query, facet: Facet) -> Sequence[ValueCount]:
        """The answers to a filter of choices or records, with counts true for what the other filters leave."""

    def periods(self, query: Query, facet: Facet) -> Sequence[PeriodCount]:
        """The years of a date; the months of the year that is asked for, the days of the month. What is known
        imprecisely counts wherever it may lie, as it does when that period is asked for."""

    def near(self, record: RecordId, type_: str) -> Query | None:
        """Who, or what, was in the same place at the same time as this record of that type; None where records of the
        type were nowhere. Pure and quick."""

    def spread(self, query: Query, facet: Facet) -> Spread:
        """Where a number or date goes, for what the other filters leave."""

    def changeable(self, type_: str) -> Sequence[FieldSpec]:
        """The fields that may be changed in many records at once. Pure and quick."""

    def ways_to_change(self, spec: FieldSpec) -> Sequence[How]:
        """What can be done to a field. Pure and quick."""

    def plan_change(self, change: FieldChange, ids: Sequence[RecordId]) -> ChangePlan:
        """What changing these records would do. Raises Invalid, TooManyAtOnce."""

    def change_field(self, change: FieldChange, ids: Sequence[RecordId]) -> Saved:
        """Change a field of these records as one action. Writer lane."""

    def collects(self, type_: str) -> bool:
        """Whether records of this type can be put into a case. Pure and quick."""

    def collect(self, case: RecordId, name: str, type_: str, ids: Sequence[RecordId]) -> Saved:
        """Put records into a case, or into a new one of that name. Writer lane."""

    def withdraw(self, type_: str, ids: Sequence[RecordId], reason: str) -> Saved:
        """Withdraw records as one action. Writer lane."""
