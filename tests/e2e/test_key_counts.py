"""What a record costs in keys beyond its data, in three layouts, over a real encrypted vault with real threads.

The counts are those of the wireframe of the quick record: nine for somebody who is there already, eleven with another
act and another consent, one for the next victim of the same act.
"""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.house import House, settle, shell_of
from tests.ui.keyboard import EN, KK, RU, Keyboard
from ui.ports import Lane, RecordView
from ui.windows.main_window import MainWindow

TAB, ENTER, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down
LANGUAGE = {EN: "en", RU: "ru", KK: "kk"}
THERE = {EN: "Akhmetov Daniyar", RU: "Ахметов Данияр", KK: "Ахметов Данияр"}
EVENING = {EN: " jan evening", RU: " янв вечером", KK: " қаңтар кешке"}
TOWN = {EN: "Almaty", RU: "Алматы", KK: "Алматы"}
NEXT = {EN: "Sadykov Marat", RU: "Садыков Марат", KK: "Сәдуақасов Мақсат"}


@dataclass
class Seat:
    """Somebody at the keyboard of a window."""

    window: MainWindow
    qtbot: QtBot
    keys: Keyboard

    def settle(self) -> None:
        settle(self.window, self.qtbot)

    def ids(self, type_: str) -> set[str]:
        desk = shell_of(self.window).kit.desk
        return set(desk.lanes[Lane.READER].submit(desk.records.ids, type_).result())

    def view(self, id_: str) -> RecordView:
        desk = shell_of(self.window).kit.desk
        return desk.lanes[Lane.READER].submit(desk.records.get, id_).result()

    def detention_of_the_known(self, *, arrows: bool) -> None:
        """From Ctrl+N to Ctrl+Enter; with ``arrows`` another act and another consent."""
        layout = self.keys.layout
        self.keys.chord("N")
        self.keys.type(THERE[layout])
        self.settle()
        self.keys.press(ENTER)
        self.keys.press(TAB)
        if arrows:
            self.keys.press(DOWN)
        self.keys.press(TAB)
        self.keys.digits("7")
        self.keys.type(EVENING[layout])
        self.keys.press(TAB)
        self.keys.press(TAB)
        self.keys.type(TOWN[layout])
        self.settle()
        self.keys.press(ENTER)
        self.keys.press(ENTER)
        if arrows:
            self.keys.press(DOWN)
        self.keys.chord("Enter")
        self.settle()


def seat(house: House, qapp: QApplication, qtbot: QtBot, layout: str) -> Seat:
    window = house.show(qapp, qtbot, sample=True, language=LANGUAGE[layout])
    return Seat(window, qtbot, Keyboard(window, layout))


@pytest.mark.parametrize("layout", [EN, RU, KK])
def test_who_is_there_costs_nine_and_two_arrows_make_eleven(
    house: House, qapp: QApplication, qtbot: QtBot, layout: str
) -> None:
    at = seat(house, qapp, qtbot, layout)
    persons, acts = at.ids("person"), at.ids("act")
    for arrows, cost in ((False, 9), (True, 11)):
        before = at.keys.beyond
        at.detention_of_the_known(arrows=arrows)
        assert at.keys.beyond - before == cost
        (made,) = at.ids("act") - acts
        acts |= {made}
        act = at.view(made)
        assert act.fields["act_type"].value == ("mass_roundup" if arrows else "detention")
        assert THERE[layout].split()[0][:2] in act.titles[str(act.fields["victim"].value)]
    assert at.ids("person") == persons, "nobody was made twice"


@pytest.mark.parametrize("layout", [EN, RU, KK])
def test_the_next_victim_of_the_same_act_costs_one(
    house: House, qapp: QApplication, qtbot: QtBot, layout: str
) -> None:
    at = seat(house, qapp, qtbot, layout)
    persons, acts = at.ids("person"), at.ids("act")
    at.keys.chord("N")
    at.keys.type(NEXT[layout])
    at.settle()
    at.keys.press(TAB)
    at.keys.press(TAB)
    at.keys.digits("7")
    at.keys.type(EVENING[layout])
    at.keys.chord("Enter", shift=True)
    at.settle()
    before = at.keys.beyond
    at.keys.type({EN: "Omarova Dana", RU: "Омарова Дана", KK: "Омарова Дана"}[layout])
    at.settle()
    at.keys.chord("Enter", shift=True)
    at.settle()
    assert at.keys.beyond - before == 1
    assert len(at.ids("person") - persons) == 2
    first, second = (at.view(each) for each in at.ids("act") - acts)
    assert first.fields["victim"].value != second.fields["victim"].value
    for field in ("act_type", "start", "place"):
        assert first.fields[field].value == second.fields[field].value
