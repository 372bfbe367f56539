"""What is said between parent and child about tables: a request with the foreign bytes, an answer of frames of rows.

Both sides of it are here, so that the child imports nothing else of Caseapp. Numbers are big-endian.

    request   "CPBR" | kind u8 | encoding u8 | delimiter u8 | size u32 | bytes[size]
    answer    any number of frames: kind u8 | size u32 | body[size]
              "I" encoding u8, delimiter u8      how the text was read; tables of text only
              "S" name in UTF-8                  a sheet begins
              "R" first u32, MessagePack         rows from that number on, counted from 1: arrays of arrays of strings
              "N" reason u8, sheet u16, row u32, column u32     refused, and where; ends the answer. 0: no such place
              "E"                                ends the answer

A document (XML) is one sheet whose rows are its elements in document order: depth, name, own text, then pairs of
attribute and value.
"""

import enum
import struct
from typing import BinaryIO, Final

from caseapp.box.limits import MAX_INPUT

MAGIC: Final = b"CPBR"
REQUEST: Final = struct.Struct(">4sBBBI")
FRAME: Final = struct.Struct(">cI")
PLACE: Final = struct.Struct(">BHII")
FIRST: Final = struct.Struct(">I")


class Form(enum.IntEnum):
    """What kind of file it is."""

    TEXT = 1  # values separated by commas, semicolons or tabs (RFC 4180)
    WORKBOOK = 2  # Office Open XML spreadsheet (ECMA-376)
    DOCUMENT = 3  # XML 1.0


class Encoding(enum.IntEnum):
    """How text is written in bytes. AUTO: found out, strictly."""

    AUTO = 0
    UTF8 = 1
    UTF16 = 2
    CP1251 = 3


class Delimiter(enum.IntEnum):
    """What stands between two values; the number is the character's. AUTO: found out."""

    AUTO = 0
    TAB = 9
    COMMA = 44
    SEMICOLON = 59


class Why(enum.IntEnum):
    """Why a table is refused."""

    UNKNOWN = 1  # not of a kind that is read
    BROKEN = 2
    TOO_LARGE = 3
    TIMEOUT = 4  # said by the parent
    ENDED = 5  # said by the parent: the child died or answered nonsense
    BYTES = 6  # bytes that are no characters in this encoding
    QUOTES = 7  # a quotation mark opened and not closed, or in the middle of a value
    NUL = 8
    LONG_CELL = 9
    ROWS = 10
    COLUMNS = 11
    SHEETS = 12
    BOMB = 13  # unpacks to far more than it is
    LOCKED = 14  # protected by a password, or of the kind before 2007
    FORMULA = 15  # a formula whose result was not saved
    DECLARED = 16  # a document that declares types or entities
    DEEP = 17
    EMPTY = 18


class Refused(Exception):
    """Raised in the child; ``sheet``, ``row`` and ``column`` count from 1, 0 says nothing."""

    def __init__(self, why: Why, sheet: int = 0, row: int = 0, column: int = 0) -> None:
        super().__init__(why.name)
        self.why, self.sheet, self.row, self.column = why, sheet, row, column


def ask(form: Form, encoding: Encoding, delimiter: Delimiter, data: bytes) -> bytes:
    """The bytes of a request."""
    return REQUEST.pack(MAGIC, form, encoding, delimiter, len(data)) + data


def read_request(source: BinaryIO) -> tuple[Form, Encoding, Delimiter, bytes]:
    """In the child. Raises ValueError for anything but a whole request within the bounds."""
    head = source.read(REQUEST.size).ljust(REQUEST.size, b"\0")
    magic, form, encoding, delimiter, size = REQUEST.unpack(head)
    if magic != MAGIC or size > MAX_INPUT:
        raise ValueError("request")
    data = source.read(size)
    if len(data) != size:
        raise ValueError("short")
    return Form(form), Encoding(encoding), Delimiter(delimiter), data


def frame(kind: bytes, body: bytes = b"") -> bytes:
    """The bytes of one frame."""
    return FRAME.pack(kind, len(body)) + body


def column_name(number: int) -> str:
    """Columns as spreadsheet programs name them: A to Z, AA and on. ``number`` counts from 1."""
    name = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name
