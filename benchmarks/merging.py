"""An export file of everything taken into an empty vault, beside copying finished rows between two files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from benchmarks.stats import Line, Stopwatch, timed
from benchmarks.world import Finished, World, driver, finished, insert
from benchmarks.writing import Written
from caseapp.services.session import Session
from caseapp.storage.engine import DatabaseKey


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of one merge: opening to preview, taking in, the longest transaction within that."""

    preview: float
    take_in: float
    held: float

    @property
    def whole(self) -> float:
        """From the click on the file to the last record found by search."""
        return self.preview + self.take_in


def merging(world: World, written: Written) -> list[Line]:
    """Decrypting, checking every hash and signature, folding, and writing; search included on both sides."""
    merges, copies, exports = list[Taken](), list[float](), list[float]()
    for _ in range(world.rounds):
        target = world.vault()
        _meet(written.session, target)
        path = world.path(".casepkg")
        exports.append(timed(partial(written.session.exchange.export, path, [target.card.fp])))
        merges.append(_take_in(target, path, world.records))
        copies.append(_copy(world, finished(target.writer)))
        world.close(target)
    whole = tuple(one.whole for one in merges)
    held = tuple(one.held for one in merges)
    note = "the transaction that holds the write lock; checking and staging before it lock nothing"
    return [
        Line("merge with verification", "ATTACH, INSERT..SELECT of the finished rows, search included", "s", whole,
             tuple(copies), goal="<= 2.6"),
        Line("merge: longest transaction", "the whole merge", "s", held, whole, goal="<= 0.35", note=note),
        Line("merge: longest transaction", "ATTACH, INSERT..SELECT", "s", held, tuple(copies), goal="<= 0.75"),
        Line("merge: opening, checking, staging, preview", "the whole merge", "s",
             tuple(one.preview for one in merges), whole),
        Line("export of everything", "ATTACH, INSERT..SELECT", "s", tuple(exports), tuple(copies)),
    ]


def _meet(one: Session, other: Session) -> None:
    for mine, theirs in ((one, other), (other, one)):
        mine.contacts.add(theirs.card.raw)
        mine.contacts.trust(theirs.card.fp, "words")


def _take_in(target: Session, path: Path, records: int) -> Taken:
    opening, taking, transactions = Stopwatch(), Stopwatch(), Stopwatch()
    begin = target.writer.transaction

    @contextmanager
    def watched(*, read_back: bool = True) -> Iterator[None]:
        with transactions.lap(), begin(read_back=read_back):
            yield

    with opening.lap():
        incoming = target.exchange.preview(path)
    with incoming, patch.object(target.writer, "transaction", watched), taking.lap():
        incoming.take_in()
    if len(incoming.preview.new) != records or target.near.count("act") == 0:
        raise AssertionError("merge")
    return Taken(opening.total, taking.total, max(transactions.laps))


def _copy(world: World, rows: Finished) -> float:
    source, key = _source(world, rows)
    sql = driver(*world.empty_tables(), large=True)
    sql.execute("ATTACH ? AS src KEY ?", (str(source), f"x'{key.raw.hex()}'"))

    def copy() -> None:
        sql.execute("BEGIN IMMEDIATE")
        for name in rows.tables:
            sql.execute(f"INSERT OR REPLACE INTO main.{name} SELECT * FROM src.{name}")  # noqa: S608  (own names)
        sql.execute("INSERT INTO main.fts(rowid, title, body) SELECT no, title, body FROM src.folded_text")
        sql.execute("COMMIT")

    seconds = timed(copy)
    sql.close()
    return seconds


def _source(world: World, rows: Finished) -> tuple[Path, DatabaseKey]:
    path, key = world.empty_tables()
    sql = driver(path, key)
    insert(sql, rows.without_search())
    sql.execute("CREATE TABLE folded_text (no INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL) STRICT")
    sql.execute("BEGIN IMMEDIATE")
    sql.executemany("INSERT INTO folded_text VALUES (?, ?, ?)", rows.search)
    sql.execute("COMMIT")
    sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    sql.close()
    return path, key
