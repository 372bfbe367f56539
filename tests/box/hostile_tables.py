"""Hostile tables: bombs, quines, loops, entities, liars; each with the refusal it must meet. Built in memory."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from openpyxl import Workbook

from caseapp.box.rows_wire import Why

Case = tuple[str, bytes, Why]
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows: list[list[object]], name: str = "Sheet1") -> bytes:
    """An honest workbook."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def raw(sheet: str, strings: str = "", *, target: str = "worksheets/sheet1.xml", mode: str = "") -> bytes:
    """A workbook whose sheet is written as given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
        ))
        archive.writestr("xl/_rels/workbook.xml.rels", (
            f'{HEAD}<Relationships xmlns="{RELS}"><Relationship Id="r1" Target="{target}" {mode} '
            f'Type="{OFFICE}/worksheet"/></Relationships>'
        ))
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def sheet(body: str) -> str:
    """A part with these rows."""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def texts() -> Iterator[Case]:
    """Files of text."""
    yield "empty", b"", Why.EMPTY
    yield "blank", b" \r\n \n", Why.EMPTY
    yield "zeros", bytes(1_000_000), Why.NUL
    yield "nul in a cell", b"a,b\nc,d\0\n", Why.NUL
    yield "broken utf-8", "имя,год\nАйгүл,1990\n".encode() + b"\xd0\n", Why.BYTES
    yield "utf-16 cut off", "имя,год\n".encode("utf-16")[:-1], Why.BYTES
    yield "open quote", b'a,b\n"c,d\ne,f\n', Why.QUOTES
    yield "huge cell", b"a,b\n" + b"x" * 200_000 + b",1\n", Why.LONG_CELL
    yield "a million columns", b"a," * 1_000_000, Why.COLUMNS
    yield "program", b"\x7fELF\0\0\0", Why.NUL


def books() -> Iterator[Case]:
    """Workbooks that are none, or too much."""
    bomb = sheet("<row r='1'><c r='A1' t='inlineStr'><is><t>" + " " * 80_000_000 + "</t></is></c></row>")
    yield "bomb", raw(bomb), Why.BOMB
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/{number}", b"")
    yield "entries without end", many.getvalue(), Why.BOMB
    liar = raw(sheet("<row r='1'><c r='A1'><v>1</v></c></row>"))
    at = liar.index(b"PK\x01\x02", liar.index(b"PK\x01\x02") + 4)
    yield "liar about its size", liar[: at + 24] + b"\xff\xff\xff\x7f" + liar[at + 28 :], Why.BOMB
    yield "quine", quine(), Why.UNKNOWN
    yield "zip cut off", raw(sheet(""))[:-30], Why.UNKNOWN
    yield "compound file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), Why.LOCKED
    laughs = "<!DOCTYPE s [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]>"
    yield "entities in a sheet", raw(laughs + sheet("<row><c><v>&b;</v></c></row>").removeprefix(HEAD)), Why.DECLARED
    outside = "<!DOCTYPE s SYSTEM 'file:///etc/passwd'>"
    yield "outside entity", raw(outside + sheet("").removeprefix(HEAD)), Why.DECLARED
    yield "formula without result", raw(sheet("<row r='1'><c r='B1'><f>1+1</f></c></row>")), Why.FORMULA
    yield "column beyond all", raw(sheet("<row r='1'><c r='ZZZ1'><v>1</v></c></row>")), Why.COLUMNS
    yield "row beyond all", raw(sheet("<row r='9999999'><c r='A1'><v>1</v></c></row>")), Why.ROWS
    yield "rows backwards", raw(sheet("<row r='2'/><row r='1'/>")), Why.BROKEN
    yield "string that is not there", raw(sheet("<row><c t='s'><v>7</v></c></row>")), Why.BROKEN
    yield "not a number", raw(sheet("<row><c><v>x</v></c></row>")), Why.BROKEN
    yield "nested", raw(sheet("<row>" * 200 + "</row>" * 200)), Why.DEEP
    yield "long cell", raw(sheet(f"<row><c t='str'><v>{'ab' * 60_000}</v></c></row>")), Why.LONG_CELL
    yield "cut in the middle", raw(sheet("<row><c><v>1</v></c></row>")[:-30]), Why.BROKEN


def documents() -> Iterator[Case]:
    """XML that is more than elements."""
    laughs = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    yield "billion laughs", f"<?xml version='1.0'?><!DOCTYPE x [{laughs}]><x>&a9;</x>".encode(), Why.DECLARED
    yield "the same in utf-16", f"<!DOCTYPE x [{laughs}]><x>&a9;</x>".encode("utf-16"), Why.DECLARED
    read = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
    yield "outside file", read.encode(), Why.DECLARED
    yield "entity that nobody declared", b"<x>&e;</x>", Why.BROKEN
    yield "deep", b"<a>" * 5_000 + b"</a>" * 5_000, Why.DEEP
    yield "not closed", b"<a><b></a>", Why.BROKEN
    yield "elements without end", b"<a>" + b"<b/>" * 600_000 + b"</a>", Why.ROWS
    yield "long text", b"<a>" + b"x" * 200_000 + b"</a>", Why.LONG_CELL
    yield "attributes without end", b"<a " + b" ".join(b'a%d=""' % n for n in range(3_000)) + b"/>", Why.COLUMNS


def hostile() -> list[Case]:
    """All of them."""
    return [*texts(), *books(), *documents()]


def quine() -> bytes:
    """An archive that holds itself as far as anybody who unpacks it can go: here, one that claims its own bytes."""
    inner = b"PK\x03\x04" + bytes(26)
    for _ in range(8):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("r/r.zip", inner)
        inner = out.getvalue()
    assert zlib.crc32(inner)
    return inner
