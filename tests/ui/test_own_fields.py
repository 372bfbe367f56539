"""Fields of ours through the window: made in Settings, there at once in forms, lists, filters, search and D1."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.listing import Condition, Query
from tests.support.colleagues import Colleagues, person
from tests.support.desk import RESOURCES
from tests.support.live import Live
from tests.ui.conftest import ENGLISH, drop_deleted
from ui.bridge.inline import InlineRunner
from ui.pages.page import PageKit
from ui.pages.record_page import RecordPage
from ui.pages.settings.fields_page import FieldsPage
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT


@pytest.fixture
def colleagues(live: Live, tmp_path: Path) -> Iterator[Colleagues]:
    made = Colleagues(live, tmp_path / "colleagues")
    yield made
    made.close()


@pytest.fixture
def kit(app: QApplication, colleagues: Colleagues) -> PageKit:
    return PageKit(colleagues.desk, ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())


@pytest.fixture
def page(kit: PageKit, qtbot: QtBot) -> FieldsPage:
    made = FieldsPage(kit)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    choose(made, "person")
    return made


def choose(page: FieldsPage, type_: str) -> None:
    page.type.choose(type_)
    page.type.activated.emit(page.type.currentIndex())


def add(page: FieldsPage, kind: str, en: str, **more: str) -> str:
    """A new field, through the form; its name."""
    page.adding.labels["en"].setText(en)
    page.adding.labels["ru"].setText(more.get("ru", ""))
    page.adding.kind.choose(kind)
    page.adding.table.setChecked(True)
    page.adding.add_button.click()
    assert page.adding.said.words() == ""
    return f"x_{kind}_{page.seen.lines[-1].id}"


def test_a_field_made_in_settings_is_in_the_open_record(
    page: FieldsPage, kit: PageKit, colleagues: Colleagues
) -> None:
    mine = person(colleagues.here, "Ахметов Данияр")
    record = RecordPage(kit)
    record.resize(900, 700)
    record.show()
    record.show_record("person", mine)
    assert "own" not in record.body.cards
    name = add(page, "line", "Nickname", ru="Кличка")
    record.show_record("person", mine)
    card = record.body.cards["own"]
    card.edit()
    assert card.form is not None
    box = card.form.boxes[name]
    assert box.label.text() == "Nickname"
    box.editor.restore("Blacksmith")
    card.record()
    assert colleagues.desk.records.get(mine).fields[name].value == "Blacksmith"
    record.close()
    record.deleteLater()
    drop_deleted()


def test_it_is_a_column_a_filter_a_find_and_a_line_of_the_history(page: FieldsPage, colleagues: Colleagues) -> None:
    name, desk = add(page, "line", "Nickname"), colleagues.desk
    mine = person(colleagues.here, "Ахметов Данияр", **{name: "Blacksmith"})
    person(colleagues.here, "Бекова Гүлнар")
    assert "Nickname" in [column.label for column in desk.lists.columns("person")]
    assert name in desk.lists.first_columns("person")
    (row,) = desk.lists.rows(Query("person"), [mine], [name])
    assert "Blacksmith" in str(row)
    assert [hit.id for hit in colleagues.here.reader.find("blacksmith", 5)] == [mine]
    (step,) = desk.history.steps(mine).steps
    assert {one.field: one.after[0].value for one in step.fields}[name] == "Blacksmith"


def test_lists_are_filtered_by_it_with_true_counts(page: FieldsPage, colleagues: Colleagues) -> None:
    name, desk = add(page, "term", "Belt"), colleagues.desk
    list_ = desk.records.specs()["person"].fields[name].vocabulary
    black, _ = desk.terms.add(list_, {"en": "black"})
    mine = person(colleagues.here, "Ахметов Данияр", **{name: black})
    person(colleagues.here, "Бекова Гүлнар")
    (facet,) = [one.facet for one in desk.lists.facets("person") if one.facet.field == name and not one.facet.via]
    counts = [(value.label, value.count) for value in desk.lists.values(Query("person"), facet)]
    assert ("black", 1) in counts
    found = desk.lists.find(Query("person", conditions=(Condition(name, one_of=(black,)),)))
    assert (found.ids, found.total) == (bytes.fromhex(mine), 2)
    assert "black" in str(desk.lists.rows(Query("person"), [mine], [name]))


def test_what_is_asked_no_longer_is_left_out_of_forms_and_kept_where_it_stands(
    page: FieldsPage, kit: PageKit, colleagues: Colleagues, qtbot: QtBot
) -> None:
    name = add(page, "line", "Nickname")
    held, blank = person(colleagues.here, "A", **{name: "Blacksmith"}), person(colleagues.here, "B")
    choose(page, "person")
    page.fields.setCurrentRow(0)
    assert page.touches.text().startswith("1 record holds a value in it.")
    assert page.where.text() == "2 records of this type show its fields."
    page.retire_button.click()
    assert "not asked since" in page.fields.item(0).text()
    for id_, shown in ((held, True), (blank, False)):
        record = RecordPage(kit)
        qtbot.addWidget(record)
        record.show()
        record.show_record("person", id_)
        card = record.body.cards["own"]
        card.edit()
        assert card.form is not None
        assert card.form.boxes[name].isHidden() is not shown
    assert colleagues.desk.records.get(held).fields[name].value == "Blacksmith"
    page.fields.setCurrentRow(0)
    page.retire_button.click()
    assert "not asked since" not in page.fields.item(0).text()


def test_renaming_and_moving(page: FieldsPage) -> None:
    for en in ("First", "Second", "Third"):
        add(page, "line", en)
    page.fields.setCurrentRow(2)
    page.up_button.click()
    assert [line.label for line in page.seen.lines] == ["First", "Third", "Second"]
    assert page.fields.currentRow() == 1
    page.labels["en"].setText("Third, better said")
    page.rename_button.click()
    assert [line.label for line in page.seen.lines] == ["First", "Third, better said", "Second"]


def test_refusals_stand_in_the_form(page: FieldsPage) -> None:
    add(page, "line", "Nickname")
    page.adding.labels["en"].setText("nickname")
    page.adding.add_button.click()
    assert "has a field of this name already" in page.adding.said.words()
    assert page.adding.labels["en"].text() == "nickname"
    assert len(page.seen.lines) == 1


@pytest.mark.parametrize("audience", ["internal", "lawyer"])
def test_d1_prints_it_for_whom_it_is_meant(page: FieldsPage, colleagues: Colleagues, live: Live, audience: str) -> None:
    name, here = add(page, "line", "Nickname", ru="Кличка"), colleagues.here
    mine = person(here, "Ахметов Данияр", **{name: "Blacksmith"})
    issued = here.dossiers.issue("D1", mine, live.app.language("ru"), audience)
    text = " ".join(piece.extract_text() for piece in pypdf.PdfReader(BytesIO(here.dossiers.load(issued))).pages)
    assert ("Blacksmith" in text) == ("Кличка" in text) == (audience == "internal")
