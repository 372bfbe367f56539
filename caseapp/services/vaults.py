"""Making a vault, opening it, and changing what opens it."""

import hashlib
import hmac
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Damaged, Denied, NotAVault
from caseapp.domain.text import N_
from caseapp.security import atomic, head, header, header_file, kdf, passphrase, recovery, slots
from caseapp.security import card as cards
from caseapp.security.errors import CannotWrite
from caseapp.security.head import Head
from caseapp.security.identity import Identity, new_identity
from caseapp.security.instance import Instance
from caseapp.security.kdf import Cost
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Material
from caseapp.services.author import Author
from caseapp.services.backup import BEFORE_MIGRATION, Backups, Progress
from caseapp.services.backup_places import DATABASE, DRAFTS
from caseapp.services.backup_places import FOLDER as BACKUPS
from caseapp.services.backup_places import sweep as sweep_backups
from caseapp.services.exporting import APP
from caseapp.services.preferences import KEY
from caseapp.services.restore import Restore, Restored, newest
from caseapp.services.session import Held, Session
from caseapp.services.vault_doors import VaultDoors
from caseapp.storage import frame, opening
from caseapp.storage.blobs import BlobStore
from caseapp.storage.drafts import Drafts
from caseapp.storage.engine import DatabaseKey
from caseapp.storage.errors import explaining
from caseapp.storage.reader import Reader
from caseapp.storage.shape import Shape
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


class VaultService(VaultDoors):
    """Before anything is open."""

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

    def _writer(self, folder: Path, keys: KeyTree, shape: Shape | None = None) -> Writer:
        return Writer(folder / DATABASE, DatabaseKey(keys.key("db")), shape or self._around.shape())

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
        shape = around.shape()
        reader = Reader(folder / DATABASE, DatabaseKey(keys.key("db")), shape)
        if not read_only:
            self._prepare(folder, keys)
        vault = _members(frame.setting(reader.sql, "vault"))
        identity = _identity(_members(frame.setting(reader.sql, "identity")))
        life = _members(frame.setting(reader.sql, "life"))
        place = _members(frame.setting(reader.sql, "place"))
        preferences = frame.setting(reader.sql, KEY)
        shape.tell(reader.specs())
        own = next(contact for contact in frame.contacts(reader.sql) if contact.state == "own")
        reader.close()
        card = cards.decode(own.card)
        author = Author(
            fp=identity.fp, life=bytes.fromhex(str(life["life"])), alias=card.alias, device=str(place["device"]),
            zone=str(place["zone"]), sign=identity.sign, clock=around.clock, dice=around.dice,
        )
        return Session(
            held, label=str(vault["label"]), sample=bool(vault["sample"]), read_only=read_only, identity=identity,
            card=card, author=author, specs=shape,
            vocabularies=around.vocabularies, writer=self._writer(folder, keys, shape), reader=reader,
            drafts=Drafts(folder / DRAFTS, DatabaseKey(keys.key("drafts"))),
            blobs=BlobStore(folder / BLOBS, keys.key("name")), warnings=warnings, clock=around.clock,
            preferences=preferences,
            near=Reader(folder / DATABASE, DatabaseKey(keys.key("db")), shape), fonts=around.fonts,
            built=around.built, law=around.law,
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
