"""How the columns of a table become fields: a small document that holds no value of anybody, so that it may travel.

``namespace`` is what makes two monitors who use one mapping name the same row alike: the id of a record follows from
it and the row's key (see docs/decisions/0110). It is random, so that nobody without the mapping can try keys.
"""

import hmac
from hashlib import sha256
from typing import Final

import msgspec

from caseapp.domain.errors import Invalid
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_line

FORMAT: Final = "caseapp-mapping-1"
MAX_MAPPING: Final = 1024 * 1024  # bytes
MAX_NAME: Final = 400  # bytes of UTF-8
_STEADY_MS: Final = 1_641_081_600_000  # 2 January 2022, 00:00 UTC: as the records that the program brings along


class BadMapping(Invalid):
    """A file that is no mapping, or one for another Caseapp."""

    code = "bad-mapping"
    what = N_("This file is not a mapping of table columns that this Caseapp can use.")
    next_step = N_("Choose a mapping that was saved from Caseapp; nothing was changed.")


class Column(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A column by its header, and the field it fills. ``terms``: a cell as written -> the term it means."""

    header: str
    type: str
    field: str
    terms: dict[str, str] = {}


class Fixed(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What every row says without a column: written as a cell would be."""

    type: str
    field: str
    text: str


class Mapping(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One mapping. ``key``: headers whose cells together name a row for ever; blank: every row is new."""

    format: str = FORMAT
    name: str = ""
    namespace: str = ""  # 32 hex digits
    sheet: str = ""  # blank: the first
    header: int = 1  # the row that holds the headers
    columns: tuple[Column, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    key: tuple[str, ...] = ()
    zone: str = ""  # IANA, of the moments; blank: our own
    month_first: bool = False  # 01/07/2022 is 7 January
    rest: bool = True  # what no field takes is kept in the remarks


def encode(mapping: Mapping) -> bytes:
    """The document as it is kept and handed on."""
    return msgspec.json.format(msgspec.json.encode(mapping), indent=1) + b"\n"


def decode(data: bytes) -> Mapping:
    """Strictly. Raises BadMapping."""
    if len(data) > MAX_MAPPING:
        raise BadMapping()
    try:
        mapping = msgspec.json.decode(data, type=Mapping)
        whole = len(bytes.fromhex(mapping.namespace)) == 16
        clean_line(mapping.name, "", MAX_NAME)
    except (msgspec.ValidationError, msgspec.DecodeError, ValueError):
        raise BadMapping() from None
    if mapping.format != FORMAT or not whole or mapping.header < 1:
        raise BadMapping()
    return mapping


def steady_id(mapping: Mapping, type_: str, key: str) -> RecordId:
    """The same id for the same row wherever this mapping is used, in the form of a UUIDv7 (RFC 9562)."""
    secret = bytes.fromhex(mapping.namespace)
    tail = int.from_bytes(hmac.digest(secret, f"{type_}\0{key}".encode(), sha256)[:10], "big")
    value = _STEADY_MS << 80 | 0x7 << 76 | (tail >> 62 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return f"{value:032x}"
