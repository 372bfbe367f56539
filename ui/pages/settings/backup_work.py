"""What the Backup page asks on the lanes."""

from pathlib import Path
from typing import Final

from caseapp.domain.text import N_
from ui.ports import BackupChecked, BackupDone, Backups, BackupView, Restored, Settings
from ui.ports.backups import Progress

HERE: Final = "here"
OUTSIDE: Final = "outside"
PREFERENCE: Final = "backup_folder"
WHY: Final = {
    "daily": N_("every day"), "hand": N_("by hand"), "import": N_("before taking in an export file"),
    "set-aside": N_("before setting a merge aside"), "slots": N_("before changing what opens the vault"),
    "migration": N_("before a newer version of the vault"),
}


class FindBackups:
    def __init__(self, backups: Backups, folder: Path | None) -> None:
        self._backups, self._folder = backups, folder

    def __call__(self) -> list[BackupView]:
        return list(self._backups.found(self._folder))


class MakeBackup:
    def __init__(self, backups: Backups, folder: Path | None, progress: Progress) -> None:
        self._backups, self._folder, self._progress = backups, folder, progress

    def __call__(self) -> BackupDone:
        return self._backups.make(self._folder, self._progress)


class CheckBackup:
    def __init__(self, backups: Backups, path: Path, progress: Progress) -> None:
        self._backups, self._path, self._progress = backups, path, progress

    def __call__(self) -> BackupChecked:
        return self._backups.verify(self._path, self._progress)


class RemoveBackup:
    def __init__(self, backups: Backups, path: Path) -> None:
        self._backups, self._path = backups, path

    def __call__(self) -> None:
        self._backups.remove(self._path)


class RestoreBackup:
    def __init__(self, backups: Backups, path: Path, secret: str, progress: Progress) -> None:
        self._backups, self._path, self._secret, self._progress = backups, path, secret, progress

    def __call__(self) -> Restored:
        return self._backups.restore_beside(self._path, self._secret, self._progress)


class PutFolder:
    def __init__(self, settings: Settings, folder: str) -> None:
        self._settings, self._folder = settings, folder

    def __call__(self) -> None:
        self._settings.put(PREFERENCE, self._folder)
