"""The door of a vault: slots, both header copies, every flipped byte, every interrupted write (security R18)."""

import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from caseapp.domain.errors import Damaged, NotAVault, TooNew, UserError
from caseapp.security import atomic, header, header_file, recovery, slots
from caseapp.security.errors import (
    BadRecoveryKey,
    DamagedHeader,
    ForeignHeader,
    NewerHeader,
    UnsafeParameters,
    WrongSecret,
)
from caseapp.security.header import Header
from caseapp.security.header_file import Opened
from caseapp.security.kdf import Cost
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Material, Slot

CHEAP = Cost(64, 1, 4)
VAULT = bytes(range(16))
PHRASE = "пять слов подряд здесь"
RECOVERY = bytes(range(100, 116))


def no_device(_: Slot) -> bytes:
    raise AssertionError("no slot here asks for a device")


def wrap(id_: int, type_: str, material: Material, master: bytes) -> Slot:
    return slots.wrap(id_, type_, material, master, VAULT, header.MAJOR, CHEAP, secrets.token_bytes)


@pytest.fixture
def vault(tmp_path: Path) -> tuple[Path, bytes]:
    master = secrets.token_bytes(32)
    made = (wrap(0, slots.PASSPHRASE, Material(PHRASE), master), wrap(1, slots.RECOVERY, Material(RECOVERY), master))
    header_file.write(tmp_path, Header(VAULT, 1, 1_641_500_000_000, made), KeyTree(Secret(master), VAULT))
    return tmp_path, master


def unlock(folder: Path, secret: str | bytes = PHRASE) -> Opened:
    return header_file.unlock(folder, Material(secret), no_device)


def test_passphrase_and_recovery_key_open_the_same_master_key(vault: tuple[Path, bytes]) -> None:
    folder, master = vault
    assert unlock(folder).keys.master() == unlock(folder, RECOVERY).keys.master() == master


def test_the_same_passphrase_from_another_keyboard_opens(vault: tuple[Path, bytes], tmp_path: Path) -> None:
    folder, master = vault
    composed, decomposed = "Й ё пароль длинный", "И\u0306 е\u0308 пароль длинный"
    opened = unlock(folder)
    header_file.add(folder, opened, slots.PASSPHRASE, Material(composed), CHEAP, secrets.token_bytes)
    assert unlock(folder, decomposed).keys.master() == master


def test_a_wrong_secret_says_so_and_only_that(vault: tuple[Path, bytes]) -> None:
    folder, _ = vault
    for wrong in ("другая фраза совсем", bytes(16)):
        with pytest.raises(WrongSecret) as error:
            unlock(folder, wrong)
        assert error.value.params == {}


def test_every_flipped_byte_of_a_copy_is_noticed(vault: tuple[Path, bytes]) -> None:
    folder, master = vault
    path = folder / "hdr.a"
    whole = path.read_bytes()
    for at in range(len(whole)):
        data = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:]
        with pytest.raises((DamagedHeader, ForeignHeader, NewerHeader)):
            header.decode(data)
    path.write_bytes(whole[:100] + b"x" + whole[101:])
    opened = unlock(folder)
    assert opened.mismatch, "the other copy opens, and the difference is told"
    assert opened.keys.master() == master


def test_a_changed_header_with_a_fresh_checksum_is_still_noticed(vault: tuple[Path, bytes]) -> None:
    """Somebody without the master key takes the recovery slot away: the MAC tells."""
    folder, _ = vault
    found, _ = header_file.copies(folder)
    forged = found[0].with_slots(found[0].slots[:1])
    data = header.encode(forged, bytes(32))
    for name in header_file.NAMES:
        (folder / name).write_bytes(data)
    with pytest.raises(DamagedHeader):
        unlock(folder)


def test_both_copies_damaged(vault: tuple[Path, bytes]) -> None:
    folder, _ = vault
    for name in header_file.NAMES:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[:-5])
    with pytest.raises(Damaged):
        unlock(folder)


def test_foreign_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        unlock(tmp_path)
    (tmp_path / "hdr.a").write_bytes(b"PK\x03\x04 something else entirely")
    with pytest.raises(NotAVault):
        unlock(tmp_path)


