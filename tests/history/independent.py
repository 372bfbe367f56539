"""A second reader and writer of the history bytes, from docs/formats alone: standard library and Ed25519."""

import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def jcs(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def commit(salt: bytes, value: Any) -> bytes:
    return sha(b"va1", salt, jcs(value))


def entry_hash(k: int, entry: dict[str, Any], seed: str) -> bytes:
    if "hash" in entry:
        return bytes.fromhex(entry["hash"])
    if "value" in entry:
        salt = hmac.new(bytes.fromhex(seed), k.to_bytes(4, "big"), "sha256").digest()[:16] if seed else \
            bytes.fromhex(entry["salt"])
        return sha(b"en1", jcs(entry["entry"]), commit(salt, entry["value"]))
    return sha(b"en1", jcs(entry["entry"]), bytes.fromhex(entry.get("commit", "")))


def change_id(change: dict[str, Any]) -> bytes:
    body = change["body"]
    hashes = [entry_hash(k, entry, body.get("seed", "")) for k, entry in enumerate(body["entries"])]
    return sha(b"ch1", jcs(change["header"]), *hashes)


def tree(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there: by recursion."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return sha(b"\x00", leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha(b"\x01", tree(leaves[:k]), tree(leaves[k:]))


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962, section 2.1.1, by recursion."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*path(m, leaves[:k]), tree(leaves[k:])]
    return [*path(m - k, leaves[k:]), tree(leaves[:k])]


def climb(leaf: bytes, index: int, size: int, steps: list[bytes]) -> bytes:
    """The root that a proof leads to, by recursion from the top."""
    if size == 1:
        return sha(b"\x00", leaf)
    k = 1
    while k * 2 < size:
        k *= 2
    if index < k:
        return sha(b"\x01", climb(leaf, index, k, steps[:-1]), steps[-1])
    return sha(b"\x01", steps[-1], climb(leaf, index - k, size - k, steps[:-1]))


def read(document: bytes, public_key: bytes) -> tuple[str, list[str]]:
    """Changeset id and change ids of a document that verifies; raises otherwise."""
    parsed = json.loads(document)
    assert jcs(parsed) == document
    header = parsed["header"]
    ids = [change_id(change) for change in parsed["changes"]]
    root = bytes.fromhex(header["root"])
    for id_, change in zip(ids, parsed["changes"], strict=True):
        if "proof" in change:
            proof = change["proof"]
            assert climb(id_, proof["index"], proof["size"], [bytes.fromhex(n) for n in proof["path"]]) == root
    assert any("proof" in change for change in parsed["changes"]) or tree(ids) == root
    title = parsed["title"]
    if "text" in title:
        assert commit(bytes.fromhex(title["salt"]), title["text"]).hex() == header["title"]
    changeset = sha(b"cs1", jcs(header))
    Ed25519PublicKey.from_public_bytes(public_key).verify(bytes.fromhex(parsed["sig"]), changeset)
    return changeset.hex(), [id_.hex() for id_ in ids]
