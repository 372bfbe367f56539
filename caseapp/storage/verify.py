"""Re-derive everything and compare: the pages, the log's hashes and signatures, the projections, search.

Pages that all authenticate do not mean that nothing is missing, which is why the log and the tip are counted as well.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from caseapp.domain.findings import Finding
from caseapp.history import bundle as bundles
from caseapp.history import wire
from caseapp.history.errors import BadHistory, NotGenuine
from caseapp.storage import resolve, search, views
from caseapp.storage.engine import damaged_pages
from caseapp.storage.project import Folded, flags_of
from caseapp.storage.projection import Row, dates_of, refs_of, title_of
from caseapp.storage.writer import Writer

PublicKey = Callable[[bytes], bytes | None]  # author fingerprint -> Ed25519 public key of a card that is here
BATCH: Final = 1_000


class Steps:
    """How far a verification is, for whoever watches; each step may be the last."""

    def __init__(self, progress: Callable[[int, int], None] | None = None, total: int = 0) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self) -> None:
        """One more action, record or file was compared. Raises what the watcher raises."""
        self._done += 1
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)


def steps(writer: Writer) -> int:
    """How many actions and records there are to compare."""
    row = writer.sql.execute("SELECT (SELECT count(*) FROM changeset) + (SELECT count(*) FROM record)").fetchone()
    return int(row[0])


def verify(writer: Writer, public_key: PublicKey, step: Callable[[], None] | None = None) -> list[Finding]:
    """Every difference between what is here and what must be. Changes nothing. Empty when all is well."""
    step = step or Steps()
    found: Counter[str] = Counter()
    found.update(_pages(writer.sql))
    found.update(_log(writer, public_key, step))
    found.update(_chain(writer.sql))
    found.update(_projections(writer, step))
    return [Finding(code, count) for code, count in sorted(found.items())]


def _pages(sql: Any) -> Iterator[str]:
    yield from ["page"] * damaged_pages(sql)
    for (answer,) in sql.execute("PRAGMA integrity_check").fetchall():
        if answer != "ok":
            yield "structure"


def _log(writer: Writer, public_key: PublicKey, step: Callable[[], None]) -> Iterator[str]:
    keys: dict[bytes, bytes | None] = {}
    for bundle in writer.log.bundles():
        step()
        author = bundle.changeset.stamp.author
        if author not in keys:
            keys[author] = public_key(author)
        key = keys[author]
        if any(not wire.check_id(part.change) for part in bundle.parts):
            yield "change"
        elif key is None:
            yield "unknown-author"
        else:
            try:
                bundles.verify(bundle, key)
            except (NotGenuine, BadHistory):
                yield "changeset"


def _chain(sql: Any) -> Iterator[str]:
    """Own changesets of a life count up without a hole."""
    rows = sql.execute(
        "SELECT count(*), max(counter) - min(counter) + 1 FROM changeset WHERE own = 1 GROUP BY author, life"
    ).fetchall()
    for count, span in rows:
        if count != span:
            yield "chain"


def _projections(writer: Writer, step: Callable[[], None]) -> Iterator[str]:
    batch: list[Folded] = []
    for no, changes in writer.log.scan():
        step()
        key = changes[0].change.record
        judged = views.judged(writer.sql, writer.view, changes)
        batch.append(Folded(no, key, writer.fold_one(key, judged), {}))
        if len(batch) == BATCH:
            yield from _compare(writer, batch)
            batch = []
    yield from _compare(writer, batch)


def _compare(writer: Writer, batch: Iterable[Folded]) -> Iterator[str]:
    for folded in batch:
        spec = writer.specs.get(folded.key.type)
        stored = writer.sql.execute("SELECT flags, heads FROM record WHERE no = ?", (folded.no,)).fetchone()
        if (stored[0], bytes(stored[1])) != (int(flags_of(spec, folded.state)), b"".join(folded.state.heads)):
            yield "projection"
        if spec is None:
            continue
        record, issues = resolve.resolve(spec, folded.state)
        row = Row(folded.no, bytes.fromhex(folded.key.id), spec, record, flags_of(spec, folded.state), b"",
                  resolve.pack(issues))
        yield from _compare_row(writer, row)


def _compare_row(writer: Writer, row: Row) -> Iterator[str]:
    table = writer.projector.tables[row.spec.type]
    stored = writer.sql.execute(f"SELECT {table.names()} FROM {table.name} WHERE no = ?", (row.no,)).fetchone()
    if stored is None or tuple(stored) != table.values(row, title_of(row.spec, row.record)):
        yield "projection"
    links = {
        (name, bytes(id_).hex()) for name, id_ in writer.sql.execute(
            "SELECT f.name, r.id FROM link l JOIN field_name f ON f.no = l.field JOIN record r ON r.no = l.target "
            "WHERE l.record = ?", (row.no,)
        )
    }
    dates = set(writer.sql.execute(
        "SELECT f.name, d.earliest, d.latest FROM date d JOIN field_name f ON f.no = d.field WHERE d.record = ?",
        (row.no,),
    ))
    if links != {(name, id_) for name, id_, _ in refs_of(row)} or dates != {(n, *span) for n, span in dates_of(row)}:
        yield "link"
    if not _searchable(writer.sql, writer.projector.text(row.spec.type, row.no, row.record)):
        yield "search"


def _searchable(sql: Any, text: search.Text) -> bool:
    no, title, body = text
    words = (title + " " + body).split()
    if not words:
        return True
    hit = sql.execute("SELECT 1 FROM fts WHERE rowid = ? AND fts MATCH ?", (no, f'"{words[0]}"')).fetchone()
    return hit is not None or sql.execute("SELECT 1 FROM fts_dirty WHERE no = ?", (no,)).fetchone() is not None
