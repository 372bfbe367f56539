"""Tables out of foreign files: rows of text, or the place at which they end."""

import datetime as dt
import gettext
import io
import zipfile
from collections.abc import Callable

import pytest

from caseapp.box.errors import BadTable
from caseapp.box.limits import MAX_INPUT
from caseapp.box.rows_wire import FIRST, PLACE, Delimiter, Encoding, Form, Why, column_name, frame
from caseapp.box.tables import Table, TableBox
from caseapp.runtime.languages import Catalogue
from tests.box.hostile_tables import hostile, raw, sheet, workbook

_CASES = hostile()
_SAY = "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({!r}); sys.stdout.flush()"


def rows(table: Table, number: int = 0) -> list[tuple[int, list[str]]]:
    return list(table.sheets[number].rows())


def refused(act: Callable[[], object]) -> BadTable:
    with pytest.raises(BadTable) as error:
        act()
    return error.value


@pytest.mark.parametrize(("data", "encoding", "delimiter"), [
    ("имя;год\r\n\"Ахметов; Д\";1990\r\n".encode(), Encoding.UTF8, Delimiter.SEMICOLON),
    ("\ufeffимя\tгод\nАхметов; Д\t1990\n".encode(), Encoding.UTF8, Delimiter.TAB),
    ("имя;год\n\"Ахметов; Д\";1990".encode("cp1251"), Encoding.CP1251, Delimiter.SEMICOLON),
    ("имя,год\nАхметов; Д,1990\n".encode("utf-16"), Encoding.UTF16, Delimiter.COMMA),
])
def test_text_is_read_as_it_was_written(data: bytes, encoding: Encoding, delimiter: Delimiter) -> None:
    table = TableBox().read(data)
    assert (table.form, table.encoding, table.delimiter) == (Form.TEXT, encoding, delimiter)
    assert rows(table) == [(1, ["имя", "год"]), (2, ["Ахметов; Д", "1990"])]


def test_the_person_may_say_how_it_is_written() -> None:
    data = "имя;год,1\n".encode("cp1251")
    table = TableBox().read(data, Encoding.CP1251, Delimiter.COMMA)
    assert rows(table) == [(1, ["имя;год", "1"])]
    assert refused(lambda: TableBox().read(data, Encoding.UTF8)).why is Why.BYTES


def test_line_breaks_inside_a_value_and_a_line_for_the_spreadsheet_program() -> None:
    table = TableBox().read(b'sep=;\r\na;b\r\n"two\r\nlines ""quoted""";c\r\n\r\nd;e\r\n')
    assert table.delimiter is Delimiter.SEMICOLON
    assert rows(table) == [(2, ["a", "b"]), (3, ['two\r\nlines "quoted"', "c"]), (5, ["d", "e"])]


def test_a_workbook_gives_its_values_as_text() -> None:
    out = [["name", "day", "hour", "count", "share", "here"],
           ["Айгүл", dt.datetime(2022, 1, 7, 18, 30), dt.time(6, 5), 3, 0.25, True],
           [], ["Б", dt.date(2022, 1, 8), None, 850101300123]]
    table = TableBox().read(workbook(out, "Қаңтар"))
    assert table.sheets[0].name == "Қаңтар"
    assert rows(table) == [
        (1, out[0]), (2, ["Айгүл", "2022-01-07T18:30", "06:05", "3", "0.25", "true"]),
        (4, ["Б", "2022-01-08", "", "850101300123"]),
    ]


def test_a_formula_gives_the_result_that_was_saved() -> None:
    table = TableBox().read(raw(sheet("<row r='3'><c r='C3'><f>1+1</f><v>2</v></c></row>")))
    assert rows(table) == [(3, ["", "", "2"])]
    error = refused(lambda: TableBox().read(workbook([["a"], ["", "=A1"]])))
    assert (error.why, error.sheet, error.row, error.column) == (Why.FORMULA, 1, 2, 2)
    assert "row 2, column B of sheet 1" in error.explain(Catalogue("en", gettext.NullTranslations()))


