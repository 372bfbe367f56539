"""How history names things: by hash, never by (author, counter), because a cloned vault repeats counters.

All identifiers are ``bytes`` in code and lower-case hexadecimal in JSON.
"""

import re
from typing import Final, NamedTuple, TypeAlias

from caseapp.history.errors import BadHistory

ChangeId: TypeAlias = bytes  # 32 bytes, SHA-256
ChangesetId: TypeAlias = bytes  # 32 bytes, SHA-256

HASH_SIZE: Final = 32
LIFE_SIZE: Final = 8
MAX_COUNTER: Final = 2**53 - 1

_TOKEN: Final = re.compile(r"[a-z][a-z0-9_.\-]{0,63}")


class WriteId(NamedTuple):
    """Entry number ``k`` of one change: what covers, mutes and hides are aimed at."""

    change: ChangeId
    k: int


class Writer(NamedTuple):
    """One signed chain: an author (32-byte fingerprint of the contact card) in one life (8 bytes) of a vault."""

    author: bytes
    life: bytes


class RecordKey(NamedTuple):
    """A record is named by type and id: the same id under another type is another record."""

    type: str
    id: str  # UUIDv7 as 32 lower-case hexadecimal digits


def unhex(text: str, size: int, place: str) -> bytes:
    """The ``size`` bytes behind exactly ``2 * size`` lower-case digits. Raises BadHistory."""
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        raise BadHistory(place, "not hexadecimal") from None
    if len(raw) != size or raw.hex() != text:
        raise BadHistory(place, "not hexadecimal")
    return raw


def token(text: str, place: str) -> str:
    """``text`` if it may name an op, a field, a record type or a cause. Raises BadHistory."""
    if _TOKEN.fullmatch(text) is None:
        raise BadHistory(place, "not a name")
    return text


def record_key(type_: str, id_: str, place: str) -> RecordKey:
    """The key of a record from its two members. Raises BadHistory."""
    unhex(id_, 16, place)
    return RecordKey(token(type_, place), id_)
