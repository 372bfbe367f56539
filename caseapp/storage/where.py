"""Questions to the projections as small trees, and their SQL. Knows specs and tables, never a record type by name.

Everything that comes from outside is a bound parameter; names of tables and columns come from specs alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from caseapp.domain.spec import FieldSpec, Kind, RecordId
from caseapp.storage import search
from caseapp.storage.kinds import HANDLERS
from caseapp.storage.projection import Flags, Table, in_state

NEVER: Final = "0"
ALWAYS: Final = "1"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; true of no part."""

    parts: "tuple[Where, ...]" = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: "tuple[Where, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Where"


@dataclass(frozen=True, slots=True)
class Flagged:
    """The record is in one of these states."""

    flags: Flags


@dataclass(frozen=True, slots=True)
class Filled:
    """The field says more than its default."""

    field: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field holds one of these values; of a field of many, among them."""

    field: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A number, both ends included; None is open."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class During:
    """The date can lie in the half-open interval of UTC seconds: what is known imprecisely overlaps it."""

    field: str
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Names:
    """The field names one of these records, or a part of one (``FieldSpec.within``)."""

    field: str
    ids: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """A record that the field names is of which the part holds; of ``type`` alone where one is given."""

    field: str
    part: "Where"
    type: str = ""


@dataclass(frozen=True, slots=True)
class NamedBy:
    """A record of that type names this one in ``field`` (blank: in any), and the part holds of it."""

    type: str
    field: str
    part: "Where"


@dataclass(frozen=True, slots=True)
class Among:
    """One of these records itself."""

    ids: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The record's text holds every word, in any spelling; ``exact``: side by side."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change of the record was signed before this moment, in microseconds."""

    before: int


@dataclass(frozen=True, slots=True)
class Span:
    """A place and the half-open interval of UTC seconds in which something was there."""

    place: RecordId
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Way:
    """Which fields of ``type`` say where and when; ``field`` names the records of the list, blank where they are of
    that type themselves."""

    type: str
    field: str
    places: tuple[str, ...]
    moments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """By one of the ways the record was in one of the places, or a part of it, at that time; ``but`` are left out."""

    spans: tuple[Span, ...]
    ways: tuple[Way, ...]
    but: tuple[RecordId, ...] = ()


Where: TypeAlias = (
    All | Some | Not | Flagged | Filled | OneOf | Between | During | Names | Targets | NamedBy | Among | Text | Recorded
    | Near
)


