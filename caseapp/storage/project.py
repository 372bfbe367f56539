"""Writing projections in batches: rows, links, dates, what is waited for, and the text for search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseapp.domain.spec import RecordSpec
from caseapp.history.ids import RecordKey
from caseapp.history.state import RecordState
from caseapp.storage import resolve, search
from caseapp.storage.numbers import Numbers
from caseapp.storage.projection import Flags, Row, Table, bodies_of, dates_of, refs_of, title_of, titles_of


@dataclass(frozen=True, slots=True)
class Folded:
    """One record's state, with its number and the clock claims of its heads."""

    no: int
    key: RecordKey
    state: RecordState
    claims: Mapping[bytes, int]


class Projector:
    """States in, rows out, over the writer's connection. Knows no record type by name."""

    def __init__(self, connection: Any, numbers: Numbers, specs: Sequence[RecordSpec]) -> None:
        self._connection = connection
        self._numbers = numbers
        self._specs: Mapping[str, RecordSpec] = {spec.type: spec for spec in specs}
        self.tables = {spec.type: Table.of(spec) for spec in specs}

    def write(self, states: Sequence[Folded], *, fresh: bool = False, searchable: bool = True) -> None:
        """Replace the projections of these records. ``fresh``: none had any, so nothing needs deleting.

        ``searchable=False`` only notes them in ``fts_dirty`` for ``search.catch_up``.
        """
        if not fresh:
            self._delete([folded.no for folded in states])
        rows = [self._row(folded) for folded in states]
        known = [row for row in rows if row is not None]
        self._write_tables(known)
        self._write_links(known)
        self._write_dates(known)
        self._write_records(states, rows)
        if searchable:
            search.put(self._connection, (self._text(row) for row in known))
        else:
            self._connection.executemany("INSERT OR IGNORE INTO fts_dirty VALUES (?)", [(row.no,) for row in known])

    def text(self, key: str, no: int, record: Any) -> search.Text:
        """The search row of a record that was read back."""
        spec = self._specs[key]
        return search.folded(no, titles_of(spec, record), bodies_of(spec, record))

    def _text(self, row: Row) -> search.Text:
        return search.folded(row.no, titles_of(row.spec, row.record), bodies_of(row.spec, row.record))

    def _row(self, folded: Folded) -> Row | None:
        spec = self._specs.get(folded.key.type)
        if spec is None:
            return None
        record, issues = resolve.resolve(spec, folded.state)
        return Row(
            folded.no, bytes.fromhex(folded.key.id), spec, record, _flags(folded.state, issues.values()),
            b"".join(folded.state.heads), resolve.pack(issues), tuple(sorted(folded.state.waiting_for)),
        )

    def _delete(self, numbers: Sequence[int]) -> None:
        marks = [(no,) for no in numbers]
        for table in ("link", "date", "waiting"):
            self._connection.executemany(f"DELETE FROM {table} WHERE record = ?", marks)

    def _write_tables(self, rows: Iterable[Row]) -> None:
        batches: dict[str, list[tuple[Any, ...]]] = {}
        for row in rows:
            table = self.tables[row.spec.type]
            batches.setdefault(row.spec.type, []).append(table.values(row, title_of(row.spec, row.record)))
        for type_, batch in batches.items():
            self._connection.executemany(self.tables[type_].insert(), batch)

    def _write_links(self, rows: Sequence[Row]) -> None:
        refs = [(row.no, name, id_, targets) for row in rows for name, id_, targets in refs_of(row)]
        targets = self._numbers.targets((id_, types) for _, _, id_, types in refs)
        self._connection.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?, ?)",
            [(no, self._numbers.field(name), targets[id_, types]) for no, name, id_, types in refs],
        )

    def _write_dates(self, rows: Sequence[Row]) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO date VALUES (?, ?, ?, ?)",
            [(row.no, self._numbers.field(name), *span) for row in rows for name, span in dates_of(row)],
        )

    def _write_records(self, states: Sequence[Folded], rows: Sequence[Row | None]) -> None:
        self._connection.executemany(
            "UPDATE record SET flags = ?, heads = ? WHERE no = ?",
            [
                (int(row.flags if row else flags_of(None, folded.state)), b"".join(folded.state.heads), folded.no)
                for folded, row in zip(states, rows, strict=True)
            ],
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO waiting VALUES (?, ?)",
            [(hash_, folded.no) for folded in states for hash_ in folded.state.waiting_for],
        )


def flags_of(spec: RecordSpec | None, state: RecordState) -> Flags:
    """The flags of a record in this state; one of an unknown type needs a newer Caseapp."""
    if spec is None:
        return Flags.EXISTS | Flags.NEWER
    return _flags(state, resolve.resolve(spec, state)[1].values())


def _flags(state: RecordState, issues: Iterable[resolve.StoredIssue]) -> Flags:
    flags = Flags.EXISTS
    if state.empty:
        flags |= Flags.EMPTY
    if state.retracted:
        flags |= Flags.RETRACTED
    if state.retraction_conflict:
        flags |= Flags.CONFLICT | Flags.UNSEEN_EDIT
    for issue in issues:
        if issue.conflict:
            flags |= Flags.CONFLICT
        if issue.waiting:
            flags |= Flags.WAITING
        if issue.newer:
            flags |= Flags.NEWER
    return flags
