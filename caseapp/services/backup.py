"""Backups: made while the vault is in use, verified by opening, rolling, in the vault or in a folder of the person's.

A backup counts from the moment it has its name: before that it is ``.part``, and nobody takes one for a whole one. What
is told of it is what was really done: pages read back, hashes compared, evidence files read back or only counted.
"""

import random
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Bug, CaseappError, Damaged, EnvironmentFault, UserError
from caseapp.domain.ids import Clock
from caseapp.domain.text import N_
from caseapp.security import atomic, head, header, header_file
from caseapp.security.head import Head
from caseapp.security.keytree import KeyTree
from caseapp.services.backup_places import (
    DATABASE,
    DRAFTS,
    FOLDER,
    OUTSIDE,
    Known,
    NoBackup,
    changed_files,
    folders,
    known_of,
    name_of,
    read_list,
    sweep,
)
from caseapp.services.rotation import BY_HAND, DAY, outdated
from caseapp.storage import backup, backup_list
from caseapp.storage.backup import BLOBS, PART, BlobShelf, PlaceFault, State
from caseapp.storage.backup_list import BackupList
from caseapp.storage.blob_reader import BlobDamaged
from caseapp.storage.blobs import Blob, padded_size
from caseapp.storage.engine import DatabaseKey

DUE: Final = DAY - 2 * 3600 * 1000  # who opens at nine every morning gets one every morning
SAMPLED: Final = 256 * 1024 * 1024  # bytes of evidence, there before, that are read again at every backup

BEFORE_IMPORT: Final = "import"
BEFORE_SET_ASIDE: Final = "set-aside"
BEFORE_SLOTS: Final = "slots"
BEFORE_MIGRATION: Final = "migration"

BACKUP: Final = "backup"  # kinds in the activity log
BACKUP_OUTSIDE: Final = "backup-stick"

Progress = Callable[[int, int], None]  # done, in all; may raise to stop


class BackupStopped(UserError):
    """The vault was locked while a backup was being made."""

    code = "backup-stopped"
    what = N_("The backup was stopped because the vault was locked.")
    next_step = N_("Nothing was changed; the unfinished backup was taken away.")


@dataclass(frozen=True, slots=True)
class Made:
    """What one backup did. ``fresh``: evidence files that came new; ``read``: read back and compared, of them all."""

    known: Known
    fresh: int
    read: int
    size: int  # bytes written
    gone: int = 0  # older backups that the rotation took away


@dataclass(frozen=True, slots=True)
class Checked:
    """What a verification found. Empty ``findings``: every byte is as it was written."""

    count: int
    files: int
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Keys:
    vault: DatabaseKey = field(repr=False)
    drafts: DatabaseKey = field(repr=False)
    head: bytes = field(repr=False)
    name: bytes = field(repr=False)
    mac: bytes = field(repr=False)


