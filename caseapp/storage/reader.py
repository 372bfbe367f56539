"""Reading: its own connection that cannot write, opened in the reading lane by the first call.

Every statement is read to its end before returning: an open cursor is an open snapshot, and starves the checkpoint.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as driver

from caseapp.domain.entity import Entity
from caseapp.domain.errors import NotAVault, NotFound
from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.storage import past, resolve, search
from caseapp.storage.engine import DatabaseKey, connect_raw
from caseapp.storage.errors import VaultDiskFault, explaining
from caseapp.storage.log import Log, Logged
from caseapp.storage.numbers import CHUNK, Numbers
from caseapp.storage.past import Past
from caseapp.storage.projection import Flags, Table, in_state
from caseapp.storage.shape import Shape

PAGE: Final = 100
_SHOWN: Final = f"r.flags & {int(Flags.EMPTY)} = 0"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the sort key and number of its last row. Opaque to callers."""

    sort_key: bytes = field(repr=False)
    no: int


@dataclass(frozen=True, slots=True)
class Link:
    """One edge of the link table: ``source`` names ``target`` in ``field``."""

    source: RecordId
    source_type: str
    field: str
    target: RecordId
    target_type: str  # '' when known only by reference


def _sort_key(text: str | None) -> bytes | None:
    """For orders that are not stored: by a column that a person chose."""
    return None if text is None else sort_key(text)


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """The links of one record through one field to or from the records of one type."""

    type: str  # at the other end
    field: str
    incoming: bool  # the field is the other record's
    count: int


