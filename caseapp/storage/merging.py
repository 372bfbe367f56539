"""Taking in what is staged, and setting it aside again. One transaction each; the preview is the same fold.

Several files may be counted and applied as one: records that more than one of them brings are folded once, over all.

Search catches up afterwards from ``fts_dirty``, which is written in the same transaction as the rows.
"""

import dataclasses
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

from msgspec.structs import replace

from caseapp.domain.entity import Changes, Issue
from caseapp.domain.errors import Stale
from caseapp.domain.policy import Merge
from caseapp.domain.preview import Preview
from caseapp.domain.spec import Record
from caseapp.history.change import Change, unite
from caseapp.history.ids import RecordKey
from caseapp.history.rules import Rules
from caseapp.history.state import Logged, RecordState
from caseapp.history.view import Liveness
from caseapp.storage import resolve, views
from caseapp.storage.from_log import UNKNOWN_RULES
from caseapp.storage.staging import Staging
from caseapp.storage.writer import Writer, changes_of

BATCH: Final = 1_000
Arrived = list[tuple[Change, int, bool]]
Told = Callable[[int, int], None]  # done, in all; may raise to stop


@dataclasses.dataclass(frozen=True, slots=True)
class Package:
    """What the registry keeps of an export file. All ``bytes`` as in the manifest."""

    id: bytes
    sha256: bytes
    sender: bytes
    seq: int
    manifest: bytes
    at: int  # milliseconds


class _Count:
    """The preview while it is being counted."""

    def __init__(self) -> None:
        self.new: list[str] = []
        self.same: list[str] = []
        self.changed: list[str] = []
        self.conflicts: list[tuple[str, str]] = []
        self.waiting: list[str] = []
        self.withdrawn: list[tuple[str, str]] = []
        self.seen = sha256()


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """One staged record: as it stands here (None for a new one) and as it would stand."""

    key: RecordKey
    before: Record | None = dataclasses.field(repr=False)
    after: Record | None = dataclasses.field(repr=False)  # None for a type that this Caseapp does not know
    issues: Mapping[str, Issue] = dataclasses.field(default_factory=dict, repr=False)


def preview(writer: Writer, *staged: Staging, told: Told | None = None) -> Preview:
    """What ``apply`` would do now. Reads only; runs in the writer lane so that nothing moves meanwhile."""
    count = _Count()
    total = sum(staging.size() for staging in staged)
    done = 0
    records = _records(staged)
    while batch := dict(islice(records, BATCH)):
        _count_batch(writer, batch, count)
        done += len(batch)
        if told is not None:
            told(min(done, total), total)
    hashes = list(dict.fromkeys(hash_ for staging in staged for hash_ in staging.hashes()))
    known = writer.log.known("changeset", hashes)
    held = {hash_ for staging in staged for hash_ in staging.held_hashes()}
    return Preview(
        new=tuple(count.new), same=tuple(count.same), changed=tuple(count.changed), conflicts=tuple(count.conflicts),
        waiting=tuple(count.waiting), withdrawn=tuple(count.withdrawn), changesets=len(hashes), known=len(known),
        held=len(held), based_on=count.seen.digest(),
    )


def _records(staged: Sequence[Staging]) -> Iterator[tuple[RecordKey, Arrived]]:
    """Every staged record once, with what any of the files brings of it."""
    streams = heapq.merge(*(staging.records() for staging in staged), key=itemgetter(0))
    for key, group in groupby(streams, key=itemgetter(0)):
        yield key, [one for _, arrived in group for one in arrived]


def look(writer: Writer, staged: Sequence[Staging], keys: Iterable[RecordKey]) -> list[Look]:
    """What taking in would make of these records; those that nothing staged names are left out."""
    found = []
    for key in dict.fromkeys(keys):
        arrived = [one for staging in staged for one in staging.records_of([key]).get(key, ())]
        if arrived:
            found.append(_look(writer, key, arrived))
    return found


def _look(writer: Writer, key: RecordKey, arrived: Arrived) -> Look:
    numbers = writer.numbers_of([key])
    logged = writer.log.of_records(numbers.values())
    before = views.judged(writer.sql, writer.view, logged[numbers[key]]) if numbers else []
    spec = writer.specs.get(key.type)
    if spec is None:
        return Look(key, None, None)
    old = resolve.resolve(spec, writer.fold_one(key, before))[0] if before else None
    record, issues = resolve.resolve(spec, writer.fold_one(key, _united(before, arrived)))
    return Look(key, old, record, resolve.unpack(spec, resolve.pack(issues)))


def _count_batch(writer: Writer, batch: dict[RecordKey, Arrived], count: _Count) -> None:
    numbers = writer.numbers_of(batch)
    logged = writer.log.of_records(numbers.values())
    for key, arrived in batch.items():
        no = numbers.get(key)
        before = views.judged(writer.sql, writer.view, logged[no]) if no is not None else []
        _count_record(writer, key, before, arrived, count)


