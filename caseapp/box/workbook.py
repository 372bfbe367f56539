"""In the child: the sheets of an Office Open XML workbook as rows of text (ECMA-376 part 1, section 18).

Only values are read: of a formula its saved result, and where none was saved the file is refused at that cell, since a
blank would be a false answer. No link out of the file is followed, no macro, drawing or style is read but whether a
number is a date.
"""

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from caseapp.box import elements
from caseapp.box.elements import Tells
from caseapp.box.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ENTRIES,
    MAX_INFLATED,
    MAX_RATIO,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_STRINGS,
)
from caseapp.box.rows_wire import Refused, Why

_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file: a workbook before 2007, or one behind a password
_MEGABYTE: Final = 1024 * 1024
_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # section 18.8.30
_NO_DATE: Final = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', re.IGNORECASE)
_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_EPOCH: Final = dt.datetime(1899, 12, 30)  # a serial number knows no zone
_EPOCH_1904: Final = dt.datetime(1904, 1, 1)
_LAST_DAY: Final = 2_958_466  # 31 December 9999


@dataclass(frozen=True, slots=True)
class _Book:
    strings: list[str]
    dates: frozenset[int]  # styles that show a number as a date
    epoch: dt.datetime


def warm() -> None:
    """What is loaded late, now, since nothing can be opened afterwards."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", "a")
    with zipfile.ZipFile(made) as archive:
        archive.read("a").decode("cp437")


def read(data: bytes, tell: Tells) -> None:
    """Tell every visible cell of every sheet. Raises Refused with sheet, row and column."""
    if data.startswith(_OLD):
        raise Refused(Why.LOCKED)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError):
        raise Refused(Why.UNKNOWN) from None
    _bounded(archive)
    if "xl/workbook.xml" not in archive.NameToInfo:
        raise Refused(Why.UNKNOWN)
    sheets, old_epoch = _sheets(archive)
    if len(sheets) > MAX_SHEETS:
        raise Refused(Why.SHEETS)
    book = _Book(_strings(archive), _date_styles(archive), _EPOCH_1904 if old_epoch else _EPOCH)
    for number, (name, path) in enumerate(sheets, 1):
        tell.sheet(name)
        for row, cells in _rows(archive, path, book, number):
            tell.row(row, cells)


def _bounded(archive: zipfile.ZipFile) -> None:
    """By what the archive says of itself; more than it says is never unpacked."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Refused(Why.BOMB)
    if sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise Refused(Why.BOMB)
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refused(Why.LOCKED)
        if entry.file_size > _MEGABYTE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Refused(Why.BOMB)


def _part(archive: zipfile.ZipFile, path: str) -> io.BytesIO | None:
    if path not in archive.NameToInfo:
        return None
    size = archive.NameToInfo[path].file_size
    with archive.open(path) as part:
        data = part.read(size + 1)
    if len(data) > size:
        raise Refused(Why.BOMB)
    elements.refuse_declarations(data[:_MEGABYTE])
    return io.BytesIO(data)


def _ends(archive: zipfile.ZipFile, path: str) -> Iterator[Any]:
    part = _part(archive, path)
    if part is not None:
        for _, element in elements.events(part, ("end",)):
            yield element


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _sheets(archive: zipfile.ZipFile) -> tuple[list[tuple[str, str]], bool]:
    """Name and part of every sheet in their order, and whether days are counted from 1904."""
    targets = {
        element.get("Id", ""): element.get("Target", "")
        for element in _ends(archive, "xl/_rels/workbook.xml.rels")
        if _local(element) == "Relationship" and element.get("TargetMode") != "External"
        and element.get("Type", "").endswith("/worksheet")
    }
    sheets, old_epoch = [], False
    for element in _ends(archive, "xl/workbook.xml"):
        if _local(element) == "workbookPr":
            old_epoch = element.get("date1904", "") in ("1", "true")
        elif _local(element) == "sheet":
            named = [value for key, value in element.attrib.items() if key.endswith("}id")]
            target = targets.get(named[0] if named else "")
            if target:
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                sheets.append((element.get("name", ""), path))
    return sheets, old_epoch


