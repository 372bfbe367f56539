"""What opens a vault: passphrase, recovery key, this computer's keyring; and changing it, with a backup before."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Damaged, NotAVault, TooNew
from caseapp.domain.ids import Clock, Dice
from caseapp.domain.law import NO_LAW, LawBook
from caseapp.domain.spec import Growth, RecordSpec
from caseapp.domain.vocabulary import Vocabularies
from caseapp.security import header_file, passphrase, recovery, slots
from caseapp.security.device_secret import DeviceSecrets
from caseapp.security.errors import NoKeyring, WrongSecret
from caseapp.security.header_file import Opened
from caseapp.security.kdf import Cost
from caseapp.security.slots import Material, Slot
from caseapp.services.backup import BEFORE_SLOTS, Backups
from caseapp.services.backup_places import DATABASE
from caseapp.storage import backup
from caseapp.storage.engine import DatabaseKey
from caseapp.storage.shape import Shape


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """What may be told of a slot without opening it."""

    id: int
    type: str
    known: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the composition root hands over: record types, vocabularies, clock, dice, keyring, machine, price."""

    specs: Sequence[RecordSpec]
    vocabularies: Vocabularies
    clock: Clock
    dice: Dice
    device_secrets: DeviceSecrets
    machine: Callable[[], bytes]
    cost: Callable[[], Cost]
    fonts: Path
    law: LawBook = NO_LAW
    built: int = 0  # when this version was made, in milliseconds: no right clock shows less
    growth: Growth | None = None

    def shape(self) -> Shape:
        """The record types of one vault, to which its people may add fields."""
        return Shape(self.specs, self.growth)


