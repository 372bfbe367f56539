"""Making a vault, opening it, and changing what opens it."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Damaged, Denied, NotAVault, TooNew
from caseapp.domain.ids import Clock, Dice
from caseapp.domain.spec import RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.vocabulary import Vocabularies
from caseapp.security import atomic, head, header, header_file, kdf, passphrase, recovery, slots
from caseapp.security import card as cards
from caseapp.security.device_secret import DeviceSecrets
from caseapp.security.errors import CannotWrite, NoKeyring, WrongSecret
from caseapp.security.head import Head
from caseapp.security.header_file import Opened
from caseapp.security.identity import Identity, new_identity
from caseapp.security.instance import Instance
from caseapp.security.kdf import Cost
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Material, Slot
from caseapp.services.author import Author
from caseapp.services.backup import BEFORE_MIGRATION, BEFORE_SLOTS, Backups, Progress
from caseapp.services.backup_places import DATABASE, DRAFTS
from caseapp.services.backup_places import FOLDER as BACKUPS
from caseapp.services.backup_places import sweep as sweep_backups
from caseapp.services.exporting import APP
from caseapp.services.preferences import KEY
from caseapp.services.restore import Restore, Restored, newest
from caseapp.services.session import Held, Session
from caseapp.storage import backup, frame, opening
from caseapp.storage.blobs import BlobStore
from caseapp.storage.drafts import Drafts
from caseapp.storage.engine import DatabaseKey
from caseapp.storage.errors import explaining
from caseapp.storage.reader import Reader
from caseapp.storage.staging import sweep
from caseapp.storage.tip import Tip
from caseapp.storage.writer import Writer

BLOBS: Final = "blobs"
DEFAULT_ZONE: Final = "Asia/Almaty"


class FolderInUse(Denied):
    """A vault, or anything else, is in the folder already."""

    code = "folder-in-use"
    what = N_("The folder is not empty.")
    next_step = N_("Choose a new folder; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault. The recovery key exists nowhere else: it is shown once and written down."""

    folder: Path
    recovery_key: str = field(repr=False)


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
    built: int = 0  # when this version was made, in milliseconds: no right clock shows less


