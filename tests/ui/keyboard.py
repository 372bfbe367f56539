"""A keyboard of three layouts: what the person types arrives as on a real one, place of the key included.

Never QTest.keyClicks with Cyrillic text: it aborts the process.
"""

import sys

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

EN, RU, KK = "EN", "RU", "KK"
_ROWS = {
    EN: ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"),
    RU: ("1234567890-=", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю."),
    KK: ('"әіңғ,.үұқөһ', "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю№"),
}
_FIRST = (2, 16, 30, 44)
_OFFSET = 8 if sys.platform.startswith("linux") else 0


def _place(char: str, layout: str) -> int:
    for first, row in zip(_FIRST, _ROWS[layout], strict=True):
        if char.lower() in row:
            return first + row.index(char.lower()) + _OFFSET
    return 57 + _OFFSET if char == " " else 0


class Keyboard:
    """Types into whatever has the focus and counts the keys that are not data."""

    def __init__(self, window: QWidget, layout: str) -> None:
        self.window, self.layout = window, layout
        self.beyond = 0

    def type(self, text: str) -> None:
        """Data: letters of the layout; digits by the key that bears them."""
        for char in text:
            self._send(char, _place(char, self.layout), char)

    def digits(self, digits: str) -> None:
        """The number row: in the Kazakh layout its keys send letters."""
        for digit in digits:
            at = "1234567890".index(digit)
            self._send(digit, _FIRST[0] + at + _OFFSET, _ROWS[self.layout][0][at])

    def press(self, key: Qt.Key) -> None:
        """A key with a name."""
        self.beyond += 1
        QTest.keyClick(self._target(), key)

    def chord(self, letter: str, shift: bool = False) -> None:
        """Ctrl and a letter key, named by the letter printed on it in Latin; Enter by its name."""
        self.beyond += 1
        modifiers = Qt.KeyboardModifier.ControlModifier
        if shift:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        if letter == "Enter":
            QTest.keyClick(self._target(), Qt.Key.Key_Return, modifiers)
            return
        if self.layout == EN:
            QTest.keyPress(self._target(), Qt.Key(ord(letter)), modifiers)
            return
        place = _place(letter.lower(), EN)
        row = next(row for row in range(4) if letter.lower() in _ROWS[EN][row])
        sent = _ROWS[self.layout][row][_ROWS[EN][row].index(letter.lower())]
        event = QKeyEvent(QEvent.Type.KeyPress, ord(sent.upper()), modifiers, place, 0, 0, "")
        QCoreApplication.sendEvent(self._target(), event)

    def alt(self, letter: str) -> None:
        """Alt and a letter key, named by the letter printed on it in Latin."""
        self._placed(letter.lower(), Qt.KeyboardModifier.AltModifier)

    def zoom(self, key: str) -> None:
        """Ctrl and =, - or 0 of the number row, whatever the layout has there."""
        self._placed(key, Qt.KeyboardModifier.ControlModifier)

    def _placed(self, key: str, modifiers: Qt.KeyboardModifier) -> None:
        self.beyond += 1
        if self.layout == EN:
            QTest.keyPress(self._target(), Qt.Key(ord(key.upper())), modifiers)
            return
        row = next(row for row in range(4) if key in _ROWS[EN][row])
        sent = _ROWS[self.layout][row][_ROWS[EN][row].index(key)]
        event = QKeyEvent(QEvent.Type.KeyPress, ord(sent.upper()), modifiers, _place(key, EN), 0, 0, "")
        QCoreApplication.sendEvent(self._target(), event)

    def _send(self, char: str, place: int, text: str) -> None:
        key = ord(text.upper()) if len(text.upper()) == 1 else 0
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, place, 0, 0, text)
        QCoreApplication.sendEvent(self._target(), event)

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window