class VaultDoors:
    """The slots of vaults, each named by its folder. Nothing stays open."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    # -- slots -------------------------------------------------------------------------------------------------

    def slots(self, folder: Path) -> list[SlotInfo]:
        """What the header says of its slots."""
        found, _ = header_file.copies(folder)
        return [SlotInfo(slot.id, slot.type, slot.known) for slot in found[0].slots]

    def change_passphrase(self, folder: Path, old: str, new: str) -> None:
        """Rewrap under a new passphrase; the old one stops opening both copies. Old backups still open with it."""
        passphrase.check(new)
        opened = self._unlock(folder, old)
        self._secure(folder, opened)
        if opened.slot.type == slots.RECOVERY:
            forgotten = (slots.PASSPHRASE, slots.DEVICE)  # what the old passphrase opened, alone or with a keyring
            replaced = next((slot.id for slot in opened.header.slots if slot.type in forgotten), None)
            type_ = slots.PASSPHRASE
            material = Material(new)
        else:
            replaced, type_ = opened.slot.id, opened.slot.type
            material = Material(new, self._device_of(opened.slot) if type_ == slots.DEVICE else b"")
        extra: dict[str, Json] = {k: v for k, v in opened.slot.body.items() if k in ("backend", "vault")}
        header_file.add(
            folder, opened, type_, material, self._around.cost(), self._around.dice, extra, instead_of=replaced
        )
        opened.keys.wipe()

    def add_device_slot(self, folder: Path, phrase: str) -> None:
        """From now on the passphrase opens only with this computer's keyring; the recovery key still opens alone.

        Raises NoKeyring where the keyring cannot be trusted; then nothing changes.
        """
        opened = self._unlock(folder, phrase)
        if opened.slot.type != slots.PASSPHRASE:
            raise WrongSecret()
        self._secure(folder, opened)
        backend = self._around.device_secrets.backend()
        device = self._around.device_secrets.make(opened.header.vault_id, self._around.dice)
        header_file.add(
            folder, opened, slots.DEVICE, Material(phrase, device), self._around.cost(), self._around.dice,
            {"backend": backend, "vault": opened.header.vault_id.hex()}, instead_of=opened.slot.id,
        )
        opened.keys.wipe()

    def remove_slot(self, folder: Path, secret: str, id_: int) -> None:
        """Take a slot away; the one that was used to open cannot take itself away."""
        opened = self._unlock(folder, secret)
        if opened.slot.id == id_:
            raise WrongSecret()
        self._secure(folder, opened)
        header_file.remove(folder, opened, id_)
        opened.keys.wipe()

    def propose_recovery(self) -> str:
        """A recovery key that opens nothing yet: shown, typed back in part, then handed to ``set_recovery``."""
        return recovery.show(self._around.dice(recovery.SIZE))

    def set_recovery(self, folder: Path, phrase: str, key: str) -> None:
        """From now on this recovery key opens the vault and the one before does not. Old backups keep the old one.

        Raises WrongSecret, BadRecoveryKey.
        """
        secret = recovery.read(key)
        opened = self._unlock(folder, phrase)
        if opened.slot.type == slots.RECOVERY:
            raise WrongSecret()
        self._secure(folder, opened)
        replaced = next((slot.id for slot in opened.header.slots if slot.type == slots.RECOVERY), None)
        header_file.add(
            folder, opened, slots.RECOVERY, Material(secret), self._around.cost(), self._around.dice,
            instead_of=replaced,
        )
        opened.keys.wipe()

    def try_recovery(self, folder: Path, key: str) -> None:
        """Whether a recovery key opens the vault. Raises BadRecoveryKey, WrongSecret. Changes nothing."""
        header_file.unlock(folder, Material(recovery.read(key)), self._device_of).keys.wipe()

    def try_passphrase(self, folder: Path, phrase: str) -> None:
        """Whether the person at the keyboard knows the passphrase. Raises WrongSecret, NoKeyring."""
        header_file.unlock(folder, Material(phrase), self._device_of).keys.wipe()

    def remove_device_slot(self, folder: Path, phrase: str) -> None:
        """The passphrase alone opens the vault again, on any computer. Raises WrongSecret, NoKeyring."""
        opened = self._unlock(folder, phrase)
        if opened.slot.type != slots.DEVICE:
            raise WrongSecret()
        self._secure(folder, opened)
        header_file.add(
            folder, opened, slots.PASSPHRASE, Material(phrase), self._around.cost(), self._around.dice,
            instead_of=opened.slot.id,
        )
        with suppress(NoKeyring):
            self._around.device_secrets.forget(opened.header.vault_id)
        opened.keys.wipe()

    def keyring(self) -> str:
        """The class of the keyring that would be trusted here. Raises NoKeyring."""
        return self._around.device_secrets.backend()

    def older_doors(self, folder: Path, backups: Sequence[Path]) -> list[Path]:
        """Those backups that a passphrase or recovery key still opens which no longer opens the vault."""
        now = [slot.body for slot in header_file.copies(folder)[0][0].slots]
        older = []
        for each in backups:
            with suppress(NotAVault, Damaged, TooNew):
                if any(slot.body not in now for slot in header_file.copies(each)[0][0].slots):
                    older.append(each)
        return older

    def _secure(self, folder: Path, opened: Opened) -> None:
        """A backup before the doors are changed; nothing is made of a vault in which nothing was recorded."""
        backups = Backups(folder, opened.keys, self._around.clock)
        count = backup.how_far(folder / DATABASE, DatabaseKey(opened.keys.key("db")))[1]
        if count and not backups.current():
            backups.make(BEFORE_SLOTS)

    def _unlock(self, folder: Path, secret: str) -> Opened:
        if recovery.looks_like(secret):
            try:
                return header_file.unlock(folder, Material(recovery.read(secret)), self._device_of)
            except WrongSecret:
                pass
        try:
            return header_file.unlock(folder, Material(secret), self._device_of)
        except WrongSecret:
            if recovery.seems(secret):
                recovery.read(secret)  # names the mistyped group
            raise

    def _device_of(self, slot: Slot) -> bytes:
        vault_id = slot.body.get("vault")
        return self._around.device_secrets.read(bytes.fromhex(str(vault_id)))
