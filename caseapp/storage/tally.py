"""How many records of a kind fall where: units reached from a list over links, counted by one or two of their sides.

One statement a question; raw keys come out, and what they mean is the caller's business.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from caseapp.domain.spec import Kind, RecordId
from caseapp.storage.errors import explaining
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Reader
from caseapp.storage.where import Compiler, Where

_PRESENT: Final = f"& {int(Flags.EMPTY | Flags.RETRACTED)} = 0"
Key = str | int | None


@dataclass(frozen=True, slots=True)
class Hop:
    """From a record to those of ``type`` that name it in ``field`` (``incoming``), or that it names there."""

    type: str
    field: str
    incoming: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A field by whose value units are counted, their own or that of the records one hop away. ``days``: seconds east
    of Greenwich, for a date: its key is "first day:last day" since 1970."""

    field: str
    hop: Hop | None = None
    days: int | None = None


Named = tuple[Side, Mapping[str, str] | None]  # a side, and under which key each of its values is counted


@dataclass(frozen=True, slots=True)
class Units:
    """The records to be counted: those of ``type`` that the list's records lead to by any of ``paths``."""

    list: str
    where: Where
    type: str
    paths: tuple[tuple[Hop, ...], ...] = ((),)


class Tally:
    """Questions over one reader. Made anew for every call."""

    def __init__(self, reader: Reader, units: Units) -> None:
        self._reader = reader
        self._units = units
        with explaining():
            self._made = Compiler(reader.sql, reader.tables)

    def keys(self, side: Side) -> list[Key]:
        """Every value that a side has."""
        with_, _, _ = self._parts([(side, None)])
        return [row[0] for row in self._all(f"{with_} SELECT DISTINCT key FROM s0")]

    def counts(self, sides: Sequence[Named]) -> list[tuple[tuple[Key, ...], int]]:
        """How many different units have which keys; None where the field says nothing. No side: how many there are."""
        with_, joins, keys = self._parts(sides)
        rows = self._all(f"{with_} SELECT {''.join(f'{key}, ' for key in keys)}count(DISTINCT u.no) FROM u {joins} "
                         f"{'GROUP BY ' + ', '.join(keys) if keys else ''}")
        return [(tuple(row[:-1]), int(row[-1])) for row in rows]

    def ids(self, sides: Sequence[Named], wanted: Sequence[Key], limit: int) -> list[RecordId]:
        """The units that have these keys, side by side; "" asks for any, None for those of which nothing is known."""
        with_, joins, keys = self._parts(sides)
        asked = []
        for key, value in zip(keys, wanted, strict=True):
            if value is None:
                asked.append(f"{key} IS NULL")
            elif value != "":
                asked.append(f"{key} = ?")
                self._made.args.append(value)
        self._made.args.append(limit)
        rows = self._all(f"{with_} SELECT DISTINCT r.id FROM u {joins} JOIN record r ON r.no = u.no "
                         f"{'WHERE ' + ' AND '.join(asked) if asked else ''} ORDER BY r.no LIMIT ?")
        return [bytes(row[0]).hex() for row in rows]

    # -- parts of the statement -------------------------------------------------------------------------------------

    def _all(self, statement: str) -> list[Any]:
        with explaining():
            return list(self._reader.sql.execute(statement, self._made.args).fetchall())

    def _parts(self, sides: Sequence[Named]) -> tuple[str, str, list[str]]:
        parts = [f"u(no) AS MATERIALIZED ({self._unit_rows()})"]
        for at, (side, names) in enumerate(sides):
            rows = self._side(side)
            if names is not None:
                self._made.args.append(json.dumps(dict(names)))
                rows = (f"SELECT DISTINCT raw.no, nullif(m.value, '') FROM (SELECT no, key FROM ({rows})) raw "
                        "LEFT JOIN json_each(?) m ON m.key = CAST(raw.key AS TEXT)")
            parts.append(f"s{at}(no, key) AS MATERIALIZED ({rows})")
        joins = " ".join(f"LEFT JOIN s{at} ON s{at}.no = u.no" for at in range(len(sides)))
        return f"WITH {', '.join(parts)}", joins, [f"s{at}.key" for at in range(len(sides))]

    def _unit_rows(self) -> str:
        units, tables = self._units, self._reader.tables
        found = []
        for path in units.paths:
            asked = self._made.sql(units.where, units.list)
            rows = (f"SELECT p.no AS no FROM {tables[units.list].name} p JOIN record r ON r.no = p.no "
                    f"WHERE r.flags & {int(Flags.EMPTY)} = 0 AND {asked}")
            for hop in path:
                rows = self._hop(f"({rows})", hop, "r.flags")
            found.append(rows)
        return " UNION ".join(found)

    def _hop(self, source: str, hop: Hop, flags: str) -> str:
        mine, other = ("target", "record") if hop.incoming else ("record", "target")
        return (f"SELECT l.{other} AS no FROM {source} b JOIN link l ON l.{mine} = b.no "
                f"AND l.field = {self._made.field(hop.field)} JOIN {self._reader.tables[hop.type].name} t "
                f"ON t.no = l.{other} JOIN record r ON r.no = t.no WHERE {flags} {_PRESENT}")

    def _side(self, side: Side) -> str:
        hop, tables = side.hop, self._reader.tables
        type_ = hop.type if hop is not None else self._units.type
        source = f"u JOIN {tables[type_].name} p ON p.no = u.no"
        if hop is not None:
            mine, other = ("target", "record") if hop.incoming else ("record", "target")
            source = (f"u JOIN link h ON h.{mine} = u.no AND h.field = {self._made.field(hop.field)} "
                      f"JOIN {tables[type_].name} p ON p.no = h.{other} "
                      f"JOIN record hr ON hr.no = p.no AND hr.flags {_PRESENT}")
        spec = tables[type_].spec.fields[side.field]
        if spec.kind is Kind.MOMENT:
            east = int(side.days or 0)
            return (f"SELECT u.no AS no, ((d.earliest + {east}) / 86400) || ':' || "
                    f"((d.latest - 1 + {east}) / 86400) AS key "
                    f"FROM {source} JOIN date d ON d.record = p.no AND d.field = {self._made.field(side.field)}")
        if spec.kind in (Kind.REF, Kind.REFS):
            return (f"SELECT u.no AS no, lower(hex(tr.id)) AS key FROM {source} JOIN link l ON l.record = p.no "
                    f"AND l.field = {self._made.field(side.field)} JOIN record tr ON tr.no = l.target")
        if spec.kind is Kind.TERMS:
            return (f"SELECT u.no AS no, j.value AS key FROM {source} "
                    f"JOIN json_each(CAST(p._rest AS TEXT), '$.{side.field}') j")
        return f'SELECT u.no AS no, p."{side.field}" AS key FROM {source} WHERE p."{side.field}" IS NOT NULL'
