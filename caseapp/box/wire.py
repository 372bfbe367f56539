"""What is said between parent and child: a request with the foreign bytes, an answer of pixels, text or a refusal.

Both sides of it are here, so that the child imports nothing else of Caseapp. The child's answer is as hostile as the
file it was given: the parent reads no more than the bound and checks every number against the length that came.

    request   "CPBX" | kind u8 | side u16 | size u32 | bytes[size]
    answer    "P" | width u16 | height u16 | rgb[width*height*3]      pixels, sRGB, top row first
              "T" | bytes of UTF-8                                    text
              "N" | reason u8                                         refused
All numbers big-endian.
"""

import enum
import struct
from typing import BinaryIO, Final

from caseapp.box.limits import MAX_INPUT, MAX_SIDE_OUT, MAX_TEXT_OUT
from caseapp.domain.pixels import Pixels

MAGIC: Final = b"CPBX"
_REQUEST: Final = struct.Struct(">4sBHI")
_PIXELS: Final = struct.Struct(">cHH")


class What(enum.IntEnum):
    """What is wanted of the bytes."""

    PICTURE = 1
    TEXT = 2


class Reason(enum.IntEnum):
    """Why nothing came of them."""

    UNKNOWN = 1  # not of a kind that is read
    BROKEN = 2
    TOO_LARGE = 3
    TIMEOUT = 4  # said by the parent
    ENDED = 5  # said by the parent: the child died or answered nonsense


Answer = Pixels | str | Reason


def ask(what: What, side: int, data: bytes) -> bytes:
    """The bytes of a request."""
    return _REQUEST.pack(MAGIC, what, side, len(data)) + data


def read_request(source: BinaryIO) -> tuple[What, int, bytes]:
    """In the child. Raises ValueError for anything but a whole request within the bounds."""
    magic, what, side, size = _REQUEST.unpack(source.read(_REQUEST.size).ljust(_REQUEST.size, b"\0"))
    if magic != MAGIC or size > MAX_INPUT or not 0 < side <= MAX_SIDE_OUT:
        raise ValueError("request")
    data = source.read(size)
    if len(data) != size:
        raise ValueError("short")
    return What(what), side, data


def tell(answer: Answer) -> bytes:
    """In the child: the bytes of an answer."""
    if isinstance(answer, Pixels):
        return _PIXELS.pack(b"P", answer.width, answer.height) + answer.rgb
    if isinstance(answer, str):
        return b"T" + answer.encode("utf-8", "replace")
    return bytes((ord("N"), answer))


def bound(what: What, side: int) -> int:
    """The most bytes an honest answer can have."""
    return _PIXELS.size + side * side * 3 if what is What.PICTURE else 1 + 4 * MAX_TEXT_OUT


def read_answer(what: What, side: int, data: bytes) -> Answer:
    """In the parent: the answer if it is a possible one, else ENDED. ``data`` was read with ``bound``."""
    try:
        if data[:1] == b"P" and what is What.PICTURE:
            _, width, height = _PIXELS.unpack(data[: _PIXELS.size])
            if max(width, height) <= side:
                return Pixels(width, height, data[_PIXELS.size :])
        elif data[:1] == b"T" and what is What.TEXT:
            text = data[1:].decode("utf-8")
            if len(text) <= MAX_TEXT_OUT:
                return text
        elif data[:1] == b"N" and len(data) == 2:
            return Reason(data[1])
    except (ValueError, struct.error):
        pass
    return Reason.ENDED