def test_a_newer_major_is_refused_and_a_newer_slot_type_is_kept(vault: tuple[Path, bytes]) -> None:
    folder, master = vault
    opened = unlock(folder)
    stranger = Slot(7, "post-quantum", {"id": 7, "type": "post-quantum", "anything": ["kept", 1]})
    header_file.write(folder, opened.header.with_slots((*opened.header.slots, stranger)), opened.keys)
    again = unlock(folder)
    header_file.add(folder, again, slots.PASSPHRASE, Material("новая фраза подлиннее"), CHEAP, secrets.token_bytes)
    assert stranger in unlock(folder).header.slots
    data = bytearray((folder / "hdr.a").read_bytes())
    data[8:10] = b"\x00\x02"
    raw = bytes(data[:-32])
    for name in header_file.NAMES:
        (folder / name).write_bytes(raw + sha256(raw).digest())
    with pytest.raises(TooNew):
        unlock(folder)
    assert master


def test_greedy_parameters_are_refused_before_anything_is_allocated(vault: tuple[Path, bytes]) -> None:
    with pytest.raises(UnsafeParameters):
        Cost(4 * 1024 * 1024, 3, 4).check()
    body = {"alg": "argon2id", "m": 4 * 1024 * 1024, "t": 3, "p": 4}
    good = unlock(vault[0]).header.slots[0].body
    with pytest.raises(UnsafeParameters):
        slots.read({**good, "kdf": body})


def test_a_removed_slot_no_longer_opens_and_the_last_one_stays(vault: tuple[Path, bytes]) -> None:
    folder, _ = vault
    header_file.remove(folder, unlock(folder), 1)
    with pytest.raises(WrongSecret):
        unlock(folder, RECOVERY)
    with pytest.raises(UserError):
        header_file.remove(folder, unlock(folder), 0)
    unlock(folder)


class Cut(Exception):
    """Power goes here."""


@pytest.mark.parametrize("step", range(8))
def test_wherever_a_change_is_cut_off_the_vault_opens_with_old_or_new(
    vault: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    folder, master = vault
    opened = unlock(folder)
    real_write, real_sync, count = Path.replace, atomic.sync_folder, [0]

    def tick() -> None:
        count[0] += 1
        if count[0] > step:
            raise Cut

    def replace(self: Path, target: Path) -> Path:
        tick()
        return real_write(self, target)

    def sync(path: Path) -> None:
        tick()
        real_sync(path)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(atomic, "sync_folder", sync)
    new = "совсем новая фраза 2022"
    with suppress(Cut):
        header_file.add(folder, opened, slots.PASSPHRASE, Material(new), CHEAP, secrets.token_bytes, instead_of=0)
    monkeypatch.undo()
    opens = []
    for phrase in (PHRASE, new):
        try:
            opens.append(unlock(folder, phrase).keys.master() == master)
        except WrongSecret:
            opens.append(False)
    assert any(opens)
    if step >= 4:
        assert opens == [False, True], "after success the old phrase opens neither copy"


@pytest.mark.parametrize("cut", [0, 1, 7, 50, -33, -1])
def test_a_torn_copy_never_shadows_the_whole_one(vault: tuple[Path, bytes], cut: int) -> None:
    folder, master = vault
    data = (folder / "hdr.a").read_bytes()
    (folder / "hdr.a").write_bytes(data[:cut])
    assert unlock(folder).keys.master() == master


def test_recovery_keys_read_back_however_they_are_typed() -> None:
    for _ in range(200):
        secret = secrets.token_bytes(16)
        shown = recovery.show(secret)
        assert recovery.read(shown) == secret
        assert recovery.read(shown.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == secret
        assert len(shown.split("-")) == 7


def test_a_wrong_character_of_a_recovery_key_is_noticed() -> None:
    shown = recovery.show(RECOVERY)
    noticed = tried = 0
    for at, character in enumerate(shown):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if character not in ("-", other):
                tried += 1
                try:
                    noticed += recovery.read(shown[:at] + other + shown[at + 1:]) != RECOVERY and 0
                except BadRecoveryKey:
                    noticed += 1
    assert noticed / tried > 0.99
