"""The one place where a connection to an encrypted file is made: every pragma is set here and then asserted.

Durability is a setting (WAL with synchronous FULL), and a cipher pragma after keying corrupts files, so nobody else
may open a database. Order and values: ``docs/formats/vault.md``.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as driver

from caseapp.domain.errors import Bug, Damaged, DiskFull, NotAVault
from caseapp.storage.errors import PagesDamaged, VaultDiskFault, explaining

PAGE_SIZE: Final = 4096
CACHE_KIB: Final = 64 * 1024
CACHE_LARGE_KIB: Final = 256 * 1024
ROOM_TO_OPEN: Final = 128 * 1024  # bytes: the index of the write-ahead log and its first frames


@dataclass(frozen=True, slots=True, repr=False)
class DatabaseKey:
    """Raw SQLCipher key: 32 bytes of key and 16 of salt, so that no password derivation runs inside SQLCipher."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != 48:
            raise Bug("database-key-size")

    def pragma(self) -> str:
        """The ``PRAGMA key`` statement. Never logged: it is the key."""
        return f"PRAGMA key = \"x'{self.raw.hex()}'\""


# (pragma, value to set, value to read back). Every one of them is a promise; see security.md 2.2 for the reasons.
_SETTINGS: Final[tuple[tuple[str, str, object], ...]] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("busy_timeout", "5000", 5000),
)
_ASSERTED: Final[tuple[tuple[str, object], ...]] = (("cipher_use_hmac", "1"), ("page_size", PAGE_SIZE))


def connect_raw(
    path: Path, key: DatabaseKey, *, write: bool, durable: bool = True, roaming: bool = False
) -> driver.Connection:
    """A keyed driver connection with every setting asserted.

    ``write=False`` opens with ``query_only``. ``durable=False`` (staging files only) switches synchronous off.
    ``roaming`` (staging files only): handed from lane to lane, never used by two at once.
    Raises Damaged or NotAVault when the key does not fit the file's pages, DiskFull.
    """
    if not write and not path.exists():
        raise NotAVault()
    _check_salt(path, key)
    frozen = not write and not os.access(path.parent, os.W_OK)
    with explaining():
        connection = driver.connect(
            _frozen(path) if frozen else str(path), isolation_level=None, cached_statements=512,
            check_same_thread=not roaming, uri=frozen,
        )
    try:
        with explaining():
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(key.pragma())
            _read_something(connection)
            _apply(connection, write=write, durable=durable, frozen=frozen)
    except BaseException as error:
        connection.close()
        if isinstance(error, Damaged | VaultDiskFault) and _no_room(path.parent):
            raise DiskFull() from None  # SQLite calls both an I/O error; nobody may be sent to a backup by a full disk
        raise
    return connection


def _no_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < ROOM_TO_OPEN
    except OSError:
        return False


def connect_blank(path: Path, key: DatabaseKey) -> driver.Connection:
    """A keyed connection to a file that is not there yet, for a copy to be poured into and nothing else.

    Unkeyed it would take the pages in clear. The source brings its settings along; nothing is set here.
    """
    if path.exists():
        raise Bug("copy-over")
    with explaining():
        connection = driver.connect(str(path), isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(key.pragma())
        except BaseException:
            connection.close()
            raise
    return connection


def _frozen(path: Path) -> str:
    """On a write-protected medium SQLite cannot make the index of a write-ahead log, and opens nothing unless told that
    the file does not change. A log that was left beside it is then not read: the tip sidecar notices."""
    return f"{path.absolute().as_uri()}?immutable=1"


def _check_salt(path: Path, key: DatabaseKey) -> None:
    """The first 16 bytes are the salt, which we know already, so no page HMAC covers them: they are compared here."""
    if not path.exists():
        return
    with path.open("rb") as file:
        salt = file.read(16)
    if salt and salt != key.raw[32:]:
        raise Damaged(place="vault.db")


def _read_something(connection: driver.Connection) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except driver.DatabaseError as error:
        if "not a database" in str(error):
            raise PagesDamaged() from None
        raise


def _apply(connection: driver.Connection, *, write: bool, durable: bool, frozen: bool) -> None:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise Bug("not-sqlcipher")
    for name, value, expected in _SETTINGS:
        if frozen and name == "journal_mode":
            continue  # there is no log where nothing is written
        if name == "synchronous" and not durable:
            value, expected = "OFF", 0
        connection.execute(f"PRAGMA {name} = {value}")
        _assert_pragma(connection, name, expected)
    for name, expected in _ASSERTED:
        _assert_pragma(connection, name, expected)
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    if not write:
        connection.execute("PRAGMA query_only = ON")
        _assert_pragma(connection, "query_only", 1)


def _assert_pragma(connection: driver.Connection, name: str, expected: object) -> None:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    if row is None or str(row[0]) != str(expected):
        raise Bug(f"pragma-{name}")


def engine_of(make: Callable[[], driver.Connection]) -> Engine:
    """A SQLAlchemy engine over our own connections; transactions are begun as ``BEGIN IMMEDIATE``.

    The driver's thread check stays on: a connection used outside its lane's thread raises at once.
    """
    engine = create_engine("sqlite://", creator=make, module=driver, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def driver_of(connection: Connection) -> Any:
    """The driver connection beneath a SQLAlchemy one, for bulk statements on the same transaction."""
    return connection.connection.dbapi_connection


def damaged_pages(sql: Any) -> int:
    """How many pages of a file do not authenticate; reads all of it. What it holds is counted elsewhere: a clean answer
    does not mean that nothing is missing. After a truncating checkpoint, or healthy files give false alarms."""
    sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return len(sql.execute("PRAGMA cipher_integrity_check").fetchall())


def check_pages(sql: Any) -> None:
    """Whether every page of a file authenticates. Raises PagesDamaged."""
    with explaining():
        if damaged_pages(sql):
            raise PagesDamaged()