class Compiler:
    """One statement's condition: ``sql`` collects its arguments in ``args``, in the order of their marks."""

    def __init__(self, connection: Any, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self._fields = {name: no for no, name in connection.execute("SELECT no, name FROM field_name").fetchall()}
        self._depth = 0
        self.args: list[Any] = []

    def field(self, name: str) -> int:
        """The number of a field; one that no record ever used is -1."""
        return int(self._fields.get(name, -1))

    def sql(self, where: Where, type_: str, p: str = "p", r: str = "r") -> str:
        """The condition over the aliases of a type's table and of ``record``. Where ``r`` is blank no row of ``record``
        is read: states are few and have indexes of their own, and joining a row to each of many would cost more."""
        match where:
            case All(parts):
                return _joined([self.sql(part, type_, p, r) for part in parts], " AND ", ALWAYS)
            case Some(parts):
                return _joined([self.sql(part, type_, p, r) for part in parts], " OR ", NEVER)
            case Not(Flagged() as part):
                return f"NOT ({self.sql(part, type_, p, r)})"
            case Not(part):  # a field that says nothing is neither this nor not this to SQL; to a person it is not
                return f"NOT ifnull(({self.sql(part, type_, p, r)}), 0)"
            case Flagged(flags):
                return f"{r}.flags & {int(flags)} <> 0" if r else f"{p}.no IN ({in_state(*flags)})"
            case Among(ids):
                self.args.append(json.dumps(ids))
                return f"lower(hex({p}._id)) IN (SELECT value FROM json_each(?))"
            case Text(text, exact):
                return self._text(text, exact, p)
            case Recorded(before):
                self.args.append(before)
                return (f"EXISTS (SELECT 1 FROM change c JOIN changeset s ON s.no = c.changeset "
                        f"WHERE c.record = {p}.no AND s.hlc < ?)")
            case Near(spans, ways, but):
                return self._near(spans, ways, but, p)
            case NamedBy(named, field, part):
                return self._named_by(named, field, part, p)
            case _:
                return self._own(where, self._tables[type_].spec.fields[where.field], p)

    def _own(self, where: Filled | OneOf | Between | During | Names | Targets, spec: FieldSpec, p: str) -> str:
        match where:
            case Filled():
                return self._filled(spec, p)
            case OneOf(_, values):
                return self._one_of(spec, values, p)
            case Between(field, low, high):
                return self._between(field, low, high, p)
            case During(field, earliest, latest):
                self.args += [latest, earliest, self.field(field)]
                return f"{p}.no IN (SELECT record FROM date WHERE earliest < ? AND latest > ? AND field = ?)"
            case Names(field, ids):
                return self._names(spec, field, ids, p)
            case Targets(field, part, type_):
                return self._targets(spec, field, part, (type_,) if type_ else spec.targets, p)

    def _filled(self, spec: FieldSpec, p: str) -> str:
        handler = HANDLERS[spec.kind]
        if handler.dated or handler.names:  # their own tables are narrow; taking nested values apart is dear
            table = "date" if handler.dated else "link"
            return f"EXISTS (SELECT 1 FROM {table} f WHERE f.record = {p}.no AND f.field = {self.field(spec.name)})"
        if handler.column:
            return f'{p}."{spec.name}" IS NOT NULL'
        return f"({p}._rest IS NOT NULL AND json_extract(CAST({p}._rest AS TEXT), '$.{spec.name}') IS NOT NULL)"

    def _one_of(self, spec: FieldSpec, values: Sequence[str | int], p: str) -> str:
        marks = ",".join("?" * len(values))
        self.args += values
        if spec.kind is Kind.FLAG:
            return f'coalesce({p}."{spec.name}", 0) IN ({marks})'
        if HANDLERS[spec.kind].column:
            return f'{p}."{spec.name}" IN ({marks})'
        return (f"EXISTS (SELECT 1 FROM json_each(CAST({p}._rest AS TEXT), '$.{spec.name}') j "
                f"WHERE j.value IN ({marks}))")

    def _between(self, field: str, low: int | None, high: int | None, p: str) -> str:
        found = []
        for sign, bound in ((">=", low), ("<=", high)):
            if bound is not None:
                self.args.append(bound)
                found.append(f'{p}."{field}" {sign} ?')
        return _joined(found, " AND ", ALWAYS)

    def _names(self, spec: FieldSpec, field: str, ids: Sequence[RecordId], p: str) -> str:
        inside = self.parts_of(spec)
        self.args += [bytes.fromhex(id_) for id_ in ids]
        marks = ",".join("?" * len(ids))
        self.args.append(self.field(field))
        return (f"{p}.no IN (WITH RECURSIVE inside(no) AS (SELECT no FROM record WHERE id IN ({marks}) UNION "
                f"SELECT l.record FROM inside i JOIN link l ON l.target = i.no WHERE l.field IN ({inside})) "
                "SELECT l.record FROM inside i JOIN link l ON l.target = i.no WHERE l.field = ?)")

    def parts_of(self, spec: FieldSpec) -> str:
        """The numbers of the fields in which a target of this field names the larger one that it is a part of."""
        names = {field.name for target in spec.targets if target in self._tables
                 for field in self._tables[target].spec.fields.values() if field.within}
        return ",".join(str(self.field(name)) for name in sorted(names)) or "-1"

    def _targets(self, spec: FieldSpec, field: str, part: Where, targets: Sequence[str], p: str) -> str:
        found = []
        for target in (each for each in targets if each in spec.targets):
            q = self._alias()
            self.args.append(self.field(field))
            inner = self.sql(part, target, q, "")
            found.append(f"{p}.no IN (SELECT {q}l.record FROM link {q}l JOIN {self._tables[target].name} {q} "
                         f"ON {q}.no = {q}l.target WHERE {q}l.field = ? AND {inner})")
        return _joined(found, " OR ", NEVER)

    def _named_by(self, type_: str, field: str, part: Where, p: str) -> str:
        q = self._alias()
        narrow = ""
        if field:
            self.args.append(self.field(field))
            narrow = f"{q}l.field = ? AND "
        inner = self.sql(part, type_, q, "")
        return (f"{p}.no IN (SELECT {q}l.target FROM {self._tables[type_].name} {q} "
                f"JOIN link {q}l ON {q}l.record = {q}.no WHERE {narrow}{inner})")

    def _near(self, spans: Sequence[Span], ways: Sequence[Way], but: Sequence[RecordId], p: str) -> str:
        if not spans:
            return NEVER
        found = [self._there(spans, way, p) for way in ways]
        self.args += [bytes.fromhex(id_) for id_ in but]
        marks = ",".join("?" * len(but))
        return f"({_joined(found, ' OR ', NEVER)} AND {p}.no NOT IN (SELECT no FROM record WHERE id IN ({marks})))"

    def _there(self, spans: Sequence[Span], way: Way, p: str) -> str:
        """Who was there by one way: the places with all that lies in them, what names them, and when that was."""
        table = self._tables[way.type]
        inside = {self.parts_of(table.spec.fields[name]) for name in way.places}
        places, moments = (",".join(str(self.field(name)) for name in names) for names in (way.places, way.moments))
        self.args += [part for span in spans for part in (bytes.fromhex(span.place), span.earliest, span.latest)]
        named = "SELECT no FROM there"
        if way.field:
            self.args.append(self.field(way.field))
            named = "SELECT l.target FROM there t JOIN link l ON l.record = t.no AND l.field = ?"
        return (
            f"{p}.no IN (WITH RECURSIVE span(place, lo, hi) AS (VALUES {','.join(['(?,?,?)'] * len(spans))}), "
            "inside(no, lo, hi) AS (SELECT r.no, s.lo, s.hi FROM span s JOIN record r ON r.id = s.place UNION "
            f"SELECT l.record, i.lo, i.hi FROM inside i JOIN link l ON l.target = i.no "
            f"WHERE l.field IN ({','.join(sorted(inside))})), "
            f"there(no) AS (SELECT l.record FROM inside i JOIN link l ON l.target = i.no AND l.field IN ({places}) "
            f"JOIN {table.name} q ON q.no = l.record JOIN record r ON r.no = l.record "
            f"JOIN date d ON d.record = l.record AND d.field IN ({moments}) "
            f"WHERE r.flags & {int(Flags.EMPTY | Flags.RETRACTED)} = 0 GROUP BY l.record, i.no, i.lo, i.hi "
            f"HAVING min(d.earliest) < i.hi AND max(d.latest) > i.lo) {named})"
        )

    def _text(self, text: str, exact: bool, p: str) -> str:
        words = search.match_expression(text, exact)
        if not words:
            return NEVER
        self.args.append(words)
        return f"{p}.no IN (SELECT rowid FROM fts WHERE fts MATCH ?)"

    def _alias(self) -> str:
        self._depth += 1
        return f"q{self._depth}"


def _joined(parts: Sequence[str], how: str, empty: str) -> str:
    return f"({how.join(parts)})" if parts else empty
