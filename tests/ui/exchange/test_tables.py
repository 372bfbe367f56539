"""The page Tables through real widgets over a real vault: read, map, explain a word, look, take in, undo."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.colleagues import Colleagues
from ui.actions import Act
from ui.pages.exchange.tables_page import TablesPage
from ui.pages.page import PageKit
from ui.ports import Part, Saved
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import StatusLabel

TABLE = (
    "№;ФИО;Пол;Дата задержания;Город;Что произошло;Чего нет\n"
    "1;Ахметов Данияр Серикович;м;07.01.2022;Мактаул;забрали;в пальто\n"
    "2;Асанова Асель;ж;8 янв 2022;Мактаул;забрали;\n"
    "3;Ким Алексей;м;31.31.2022;Мактаул;detention;\n"
)


@pytest.fixture
def page(exchange_kit: PageKit, qtbot: QtBot) -> TablesPage:
    made = TablesPage(exchange_kit)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(TABLE.encode("cp1251"))
    return path


def persons(colleagues: Colleagues) -> list[str]:
    near = colleagues.here.near
    found = [e.record.names[0].full for e in near.many(near.ids("person")) if not e.empty and e.record.names]
    return sorted(found)


def test_from_a_file_to_records_and_back(
    page: TablesPage, table: Path, colleagues: Colleagues, qtbot: QtBot
) -> None:
    colleagues.here.undoing.next()  # the sitting begins
    page.read(table)
    assert page.encodings.chosen() == "cp1251"
    assert page.columns.key.chosen() == "№"
    assert set(page.columns.removers) == {"ФИО", "Пол", "Дата задержания", "Город", "Что произошло"}
    page.preview_button.click()
    counted = page.counts._counted
    assert counted is not None
    assert (counted.rows, counted.wrong_rows, counted.new) == (3, 3, 0)
    assert [(word.header, word.word, word.rows) for word in counted.unknown] == [("Что произошло", "забрали", 2)]
    (choice,) = (box for box in page.counts.findChildren(ChoiceBox) if not box.isHidden())
    choice.choose("detention")
    choice.activated.emit(0)
    counted = page.counts._counted
    assert counted is not None
    assert (counted.wrong_rows, counted.new, counted.unknown) == (1, 5, ())
    assert "Row 4, column D" in counted.wrong[0].words
    page.counts.numbers[Part.NEW].click()
    assert page.counts.model.rowCount() == 5
    titles = [page.counts.model.title_at(at) for at in range(5)]
    assert "Ахметов Данияр Серикович" in titles
    assert persons(colleagues) == []
    with qtbot.waitSignal(page.saved) as saved:
        assert page.perform(Act.RECORD)
    assert isinstance(saved.args[0], Saved)
    assert persons(colleagues) == ["Асанова Асель", "Ахметов Данияр Серикович"]
    assert not page.perform(Act.RECORD)
    page.read(table)
    assert page.mappings.chosen() != ""
    page.preview_button.click()
    counted = page.counts._counted
    assert counted is not None
    assert (counted.new, counted.changed, counted.same) == (0, 0, 5)
    assert not page.counts.take_button.isEnabled()
    colleagues.desk.undoing.undo()
    assert persons(colleagues) == []


def test_a_column_is_left_out_and_added(page: TablesPage, table: Path) -> None:
    page.read(table)
    page.columns.removers["Пол"].click()
    assert "Пол" not in page.columns.chosen().fields
    page.columns.column.choose("Чего нет")
    page.columns.field.choose("person.physical_description")
    page.columns.add_button.click()
    assert page.columns.chosen().fields["Чего нет"] == "person.physical_description"


def test_what_is_no_table_is_said_and_changes_nothing(page: TablesPage, tmp_path: Path) -> None:
    for name, data, said in (("a.csv", b"a,b\n\0", "The place is row 2."), ("nowhere.csv", None, ""),
                             ("a.xlsx", b"PK\x03\x04" + bytes(100), "not"), ("a.xml", b"<a>", "damaged")):
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        page.read(path)
        item = page.state.itemAt(0)
        label = item.widget() if item is not None else None
        assert not said or (isinstance(label, StatusLabel) and said in label.words.text())
        assert page.columns.isHidden()
        assert page.choose_button.isEnabled()


def test_a_mapping_travels_as_a_file(page: TablesPage, table: Path, tmp_path: Path, exchange_kit: PageKit) -> None:
    page.read(table)
    page.columns.name.setText("ОНК")
    page.columns.keep_button.click()
    page._on_save_to(str(tmp_path / "onk.json"))
    assert "Ахметов" not in (tmp_path / "onk.json").read_text("utf-8")
    assert [one.name for one in page.kept] == ["ОНК"]
    loaded = exchange_kit.desk.tables.load(tmp_path / "onk.json")
    assert loaded == page.kept[0]


def test_a_document_needs_no_columns(page: TablesPage, tmp_path: Path) -> None:
    path = tmp_path / "events.xml"
    path.write_bytes(b"<e><Event><f0101>1</f0101><f0102>Square</f0102><f0199>x</f0199></Event></e>")
    page.read(path)
    assert page.columns.isHidden()
    page.preview_button.click()
    counted = page.counts._counted
    assert counted is not None
    assert (counted.new, counted.wrong_rows) == (1, 0)
    assert "0199" in counted.note
