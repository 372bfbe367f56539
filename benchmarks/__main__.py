"""Times of the thread, each as a ratio to a yardstick measured in the same run: ``python -m benchmarks [--records N]``.

Absolute times say little about another laptop; ratios to bare SQLCipher with the same tables, to plain FTS5 and to bare
reportlab carry over. Nothing here is a test: no number fails a build.
"""

import argparse
import json
import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.runtime.bootstrap import App, compose
from caseapp.security.kdf import Cost
from caseapp.services import sample
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from caseapp.storage import rebuild, search
from caseapp.storage.engine import DatabaseKey, connect_raw

PHRASE: Final = "benchmark passphrase of no secret"
SURNAMES: Final = (
    "Ахметов", "Тоқаев", "Бекова", "Лим", "Қыдыров", "Омарова", "Төлегенов", "Ким", "Нұрланов", "Іскаков",
)
GIVEN: Final = ("Данияр", "Әлия", "Гүлнар", "Ерлан", "Айгерім", "Сергей", "Үміт", "Жанна", "Өмір", "Болат")
STORY: Final = (
    "задержан вечером на площади у акимата люди в форме не представились увезли в автозаке в отдел полиции адвоката "
    "не допустили протокол составили ночью родственникам не сообщили телефон забрали били по ногам утром перевели "
    "в изолятор судью не видел"
)
CHEAP: Final = Cost(64, 1, 1)


