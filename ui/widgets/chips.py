"""Filters in force as chips: each says what it asks and goes away when pressed."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.style.icons import Icon
from ui.style.look import Look
from ui.style.tokens import MEASURES
from ui.widgets.flow import Flow

_WIDEST = 520
_CROSS = 12
_PADDING = 40


class Chip(QPushButton):
    """A word on a tint with a cross. Enter, Space, Delete or a click press it."""

    def __init__(self, look: Look, text: str, spoken: str) -> None:
        super().__init__()
        self._look, self._whole = look, text
        self.setProperty("role", "filter")
        self.setAutoDefault(True)
        self.setAccessibleName(spoken)
        self.setToolTip("" if "<" in text else text)
        self._fit(_WIDEST)

    @property
    def label(self) -> str:
        """All of its words."""
        return self._whole

    def sizeHint(self) -> QSize:
        """As wide as its words, within reason."""
        wide = self.fontMetrics().horizontalAdvance(self._whole) + _PADDING
        return QSize(min(wide, _WIDEST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QPoint(self.width() - _CROSS - 8, (self.height() - _CROSS) // 2)
        painter.drawPixmap(place, self._look.pixmap(Icon.CLOSE, size=_CROSS, ratio=self.devicePixelRatioF()))

    def _fit(self, width: int) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(20, width - _PADDING + 2))
        if self.text() != shown.replace("&", "&&"):
            self.setText(shown.replace("&", "&&"))


class Chips(QWidget):
    """A line of chips that wraps. ``removed`` carries the number of the one that was pressed."""

    removed = Signal(int)

    def __init__(self, look: Look, spoken: str, parent: QWidget | None = None) -> None:
        """``spoken``: "Remove the filter: {filter}" in the window's language."""
        super().__init__(parent)
        self._look, self._spoken = look, spoken
        self._flow = Flow(self, MEASURES.inside)
        self._flow.setContentsMargins(4, 4, 4, 4)
        self.chips: list[Chip] = []

    def show_filters(self, labels: Sequence[str]) -> None:
        """One chip each; the focus stays among them while there are any."""
        focused = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        if list(labels) == [chip.label for chip in self.chips]:
            return
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = []
        for label in labels:
            chip = Chip(self._look, label, self._spoken.format(filter=label))
            chip.clicked.connect(self._on_pressed)
            self._flow.addWidget(chip)
            self.chips.append(chip)
        self.setVisible(bool(self.chips))
        if focused >= 0 and self.chips:
            self.chips[min(focused, len(self.chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_pressed(self) -> None:
        pressed = self.sender()
        at = next((at for at, chip in enumerate(self.chips) if chip is pressed), -1)
        if at >= 0:
            self.removed.emit(at)
