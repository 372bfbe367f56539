"""What the person is typing, safe within two seconds, in a small encrypted file of its own.

Apart from the vault so that a keystroke never waits for a merge. A draft is not history: it is replaced and deleted.
"""

from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as driver

from caseapp.domain import canonical
from caseapp.domain.canonical import Json
from caseapp.storage.engine import DatabaseKey, connect_raw
from caseapp.storage.errors import explaining

_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS draft (key TEXT PRIMARY KEY, at INTEGER NOT NULL, value BLOB NOT NULL) "
    "STRICT, WITHOUT ROWID"
)
MAX_DRAFT: Final = 4 * 1024 * 1024


class Drafts:
    """Key -> canonical JSON. One connection, opened in the thread of the first call."""

    def __init__(self, path: Path, key: DatabaseKey) -> None:
        self._path = path
        self._key = key
        self._connection: driver.Connection | None = None

    def save(self, key: str, value: Json, at: int) -> None:
        """Keep ``value`` under ``key``; ``at`` in milliseconds."""
        data = canonical.encode(value)
        with explaining():
            self._open().execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", (key, at, data))

    def load(self, key: str) -> Json:
        """The draft, or None."""
        with explaining():
            row = self._open().execute("SELECT value FROM draft WHERE key = ?", (key,)).fetchone()
        return None if row is None else canonical.decode(row[0], MAX_DRAFT)

    def discard(self, key: str) -> None:
        """Forget a draft that was recorded or given up."""
        with explaining():
            self._open().execute("DELETE FROM draft WHERE key = ?", (key,))

    def keys(self) -> list[tuple[str, int]]:
        """All drafts, newest first."""
        with explaining():
            rows = self._open().execute("SELECT key, at FROM draft ORDER BY at DESC, key").fetchall()
        return [(str(key), int(at)) for key, at in rows]

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        if self._connection is not None:
            try:
                with explaining():
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                self._connection.close()
                self._connection = None

    def reconnect(self) -> None:
        """Anew, after the disk failed under the connection; while it still does, the old one stays. Raises
        EnvironmentFault."""
        old = self._connection
        if old is not None:
            self._connection = self._connect()
            old.close()

    def _open(self) -> driver.Connection:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> driver.Connection:
        made = connect_raw(self._path, self._key, write=True)
        made.execute(_TABLE)
        return made
