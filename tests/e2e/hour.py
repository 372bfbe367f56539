"""The monitor at her computer: a window over a real encrypted vault with real threads, and a keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.house import House, settle, shell_of
from tests.ui.keyboard import EN, KK, RU, Keyboard
from ui.pages.create_pages import CreatePage, RecoveryPage
from ui.pages.unlock_page import UnlockPage
from ui.ports import Desk, Lane, RecordView
from ui.windows.main_window import MainWindow

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return
LONG = 30_000
OPEN: list[House] = []  # a test that fails half-way leaves its house to the fixture


class Hour:
    """One process of the program, at which the monitor sits."""

    def __init__(self, folder: Path, qt: QApplication, qtbot: QtBot) -> None:
        self.house, self.qtbot = House(folder), qtbot
        OPEN.append(self.house)
        self.locked: list[bool] = []
        self.window: MainWindow = self.house.show(qt, qtbot, language="ru", after_lock=lambda: self.locked.append(True))
        self.keys, self.kazakh, self.latin = (Keyboard(self.window, layout) for layout in (RU, KK, EN))

    def settle(self) -> None:
        settle(self.window, self.qtbot)

    @property
    def desk(self) -> Desk:
        return shell_of(self.window).kit.desk

    def ids(self, type_: str) -> list[str]:
        return list(self.desk.lanes[Lane.READER].submit(self.desk.records.ids, type_).result())

    def view(self, id_: str) -> RecordView:
        return self.desk.lanes[Lane.READER].submit(self.desk.records.get, id_).result()

    def tab_to(self, wanted: QWidget) -> None:
        """Walk with Tab until it has the focus; a page that cannot be walked to the end fails here."""
        passed: list[str] = []
        for _ in range(80):
            if QApplication.focusWidget() is wanted:
                return
            passed.append(told(QApplication.focusWidget()))
            self.keys.press(TAB)
        pytest.fail(f"Tab does not reach {told(wanted)}, only {list(dict.fromkeys(passed))}")

    def unlock(self, phrase: str) -> None:
        gate = self.window.gate()
        assert isinstance(gate, UnlockPage)
        self.latin.type(phrase)
        self.keys.press(ENTER)
        self.qtbot.waitUntil(lambda: self.window.shell is not None, timeout=LONG)
        self.settle()

    def lock(self) -> None:
        """The process ends with the lock; the next ``Hour`` is the fresh one."""
        self.keys.chord("L")
        self.qtbot.waitUntil(lambda: self.locked == [True], timeout=LONG)
        self.close()

    def close(self) -> None:
        """As the program ends."""
        OPEN.remove(self.house)
        self.house.close()


def told(widget: QWidget | None) -> str:
    words = widget.text() if isinstance(widget, QPushButton) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or words if widget is not None else ''}"


def first_run(hour: Hour) -> str:
    """Two screens: the words are copied, two groups of the recovery key typed back; then the passphrase opens it."""
    create = hour.window.gate()
    assert isinstance(create, CreatePage)
    phrase = create.words.text()
    assert len(phrase.split()) == 6
    assert create.shown.text() == phrase
    hour.keys.press(ENTER)
    hour.qtbot.waitUntil(lambda: isinstance(hour.window.gate(), RecoveryPage), timeout=LONG)
    recovery = hour.window.gate()
    assert isinstance(recovery, RecoveryPage)
    hour.qtbot.waitUntil(recovery.fields[1].isVisible, timeout=LONG)
    groups = [recovery._groups[at] for at in recovery.asked()]
    hour.latin.type(groups[0])
    hour.keys.press(TAB)
    hour.latin.type(groups[1][:-1])
    hour.keys.press(ENTER)
    assert hour.window.gate() is recovery, "half a group is not a proof"
    hour.latin.type(groups[1][-1])
    hour.keys.press(ENTER)
    assert hour.window.gate() is not recovery, (groups, [each.text() for each in recovery.fields], recovery.said())
    hour.unlock(phrase)
    return phrase
