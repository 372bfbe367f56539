"""The tip sidecar: how far the vault had come, kept outside the database and authenticated (docs/formats/head.md).

SQLite's own checks call a database fine from which a damaged write-ahead log silently dropped commits; this file does
not. It is compared before anything is written.

    magic 8 | JSON (RFC 8785) | HMAC-SHA-256 under the head key 32
"""

import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseapp.domain import canonical
from caseapp.domain.canonical import NotCanonical
from caseapp.domain.errors import Damaged
from caseapp.security import atomic

NAME: Final = "head"
MAGIC: Final = b"CASEHED\x01"
MAX_HEAD: Final = 64 * 1024
LAST_PACKAGES: Final = 16


@dataclass(frozen=True, slots=True)
class Head:
    """``commits``: transactions that changed the view; ``count`` and ``root``: the log's Merkle tree (RFC 6962)."""

    commits: int
    count: int
    root: bytes
    packages: tuple[bytes, ...] = ()


def encode(head: Head, key: bytes) -> bytes:
    """The file's bytes under the head key."""
    body = MAGIC + canonical.encode({
        "commits": head.commits, "count": head.count, "packages": [id_.hex() for id_ in head.packages],
        "root": head.root.hex(),
    })
    return body + hmac.digest(key, body, "sha256")


def decode(data: bytes, key: bytes) -> Head:
    """The head behind its bytes. Raises Damaged(place="head")."""
    body, mac = data[:-32], data[-32:]
    if len(data) > MAX_HEAD or not hmac.compare_digest(hmac.digest(key, body, "sha256"), mac):
        raise Damaged(place=NAME)
    try:
        value = canonical.decode(body[len(MAGIC):], MAX_HEAD)
        match value:
            case {"commits": int(commits), "count": int(count), "packages": list(packages), "root": str(root)}:
                return Head(commits, count, bytes.fromhex(root), tuple(bytes.fromhex(str(id_)) for id_ in packages))
    except (NotCanonical, ValueError):
        raise Damaged(place=NAME) from None
    raise Damaged(place=NAME)


def write(folder: Path, head: Head, key: bytes) -> None:
    """Whole or not at all."""
    atomic.write(folder / NAME, encode(head, key))


def read(folder: Path, key: bytes) -> Head | None:
    """The head; None if there is none, which only a vault that was never closed may have. Raises Damaged."""
    path = folder / NAME
    if not path.is_file():
        return None
    return decode(path.read_bytes()[: MAX_HEAD + 1], key)
