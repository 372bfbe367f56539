"""The parent's side of reading tables: the file's bytes in, checked rows of text out, or a refusal naming the place.

What comes back is kept as it was packed, checked once, and unpacked as it is walked, so that a million rows take the
room of their text.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Final

import msgspec

from caseapp.box.errors import BadTable
from caseapp.box.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_INPUT,
    MAX_ROWS,
    MAX_ROWS_OUT,
    MAX_SHEETS,
    TABLE_CPU_SECONDS,
    TABLE_WALL_SECONDS,
)
from caseapp.box.process import Late, talk
from caseapp.box.rows_wire import FIRST, FRAME, PLACE, Delimiter, Encoding, Form, Why, ask

_PROGRAM: Final = "import sys; sys.path.insert(0, sys.argv[1]); from caseapp.box.rows_child import main; main()"
_ROWS: Final = msgspec.msgpack.Decoder(list[list[str]])
_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_MAX_NAME: Final = 800  # bytes of the name of a sheet
Row = tuple[int, list[str]]  # counted from 1 as spreadsheet programs do; cells without the blank ones at the end
Progress = Callable[[int], None]  # rows so far; may raise to stop


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet that hold anything."""

    name: str = field(repr=False)
    packed: tuple[tuple[int, bytes], ...] = field(repr=False)
    count: int
    columns: int  # of the widest row

    def rows(self) -> Iterator[Row]:
        """In their order; rows that are left out are empty."""
        for first, body in self.packed:
            yield from enumerate(_ROWS.decode(body), first)


@dataclass(frozen=True, slots=True)
class Table:
    """What a file held. ``encoding`` and ``delimiter`` say how text was read; AUTO for other kinds of file."""

    form: Form
    sheets: tuple[Sheet, ...]
    encoding: Encoding = Encoding.AUTO
    delimiter: Delimiter = Delimiter.AUTO

    @property
    def is_document(self) -> bool:
        """Whether it is XML: rows are elements, and there are no columns."""
        return self.form is Form.DOCUMENT


def form_of(data: bytes) -> Form:
    """The kind of file by its first bytes; its name says nothing."""
    if data.startswith((_ZIP, _COMPOUND)):
        return Form.WORKBOOK
    start = data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return Form.DOCUMENT if start.startswith(b"<") else Form.TEXT


class TableBox:
    """Each call is one process that reads one file and ends. Safe to call from any thread; each call blocks."""

    def __init__(self, wall_seconds: float = TABLE_WALL_SECONDS, program: str = _PROGRAM) -> None:
        self._wall = wall_seconds
        self._program = program

    def read(
        self, data: bytes, encoding: Encoding = Encoding.AUTO, delimiter: Delimiter = Delimiter.AUTO,
        progress: Progress | None = None,
    ) -> Table:
        """All rows of all sheets, or of a document its elements. Raises BadTable, NoBox, what ``progress`` raises."""
        if len(data) > MAX_INPUT:
            raise BadTable(Why.TOO_LARGE)
        reading = _Reading(form_of(data), progress)
        request = ask(reading.form, encoding, delimiter, data)
        try:
            return talk(self._program, self._wall, request, reading.run, TABLE_CPU_SECONDS)
        except Late:
            raise BadTable(Why.TIMEOUT) from None


class _Reading:
    """One answer. The child is as hostile as the file it was given: every number is compared with its bound."""

    def __init__(self, form: Form, progress: Progress | None) -> None:
        self.form = form
        self._progress = progress
        self._sheets: list[Sheet] = []
        self._name = ""
        self._packed: list[tuple[int, bytes]] | None = None
        self._total = self._rows = self._count = self._last = self._columns = 0
        self._encoding, self._delimiter = Encoding.AUTO, Delimiter.AUTO

    def run(self, answer: IO[bytes]) -> Table:
        try:
            while True:
                kind, size = FRAME.unpack(answer.read(FRAME.size))
                self._total += size
                if self._total > MAX_ROWS_OUT:
                    raise BadTable(Why.TOO_LARGE)
                body = answer.read(size)
                if len(body) != size:
                    raise ValueError("short")
                if self._take(kind, body):
                    break
        except (ValueError, struct.error):  # msgspec's errors are ValueErrors
            raise BadTable(Why.ENDED) from None
        return Table(self.form, tuple(self._sheets), self._encoding, self._delimiter)

    def _take(self, kind: bytes, body: bytes) -> bool:
        """One frame; True if it was the last."""
        if kind == b"R":
            self._take_rows(body)
        elif kind == b"S":
            self._close()
            if len(self._sheets) >= MAX_SHEETS or len(body) > _MAX_NAME:
                raise ValueError("sheets")
            self._name, self._packed = body.decode("utf-8"), []
        elif kind == b"I":
            encoding, delimiter = body
            self._encoding, self._delimiter = Encoding(encoding), Delimiter(delimiter)
        elif kind == b"N":
            why, sheet, row, column = PLACE.unpack(body)
            raise BadTable(Why(why), sheet, row, column)
        elif kind == b"E":
            self._close()
            return True
        else:
            raise ValueError("frame")
        return False

    def _take_rows(self, body: bytes) -> None:
        (first,) = FIRST.unpack(body[: FIRST.size])
        packed = body[FIRST.size :]
        rows = _ROWS.decode(packed)
        if self._packed is None or first <= self._last or not rows or first + len(rows) > MAX_ROWS + 1:
            raise ValueError("rows")
        widest = max(map(len, rows))
        longest = max((len(cell) for row in rows for cell in row), default=0)
        if widest > MAX_COLUMNS or longest > MAX_CELL:
            raise ValueError("cells")
        self._packed.append((first, packed))
        self._last = first + len(rows) - 1
        self._count += len(rows)
        self._rows += len(rows)
        self._columns = max(self._columns, widest)
        if self._progress is not None:
            self._progress(self._rows)

    def _close(self) -> None:
        if self._packed is not None:
            self._sheets.append(Sheet(self._name, tuple(self._packed), self._count, self._columns))
        self._packed, self._count, self._last, self._columns = None, 0, 0, 0
