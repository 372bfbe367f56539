"""The one way to change a vault. One thread, one connection; every action is one transaction.

A write is composed inside its transaction against the state it replaces, so that ``over`` names exactly the candidates
that stand. Rows are written by the same fold that everybody else uses.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from caseapp.domain.entity import Changes
from caseapp.domain.errors import Bug, EnvironmentFault
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.history import fold as folding
from caseapp.history.bundle import Bundle
from caseapp.history.change import Change
from caseapp.history.explain import Fate, fates
from caseapp.history.ids import ChangeId, RecordKey, WriteId
from caseapp.history.rules import Rules
from caseapp.history.sign import Chain
from caseapp.history.state import Logged, RecordState
from caseapp.storage import actions, migrate, rebuild, schema, search, views
from caseapp.storage.engine import CACHE_KIB, CACHE_LARGE_KIB, DatabaseKey, connect_raw, driver_of, engine_of
from caseapp.storage.errors import explaining
from caseapp.storage.log import Log
from caseapp.storage.numbers import CHUNK, Numbers
from caseapp.storage.opening import check_tip
from caseapp.storage.project import Folded, Projector
from caseapp.storage.projection import fingerprint
from caseapp.storage.tip import Tip
from caseapp.storage.uncollected import uncollected

UNKNOWN_RULES: Final = Rules({}, {})
BATCH: Final = 10_000
_ID: Final = re.compile("[0-9a-f]{32}")
CHECKPOINT_PAGES: Final = 65_536

States = Mapping[RecordKey, Folded]
Compose = Callable[[States], Sequence[Bundle]]
Told = Callable[[int, int], None]


class Writer:
    """Opened in the writer lane's thread by the first call; ``close`` runs there too."""

    def __init__(self, path: Path, key: DatabaseKey, specs: Sequence[RecordSpec]) -> None:
        self._path = path
        self._key = key
        self.specs = {spec.type: spec for spec in specs}
        self.rules = {spec.type: Rules.of(spec.policies()) for spec in specs}
        self._fingerprint = fingerprint(specs)
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
        self.projector = Projector(self.sql, self.numbers, list(self.specs.values()))
        self.view = views.load(self.sql)
        self.tip = Tip(bytes(row[0]) for row in self.sql.execute("SELECT hash FROM changeset ORDER BY no"))

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

    # -- folding -----------------------------------------------------------------------------------------------

    def states(self, keys: Iterable[RecordKey]) -> dict[RecordKey, Folded]:
        """The states of the records that are here."""
        numbers = {no: key for key, no in self.numbers_of(keys).items()}
        return {folded.key: folded for folded in self.fold(numbers)}

    def histories(self, keys: Iterable[RecordKey]) -> dict[RecordKey, list[Logged]]:
        """Every change of the records that are here, judged by the view."""
        numbers = {no: key for key, no in self.numbers_of(keys).items()}
        logged = self.log.of_records(numbers)
        return {numbers[no]: views.judged(self.sql, self.view, changes) for no, changes in logged.items()}

    def chain(self, author: bytes, life: bytes) -> Chain:
        """Where this writer stands in the log."""
        row = self.sql.execute(
            "SELECT counter, hash, hlc FROM changeset WHERE author = ? AND life = ? AND own = 1 "
            "ORDER BY counter DESC LIMIT 1", (self.numbers.author(author), life),
        ).fetchone()
        return Chain(author, life) if row is None else Chain(author, life, row[0], bytes(row[1]), row[2])

    def numbers_of(self, keys: Iterable[RecordKey]) -> dict[RecordKey, int]:
        """The numbers of the records that are here."""
        found = {}
        for key in keys:
            row = self.sql.execute(
                "SELECT no FROM record WHERE id = ? AND type = ?",
                (bytes.fromhex(key.id), self.numbers.known_type(key.type)),
            ).fetchone()
            if row is not None:
                found[key] = int(row[0])
        return found

    def fold(self, records: Mapping[int, RecordKey]) -> list[Folded]:
        """Fold the records with the given numbers from the log."""
        done = []
        for no, changes in self.log.of_records(records).items():
            judged = views.judged(self.sql, self.view, changes)
            state = self.fold_one(records[no], judged)
            claims = {item.change.id: item.hlc for item in judged}
            done.append(Folded(no, records[no], state, {head: claims[head] for head in state.heads}))
        return done

    def fold_one(self, key: RecordKey, judged: Sequence[Logged]) -> RecordState:
        """One record; edges into other records are looked up only if something seems to be awaited."""
        rules = self.rules_of(key.type)
        state = folding.fold(judged, rules)
        if state.waiting_for:
            elsewhere = self._elsewhere(state.waiting_for)
            if elsewhere:
                state = folding.fold(judged, rules, elsewhere)
        return state

    def _elsewhere(self, ids: Iterable[ChangeId]) -> frozenset[ChangeId]:
        wanted = list(ids)
        here: set[bytes] = set()
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self.sql.execute(f"SELECT hash FROM change WHERE hash IN ({marks})", chunk)
            here.update(bytes(row[0]) for row in rows)
        return frozenset(here)

    def ancestors(self, no: int, heads: bytes) -> frozenset[ChangeId]:
        """The changes of a record that somebody who read it at ``heads`` had before his eyes."""
        parents = {item.change.id: item.change.parents for item in self.log.of_records([no])[no]}
        pending = [heads[at : at + 32] for at in range(0, len(heads), 32)]
        read: set[ChangeId] = set()
        while pending:
            change = pending.pop()
            if change in parents and change not in read:
                read.add(change)
                pending += parents[change]
        return frozenset(read)

    def rules_of(self, type_: str) -> Rules:
        """The rules of a record type; of an unknown one, none."""
        return self.rules.get(type_, UNKNOWN_RULES)

    def types_of(self, ids: Collection[RecordId]) -> dict[RecordId, list[str]]:
        """The types under which records with these ids are here; an id that is only named somewhere is not."""
        found: dict[RecordId, list[str]] = {}
        wanted = [bytes.fromhex(id_) for id_ in ids if _ID.fullmatch(id_)]
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            for id_, name in self.sql.execute(
                "SELECT r.id, t.name FROM record r JOIN record_type t ON t.no = r.type "
                f"WHERE r.flags & 1 AND r.id IN ({','.join('?' * len(chunk))})", chunk,
            ):
                found.setdefault(bytes(id_).hex(), []).append(name)
        return found

    def changes_of_changeset(self, hash_: bytes) -> tuple[list[Change], int]:
        """The changes that are here of the action this changeset belongs to, and how many its author signed."""
        found = actions.of(self.sql, hash_)
        bundles = (bundle for no, _ in found for bundle in self.log.bundles("s.no = ?", (no,)))
        return [part.change for bundle in bundles for part in bundle.parts], sum(size for _, size in found)

    def own_since(self, author: bytes, life: bytes, counter: int) -> list[tuple[int, bytes, str, str, bytes | None]]:
        """Counter, id, title, cause and group of what was written here after ``counter``, in order."""
        rows = self.sql.execute(
            "SELECT counter, hash, title, cause, header FROM changeset WHERE author = ? AND life = ? AND own = 1 "
            "AND counter > ? ORDER BY counter", (self.numbers.author(author), life, counter),
        )
        return [(int(r[0]), bytes(r[1]), str(r[2]), str(r[3]), actions.group_of(r[4])) for r in rows]

    def last_undoable(self, author: bytes, life: bytes) -> bytes:
        """The newest own action, not itself an undo, of which some write is not voided yet; b"" if there is none."""
        rows = self.sql.execute(
            "SELECT hash FROM changeset WHERE author = ? AND life = ? AND own = 1 AND cause <> 'undo' "
            "ORDER BY counter DESC LIMIT 1000", (self.numbers.author(author), life),
        ).fetchall()
        for (hash_,) in rows:
            changes, _ = self.changes_of_changeset(bytes(hash_))
            histories = self.histories(change.record for change in changes)
            if any(self._shows(change, histories[change.record]) for change in changes):
                return bytes(hash_)
        return b""

    def _shows(self, change: Change, logged: Sequence[Logged]) -> bool:
        fate = fates(logged, self.rules_of(change.record.type))
        return any(fate[WriteId(change.id, k)] in (Fate.STANDS, Fate.COVERED) for k in range(len(change.entries)))

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
        numbers = list(records)
        for start in range(0, len(numbers), BATCH):
            chunk = {no: records[no] for no in numbers[start : start + BATCH]}
            self.projector.write(self.fold(chunk), searchable=searchable)
            if told is not None:
                told(start + len(chunk), len(numbers))
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

    def key_of(self, no: int) -> RecordKey:
        """Type and id of a record by number."""
        type_no, id_ = self.sql.execute("SELECT type, id FROM record WHERE no = ?", (no,)).fetchone()
        return RecordKey(self.numbers.type_name(type_no), bytes(id_).hex())

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
