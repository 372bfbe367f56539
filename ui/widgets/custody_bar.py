"""A detention as a bar of time: solid where the person was held for certain, hatched where possibly, "?" where nobody
knows the place; legal limits as upright lines with words. Everything it shows stands in words beneath it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.ports import Custody, Mark, Stretch, Sure
from ui.style.look import Look
from ui.style.tokens import SIZES

_BAR: Final = 24.0
_SIDE: Final = 10.0
_GAP: Final = 6.0


class CustodyBar(QLabel):
    """Draws; says the same to a screen reader: as a label, since a bare widget has no role that is read out."""

    def __init__(self, look: Look, custody: Custody) -> None:
        super().__init__()
        self._look, self._custody = look, custody
        self._events = [mark for mark in custody.marks if not mark.limit]
        self._limits = [mark for mark in custody.marks if mark.limit]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(240)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(custody.title)
        self.setAccessibleDescription(" ".join(words for _, words in custody.words))

    def sizeHint(self) -> QSize:
        """As high as the rows of labels need at the size of type in force."""
        row = self._row()
        rows = len(self._limits) + max(1, len(self._events)) + 1
        return QSize(480, round(rows * row + _BAR + 3 * _GAP))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its rows."""
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Limits' labels, the bar, events under it, hours at the foot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small())
        row = self._row()
        top = len(self._limits) * row + _GAP
        for stretch in self._custody.stretches:
            self._draw_stretch(painter, stretch, top)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._look.theme.control), 1))
        painter.drawRect(QRectF(_SIDE, top, self.width() - 2 * _SIDE, _BAR))
        for at, mark in enumerate(self._limits):
            self._draw_limit(painter, mark, at * row, top)
        bottom = top + _BAR + _GAP
        for at, mark in enumerate(self._events):
            self._draw_event(painter, mark, bottom + at * row, top)
        self._draw_ticks(painter, bottom + max(1, len(self._events)) * row)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(SIZES.small * self.font().pointSizeF() / SIZES.base)
        return font

    def _row(self) -> float:
        return QFontMetricsF(self._small()).height() + 2

    def _x(self, at: int) -> float:
        custody = self._custody
        share = (at - custody.origin) / max(1, custody.end - custody.origin)
        return _SIDE + (self.width() - 2 * _SIDE) * min(1.0, max(0.0, share))

    def _draw_stretch(self, painter: QPainter, stretch: Stretch, top: float) -> None:
        theme = self._look.theme
        place = QRectF(self._x(stretch.start), top, 0, _BAR)
        place.setRight(max(self._x(stretch.stop), place.left() + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        if stretch.sure is Sure.HELD:
            painter.fillRect(place, QColor(theme.accent))
        elif stretch.sure is Sure.POSSIBLY:
            painter.fillRect(place, QColor(theme.surface))
            painter.fillRect(place, QBrush(QColor(theme.accent), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
        else:
            painter.fillRect(place, QColor(theme.attention_tint))
            painter.setPen(QPen(QColor(theme.attention), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
            painter.setPen(QColor(theme.attention))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "?")

    def _draw_limit(self, painter: QPainter, mark: Mark, y: float, top: float) -> None:
        theme = self._look.theme
        colour = QColor(theme.danger if mark.status == "danger" else
                        theme.attention if mark.status == "attention" else theme.text)
        x, metrics = self._x(mark.first), QFontMetricsF(painter.font())
        if mark.last > mark.first:  # when exactly it ran out is not known
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(QRectF(x, top - 3, max(2.0, self._x(mark.last) - x), 3), colour)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, y + 4), QPointF(x, top + _BAR + 3))
        wide = metrics.horizontalAdvance(mark.label)
        left = x + 5 if x + 5 + wide <= self.width() else x - 5 - wide
        painter.drawText(QPointF(left, y + metrics.ascent()), mark.label)

    def _draw_event(self, painter: QPainter, mark: Mark, y: float, top: float) -> None:
        theme, metrics = self._look.theme, QFontMetricsF(painter.font())
        first, last = self._x(mark.first), self._x(mark.last)
        middle = y + metrics.height() / 2
        painter.setPen(QPen(QColor(theme.text), 1.5))
        painter.drawLine(QPointF(first, top + _BAR - 4), QPointF(first, middle))
        if last - first > 6:
            painter.drawLine(QPointF(first, middle), QPointF(last, middle))
            painter.drawLine(QPointF(last, middle - 4), QPointF(last, middle + 4))
        painter.setBrush(QColor(theme.text))
        painter.drawPolygon(QPolygonF([QPointF(first - 4, middle), QPointF(first, middle - 4),
                                       QPointF(first + 4, middle), QPointF(first, middle + 4)]))
        wide = metrics.horizontalAdvance(mark.label)
        right = max(first, last) + 8
        left = right if right + wide <= self.width() else first - 8 - wide
        painter.drawText(QPointF(left, y + metrics.ascent()), mark.label)

    def _draw_ticks(self, painter: QPainter, y: float) -> None:
        theme, metrics = self._look.theme, QFontMetricsF(painter.font())
        painter.setPen(QColor(theme.text_3))
        free = 0.0
        for at, label in self._custody.ticks:
            x, wide = self._x(at), metrics.horizontalAdvance(label)
            left = min(max(0.0, x - wide / 2), self.width() - wide)
            if left >= free:
                painter.drawText(QPointF(left, y + metrics.ascent()), label)
                free = left + wide + 10
