"""What opens the vault, and changing it. Each change asks for the passphrase anew: an unlocked, unattended vault must
not hand out future access."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Way:
    """One way in. ``type``: passphrase, passphrase+device, recovery, or one of a newer Caseapp (``known`` False)."""

    id: int
    type: str
    known: bool


@dataclass(frozen=True, slots=True)
class WaysView:
    """``keyring``: whether a protected keyring is here; ``proved``: when the recovery key was made or tried last."""

    ways: Sequence[Way]
    keyring: bool
    proved: dt.datetime | None


class Ways(Protocol):
    """Compute lane, all of it: each stretches a passphrase, which takes about a second on purpose."""

    def look(self) -> WaysView:
        """How things stand. Stretches nothing."""

    def change_passphrase(self, old: str, new: str) -> int:
        """How many backups in the vault still open with the old one. Raises WrongSecret, WeakPassphrase."""

    def propose_recovery(self, passphrase: str) -> str:
        """A recovery key that opens nothing yet, once the passphrase was right. Raises WrongSecret."""

    def set_recovery(self, passphrase: str, key: str) -> None:
        """From now on this one opens the vault and the one before does not."""

    def try_recovery(self, key: str) -> None:
        """The drill: whether the key on paper opens. Raises BadRecoveryKey, WrongSecret."""

    def use_keyring(self, passphrase: str, recovery_key: str) -> None:
        """Passphrase and keyring together from now on; the recovery key is proved first. Raises NoKeyring."""

    def leave_keyring(self, passphrase: str) -> None:
        """The passphrase alone opens again."""

    def words(self) -> str:
        """A generated passphrase. Pure and quick."""
