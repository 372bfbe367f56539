"""Before anything is open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ui.ports.backups import BackupView, Progress, Restored
from ui.ports.desk import Desk
from ui.ports.guide import Guide


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """A vault found on this computer."""

    path: Path
    label: str
    sample: bool = False
    elsewhere: bool = False  # not in the usual place


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault and the recovery key to be written down: groups joined by "-"."""

    place: VaultPlace
    recovery_key: str = field(repr=False)


class Vaults(Protocol):
    """Before anything is open. Compute lane."""

    def found(self) -> Sequence[VaultPlace]:
        """Vaults in the usual place, newest first. Pure and quick."""

    def words(self, language: str) -> str:
        """A generated passphrase: words with spaces between. Pure and quick."""

    def guide(self, language: str) -> Guide:
        """The guide that ships with the program. Pure and quick."""

    def create(self, label: str, passphrase: str, path: Path | None = None) -> Created:
        """Make a vault in the usual place, or in ``path``. Raises Invalid("passphrase") when it is too short."""

    def backups(self, folder: Path) -> Sequence[BackupView]:
        """The backups that lie in a folder, a vault's own or a chosen one. Newest first. Raises NoBackup."""

    def restore(self, backup: Path, secret: str, replace: Path | None = None,
                progress: Progress | None = None) -> Restored:
        """Make a vault of a backup: a new one in the usual place, or in the place of the vault it was made of, which is
        renamed and never deleted. Raises NoBackup, Denied for a wrong passphrase, Damaged, DiskFull, and what
        ``progress`` raises; then nothing of it is left."""

    def unlock(self, path: Path, passphrase: str, language: str = "en", *, read_only: bool = False,
               accept_missing: bool = False) -> Desk:
        """Open it, to be shown in ``language``.

        ``read_only``: for looking, also at a vault that is damaged; ``accept_missing``: write on although recorded
        changes are missing, having been told so. Raises Denied for a wrong passphrase, NotAVault, LockedElsewhere,
        TooNew, Damaged.
        """

    def open_sample(self, language: str) -> Desk:
        """The vault of invented persons, made and filled when it is not there."""

    def holds(self, folder: Path) -> bool:
        """Whether a vault lies in this folder. Pure and quick."""

    def strength(self, passphrase: str) -> int:
        """How hard a passphrase is to guess: 0 (refused) to 3. Pure and quick."""

    def remember(self, folder: Path) -> None:
        """Offer a vault in another place next time too; only when the person ticked that. Pure and quick."""

    def keep_language(self, code: str) -> None:
        """Speak this language before the next vault is open. Pure and quick."""
