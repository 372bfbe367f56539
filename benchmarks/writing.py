"""Bulk write, rebuild and the check of the log: three ways through all records, told against plain SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from benchmarks.data import Made, Maker
from benchmarks.stats import Line, timed
from benchmarks.world import World, driver, drop_secondary_indexes, finished, insert
from caseapp.domain import records
from caseapp.history import bundle as bundles
from caseapp.history import wire
from caseapp.services.session import Session
from caseapp.storage import rebuild, search
from caseapp.storage.projection import fingerprint


@dataclass(frozen=True, slots=True)
class Written:
    """The vault that the other measurements read, and what was measured while making it."""

    session: Session
    made: Made
    lines: tuple[Line, ...]


def bulk(world: World) -> Written:
    """All records in one action, one transaction; the last vault stays open."""
    ours, raw, bare = list[float](), list[float](), list[float]()
    for number in range(world.rounds):
        session = world.vault()
        made = Maker(session.records.new_id).make(world.records)
        ours.append(timed(partial(session.records.save, made.edits, "All", "import")))
        raw.append(_raw(world, session))
        bare.append(_without_search_and_indexes(world))
        if number < world.rounds - 1:
            world.close(session)
    per = [world.records / seconds for seconds in ours]
    # The edits are let go: the product would not hold them either, and they slow the collector.
    return Written(session, replace(made, edits=()), (
        Line("bulk write", "raw driver, the same finished rows into the same tables, indexes and search", "records/s",
             tuple(per), tuple(world.records / seconds for seconds in raw)),
        Line("bulk write", "itself without search and without secondary indexes", "records/s", tuple(per),
             tuple(world.records / seconds for seconds in bare), goal=">= 0.55"),
    ))


def _raw(world: World, session: Session) -> float:
    rows = finished(session.writer)
    sql = driver(*world.empty_tables())
    seconds = timed(lambda: insert(sql, rows))
    sql.close()
    return seconds


def _without_search_and_indexes(world: World) -> float:
    session = world.vault()
    drop_secondary_indexes(session.writer.sql)
    edits = Maker(session.records.new_id).make(world.records).edits
    with patch.object(search, "put", _drop_text):
        seconds = timed(lambda: session.records.save(edits, "All", "import"))
    world.close(session)
    return seconds


def _drop_text(_connection: object, _texts: object) -> None:
    """In place of writing the index."""


def rebuilding(world: World, written: Written) -> list[Line]:
    """Everything that is shown, made again from the log; and the log checked against its hashes and signatures."""
    session, bulk_rates = written.session, written.lines[0].ours
    mark = fingerprint(records.ALL)
    rates, checks, floors = list[float](), list[float](), list[float]()
    for _ in range(world.rounds):
        rates.append(world.records / timed(lambda: rebuild.rebuild(session.writer, mark)))
        checks.append(world.records / timed(lambda: _check_log(session)))
        floors.append(world.records / timed(lambda: _hash_log(session.writer.sql)))
    whole = tuple(timed(lambda: _sound(session)) for _ in range(world.rounds))
    again = tuple(world.records / rate for rate in rates)
    return [
        Line("rebuild", "bulk write of the same records", "records/s", tuple(rates), bulk_rates, goal=">= 1.0"),
        Line("verify the log: hashes, Merkle roots, signatures", "rebuild", "changes/s", tuple(checks), tuple(rates),
             goal=">= 10"),
        Line("verify the log: hashes, Merkle roots, signatures", "raw driver reading header and body, one SHA-256 each",
             "changes/s", tuple(checks), tuple(floors)),
        Line("verify everything: pages, log, projections, search", "rebuild", "s", whole, again),
    ]


def _check_log(session: Session) -> None:
    key = session.card.sign_pub
    for bundle in session.writer.log.bundles():
        if not all(wire.check_id(part.change) for part in bundle.parts):
            raise AssertionError("hash")
        bundles.verify(bundle, key)


def _hash_log(sql: Any) -> int:
    rows: Sequence[Any] = sql.execute("SELECT header, body FROM change ORDER BY no")
    return sum(len(sha256(bytes(header) + bytes(body)).digest()) for header, body in rows)


def _sound(session: Session) -> None:
    if findings := session.verify():
        raise AssertionError(findings)
