"""From the rows of a table to the edits that take it in: what is new, what changes, what stays; nothing is written.

Which record a row means is told by its key, if the mapping has one; places, sources, bodies and incidents are known by
their names, so that a table of a hundred rows in one town makes one town.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from caseapp.domain.entity import Entity
from caseapp.domain.errors import Invalid
from caseapp.domain.names.fold import fold_words
from caseapp.domain.policy import Merge
from caseapp.domain.spec import Kind, RecordId, RecordSpec, Search
from caseapp.domain.text import N_
from caseapp.exchange.tables.mapping import Mapping as TableMapping
from caseapp.exchange.tables.mapping import steady_id
from caseapp.exchange.tables.rows import Read, RowError
from caseapp.services.edits import Edit
from caseapp.storage.reader import Reader

SHARED: Final = ("place", "source", "organisation", "incident")  # known by name; what stands there is never changed
LINKS: Final = (  # (type, field, the type whose record of the same row it names), the first that is there counts
    ("act", "victim", "person"), ("act", "place", "place"), ("act", "incident", "incident"),
    ("incident", "place", "place"), ("account", "source", "source"), ("account", "about", "act"),
    ("account", "about", "person"), ("account", "about", "incident"), ("consent", "subject", "person"),
    ("stay", "person", "person"), ("stay", "act", "act"), ("stay", "place", "place"),
    ("involvement", "act", "act"), ("involvement", "perpetrator", "organisation"),
    ("intervention", "victims", "person"), ("intervention", "incident", "incident"),
)
TYPES: Final = ("person", "act", "place", "incident", "source", "account", "organisation", "involvement", "stay",
                "consent", "intervention")
_CHUNK: Final = 1_000
Told = Callable[[int, int], None]


class TwoAnswers(Invalid):
    """Two rows with one key that do not say the same."""

    code = "two-answers"
    what = N_("Another row with the same key says something else in “{field}”.")
    next_step = N_("Leave one of them in the table, or choose another key.")


@dataclass(slots=True)
class Planned:
    """One record that rows speak of. ``before``: as it stands here, None for a new one."""

    type: str
    id: RecordId
    row: int
    values: dict[str, Any] = field(repr=False)
    before: Entity | None = field(default=None, repr=False)
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking the table in would do, counted over exactly what will be written."""

    new: tuple[Planned, ...]
    changed: tuple[Planned, ...]
    same: tuple[Planned, ...]
    errors: tuple[RowError, ...]
    rows: int  # that hold anything, the wrong ones too
    version: int  # of what it was compared with

    @property
    def edits(self) -> list[Edit]:
        """In the order in which records may name each other."""
        return [
            Edit(one.type, one.id, one.values, one.before.heads if one.before else None)
            for one in (*self.new, *self.changed)
        ]


