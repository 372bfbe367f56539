"""R18: every byte at which writing a header can be cut off, in every change of slots; and every flipped byte on disk.

What is promised: the vault always opens, with the old or with the new secret; never both once a removal was reported.
"""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from caseapp.security import atomic, header, header_file, slots
from caseapp.security.errors import WrongSecret
from caseapp.security.header_file import Opened
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Material
from tests.security.doors import CHEAP, OTHER, PHRASE, RECOVERY, dice, make, no_device, opens

NEW_RECOVERY = Material(bytes(range(50, 66)))


class PowerCut(BaseException):
    """Nothing after this happens."""


class Power:
    """Lets ``left`` bytes and file operations happen, then none."""

    def __init__(self, left: int, patch: pytest.MonkeyPatch) -> None:
        self.left = left
        self.used = 0
        real_open, real_replace = os.fdopen, Path.replace

        def fdopen(handle: int, mode: str) -> Any:
            return _Cutting(real_open(handle, mode), self)

        def replace(source: Path, target: Path) -> Path:
            self.spend(1)
            done = real_replace(source, target)
            self.spend(1)
            return done

        patch.setattr(atomic.os, "fdopen", fdopen)
        patch.setattr(atomic.os, "fsync", lambda _handle: None)
        patch.setattr(atomic.Path, "replace", replace)

    def spend(self, units: int) -> int:
        """How many of the units still happen. Raises PowerCut when none does."""
        granted = min(units, self.left)
        self.left -= granted
        self.used += granted
        if granted == 0 and units:
            raise PowerCut
        return granted


class _Cutting:
    def __init__(self, file: Any, power: Power) -> None:
        self._file = file
        self._power = power

    def __enter__(self) -> "_Cutting":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        granted = 0
        try:
            granted = self._power.spend(len(data))
        finally:
            self._file.write(data[:granted])
            self._file.flush()
        if granted < len(data):
            raise PowerCut

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return int(self._file.fileno())


def change_passphrase(folder: Path, opened: Opened) -> None:
    header_file.add(folder, opened, slots.PASSPHRASE, OTHER, CHEAP, dice(7), instead_of=0)


def change_recovery_key(folder: Path, opened: Opened) -> None:
    header_file.add(folder, opened, slots.RECOVERY, NEW_RECOVERY, CHEAP, dice(7), instead_of=1)


def add_passphrase(folder: Path, opened: Opened) -> None:
    header_file.add(folder, opened, slots.PASSPHRASE, OTHER, CHEAP, dice(7))


def remove_recovery(folder: Path, opened: Opened) -> None:
    header_file.remove(folder, opened, 1)


Change = Callable[[Path, Opened], None]
# change, a secret that must keep opening, one that stops (or None), one that begins (or None)
CASES: list[tuple[Change, Material, Material | None, Material | None]] = [
    (change_passphrase, RECOVERY, PHRASE, OTHER),
    (change_recovery_key, PHRASE, RECOVERY, NEW_RECOVERY),
    (add_passphrase, PHRASE, None, OTHER),
    (remove_recovery, PHRASE, RECOVERY, None),
]


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _restore(folder: Path, files: dict[str, bytes]) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _states(folder: Path, change: Change) -> Iterator[tuple[bool, dict[str, bytes]]]:
    """(change was reported done, files on disk) after a cut at every byte and at every operation.

    States that differ only in how much of a not yet renamed file is there are tried as well.
    """
    before = _files(folder)
    opened = header_file.unlock(folder, PHRASE, no_device)
    for left in itertools.count():
        _restore(folder, before)
        done = False
        with pytest.MonkeyPatch.context() as patch:
            power = Power(left, patch)
            with suppress(PowerCut):
                change(folder, opened)
                done = True
        yield done, _files(folder)
        if done and power.left:
            return


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0].__name__)
def test_wherever_a_change_is_cut_off_the_vault_opens(
    light_folder: Path, case: tuple[Change, Material, Material | None, Material | None]
) -> None:
    change, steady, old, new = case
    make(light_folder)
    seen: set[tuple[bool, bool]] = set()
    known: dict[tuple[bytes, bytes], tuple[bool, bool]] = {}
    states = 0
    for done, files in _states(light_folder, change):
        states += 1
        pair = (files["hdr.a"], files["hdr.b"])
        if pair not in known:  # what opens depends on these two alone; the next test shows that
            assert opens(light_folder, steady)
            known[pair] = (old is not None and opens(light_folder, old), new is not None and opens(light_folder, new))
        before, after = known[pair]
        seen.add((before, after))
        assert before or after or old is None or new is None, "neither the old nor the new secret opens"
        if done:
            assert not before, "the removed secret still opens after success"
            assert after == (new is not None)
    assert states >= 2 * len(files["hdr.a"]), "fewer states than bytes written: not every byte was cut off"
    assert len(seen) == 2
    assert len(known) == 3  # both old, one of each, both new


