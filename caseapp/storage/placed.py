"""Which records of a list are tied to which places, and which acts tie persons, bodies, places and incidents together.
One statement each over the link table; frozen values out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from caseapp.domain.spec import RecordId
from caseapp.storage.errors import explaining
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Link, Reader
from caseapp.storage.where import Compiler, Where

_SHOWN: Final = f"r.flags & {int(Flags.EMPTY)} = 0"


@dataclass(frozen=True, slots=True)
class Route:
    """One way from a record of the list to a place: its own ``field``, or that of a record of ``type`` that names it in
    ``via``. ``only``: a field and a value that make the place a private one."""

    field: str
    type: str = ""
    via: str = ""
    only: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A record of the list at a place. ``route``: position in the routes asked for; ``marked``: ``only`` holds."""

    record: RecordId
    place: RecordId
    route: int
    marked: bool


def placed(reader: Reader, type_: str, where: Where, routes: Sequence[Route], present: Where, limit: int,
           ) -> list[Placed]:
    """Every tie of a list to places, each once, in the order of the records. ``present`` must hold of the record of a
    route. At most ``limit``."""
    if not routes:
        return []
    with explaining():
        made = Compiler(reader.sql, reader.tables)
        parts = [_part(reader, made, type_, where, present, at, route) for at, route in enumerate(routes)]
        rows = reader.sql.execute(
            f"SELECT r.id, t.id, route, marked FROM (SELECT record, target, route, max(marked) AS marked FROM "
            f"({' UNION ALL '.join(parts)}) GROUP BY record, target, route ORDER BY record, target, route LIMIT ?) "
            "JOIN record r ON r.no = record JOIN record t ON t.no = target", [*made.args, limit],
        ).fetchall()
    return [Placed(bytes(record).hex(), bytes(place).hex(), route, bool(marked))
            for record, place, route, marked in rows]


def _part(reader: Reader, made: Compiler, type_: str, where: Where, present: Where, at: int, route: Route) -> str:
    own = f"{reader.tables[type_].name} p JOIN record r ON r.no = p.no"
    marked = "0"
    if route.only is not None:
        column, value = route.only
        marked = f"coalesce({'t' if route.type else 'p'}.\"{column}\" = ?, 0)"
        made.args.append(value)
    if not route.type:
        made.args.append(made.field(route.field))
        asked = made.sql(where, type_)
        return (f"SELECT p.no AS record, l.target AS target, {at} AS route, {marked} AS marked FROM {own} "
                f"JOIN link l ON l.record = p.no AND l.field = ? WHERE {_SHOWN} AND {asked}")
    made.args += [made.field(route.via), made.field(route.field)]
    asked = made.sql(where, type_)
    there = made.sql(present, route.type, "t", "tr")
    return (f"SELECT p.no AS record, l.target AS target, {at} AS route, {marked} AS marked FROM {own} "
            f"JOIN link v ON v.target = p.no AND v.field = ? "
            f"JOIN {reader.tables[route.type].name} t ON t.no = v.record JOIN record tr ON tr.no = t.no "
            f"JOIN link l ON l.record = t.no AND l.field = ? WHERE {_SHOWN} AND {asked} AND {there}")


def named_in(reader: Reader, places: Sequence[RecordId], routes: Sequence[Route]) -> set[RecordId]:
    """Which of these places some record names in one of these ways. A route's ``only`` narrows it."""
    if not places or not routes:
        return set()
    with explaining():
        made = Compiler(reader.sql, reader.tables)
        parts, args = [], list[Any]()
        for route in routes:
            args.append(made.field(route.field))
            narrowed = ""
            if route.only is not None:
                column, value = route.only
                narrowed = f' AND t."{column}" = ?'
                args.append(value)
            parts.append(f"SELECT w.id FROM wanted w JOIN link l ON l.target = w.no AND l.field = ? "
                         f"JOIN {reader.tables[route.type].name} t ON t.no = l.record{narrowed}")
        rows = reader.sql.execute(
            "WITH wanted AS MATERIALIZED (SELECT r.no, r.id FROM json_each(?) j "
            "JOIN record r ON r.id = unhex(j.value)) "
            + " UNION ".join(parts), [json.dumps(list(places)), *args],
        ).fetchall()
    return {bytes(row[0]).hex() for row in rows}


@dataclass(frozen=True, slots=True)
class Ties:
    """The links of the records in the middle: their own, and those of records that name them."""

    own: tuple[Link, ...]
    through: tuple[Link, ...]
    total: int  # records in the middle, those beyond the limit too


def ties(reader: Reader, type_: str, where: Where, through: tuple[str, str, Where], limit: int) -> Ties:
    """The links out of the first ``limit`` records of ``type_`` that answer, and out of the records of
    ``through`` (type, the field in which they name them, what must hold of them)."""
    named, field, present = through
    with explaining():
        made = Compiler(reader.sql, reader.tables)
        asked = made.sql(where, type_)
        args, made.args = made.args, []
        tail, there = made.field(field), made.sql(present, named, "t", "tr")
        rows = reader.sql.execute(
            f"WITH middle AS MATERIALIZED (SELECT p.no FROM {reader.tables[type_].name} p "
            f"JOIN record r ON r.no = p.no WHERE {_SHOWN} AND {asked} ORDER BY p._sort, p.no), "
            "kept AS MATERIALIZED (SELECT no FROM middle LIMIT ?), "
            f"naming AS MATERIALIZED (SELECT t.no FROM kept k JOIN link v ON v.target = k.no AND v.field = ? "
            f"JOIN {reader.tables[named].name} t ON t.no = v.record JOIN record tr ON tr.no = t.no WHERE {there}) "
            f"{_links('kept', 0)} UNION ALL {_links('naming', 1)} "
            "UNION ALL SELECT 2, NULL, '', '', NULL, '', count(*) FROM middle",
            [*args, limit, tail, *made.args],
        ).fetchall()
    found: tuple[list[Link], list[Link]] = ([], [])
    total = 0
    for kind, source, source_type, name, target, target_type, count in rows:
        if kind == 2:
            total = int(count)
        else:
            found[kind].append(_link(source, source_type, name, target, target_type))
    return Ties(tuple(found[0]), tuple(found[1]), total)


def _links(of: str, kind: int) -> str:
    return (f"SELECT {kind}, r.id, rt.name, f.name, t.id, coalesce(tt.name, ''), 0 FROM {of} o "
            "JOIN link l ON l.record = o.no JOIN record r ON r.no = o.no JOIN record_type rt ON rt.no = r.type "
            "JOIN field_name f ON f.no = l.field JOIN record t ON t.no = l.target "
            "LEFT JOIN record_type tt ON tt.no = t.type")


def _link(source: Any, source_type: str, name: str, target: Any, target_type: str) -> Link:
    return Link(bytes(source).hex(), source_type, name, bytes(target).hex(), target_type)