class Planner:
    """One table. Runs on the writer's side; ``near`` is a reader that lives there too."""

    def __init__(
        self, mapping: TableMapping, specs: Mapping[str, RecordSpec], near: Reader, new_id: Callable[[], RecordId],
        remark: str, shared: Sequence[str] = SHARED,
    ) -> None:
        """``remark``: a sentence with ``{row}``, kept in the remarks of what is new; ``shared``: known by name."""
        self._shared = shared
        self._mapping, self._specs, self._near, self._new_id = mapping, specs, near, new_id
        self._remark = remark
        self._planned: dict[tuple[str, str], Planned] = {}
        self._names: dict[str, dict[str, RecordId]] = {}
        self._errors: list[RowError] = []

    def plan(self, rows: Sequence[Read], errors: Iterable[RowError], version: int, told: Told) -> Plan:
        """Raises what ``told`` raises."""
        wrong = list(errors)
        self._rows(rows, told)
        if self._errors:  # once more without them: what only they spoke of is not planned
            bad = {error.row for error in self._errors}
            self._planned.clear()
            self._names.clear()
            self._rows([row for row in rows if row.row not in bad], told)
        self._compare()
        found = list(self._planned.values())
        new = [one for one in found if one.before is None or one.before.empty]
        known = [one for one in found if one.before is not None and not one.before.empty]
        return Plan(
            tuple(sorted(new, key=lambda one: self._rank(one.type))), tuple(one for one in known if one.values),
            tuple(one for one in known if not one.values),
            tuple(sorted([*wrong, *self._errors], key=lambda error: (error.row, error.column))),
            len(rows) + len({error.row for error in wrong}), version,
        )

    def _rows(self, rows: Sequence[Read], told: Told) -> None:
        for at, row in enumerate(rows):
            if at % _CHUNK == 0:
                told(at, len(rows))
            self._row(row)

    @staticmethod
    def _rank(type_: str) -> int:
        return TYPES.index(type_) if type_ in TYPES else len(TYPES)

    def _row(self, row: Read) -> None:
        ids: dict[str, RecordId] = {}
        for type_ in sorted(row.values, key=self._rank):
            ids[type_] = self._identify(type_, row)
        first = min(ids, key=self._rank, default="")
        for type_, values in row.values.items():
            linked = {**values, **self._links(type_, ids)}
            self._put(type_, ids[type_], row, linked, remark=type_ == first)

    def _identify(self, type_: str, row: Read) -> RecordId:
        if type_ in self._shared and (names := self._named(type_, row.values[type_])):
            known = self._known(type_)
            found = next((known[name] for name in names if name in known), "")
            id_ = found or steady_id(self._mapping, type_, names[0])
            known.update((name, id_) for name in names if name not in known)
            return id_
        key = row.key_of(type_)
        return steady_id(self._mapping, type_, key) if key else self._new_id()

    def _named(self, type_: str, values: Mapping[str, Any]) -> list[str]:
        return [
            fold_words(values[name]) for name, spec in self._specs[type_].fields.items()
            if spec.kind is Kind.LINE and spec.search is Search.TITLE and values.get(name)
        ]

    def _known(self, type_: str) -> dict[str, RecordId]:
        """Folded name -> record, of everything of this type that is here."""
        if type_ not in self._names:
            names: dict[str, RecordId] = {}
            ids = self._near.ids(type_)
            for start in range(0, len(ids), _CHUNK):
                for entity in self._near.many(ids[start : start + _CHUNK]):
                    if not entity.retracted and not entity.empty:
                        for name in self._named(type_, msgspec.structs.asdict(entity.record)):
                            names.setdefault(name, entity.id)
            self._names[type_] = names
        return self._names[type_]

    def _links(self, type_: str, ids: Mapping[str, RecordId]) -> dict[str, Any]:
        links: dict[str, Any] = {}
        for holder, name, target in LINKS:
            if holder == type_ and target in ids and name not in links and name in self._specs[type_].fields:
                many = self._specs[type_].fields[name].kind is Kind.REFS
                links[name] = (ids[target],) if many else ids[target]
        return links

    def _put(self, type_: str, id_: RecordId, row: Read, values: dict[str, Any], *, remark: bool) -> None:
        place = type_, id_
        planned = self._planned.get(place)
        if planned is None:
            planned = self._planned[place] = Planned(type_, id_, row.row, {}, shared=type_ in self._shared)
            if remark and not planned.shared and "remarks" not in values:
                said = self._remark.format(row=row.row)
                values = {**values, "remarks": f"{said}\n{row.rest}" if row.rest else said}
        for name, value in values.items():
            if name not in planned.values:
                planned.values[name] = value
            elif self._is_set(type_, name):
                planned.values[name] = tuple(dict.fromkeys((*planned.values[name], *value)))
            elif planned.values[name] != value and not planned.shared and name != "remarks":
                self._errors.append(RowError(row.row, 0, TwoAnswers(field=self._specs[type_].fields[name].label)))

    def _is_set(self, type_: str, name: str) -> bool:
        return self._specs[type_].fields[name].merge.merge is Merge.SET

    def _compare(self) -> None:
        """Leave of each record that is here what the table says otherwise; a name or a term that is new is added."""
        ids = [one.id for one in self._planned.values()]
        for start in range(0, len(ids), _CHUNK):
            here = {(entity.type, entity.id): entity for entity in self._near.many(ids[start : start + _CHUNK])}
            for place, entity in here.items():
                planned = self._planned.get(place)
                if planned is None:
                    continue
                planned.before = entity
                if not entity.empty:  # what was undone is written anew
                    planned.values = {} if planned.shared else self._differences(planned, entity)

    def _differences(self, planned: Planned, entity: Entity) -> dict[str, Any]:
        found = {}
        for name, value in planned.values.items():
            stands = getattr(entity.record, name)
            if self._is_set(planned.type, name):
                value = tuple(dict.fromkeys((*stands, *value)))
            if value != stands and name != "remarks":
                found[name] = value
        return found
