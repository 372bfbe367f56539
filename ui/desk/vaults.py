"""Before anything is open: vaults in the usual place, making one, opening one, the sample."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from caseapp.domain.text import N_, Language
from caseapp.services import backup_places, passphrases, sample
from caseapp.services.guide import Guide
from caseapp.services.session import Session
from caseapp.services.vaults import VaultService
from ui.desk.backups import shown, when
from ui.desk.desk import VaultDesk
from ui.desk.lanes import Lanes
from ui.ports import BackupView, Created, Restored, VaultPlace
from ui.ports.backups import Progress

SAMPLE: Final = "sample"
SAMPLE_WORDS: Final = "invented persons only"  # its passphrase; public: a sample vault holds nothing secret
_NAME_LENGTH: Final = 60


class Kept(Protocol):
    """What this computer remembers outside every vault."""

    @property
    def folders(self) -> Sequence[Path]: ...

    def keep_folder(self, folder: Path) -> None:
        """Offer this vault next time too."""

    def keep_language(self, code: str) -> None:
        """Speak this language before a vault is open."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where this computer keeps vaults, where the program's own files lie, and a vault named by the person.

    ``kept``: what is remembered outside; without one nothing is.
    """

    vaults: Path
    resources: Path
    named: Path | None = None
    kept: Kept | None = None


class DeskVaults:
    """``ui.ports.Vaults`` over the vault service. ``close`` ends whatever is open when the window goes."""

    def __init__(
        self, service: VaultService, home: Home, lanes: Lanes, languages: Callable[[str], Language]
    ) -> None:
        self._service = service
        self._home = home
        self._lanes = lanes
        self._languages = languages
        self._guard = threading.Lock()
        self._open: VaultDesk | None = None
        self._closed = False

    def found(self) -> Sequence[VaultPlace]:
        """Vaults in the usual place, newest first. A vault's own name is inside it; outside, the folder's stands."""
        folder = self._home.vaults
        places = [each for each in folder.iterdir() if self._service.is_vault(each)] if folder.is_dir() else []
        places.sort(key=lambda each: each.stat().st_mtime, reverse=True)
        kept = self._home.kept
        others = [*([self._home.named] if self._home.named else []), *(kept.folders if kept is not None else [])]
        first = [each for each in dict.fromkeys(others) if each not in places and self._service.is_vault(each)]
        return [self._place(each) for each in (*first, *places)]

    def _place(self, folder: Path) -> VaultPlace:
        """The sample says its public passphrase: who looks around there must not be kept out."""
        is_sample = folder == self.sample_folder
        label = f"{folder.name}: {SAMPLE_WORDS}" if is_sample else folder.name
        return VaultPlace(folder, label, is_sample, folder.parent != self._home.vaults)

    def holds(self, folder: Path) -> bool:
        """Whether a vault lies in this folder."""
        return folder.is_dir() and self._service.is_vault(folder)

    def remember(self, folder: Path) -> None:
        """Offer a vault in another place next time too."""
        if self._home.kept is not None and folder.parent != self._home.vaults:
            self._home.kept.keep_folder(folder)

    def keep_language(self, code: str) -> None:
        """Speak this language before the next vault is open."""
        if self._home.kept is not None:
            self._home.kept.keep_language(code)

    def strength(self, passphrase: str) -> int:
        """0 (refused) to 3."""
        return passphrases.strength(passphrase)

    def words(self, language: str) -> str:
        """Six words, in English whatever the window speaks: the list is written without accents or Cyrillic."""
        return passphrases.propose(self._home.resources)

    def guide(self, language: str) -> Guide:
        """In a language, or the one that stands in for it."""
        return Guide(self._home.resources / "guide", language)

    def create(self, label: str, passphrase: str, path: Path | None = None) -> Created:
        """Make a vault. Raises WeakPassphrase, FolderInUse. Compute lane."""
        folder = path or self._free_folder(label)
        made = self._service.create(folder, passphrase, label or folder.name)
        return Created(VaultPlace(made.folder, label or folder.name), made.recovery_key)

    def unlock(self, path: Path, passphrase: str, language: str = "en", *, read_only: bool = False,
               accept_missing: bool = False) -> VaultDesk:
        """Open a vault, to be shown in ``language``. Compute lane: the writer's connection is made on its own."""
        session = self._service.open(path, passphrase, read_only=read_only, accept_head=accept_missing)
        desk = self._desk(session, language)
        self._lanes.compute(desk.backups.daily)  # beside the person's work; what goes wrong is told on its page
        return desk

    def _proposed(self) -> str:
        return self.words("en")

    # --- restoring

    def backups(self, folder: Path) -> Sequence[BackupView]:
        """What lies in a folder. Raises NoBackup."""
        return [shown(each) for each in backup_places.peek(folder)]

    def restore(self, backup: Path, secret: str, replace: Path | None = None,
                progress: Progress | None = None) -> Restored:
        """Make a vault of a backup. Compute lane."""
        made = shown(backup_places.peek(backup)[0]).made
        target = replace or self._free_folder(f"restored {made:%Y-%m-%d}")
        target.parent.mkdir(parents=True, exist_ok=True)
        done = self._service.restore(backup, target, secret, progress, replace=replace is not None)
        return Restored(done.folder, when(done.made), done.count, done.files, done.missing, done.aside)

    # --- the sample

    @property
    def sample_folder(self) -> Path:
        """Where the sample vault lies."""
        return self._home.vaults / SAMPLE

    def open_sample(self, language: str) -> VaultDesk:
        """The vault of invented persons, made and filled when it is not there. Compute lane."""
        folder = self.sample_folder
        if not self._service.is_vault(folder):
            self._service.create(folder, SAMPLE_WORDS, self._languages(language).text(N_("Sample")), sample=True)
        session = self._service.open(folder, SAMPLE_WORDS)
        desk = self._desk(session, language)
        self._lanes.write(self._fill, session).result()
        return desk

    def _fill(self, session: Session) -> None:
        """What a crash left half made is made here: filling is one action, so it is there or not at all."""
        if not session.near.ids("case"):
            sample.fill(session, self._home.resources)
            session.settle()

    # --- the end

    @property
    def last_folder(self) -> Path | None:
        """The vault that was opened last."""
        return self._open.folder if self._open is not None else None

    def close(self) -> None:
        """Lock what is still open; nothing can be opened afterwards."""
        with self._guard:
            self._closed = True
            desk = self._open
        if desk is not None:
            self._lanes.write(desk.lock).result()

    def _desk(self, session: Session, language: str) -> VaultDesk:
        desk = VaultDesk(session, self._lanes, self._languages, language, self._service, self._proposed,
                         self._home.resources)
        self._lanes.mend_with(session.reachable, {
            "writer": session.reconnect, "reader": session.reader.reconnect,
            **({} if session.read_only else {"drafts": session.drafts.reconnect}),
        }, session.check_pages)
        try:
            self._lanes.write(desk.arrive).result()
        except BaseException:
            self._lanes.write(desk.lock).result()
            raise
        with self._guard:
            self._open = desk
            late = self._closed
        if late:
            self._lanes.write(desk.lock).result()
        return desk

    def _free_folder(self, label: str) -> Path:
        kept = "".join(char if char.isalnum() or char in " -_" else " " for char in label)
        name = " ".join(kept.split())[:_NAME_LENGTH].strip() or "vault"
        folder, number = self._home.vaults / name, 2
        while folder.exists() or folder == self.sample_folder:
            folder, number = self._home.vaults / f"{name} {number}", number + 1
        return folder