def _strings(archive: zipfile.ZipFile) -> list[str]:
    strings: list[str] = []
    for element in _ends(archive, "xl/sharedStrings.xml"):
        if _local(element) == "si":
            if len(strings) >= MAX_STRINGS:
                raise Refused(Why.TOO_LARGE)
            strings.append(_words(element))
            element.clear()
    return strings


def _words(element: Any) -> str:
    """The text of a plain or rich string; readings beside Japanese words are not part of it."""
    found = [
        each.text or "" for each in element.iter() if _local(each) == "t" and _local(each.getparent()) != "rPh"
    ]
    return "".join(found)


def _date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    own: dict[int, bool] = {}
    dates: list[int] = []
    for element in _ends(archive, "xl/styles.xml"):
        if _local(element) == "numFmt":
            code = _NO_DATE.sub("", element.get("formatCode", ""))
            own[int(element.get("numFmtId", "0"))] = re.search("[ymdhs]", code, re.IGNORECASE) is not None
        elif _local(element) == "cellXfs":
            for place, style in enumerate(element):
                number = int(style.get("numFmtId", "0"))
                if own.get(number, number in _DATES):
                    dates.append(place)
    return frozenset(dates)


def _rows(archive: zipfile.ZipFile, path: str, book: _Book, sheet: int) -> Iterator[tuple[int, list[str]]]:
    part = _part(archive, path)
    last = 0
    for _, element in elements.events(part, ("end",)) if part is not None else ():
        if _local(element) != "row":
            continue
        number = int(element.get("r", last + 1))
        if number <= last:
            raise Refused(Why.BROKEN, sheet, number)
        if number > MAX_ROWS:
            raise Refused(Why.ROWS, sheet, number)
        last = number
        yield number, _cells(element, book, sheet, number)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _cells(row: Any, book: _Book, sheet: int, number: int) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if _local(cell) != "c":
            continue
        column = _column(cell.get("r", "")) or len(cells) + 1
        if column > MAX_COLUMNS or column <= len(cells):
            raise Refused(Why.COLUMNS if column > MAX_COLUMNS else Why.BROKEN, sheet, number, column)
        cells += [""] * (column - len(cells) - 1)
        try:
            cells.append(_value(cell, book))
        except Refused as refused:
            raise Refused(refused.why, sheet, number, column) from None
        except (ValueError, IndexError, OverflowError):
            raise Refused(Why.BROKEN, sheet, number, column) from None
    return cells


def _column(reference: str) -> int:
    match = _CELL.fullmatch(reference)
    column = 0
    for letter in match[1] if match else "":
        column = column * 26 + ord(letter) - 64
    return column


def _value(cell: Any, book: _Book) -> str:
    kind, formula, value, inline = cell.get("t", "n"), False, None, None
    for child in cell:
        name = _local(child)
        if name == "v":
            value = child.text
        elif name == "f":
            formula = True
        elif name == "is":
            inline = _words(child)
    if formula and value is None and kind != "str":
        raise Refused(Why.FORMULA)
    if kind == "inlineStr":
        text = inline or ""
    elif value is None:
        text = ""
    elif kind == "s":
        text = book.strings[int(value)]
    elif kind == "b":
        text = "true" if value == "1" else "false"
    elif kind == "n":
        text = _number(value, int(cell.get("s", "0")) in book.dates, book.epoch)
    else:
        text = value
    if len(text) > MAX_CELL:
        raise Refused(Why.LONG_CELL)
    return _unescaped(text)


def _unescaped(text: str) -> str:
    """``_x000D_`` is how a character that XML cannot hold is written (section 22.9.2.19)."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")


def _number(value: str, date: bool, epoch: dt.datetime) -> str:
    number = float(value)
    if date and 0 <= number < _LAST_DAY:
        return _moment(number, epoch)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _moment(serial: float, epoch: dt.datetime) -> str:
    """A serial day as "2022-01-07", "2022-01-07T18:30" or "18:30"."""
    if serial < 1:
        minutes = round(serial * 1440)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    early = epoch == _EPOCH and serial < 60  # 29 February 1900, which was none, is day 60
    moment = epoch + dt.timedelta(days=int(serial) + early, minutes=round(serial % 1 * 1440))
    return moment.strftime("%Y-%m-%d") if not serial % 1 else moment.strftime("%Y-%m-%dT%H:%M")
