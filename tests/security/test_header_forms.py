"""What stands where a header should: nothing, rubbish, another vault's, a newer one; and changes refused."""

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from caseapp.domain.errors import Damaged, NotAVault, NotFound, TooNew
from caseapp.security import header, header_file, slots
from caseapp.security.errors import DamagedHeader, ForeignHeader, LastSlot, NewerHeader, TooManySlots, WrongSecret
from caseapp.security.header import Header
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Material, Slot
from tests.security.doors import CHEAP, OTHER, PHRASE, RECOVERY, dice, make, no_device

KEY = bytes(32)


def encoded(value: dict[str, Any] | bytes, major: int = 1, minor: int = 0, reader: int = 0) -> bytes:
    body = value if isinstance(value, bytes) else header.canonical.encode(value)
    front = header._ENVELOPE.pack(header.MAGIC, major, minor, reader, 0, len(body)) + body + bytes(32)
    return front + sha256(front).digest()


def body(**changed: Any) -> dict[str, Any]:
    return {"created": 1, "generation": 1, "slots": [], "vault_id": "0" * 32, **changed}


def test_control_the_helper_makes_headers() -> None:
    assert header.decode(encoded(body())).generation == 1


UNKNOWN = {"id": 1, "type": "trustees"}


@pytest.mark.parametrize(
    "value",
    [
        body(created=-1), body(created="1"), body(generation=0), body(generation="1"), body(vault_id="0" * 31),
        body(vault_id="G" * 32), body(vault_id="A" * 32), body(slots={}), body(slots=[1]), body(slots=[UNKNOWN] * 2),
        body(slots=[{**UNKNOWN, "id": number} for number in range(17)]), {}, b"[]", b"null", b"{", b" {}",
        b'{"a":1,"a":2}', b"[" * 10_000,
    ],
)
def test_bodies_of_another_form_are_damage(value: Any) -> None:
    with pytest.raises(Damaged):
        header.decode(encoded(value))


@pytest.mark.parametrize("cut", [0, 1, 7, 8, 10, 19, 83])
def test_a_header_cut_short_is_damaged_and_not_foreign(cut: int) -> None:
    with pytest.raises(DamagedHeader):
        header.decode(encoded(body())[:cut])


@pytest.mark.parametrize(
    "data", [b"PK\3\4" + bytes(500), bytes(500), b"\0", "Құжат".encode() * 50, b"CASEHED\1" + bytes(99)]
)
def test_other_files_are_foreign(data: bytes) -> None:
    with pytest.raises(ForeignHeader):
        header.decode(data)


@pytest.mark.parametrize(
    "data", [encoded(body(), major=2), encoded(body(), minor=9, reader=1), encoded(b"\0\1", major=7)]
)
def test_newer_headers_are_refused_as_newer(data: bytes) -> None:
    with pytest.raises(NewerHeader):
        header.decode(data)


def test_more_than_a_header_can_be_is_refused() -> None:
    with pytest.raises(DamagedHeader):
        header.decode(header.MAGIC + bytes(header.MAX_HEADER))


def test_a_newer_minor_is_kept_with_all_that_it_added(tmp_path: Path) -> None:
    first, keys = make(tmp_path)
    newer = Header(first.vault_id, 5, 1, first.slots, minor=3, extra={"hint": {"added": ["later"]}})
    header_file.write(tmp_path, newer, keys)
    opened = header_file.unlock(tmp_path, PHRASE, no_device)
    header_file.add(tmp_path, opened, slots.PASSPHRASE, OTHER, CHEAP, dice())
    again = header_file.unlock(tmp_path, OTHER, no_device).header
    assert (again.minor, again.extra, again.generation) == (3, newer.extra, 6)


def test_a_newer_copy_beside_an_old_one_stops_us(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "hdr.b").write_bytes(encoded(body(), major=2))
    with pytest.raises(TooNew):
        header_file.unlock(tmp_path, PHRASE, no_device)