def _count_record(writer: Writer, key: RecordKey, before: Sequence[Logged], arrived: Arrived, count: _Count) -> None:
    old = writer.fold_one(key, before) if before else None
    united = _united(before, arrived)
    count.seen.update(b"".join(old.heads) if old else b"-")
    if united == list(before):
        count.same.append(key.id)
        return
    new = writer.fold_one(key, united)
    (count.changed if old else count.new).append(key.id)
    count.conflicts += [(key.id, name) for name in new.conflicts if old is None or name not in old.conflicts]
    if any(field.waiting for field in new.fields.values()):
        count.waiting.append(key.id)
    if old is not None:
        rules = writer.rules.get(key.type, UNKNOWN_RULES)
        count.withdrawn += [(key.id, name) for name in _tightened(rules, old, new)]


def _united(before: Sequence[Logged], arrived: Arrived) -> list[Logged]:
    """The record's changes as they will be: known ones gain values, and count if this delivery brings them live."""
    here = {logged.change.id: logged for logged in before}
    for change, hlc, live in arrived:
        known = here.get(change.id)
        if known is None:
            here[change.id] = Logged(change, hlc, Liveness.IN if live else Liveness.OUT)
        else:
            alive = Liveness.IN if live else known.live
            here[change.id] = replace(known, change=unite(known.change, change), live=alive)
    return list(here.values())


def _tightened(rules: Rules, old: RecordState, new: RecordState) -> Iterator[str]:
    for name, field in new.fields.items():
        if field.merge is Merge.PROTECTIVE and name in rules.joins:
            join = rules.joins[name]
            before = old.fields[name].joined if name in old.fields else join.default
            if join.rank(field.joined) > join.rank(before):
                yield name


def apply(writer: Writer, staging: Staging, package: Package, agreed: Preview) -> Changes:
    """Take one file in; see ``apply_all``. Search has caught up when it returns."""
    changes = apply_all(writer, [(staging, package)], agreed)
    writer.catch_up()
    return changes


def apply_all(
    writer: Writer, files: Sequence[tuple[Staging, Package]], agreed: Preview, told: Told | None = None,
    counted_at: int = -1,
) -> Changes:
    """Take these in: log, deliveries, projections and registry in one transaction. The caller lets search catch up.

    ``counted_at``: the writer's version when ``agreed`` was counted. Where it is the same still, nothing was written
    in between and counting again would say the same. Raises Stale, with nothing written, if the vault moved.
    """
    staged = [staging for staging, _ in files]
    writer.large_cache(on=True)
    try:
        with writer.transaction():
            if writer.version != counted_at and preview(writer, *staged, told=told).based_on != agreed.based_on:
                raise Stale()
            numbered = [(staging, _register(writer, package)) for staging, package in files]
            changes = _take(writer, numbered, told)
            for staging, package in files:
                _hold(writer, staging, package)
    finally:
        writer.large_cache(on=False)
    writer.count_tip()
    return changes


def _register(writer: Writer, package: Package) -> int:
    row = writer.sql.execute(
        "INSERT INTO package(id, sha256, sender, seq, manifest, taken, imported_at) VALUES (?, ?, ?, ?, ?, 1, ?) "
        "RETURNING no", (package.id, package.sha256, package.sender, package.seq, package.manifest, package.at),
    ).fetchone()
    return int(row[0])


def _hold(writer: Writer, staging: Staging, package: Package) -> None:
    writer.sql.executemany(
        "INSERT INTO held(hash, package, piece, author, document) VALUES (?, ?, ?, ?, ?)",
        [(hash_, package.id, piece, author, document) for hash_, author, piece, document in staging.held_rows()],
    )


def _take(writer: Writer, files: Sequence[tuple[Staging, int]], told: Told | None) -> Changes:
    touched: dict[int, RecordKey] = {}
    total, done = sum(staging.count for staging, _ in files), 0
    for staging, no in files:
        for batch in staging.bundles():
            touched.update(writer.take(batch, no))
            done += len(batch)
            if told is not None:
                told(done, total)
    writer.refold(touched, searchable=False, told=told)
    return changes_of(touched.values())


def known_package(writer: Writer, id_: bytes) -> tuple[int, bool] | None:
    """(number, taken in) of a package that was imported before."""
    row = writer.sql.execute("SELECT no, taken FROM package WHERE id = ?", (id_,)).fetchone()
    return None if row is None else (int(row[0]), bool(row[1]))


def switch(writer: Writer, package_id: bytes, *, taken: bool, keep_protection: bool = True) -> Changes:
    """Set a merge aside, or take it in again: the view changes, the log does not. Raises Stale if it is so already."""
    known = known_package(writer, package_id)
    if known is None or known[1] is taken:
        raise Stale()
    with writer.transaction():
        writer.sql.execute(
            "UPDATE package SET taken = ?, keeps_protection = ? WHERE no = ?",
            (int(taken), int(keep_protection), known[0]),
        )
        writer.view = views.load(writer.sql)
        touched = {no: writer.key_of(no) for no in views.records_of_package(writer.sql, known[0])}
        writer.refold(touched, searchable=False)
    writer.catch_up()
    return changes_of(touched.values())
