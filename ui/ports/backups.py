"""Backups of the open vault, and restoring before anything is open."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Progress = Callable[[int, int], None]  # done, in all; may raise to stop


@dataclass(frozen=True, slots=True)
class BackupView:
    """A backup that lies somewhere. ``why``: daily, hand, import, set-aside, slots, migration. ``older``: a passphrase
    or recovery key still opens it that no longer opens the vault."""

    path: Path
    made: dt.datetime
    why: str
    count: int
    files: int
    size: int
    missing: int = 0
    older: bool = False


@dataclass(frozen=True, slots=True)
class BackupDone:
    """``fresh``: evidence files that came new; ``read``: read back, of them all."""

    view: BackupView
    fresh: int
    read: int


@dataclass(frozen=True, slots=True)
class BackupChecked:
    """``findings``: sentences in the window's language; none: every byte is as it was written."""

    count: int
    files: int
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """A vault made of a backup. ``aside``: where the one that stood there is now."""

    path: Path
    made: dt.datetime
    count: int
    files: int
    missing: int
    aside: Path | None = None


class Backups(Protocol):
    """Compute lane, all of it."""

    def found(self, folder: Path | None = None) -> Sequence[BackupView]:
        """Those in the vault, or in the folder that was chosen. Newest first."""

    def make(self, folder: Path | None = None, progress: Progress | None = None) -> BackupDone:
        """One more, verified. Raises DiskFull, BackupPlace and the like; then nothing of it is left."""

    def verify(self, path: Path, progress: Progress | None = None) -> BackupChecked:
        """Every byte of one."""

    def remove(self, path: Path) -> None:
        """Take one away."""

    def restore_beside(self, path: Path, secret: str, progress: Progress | None = None) -> Restored:
        """Make a vault of it beside the open one, which stays as it is."""

    def trouble(self) -> BaseException | None:
        """Why the last backup that nobody asked for was not made, if it was not. Pure and quick."""
