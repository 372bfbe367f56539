"""Real vaults in a scratch folder, and the raw driver beside them: what every measurement stands on."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from caseapp.domain import records
from caseapp.domain.text import Language
from caseapp.runtime.bootstrap import App, compose
from caseapp.security.kdf import Cost
from caseapp.services.session import Session
from caseapp.storage.engine import CACHE_KIB, CACHE_LARGE_KIB, DatabaseKey, connect_raw
from caseapp.storage.rebuild import texts
from caseapp.storage.search import Text
from caseapp.storage.writer import CHECKPOINT_PAGES, Writer

PHRASE: Final = "seven quiet herons over a lake"
# In the order of their foreign keys. Everything that a write or a merge leaves behind, search text apart.
_FRAME: Final = (
    "author", "record_type", "record", "changeset", "change", "package", "delivery", "field_name", "link", "date",
    "waiting",
)
Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Finished:
    """All rows of a vault as they lie in its tables, and its search text: what a yardstick only has to insert."""

    tables: Mapping[str, Rows]
    search: Sequence[Text]

    def without_search(self) -> "Finished":
        """The same without the text for search."""
        return Finished(self.tables, ())


class World:
    """A folder of throw-away vaults, opened with a cheap key derivation: it is paid once on opening, never here."""

    def __init__(self, folder: Path, records_count: int, rounds: int) -> None:
        self.folder = folder
        self.records = records_count
        self.rounds = rounds
        self.app: App = compose(cost=lambda: Cost(64, 1, 1))
        self._names = count(1)
        self._open: list[Session] = []

    def path(self, suffix: str) -> Path:
        """A name in the folder that nobody has had."""
        return self.folder / f"{next(self._names)}{suffix}"

    def vault(self) -> Session:
        """A new, empty, open vault."""
        folder = self.path("")
        self.app.vaults.create(folder, PHRASE, folder.name, alias=folder.name)
        session = self.app.vaults.open(folder, PHRASE)
        session.writer.open()
        self._open.append(session)
        return session

    def close(self, *sessions: Session) -> None:
        """Let go of these vaults, or of all."""
        for session in sessions or tuple(self._open):
            self._open.remove(session)
            session.close()

    def language(self, code: str) -> Language:
        """The catalogue that dossiers are printed in."""
        return self.app.language(code)

    def empty_tables(self) -> tuple[Path, DatabaseKey]:
        """A new encrypted database with the vault's tables and indexes, and nothing in them."""
        path, key = self.path(".db"), DatabaseKey(secrets.token_bytes(48))
        writer = Writer(path, key, records.ALL)
        writer.open()
        writer.close()
        return path, key


def driver(path: Path, key: DatabaseKey, *, large: bool = False) -> Any:
    """The raw driver over an encrypted file, with the pragmas of the product's own writer."""
    sql = connect_raw(path, key, write=True)
    sql.execute(f"PRAGMA cache_size = -{CACHE_LARGE_KIB if large else CACHE_KIB}")
    sql.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    return sql


def finished(writer: Writer) -> Finished:
    """Read all rows of a vault."""
    names = [*_FRAME, *(table.name for table in writer.projector.tables.values())]
    tables = {name: writer.sql.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608  (own names)
    numbers = [no for (no,) in writer.sql.execute("SELECT no FROM record WHERE flags & 1 ORDER BY no").fetchall()]
    return Finished(tables, list(texts(writer, numbers)))


def insert(sql: Any, rows: Finished) -> None:
    """Plain SQL: one transaction, one ``executemany`` a table."""
    sql.execute("BEGIN IMMEDIATE")
    for name, batch in rows.tables.items():
        if batch:
            marks = ", ".join("?" * len(batch[0]))
            sql.executemany(f"INSERT OR REPLACE INTO {name} VALUES ({marks})", batch)  # noqa: S608  (own names)
    sql.executemany("INSERT INTO fts(rowid, title, body) VALUES (?, ?, ?)", rows.search)
    sql.execute("COMMIT")


def drop_secondary_indexes(sql: Any) -> None:
    """Every index that no uniqueness hangs on."""
    rows = sql.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND name GLOB 'ix_*'").fetchall()
    for (name,) in rows:
        sql.execute(f'DROP INDEX "{name}"')
