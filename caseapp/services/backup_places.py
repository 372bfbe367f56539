"""Where backups lie and what they say of themselves, told without any key: for choosing one before a vault is open."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseapp.domain.errors import CaseappError, UserError
from caseapp.domain.text import N_
from caseapp.security import atomic
from caseapp.storage import backup, backup_list
from caseapp.storage.backup import PART
from caseapp.storage.backup_list import BackupList

DATABASE: Final = "vault.db"
DRAFTS: Final = "drafts.db"
FOLDER: Final = "backups"
OUTSIDE: Final = "Caseapp backup {vault}"  # of a chosen folder: several vaults may lie on one stick


class NoBackup(UserError):
    """The folder holds no backup of ours."""

    code = "no-backup"
    what = N_("There is no backup in this folder.")
    next_step = N_("Choose the folder “Caseapp backup …” itself, or one of the folders with a date in it.")


@dataclass(frozen=True, slots=True)
class Known:
    """A backup that lies somewhere. ``made`` in milliseconds; ``count``: recorded actions in it."""

    folder: Path
    made: int
    why: str
    count: int
    files: int
    size: int
    missing: int = 0
    generation: int = 0


def read_list(folder: Path) -> bytes:
    """The bytes of a backup's list. Raises NoBackup."""
    try:
        return atomic.read(folder / backup_list.NAME, backup_list.MAX_LIST)
    except OSError:
        raise NoBackup() from None


def peek(folder: Path) -> list[Known]:
    """What lies in a folder, without any key: one backup, or the folder that holds several. Newest first.

    Claims, fit for choosing one; they are checked when it is opened. Raises NoBackup.
    """
    found = []
    here = [folder] if (folder / backup_list.NAME).is_file() else [
        each for place in places_in(folder) for each in folders(place)
    ]
    for each in here:
        with suppress(CaseappError):
            found.append(known_of(each, backup_list.peek(read_list(each))))
    if not found:
        raise NoBackup()
    return sorted(found, key=lambda each: each.made, reverse=True)


def places_in(folder: Path) -> list[Path]:
    """The folder itself, the backups of a vault's folder, and those of every vault on a stick."""
    try:
        inside = [each for each in folder.iterdir() if each.is_dir() and each.name.startswith(OUTSIDE.split("{")[0])]
    except OSError:
        return []
    return [folder, folder / FOLDER, *inside]


def sweep(place: Path) -> None:
    """Take away what was never finished."""
    for each in place.glob(f"*{PART}"):
        backup.drop_tree(each)
        with suppress(OSError):
            each.unlink(missing_ok=True)


def folders(place: Path) -> list[Path]:
    try:
        return [each for each in place.iterdir() if each.suffix != PART and (each / backup_list.NAME).is_file()]
    except OSError:
        return []


def known_of(folder: Path, listed: BackupList) -> Known:
    return Known(folder, listed.made, listed.why, listed.count, len(listed.blobs), listed.size, listed.missing,
                 listed.generation)


def name_of(made: int, why: str) -> str:
    moment = dt.datetime.fromtimestamp(made / 1000, dt.UTC)
    return f"{moment:%Y-%m-%dT%H-%M-%S}-{made % 1000:03d}-{why}"


def changed_files(folder: Path, listed: BackupList) -> list[str]:
    """The names of files that are not as they were written."""
    changed = []
    for name, mark in listed.files.items():
        try:
            same = backup_list.mark(folder / name) == mark
        except OSError:
            same = False
        if not same:
            changed.append(name)
    return changed