class Reader:
    """What is shown, as frozen records and ids."""

    def __init__(self, path: Path, key: DatabaseKey, specs: Sequence[RecordSpec] | Shape) -> None:
        self._path = path
        self._key = key
        self._shape = Shape.of(specs)
        self._known = {type_: Table.of(spec) for type_, spec in self._shape.shipped.items()}
        self._mark = b""
        self._marked_at: tuple[int, int] | None = None
        self._connection: driver.Connection | None = None
        self._opened = 0

    @property
    def sql(self) -> Any:
        """The connection of the calling thread's lane."""
        if self._connection is None:
            self._connect()
        return self._connection

    def _connect(self) -> None:
        try:
            made = connect_raw(self._path, self._key, write=False)
        except NotAVault:  # it was one when it was opened
            raise VaultDiskFault() from None
        made.create_function("sort_key", 1, _sort_key, deterministic=True)
        self._connection = made
        self._opened += 1

    def reconnect(self) -> None:
        """Anew, after the disk failed under the connection; while it still does, the old one stays. Raises
        EnvironmentFault."""
        old = self._connection
        if old is not None:
            self._connect()
            old.close()

    @property
    def version(self) -> tuple[int, int]:
        """Another one after every write by anybody: what was counted may be kept while it stays."""
        seen = self.sql.execute("PRAGMA data_version").fetchone()
        return self._opened, int(seen[0])

    @property
    def tables(self) -> Mapping[str, Table]:
        """Type -> its projection, as it stands in what this connection reads."""
        if self._shape.growth is not None:
            with explaining():
                self._look_again()
        return self._known

    def _look_again(self) -> None:
        now = self.version
        if now == self._marked_at:
            return
        mark = self._shape.mark(self.sql)
        if mark != self._mark:
            specs = self._shape.grown(self._shape.definitions(self.sql) if mark else ())
            self._known = {type_: Table.of(spec) for type_, spec in specs.items()}
        self._mark, self._marked_at = mark, now

    def specs(self) -> Mapping[str, RecordSpec]:
        """The record types as they stand in what this connection reads."""
        return {type_: table.spec for type_, table in self.tables.items()}

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    # -- single records ----------------------------------------------------------------------------------------

    def type_of(self, id_: RecordId) -> str:
        """The type of the record with this id. Raises NotFound."""
        with explaining():
            row = self.sql.execute(
                "SELECT t.name FROM record r JOIN record_type t ON t.no = r.type WHERE r.id = ? AND r.flags & 1",
                (bytes.fromhex(id_),),
            ).fetchone()
        if row is None:
            raise NotFound()
        return str(row[0])

    def get(self, id_: RecordId) -> Entity:
        """One record. Raises NotFound."""
        found = self.many([id_])
        if not found:
            raise NotFound()
        return found[0]

    def many(self, ids: Iterable[RecordId]) -> list[Entity]:
        """The records that are here, in the order asked for."""
        wanted = list(dict.fromkeys(ids))
        by_type: dict[str, list[RecordId]] = {}
        for id_, type_ in self._types(wanted).items():
            by_type.setdefault(type_, []).append(id_)
        found: dict[RecordId, Entity] = {}
        for type_, of_type in by_type.items():
            if type_ in self.tables:
                for start in range(0, len(of_type), CHUNK):
                    chunk = [bytes.fromhex(id_) for id_ in of_type[start : start + CHUNK]]
                    where = f"r.id IN ({','.join('?' * len(chunk))})"
                    found.update((entity.id, entity) for entity in self._select(type_, where, chunk))
        return [found[id_] for id_ in wanted if id_ in found]

    def _types(self, ids: Sequence[RecordId]) -> dict[RecordId, str]:
        found: dict[RecordId, str] = {}
        for start in range(0, len(ids), CHUNK):
            chunk = [bytes.fromhex(id_) for id_ in ids[start : start + CHUNK]]
            with explaining():
                rows = self.sql.execute(
                    "SELECT r.id, t.name FROM record r JOIN record_type t ON t.no = r.type "
                    f"WHERE r.flags & 1 AND r.id IN ({','.join('?' * len(chunk))})", chunk,
                ).fetchall()
            found.update((bytes(id_).hex(), name) for id_, name in rows)
        return found

    def _select(self, type_: str, where: str, args: Sequence[Any], tail: str = "") -> list[Entity]:
        table = self.tables[type_]
        with explaining():
            rows = self.sql.execute(
                f"SELECT r.id, r.flags, r.heads, p._title, p._issues, {table.select()} FROM {table.name} p "
                f"JOIN record r ON r.no = p.no WHERE {where} {tail}", args,
            ).fetchall()
        return [self._entity(table, row) for row in rows]

    def _entity(self, table: Table, row: Sequence[Any]) -> Entity:
        id_, flags, heads, title, issues, *cells = row
        state = Flags(flags)
        return Entity(
            bytes(id_).hex(), table.spec.type, title, table.read(cells), Flags.RETRACTED in state, Flags.EMPTY in state,
            Flags.NEWER in state, resolve.unpack(table.spec, None if issues is None else bytes(issues)), bytes(heads),
        )

    # -- lists -------------------------------------------------------------------------------------------------

    def count(self, type_: str) -> int:
        """How many records of a type are in its list: those that an undo emptied are not."""
        with explaining():
            table, emptied = self.tables[type_].name, in_state(Flags.EMPTY)
            return int(self.sql.execute(
                f"SELECT (SELECT count(*) FROM {table}) - (SELECT count(*) FROM {table} WHERE no IN ({emptied}))"
            ).fetchone()[0])

    def ids(self, type_: str) -> list[RecordId]:
        """Every id of a type in list order: what a windowed model holds."""
        table = self.tables[type_].name
        with explaining():
            rows = self.sql.execute(
                f"SELECT p._id FROM {table} p JOIN record r ON r.no = p.no WHERE {_SHOWN} ORDER BY p._sort, p.no"
            ).fetchall()
        return [bytes(row[0]).hex() for row in rows]

    def page(self, type_: str, after: Place | None = None, limit: int = PAGE) -> tuple[list[Entity], Place | None]:
        """The rows after a place, and the place where they end; None when there are no more."""
        table = self.tables[type_].name
        where, args = _SHOWN, list[Any]()
        if after is not None:
            where, args = f"{_SHOWN} AND (p._sort, p.no) > (?, ?)", [after.sort_key, after.no]
        with explaining():
            numbers = self.sql.execute(
                f"SELECT p._sort, p.no FROM {table} p JOIN record r ON r.no = p.no WHERE {where} "
                "ORDER BY p._sort, p.no LIMIT ?",
                [*args, limit],
            ).fetchall()
        if not numbers:
            return [], None
        marks = ",".join("?" * len(numbers))
        rows = self._select(type_, f"p.no IN ({marks})", [no for _, no in numbers], "ORDER BY p._sort, p.no")
        last = Place(bytes(numbers[-1][0]), numbers[-1][1])
        return rows, last if len(numbers) == limit else None

    def with_flag(self, flag: Flags, limit: int = 1000) -> list[Entity]:
        """Records in some state, newest first: what waits for a person."""
        with explaining():
            rows = self.sql.execute(
                f"SELECT id FROM record WHERE no IN ({in_state(flag)}) ORDER BY no DESC LIMIT ?", (limit,)
            ).fetchall()
        return self.many(bytes(row[0]).hex() for row in rows)

    # -- search and links --------------------------------------------------------------------------------------

    def find(self, text: str, limit: int, types: Sequence[str] = ()) -> list[Entity]:
        """Records whose text holds every word typed, in any spelling; newest first."""
        with explaining():
            numbers = Numbers(self.sql)
            hits = []
            for type_ in types or ("",):
                type_no = numbers.known_type(type_) if type_ else None
                if type_no is not None or not type_:
                    hits += search.find(self.sql, text, limit, type_no)
        hits.sort(reverse=True)
        return self.many(bytes(id_).hex() for _, _, id_ in hits[:limit])

    def titles(self, ids: Iterable[RecordId]) -> dict[RecordId, str]:
        """Titles of many records at once."""
        return {entity.id: entity.title for entity in self.many(ids)}

    def links_to(self, id_: RecordId) -> list[Link]:
        """What points at a record."""
        return self._links("t.id = ?", id_)

    def links_from(self, id_: RecordId) -> list[Link]:
        """What a record points at."""
        return self._links("r.id = ?", id_)

    def link_groups(self, id_: RecordId, *, incoming: bool) -> list[LinkGroup]:
        """How many links lead to (``incoming``) or from a record, by the type at the other end and the field."""
        here, there = ("t", "r") if incoming else ("r", "t")
        with explaining():
            rows = self.sql.execute(
                f"SELECT kt.name, f.name, count(*) FROM link l JOIN record r ON r.no = l.record "
                f"JOIN record t ON t.no = l.target JOIN field_name f ON f.no = l.field "
                f"JOIN record_type kt ON kt.no = {there}.type "
                f"WHERE {here}.id = ? AND {there}.flags & 1 AND r.no <> t.no GROUP BY kt.name, f.name "
                "ORDER BY kt.name, f.name", (bytes.fromhex(id_),),
            ).fetchall()
        return [LinkGroup(type_, name, incoming, count) for type_, name, count in rows]

    def linked(
        self, id_: RecordId, type_: str, field: str, page: tuple[int, int], *, incoming: bool
    ) -> list[RecordId]:
        """The records of one group, newest first; ``page`` is where it begins and how long it is."""
        here, there = ("t", "r") if incoming else ("r", "t")
        offset, limit = page
        with explaining():
            rows = self.sql.execute(
                f"SELECT {there}.id FROM link l JOIN record r ON r.no = l.record JOIN record t ON t.no = l.target "
                f"JOIN field_name f ON f.no = l.field JOIN record_type kt ON kt.no = {there}.type "
                f"WHERE {here}.id = ? AND {there}.flags & 1 AND r.no <> t.no AND kt.name = ? AND f.name = ? "
                f"ORDER BY {there}.no DESC LIMIT ? OFFSET ?",
                (bytes.fromhex(id_), type_, field, limit, offset),
            ).fetchall()
        return [bytes(row[0]).hex() for row in rows]

    def _links(self, where: str, id_: RecordId) -> list[Link]:
        with explaining():
            rows = self.sql.execute(
                "SELECT r.id, rt.name, f.name, t.id, coalesce(tt.name, '') FROM link l "
                "JOIN record r ON r.no = l.record JOIN record_type rt ON rt.no = r.type "
                "JOIN field_name f ON f.no = l.field JOIN record t ON t.no = l.target "
                f"LEFT JOIN record_type tt ON tt.no = t.type WHERE {where} ORDER BY r.no, l.field, t.no",
                (bytes.fromhex(id_),),
            ).fetchall()
        return [Link(bytes(a).hex(), b, c, bytes(d).hex(), e) for a, b, c, d, e in rows]

    # -- history, settings, counts -----------------------------------------------------------------------------

    def history(self, id_: RecordId) -> list[Logged]:
        """Every change of a record in order of arrival."""
        with explaining():
            log = Log(self.sql, Numbers(self.sql))
            numbers = [no for (no,) in self.sql.execute("SELECT no FROM record WHERE id = ?", (bytes.fromhex(id_),))]
            return [change for changes in log.of_records(numbers).values() for change in changes]

    def past(self, id_: RecordId) -> Past:
        """Every change of a record with who signed it and what brought it. Raises NotFound."""
        with explaining():
            row = self.sql.execute(
                "SELECT r.no, t.name FROM record r JOIN record_type t ON t.no = r.type WHERE r.id = ? AND r.flags & 1",
                (bytes.fromhex(id_),),
            ).fetchone()
            if row is None:
                raise NotFound()
            return past.read(self.sql, row[0], row[1])

    def blobs(self) -> int:
        """How many pieces of evidence and other files lie in the vault."""
        with explaining():
            return int(self.sql.execute("SELECT count(*) FROM blob").fetchone()[0])

    def stats(self) -> Mapping[str, int]:
        """Counts of the vault: records by type, changesets, changes."""
        with explaining():
            counts = dict(self.sql.execute(
                "SELECT t.name, count(*) FROM record r JOIN record_type t ON t.no = r.type WHERE r.flags & 1 "
                "GROUP BY t.name ORDER BY t.name"
            ).fetchall())
            for name in ("changeset", "change", "package", "blob"):
                counts[f"#{name}"] = self.sql.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            counts["#held"] = self.sql.execute("SELECT count(DISTINCT hash) FROM held").fetchone()[0]
        return counts
