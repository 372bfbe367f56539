"""A list saved as a table: what it shows, once, and the log says so."""

import csv
from pathlib import Path

from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from caseapp.domain.listing import Query
from caseapp.services.edits import Edit
from tests.support.live import session_of
from ui.pages.list_saving import ListSaving
from ui.pages.page import PageKit


def test_a_list_is_saved_as_csv_and_as_a_workbook(real_kit: PageKit, qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of(real_kit)
    session.records.save([Edit("task", session.records.new_id(), {"title": "=1+1", "who": "@Aru"})], "Task")
    saving = ListSaving(real_kit, "task")
    qtbot.addWidget(saving)
    refused: list[object] = []
    saving.failed.connect(refused.append)
    for name in ("a.csv", "a.xlsx"):
        saving.save_to(str(tmp_path / name))
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert [[text.removeprefix("'") for text in row] for row in rows] == cells
    assert rows[0][:3] == [column.label for column in real_kit.desk.lists.columns("task")][:3]
    assert any("'=1+1" in row and "'@Aru" in row for row in rows)
    found = real_kit.desk.lists.find(Query("task"))
    assert len(rows) - 1 == len(found.ids) // 16
    assert saving.status.text().startswith(f"{len(rows) - 1} record")
    assert session.activity.counts()["list-table-saved-outside"] == 2
    raw = (tmp_path / "a.csv").read_bytes()
    saving.save_to(str(tmp_path / "a.csv"))
    assert len(refused) == 1
    assert (tmp_path / "a.csv").read_bytes() == raw
