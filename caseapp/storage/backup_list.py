"""What a backup says of itself: when and why it was made, its files with their hashes, the evidence it needs.

Authenticated under a key of the vault, so that a backup with a file exchanged, cut or taken from another day is refused
as a whole, also where no page of the database would notice. Bytes: docs/formats/vault.md.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from caseapp.domain import canonical
from caseapp.domain.canonical import Json, NotCanonical
from caseapp.domain.errors import Damaged, TooNew

NAME: Final = "list"
MAGIC: Final = b"CASEBAK\x01"
MAX_LIST: Final = 64 * 1024 * 1024
_MAC_SIZE: Final = 32
_HEX: Final = re.compile(r"(?:[0-9a-f]{2})+")
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Mark:
    """A file as it was written."""

    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class BackupList:
    """``made`` in milliseconds. ``commits``, ``count`` and ``root``: how far the vault had come, as in ``head``;
    ``generation``: of the header. ``blobs``: name -> size of the file on the disk. ``missing``: how many evidence files
    were damaged or gone in the vault already."""

    vault_id: bytes
    made: int
    why: str
    commits: int
    count: int
    root: bytes
    generation: int
    files: Mapping[str, Mark]
    blobs: Mapping[str, int]
    missing: int = 0

    @property
    def size(self) -> int:
        """Bytes of its own files and of the evidence it needs."""
        return sum(mark.size for mark in self.files.values()) + sum(self.blobs.values())


def encode(found: BackupList, key: bytes) -> bytes:
    """The file's bytes."""
    body = MAGIC + canonical.encode({
        "blobs": dict(found.blobs), "commits": found.commits, "count": found.count,
        "files": {name: {"sha256": mark.sha256.hex(), "size": mark.size} for name, mark in found.files.items()},
        "generation": found.generation, "made": found.made, "missing": found.missing, "root": found.root.hex(),
        "vault_id": found.vault_id.hex(), "why": found.why,
    })
    return body + hmac.digest(key, body, "sha256")


def decode(data: bytes, key: bytes) -> BackupList:
    """The list behind its bytes. Raises Damaged(place="backup"), TooNew."""
    body, mac = data[:-_MAC_SIZE], data[-_MAC_SIZE:]
    if len(data) > MAX_LIST or not hmac.compare_digest(hmac.digest(key, body, "sha256"), mac):
        raise Damaged(place="backup")
    if not body.startswith(MAGIC):
        raise TooNew() if body.startswith(MAGIC[:-1]) else Damaged(place="backup")
    try:
        return _read(canonical.decode(body[len(MAGIC):], MAX_LIST))
    except NotCanonical:
        raise Damaged(place="backup") from None


def peek(data: bytes) -> BackupList:
    """The list without its key: a claim, for showing what lies in a folder before a passphrase is typed."""
    if len(data) > MAX_LIST or not data.startswith(MAGIC):
        raise Damaged(place="backup")
    try:
        return _read(canonical.decode(data[len(MAGIC):-_MAC_SIZE], MAX_LIST))
    except NotCanonical:
        raise Damaged(place="backup") from None


def mark(path: Path) -> Mark:
    """A file's size and hash as they stand on the disk. Raises OSError."""
    running, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            running.update(chunk)
            size += len(chunk)
    return Mark(size, running.digest())


def _read(value: Json) -> BackupList:
    match value:
        case {
            "blobs": dict(blobs), "commits": int(commits), "count": int(count), "files": dict(files),
            "generation": int(generation), "made": int(made), "missing": int(missing), "root": str(root),
            "vault_id": str(vault_id), "why": str(why), **rest,
        } if not rest and _HEX.fullmatch(root) and _HEX.fullmatch(vault_id):
            return BackupList(
                bytes.fromhex(vault_id), made, why, commits, count, bytes.fromhex(root), generation,
                {name: _mark(each) for name, each in files.items() if _plain(name)},
                {name: size for name, size in blobs.items() if isinstance(size, int) and _plain(name)}, missing,
            )
    raise Damaged(place="backup")


def _plain(name: str) -> bool:
    """A name of ours and nothing that leads elsewhere."""
    if re.fullmatch(r"[a-z0-9.]{1,80}", name) and ".." not in name:
        return True
    raise Damaged(place="backup")


def _mark(value: Json) -> Mark:
    match value:
        case {"sha256": str(digest), "size": int(size), **rest} if not rest and _HEX.fullmatch(digest):
            return Mark(size, bytes.fromhex(digest))
    raise Damaged(place="backup")
