"""Backups, for the window: made on the compute lane by connections of their own, noted on the writer's."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import CaseappError
from caseapp.domain.findings import Finding
from caseapp.services.backup import BACKUP, BACKUP_OUTSIDE, Made, Progress, told
from caseapp.services.backup_places import Known
from caseapp.services.rotation import BY_HAND, DAILY
from caseapp.services.vaults import VaultService
from ui.desk.lanes import Lanes
from ui.desk.vault import OpenVault
from ui.ports import BackupChecked, BackupDone, BackupView, Restored

RESTORED_NAME: Final = "{vault} restored {day}"


class DeskBackups:
    """``ui.ports.Backups`` over a session."""

    def __init__(self, vault: OpenVault, lanes: Lanes, service: VaultService) -> None:
        self._vault = vault
        self._lanes = lanes
        self._service = service

    def found(self, folder: Path | None = None) -> Sequence[BackupView]:
        """Newest first."""
        session = self._vault.session
        known = session.backups.found(folder)
        older = set(self._service.older_doors(session.folder, [each.folder for each in known]))
        return [shown(each, older=each.folder in older) for each in known]

    def make(self, folder: Path | None = None, progress: Progress | None = None) -> BackupDone:
        """One more, and its line in the log."""
        return self._make(BY_HAND, folder, progress)

    def daily(self) -> None:
        """Today's, if it is due and there is anything to lose. What goes wrong is kept for the pages to tell."""
        session = self._vault.session
        try:
            if not session.sample and not session.read_only and self._lanes.write(self._worth).result():
                self._make(DAILY, None, None)
            session.backups.trouble = None
        except CaseappError as error:
            session.backups.trouble = error

    def trouble(self) -> BaseException | None:
        """Why today's was not made."""
        return self._vault.session.backups.trouble

    def verify(self, path: Path, progress: Progress | None = None) -> BackupChecked:
        """Every byte of one."""
        checked = self._vault.session.backups.verify(path, progress)
        codes = dict.fromkeys(checked.findings)
        words = tuple(
            Finding(code, checked.findings.count(code)).explain(self._vault.language) for code in codes
        )
        return BackupChecked(checked.count, checked.files, words)

    def remove(self, path: Path) -> None:
        """Take one away, and say so in the log."""
        self._vault.session.backups.remove(path)
        self._lanes.write(self._note, "backup-removed", {}).result()

    def restore_beside(self, path: Path, secret: str, progress: Progress | None = None) -> Restored:
        """A vault of its own, in a new folder beside the open one."""
        folder = self._vault.session.folder
        day = f"{self._vault.today():%Y-%m-%d}"
        name, number = RESTORED_NAME.format(vault=folder.name, day=day), 2
        target = folder.with_name(name)
        while target.exists():
            target, number = folder.with_name(f"{name} {number}"), number + 1
        done = self._service.restore(path, target, secret, progress)
        return Restored(done.folder, when(done.made), done.count, done.files, done.missing, done.aside)

    def _make(self, why: str, folder: Path | None, progress: Progress | None) -> BackupDone:
        made: Made = self._vault.session.backups.make(why, folder, progress)
        self._lanes.write(self._note, BACKUP if folder is None else BACKUP_OUTSIDE, told(made)).result()
        return BackupDone(shown(made.known), made.fresh, made.read)

    def _worth(self) -> bool:
        session = self._vault.session
        return bool(session.writer.tip.count) and session.backups.due() and not session.backups.current()

    def _note(self, kind: str, detail: Mapping[str, Json]) -> None:
        self._vault.session.activity.note(kind, detail)


def shown(known: Known, *, older: bool = False) -> BackupView:
    """A backup as pages take it."""
    return BackupView(known.folder, when(known.made), known.why, known.count, known.files, known.size, known.missing,
                      older)


def when(milliseconds: int) -> dt.datetime:
    """A stored time as a moment."""
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
