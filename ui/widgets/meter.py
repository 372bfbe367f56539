"""How strong a passphrase looks: three segments and a word, never the segments alone."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style.look import Look

STEPS = 3
_GAP = 4
_HIGH = 6


class Meter(QWidget):
    """The segments; the word stands in a label beside, which is also what a screen reader is told."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.value = 0
        self.setFixedSize(look.px(96), look.px(_HIGH) + 2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, value: int, words: str) -> None:
        """0 to 3."""
        self.value = value
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = (self.width() - _GAP * (STEPS - 1)) / STEPS
        full = theme.accent if self.value >= STEPS - 1 else theme.attention
        for at in range(STEPS):
            place = QRectF(at * (wide + _GAP) + 0.5, 0.5, wide - 1, self.height() - 1)
            painter.setPen(QColor(full if at < self.value else theme.control))
            painter.setBrush(QColor(full) if at < self.value else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place, 3, 3)