def test_a_sheet_that_lies_elsewhere_is_no_sheet() -> None:
    assert TableBox().read(raw(sheet(""), target="//elsewhere/a", mode='TargetMode="External"')).sheets == ()
    assert rows(TableBox().read(raw(sheet("<row/>"), target="../../../etc/passwd"))) == []


def test_a_document_is_its_elements() -> None:
    data = '<?xml version="1.0"?><!-- no --><a xmlns="u"><b k="1">one <c/>two</b><d>Ә</d></a>'.encode()
    table = TableBox().read(data)
    assert table.form is Form.DOCUMENT
    assert [row for _, row in rows(table)] == [["0", "a"], ["1", "b", "one two", "k", "1"], ["2", "c"], ["1", "d", "Ә"]]


@pytest.mark.parametrize(("name", "data", "why"), _CASES, ids=[name for name, _, _ in _CASES])
def test_what_is_made_to_do_harm_is_refused_in_words(name: str, data: bytes, why: Why) -> None:
    error = refused(lambda: TableBox().read(data))
    assert error.why is why, name
    assert str(error) == "bad-table"


def test_a_million_rows_come_whole_and_one_broken_in_the_middle_is_named() -> None:
    line = "Ахметов,2022-01-07\n".encode()
    good = TableBox().read(line * 1_000_000)
    assert good.sheets[0].count == 1_000_000
    half = line * 500_000
    places = {b"\xd0,1\n": Why.BYTES, b'"a\n': Why.QUOTES, b"a\0,1\n": Why.NUL}
    for broken, why in places.items():
        quoted = b'"b",1\n'  # so that the open quotation mark meets another
        error = refused(lambda bad=broken, end=quoted: TableBox().read(half + bad + end + half))
        assert (error.why, error.row) == (why, 500_001)


def test_what_the_child_says_is_checked() -> None:
    lies = {
        b"": Why.ENDED, b"X\0\0\0\1X": Why.ENDED, frame(b"E")[:3]: Why.ENDED,
        frame(b"R", FIRST.pack(1) + b"\x91\x91\xa1a") + frame(b"E"): Why.ENDED,  # rows before a sheet
        frame(b"S") + frame(b"R", FIRST.pack(9_999_999) + b"\x91\x91\xa1a") + frame(b"E"): Why.ENDED,
        frame(b"S") + frame(b"R", FIRST.pack(1) + b"\x91\x91\x01") + frame(b"E"): Why.ENDED,  # a number
        frame(b"S") + frame(b"R", FIRST.pack(1) + b"\x91\x91\xa1\xff") + frame(b"E"): Why.ENDED,  # no UTF-8
        b"R\xff\xff\xff\xff": Why.TOO_LARGE,
        frame(b"N", PLACE.pack(99, 0, 0, 0)): Why.ENDED,
        frame(b"S") * 101 + frame(b"E"): Why.ENDED,
    }
    for said, why in lies.items():
        assert refused(lambda told=said: TableBox(program=_SAY.format(told)).read(b"a")).why is why
    honest = frame(b"S") + frame(b"R", FIRST.pack(1) + b"\x91\x91\xa1a") + frame(b"E")
    assert rows(TableBox(program=_SAY.format(honest)).read(b"a")) == [(1, ["a"])]


def test_time_and_size_are_bounded() -> None:
    endless = "import time; time.sleep(600)"
    assert refused(lambda: TableBox(wall_seconds=0.2, program=endless).read(b"a")).why is Why.TIMEOUT
    assert refused(lambda: TableBox().read(bytes(MAX_INPUT + 1))).why is Why.TOO_LARGE


class _StopError(Exception):
    pass


def test_it_can_be_stopped() -> None:
    def stop(_: int) -> None:
        raise _StopError

    with pytest.raises(_StopError):
        TableBox().read(b"a,b\n" * 100_000, progress=stop)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refused(lambda: TableBox().read(out.getvalue())).why is Why.UNKNOWN


def test_columns_have_the_names_of_spreadsheets() -> None:
    assert [column_name(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
