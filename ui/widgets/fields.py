"""One-line fields that say how they read the keyboard: the layout in force, or digits by position."""

from typing import Final

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QFont, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.style.look import Look
from ui.style.tokens import SIZES
from ui.widgets.positions import digit_at

_KAZAKH: Final = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
DIGITS_MARK: Final = "0–9"


def layout_of(text: str) -> str:
    """EN, RU or KK by the last letter typed; blank when it tells nothing."""
    for char in reversed(text):
        if char in _KAZAKH:
            return "KK"
        if "\u0400" <= char <= "\u052f":
            return "RU"
        if char.isalpha() and char.isascii():
            return "EN"
    return ""


def system_layout() -> str:
    """The layout as the system's input method reports it, in the same two letters."""
    return QGuiApplication.inputMethod().locale().name()[:2].upper().replace("C", "EN")[:2]


class MarkedLine(QLineEdit):
    """A line with a small word at its right edge; by default the keyboard layout while it has the focus."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._mark = ""
        self._fixed = ""
        self.shortened = False  # something pasted was longer than a line holds
        self.textEdited.connect(self._on_edited)
        self.inputRejected.connect(self._on_rejected)

    def fix_mark(self, mark: str) -> None:
        """Show this word always, instead of the layout."""
        self._fixed = mark
        self._leave_room()

    def mark(self) -> str:
        """What stands at the right edge now."""
        return self._fixed or (self._mark if self.hasFocus() else "")

    @Slot()
    def _on_rejected(self) -> None:
        self.shortened = len(self.text()) >= self.maxLength()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self.shortened = self.shortened and len(text) >= self.maxLength()
        self._mark = layout_of(text[: self.cursorPosition()]) or self._mark
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark = layout_of(self.text()) or system_layout()
        self._leave_room()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave_room()

    def _leave_room(self) -> None:
        self.setTextMargins(0, 0, self._look.px(30) if self.mark() else 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        mark = self.mark()
        if not mark:
            return
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPointSizeF(SIZES.small * self._look.zoom)
        painter.setFont(font)
        painter.setPen(QColor(self._look.theme.text_3))
        place = QRect(self.width() - self._look.px(34) - 8, 0, self._look.px(34), self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark)


class DigitsLine(MarkedLine):
    """A whole number: the number row gives digits in every layout, every other letter is ignored."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.fix_mark(DIGITS_MARK)
        self.setMaxLength(15)
        self.setMaximumWidth(200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = digit_at(event)
        if digit:
            self.insert(digit)
            self.textEdited.emit(self.text())
        elif event.text() in ("-", "") or not event.text().isprintable():
            super().keyPressEvent(event)


class MomentLine(MarkedLine):
    """A date in words and digits: the number row gives digits at the start of a word.

    In the Kazakh layout the key of 0 is also the first letter of "қаңтар". So a digit that was typed by position turns
    back into its letter as soon as another letter follows it in the same word.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.fix_mark(DIGITS_MARK)
        self._letters: dict[int, str] = {}  # position in the text -> the letter that the layout has there

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, digit = event.text(), digit_at(event)
        at = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        before = self.text()[:at]
        if digit and digit != text and not before[-1:].isalpha():
            self.insert(digit)
            self._letters[at] = text
            self.textEdited.emit(self.text())
            return
        if text.isalpha() and before[-1:].isdecimal():
            self._turn_back(at)
        if not text.isprintable() or not text:
            self._letters.clear()
        super().keyPressEvent(event)

    def _turn_back(self, at: int) -> None:
        start = at
        while start - 1 in self._letters and self._letters[start - 1].isalpha():
            start -= 1
        if start == at:
            return
        letters = "".join(self._letters.pop(i) for i in range(start, at))
        self.setSelection(start, at - start)
        self.insert(letters)
