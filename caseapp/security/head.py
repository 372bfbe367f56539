"""The tip sidecar: how far the vault had come, kept outside the database and authenticated (docs/formats/head.md).

SQLite's own checks call a database fine from which a damaged write-ahead log silently dropped commits; this file does
not. It is compared before anything is written.

    magic 8 | JSON (RFC 8785) | HMAC-SHA-256 under the head key 32
"""

import hmac
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseapp.domain import canonical
from caseapp.domain.canonical import Json, NotCanonical
from caseapp.domain.errors import Damaged, TooNew
from caseapp.security import atomic

NAME: Final = "head"
MAGIC: Final = b"CASEHED\x01"
MAX_HEAD: Final = 64 * 1024
LAST_PACKAGES: Final = 16
_MAC_SIZE: Final = 32
_ROOT: Final = re.compile(r"[0-9a-f]{64}")
_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Head:
    """``commits``: transactions that changed the view; ``count`` and ``root``: the log's Merkle tree (RFC 6962)."""

    commits: int
    count: int
    root: bytes
    packages: tuple[bytes, ...] = ()


def encode(head: Head, key: bytes) -> bytes:
    """The file's bytes under the head key; of ``packages`` the last sixteen."""
    body = MAGIC + canonical.encode({
        "commits": head.commits, "count": head.count,
        "packages": [id_.hex() for id_ in head.packages[-LAST_PACKAGES:]], "root": head.root.hex(),
    })
    return body + hmac.digest(key, body, "sha256")


def decode(data: bytes, key: bytes) -> Head:
    """The head behind its bytes. Raises Damaged(place="head"), TooNew."""
    body, mac = data[:-_MAC_SIZE], data[-_MAC_SIZE:]
    if len(data) > MAX_HEAD or not hmac.compare_digest(hmac.digest(key, body, "sha256"), mac):
        raise Damaged(place=NAME)
    if not body.startswith(MAGIC):
        raise TooNew() if body.startswith(MAGIC[:-1]) else Damaged(place=NAME)
    try:
        return _read(canonical.decode(body[len(MAGIC):], MAX_HEAD))
    except NotCanonical:
        raise Damaged(place=NAME) from None


def _read(value: Json) -> Head:
    match value:
        case {"commits": int(commits), "count": int(count), "packages": list(packages), "root": str(root), **rest}:
            sizes = commits >= 0 and count >= 0 and len(packages) <= LAST_PACKAGES and not rest
            ids = [id_ for id_ in packages if isinstance(id_, str) and _ID.fullmatch(id_)]
            if sizes and len(ids) == len(packages) and _ROOT.fullmatch(root):
                return Head(commits, count, bytes.fromhex(root), tuple(bytes.fromhex(id_) for id_ in ids))
    raise Damaged(place=NAME)


def write(folder: Path, head: Head, key: bytes) -> None:
    """Whole or not at all. Raises DiskFull, CannotWrite."""
    atomic.write(folder / NAME, encode(head, key))


def read(folder: Path, key: bytes) -> Head | None:
    """The head; None if there is none, which only a vault that was never closed may have. Raises Damaged, TooNew."""
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        return decode(atomic.read(path, MAX_HEAD), key)
    except OSError:
        raise Damaged(place=NAME) from None
