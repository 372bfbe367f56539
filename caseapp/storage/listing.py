"""Lists of any length: which records answer a question, in which order, and how many hold which value.

Ids come as one run of 16-byte blocks: a million of them are 16 MB, not a hundred. Everything runs on the reader's
connection and is read to its end.
"""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter
from struct import iter_unpack
from typing import Any, Final

from caseapp.domain.spec import FieldSpec, Kind, RecordId
from caseapp.storage import search
from caseapp.storage.errors import explaining
from caseapp.storage.projection import Flags, in_state
from caseapp.storage.reader import Link, Reader
from caseapp.storage.where import All, Compiler, Text, Where

ID_SIZE: Final = 16
_ROWS: Final = 10_000
_SHOWN: Final = f"p.no NOT IN ({in_state(Flags.EMPTY)})"


@dataclass(frozen=True, slots=True)
class Through:
    """Records of ``type`` that name those of the list in ``field``; of them ``where`` is asked."""

    type: str
    field: str
    where: Where


@dataclass(frozen=True, slots=True)
class Order:
    """In what order. ``by`` blank: by title, or by the first filled one of ``titles``.

    ``ranks`` puts terms in the order of their labels, which only the caller knows; ``through`` orders by the newest
    date in ``by`` of the records that name this one.
    """

    by: str = ""
    descending: bool = False
    titles: tuple[str, ...] = ()
    ranks: Mapping[str, int] = field(default_factory=dict)
    through: Through | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """The smallest and greatest of a field, and how many records have it."""

    least: int | None
    greatest: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """A whole list in one order: ids of 16 bytes each, and beside them the numbers of their rows."""

    ids: bytes = field(repr=False)
    numbers: "array[int]" = field(repr=False)

    def among(self, found: bytearray) -> bytes:
        """The ids of those whose number is marked in ``found``, in this order. Sorting them anew would cost more."""
        ids = map(itemgetter(0), iter_unpack(f"{ID_SIZE}s", self.ids))
        return b"".join(compress(ids, map(found.__getitem__, self.numbers)))


