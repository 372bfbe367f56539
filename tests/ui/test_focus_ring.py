"""The ring around the control that has the focus, and what happens to it when its window goes."""

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.support.active import activate
from ui.style.tokens import LIGHT
from ui.widgets.focus_ring import FocusRing, _Ring


def two_lines(qtbot: QtBot) -> tuple[QWidget, QLineEdit, QLineEdit]:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, second = QLineEdit(), QLineEdit()
    layout.addWidget(first)
    layout.addWidget(second)
    window.show()
    activate(window, qtbot)
    return window, first, second


def test_the_ring_goes_with_the_focus(app: QApplication, qtbot: QtBot) -> None:
    window, first, second = two_lines(qtbot)
    ring = FocusRing(window, LIGHT.focus)
    for line in (second, first, second):
        line.setFocus()
        assert ring._target is line
        drawn = [each for each in window.findChildren(_Ring) if each.isVisible()]
        assert [each.geometry().contains(line.geometry()) for each in drawn] == [True]


def test_a_ring_whose_window_is_being_thrown_away_says_nothing(app: QApplication, qtbot: QtBot) -> None:
    """Python empties the objects of a cycle before Qt destroys them, and Qt moves the focus while it does."""
    window, first, second = two_lines(qtbot)
    ring = FocusRing(window, LIGHT.focus)
    first.setFocus()
    ring.__dict__.clear()
    with capture_exceptions() as raised:
        second.setFocus()
        first.resize(10, 10)
    assert raised == []


def test_the_ring_grows_with_the_room_that_comes_after_the_focus(app: QApplication, qtbot: QtBot) -> None:
    window, _, _ = two_lines(qtbot)
    FocusRing(window, LIGHT.focus)
    room = QWidget(window)
    room.setGeometry(0, 0, 60, 30)
    line = QLineEdit(room)
    line.setGeometry(6, 6, 200, 90)  # has its size already
    room.show()
    line.setFocus()
    room.resize(300, 200)
    drawn = [each for each in window.findChildren(_Ring) if each.isVisible()]
    assert [each.geometry().contains(line.geometry()) for each in drawn] == [True]
