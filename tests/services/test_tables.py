"""Tables outside: whole, never over something, and no cell that another program would compute."""

import csv
from pathlib import Path

import pytest

from caseapp.services.outside import FileThere, PlaceFault
from caseapp.services.tables import defused, save


@pytest.mark.parametrize("cell", ["=1+1", "+7 701", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "\n=1",
                                  "\uff1d1", "\u00a0+1", "\u200b=1",
                                  "\ufeff \uff201", "\uff0b1"])
def test_a_formula_becomes_text(cell: str) -> None:
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Ержан", "a=b", "7 January", "'quoted'"])
def test_other_text_stays(cell: str) -> None:
    assert defused(cell) == cell


def test_a_table_is_saved_whole_and_once(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    assert save(path, [("When", "What"), ("today", "Ұлытау, \"quoted\"\nline")]) == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["When", "What"], ["today", "Ұлытау, \"quoted\"\nline"]]
    with pytest.raises(FileThere):
        save(path, [("x",)])
    with pytest.raises(PlaceFault):
        save(tmp_path / "gone" / "log.csv", [("x",)])
    assert [each.name for each in tmp_path.iterdir()] == ["log.csv"]