class Backups:
    """The backups of one vault. Any thread, but one verb at a time: it makes connections of its own."""

    def __init__(self, vault: Path, keys: KeyTree, clock: Clock) -> None:
        self.vault = vault
        self._vault_id = keys.vault_id
        self._keys = _keys(keys)
        self._clock = clock
        self._stop = threading.Event()
        self.trouble: CaseappError | None = None  # why the last one that nobody asked for was not made
        self._busy = {True: threading.Lock(), False: threading.Lock()}  # a slow stick holds up no backup in the vault

    # -- where -------------------------------------------------------------------------------------------------

    def place(self, chosen: Path | None = None) -> Path:
        """The folder that holds the backups: in the vault, or in the folder that the person chose."""
        return self.vault / FOLDER if chosen is None else chosen / OUTSIDE.format(vault=self._vault_id.hex()[:8])

    def found(self, chosen: Path | None = None) -> list[Known]:
        """The backups that lie there, newest first. One whose list is not authentic is left out."""
        found = []
        for folder in folders(self.place(chosen)):
            with suppress(CaseappError, OSError):
                found.append(known_of(folder, self._list(folder)))
        return sorted(found, key=lambda each: each.made, reverse=True)

    def due(self) -> bool:
        """Whether today's backup is still to be made."""
        newest = next(iter(self.found()), None)
        return newest is None or not 0 <= self._clock() - newest.made < DUE

    def current(self) -> bool:
        """True if the newest backup in the vault is of exactly this state, so that another would add nothing."""
        newest = next(iter(self.found()), None)
        if newest is None:
            return False
        known = self._list(newest.folder)
        now = backup.how_far(self.vault / DATABASE, self._keys.vault)
        return now == (known.commits, known.count) and header_file.copies(self.vault)[0][0].generation == \
            known.generation

    def stop(self) -> None:
        """The vault is about to be closed: what is under way ends at the next step and leaves nothing."""
        self._stop.set()

    # -- making ------------------------------------------------------------------------------------------------

    def make(self, why: str = BY_HAND, chosen: Path | None = None, progress: Progress | None = None) -> Made:
        """One backup, verified. Raises DiskFull, PlaceFault, NotVerified, Damaged, BackupStopped, what ``progress``
        raises; then every earlier backup is as it was and nothing of this one is left."""
        with self._busy[chosen is None]:
            place = self.place(chosen)
            try:
                place.mkdir(mode=0o700, exist_ok=True)
                (place / BLOBS).mkdir(mode=0o700, exist_ok=True)
                sweep(place)
                return self._make(place, why, chosen is None, _Told(progress, self._stop))
            except OSError as error:
                raise backup.explained(error) from None

    def _make(self, place: Path, why: str, inside: bool, told: "_Told") -> Made:
        made = self._clock()
        final = place / name_of(made, why)
        part = final.with_name(final.name + PART)
        part.mkdir(mode=0o700)
        done = False
        try:
            told.expect(2 * _sizes(self.vault / DATABASE, self.vault / DRAFTS))
            found, brought = self._fill(part, place, inside, told)
            listed = BackupList(
                self._vault_id, made, why, found.commits, found.count, found.root, _generation(part),
                {path.name: backup_list.mark(path) for path in sorted(part.iterdir())}, brought.names, brought.missing,
            )
            backup.write_file(part / backup_list.NAME, backup_list.encode(listed, self._keys.mac))
            backup.sync_folder(part)
            read = brought.read + self._read_back(part, place, found, brought, told)
            part.rename(final)
            backup.sync_folder(place)
            done = True
        except (EnvironmentFault, Bug):
            if not part.is_dir():  # it went away under our hands, and SQLite calls that by many names
                raise PlaceFault() from None
            raise
        finally:
            if not done:
                backup.drop_tree(part)
        known = known_of(final, listed)
        own = sum(mark.size for mark in listed.files.values())
        return Made(known, brought.fresh, read, own, self._rotate(place))

    def _fill(self, part: Path, place: Path, inside: bool, told: "_Told") -> tuple[State, backup.Brought]:
        """The files of one backup, all on the disk on return."""
        keys = self._keys
        backup.copy_database(self.vault / DATABASE, keys.vault, part / DATABASE, told.step)
        if (self.vault / DRAFTS).is_file():
            backup.copy_database(self.vault / DRAFTS, keys.drafts, part / DRAFTS, told.step)
        for name in header_file.NAMES:
            if (self.vault / name).is_file():
                backup.write_file(part / name, atomic.read(self.vault / name, header.MAX_HEADER))
        found = backup.state_of(part / DATABASE, keys.vault, head.LAST_PACKAGES)
        tip = Head(found.commits, found.count, found.root, found.packages)
        backup.write_file(part / head.NAME, head.encode(tip, keys.head))
        shelf = BlobShelf(place / BLOBS, keys.name)
        told.expect(shelf.waiting(found.blobs) if not inside else 0)
        return found, shelf.bring(found.blobs, self.vault / BLOBS, told.step, link=inside)

    def _read_back(
        self, part: Path, place: Path, found: State, brought: backup.Brought, told: "_Told"
    ) -> int:
        """Open what was written, with the key, and compare. Returns how many older evidence files were read again."""
        try:
            for name, key in ((DATABASE, self._keys.vault), (DRAFTS, self._keys.drafts)):
                if (part / name).is_file():
                    backup.check_database(part / name, key)
                    told.step((part / name).stat().st_size)
            again = backup.state_of(part / DATABASE, self._keys.vault, head.LAST_PACKAGES)
            if (again.count, again.root, again.commits) != (found.count, found.root, found.commits):
                raise backup.NotVerified()
            if changed_files(part, self._list(part)):
                raise backup.NotVerified()
        except Damaged:
            raise backup.NotVerified() from None
        standing = [blob for blob in found.blobs if blob.name in brought.names]
        if brought.fresh == len(standing):
            return 0
        return self._sample(place, standing, told)

    def _sample(self, place: Path, standing: Sequence[Blob], told: "_Told") -> int:
        """Read some of the evidence that was there before; which ones is chance, so that in time all are read."""
        shelf, room, read = BlobShelf(place / BLOBS, self._keys.name), SAMPLED, 0
        chosen = list(standing)
        random.SystemRandom().shuffle(chosen)
        for blob in chosen:
            room -= brought_size(blob)
            if room < 0 and read:
                break
            try:
                shelf.verify(blob)
            except BlobDamaged:
                (place / BLOBS / blob.name).unlink(missing_ok=True)  # the next backup brings it anew
                raise backup.NotVerified() from None
            read += 1
            told.step(0)
        return read

    def _rotate(self, place: Path) -> int:
        """Take away what the rotation lets go, then the evidence that no backup there needs any longer."""
        known = self._found_at(place)
        gone = [each for each in outdated(known) if isinstance(each, Known)]
        for each in gone:
            backup.drop_tree(each.folder)
        self._sweep_blobs(place)
        return len(gone)

    def remove(self, folder: Path) -> None:
        """Take one backup away, as the person asked. Raises NoBackup."""
        if not (folder / backup_list.NAME).is_file() or folder.parent.name not in (FOLDER, self.place(Path()).name):
            raise NoBackup()
        with self._busy[folder.parent.name == FOLDER]:
            backup.drop_tree(folder)
            self._sweep_blobs(folder.parent)

    def _sweep_blobs(self, place: Path) -> None:
        """Only while every list there can be read: a file too many is better than one too few."""
        names: set[str] = set()
        for folder in folders(place):
            try:
                names.update(self._list(folder).blobs)
            except (CaseappError, OSError):
                return
        with suppress(OSError):
            BlobShelf(place / BLOBS, self._keys.name).sweep(names)

    # -- verifying ---------------------------------------------------------------------------------------------

    def verify(self, folder: Path, progress: Progress | None = None) -> Checked:
        """Every byte of one backup: hashes, pages, the log's end, and every evidence file decrypted and hashed.

        Findings are codes of ``caseapp.domain.findings``. Raises NoBackup, what ``progress`` raises.
        """
        told = _Told(progress, self._stop)
        try:
            listed = self._list(folder)
        except Damaged:
            return Checked(0, 0, ("backup-list",))
        told.expect(listed.size)
        findings = ["backup-file" for _ in changed_files(folder, listed)]
        if not findings:
            findings += self._pages(folder, listed)
        told.step(sum(mark.size for mark in listed.files.values()))
        files = 0
        if not findings:
            shelf = BlobShelf(folder.parent / BLOBS, self._keys.name)
            for blob in backup.state_of(folder / DATABASE, self._keys.vault, 0).blobs:
                if blob.name not in listed.blobs:
                    continue  # it was gone in the vault already, and said so
                files += 1
                try:
                    shelf.verify(blob)
                except BlobDamaged:
                    findings.append("blob")
                told.step(listed.blobs[blob.name])
        return Checked(listed.count, files, tuple(findings))

    def _pages(self, folder: Path, listed: BackupList) -> list[str]:
        try:
            for name, key in ((DATABASE, self._keys.vault), (DRAFTS, self._keys.drafts)):
                if name in listed.files:
                    backup.check_database(folder / name, key)
            found = backup.state_of(folder / DATABASE, self._keys.vault, 0)
        except Damaged:
            return ["page"]
        return [] if (found.count, found.root) == (listed.count, listed.root) else ["head"]

    def listed(self, folder: Path) -> BackupList:
        """What a backup says of itself, authenticated and of this vault. Raises NoBackup, Damaged, TooNew."""
        return self._list(folder)

    def _list(self, folder: Path) -> BackupList:
        found = backup_list.decode(read_list(folder), self._keys.mac)
        if found.vault_id != self._vault_id:
            raise Damaged(place="backup")
        return found

    def _found_at(self, place: Path) -> list[Known]:
        found = []
        for folder in folders(place):
            with suppress(CaseappError, OSError):
                found.append(known_of(folder, self._list(folder)))
        return found


