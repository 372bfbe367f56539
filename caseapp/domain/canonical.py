"""One byte string per value: JSON Canonicalization Scheme (RFC 8785) over the values that history stores.

Everything that is hashed or signed goes through here, for ever. The accepted values are narrower than JSON: no
floats, integers below 2**53, strings in NFC without lone surrogates, object keys of printable ASCII; in return
sorting by bytes equals RFC 8785's sorting by UTF-16 units. ``decode`` refuses whatever ``encode`` would not have
written, which also refuses duplicate keys, white space and deep nesting.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from caseapp.domain.errors import UserError
from caseapp.domain.text import N_

Json: TypeAlias = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

MAX_DEPTH: Final = 32
MAX_INT: Final = 2**53 - 1
MAX_STRING: Final = 256 * 1024  # bytes of UTF-8

_encoder = msgspec.json.Encoder(order="sorted")


class NotCanonical(UserError):
    """Bytes that no Caseapp would have written, or a value outside the stored range."""

    code = "not-canonical"
    what = N_("The data is not in the form that Caseapp writes ({reason}).")
    next_step = N_("It was refused as a whole; nothing was changed.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


def encode(value: Json) -> bytes:
    """The canonical bytes of ``value``. Raises NotCanonical outside the stored range."""
    check(value)
    return _encoder.encode(value)


def encode_checked(value: Json) -> bytes:
    """The canonical bytes of a value that ``check`` or ``decode`` already accepted: for hot paths."""
    return _encoder.encode(value)


def decode(data: bytes | memoryview, limit: int = 1024 * 1024) -> Json:
    """The value behind canonical bytes of at most ``limit`` bytes. Raises NotCanonical."""
    raw = bytes(data)
    if len(raw) > limit:
        raise NotCanonical("too long")
    _check_depth(raw)
    try:
        value: Json = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotCanonical("not JSON") from None
    check(value)
    if _encoder.encode(value) != raw:
        raise NotCanonical("not canonical")
    return value


def check(value: Json, depth: int = MAX_DEPTH) -> None:
    """Raise NotCanonical unless ``value`` lies in the stored range (see the module's head)."""
    if depth < 0:
        raise NotCanonical("too deep")
    if value is None or value is True or value is False:
        return
    if isinstance(value, str):
        _check_string(value)
    elif isinstance(value, int):
        if not -MAX_INT <= value <= MAX_INT:
            raise NotCanonical("number out of range")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str) or not (key.isascii() and key.isprintable()):
                raise NotCanonical("key")
            check(item, depth - 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            check(item, depth - 1)
    else:
        raise NotCanonical("kind of value")


def _check_string(text: str) -> None:
    if text.isascii():
        if len(text) > MAX_STRING:
            raise NotCanonical("text too long")
        return
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("text not in NFC")
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise NotCanonical("broken text") from None
    if size > MAX_STRING:
        raise NotCanonical("text too long")


def _check_depth(raw: bytes) -> None:
    """Refuse deep nesting before a parser recurses into it."""
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return
    depth = 0
    inside = False
    skip = False
    for byte in raw:
        if skip:
            skip = False
        elif inside:
            if byte == 0x5C:
                skip = True
            elif byte == 0x22:
                inside = False
        elif byte == 0x22:
            inside = True
        elif byte in (0x5B, 0x7B):
            depth += 1
            if depth > MAX_DEPTH + 1:
                raise NotCanonical("too deep")
        elif byte in (0x5D, 0x7D):
            depth -= 1
