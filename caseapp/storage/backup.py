"""Copies of a vault's files while it is in use: the databases through SQLite's own backup, the evidence once for all.

A copy is poured into a file keyed first, page by page, from one snapshot that stays while others write; so a save waits
for nothing and the copy is the vault as it was at one moment. Evidence files never change, so all backups in one place
share one folder of them: where the disk can, each is the same file under a second name and takes no room.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as driver

from caseapp.domain.errors import Damaged, DiskFull, EnvironmentFault
from caseapp.domain.text import N_
from caseapp.storage import frame
from caseapp.storage.blob_reader import BlobDamaged
from caseapp.storage.blobs import Blob, BlobStore, padded_size
from caseapp.storage.engine import DatabaseKey, connect_blank, connect_raw, damaged_pages
from caseapp.storage.errors import explaining
from caseapp.storage.tip import Tip

PAGES: Final = 512  # a step of the copy: 2 MiB
PART: Final = ".part"
BLOBS: Final = "blobs"
_CHUNK: Final = 1024 * 1024
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_LINKS: Final = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EACCES)

Report = Callable[[int], None]  # bytes done by this step; may raise to stop


class PlaceFault(EnvironmentFault):
    """The folder of the backup does not take or give the bytes: a stick that was pulled out, most of the time."""

    code = "backup-place"
    what = N_("The backup could not be written: its folder is gone, or the stick was pulled out.")
    next_step = N_("The vault is safe and the earlier backups are as they were. Put the stick in again and repeat.")


class NotVerified(EnvironmentFault):
    """What was read back is not what was written."""

    code = "backup-not-verified"
    what = N_("The backup was written, but reading it back showed a difference, so it was thrown away.")
    next_step = N_("The vault is safe. Check the disk or take another stick, and repeat.")


@dataclass(frozen=True, slots=True)
class State:
    """How far a database had come: what ``head`` says, and the evidence that its rows name."""

    commits: int
    count: int
    root: bytes
    packages: tuple[bytes, ...]
    blobs: tuple[Blob, ...]


# -- databases -------------------------------------------------------------------------------------------------


def copy_database(source: Path, key: DatabaseKey, target: Path, report: Report) -> None:
    """One database as it is now, under the same key. Raises Damaged, DiskFull, PlaceFault, what ``report`` raises."""
    if not target.parent.is_dir():
        raise PlaceFault()
    with closing(connect_raw(source, key, write=False)) as old, closing(connect_blank(target, key)) as new:
        told = _Pages(report)
        try:
            with explaining():
                old.execute("BEGIN")
                old.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on, one moment
                old.backup(new, pages=PAGES, progress=told)
                old.execute("COMMIT")
        except Damaged:
            if told.failure is None and not _takes(target.parent):
                raise PlaceFault() from None
            raise
    _sync(target)


class _Pages:
    """Pages that remain -> bytes that were done. SQLite's own call swallows what is raised unless it is kept."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._done = 0
        self.failure: BaseException | None = None

    def __call__(self, _status: int, remaining: int, total: int) -> None:
        done = (total - remaining) * 4096
        try:
            self._report(done - self._done)
        except BaseException as error:
            self.failure = error
            raise
        self._done = done


def check_database(path: Path, key: DatabaseKey) -> None:
    """Open a copy for real and read every page of it. Raises Damaged."""
    with closing(connect_raw(path, key, write=True)) as sql, explaining():
        if damaged_pages(sql):
            raise Damaged(place=path.name)
        if [row[0] for row in sql.execute("PRAGMA quick_check").fetchall()] != ["ok"]:
            raise Damaged(place=path.name)


def state_of(path: Path, key: DatabaseKey, packages: int) -> State:
    """How far this database had come. Raises Damaged."""
    with closing(connect_raw(path, key, write=False)) as sql, explaining():
        sql.execute("BEGIN")
        hashes = [bytes(row[0]) for row in sql.execute("SELECT hash FROM changeset ORDER BY no")]
        row = sql.execute("SELECT version FROM view").fetchone()
        came = sql.execute("SELECT id FROM package ORDER BY no DESC LIMIT ?", (packages,)).fetchall()
        blobs = tuple(frame.blobs(sql))
        sql.execute("COMMIT")
    return State(int(row[0]) if row else 0, len(hashes), Tip(hashes).root(), tuple(bytes(r[0]) for r in came), blobs)


