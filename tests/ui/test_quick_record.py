"""The minimum record from the keyboard: keys counted in three layouts, drafts, next victim, what blocks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import Invalid
from tests.support.desk import Desk, person_named
from tests.ui.keyboard import EN, KK, RU, Keyboard
from ui.pages.page import PageKit
from ui.pages.quick_drafts import DRAFT_DELAY_MS
from ui.pages.quick_page import QuickPage
from ui.ports import Agreed, QuickRecord, Still
from ui.widgets.fields import MomentLine
from ui.windows.main_window import MainWindow

WORDS = {
    EN: ("Zhumabekov Yerlan, ", ", m", " jan evening", "Almaty"),
    RU: ("Жумабеков Ерлан, ", ", м", " янв вечером", "Алматы"),
    KK: ("Жұмабеков Ерлан ", " ер", " қаңтар кешке", "Алматы"),
}
TAB, ENTER, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down


def minimum(keys: Keyboard) -> None:
    """The eight keys of the wireframe with the data between them."""
    who, sex, when, where = WORDS[keys.layout]
    keys.chord("N")
    keys.type(who + "27" + sex)
    keys.press(TAB)
    keys.press(TAB)
    keys.digits("7")
    keys.type(when)
    keys.press(TAB)
    keys.press(TAB)
    keys.type(where)
    keys.press(ENTER)
    keys.press(ENTER)
    keys.chord("Enter")


@pytest.mark.parametrize("layout", [EN, RU, KK])
def test_the_minimum_record_costs_eight_keys(window: MainWindow, desk: Desk, layout: str) -> None:
    keys = Keyboard(window, layout)
    minimum(keys)
    made = desk.quick.made
    assert len(made) == 1
    assert keys.beyond == 8
    assert keys.beyond <= 12
    assert made[0].what == "detention"
    assert made[0].still is Still.NOT_KNOWN
    assert made[0].agreed is Agreed.NOT_ASKED
    assert made[0].told_by == "relative_victim"
    assert "лмат" in made[0].where
    assert made[0].where_id is not None
    assert desk.records.title(made[0].where_id) == "Алматы"
    reading = desk.readings.moment(made[0].when)
    assert reading.words == "7 January 2022, 18:00–24:00 (UTC+6)"


def test_the_same_keys_without_the_last_record_nothing(window: MainWindow, desk: Desk) -> None:
    keys = Keyboard(window, EN)
    keys.chord("N")
    keys.type("Zhumabekov")
    keys.press(TAB)
    assert desk.quick.made == []


@pytest.mark.parametrize("layout", [EN, RU])
def test_an_existing_person_costs_one_more(window: MainWindow, desk: Desk, layout: str) -> None:
    keys = Keyboard(window, layout)
    keys.chord("N")
    keys.type("Akhmetov Daniyar" if layout == EN else "Ахметов Данияр")
    keys.press(ENTER)
    keys.press(TAB)
    keys.press(TAB)
    keys.digits("7")
    keys.type(WORDS[layout][2])
    keys.press(TAB)
    keys.press(TAB)
    keys.type(WORDS[layout][3])
    keys.press(ENTER)
    keys.press(ENTER)
    keys.chord("Enter")
    assert keys.beyond == 9
    assert desk.quick.made[0].who_id == person_named(desk, "Ахметов")


def test_another_act_and_consent_stay_within_eleven(window: MainWindow, desk: Desk) -> None:
    keys = Keyboard(window, EN)
    keys.chord("N")
    keys.type("Akhmetov Daniyar")
    keys.press(ENTER)
    keys.press(TAB)
    keys.press(DOWN)
    keys.press(TAB)
    keys.type("7 jan")
    keys.press(TAB)
    keys.press(TAB)
    keys.type("Almaty")
    keys.press(ENTER)
    keys.press(ENTER)
    keys.press(DOWN)
    keys.chord("Enter")
    assert keys.beyond == 11
    assert desk.quick.made[0].what == "mass_roundup"
    assert desk.quick.made[0].agreed is Agreed.ORGANISATION_AND_LAWYER


def test_the_next_victim_costs_one_key(window: MainWindow, desk: Desk) -> None:
    keys = Keyboard(window, EN)
    minimum(keys)
    shell = window.shell
    assert shell is not None
    keys.chord("N")
    keys.type("Zhanov")
    keys.press(TAB)
    keys.press(TAB)
    keys.type("7 jan")
    keys.chord("Enter", shift=True)
    before = keys.beyond
    keys.type("Sadykov")
    keys.chord("Enter", shift=True)
    assert keys.beyond - before == 1
    last: QuickRecord = desk.quick.made[-1]
    assert (last.who, last.when, last.source_id) == ("Sadykov", "7 jan", "b" * 32)
    assert desk.quick.made[-2].source_id is None


def test_not_known_is_an_answer_and_only_what_or_when_block(kit: PageKit, desk: Desk, qtbot: QtBot) -> None:
    page = QuickPage(kit)
    qtbot.addWidget(page)
    page.record_button.click()
    assert desk.quick.made == []
    assert not page.rows["when"].problem.isHidden()
    page.when.setText("32 jan")
    page.record_button.click()
    assert desk.quick.made == []
    page.when.setText("2022")
    page.record_button.click()
    assert len(desk.quick.made) == 1


def test_a_refusal_stands_beside_its_field(kit: PageKit, desk: Desk, qtbot: QtBot) -> None:
    page = QuickPage(kit)
    qtbot.addWidget(page)
    page.when.setText("2022")
    desk.quick.refuse = Invalid("when")
    page.record_button.click()
    assert not page.rows["when"].problem.isHidden()
    assert page.when.text() == "2022"


def test_a_draft_is_kept_within_two_seconds_and_comes_back(kit: PageKit, desk: Desk, qtbot: QtBot) -> None:
    assert DRAFT_DELAY_MS < 2_000
    page = QuickPage(kit)
    qtbot.addWidget(page)
    page.who.line.setText("Ахметов")
    page.who.line.textEdited.emit("Ахметов")
    assert desk.drafts.kept == {}
    page.leave()
    assert desk.drafts.kept["quick"]["who"] == "Ахметов"
    again = QuickPage(kit)
    qtbot.addWidget(again)
    assert again.who.text() == "Ахметов"


def test_a_place_is_taken_unasked_only_when_it_is_named_exactly(kit: PageKit, desk: Desk, qtbot: QtBot) -> None:
    page = QuickPage(kit)
    qtbot.addWidget(page)
    for text, title in (("Almaty", "Алматы"), ("Алмат", "")):
        page.where.line.setText(text)
        page.where.line.textEdited.emit(text)
        assert page.where.hits()
        page.where.line.entered.emit()
        assert (desk.records.title(page.where.chosen) if page.where.chosen else "") == title


def test_recording_drops_the_draft(kit: PageKit, desk: Desk, qtbot: QtBot) -> None:
    desk.drafts.kept["quick"] = {"who": "Ахметов", "when": "2022"}
    page = QuickPage(kit)
    qtbot.addWidget(page)
    page.record_button.click()
    assert desk.quick.made[0].who == "Ахметов"
    assert desk.drafts.kept == {}


def test_what_is_understood_stands_under_the_field(kit: PageKit, qtbot: QtBot) -> None:
    page = QuickPage(kit)
    qtbot.addWidget(page)
    page.who.line.setText("Ахметов Данияр, 27, м")
    page.who.line.textEdited.emit("Ахметов Данияр, 27, м")
    assert page.rows["who"].understood.text() == "surname Ахметов · given name Данияр · 27 years old · man"


@pytest.mark.parametrize(("layout", "typed"), [(EN, "7 jan"), (RU, "7 янв"), (KK, "7 қаңтар")])
def test_a_date_reads_digits_by_position_and_words_as_words(
    app: QApplication, kit: PageKit, qtbot: QtBot, layout: str, typed: str
) -> None:
    line = MomentLine(kit.look)
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    keys = Keyboard(line, layout)
    keys.digits(typed[0])
    keys.type(typed[1:])
    assert line.text() == typed
    keys.type(" ")
    keys.digits("2022")
    assert line.text() == f"{typed} 2022"
