"""A vault from one of its backups: made whole in a folder beside, verified there, and only then put in its place.

Nothing is written into a standing vault: beside a restored database an older write-ahead log would be folded in and
ruin it. The vault that was there is renamed, never deleted. The restored one begins a new life, said here and not left
to chance: it may stand in the same folder of the same machine as the one whose counters it would otherwise repeat.
"""

import ctypes
import datetime as dt
import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Damaged, Denied
from caseapp.domain.ids import Clock
from caseapp.domain.text import N_
from caseapp.security import atomic, head, header, header_file
from caseapp.security.instance import Instance
from caseapp.security.keytree import KeyTree
from caseapp.services.backup import Backups, Progress
from caseapp.services.backup_places import DATABASE, DRAFTS, changed_files, peek
from caseapp.storage import backup, frame
from caseapp.storage.backup import BLOBS, BlobShelf
from caseapp.storage.backup_list import BackupList
from caseapp.storage.blob_reader import BlobDamaged
from caseapp.storage.engine import DatabaseKey

SUFFIX: Final = ".restoring"
RESTORED: Final = "restore"
_EXCHANGE: Final = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE: Final = -100  # AT_FDCWD

Life = Callable[[Path, KeyTree], Json]  # a fresh "life" setting for a vault that will lie in that folder


class TargetTaken(Denied):
    """Something else than a vault is in the way."""

    code = "restore-target"
    what = N_("The folder for the restored vault is not empty.")
    next_step = N_("Choose a new folder; nothing was changed.")


class OtherVault(Denied):
    """The vault that would be replaced is not the one that the backup was made of."""

    code = "restore-other"
    what = N_("Another vault lies there than the one this backup was made of.")
    next_step = N_("Restore it into a new folder; nothing was changed.")


class BackupDamaged(Damaged):
    """A backup that is not as it was written is not restored."""

    code = "backup-damaged"
    what = N_("This backup is damaged ({place}), so it was not restored.")
    next_step = N_("The vault that is here is as it was. Choose another backup, an older one or that on another stick.")


@dataclass(frozen=True, slots=True)
class Restored:
    """``aside``: where the vault that stood there is now. ``missing``: evidence files that the backup lacks."""

    folder: Path
    made: int
    count: int
    files: int
    missing: int
    aside: Path | None = None


