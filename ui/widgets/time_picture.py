"""Rows of bars over a scale: what is known imprecisely is drawn so, and what nobody recorded is an empty frame."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.ports import TimeBar, TimeRow
from ui.style.tokens import Theme
from ui.widgets.time_scale import Scale, Step

TITLES: Final = 220.0
ROW: Final = 2.1  # lines
HEAD: Final = 1.9
_TICK: Final = 3.0  # pixels: what is narrower is drawn as a mark
_NEAR: Final = 5.0  # pixels: marks closer than that are one with a number
Words = Callable[[dt.datetime, Step], str]


class TimePicture:
    """Draws; knows no events. ``words``: a tick in the window's language."""

    def __init__(self, rows: Sequence[TimeRow], theme: Theme, words: Words) -> None:
        self.rows, self._theme, self._words = rows, theme, words

    def row_height(self, font: QFont) -> float:
        """Of one row, in pixels."""
        return QFontMetricsF(font).height() * ROW

    def head_height(self, font: QFont) -> float:
        """Of the scale above them."""
        return QFontMetricsF(font).height() * HEAD

    def size(self, font: QFont, width: float, rows: int) -> QSizeF:
        """Of a picture with so many rows."""
        return QSizeF(width, self.head_height(font) + rows * self.row_height(font))

    def paint(self, painter: QPainter, size: QSizeF, font: QFont, scale: Scale, first: int = 0) -> None:
        """The rows from ``first`` on that have room, titles on the left."""
        painter.setFont(font)
        head, high = self.head_height(font), self.row_height(font)
        chart = size.width() - TITLES
        self._scale(painter, size, head, scale, chart)
        shown = self.rows[first : first + int((size.height() - head) / high) + 1]
        for at, row in enumerate(shown):
            top = head + at * high
            painter.setPen(QColor(self._theme.text))
            title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, int(TITLES - 16))
            painter.drawText(QRectF(8, top, TITLES - 16, high), int(Qt.AlignmentFlag.AlignVCenter), title)
            painter.save()
            painter.setClipRect(QRectF(TITLES, top, chart, high))
            painter.translate(TITLES, top)
            self._row(painter, row, scale, QSizeF(chart, high))
            painter.restore()
            painter.setPen(QColor(self._theme.line))
            painter.drawLine(QPointF(0, top + high), QPointF(size.width(), top + high))

    def bar_rect(self, bar: TimeBar, scale: Scale, high: float) -> QRectF:
        """Where a bar of a row stands, in the row's own coordinates; never too small to be hit."""
        first, last = (scale.x(second) for second in bar.whole)
        wide = max(last - first, 2 * _TICK)
        left = first if last - first >= 2 * _TICK else (first + last) / 2 - _TICK
        return QRectF(left, high * 0.22, wide, high * 0.56)

    def gathered(self, row: TimeRow, scale: Scale) -> list[tuple[TimeBar, int]]:
        """Bars that would hide each other at this scale as one with their number."""
        found: list[tuple[TimeBar, int]] = []
        for bar in row.bars:
            first, last = (scale.x(second) for second in bar.whole)
            if found and last - first < _TICK:
                before = found[-1][0]
                there = scale.x(before.whole[1])
                if first - there < _NEAR and there - scale.x(before.whole[0]) < _TICK:
                    found[-1] = (before, found[-1][1] + 1)
                    continue
            found.append((bar, 1))
        return found

    # -- parts --------------------------------------------------------------------------------------------------

    def _scale(self, painter: QPainter, size: QSizeF, head: float, scale: Scale, chart: float) -> None:
        painter.save()
        painter.setClipRect(QRectF(TITLES, 0, chart, size.height()))
        for x, at in scale.ticks(chart):
            painter.setPen(QColor(self._theme.line))
            painter.drawLine(QPointF(TITLES + x, head * 0.7), QPointF(TITLES + x, size.height()))
            painter.setPen(QColor(self._theme.text_2))
            painter.drawText(QPointF(TITLES + x + 4, head * 0.62), self._words(at, scale.step()))
        painter.restore()

    def _row(self, painter: QPainter, row: TimeRow, scale: Scale, size: QSizeF) -> None:
        for bar, many in self.gathered(row, scale):
            rect = self.bar_rect(bar, scale, size.height())
            if rect.right() < 0 or rect.left() > size.width():
                continue
            if bar.unaccounted:
                painter.setPen(QPen(QColor(self._theme.attention), 1.4, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect)
            else:
                self._bar(painter, bar, scale, rect)
            if many > 1:
                painter.setPen(QColor(self._theme.text))
                painter.drawText(QPointF(rect.right() + 3, rect.bottom() - 2), str(many))
            for limit in bar.limits:
                x = scale.x(limit)
                painter.setPen(QPen(QColor(self._theme.danger), 1.4, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(x, 2), QPointF(x, size.height() - 2))

    def _bar(self, painter: QPainter, bar: TimeBar, scale: Scale, rect: QRectF) -> None:
        """The certain core full, what is uncertain hatched; one date is a block as wide as it is imprecise."""
        colour = QColor(self._theme.accent)
        painter.setPen(QPen(colour, 1))
        if bar.end is None:
            exact = rect.width() <= 2 * _TICK
            painter.setBrush(QBrush(colour, Qt.BrushStyle.SolidPattern if exact else Qt.BrushStyle.BDiagPattern))
            painter.drawRect(rect)
            return
        painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(rect)
        left, right = scale.x(bar.begin[1]), scale.x(bar.end[0])
        if right > left:
            left, right = max(left, -8), min(right, 20_000)
            painter.fillRect(QRectF(left, rect.top(), right - left, rect.height()), colour)
