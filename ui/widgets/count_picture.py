"""A table of counts as a picture that leaves: headings, numbers, and a bar for every number of the last column."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.style.tokens import LIGHT

_HEAD: Final = 260.0
_CELL: Final = 92.0
_BAR: Final = 180.0
_ROW: Final = 1.7  # lines
HIDDEN: Final = "·"


class CountPicture:
    """``table``: rows of text, the head first, the row's name in the first column."""

    def __init__(self, table: Sequence[Sequence[str]], bars: Sequence[int | None], notes: Sequence[str]) -> None:
        self._table, self._bars, self._notes = table, bars, notes

    def size(self, font: QFont) -> QSizeF:
        """How large it is."""
        line = QFontMetricsF(font).height()
        columns = max(len(row) for row in self._table) - 1
        return QSizeF(_HEAD + columns * _CELL + _BAR, (len(self._table) + len(self._notes)) * _ROW * line)

    def paint(self, painter: QPainter, font: QFont) -> None:
        """All of it, from 0, 0."""
        metrics = QFontMetricsF(font)
        high, most = metrics.height() * _ROW, max((bar or 0 for bar in self._bars), default=0)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        for at, row in enumerate(self._table):
            top = at * high
            painter.setFont(bold if at == 0 or at == len(self._table) - 1 else font)
            painter.setPen(QColor(LIGHT.text))
            self._text(painter, QRectF(0, top, _HEAD - 8, high), row[0], Qt.AlignmentFlag.AlignLeft)
            for column, text in enumerate(row[1:]):
                self._text(painter, QRectF(_HEAD + column * _CELL, top, _CELL - 8, high), text,
                           Qt.AlignmentFlag.AlignRight)
            if 0 < at < len(self._table) - 1 and most and (bar := self._bars[at - 1]):
                wide = (_BAR - 12) * bar / most
                left = _HEAD + (len(row) - 1) * _CELL + 8
                painter.fillRect(QRectF(left, top + high * 0.22, wide, high * 0.56), QColor(LIGHT.accent))
            painter.setPen(QColor(LIGHT.line))
            painter.drawLine(QPointF(0, top + high), QPointF(self.size(font).width(), top + high))
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.text_2))
        for at, note in enumerate(self._notes):
            self._text(painter, QRectF(0, (len(self._table) + at) * high, self.size(font).width(), high), note,
                       Qt.AlignmentFlag.AlignLeft)

    def _text(self, painter: QPainter, where: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
