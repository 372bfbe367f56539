"""The one way to change a vault. One thread, one connection; every action is one transaction.

A write is composed inside its transaction against the state it replaces, so that ``over`` names exactly the candidates
that stand. Rows are written by the same fold that everybody else uses.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from caseapp.domain.entity import Changes
from caseapp.domain.errors import Bug, EnvironmentFault
from caseapp.domain.spec import RecordSpec
from caseapp.history.bundle import Bundle
from caseapp.history.ids import RecordKey
from caseapp.history.rules import Rules
from caseapp.storage import frame, migrate, rebuild, schema, search, shape, views
from caseapp.storage.engine import CACHE_KIB, CACHE_LARGE_KIB, DatabaseKey, connect_raw, driver_of, engine_of
from caseapp.storage.errors import explaining
from caseapp.storage.from_log import FromLog
from caseapp.storage.log import Log
from caseapp.storage.numbers import Numbers
from caseapp.storage.opening import check_tip
from caseapp.storage.project import Folded, Projector
from caseapp.storage.projection import fingerprint
from caseapp.storage.shape import Shape
from caseapp.storage.tip import Tip
from caseapp.storage.uncollected import uncollected

BATCH: Final = 10_000
CHECKPOINT_PAGES: Final = 65_536

States = Mapping[RecordKey, Folded]
Compose = Callable[[States], Sequence[Bundle]]
Told = Callable[[int, int], None]


class Writer(FromLog):
    """Opened in the writer lane's thread by the first call; ``close`` runs there too."""

    def __init__(self, path: Path, key: DatabaseKey, specs: Sequence[RecordSpec] | Shape) -> None:
        self._path = path
        self._key = key
        self._shape = Shape.of(specs)
        self._fingerprint = fingerprint(self._shape.shipped.values())
        self._connection: Connection | None = None
        self._saves = 0

    # -- life --------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Connect, bring the frame to this version, rebuild projections if their recipe changed."""
        if self._connection is not None:
            return
        engine = engine_of(lambda: connect_raw(self._path, self._key, write=True))
        with explaining():
            self._connection = engine.connect()
        self.sql = driver_of(self._connection)
        with self.transaction(read_back=False):
            if migrate.current(self._connection) != migrate.head():
                migrate.upgrade(self._connection)
        self._tune(CACHE_KIB)
        self._read_back()
        self._acknowledged = self.tip.count, self.tip.root()
        if self._stored_fingerprint() != self._fingerprint:
            rebuild.rebuild(self, self._fingerprint)
        elif self._outgrown():
            with self.transaction(read_back=False):
                self.lay_shipped()
                self.grow()
        with suppress(EnvironmentFault), self.transaction(read_back=False):  # a full disk costs speed, not the opening
            rebuild.index_flags(self)

    def _tune(self, cache_kib: int) -> None:
        self.sql.execute(f"PRAGMA cache_size = -{cache_kib}")
        self.sql.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        for name, value in schema.FTS_SETTINGS:
            self.sql.execute("INSERT INTO fts(fts, rank) VALUES (?, ?)", (name, value))

    def _read_back(self) -> None:
        """Everything held in memory that a rollback makes void."""
        self.numbers = Numbers(self.sql)
        self.log = Log(self.sql, self.numbers)
        laid = self._stored_fingerprint() == self._fingerprint
        self.wear(self._shape.grown(self._shape.definitions(self.sql)) if laid else self._shape.shipped)
        self.view = views.load(self.sql)
        self.tip = Tip(bytes(row[0]) for row in self.sql.execute("SELECT hash FROM changeset ORDER BY no"))

    def wear(self, specs: Mapping[str, RecordSpec]) -> None:
        """The record types as they are from here on; rows and columns are as they were."""
        self.specs = specs
        self.rules = {type_: Rules.of(spec.policies()) for type_, spec in specs.items()}
        self.projector = Projector(self.sql, self.numbers, list(specs.values()))
        self._shape.tell(specs)

    def lay_shipped(self) -> None:
        """Inside a transaction: begin again with the record types of the program, as if nobody had added a field."""
        self.wear(self._shape.shipped)
        frame.put_setting(self.sql, shape.KEY, "")

    def _outgrown(self) -> bool:
        return shape.fingerprint(self._shape.definitions(self.sql)) != self._shape.mark(self.sql)

    def grow(self, *, searchable: bool = True) -> None:
        """Inside a transaction: bring columns and rows along with the fields of ours, where those changed. Only the
        records that hold what changed are folded again."""
        definitions = self._shape.definitions(self.sql)
        mark = shape.fingerprint(definitions)
        if mark == self._shape.mark(self.sql):
            return
        before = self.specs
        self.wear(self._shape.grown(definitions))
        for type_, spec in self.specs.items():
            if changed := shape.differing(before[type_], spec):
                table = self.projector.tables[type_]
                shape.lay_columns(self.sql, table)
                again = shape.holding(self.sql, table, changed)
                self.refold({no: self.key_of(no) for no in again}, searchable=searchable)
        frame.put_setting(self.sql, shape.KEY, mark.hex())

    def _stored_fingerprint(self) -> bytes:
        row = self.sql.execute("SELECT fingerprint FROM view").fetchone()
        return b"" if row is None else bytes(row[0])

    def close(self) -> None:
        """Merge what search still owes, fold the write-ahead log into the file, let go."""
        if self._connection is None:
            return
        try:
            self.catch_up()
            with explaining():
                self.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            with explaining():
                self._connection.close()
            self._connection = None

    def reconnect(self) -> None:
        """Anew, after the disk failed under the connection; while it still does, the old one stays.

        Raises EnvironmentFault: ChangesMissing or Damaged where what came back lacks what was acknowledged.
        """
        if self._connection is None:
            return
        check_tip(self._path, self._key, *self._acknowledged)
        old, self._connection = self._connection, None
        try:
            self.open()
        except BaseException:
            self._connection, self.sql = old, driver_of(old)
            raise
        with suppress(DBAPIError, driver.Error):
            old.close()

    @contextmanager
    def transaction(self, *, read_back: bool = True) -> Iterator[None]:
        """All or nothing. What memory holds is read again after a rollback."""
        if self._connection is None:
            raise Bug("writer-not-open")
        try:
            with uncollected(), explaining(), self._connection.begin():
                yield
        except BaseException:
            if read_back:
                self._read_back()
            raise
        if read_back:
            self._acknowledged = self.tip.count, self.tip.root()

    @property
    def is_open(self) -> bool:
        """False before ``open`` and after ``close``."""
        return self._connection is not None

    def recent_packages(self, limit: int) -> tuple[bytes, ...]:
        """The ids of the export files taken in last."""
        rows = self.sql.execute("SELECT id FROM package ORDER BY no DESC LIMIT ?", (limit,)).fetchall()
        return tuple(bytes(row[0]) for row in rows)

    @property
    def version(self) -> int:
        """Counts the transactions that changed what is shown."""
        row = self.sql.execute("SELECT version FROM view").fetchone()
        return 0 if row is None else int(row[0])

    def bump(self) -> None:
        """Part of every transaction that changes what is shown."""
        self.sql.execute("UPDATE view SET version = version + 1")

    # -- writing -----------------------------------------------------------------------------------------------

    def write(self, keys: Iterable[RecordKey], compose: Compose, told: Told | None = None) -> Changes:
        """One action of the person here: fold, compose, sign, append, project, commit.

        ``told``: of a long one, which is searchable after ``catch_up`` only; it may raise to stop, and nothing is done.
        """
        with self.transaction():
            states = self.states(dict.fromkeys(keys))
            bundles = list(compose(states))
            if not bundles:
                return Changes()
            changes = self.append(bundles, own=True, searchable=told is None, told=told)
        for bundle in bundles:
            self.tip.append(bundle.changeset.id)
        self._saves += 1
        if self._saves % search.SAVES_BEFORE_MERGE == 0:
            self._merge_segments()
        return changes

    def append(
        self, bundles: Sequence[Bundle], *, own: bool, package: int | None = None, searchable: bool = True,
        told: Told | None = None,
    ) -> Changes:
        """Inside a transaction: to the log, then fold and project every record it touched."""
        touched = self.take(bundles, package, own=own)
        self.refold(touched, searchable=searchable, told=told)
        return changes_of(touched.values())

    def take(self, bundles: Sequence[Bundle], package: int | None, *, own: bool = False) -> dict[int, RecordKey]:
        """Inside a transaction: to the log only. Returns the records to fold again."""
        touched = dict(self.log.append(bundles, own=own, package=package).touched)
        touched.update(self._awaiting(bundles))
        touched.update(self._stirred())
        return touched

    def count_tip(self) -> None:
        """After a bulk append: bring the tip up to the log."""
        rows = self.sql.execute("SELECT hash FROM changeset ORDER BY no LIMIT -1 OFFSET ?", (self.tip.count,))
        for (hash_,) in rows:
            self.tip.append(bytes(hash_))

    def refold(
        self, records: Mapping[int, RecordKey], *, searchable: bool = True,
        told: Told | None = None,
    ) -> None:
        """Inside a transaction: fold these records again and replace their projections. ``told`` may raise to stop."""
        first = [no for no, key in records.items() if self._shape.defines(key.type)]
        if first:  # what the rest is folded by
            self.projector.write(self.fold({no: records[no] for no in first}), searchable=searchable)
            self.grow(searchable=searchable)
        numbers = [no for no, key in records.items() if not self._shape.defines(key.type)]
        for start in range(0, len(numbers), BATCH):
            chunk = {no: records[no] for no in numbers[start : start + BATCH]}
            self.projector.write(self.fold(chunk), searchable=searchable)
            if told is not None:
                told(len(first) + start + len(chunk), len(records))
        self.bump()

    def _awaiting(self, bundles: Sequence[Bundle]) -> dict[int, RecordKey]:
        """Records that waited for one of the changes that now arrived."""
        if self.sql.execute("SELECT NOT EXISTS (SELECT 1 FROM waiting)").fetchone()[0]:
            return {}
        found: dict[int, RecordKey] = {}
        for bundle in bundles:
            for part in bundle.parts:
                for (no,) in self.sql.execute("SELECT record FROM waiting WHERE hash = ?", (part.change.id,)):
                    found[no] = self.key_of(no)
        return found

    def _stirred(self) -> dict[int, RecordKey]:
        stirred = {no: self.key_of(no) for no in self.numbers.stirred}
        self.numbers.stirred.clear()
        return stirred

    # -- search upkeep -----------------------------------------------------------------------------------------

    def catch_up(self, limit: int | None = None) -> int:
        """Index records that a bulk path left for later, a thousand a transaction. Returns how many remain."""
        done = 0
        while limit is None or done < limit:
            with self.transaction():
                numbers = [no for (no,) in self.sql.execute("SELECT no FROM fts_dirty LIMIT ?", (search.BATCH,))]
                if numbers:
                    search.put(self.sql, rebuild.texts(self, numbers))
                    self.sql.executemany("DELETE FROM fts_dirty WHERE no = ?", ((no,) for no in numbers))
            done += len(numbers)
            if len(numbers) < search.BATCH:
                break
        return int(self.sql.execute("SELECT count(*) FROM fts_dirty").fetchone()[0])

    def _merge_segments(self) -> None:
        with self.transaction():
            search.merge_segments(self.sql)

    def large_cache(self, *, on: bool) -> None:
        """More page cache while merging or rebuilding: it is the lever that counts (tech 1)."""
        self.sql.execute(f"PRAGMA cache_size = -{CACHE_LARGE_KIB if on else CACHE_KIB}")


def changes_of(keys: Iterable[RecordKey]) -> Changes:
    """The touched records by type."""
    by_type: dict[str, set[str]] = {}
    for key in keys:
        by_type.setdefault(key.type, set()).add(key.id)
    return Changes(MappingProxyType({type_: frozenset(ids) for type_, ids in by_type.items()}))
