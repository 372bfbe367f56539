"""The program of the child that reads tables: one request in, frames of rows out, then it ends. One file a process.

It is started with an empty environment and imports nothing of Caseapp but this room.
"""

import codecs
import csv
import io
import re
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from caseapp.box import elements, workbook
from caseapp.box.confine import confine
from caseapp.box.limits import MAX_CELL, MAX_COLUMNS, MAX_FRAME, MAX_ROWS, TABLE_CPU_SECONDS
from caseapp.box.rows_wire import FIRST, PLACE, Delimiter, Encoding, Form, Refused, Why, frame, read_request

_CODECS: Final = {Encoding.UTF8: "utf-8", Encoding.UTF16: "utf-16", Encoding.CP1251: "cp1251"}
_BOMS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEP: Final = re.compile(r"sep=([,;\t])\r?\n", re.ASCII)
_LOOK: Final = 20  # rows by which the delimiter is found


class Teller:
    """Gathers rows into frames; refuses those that are too many, too wide or too long."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._sheet = 0
        self._first = self._next = 1
        self._rows: list[list[str]] = []
        self._size = 0

    def say(self, kind: bytes, body: bytes = b"") -> None:
        """One frame, after the rows that stand before it."""
        self._flush()
        self._out.write(frame(kind, body))

    def sheet(self, name: str) -> None:
        """A sheet begins."""
        self.say(b"S", name[:200].encode("utf-8", "replace"))
        self._sheet += 1
        self._first = self._next = 1

    def row(self, number: int, cells: list[str]) -> None:
        """The row ``number`` of this sheet; numbers that are left out are empty rows. Raises Refused."""
        if number > MAX_ROWS:
            raise Refused(Why.ROWS, self._sheet, number)
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise Refused(Why.COLUMNS, self._sheet, number)
        for column, cell in enumerate(cells, 1):
            if len(cell) > MAX_CELL:
                raise Refused(Why.LONG_CELL, self._sheet, number, column)
            if "\0" in cell:
                raise Refused(Why.NUL, self._sheet, number, column)
            self._size += len(cell)
        if not cells:
            return
        if number != self._next or self._size > MAX_FRAME // 4 or len(self._rows) >= 2_000:
            self._flush()
            self._first = number
        self._rows.append(cells)
        self._next = number + 1

    def _flush(self) -> None:
        if self._rows:
            body = FIRST.pack(self._first) + msgspec.msgpack.encode(self._rows)
            self._out.write(frame(b"R", body))
        self._rows, self._size, self._first = [], 0, self._next


def read_text(data: bytes, encoding: Encoding, delimiter: Delimiter, tell: Teller) -> None:
    """A table of text. Raises Refused with the row."""
    found, text = _decoded(data, encoding)
    said = _SEP.match(text)
    if said:
        text = text[said.end():]
    mark = chr(delimiter) if delimiter else said[1] if said else _delimiter(text)
    tell.say(b"I", bytes((found, ord(mark))))
    tell.sheet("")
    number = 1 if said else 0
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(_lines(text), delimiter=mark, strict=True)
    try:
        for row in reader:
            number += 1
            tell.row(number, row)
    except csv.Error as error:
        raise Refused(Why.LONG_CELL if "limit" in str(error) else Why.QUOTES, 0, number + 1) from None


def _lines(text: str) -> Iterator[str]:
    return iter(io.StringIO(text, newline=""))


def _decoded(data: bytes, encoding: Encoding) -> tuple[Encoding, str]:
    if encoding is Encoding.AUTO:
        encoding = _encoding(data)
    start = len(codecs.BOM_UTF8) if encoding is Encoding.UTF8 and data.startswith(codecs.BOM_UTF8) else 0
    try:
        text = data[start:].decode(_CODECS[encoding])
    except UnicodeDecodeError as error:
        before = data[start : start + error.start]
        raise Refused(Why.BYTES, 0, _row_at(before.decode(_CODECS[encoding], "ignore"))) from None
    if not text.strip():
        raise Refused(Why.EMPTY)
    if "\0" in text:
        raise Refused(Why.NUL, 0, _row_at(text[: text.index("\0")]))
    return encoding, text


def _encoding(data: bytes) -> Encoding:
    """UTF-8 as long as anything says so: one broken byte must not turn a whole file into other letters."""
    if data.startswith(_BOMS):
        return Encoding.UTF16
    if data.startswith(codecs.BOM_UTF8):
        return Encoding.UTF8
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Encoding.CP1251 if data[: error.start].isascii() else Encoding.UTF8
    return Encoding.UTF8


def _row_at(before: str) -> int:
    """The row that follows ``before``, a line break inside quotation marks not counted."""
    outside = "".join(before.split('"')[::2])
    return len(outside.splitlines()) + (not outside or outside[-1] in "\r\n")


def _delimiter(text: str) -> str:
    """The one that cuts the first rows into the most columns, evenly."""
    best = (0, 0, ",")
    for mark in ",;\t":
        widths = []
        reader = csv.reader(_lines(text[:200_000]), delimiter=mark)
        try:
            for row, _ in zip(reader, range(_LOOK), strict=False):
                widths.append(len(row))
        except csv.Error:
            continue
        filled = [width for width in widths if width]
        if filled and filled[0] > 1:
            best = max(best, (sum(width == filled[0] for width in filled), filled[0], mark))
    return best[2]


def answer(form: Form, encoding: Encoding, delimiter: Delimiter, data: bytes, out: BinaryIO) -> None:
    """Whatever a parser raises on hostile bytes means that they are broken; nothing of it is told but that."""
    tell = Teller(out)
    try:
        if form is Form.TEXT:
            read_text(data, encoding, delimiter, tell)
        elif form is Form.WORKBOOK:
            workbook.read(data, tell)
        else:
            elements.read(data, tell)
        tell.say(b"E")
    except Refused as refused:
        tell.say(b"N", PLACE.pack(refused.why, refused.sheet, refused.row, refused.column))
    except MemoryError:
        tell.say(b"N", PLACE.pack(Why.TOO_LARGE, 0, 0, 0))
    except Exception:  # noqa: BLE001  # the parsers' own errors are without number, and nobody is to read them
        tell.say(b"N", PLACE.pack(Why.BROKEN, 0, 0, 0))


def main() -> None:
    """Standard input to standard output."""
    for name in (*_CODECS.values(), "utf-16-le", "utf-16-be"):
        codecs.lookup(name)
    workbook.warm()
    confine(TABLE_CPU_SECONDS)
    answer(*read_request(sys.stdin.buffer), sys.stdout.buffer)
    sys.stdout.buffer.flush()
