"""Record tables made from specs: a pure function of the folded states, dropped and rebuilt whenever its recipe changes.

Scalar fields are columns, nested values lie in ``_rest``; references lie there and, as numbers, in ``link``. An
unset field is NULL. ``_issues`` holds what cannot be a single value: conflicts, values waiting or from a newer Caseapp.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import msgspec

from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordSpec, Search
from caseapp.storage.kinds import HANDLERS

RECIPE: Final = 3  # raise when the way from state to rows changes without a change of specs


class Flags(enum.IntFlag):
    """State of a record beyond its values, in ``record.flags``."""

    EXISTS = 1
    RETRACTED = 2
    CONFLICT = 4
    WAITING = 8
    NEWER = 16
    EMPTY = 32
    UNSEEN_EDIT = 64  # withdrawn by somebody while somebody else edited it; CONFLICT is set too


# What is rare and asked for alone, so that nobody looks through all records for it. The condition is written as
# ``where`` writes it, or SQLite does not see that the index answers.
STATES: Final = tuple(
    f"CREATE INDEX IF NOT EXISTS ix_record_{flag.name.lower()} ON record (no) WHERE flags & {int(flag)} <> 0"
    for flag in (Flags.RETRACTED, Flags.CONFLICT, Flags.WAITING, Flags.NEWER, Flags.EMPTY) if flag.name
)


def in_state(*states: Flags) -> str:
    """SQL for the numbers of the records that are in one of these states, from their indexes."""
    return " UNION ".join(f"SELECT no FROM record WHERE flags & {int(state)} <> 0" for state in states)


@dataclass(frozen=True, slots=True)
class Row:
    """Everything that follows from one record's state, ready for batches of statements."""

    no: int
    id: bytes
    spec: RecordSpec
    record: Record
    flags: Flags
    heads: bytes
    issues: bytes | None = None
    waits: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The projection table of one record type."""

    spec: RecordSpec
    name: str
    columns: tuple[FieldSpec, ...]
    nested: tuple[FieldSpec, ...]
    defaults: dict[str, Any] = field(repr=False)

    @staticmethod
    def of(spec: RecordSpec) -> "Table":
        """The table for a spec."""
        fields = spec.fields.values()
        columns = tuple(f for f in fields if HANDLERS[f.kind].column)
        nested = tuple(f for f in fields if not HANDLERS[f.kind].column)
        blank = spec.struct()
        return Table(spec, f"p_{spec.type}", columns, nested, {name: getattr(blank, name) for name in spec.fields})

    def ddl(self) -> tuple[str, str]:
        """CREATE TABLE and CREATE INDEX."""
        own = "".join(f'"{f.name}" {HANDLERS[f.kind].column}, ' for f in self.columns)
        return (
            f"CREATE TABLE {self.name} (no INTEGER PRIMARY KEY, {own}_id BLOB NOT NULL, _title TEXT NOT NULL, "
            "_sort BLOB NOT NULL, _rest BLOB, _issues BLOB) STRICT",
            f"CREATE INDEX ix_{self.name}_sort ON {self.name} (_sort, no, _id)",  # a whole list is read from it alone
        )

    def flags(self) -> tuple[str, ...]:
        """One CREATE INDEX a yes-or-no column, of the rows that say yes: few, and asked for alone (who is still held?).
        Made where they are missing, so that no vault is rebuilt for them."""
        return tuple(
            f'CREATE INDEX IF NOT EXISTS ix_{self.name}_{f.name} ON {self.name} (no) WHERE "{f.name}" = 1'
            for f in self.columns if f.kind is Kind.FLAG
        )

    def insert(self) -> str:
        """The statement that writes ``values``; replaces the row that was there."""
        marks = ", ".join("?" * (len(self.columns) + 6))
        return f"INSERT OR REPLACE INTO {self.name} ({self.names()}) VALUES ({marks})"

    def names(self) -> str:
        """The columns of ``values``, by name: a table that grew has them in another order, and may have some more."""
        own = "".join(f'"{f.name}", ' for f in self.columns)
        return f"no, {own}_id, _title, _sort, _rest, _issues"

    def values(self, row: Row, title: str) -> tuple[Any, ...]:
        """One row."""
        record = row.record
        scalars = [_unless(getattr(record, f.name), self.defaults[f.name]) for f in self.columns]
        rest = {
            f.name: value
            for f in self.nested
            if (value := getattr(record, f.name)) != self.defaults[f.name]
        }
        packed = msgspec.json.encode(rest) if rest else None
        return (row.no, *scalars, row.id, title, _sort_key(title, row), packed, row.issues)

    def select(self) -> str:
        """The column list for ``read``, after ``no``."""
        own = "".join(f'p."{f.name}", ' for f in self.columns)
        return f"{own}p._rest"

    def read(self, cells: Sequence[Any]) -> Record:
        """The record behind the cells of ``select``."""
        found = {
            f.name: bool(cell) if isinstance(self.defaults[f.name], bool) else cell
            for f, cell in zip(self.columns, cells, strict=False)
            if cell is not None
        }
        if cells[-1] is not None:
            found.update(msgspec.json.decode(bytes(cells[-1])))
        return msgspec.convert(found, self.spec.struct)


def _unless(value: Any, default: Any) -> Any:
    if value == default:
        return None
    return int(value) if isinstance(value, bool) else value


def _sort_key(title: str, row: Row) -> bytes:
    if title:
        return sort_key(title)
    first = min((span[0] for _, span in dates_of(row)), default=0)
    return b"\x00" + (first + (1 << 40)).to_bytes(8, "big")


def titles_of(spec: RecordSpec, record: Record) -> list[str]:
    """What names the record in a list and in search: the fields declared as title, in their order."""
    return _texts(spec, record, Search.TITLE)


def title_of(spec: RecordSpec, record: Record) -> str:
    """One line: the first text of the first title field that has any; all of them where each is a single text."""
    parts = []
    for f in spec.fields.values():
        if f.search is Search.TITLE:
            texts = HANDLERS[f.kind].texts(getattr(record, f.name))
            if texts:
                parts.append(texts[0])
    return " · ".join(parts[:1]) if parts else ""


def bodies_of(spec: RecordSpec, record: Record) -> list[str]:
    """The other searchable text."""
    return _texts(spec, record, Search.BODY)


def _texts(spec: RecordSpec, record: Record, where: Search) -> list[str]:
    return [
        text
        for f in spec.fields.values()
        if f.search is where
        for text in HANDLERS[f.kind].texts(getattr(record, f.name))
    ]


def refs_of(row: Row) -> list[tuple[str, str, tuple[str, ...]]]:
    """(field, target id, admissible types) of every reference."""
    return [
        (f.name, id_, f.targets)
        for f in row.spec.fields.values()
        for id_ in HANDLERS[f.kind].refs(getattr(row.record, f.name))
    ]


def dates_of(row: Row) -> list[tuple[str, tuple[int, int]]]:
    """(field, half-open interval of UTC seconds) of every date."""
    return [
        (f.name, span)
        for f in row.spec.fields.values()
        for span in HANDLERS[f.kind].dates(getattr(row.record, f.name))
    ]


def fingerprint(specs: Iterable[RecordSpec]) -> bytes:
    """Changes whenever a rebuild would give other rows: by the specs, the fold's recipe or this file's."""
    parts = [f"recipe {RECIPE}"]
    for spec in specs:
        parts.append(spec.type)
        parts += [
            f"{f.name} {f.kind.value} {f.search.value} {f.merge} {','.join(f.targets)}" for f in spec.fields.values()
        ]
    return sha256("\n".join(parts).encode()).digest()
