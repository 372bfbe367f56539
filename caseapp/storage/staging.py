"""Where an export file lies between the stick and the vault: verified, counted, not yet taken in.

An encrypted file of its own under a throw-away key that lives only in memory; synchronous is off, since a crash simply
leaves an unreadable file that the next start sweeps away. Nothing here locks the vault: saves go on undisturbed.
One lane fills it and another counts and applies it, never two at once.
"""

import secrets
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from caseapp.history import wire
from caseapp.history.bundle import Bundle
from caseapp.history.change import Change
from caseapp.history.ids import RecordKey
from caseapp.storage.engine import DatabaseKey, connect_raw
from caseapp.storage.errors import explaining

SUFFIX: Final = ".staging"
_DDL: Final = (
    "CREATE TABLE bundle (no INTEGER PRIMARY KEY, hash BLOB NOT NULL, document BLOB NOT NULL) STRICT",
    "CREATE TABLE held (no INTEGER PRIMARY KEY, hash BLOB NOT NULL, author BLOB NOT NULL, document BLOB NOT NULL) "
    "STRICT",
    "CREATE TABLE change (type TEXT NOT NULL, id TEXT NOT NULL, bundle INTEGER NOT NULL, hash BLOB NOT NULL, "
    "header BLOB NOT NULL, body BLOB NOT NULL, live INTEGER NOT NULL, hlc INTEGER NOT NULL, "
    "PRIMARY KEY (type, id, bundle)) STRICT, WITHOUT ROWID",
)
_BATCH: Final = 2_000


class Staging:
    """One export file's verified contents. Use as a context; leaving it deletes the file."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{secrets.token_hex(16)}{SUFFIX}"
        self._count = 0
        self.held = 0
        with explaining():
            self._sql: Any = connect_raw(
                self._path, DatabaseKey(secrets.token_bytes(48)), write=True, durable=False, roaming=True
            )
            for statement in _DDL:
                self._sql.execute(statement)
            self._sql.execute("BEGIN")

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything."""
        self._sql.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def add(self, bundle: Bundle, document: bytes) -> None:
        """Keep one verified bundle."""
        self._count += 1
        with explaining():
            self._sql.execute("INSERT INTO bundle VALUES (?, ?, ?)", (self._count, bundle.changeset.id, document))
            self._sql.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [
                (
                    *part.change.record, self._count, part.change.id, part.change.header, wire.pack(part.change),
                    int(part.live), bundle.changeset.stamp.hlc,
                )
                for part in bundle.parts
            ])

    def hold(self, bundle: Bundle, document: bytes) -> None:
        """Keep aside what an author wrote whose card nobody here verified."""
        self.held += 1
        with explaining():
            self._sql.execute(
                "INSERT INTO held(hash, author, document) VALUES (?, ?, ?)",
                (bundle.changeset.id, bundle.changeset.stamp.author, document),
            )

    @property
    def count(self) -> int:
        """How many bundles are staged."""
        return self._count

    def size(self) -> int:
        """How many records are staged."""
        return int(self._sql.execute("SELECT count(*) FROM (SELECT 1 FROM change GROUP BY type, id)").fetchone()[0])

    def record_keys(self) -> list[RecordKey]:
        """Which records are staged."""
        return [RecordKey(*row) for row in self._sql.execute("SELECT type, id FROM change GROUP BY type, id")]

    def hashes(self) -> list[bytes]:
        """The ids of the staged changesets."""
        return [bytes(row[0]) for row in self._sql.execute("SELECT hash FROM bundle ORDER BY no").fetchall()]

    def bundles(self) -> Iterator[list[Bundle]]:
        """The staged bundles in batches, in the order of the file."""
        last = 0
        while True:
            rows = self._sql.execute(
                "SELECT no, document FROM bundle WHERE no > ? ORDER BY no LIMIT ?", (last, _BATCH)
            ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield [wire.decode(bytes(document)) for _, document in rows]

    def held_hashes(self) -> list[bytes]:
        """The ids of the changesets that are kept aside."""
        return [bytes(row[0]) for row in self._sql.execute("SELECT DISTINCT hash FROM held").fetchall()]

    def held_rows(self) -> list[tuple[bytes, bytes, int, bytes]]:
        """(changeset id, author, piece, document) of what is kept aside. A changeset that is too long for one document
        comes in pieces (``wire.split``), numbered as they came."""
        rows = self._sql.execute("SELECT no, hash, author, document FROM held ORDER BY no").fetchall()
        return [(bytes(hash_), bytes(author), no, bytes(document)) for no, hash_, author, document in rows]

    def records_of(self, keys: Iterable[RecordKey]) -> dict[RecordKey, list[tuple[Change, int, bool]]]:
        """The staged changes of these records, those without any left out."""
        found = {}
        for key in keys:
            rows = self._sql.execute(
                "SELECT hash, header, body, hlc, live FROM change WHERE type = ? AND id = ? ORDER BY bundle", key
            ).fetchall()
            if rows:
                found[key] = [_change(*row) for row in rows]
        return found

    def records(self) -> Iterator[tuple[RecordKey, list[tuple[Change, int, bool]]]]:
        """Every staged record with its (change, hlc, live)."""
        rows = self._sql.execute("SELECT type, id, hash, header, body, hlc, live FROM change ORDER BY type, id, bundle")
        for (type_, id_), group in groupby(rows, key=itemgetter(0, 1)):
            yield RecordKey(type_, id_), [_change(*row[2:]) for row in group]


def _change(hash_: bytes, header: bytes, body: bytes, hlc: int, live: int) -> tuple[Change, int, bool]:
    return wire.unpack(bytes(hash_), bytes(header), bytes(body)), hlc, bool(live)


def sweep(folder: Path) -> int:
    """Delete what a crash left: the keys are gone, so it can be nothing but waste. Returns how many files."""
    stale = [path for path in folder.glob(f"*{SUFFIX}*") if path.is_file()]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