def timed(work: Callable[[], Any]) -> float:
    """Seconds of one call."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def quantile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def people(session: Session, count: int, places: list[str]) -> list[Edit]:
    """Realistic persons: two names, a date, a link, a narrative of 36 words."""
    made = []
    for number in range(count):
        surname, given = SURNAMES[number % 10], GIVEN[number // 10 % 10]
        made.append(Edit("person", session.records.new_id(), {
            "names": (PersonName(full=f"{surname} {given} {number}", surname=surname, given=given, script="Cyrl"),),
            "sex": "male", "birth": Moment(str(1950 + number % 55)), "occupation": "водитель",
            "residence": places[number % len(places)], "physical_description": STORY, "citizenship": ("kz",),
        }))
    return made


def fsyncs(folder: Path, count: int = 200) -> list[float]:
    """The time of one 4 KiB write and fsync here."""
    with (folder / "fsync").open("wb") as file:
        def once() -> None:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
        return [timed(once) for _ in range(count)]


def raw_copy(session: Session, folder: Path) -> Callable[[], None]:
    """The yardstick for bulk paths: the finished rows of every table, bare driver, same schema and encryption."""
    sql = session.writer.sql
    skip = ("sqlite_", "fts", "alembic")
    tables = [
        (name, ddl) for name, ddl in sql.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        if not name.startswith(skip)
    ]
    indexes = [ddl for (ddl,) in sql.execute("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL")]
    rows = {name: sql.execute(f'SELECT * FROM "{name}"').fetchall() for name, _ in tables}  # noqa: S608
    texts = list(rebuild.texts(session.writer, [no for (no,) in sql.execute("SELECT no FROM record").fetchall()]))
    (fts,) = sql.execute("SELECT sql FROM sqlite_schema WHERE name = 'fts'").fetchone()

    def copy() -> None:
        path = folder / f"raw-{secrets.token_hex(4)}.db"
        bare = connect_raw(path, DatabaseKey(secrets.token_bytes(48)), write=True)
        bare.execute("PRAGMA foreign_keys = OFF")
        bare.execute("BEGIN")
        for _, ddl in tables:
            bare.execute(ddl)
        for ddl in (*indexes, fts):
            bare.execute(ddl)
        for name, found in rows.items():
            if found:
                marks = ",".join("?" * len(found[0]))
                bare.executemany(f'INSERT INTO "{name}" VALUES ({marks})', found)  # noqa: S608
        search.put(bare, texts)
        bare.execute("COMMIT")
        bare.close()

    return copy


def bare_pages(pages: int) -> None:
    """The yardstick for D1: reportlab alone, a paragraph and a table a page, its own fonts."""
    style = getSampleStyleSheet()["Normal"]
    flow: list[Any] = []
    for _ in range(pages):
        flow += [Paragraph("detained in the evening " * 40, style), Table([["when", "where", "what"]] * 14)]
    SimpleDocTemplate(BytesIO()).build(flow)


def open_new(app: App, folder: Path, name: str) -> Session:
    """A fresh vault, open for writing."""
    app.vaults.create(folder / name, PHRASE, name, alias=name, sample=True)
    session = app.vaults.open(folder / name, PHRASE)
    session.writer.open()
    return session


def measure(records: int, folder: Path) -> list[dict[str, Any]]:
    """Every row of the table."""
    app = compose(cost=lambda: CHEAP)
    results: list[dict[str, Any]] = []

    def add(what: str, seconds: float, yardstick: str, bare: float, **more: Any) -> None:
        results.append({"what": what, "ms": seconds * 1000, "yardstick": yardstick, "yardstick_ms": bare * 1000,
                        "ratio": seconds / bare, **more})

    with open_new(app, folder, "one") as one, open_new(app, folder, "two") as two:
        sample.fill(one, app.resources)
        places = one.near.ids("place")
        edits = people(one, records, places)
        bulk = timed(lambda: one.records.save(edits, "Bulk"))
        copies = [timed(raw_copy(one, folder)) for _ in range(3)]
        bare = statistics.median(copies)
        add("bulk write", bulk, "bare driver, same rows", bare, rate=records / bulk)

        syncs = fsyncs(folder)
        saves, reads = [], []
        for edit in people(one, 300, places):
            saves.append(timed(lambda edit=edit: one.records.save([edit], "Save")))
            reads.append(timed(lambda edit=edit: one.near.get(edit.id)))
        add("one save, p50", quantile(saves, 0.5), "4 KiB fsync, p50", quantile(syncs, 0.5))
        add("one save, p95", quantile(saves, 0.95), "4 KiB fsync, p50", quantile(syncs, 0.5))
        add("read back, p95", quantile(reads, 0.95), "one save, p50", quantile(saves, 0.5))

        ours, plain = [], []
        for number in range(200):
            words = f"{SURNAMES[number % 10]} {GIVEN[number // 10 % 10]}"
            ours.append(timed(lambda words=words: one.near.find(words, 50)))
            expression = search.match_expression(words)
            plain.append(timed(lambda expression=expression: one.writer.sql.execute(
                "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rowid DESC LIMIT 50", (expression,)).fetchall()))
        add("search, 50 records read, p95", quantile(ours, 0.95), "plain FTS5, 50 numbers, p95", quantile(plain, 0.95))

        again = [timed(lambda: rebuild.rebuild(one.writer, secrets.token_bytes(32))) for _ in range(3)]
        add("rebuild of everything", statistics.median(again), "bulk write", bulk)

        for here, there in ((one, two), (two, one)):
            here.contacts.add(there.card.raw)
            here.contacts.trust(there.card.fp, "in person")
        export = folder / "all.casepkg"
        sent = timed(lambda: one.exchange.export(export, [two.card.fp]))
        add("export, read back", sent, "bare driver, same rows", bare)
        begun = time.perf_counter()
        with two.exchange.preview(export) as incoming:
            staged = time.perf_counter() - begun
            applied = timed(incoming.take_in)
        add("merge with verification", staged + applied, "bare driver, same rows", bare,
            share_that_blocks_saves=applied / (staged + applied))
        add("verify of everything", timed(one.verify), "bulk write", bulk)

        (case,) = sample.cases(one)
        issued = one.dossiers.issue("D1", case, app.language("en"), "internal")
        d1 = [timed(lambda: one.dossiers.issue("D1", case, app.language("en"), "internal")) for _ in range(3)]
        alone = [timed(lambda: bare_pages(issued.pages)) for _ in range(3)]
        add("D1 with release gate, a page", statistics.median(d1) / issued.pages, "bare reportlab, a page",
            statistics.median(alone) / issued.pages)
    return results


def main() -> None:
    """Print the table; ``--json FILE`` keeps it for machines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = measure(given.records, Path(folder))
    print(f"| at {given.records:,} records | ms | yardstick | ms | ratio |\n|---|---|---|---|---|")
    for row in results:
        named = (name for name in ("rate", "share_that_blocks_saves") if name in row)
        more = "".join(f"; {name.replace('_', ' ')} {row[name]:.2f}" for name in named)
        print(f"| {row['what']}{more} | {row['ms']:.2f} | {row['yardstick']} | {row['yardstick_ms']:.2f} | "
              f"{row['ratio']:.2f} |")
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