class Listing:
    """Questions about the list of one type over a reader. Made anew for every call."""

    def __init__(self, reader: Reader, type_: str) -> None:
        self._reader = reader
        self._type = type_
        self._table = reader.tables[type_]

    def count(self, where: Where) -> int:
        """How many."""
        made = self._compiler()
        asked = made.sql(where, self._type, r="")
        return int(self._all(f"SELECT count(*) FROM {self._from()} WHERE {_SHOWN} AND {asked}", made.args)[0][0])

    def ids(self, where: Where, order: Order) -> bytes:
        """The ids of all that answer, in order, 16 bytes each."""
        made = self._compiler()
        joins, terms = self._order(made, order)
        asked = made.sql(where, self._type, r="")
        return self._read(f"SELECT p._id, p.no FROM {self._from()} {joins} WHERE {_SHOWN} AND {asked} ORDER BY {terms}",
                          made).ids

    def whole(self, order: Order, hidden: Where | None = None) -> Ordered:
        """All, or all but those of which ``hidden`` holds; it may ask for states alone. By title this is read from one
        index: neither the records nor their rows are looked at, but for the few that are in a state."""
        made = self._compiler()
        joins, terms = self._order(made, order)
        asked = [f"p.no NOT IN ({in_state(Flags.EMPTY)})"]
        if hidden is not None:
            asked.append(f"p.no NOT IN (SELECT h.no FROM record h WHERE {made.sql(hidden, self._type, 'p', 'h')})")
        return self._read(f"SELECT p._id, p.no FROM {self._table.name} p {joins} WHERE {' AND '.join(asked)} "
                          f"ORDER BY {terms}", made)

    def _read(self, statement: str, made: Compiler) -> Ordered:
        found, numbers = bytearray(), array("q")
        with explaining():
            cursor = self._reader.sql.execute(statement, made.args)
            while rows := cursor.fetchmany(_ROWS):
                found += b"".join([row[0] for row in rows])
                numbers.extend([row[1] for row in rows])
        return Ordered(bytes(found), numbers)

    def marked(self, where: Where) -> bytearray:
        """A byte for every row number of the vault, 1 for those that answer; of a text also rows of other types."""
        made = self._compiler()
        match where:
            case All((Text(text, False),)) if expression := search.match_expression(text):
                statement, args = "SELECT rowid FROM fts WHERE fts MATCH ?", [expression]
            case _:
                asked = made.sql(where, self._type, r="")
                statement, args = f"SELECT p.no FROM {self._from()} WHERE {_SHOWN} AND {asked}", made.args
        with explaining():
            last = self._reader.sql.execute("SELECT coalesce(max(no), 0) FROM record").fetchone()[0]
            found = bytearray(int(last) + 1)
            cursor = self._reader.sql.execute(statement, args)
            while rows := cursor.fetchmany(_ROWS):
                for (no,) in rows:
                    found[no] = 1
        return found

    def values(self, where: Where, spec: FieldSpec, through: Through | None = None) -> dict[str, int]:
        """How many records of the list hold which value of a field of terms or a flag; the unset are under ''."""
        made = self._compiler()
        source, joined = self._source(made, through)
        asked = made.sql(where, self._type, r="")
        value, more = f'{source}."{spec.name}"', ""
        if spec.kind is Kind.TERMS:
            value, more = "j.value", f" LEFT JOIN json_each(CAST({source}._rest AS TEXT), '$.{spec.name}') j"
        rows = self._all(
            f"SELECT coalesce({value}, ''), count({self._counted(spec, through)}) FROM {self._from()}{joined}{more} "
            f"WHERE {_SHOWN} AND {asked} GROUP BY 1", made.args,
        )
        return {str(value): int(count) for value, count in rows}

    def targets(self, where: Where, spec: FieldSpec, through: Through | None = None,
                limit: int = 100) -> list[tuple[RecordId, int]]:
        """The records most named in a field, each with how many of the list name it or a part of it."""
        made = self._compiler()
        source, joined = self._source(made, through)
        made.args.append(made.field(spec.name))
        asked = made.sql(where, self._type, r="")
        rows = self._all(
            "WITH RECURSIVE named(record, target) AS MATERIALIZED ("
            f"SELECT DISTINCT p.no, l.target FROM {self._from()}{joined} JOIN link l ON l.record = {source}.no "
            f"AND l.field = ? WHERE {_SHOWN} AND {asked}), "
            "above(target, no) AS (SELECT DISTINCT target, target FROM named UNION "
            f"SELECT a.target, l.target FROM above a JOIN link l ON l.record = a.no AND l.field IN "
            f"({made.parts_of(spec)})) "
            "SELECT r.id, count(DISTINCT n.record) c FROM named n JOIN above a ON a.target = n.target "
            "JOIN record r ON r.no = a.no WHERE r.flags & 1 GROUP BY a.no ORDER BY c DESC, a.no LIMIT ?",
            [*made.args, limit],
        )
        return [(bytes(id_).hex(), int(count)) for id_, count in rows]

    def range(self, where: Where, spec: FieldSpec, through: Through | None = None) -> Range:
        """Of a number: least and greatest; of a date: first and last second."""
        made = self._compiler()
        source, joined = self._source(made, through)
        low, high = f'{source}."{spec.name}"', f'{source}."{spec.name}"'
        if spec.kind is Kind.MOMENT:
            joined += f" JOIN date d ON d.record = {source}.no AND d.field = ?"
            made.args.append(made.field(spec.name))
            low, high = "d.earliest", "d.latest"
        asked = made.sql(where, self._type, r="")
        row = self._all(
            f"SELECT min({low}), max({high}), count(DISTINCT CASE WHEN {low} IS NOT NULL THEN p.no END) "
            f"FROM {self._from()}{joined} WHERE {_SHOWN} AND {asked}", made.args,
        )[0]
        return Range(row[0], row[1], int(row[2]))

    def days(self, where: Where, spec: FieldSpec, offset: int,
             through: Through | None = None) -> list[tuple[int, int, int]]:
        """Of a date: (first day, last day, how many records), days since 1970 as they are ``offset`` seconds east."""
        made = self._compiler()
        source, joined = self._source(made, through)
        made.args.append(made.field(spec.name))
        asked = made.sql(where, self._type, r="")
        return [(int(low), int(high), int(count)) for low, high, count in self._all(
            f"SELECT (d.earliest + {int(offset)}) / 86400 AS low, (d.latest - 1 + {int(offset)}) / 86400 AS high, "
            f"count({'*' if through is None else 'DISTINCT p.no'}) FROM {self._from()}{joined} "
            f"JOIN date d ON d.record = {source}.no AND d.field = ? WHERE {_SHOWN} AND {asked} GROUP BY low, high",
            made.args)]

    def within(self, where: Where, spec: FieldSpec, offset: int, days: Sequence[Sequence[int]],
               through: Through) -> dict[int, int]:
        """How many records of the list ``days`` (first day, last day, to which it counts) count to which: a record that
        several dates tell of counts once."""
        made = self._compiler()
        source, joined = self._source(made, through)
        made.args.append(made.field(spec.name))
        asked = made.sql(where, self._type, r="")
        counts: dict[tuple[int, int], list[int]] = {}
        for low, high, which in days:
            counts.setdefault((low, high), []).append(which)
        met: dict[int, set[int]] = {}
        for no, low, high in self._all(
            f"SELECT p.no, (d.earliest + {int(offset)}) / 86400, (d.latest - 1 + {int(offset)}) / 86400 "
            f"FROM {self._from()}{joined} JOIN date d ON d.record = {source}.no AND d.field = ? "
            f"WHERE {_SHOWN} AND {asked}", made.args,
        ):
            for which in counts.get((low, high), ()):
                met.setdefault(which, set()).add(no)
        return {which: len(numbers) for which, numbers in met.items()}

    # -- parts of statements ----------------------------------------------------------------------------------

    def _compiler(self) -> Compiler:
        with explaining():
            return Compiler(self._reader.sql, self._reader.tables)

    def _all(self, statement: str, args: Sequence[Any]) -> list[Any]:
        with explaining():
            return list(self._reader.sql.execute(statement, args).fetchall())

    def _from(self) -> str:
        return f"{self._table.name} p"

    def _source(self, made: Compiler, through: Through | None) -> tuple[str, str]:
        """Where the field stands: in the list's own rows, or in those that name them."""
        if through is None:
            return "p", ""
        made.args.append(made.field(through.field))
        asked = made.sql(through.where, through.type, "t", "")
        return "t", (f" JOIN link tl ON tl.target = p.no AND tl.field = ? "
                     f"JOIN {self._reader.tables[through.type].name} t ON t.no = tl.record AND {asked}")

    def _counted(self, spec: FieldSpec, through: Through | None) -> str:
        return "*" if through is None and spec.kind is not Kind.TERMS else "DISTINCT p.no"

    def _order(self, made: Compiler, order: Order) -> tuple[str, str]:
        """Joins and terms. Records without the value come last in either direction; equals stand by title."""
        way = " DESC" if order.descending else ""
        tail = "p._sort, p.no"
        if order.through is not None:
            made.args += [made.field(order.through.field), made.field(order.by)]
            asked = made.sql(order.through.where, order.through.type, "t", "")
            joins = ("LEFT JOIN (SELECT tl.target, max(d.earliest) AS value FROM "
                     f"{self._reader.tables[order.through.type].name} t "
                     "JOIN link tl ON tl.record = t.no AND tl.field = ? JOIN date d ON d.record = t.no AND d.field = ? "
                     f"WHERE {asked} GROUP BY tl.target) o ON o.target = p.no")
            return joins, f"o.value IS NULL, o.value{way}, {tail}"
        if not order.by and order.titles:
            own = ", ".join(f'p."{name}"' for name in order.titles)
            return "", f"sort_key(coalesce({own}, '')){way}, {tail}"
        if not order.by:
            return "", f"p._sort{way}, p.no{way}"
        spec = self._table.spec.fields[order.by]
        if spec.kind is Kind.MOMENT:
            made.args.append(made.field(spec.name))
            return ("LEFT JOIN date o ON o.record = p.no AND o.field = ?",
                    f"o.earliest IS NULL, o.earliest{way}, o.latest{way}, {tail}")
        if spec.kind is Kind.REF:
            return self._by_target(made, spec, way, tail)
        if spec.kind is Kind.TERM:
            made.args.append(json.dumps(order.ranks))
            return (f'LEFT JOIN (SELECT key, value FROM json_each(?)) o ON o.key = p."{spec.name}"',
                    f'p."{spec.name}" IS NULL, o.value IS NULL, o.value{way}, {tail}')
        if spec.kind is Kind.LINE:
            value = f'sort_key(p."{spec.name}")'
            return "", f'p."{spec.name}" IS NULL, {value}{way}, {tail}'
        return "", f'p."{spec.name}" IS NULL, p."{spec.name}"{way}, {tail}'

    def _by_target(self, made: Compiler, spec: FieldSpec, way: str, tail: str) -> tuple[str, str]:
        made.args.append(made.field(spec.name))
        names = [self._reader.tables[target].name for target in spec.targets if target in self._reader.tables]
        joins = "LEFT JOIN link o ON o.record = p.no AND o.field = ? " + " ".join(
            f"LEFT JOIN {name} o{at} ON o{at}.no = o.target" for at, name in enumerate(names))
        value = ", ".join(f"o{at}._sort" for at in range(len(names)))
        value = f"coalesce({value}, NULL)"
        return joins, f"{value} IS NULL, {value}{way}, {tail}"


