"""One master key, one key for each purpose: published vectors, no two alike, nothing shown."""

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from caseapp.domain.errors import Bug
from caseapp.security.keytree import KeyTree, Secret

PURPOSES = {"db": 48, "drafts": 48, "hdr": 32, "head": 32, "name": 32, "bak": 32}


def test_rfc_5869_vectors() -> None:
    """RFC 5869, A.1 and A.3."""
    first = HKDF(SHA256(), 42, bytes(range(13)), bytes(range(0xF0, 0xFA))).derive(b"\x0b" * 22)
    assert first.hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )
    third = HKDF(SHA256(), 42, b"", b"").derive(b"\x0b" * 22)
    assert third.hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )


def test_every_purpose_has_its_own_key_of_its_own_size() -> None:
    keys = KeyTree(Secret(bytes(32)), bytes(16))
    made = {purpose: keys.key(purpose) for purpose in PURPOSES}
    assert {purpose: len(key) for purpose, key in made.items()} == PURPOSES
    assert len({key[:32] for key in made.values()}) == len(PURPOSES)


def test_other_vault_other_master_other_keys() -> None:
    one = KeyTree(Secret(bytes(32)), bytes(16)).key("db")
    assert KeyTree(Secret(bytes(32)), b"\1" * 16).key("db") != one
    assert KeyTree(Secret(b"\1" * 32), bytes(16)).key("db") != one


def test_keys_never_change() -> None:
    """These bytes open vaults that exist: a failure here means that they would no longer open."""
    keys = KeyTree(Secret(bytes(range(32))), bytes(range(16)))
    assert keys.key("hdr").hex() == HDR
    assert keys.key("db").hex() == DB


HDR = "1db7e3e41be4e38e6fc5c7887641407e9856fb59ee24f29d959bca8444a1b1bc"
DB = "03d6cd9152b0847d9c05ebe1ed301f47f7d0f4eeae0c9b59c0cdebb4fe9741b98660d1a53916b7d2b79080b9a68d811c"


def test_a_secret_shows_nothing_and_ends() -> None:
    with Secret(b"passphrase") as secret:
        held = secret._bytes
        assert "passphrase" not in repr(secret) + str(secret) + f"{secret}"
        assert secret.reveal() == b"passphrase"
    assert held == bytearray(10)
    with pytest.raises(Bug):
        secret.reveal()


def test_a_forgotten_master_key_gives_no_key_of_zeros() -> None:
    keys = KeyTree(Secret(bytes(range(32))), bytes(16))
    keys.wipe()
    keys.wipe()
    with pytest.raises(Bug):
        keys.key("db")
