"""Before anything is open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ui.ports.desk import Desk


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """A vault found on this computer."""

    path: Path
    label: str
    sample: bool = False


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

    def create(self, label: str, passphrase: str, path: Path | None = None) -> Created:
        """Make a vault in the usual place, or in ``path``. Raises Invalid("passphrase") when it is too short."""

    def unlock(self, path: Path, passphrase: str, language: str = "en") -> Desk:
        """Open it, to be shown in ``language``.

        Raises Denied for a wrong passphrase, NotAVault, LockedElsewhere, TooNew, Damaged.
        """
