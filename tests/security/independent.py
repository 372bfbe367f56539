"""Opens a header with the standard library and ``cryptography`` alone, written from docs/formats/header.md."""

import hashlib
import hmac
import json
import struct
import unicodedata
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


def hkdf(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256."""
    key = hmac.digest(salt, material, "sha256")
    made, block, counter = b"", b"", 0
    while len(made) < length:
        counter += 1
        block = hmac.digest(key, block + info + bytes([counter]), "sha256")
        made += block
    return made[:length]


def parse(data: bytes) -> dict[str, Any]:
    magic, major, minor, min_reader, reserved, length = struct.unpack_from(">8sHHHHI", data)
    assert magic == b"CASEAPP\x01"
    assert (major, minor, min_reader, reserved) == (1, 0, 0, 0)
    assert len(data) == 20 + length + 32 + 32
    assert hashlib.sha256(data[:-32]).digest() == data[-32:]
    value: dict[str, Any] = json.loads(data[20 : 20 + length])
    return value


def master_key(data: bytes, slot_id: int, passphrase: str = "", recovery: bytes = b"", device: bytes = b"") -> bytes:
    header = parse(data)
    slot = next(slot for slot in header["slots"] if slot["id"] == slot_id)
    salt = bytes.fromhex(slot["salt"])
    if slot["type"] == "recovery":
        material = recovery
    else:
        cost = slot["kdf"]
        stretched = Argon2id(
            salt=salt, length=32, iterations=cost["t"], lanes=cost["p"], memory_cost=cost["m"]
        ).derive(unicodedata.normalize("NFKC", passphrase).encode())
        material = stretched + device
    keys = hkdf(material, salt, f"slot/{slot['type']}/v1".encode(), 64)
    assert keys[32:].hex() == slot["commit"]
    public = {name: value for name, value in slot.items() if name != "wrapped"}
    bound = json.dumps(public, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    bound += bytes.fromhex(header["vault_id"]) + struct.pack(">H", 1)
    master = ChaCha20Poly1305(keys[:32]).decrypt(bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"]), bound)
    mac = hmac.digest(derived(master, header, "hdr", 32), data[:-64], "sha256")
    assert hmac.compare_digest(mac, data[-64:-32])
    return master


def derived(master: bytes, header: dict[str, Any], purpose: str, length: int) -> bytes:
    return hkdf(master, bytes.fromhex(header["vault_id"]), f"vault/{purpose}/v1".encode(), length)
