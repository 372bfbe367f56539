"""A list in time: what happened to each of its records, drawn as precisely as it is known and no more.

An interval of which begin and end are known imprecisely has a certain core and uncertain ends; where two places of
detention follow each other with hours between them, nobody has said where the person was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from caseapp.domain.listing import Query
from caseapp.domain.spec import Kind, RecordId, RecordSpec, Search
from caseapp.services.lists import ListService
from caseapp.storage.dated import Dated, dated
from caseapp.storage.listing import ID_SIZE
from caseapp.storage.reader import Reader

MOST_ROWS: Final = 1_000
MOST: Final = 10_000  # dates
_HOUR: Final = 3_600
_LIMITS: Final = (48 * _HOUR, 72 * _HOUR)
# Which dates of one record are the two ends of one thing; the clocks of a detention run from the actual detention.
_SPANS: Final = (("detained", "ended"), ("start", "end"), ("arrived", "left"), ("start_on", "end_on"))
_CLOCK: Final = "detained"
_STAY: Final = ("arrived", "left")


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that happened, in UTC seconds. ``begin`` and ``end`` are half-open intervals in which it began and
    ended; ``end`` is None where it has one date only. ``unaccounted``: nothing is recorded of this time."""

    record: RecordId
    type: str
    field: str
    begin: tuple[int, int]
    end: tuple[int, int] | None = None
    unaccounted: bool = False
    limits: tuple[int, ...] = ()  # when a legal limit counted from the earliest begin runs out


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the list and its bars by time."""

    id: RecordId
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """``total``: of how many records the list is; ``more``: dates were left out."""

    rows: tuple[Row, ...]
    total: int
    more: bool


class TimingService:
    """Reader lane."""

    def __init__(self, reader: Reader, lists: ListService, specs: Mapping[str, RecordSpec]) -> None:
        self._reader, self._lists, self._specs = reader, lists, dict(specs)

    def look(self, query: Query) -> Timeline:
        """The list by its order, those without a date left out."""
        found = self._lists.find(query, {}).ids
        ids = [found[at : at + ID_SIZE].hex() for at in range(0, ID_SIZE * MOST_ROWS, ID_SIZE) if found[at:]]
        rows = dated(self._reader, ids, self.ways(query.type), MOST + 1)
        by_record: dict[RecordId, list[Dated]] = {}
        for row in rows[:MOST]:
            by_record.setdefault(row.of, []).append(row)
        made = [Row(id_, self._bars(by_record[id_])) for id_ in ids if id_ in by_record]
        return Timeline(tuple(row for row in made if row.bars), len(found) // ID_SIZE, len(rows) > MOST)

    def ways(self, type_: str) -> list[tuple[str, str]]:
        """Records whose title names one of the list and which are dated: acts, stays, hearings, safeguards of a person;
        the acts of an incident."""
        found = []
        for spec in self._specs.values():
            if spec.type == type_ or not any(field.kind is Kind.MOMENT for field in spec.fields.values()):
                continue
            found += [(spec.type, field.name) for field in spec.fields.values()
                      if field.kind in (Kind.REF, Kind.REFS) and type_ in field.targets
                      and (field.search is Search.TITLE or field.required or field.table)]
        return found

    def _bars(self, dates: Sequence[Dated]) -> tuple[Bar, ...]:
        by_record: dict[RecordId, dict[str, Dated]] = {}
        for each in dates:
            by_record.setdefault(each.record, {})[each.field] = each
        bars = [bar for found in by_record.values() for bar in self._of(found)]
        bars += _unaccounted(bar for bar in bars if bar.field == _STAY[0])
        return tuple(sorted(bars, key=lambda bar: (bar.begin, bar.end or bar.begin)))

    def _of(self, dates: Mapping[str, Dated]) -> Iterable[Bar]:
        """The span of a record, and its other dates. An act that has its clock is not drawn a second time."""
        span = next(((first, last) for first, last in _SPANS if first in dates), None)
        fields = self._specs[next(iter(dates.values())).type].fields
        known = {name for pair in _SPANS for name in pair}
        if span is not None:
            first, last = dates[span[0]], dates.get(span[1])
            limits = tuple(first.earliest + limit for limit in _LIMITS) if span[0] == _CLOCK else ()
            yield Bar(first.record, first.type, first.field, (first.earliest, first.latest),
                      (last.earliest, last.latest) if last is not None else None, limits=limits)
        for name, each in dates.items():
            if name not in known and fields[name].table:
                yield Bar(each.record, each.type, name, (each.earliest, each.latest))


def _unaccounted(stays: Iterable[Bar]) -> list[Bar]:
    """The time between two places of detention, where it is certain that there is any."""
    ordered = sorted(stays, key=lambda bar: bar.begin)
    found = []
    for before, after in pairwise(ordered):
        if before.end is not None and before.end[1] < after.begin[0]:
            found.append(Bar(before.record, before.type, before.field, (before.end[1], before.end[1]),
                             (after.begin[0], after.begin[0]), unaccounted=True))
    return found
