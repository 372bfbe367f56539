"""Taking in what is staged, and setting it aside again. One transaction each; the preview is the same fold.

Search catches up afterwards from ``fts_dirty``, which is written in the same transaction as the rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Final

from msgspec.structs import replace

from caseapp.domain.entity import Changes
from caseapp.domain.errors import Stale
from caseapp.domain.policy import Merge
from caseapp.domain.preview import Preview
from caseapp.history.change import Change, unite
from caseapp.history.ids import RecordKey
from caseapp.history.rules import Rules
from caseapp.history.state import Logged, RecordState
from caseapp.history.view import Liveness
from caseapp.storage import views
from caseapp.storage.staging import Staging
from caseapp.storage.writer import UNKNOWN_RULES, Writer, changes_of

BATCH: Final = 1_000
Arrived = list[tuple[Change, int, bool]]


@dataclass(frozen=True, slots=True)
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


def preview(writer: Writer, staging: Staging) -> Preview:
    """What ``apply`` would do now. Reads only; runs in the writer lane so that nothing moves meanwhile."""
    count = _Count()
    records = staging.records()
    while batch := dict(islice(records, BATCH)):
        _count_batch(writer, batch, count)
    hashes = staging.hashes()
    known = writer.log.known("changeset", hashes)
    return Preview(
        new=tuple(count.new), same=tuple(count.same), changed=tuple(count.changed), conflicts=tuple(count.conflicts),
        waiting=tuple(count.waiting), withdrawn=tuple(count.withdrawn), changesets=len(hashes), known=len(known),
        held=staging.held, based_on=count.seen.digest(),
    )


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
    """Take it in: log, deliveries, projections and registry in one transaction.

    Raises Stale, with nothing written, if the vault moved since ``agreed`` was counted.
    """
    writer.large_cache(on=True)
    try:
        with writer.transaction():
            if preview(writer, staging).based_on != agreed.based_on:
                raise Stale()
            no = _register(writer, package)
            changes = _take(writer, staging, no)
            writer.sql.executemany(
                "INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?)",
                [(hash_, author, package.id, document) for hash_, author, document in staging.held_rows()],
            )
    finally:
        writer.large_cache(on=False)
    writer.count_tip()
    writer.catch_up()
    return changes


def _register(writer: Writer, package: Package) -> int:
    row = writer.sql.execute(
        "INSERT INTO package(id, sha256, sender, seq, manifest, taken, imported_at) VALUES (?, ?, ?, ?, ?, 1, ?) "
        "RETURNING no", (package.id, package.sha256, package.sender, package.seq, package.manifest, package.at),
    ).fetchone()
    return int(row[0])


def _take(writer: Writer, staging: Staging, package: int) -> Changes:
    touched: dict[int, RecordKey] = {}
    for batch in staging.bundles():
        touched.update(writer.take(batch, package))
    writer.refold(touched, searchable=False)
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