def how_far(path: Path, key: DatabaseKey) -> tuple[int, int]:
    """(transactions that changed the view, changesets): a quick look, to see whether anything was written since."""
    with closing(connect_raw(path, key, write=False)) as sql, explaining():
        row = sql.execute("SELECT version FROM view").fetchone()
        count = sql.execute("SELECT count(*) FROM changeset").fetchone()
    return (int(row[0]) if row else 0), int(count[0])


def revise(path: Path, key: DatabaseKey, change: Callable[[driver.Connection], None]) -> None:
    """Change settings of a database that nobody has open, in one transaction, folded into the file."""
    with closing(connect_raw(path, key, write=True)) as sql, explaining():
        sql.execute("BEGIN IMMEDIATE")
        change(sql)
        sql.execute("COMMIT")
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    _sync(path)


# -- evidence --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brought:
    """``names``: name -> size of every file that now stands there. ``fresh``: how many were not there before;
    ``read``: how many were read back; ``missing``: damaged or gone in the vault."""

    names: dict[str, int]
    fresh: int
    read: int
    missing: int


class BlobShelf:
    """The one folder of evidence files that all backups in a place share."""

    def __init__(self, folder: Path, name_key: bytes) -> None:
        self._folder = folder
        self._store = BlobStore(folder, name_key)

    def waiting(self, blobs: Iterable[Blob]) -> int:
        """Bytes that are not there yet."""
        return sum(padded_size(blob.size) for blob in blobs if not (self._folder / blob.name).is_file())

    def bring(self, blobs: Sequence[Blob], source: Path, report: Report, *, link: bool) -> Brought:
        """Let every file stand here too. ``link``: as a second name where the disk can; a copy is always read back.

        Raises DiskFull, PlaceFault, NotVerified, what ``report`` raises.
        """
        names: dict[str, int] = {}
        fresh = read = missing = 0
        for blob in blobs:
            target, origin = self._folder / blob.name, source / blob.name
            if not target.is_file():
                if not origin.is_file():
                    missing += 1
                    continue
                fresh += 1
                if not (link and _linked(origin, target)):
                    if not self._copy(origin, target, blob, report):
                        missing += 1
                        continue
                    read += 1
            names[blob.name] = target.stat().st_size
        if fresh:
            sync_folder(self._folder)
        return Brought(names, fresh, read, missing)

    def verify(self, blob: Blob) -> None:
        """Raise BlobDamaged unless the file is whole."""
        self._store.verify(blob)

    def sweep(self, kept: set[str]) -> None:
        """Take away what no backup in this place needs any longer, and what a crash left."""
        for path in self._folder.iterdir():
            if path.name not in kept and path.is_file():
                path.unlink()

    def _copy(self, origin: Path, target: Path, blob: Blob, report: Report) -> bool:
        """False for a file that was damaged in the vault already; then nothing stands here."""
        new = target.with_name(secrets.token_hex(16) + PART)
        try:
            copy_file(origin, new, report)
            try:
                self._store.verify_copy(new, blob)
            except BlobDamaged:
                if _whole(origin, blob, self._store):
                    raise NotVerified() from None
                return False
            new.replace(target)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        return True


def _whole(origin: Path, blob: Blob, store: BlobStore) -> bool:
    try:
        store.verify_copy(origin, blob)
    except BlobDamaged:
        return False
    return True


def _linked(origin: Path, target: Path) -> bool:
    try:
        os.link(origin, target)
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    return True


# -- files -----------------------------------------------------------------------------------------------------


def copy_file(source: Path, target: Path, report: Report) -> None:
    """A file's bytes, durable on return. Raises OSError, what ``report`` raises."""
    with source.open("rb") as old, target.open("xb") as new:
        while chunk := old.read(_CHUNK):
            new.write(chunk)
            report(len(chunk))
        new.flush()
        os.fsync(new.fileno())
        if hasattr(os, "posix_fadvise"):  # so that reading back reads the disk and not our own memory of it
            os.posix_fadvise(new.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def write_file(path: Path, data: bytes) -> None:
    """A new small file, durable on return. Raises OSError."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make names durable; Windows needs no such call."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def drop_tree(folder: Path) -> None:
    """Take a folder of ours away, as far as the disk lets us: what stays is swept the next time."""
    shutil.rmtree(folder, ignore_errors=True)


def explained(error: OSError) -> EnvironmentFault:
    """What the person is told when the place of a backup fails."""
    return DiskFull() if error.errno in _FULL else PlaceFault()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _takes(folder: Path) -> bool:
    """Whether the folder still takes a file."""
    probe = folder / (secrets.token_hex(8) + PART)
    try:
        write_file(probe, b"?")
        probe.unlink()
    except OSError:
        return False
    return True
