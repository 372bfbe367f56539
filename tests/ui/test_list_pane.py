"""The list as a person uses it, over a real vault: filters, chips, order, table, kept searches, several at once."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caseapp.domain.listing import LATEST, Condition, Query
from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.names.sortkey import sort_key
from tests.support.desk import SPECS
from tests.support.live import Live
from ui.actions import Act
from ui.address import Address
from ui.pages.list_pane import ListPane
from ui.pages.list_state import state_of
from ui.pages.page import PageKit
from ui.pages.place_page import PlacePage
from ui.ports import Saved

DETAINED = Condition("act_type", "act.victim", one_of=("detention",))


@pytest.fixture
def pane(real_kit: PageKit, qtbot: QtBot) -> ListPane:
    made = ListPane(real_kit, SPECS["person"])
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    return made


@pytest.fixture
def page(real_kit: PageKit, qtbot: QtBot) -> PlacePage:
    made = PlacePage(real_kit, [SPECS["person"], SPECS["organisation"]])
    qtbot.addWidget(made)
    made.resize(1_200, 700)
    made.show()
    return made


def titles(pane: ListPane) -> list[str]:
    pane.rows.want(0, pane.rows.rowCount())
    return [str(pane.rows.index(row, 0).data()) for row in range(pane.rows.rowCount())]


def type_into(pane: ListPane, text: str) -> None:
    pane.search.setText(text)
    pane.search.textEdited.emit(text)


def chips(pane: ListPane) -> list[str]:
    return [chip.label for chip in pane.chips.chips]


def test_text_filters_and_order_are_one_question(pane: ListPane) -> None:
    everything = titles(pane)
    assert pane.count.text() == "9"
    pane.ask(pane.query.with_condition(DETAINED))
    detained = titles(pane)
    assert 1 < len(detained) < len(everything)
    type_into(pane, "a")
    assert set(titles(pane)) < set(detained)
    assert pane.count.text().endswith(" of 9")
    type_into(pane, "")
    assert titles(pane) == detained  # the filters are still there
    assert pane.words.text() == "Persons, What was done: Detention"


def test_a_chip_goes_away_with_the_keyboard(pane: ListPane) -> None:
    pane.ask(pane.query.with_condition(DETAINED).with_condition(Condition("sex", one_of=("male",))))
    assert chips(pane) == ["What was done: Detention", "Sex: Male"]
    pane.chips.chips[0].setFocus()
    QTest.keyClick(pane.chips.chips[0], Qt.Key.Key_Delete)
    assert chips(pane) == ["Sex: Male"]
    assert pane.chips.chips[0].accessibleName() == "Remove the filter: Sex: Male"
    QTest.keyClick(pane.chips.chips[0], Qt.Key.Key_Space)
    assert chips(pane) == []
    assert len(titles(pane)) == 9


def test_an_answer_is_ticked_with_the_keyboard_and_counted(pane: ListPane) -> None:
    pane.toggle_filters()
    pane.panel.choose("sex")
    values = pane.panel.values
    labels = {str(values.model().index(row, 0).data()): row for row in range(values.model().rowCount())}
    assert set(labels) == {"Male", "Female"}
    values.setCurrentIndex(values.model().index(labels["Female"], 0))
    QTest.keyClick(values, Qt.Key.Key_Space)
    value = pane.panel.model.value(labels["Female"])
    assert value is not None
    assert pane.rows.rowCount() == value.count == 4
    male = pane.panel.model.value(labels["Male"])
    assert male is not None
    assert male.count == 5  # what choosing it too would add, not what is left of it
    QTest.keyClick(values, Qt.Key.Key_Space)
    assert pane.rows.rowCount() == 9


def test_a_period_counts_as_soon_as_it_is_understood(pane: ListPane) -> None:
    pane.toggle_filters()
    pane.panel.choose("start", "act.victim")
    assert [pane.panel.model.index(row, 0).data() for row in range(2)] == ["2021", "2022"]
    for text in ("6", "6 ja", "6 january 2022"):
        pane.panel.period.setText(text)
        pane.panel.period.textEdited.emit(text)
    answer = pane.query.condition("act.victim", "start").period
    assert answer is not None
    assert answer.start == "2022-01-06"
    assert "6 January 2022" in pane.panel.hint.text()
    pane.panel.period.setText("")
    pane.panel.period.textEdited.emit("")
    assert pane.query.conditions == ()


def test_a_number_is_a_range(real_kit: PageKit, qtbot: QtBot) -> None:
    pane = ListPane(real_kit, SPECS["reported_figure"])
    qtbot.addWidget(pane)
    pane.show()
    pane.toggle_filters()
    pane.panel.choose("value")
    pane.panel.low.setText("200")
    pane.panel.high.setText("300")
    pane.panel.high.editingFinished.emit()
    assert chips(pane) == ["Number: 200 to 300"]
    assert 0 < pane.rows.rowCount() < 12


def test_every_empty_list_offers_the_step_that_helps(pane: ListPane) -> None:
    type_into(pane, "zzzz")
    assert pane.empty.text().startswith("Nothing found")
    pane.first.click()
    assert len(titles(pane)) == 9
    assert pane.search.text() == ""
    pane.ask(pane.query.with_condition(Condition("sex", one_of=("unknown",))))
    assert pane.empty.text().startswith("No record passes")
    pane.first.click()
    assert chips(pane) == []
    assert len(titles(pane)) == 9


def test_an_order_is_kept_and_every_new_record_stands_in_it(real_kit: PageKit, pane: ListPane) -> None:
    pane.bar.order.chosen.emit("birth", True)
    assert state_of(real_kit, "person").sort == "birth"
    again = ListPane(real_kit, SPECS["person"])
    assert (again.query.sort, again.query.descending) == ("birth", True)
    again.deleteLater()
    pane.bar.order.chosen.emit("@title", False)
    real_kit.desk.records.save("person", None, {"names": (PersonName("Жумабаев Ержан"),)}, "new")
    pane.refresh()
    found = titles(pane)
    cyrillic = [title for title in found if title[0] > "z"]
    assert "Жумабаев Ержан" in cyrillic
    assert cyrillic == sorted(cyrillic, key=sort_key)


def test_a_search_is_kept_renamed_and_removed(real_kit: PageKit, pane: ListPane) -> None:
    period = Condition("start", "act.victim", period=Moment("2022-01-05", "2022-01-08"))
    type_into(pane, "а")
    pane.ask(pane.query.with_condition(period))
    found = titles(pane)
    pane.bar.searches.wanted_save.emit()
    pane.bar.name.setText("First days & after")
    QTest.keyClick(pane.bar.name, Qt.Key.Key_Return)
    type_into(pane, "")
    pane.ask(Query("person"))
    assert pane.bar.searches.current() == ""
    again = ListPane(real_kit, SPECS["person"])
    again.bar.searches.chosen.emit("First days & after")
    assert again.search.text() == "а"
    assert titles(again) == found
    assert again.bar.searches.current() == "First days & after"
    again.bar.searches.wanted_rename.emit("First days & after")
    again.bar.name.setText("Начало")
    again.bar.name.returnPressed.emit()
    assert set(state_of(real_kit, "person").saved) == {"Начало"}
    again.bar.searches.removed.emit("Начало")
    assert not state_of(real_kit, "person").saved
    again.deleteLater()


def test_what_a_newer_caseapp_kept_is_left_out_and_the_rest_stays(real_kit: PageKit) -> None:
    real_kit.desk.settings.put("lists", {"person": {
        "sort": "no_such_field", "columns": ["sex", "no_such_field"], "widths": {"sex": "wide"},
        "saved": {"old": {"type": "person", "text": "a"}, "new": {"type": "person", "unheard": 1}}}})
    pane = ListPane(real_kit, SPECS["person"])
    assert set(pane.bar.state.saved) == {"old"}
    assert pane.query.sort == "@title"
    assert pane.bar.chosen_columns() == ("sex",)
    pane.deleteLater()


def test_states_of_several_lists_are_kept_beside_each_other(real_kit: PageKit, pane: ListPane) -> None:
    other = ListPane(real_kit, SPECS["act"])
    other.bar.order.chosen.emit("place", False)
    pane.bar.order.chosen.emit(LATEST, False)
    assert state_of(real_kit, "act").sort == "place"
    assert state_of(real_kit, "person").sort == LATEST
    other.deleteLater()


# --- the table


def test_a_table_takes_the_whole_width_and_gives_it_back_to_a_record(page: PlacePage, qtbot: QtBot) -> None:
    pane = page.panes["person"]
    pane.bar.as_table.click()
    assert not page.record.isVisible()
    assert pane.view.as_table
    qtbot.waitUntil(lambda: pane.width() > 1_000)
    assert [column.key for column in pane.rows.columns()] == [LATEST, "sex", "birth"]
    QTest.keyClick(pane.view, Qt.Key.Key_Home)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert page.record.isVisible()
    assert page.record.view is not None
    assert not pane.view.as_table
    assert page.perform(Act.LEAVE)  # back to the table
    assert pane.view.as_table
    assert page.address().id == ""


def test_a_press_on_a_head_orders_and_again_turns_round(page: PlacePage) -> None:
    pane = page.panes["person"]
    pane.bar.as_table.click()
    pane.view.horizontalHeader().sectionClicked.emit(3)
    assert (pane.query.sort, pane.query.descending) == ("birth", False)
    pane.view.horizontalHeader().sectionClicked.emit(3)
    assert (pane.query.sort, pane.query.descending) == ("birth", True)


def test_columns_and_their_widths_are_kept(real_kit: PageKit, page: PlacePage) -> None:
    pane = page.panes["person"]
    pane.bar.as_table.click()
    pane.bar.column_menu.chosen.emit(("sex", "occupation", "citizenship"))
    assert [column.key for column in pane.rows.columns()] == ["sex", "occupation", "citizenship"]
    assert [pane.rows.headerData(at, Qt.Orientation.Horizontal) for at in (1, 2)] == ["Sex", "Occupation"]
    pane.view.horizontalHeader().resizeSection(2, 333)
    kept = state_of(real_kit, "person")
    assert kept.columns == ("sex", "occupation", "citizenship")
    assert kept.widths["occupation"] == 333
    assert kept.table


# --- several at once


def choose_rows(pane: ListPane, first: int, last: int) -> None:
    flag = QItemSelectionModel.SelectionFlag
    for row in range(first, last + 1):
        pane.view.selectionModel().select(pane.rows.index(row, 0), flag.Select | flag.Rows)


def test_everything_is_chosen_with_one_key_and_let_go_with_another(pane: ListPane) -> None:
    assert not pane.selection.isVisible()
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert pane.selection.words.text() == "9 records chosen"
    assert pane.selection.isVisible()
    QTest.keyClick(pane.selection, Qt.Key.Key_Escape)
    assert not pane.selection.isVisible()
    QTest.keyClick(pane.view, Qt.Key.Key_Home)
    QTest.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert pane.view.chosen_count() == 2
    QTest.keyClick(pane.view, Qt.Key.Key_Home)  # lets go of Shift for the tests that follow


def test_several_are_withdrawn_with_a_reason_and_not_without(pane: ListPane, qtbot: QtBot) -> None:
    choose_rows(pane, 0, 1)
    gone = titles(pane)[:2]
    pane.selection.withdraw.click()
    assert not pane.selection.really.isEnabled()
    pane.selection.reason.setText("записаны дважды")
    with qtbot.waitSignal(pane.saved) as caught:
        pane.selection.really.click()
    assert isinstance(caught.args[0], Saved)
    pane.refresh()
    assert not set(gone) & set(titles(pane))
    assert pane.withdrawn.isVisible()
    assert pane.withdrawn.text() == "2 withdrawn records are hidden. Show them"
    pane.withdrawn.click()
    assert set(gone) <= set(titles(pane))
    pane.chips.chips[-1].click()
    assert not set(gone) & set(titles(pane))


def test_several_go_into_a_new_case(pane: ListPane, real_kit: PageKit) -> None:
    choose_rows(pane, 0, 2)
    pane.selection.collect.click()
    pane.selection.case.line.setText("Новое дело")
    pane.selection.put.click()
    cases = real_kit.desk.lists.find(Query("case", text="Новое дело"))
    assert len(cases.ids) == 16
    persons = real_kit.desk.records.get(cases.ids.hex()).fields["persons"].value
    assert isinstance(persons, tuple)
    assert len(persons) == 3


# --- beside the record


def test_a_record_made_here_is_marked_in_its_place(page: PlacePage, real_kit: PageKit) -> None:
    pane = page.panes["person"]
    pane.add.click()
    assert page.record.view is not None
    page.saved.connect(lambda saved: page.refresh(saved.changes))
    saved = real_kit.desk.records.save("person", None, {"names": (PersonName("Жумабаев Ержан"),)}, "new")
    page.record.saved.emit(saved)
    assert pane.rows.id_at(pane.view.currentIndex().row()) == saved.ids[0]


def test_the_place_in_the_list_survives_a_refresh(pane: ListPane, real_kit: PageKit) -> None:
    pane.view.setCurrentIndex(pane.rows.index(4, 0))
    current = pane.rows.id_at(4)
    real_kit.desk.records.save("person", None, {"names": (PersonName("Абаев"),)}, "new")
    pane.refresh()
    assert pane.rows.id_at(5) == current
    assert pane.rows.id_at(pane.view.currentIndex().row()) == current


def test_a_list_that_is_not_shown_is_read_when_it_is(page: PlacePage, real_kit: PageKit) -> None:
    page.show_type("organisation")
    saved = real_kit.desk.records.save("person", None, {"names": (PersonName("Абаев"),)}, "new")
    page.refresh(saved.changes)
    assert page.panes["person"].rows.rowCount() == 9
    page.show_type("person")
    assert page.panes["person"].rows.rowCount() == 10


def test_back_finds_the_filters_again(page: PlacePage) -> None:
    pane = page.panes["person"]
    type_into(pane, "a")
    pane.ask(pane.query.with_condition(DETAINED))
    here, found = page.address(), titles(pane)
    page.show_address(Address(tab="person"))
    assert len(titles(pane)) == 9
    page.show_address(Address(tab=here.tab, note=here.note))
    assert titles(pane) == found
    page.show_address(Address(tab="person", note="not a question"))
    assert len(titles(pane)) == 9


def test_ctrl_shift_f_opens_the_filters(page: PlacePage) -> None:
    pane = page.panes["person"]
    assert page.can(Act.FILTER)
    assert page.perform(Act.FILTER)
    assert pane.panel.isVisible()
    page.perform(Act.FILTER)
    assert not pane.panel.isVisible()


def test_everything_here_has_a_name_for_a_screen_reader(pane: ListPane) -> None:
    pane.toggle_filters()
    pane.ask(pane.query.with_condition(DETAINED))
    wanted: list[QWidget] = [pane.search, pane.view, pane.add, pane.panel.choice, pane.panel.values, pane.panel.low,
                             pane.panel.high, pane.panel.period, pane.panel.other.line, pane.bar.searches,
                             pane.bar.order, pane.bar.column_menu, pane.bar.name, pane.selection.reason,
                             pane.selection.case.line, *pane.chips.chips]
    assert all(each.accessibleName() for each in wanted)
    spoken = pane.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken


def test_a_new_vault_says_what_belongs_here(live: Live, real_kit: PageKit, qtbot: QtBot) -> None:
    kit = PageKit(live.empty(), real_kit.language, real_kit.look, real_kit.runner)
    pane = ListPane(kit, SPECS["person"])
    qtbot.addWidget(pane)
    assert "Ctrl+N" in pane.empty.text()
    with qtbot.waitSignal(pane.wanted_new):
        pane.first.click()


# --- a record that nobody recorded yet


def test_a_new_record_that_was_left_waits_among_the_drafts_and_is_found_from_there(
    page: PlacePage, real_kit: PageKit, qtbot: QtBot
) -> None:
    page.record.show_new("person")
    form = next(card.form for card in page.record.body.cards.values() if card.form is not None)
    line = next(each for each in form.findChildren(QLineEdit) if each.isVisibleTo(form))
    QTest.keyClicks(line, "Zhanaozen")
    page.record.perform(Act.LEAVE)
    page.record.leave(at_once=True)
    notes = [note for note in real_kit.desk.drafts.waiting() if note.title == "New: Person"]
    assert len(notes) == 1
    page.show_address(Address(type="organisation", tab="organisation"))
    page.show_address(notes[0].address)
    assert page.record.view is not None
    assert page.record.view.id == ""
    again = next(card.form for card in page.record.body.cards.values() if card.form is not None)
    assert any("Zhanaozen" in each.text() for each in again.findChildren(QLineEdit))
    page.record.perform(Act.RECORD)
    assert not [note for note in real_kit.desk.drafts.waiting() if note.title == "New: Person"]
