"""Lists over records in a dictionary: text and a record's own fields, looked at one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from caseapp.domain.listing import YES, Condition, Facet, FacetKind, Query, columns, facets, first_columns, sortable
from caseapp.domain.names.fold import hits
from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec
from ui.ports import ColumnView, FacetView, FoundView, PeriodCount, Row, Saved, Spread, ValueCount


class Stored(Protocol):
    """What is asked of the records."""

    stored: dict[RecordId, tuple[str, dict[str, Any]]]

    def ids(self, type_: str) -> Sequence[RecordId]: ...
    def title(self, id_: RecordId) -> str: ...
    def rows(self, ids: Sequence[RecordId]) -> Sequence[Row]: ...


@dataclass
class Lists:
    """``ui.ports.Lists`` for tests that need no vault. Filters via other records are not known here."""

    records: Stored
    specs: dict[str, RecordSpec]
    withdrawals: list[tuple[str, tuple[RecordId, ...], str]] = field(default_factory=list)

    def facets(self, type_: str) -> Sequence[FacetView]:
        return [FacetView(facet, facet.spec.label if facet.spec else "State")
                for facet in facets(self.specs, type_) if not facet.via]

    def columns(self, type_: str) -> Sequence[ColumnView]:
        fields = self.specs[type_].fields
        keys = columns(self.specs, type_)
        return [ColumnView("@title", self.specs[type_].label),
                *(ColumnView(key, fields[key].label if key in fields else "Latest", sortable(self.specs, type_, key))
                  for key in keys)]

    def first_columns(self, type_: str) -> Sequence[str]:
        return first_columns(self.specs, type_)

    def find(self, query: Query) -> FoundView:
        every = self.records.ids(query.type)
        found = [id_ for id_ in every if self._answers(query, id_)]
        if query.descending:
            found.reverse()
        labels = tuple(condition.field for condition in query.conditions)
        return FoundView(b"".join(bytes.fromhex(id_) for id_ in found), len(every), 0, query.text, labels)

    def rows(self, query: Query, ids: Sequence[RecordId], columns: Sequence[str] = ()) -> Sequence[Row]:
        return self.records.rows(ids)

    def changeable(self, type_: str) -> Sequence[FieldSpec]:
        return ()

    def periods(self, query: Query, facet: Facet) -> Sequence[PeriodCount]:
        return []

    def near(self, record: RecordId, type_: str) -> Query | None:
        return None

    def values(self, query: Query, facet: Facet) -> Sequence[ValueCount]:
        if facet.kind is not FacetKind.CHOICES or facet.spec is None:
            return []
        rest = query.with_condition(Condition(facet.field))
        counts: dict[str, int] = {}
        for id_ in self.records.ids(query.type):
            value = self.records.stored[id_][1].get(facet.field)
            if self._answers(rest, id_) and isinstance(value, str) and value:
                counts[value] = counts.get(value, 0) + 1
        return [ValueCount(value, value, count) for value, count in counts.items()]

    def spread(self, query: Query, facet: Facet) -> Spread:
        return Spread()

    def collects(self, type_: str) -> bool:
        return False

    def collect(self, case: RecordId, name: str, type_: str, ids: Sequence[RecordId]) -> Saved:
        return Saved((), {})

    def withdraw(self, type_: str, ids: Sequence[RecordId], reason: str) -> Saved:
        self.withdrawals.append((type_, tuple(ids), reason))
        return Saved(tuple(ids), {type_: tuple(ids)}, "Withdraw")

    def _answers(self, query: Query, id_: RecordId) -> bool:
        text = query.text.strip()
        return (not text or bool(hits(self.records.title(id_), text))) and all(
            self._holds(query.type, condition, self.records.stored[id_][1]) for condition in query.conditions)

    def _holds(self, type_: str, condition: Condition, values: dict[str, Any]) -> bool:
        value = values.get(condition.field)
        if condition.field in self.specs[type_].fields and self.specs[type_].fields[condition.field].kind is Kind.FLAG:
            return bool(value) in [each == YES for each in condition.one_of]
        return any(each in condition.one_of for each in (value if isinstance(value, tuple) else (value,)))