class Restore:
    """One restoring; the backup was opened with a passphrase or a recovery key already."""

    def __init__(self, source: Path, keys: KeyTree, life: Life, clock: Clock) -> None:
        self._source = source
        self._keys = keys
        self._life = life
        self._clock = clock
        self._backups = Backups(source.parent, keys, clock)

    def into(self, target: Path, progress: Progress | None = None, *, replace: bool = False) -> Restored:
        """Make the vault at ``target``. ``replace``: the same vault may stand there and is then renamed.

        Raises TargetTaken, OtherVault, BackupDamaged, LockedElsewhere, DiskFull, PlaceFault, what ``progress`` raises;
        then what stood there is as it was.
        """
        self._check_target(target, replace=replace)
        new = target.with_name(target.name + SUFFIX)
        _clear(new, target)
        listed = self._checked()
        done = False
        try:
            files, missing = self._build(new, target, listed.size, progress)
            done = True
        except OSError as error:
            raise backup.explained(error) from None
        finally:
            if not done:
                backup.drop_tree(new)
        aside = self._swap(new, target)
        return Restored(target, listed.made, listed.count, files, listed.missing + missing, aside)

    def _check_target(self, target: Path, *, replace: bool) -> None:
        if not target.exists() or (target.is_dir() and not any(target.iterdir())):
            return
        if not any((target / name).is_file() for name in header_file.NAMES):
            raise TargetTaken()
        if not replace:
            raise TargetTaken()
        if header_file.copies(target)[0][0].vault_id != self._keys.vault_id:
            raise OtherVault()
        Instance(target).release()

    def _checked(self) -> BackupList:
        try:
            listed = self._backups.listed(self._source)
        except Damaged:
            raise BackupDamaged("list") from None
        if changed := changed_files(self._source, listed):
            raise BackupDamaged(changed[0])
        return listed

    def _build(self, new: Path, target: Path, size: int, progress: Progress | None) -> tuple[int, int]:
        """The whole vault in a folder beside, its header last: without one it is no vault and may be swept."""
        done = 0

        def step(more: int) -> None:
            nonlocal done
            done += more
            if progress is not None:
                progress(min(done, size), size)

        target.parent.mkdir(parents=True, exist_ok=True)
        new.mkdir(mode=0o700)
        (new / BLOBS).mkdir(mode=0o700)
        for name in (DATABASE, DRAFTS, head.NAME):
            if (self._source / name).is_file():
                backup.copy_file(self._source / name, new / name, step)
        key, drafts = DatabaseKey(self._keys.key("db")), DatabaseKey(self._keys.key("drafts"))
        files, missing = self._evidence(new, key, step)
        backup.revise(new / DATABASE, key, _Begins(self._life(target, self._keys), self._clock(), self._source.name))
        for name, own in ((DATABASE, key), (DRAFTS, drafts)):
            if (new / name).is_file():
                try:
                    backup.check_database(new / name, own)
                except Damaged:
                    raise backup.NotVerified() from None
        for name in header_file.NAMES:
            if (self._source / name).is_file():
                backup.write_file(new / name, atomic.read(self._source / name, header.MAX_HEADER))
        backup.sync_folder(new / BLOBS)
        backup.sync_folder(new)
        backup.sync_folder(target.parent)
        return files, missing

    def _evidence(self, new: Path, key: DatabaseKey, step: Callable[[int], None]) -> tuple[int, int]:
        """Every evidence file decrypted and compared. One that is damaged in the backup is counted and left out: the
        records that tell of it are worth restoring all the same."""
        blobs = backup.state_of(new / DATABASE, key, 0).blobs
        shelf = BlobShelf(new / BLOBS, self._keys.key("name"))
        try:
            brought = shelf.bring(blobs, self._source.parent / BLOBS, step, link=False)
        except BlobDamaged:
            raise backup.NotVerified() from None
        return len(brought.names), brought.missing

    def _swap(self, new: Path, target: Path) -> Path | None:
        """Put it in its place. Killed anywhere, the old or the new vault stands at ``target`` where the system can
        exchange two names at once, and elsewhere both stand beside each other under names that say which is which."""
        if not target.exists() or not any(target.iterdir()):
            with suppress(FileNotFoundError):
                target.rmdir()
            new.rename(target)
            backup.sync_folder(target.parent)
            return None
        aside = _free(target, self._clock())
        if _exchange(new, target):
            new.rename(aside)
        else:
            target.rename(aside)
            new.rename(target)
        backup.sync_folder(target.parent)
        return aside


class _Begins:
    """The settings of the restored vault that are not those of the backup."""

    def __init__(self, life: Json, at: int, source: str) -> None:
        self._life, self._at, self._source = life, at, source

    def __call__(self, sql: object) -> None:
        frame.put_setting(sql, "life", self._life)
        frame.put_activity(sql, frame.Activity(self._at, RESTORED, {"backup": self._source}))


def newest(folder: Path) -> Path:
    """The backup that is meant: the folder itself, or the newest of those in it. Raises NoBackup."""
    return peek(folder)[0].folder


def _clear(new: Path, target: Path) -> None:
    """What an earlier try left: a whole vault is renamed and kept, anything less was never acknowledged."""
    if not new.exists():
        return
    if any((new / name).is_file() for name in header_file.NAMES):
        new.rename(_free(target, 0))
    else:
        backup.drop_tree(new)


def _free(target: Path, now: int) -> Path:
    """A name beside, for the vault that was there."""
    day = f"{dt.datetime.fromtimestamp(now / 1000, dt.UTC):%Y-%m-%d}" if now else "unfinished"
    aside, number = target.with_name(f"{target.name} before {day}"), 2
    while aside.exists():
        aside, number = target.with_name(f"{target.name} before {day} {number}"), number + 1
    return aside


def _exchange(first: Path, second: Path) -> bool:
    """Two names exchanged at once; False where the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM):
        return False
    raise OSError(ctypes.get_errno(), "exchange")
