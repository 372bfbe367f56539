"""Making all projections again from the log, when their recipe changed or ``verify`` found them wrong."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from caseapp.storage import schema, search, views
from caseapp.storage.project import Folded
from caseapp.storage.projection import STATES

if TYPE_CHECKING:
    from caseapp.storage.writer import Writer

BATCH: Final = 10_000


def rebuild(writer: "Writer", fingerprint: bytes) -> int:
    """Drop and derive everything that is shown, in one transaction. Returns the number of records."""
    writer.large_cache(on=True)
    try:
        with writer.transaction():
            _drop(writer)
            writer.lay_shipped()
            for table in writer.projector.tables.values():
                writer.sql.execute(table.ddl()[0])
            count = _fill(writer)
            for table in writer.projector.tables.values():
                writer.sql.execute(table.ddl()[1])
            index_flags(writer)
            writer.grow()
            version = writer.version
            writer.sql.execute("DELETE FROM view")
            writer.sql.execute("INSERT INTO view VALUES (1, ?, ?)", (fingerprint, version + 1))
    finally:
        writer.large_cache(on=False)
    return count


def index_flags(writer: "Writer") -> None:
    """What speeds a question up and holds nothing of its own: made where it is missing, in the caller's transaction."""
    for statement in STATES:
        writer.sql.execute(statement)
    for table in writer.projector.tables.values():
        for statement in table.flags():
            writer.sql.execute(statement)


def _drop(writer: "Writer") -> None:
    tables = writer.sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'p_*'").fetchall()
    for (name,) in tables:
        writer.sql.execute(f'DROP TABLE "{name}"')
    for shared in schema.SHARED_PROJECTIONS:
        writer.sql.execute(f"DELETE FROM {shared.name}")
    writer.sql.execute("INSERT INTO fts(fts) VALUES ('delete-all')")
    writer.sql.execute("UPDATE record SET flags = 0, heads = x''")


def _fill(writer: "Writer") -> int:
    count = 0
    for batch in _batches(_folded(writer)):
        writer.projector.write(batch, fresh=True)
        count += len(batch)
    return count


def _folded(writer: "Writer") -> Iterator[Folded]:
    for no, changes in writer.log.scan():
        key = changes[0].change.record
        judged = views.judged(writer.sql, writer.view, changes)
        yield Folded(no, key, writer.fold_one(key, judged), {})


def _batches(folded: Iterator[Folded]) -> Iterator[list[Folded]]:
    while batch := list(islice(folded, BATCH)):
        yield batch


def texts(writer: "Writer", numbers: Sequence[int]) -> Iterator[search.Text]:
    """Search rows of records, read back from their projections."""
    for no in numbers:
        type_ = writer.key_of(no).type
        table = writer.projector.tables.get(type_)
        if table is None:
            continue
        row = writer.sql.execute(f"SELECT {table.select()} FROM {table.name} p WHERE no = ?", (no,)).fetchone()
        if row is not None:
            yield writer.projector.text(type_, no, table.read(row))