class _Told:
    """Bytes done of bytes expected, for whoever watches; every step may be the last."""

    def __init__(self, progress: Progress | None, stop: threading.Event) -> None:
        self._progress = progress
        self._stop = stop
        self._done = self._all = 0

    def expect(self, size: int) -> None:
        """So much more is to be done."""
        self._all += size

    def step(self, size: int) -> None:
        """So much was done. Raises BackupStopped, what the watcher raises."""
        self._done += max(0, size)
        if self._stop.is_set():
            raise BackupStopped()
        if self._progress is not None:
            self._progress(min(self._done, self._all), self._all)


def brought_size(blob: Blob) -> int:
    """What a file of evidence takes on the disk, nearly."""
    return padded_size(blob.size)


def _generation(folder: Path) -> int:
    return header_file.copies(folder)[0][0].generation


def _sizes(*paths: Path) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def _keys(keys: KeyTree) -> _Keys:
    return _Keys(
        DatabaseKey(keys.key("db")), DatabaseKey(keys.key("drafts")), keys.key("head"), keys.key("name"),
        keys.key("bak"),
    )


def told(made: Made) -> dict[str, Json]:
    """What the activity log keeps of a backup."""
    return {
        "size": made.size, "why": made.known.why, "verified": True, "count": made.known.count,
        "files": made.known.files, "fresh": made.fresh, "read": made.read, "missing": made.known.missing,
    }

