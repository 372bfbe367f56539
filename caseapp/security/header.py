"""The header's bytes: envelope, slots, authentication (docs/formats/header.md).

    magic 8 | major u16 | minor u16 | min_reader u16 | reserved u16 | length u32 | JSON (RFC 8785) | MAC 32

The MAC (HMAC-SHA-256 under the header key of the key tree) covers everything before it. It can be checked only after
a slot opened, and then shows removed, added, reordered or downgraded slots. A trailing SHA-256 of all of it is checked
before, so that accident is told from attack without a secret. Every later major keeps the first ten bytes and the last
32, so that a newer header is told from a damaged one.
"""

import hmac
import re
import struct
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from caseapp.domain import canonical
from caseapp.domain.canonical import Json, NotCanonical
from caseapp.security import slots
from caseapp.security.errors import DamagedHeader, ForeignHeader, NewerHeader, UnsafeParameters
from caseapp.security.slots import Slot

MAGIC: Final = b"CASEAPP\x01"
MAJOR: Final = 1
MINOR: Final = 0
_ENVELOPE: Final = struct.Struct(">8sHHHHI")
MAC_SIZE: Final = 32
MAX_HEADER: Final = 256 * 1024
_VAULT_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says. ``generation`` counts every rewrite; the highest whole one counts."""

    vault_id: bytes
    generation: int
    created: int  # milliseconds, a claim
    slots: tuple[Slot, ...]
    minor: int = MINOR
    min_reader: int = 0
    extra: dict[str, Json] = field(default_factory=dict, repr=False)
    mac: bytes = b""

    def with_slots(self, new: tuple[Slot, ...]) -> "Header":
        """The next generation with other slots."""
        return replace(self, slots=new, generation=self.generation + 1, mac=b"")


def encode(header: Header, key: bytes) -> bytes:
    """The file's bytes under the header key."""
    body = canonical.encode({
        **header.extra, "created": header.created, "generation": header.generation,
        "slots": [slot.body for slot in header.slots], "vault_id": header.vault_id.hex(),
    })
    front = _ENVELOPE.pack(MAGIC, MAJOR, header.minor, header.min_reader, 0, len(body)) + body
    whole = front + hmac.digest(key, front, "sha256")
    return whole + sha256(whole).digest()


def decode(data: bytes) -> Header:
    """The header behind a file's bytes; not authenticated yet. Raises ForeignHeader, NewerHeader, DamagedHeader."""
    if not (data.startswith(MAGIC[:-1]) or MAGIC.startswith(data)):
        raise ForeignHeader()
    if len(data) > MAX_HEADER or len(data) < _ENVELOPE.size + MAC_SIZE * 2:
        raise DamagedHeader()
    magic, major, minor, min_reader, reserved, length = _ENVELOPE.unpack_from(data)
    if not hmac.compare_digest(sha256(data[:-MAC_SIZE]).digest(), data[-MAC_SIZE:]):
        raise DamagedHeader()
    if magic != MAGIC or major != MAJOR or min_reader > MINOR:
        raise NewerHeader()
    if reserved or _ENVELOPE.size + length + 2 * MAC_SIZE != len(data):
        raise DamagedHeader()
    body = data[_ENVELOPE.size : _ENVELOPE.size + length]
    return _read(body, minor, min_reader, data[-2 * MAC_SIZE : -MAC_SIZE])


def _read(body: bytes, minor: int, min_reader: int, mac: bytes) -> Header:
    try:
        value = canonical.decode(body, MAX_HEADER)
    except NotCanonical:
        raise DamagedHeader() from None
    if not isinstance(value, dict):
        raise DamagedHeader()
    match value:
        case {
            "created": int(created), "generation": int(generation), "slots": list(found), "vault_id": str(vault_id),
            **extra,
        } if created >= 0 and generation >= 1 and _VAULT_ID.fullmatch(vault_id):
            if len(found) > slots.MAX_SLOTS:
                raise UnsafeParameters()
            read = tuple(slots.read(slot) for slot in found)
            if len({slot.id for slot in read}) < len(read):
                raise DamagedHeader()
            return Header(bytes.fromhex(vault_id), generation, created, read, minor, min_reader, extra, mac)
    raise DamagedHeader()


def authentic(header: Header, key: bytes) -> bool:
    """True if the header was written by somebody who had the master key."""
    again = encode(header, key)
    return hmac.compare_digest(again[-2 * MAC_SIZE : -MAC_SIZE], header.mac)