def test_missing_and_unreadable_copies(tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        header_file.copies(tmp_path)
    make(tmp_path)
    (tmp_path / "hdr.a").unlink()
    assert header_file.unlock(tmp_path, PHRASE, no_device).mismatch
    (tmp_path / "hdr.a").mkdir()
    assert header_file.unlock(tmp_path, PHRASE, no_device).mismatch
    (tmp_path / "hdr.b").unlink()
    with pytest.raises(NotAVault):
        header_file.copies(tmp_path)


def test_a_copy_that_the_disk_no_longer_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    real = header_file.atomic.read

    def failing(path: Path, limit: int) -> bytes:
        if path.name == "hdr.a":
            raise OSError(5, os.strerror(5))
        return real(path, limit)

    monkeypatch.setattr(header_file.atomic, "read", failing)
    assert header_file.unlock(tmp_path, PHRASE, no_device).mismatch


def test_one_damaged_and_one_foreign_is_called_damage(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "hdr.a").write_bytes(b"something else")
    (tmp_path / "hdr.b").write_bytes((tmp_path / "hdr.b").read_bytes()[:-1])
    with pytest.raises(DamagedHeader):
        header_file.unlock(tmp_path, PHRASE, no_device)


def test_a_copy_that_asks_for_absurd_work_leaves_the_other(tmp_path: Path) -> None:
    first, _ = make(tmp_path)
    greedy = {**first.slots[0].body, "kdf": {"alg": "argon2id", "m": 4 * 1024 * 1024, "p": 4, "t": 3}}
    (tmp_path / "hdr.a").write_bytes(encoded(body(generation=9, slots=[greedy], vault_id=first.vault_id.hex())))
    assert header_file.unlock(tmp_path, PHRASE, no_device).mismatch


def test_a_forged_copy_of_a_higher_generation_does_not_win(tmp_path: Path) -> None:
    """Made without the master key: the recovery slot taken out, the checksum mended."""
    first, _ = make(tmp_path)
    forged = header.encode(first.with_slots(first.slots[:1]), KEY)
    (tmp_path / "hdr.a").write_bytes(forged)
    opened = header_file.unlock(tmp_path, PHRASE, no_device)
    assert opened.mismatch
    assert len(opened.header.slots) == 2
    (tmp_path / "hdr.b").write_bytes(forged)
    with pytest.raises(DamagedHeader):
        header_file.unlock(tmp_path, PHRASE, no_device)


def test_control_without_the_mac_the_forged_copy_would_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = make(tmp_path)
    (tmp_path / "hdr.a").write_bytes(header.encode(first.with_slots(first.slots[:1]), KEY))
    monkeypatch.setattr(header, "authentic", lambda _header, _key: True)
    assert len(header_file.unlock(tmp_path, PHRASE, no_device).header.slots) == 1


def test_a_slot_with_a_spoilt_key_does_not_hide_the_next_one(tmp_path: Path) -> None:
    first, keys = make(tmp_path)
    spoilt = {**first.slots[0].body, "id": 8, "wrapped": "00" * 48}
    header_file.write(tmp_path, first.with_slots((Slot(8, slots.PASSPHRASE, spoilt), *first.slots[1:])), keys)
    with pytest.raises(DamagedHeader):
        header_file.unlock(tmp_path, PHRASE, no_device)
    header_file.write(
        tmp_path, first.with_slots((Slot(8, slots.PASSPHRASE, spoilt), *first.slots)).with_slots(
            (Slot(8, slots.PASSPHRASE, spoilt), *first.slots)), keys,
    )
    assert header_file.unlock(tmp_path, PHRASE, no_device).slot.id == 0


def test_a_slot_of_another_vault_does_not_open_this_one(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, keys = make(tmp_path / "a")
    other, _ = make(tmp_path / "b", (slots.PASSPHRASE, OTHER), (slots.RECOVERY, RECOVERY), seed=2)
    header_file.write(tmp_path / "a", first.with_slots((other.slots[0], first.slots[1])), keys)
    with pytest.raises(DamagedHeader):
        header_file.unlock(tmp_path / "a", OTHER, no_device)


def test_no_more_slots_than_any_reader_takes(tmp_path: Path) -> None:
    make(tmp_path)
    for number in range(slots.MAX_SLOTS - 2):
        opened = header_file.unlock(tmp_path, RECOVERY, no_device)
        header_file.add(tmp_path, opened, slots.RECOVERY, Material(bytes([number]) * 16), CHEAP, dice(number))
    opened = header_file.unlock(tmp_path, RECOVERY, no_device)
    with pytest.raises(TooManySlots):
        header_file.add(tmp_path, opened, slots.PASSPHRASE, OTHER, CHEAP, dice())
    header_file.add(tmp_path, opened, slots.PASSPHRASE, OTHER, CHEAP, dice(), instead_of=0)
    assert len(header_file.unlock(tmp_path, OTHER, no_device).header.slots) == slots.MAX_SLOTS


def test_the_last_slot_and_slots_that_are_not_there(tmp_path: Path) -> None:
    make(tmp_path)
    before = (tmp_path / "hdr.a").read_bytes()
    opened = header_file.unlock(tmp_path, PHRASE, no_device)
    with pytest.raises(NotFound):
        header_file.remove(tmp_path, opened, 77)
    with pytest.raises(NotFound):
        header_file.add(tmp_path, opened, slots.PASSPHRASE, OTHER, CHEAP, dice(), instead_of=77)
    assert (tmp_path / "hdr.a").read_bytes() == before
    header_file.remove(tmp_path, opened, 1)
    with pytest.raises(LastSlot):
        header_file.remove(tmp_path, header_file.unlock(tmp_path, PHRASE, no_device), 0)


def test_an_unknown_slot_does_not_count_as_a_way_in(tmp_path: Path) -> None:
    first, keys = make(tmp_path, (slots.PASSPHRASE, PHRASE))
    header_file.write(tmp_path, first.with_slots((*first.slots, Slot(9, "trustees", {**UNKNOWN, "id": 9}))), keys)
    with pytest.raises(LastSlot):
        header_file.remove(tmp_path, header_file.unlock(tmp_path, PHRASE, no_device), 0)


def test_a_full_disk_during_a_change_leaves_the_old_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    opened = header_file.unlock(tmp_path, PHRASE, no_device)

    def full(_handle: int) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(header_file.atomic.os, "fsync", full)
        with pytest.raises(header_file.atomic.DiskFull):
            header_file.add(tmp_path, opened, slots.PASSPHRASE, OTHER, CHEAP, dice(), instead_of=0)
    assert not header_file.unlock(tmp_path, PHRASE, no_device).mismatch
    with pytest.raises(WrongSecret):
        header_file.unlock(tmp_path, OTHER, no_device)
    assert sorted(path.name for path in tmp_path.iterdir()) == list(header_file.NAMES)


def test_the_worse_copy_is_replaced_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, keys = make(tmp_path)
    order: list[str] = []
    real = Path.replace

    def replace(source: Path, target: Path) -> Path:
        order.append(target.name)
        return real(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    (tmp_path / "hdr.b").write_bytes(b"damaged")
    header_file.write(tmp_path, first.with_slots(first.slots), keys)
    (tmp_path / "hdr.a").write_bytes(b"damaged")
    header_file.write(tmp_path, first.with_slots(first.slots), keys)
    assert order == ["hdr.b", "hdr.a", "hdr.a", "hdr.b"]


def test_the_mac_needs_the_key() -> None:
    first = Header(bytes(16), 1, 1, ())
    keys = KeyTree(Secret(bytes(32)), bytes(16))
    read = header.decode(header.encode(first, keys.key("hdr")))
    assert header.authentic(read, keys.key("hdr"))
    assert not header.authentic(read, keys.key("head"))
