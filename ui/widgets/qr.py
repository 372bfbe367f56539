"""A QR code, painted: black on white in every theme, because cameras read nothing else reliably."""

from typing import Final

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_QUIET: Final = 4  # modules of white around, as the standard asks


class QrCode(QWidget):
    """Data that another device reads from the screen or from paper."""

    def __init__(self, data: bytes, name: str, side: int = 220, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _modules(data)
        self._side = side
        self.setFixedSize(side, side)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def dark(self, row: int, column: int) -> bool:
        """Whether a module is black."""
        return bool(self._rows[row][column])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        size = len(self._rows) + 2 * _QUIET
        step = min(self.width(), self.height()) / size
        for at, row in enumerate(self._rows):
            for column, dark in enumerate(row):
                if dark:
                    place = QRectF((column + _QUIET) * step, (at + _QUIET) * step, step, step)
                    painter.fillRect(place, Qt.GlobalColor.black)


def qr_image(data: bytes) -> QImage:
    """The same for a page, a pixel a module."""
    rows = _modules(data)
    size = len(rows) + 2 * _QUIET
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for at, row in enumerate(rows):
        for column, dark in enumerate(row):
            if dark:
                image.setPixelColor(column + _QUIET, at + _QUIET, Qt.GlobalColor.black)
    return image


def _modules(data: bytes) -> tuple[tuple[int, ...], ...]:
    code = segno.make(data, mode="byte", error="l", micro=False)
    return tuple(tuple(row) for row in code.matrix)