def newest(reader: Reader, ids: Sequence[RecordId], through: Through, moment: str) -> dict[RecordId, RecordId]:
    """For each record the one of ``through`` that names it and whose date is the newest."""
    made = Compiler(reader.sql, reader.tables)
    marks = ",".join("?" * len(ids))
    args: list[Any] = [bytes.fromhex(id_) for id_ in ids]
    made.args = [made.field(through.field), made.field(moment)]
    asked = made.sql(through.where, through.type, "t", "tr")
    with explaining():
        rows = reader.sql.execute(
            f"SELECT p.id, tr.id, max(coalesce(d.earliest, {-(1 << 60)})) FROM record p "
            f"JOIN link tl ON tl.target = p.no AND tl.field = ? JOIN {reader.tables[through.type].name} t "
            "ON t.no = tl.record JOIN record tr ON tr.no = t.no LEFT JOIN date d ON d.record = t.no AND d.field = ? "
            f"WHERE {asked} AND p.id IN ({marks}) GROUP BY p.no", [*made.args, *args],
        ).fetchall()
    return {bytes(id_).hex(): bytes(other).hex() for id_, other, _ in rows}


def links_to(reader: Reader, ids: Sequence[RecordId], types: Sequence[str]) -> list[Link]:
    """What of these types points at any of many records, in one statement."""
    if not ids:
        return []
    marks, kinds = ",".join("?" * len(ids)), ",".join("?" * len(types))
    with explaining():
        rows = reader.sql.execute(
            "SELECT r.id, rt.name, f.name, t.id, coalesce(tt.name, '') FROM record t JOIN link l ON l.target = t.no "
            "JOIN record r ON r.no = l.record JOIN record_type rt ON rt.no = r.type "
            "JOIN field_name f ON f.no = l.field LEFT JOIN record_type tt ON tt.no = t.type "
            f"WHERE t.id IN ({marks}) AND rt.name IN ({kinds}) ORDER BY r.no, l.field, t.no",
            [*(bytes.fromhex(id_) for id_ in ids), *types],
        ).fetchall()
    return [Link(bytes(a).hex(), b, c, bytes(d).hex(), e) for a, b, c, d, e in rows]