def test_leftovers_of_a_cut_off_write_do_no_harm_and_are_replaced(light_folder: Path) -> None:
    _, keys = make(light_folder)
    good = (light_folder / "hdr.a").read_bytes()
    for size in range(0, len(good) + 1, 97):
        for name in header_file.NAMES:
            (light_folder / (name + atomic.SUFFIX)).write_bytes(good[:size])
        opened = header_file.unlock(light_folder, PHRASE, no_device)
        assert not opened.mismatch
    header_file.write(light_folder, opened.header, keys)
    assert sorted(_files(light_folder)) == list(header_file.NAMES)


def test_control_writing_in_place_would_lose_the_vault(light_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same cuts with a naive writer: truncate and write both copies where they stand."""

    def in_place(paths: list[Path], data: bytes) -> None:
        for path in paths:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_TRUNC), "wb") as file:
                file.write(data[:0])
        for path in paths:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_TRUNC), "wb") as file:
                file.write(data)

    make(light_folder)
    monkeypatch.setattr(atomic, "write_each", in_place)
    lost = 0
    for _, files in itertools.islice(_states(light_folder, change_passphrase), 40):
        _restore(light_folder, files)
        with suppress(Exception):
            lost += not (opens(light_folder, PHRASE) or opens(light_folder, OTHER))
            continue
        lost += 1
    assert lost


@pytest.mark.parametrize("name", header_file.NAMES)
def test_a_copy_torn_at_any_byte_leaves_the_other(light_folder: Path, name: str) -> None:
    """Also where a file system breaks its promise and leaves a renamed file short."""
    make(light_folder)
    good = (light_folder / name).read_bytes()
    for size in range(len(good)):
        (light_folder / name).write_bytes(good[:size])
        found, unlike = header_file.copies(light_folder)
        assert unlike
        assert [one.generation for one in found] == [1]
    opened = header_file.unlock(light_folder, PHRASE, no_device)
    assert opened.mismatch
    header_file.write(light_folder, opened.header, opened.keys)
    assert not header_file.unlock(light_folder, PHRASE, no_device).mismatch


@pytest.mark.parametrize("name", header_file.NAMES)
def test_every_flipped_byte_on_disk_is_noticed(light_folder: Path, name: str) -> None:
    """The other copy opens the vault."""
    make(light_folder)
    path = light_folder / name
    good = path.read_bytes()
    for at in range(len(good)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1:])
        found, unlike = header_file.copies(light_folder)
        assert unlike, f"byte {at} flipped unnoticed"
        assert len(found) == 1
    assert header_file.unlock(light_folder, RECOVERY, no_device).mismatch


def test_every_other_value_of_every_byte_is_noticed(light_folder: Path) -> None:
    first, keys = make(light_folder)
    good = header.encode(first, keys.key("hdr"))
    for at, flip in itertools.product(range(len(good)), range(1, 256, 2)):
        with pytest.raises((header.DamagedHeader, header.ForeignHeader, header.NewerHeader)):
            header.decode(good[:at] + bytes([good[at] ^ flip]) + good[at + 1:])


def test_control_without_checksum_and_comparison_flips_pass(light_folder: Path) -> None:
    """Why the SHA-256 is there: without it and without the MAC a flipped digit of ``created`` is a valid header."""
    first, keys = make(light_folder)
    data = header.encode(first, keys.key("hdr"))
    at = data.index(b'"created":1') + len(b'"created":')
    flipped = data[:at] + b"2" + data[at + 1:]
    body = flipped[20:-64]
    assert header._read(body, 0, 0, b"").created == 2_641_340_800_000


@pytest.mark.parametrize("at", range(0, 700, 7))
def test_a_flip_with_a_new_checksum_is_noticed_once_open(light_folder: Path, at: int) -> None:
    """An attacker without the key can mend the checksum, not the MAC. Tried with the key at hand, so it is fast."""
    first, keys = make(light_folder)
    good = header.encode(first, keys.key("hdr"))
    front = good[: -header.MAC_SIZE]
    altered = front[: 20 + at] + bytes([front[20 + at] ^ 1]) + front[21 + at:]
    try:
        found = header.decode(altered + header.sha256(altered).digest())
    except (header.DamagedHeader, header.UnsafeParameters):
        return
    assert not header.authentic(found, keys.key("hdr"))
    assert not header.authentic(first, KeyTree(Secret(bytes(32)), first.vault_id).key("hdr"))


def test_an_old_copy_put_back_does_not_bring_a_removed_secret_back(light_folder: Path) -> None:
    make(light_folder)
    old = (light_folder / "hdr.b").read_bytes()
    header_file.remove(light_folder, header_file.unlock(light_folder, PHRASE, no_device), 1)
    for name in header_file.NAMES:
        now = _files(light_folder)
        (light_folder / name).write_bytes(old)
        with pytest.raises(WrongSecret):
            header_file.unlock(light_folder, RECOVERY, no_device)
        assert header_file.unlock(light_folder, PHRASE, no_device).mismatch
        _restore(light_folder, now)
    (light_folder / "hdr.a").write_bytes(old)  # the control: without the newer copy nobody could know
    (light_folder / "hdr.b").write_bytes(old)
    assert opens(light_folder, RECOVERY)
