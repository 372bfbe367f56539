"""Workbooks as another program opens them: text in every cell, whatever it begins with."""

import io

import pytest
from openpyxl import load_workbook

from caseapp.exchange.workbook import MOST, workbook

HOSTILE = ["=1+1", "+7 701", "-1", "@SUM(A1)", "\t=1", "  =HYPERLINK(\"http://x\")", "\uff1d1+1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_is_text_and_stays_text(text: str) -> None:
    sheet = load_workbook(io.BytesIO(workbook([("Head",), (text,)]))).active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_what_the_format_cannot_hold_is_left_out() -> None:
    sheet = load_workbook(io.BytesIO(workbook([("a\x00\x07b\u202ec",), ("Ж" * (MOST + 1),)]))).active
    assert sheet is not None
    assert sheet["A1"].value == "abc"
    assert len(sheet["A2"].value) == MOST