class VaultService:
    """Before anything is open."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    # -- making ------------------------------------------------------------------------------------------------

    def create(self, folder: Path, phrase: str, label: str, *, alias: str = "", sample: bool = False) -> Created:
        """A new vault in a new or empty folder. Raises WeakPassphrase, FolderInUse.

        The header is written last: a folder without one is not a vault, so a crash leaves none half made.
        """
        passphrase.check(phrase)
        if folder.exists() and any(folder.iterdir()):
            raise FolderInUse()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        around = self._around
        secret = around.dice(recovery.SIZE)
        vault_id, master = around.dice(16), around.dice(32)
        keys = KeyTree(Secret(master), vault_id)
        (folder / BLOBS).mkdir(mode=0o700)
        writer = self._writer(folder, keys)
        writer.open()
        self._first_rows(writer, folder, keys, label, alias, sample)
        head.write(folder, Head(writer.version, 0, Tip().root()), keys.key("head"))
        writer.close()
        cost = around.cost()
        made = (
            slots.wrap(0, slots.PASSPHRASE, Material(phrase), master, vault_id, header.MAJOR, cost, around.dice),
            slots.wrap(1, slots.RECOVERY, Material(secret), master, vault_id, header.MAJOR, cost, around.dice),
        )
        header_file.write(folder, header.Header(vault_id, 1, around.clock(), made), keys)
        keys.wipe()
        return Created(folder, recovery.show(secret))

    def _first_rows(
        self, writer: Writer, folder: Path, keys: KeyTree, label: str, alias: str, sample: bool
    ) -> None:
        around, identity = self._around, new_identity()
        own = cards.make(identity, alias or label, "", around.clock(), sample=sample)
        with writer.transaction():
            frame.put_setting(writer.sql, "vault", {"label": label, "sample": sample, "created": around.clock()})
            frame.put_setting(writer.sql, "identity", {
                "age": identity.age_secret, "sign": identity.sign_secret.hex(),
            })
            self._new_life(writer, folder, keys)
            frame.put_setting(writer.sql, KEY, {"news_seen": APP})  # nothing is new to who has seen nothing before
            frame.put_setting(writer.sql, "place", {"device": around.dice(4).hex(), "zone": DEFAULT_ZONE})
            frame.put_contact(writer.sql, frame.Contact(own.fp, own.raw, "own", "made here", around.clock()))

    def _new_life(self, writer: Writer, folder: Path, keys: KeyTree) -> None:
        frame.put_setting(writer.sql, "life", self._life(folder, keys))

    def _life(self, folder: Path, keys: KeyTree) -> Json:
        return {"life": self._around.dice(8).hex(), "machine": self._machine(folder, keys).hex()}

    def _machine(self, folder: Path, keys: KeyTree) -> bytes:
        """Where this copy of the vault lives: another place means a copy or a restored backup, so a new life."""
        place = self._around.machine() + b"|" + str(folder.resolve()).encode()
        return hmac.digest(keys.key("name"), hashlib.sha256(place).digest(), "sha256")

    def _writer(self, folder: Path, keys: KeyTree) -> Writer:
        return Writer(folder / DATABASE, DatabaseKey(keys.key("db")), self._around.specs)

    # -- opening -----------------------------------------------------------------------------------------------

    def open(
        self, folder: Path, secret: str, *, read_only: bool = False, accept_head: bool = False
    ) -> Session:
        """Open with a passphrase or a recovery key.

        ``read_only``: for looking at a vault that is damaged; ``accept_head``: write on although the tip is missing,
        damaged or ahead, having been told so. Raises WrongSecret and the EnvironmentFaults.
        """
        if not (folder.is_dir() and self.is_vault(folder)):
            raise NotAVault()
        instance = _hold(folder, read_only=read_only)
        try:
            opened = self._unlock(folder, secret)
            warnings: tuple[str, ...] = ("header-copies",) if opened.mismatch else ()
            if opened.mismatch and not read_only:
                header_file.write(folder, opened.header, opened.keys)
            warnings += self._check_head(folder, opened.keys, tolerant=read_only or accept_head)
            with explaining():
                return self._session(Held(folder, instance, opened.keys), warnings, read_only=read_only)
        except BaseException:
            if instance is not None:
                instance.release()
            raise

    def prove(self, folder: Path, secret: str) -> None:
        """Check a passphrase or recovery key against the vault's header and open nothing. Raises WrongSecret."""
        self._unlock(folder, secret).keys.wipe()

    @staticmethod
    def is_vault(folder: Path) -> bool:
        """True if a header is there."""
        return any((folder / name).is_file() for name in header_file.NAMES)

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

    def _check_head(self, folder: Path, keys: KeyTree, *, tolerant: bool) -> tuple[str, ...]:
        try:
            found = head.read(folder, keys.key("head"))
            if found is None:
                raise Damaged(place=head.NAME)
            opening.check_tip(folder / DATABASE, DatabaseKey(keys.key("db")), found.count, found.root)
        except Damaged as error:
            if not tolerant:
                raise
            return (str(error.params["place"]),)
        return ()

    def _session(self, held: Held, warnings: tuple[str, ...], *, read_only: bool) -> Session:
        around, keys, folder = self._around, held.keys, held.folder
        reader = Reader(folder / DATABASE, DatabaseKey(keys.key("db")), around.specs)
        if not read_only:
            self._prepare(folder, keys)
        vault = _members(frame.setting(reader.sql, "vault"))
        identity = _identity(_members(frame.setting(reader.sql, "identity")))
        life = _members(frame.setting(reader.sql, "life"))
        place = _members(frame.setting(reader.sql, "place"))
        preferences = frame.setting(reader.sql, KEY)
        own = next(contact for contact in frame.contacts(reader.sql) if contact.state == "own")
        reader.close()
        card = cards.decode(own.card)
        author = Author(
            fp=identity.fp, life=bytes.fromhex(str(life["life"])), alias=card.alias, device=str(place["device"]),
            zone=str(place["zone"]), sign=identity.sign, clock=around.clock, dice=around.dice,
        )
        return Session(
            held, label=str(vault["label"]), sample=bool(vault["sample"]), read_only=read_only, identity=identity,
            card=card, author=author, specs={spec.type: spec for spec in around.specs},
            vocabularies=around.vocabularies, writer=self._writer(folder, keys), reader=reader,
            drafts=Drafts(folder / DRAFTS, DatabaseKey(keys.key("drafts"))),
            blobs=BlobStore(folder / BLOBS, keys.key("name")), warnings=warnings, clock=around.clock,
            preferences=preferences,
            near=Reader(folder / DATABASE, DatabaseKey(keys.key("db")), around.specs), fonts=around.fonts,
            built=around.built,
        )

    def _prepare(self, folder: Path, keys: KeyTree) -> None:
        """Migrate, rebuild, sweep what a crash left, begin a new life if this is a copy."""
        sweep(folder)
        sweep_backups(folder / BACKUPS)
        atomic.sweep(folder, (*header_file.NAMES, head.NAME))
        if opening.behind(folder / DATABASE, DatabaseKey(keys.key("db"))):
            Backups(folder, keys, self._around.clock).make(BEFORE_MIGRATION)
        writer = self._writer(folder, keys)
        writer.open()
        try:
            life = _members(frame.setting(writer.sql, "life"))
            if life["machine"] != self._machine(folder, keys).hex():
                with writer.transaction():
                    self._new_life(writer, folder, keys)
            BlobStore(folder / BLOBS, keys.key("name")).sweep({blob.name for blob in frame.blobs(writer.sql)})
        finally:
            writer.close()

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
            replaced = next((slot.id for slot in opened.header.slots if slot.type == slots.PASSPHRASE), None)
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

    # -- backups before anything is open -----------------------------------------------------------------------

    def restore(
        self, source: Path, target: Path, secret: str, progress: Progress | None = None, *, replace: bool = False
    ) -> Restored:
        """Make a vault at ``target`` of a backup, or of the newest in a folder, opened with its own passphrase or
        recovery key. ``replace``: the vault that the backup was made of may stand there; it is renamed, never deleted.

        Raises NoBackup, WrongSecret and what ``Restore.into`` raises.
        """
        chosen = newest(source)
        opened = self._unlock(chosen, secret)
        try:
            return Restore(chosen, opened.keys, self._life, self._around.clock).into(target, progress, replace=replace)
        finally:
            opened.keys.wipe()

    # -- what a kdf costs here ---------------------------------------------------------------------------------

    @staticmethod
    def default_cost() -> Cost:
        """Calibrated to about a second on this machine, never below the floor."""
        return kdf.calibrate()


def _hold(folder: Path, *, read_only: bool) -> Instance | None:
    """One Caseapp at a time; for reading from a write-protected medium nobody need be kept out."""
    try:
        return Instance(folder)
    except CannotWrite:
        if not read_only:
            raise
        return None


def _members(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise Damaged(place=DATABASE)
    return value


def _identity(members: dict[str, Json]) -> Identity:
    return Identity(bytes.fromhex(str(members["sign"])), str(members["age"]))
