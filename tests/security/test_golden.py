"""Files that exist out there must open for ever. The golden files are never made anew: red is a broken promise."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from caseapp.security import card, head, header, header_file, recovery, slots
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Material
from tests.security import independent
from tests.security.doors import no_device

GOLDEN: Final = Path(__file__).parents[1] / "golden" / "security"
HASHES: Final = {
    "card.casecard": "760dc2c575eba7460d77a8eda865a32f939694c8e36dc52f9af8aa3fd8e7a0ac",
    "expected.json": "1a90f8b037306670e3bb40bc437815fcd2c543e2d0812c6fc5ea907d9641a9fe",
    "head.bin": "029cdbb7c7058fbb7296e71e009a8f22a4c16a172126f9734df7ff73cea6f697",
    "header.bin": "12ff7968ba9b1bf2bfbecf14ece600a6cd5460ad04b5bca0545591ee1bf99513",
}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    value: dict[str, Any] = json.loads((GOLDEN / "expected.json").read_text("utf-8"))
    return value


def read(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("name", sorted(HASHES))
def test_the_golden_files_are_the_first_ones(name: str) -> None:
    assert sha256(read(name)).hexdigest() == HASHES[name]


def test_every_slot_of_the_golden_header_opens(tmp_path: Path, expected: dict[str, Any]) -> None:
    for name in header_file.NAMES:
        (tmp_path / name).write_bytes(read("header.bin"))
    device = bytes.fromhex(expected["device_secret"])
    recovery_key = recovery.read(expected["recovery_key"])
    found = header_file.copies(tmp_path)[0][0]
    assert (found.generation, found.created) == (expected["generation"], expected["created"])
    assert [slot.type for slot in found.slots] == [slots.PASSPHRASE, slots.RECOVERY, slots.DEVICE, "trustees"]
    for slot, material in zip(
        found.slots,
        (Material(expected["passphrase"]), Material(recovery_key), Material(expected["passphrase"], device)),
        strict=False,
    ):
        assert slots.unwrap(slot, material, found.vault_id, header.MAJOR).hex() == expected["master_key"]
    opened = header_file.unlock(tmp_path, Material(recovery_key), no_device)
    assert not opened.mismatch
    assert {purpose: opened.keys.key(purpose).hex() for purpose in expected["keys"]} == expected["keys"]


def test_writing_the_golden_header_gives_the_same_bytes(expected: dict[str, Any]) -> None:
    """The unknown slot included."""
    keys = KeyTree(Secret(bytes.fromhex(expected["master_key"])), bytes.fromhex(expected["vault_id"]))
    assert header.encode(header.decode(read("header.bin")), keys.key("hdr")) == read("header.bin")


def test_an_independent_reader_opens_the_golden_header(expected: dict[str, Any]) -> None:
    """So the document describes the file, and no vault depends on this program alone."""
    data = read("header.bin")
    device = bytes.fromhex(expected["device_secret"])
    key = recovery.read(expected["recovery_key"])
    assert independent.master_key(data, 0, expected["passphrase"]).hex() == expected["master_key"]
    assert independent.master_key(data, 1, recovery=key).hex() == expected["master_key"]
    master = independent.master_key(data, 2, expected["passphrase"], device=device)
    assert master.hex() == expected["master_key"]
    made = {purpose: independent.derived(master, independent.parse(data), purpose, len(key_) // 2).hex()
            for purpose, key_ in expected["keys"].items()}
    assert made == expected["keys"]
    with pytest.raises(AssertionError):
        independent.master_key(data, 1, recovery=bytes(16))


def test_the_golden_tip_reads_and_is_written_alike(expected: dict[str, Any]) -> None:
    key = bytes.fromhex(expected["keys"]["head"])
    tip = head.decode(read("head.bin"), key)
    wanted = expected["head"]
    assert (tip.commits, tip.count, tip.root.hex()) == (wanted["commits"], wanted["count"], wanted["root"])
    assert [id_.hex() for id_ in tip.packages] == wanted["packages"]
    assert head.encode(tip, key) == read("head.bin")


def test_the_golden_card_reads_and_compares_alike(expected: dict[str, Any]) -> None:
    made, wanted = card.decode(read("card.casecard")), expected["card"]
    for name in ("alias", "role", "sample", "serial", "recipient"):
        assert getattr(made, name) == wanted[name]
    assert made.sign_pub.hex() == wanted["sign_pub"]
    assert made.fp.hex() == wanted["fingerprint"]
    assert made.fp == sha256(b"fp1" + made.sign_pub + made.recipient.encode()).digest()
    compared = card.comparison(made)
    assert (list(compared.digits), list(compared.indices)) == (wanted["digits"], wanted["indices"])


def test_the_documents_name_the_files_that_they_describe() -> None:
    formats = Path(__file__).parents[2] / "docs" / "formats"
    for document, name in (("header.md", "header.bin"), ("head.md", "head.bin"), ("card.md", "card.casecard")):
        assert f"tests/golden/security/{name}" in (formats / document).read_text("utf-8")


def test_the_documented_comparison_is_the_one_that_is_made(expected: dict[str, Any]) -> None:
    wanted = expected["card"]
    d = int.from_bytes(
        Argon2id(salt=b"casecard-compare", length=32, iterations=3, lanes=4, memory_cost=64 * 1024).derive(
            b"casecard/fp/v1\0" + bytes.fromhex(wanted["sign_pub"]) + wanted["recipient"].encode()
        ), "big",
    )
    assert [f"{d // 100_000**i % 100_000:05d}" for i in range(8)] == wanted["digits"]
    assert [d // 2048**i % 2048 for i in range(8)] == wanted["indices"]
