"""A view as a page that leaves: over it what is shown, under it who may see it, and across it that a sample is one."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from ui.pages.views.set_view import SetView
from ui.style.fonts import ui_font
from ui.style.tokens import LIGHT, SIZES

_SIDE: Final = 16.0
_SHARP: Final = 2  # pixels of a PNG for one of the picture
_LARGEST: Final = 12_000  # pixels of a side: a chart of everything still opens in any program


@dataclass(frozen=True, slots=True)
class Framing:
    """The words around a picture. ``foot``: who may see it; ``mark``: across it, blank for none."""

    title: str = field(repr=False)
    foot: str
    mark: str = ""


class Framed:
    """One view with its frame."""

    def __init__(self, view: SetView, words: Framing) -> None:
        self._view, self._words = view, words
        self._font = ui_font(SIZES.base)
        self._line = QFontMetricsF(self._font).height()
        self._inner = view.picture_size(self._font)
        self.size = QSizeF(self._inner.width() + 2 * _SIDE, self._inner.height() + 2 * _SIDE + 3.4 * self._line)

    def paint(self, painter: QPainter) -> None:
        """All of it, from 0, 0."""
        painter.fillRect(QRectF(QPointF(0, 0), self.size), QColor(LIGHT.surface))
        metrics, wide = QFontMetricsF(self._font), self._inner.width()
        bold = QFont(self._font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(LIGHT.text))
        title = QFontMetricsF(bold).elidedText(self._words.title, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QPointF(_SIDE, _SIDE + metrics.ascent()), title)
        painter.save()
        painter.translate(_SIDE, _SIDE + 1.6 * self._line)
        painter.setClipRect(QRectF(QPointF(0, 0), self._inner))
        self._view.draw(painter, self._inner, self._font)
        painter.restore()
        painter.setFont(self._font)
        painter.setPen(QColor(LIGHT.text))
        foot = metrics.elidedText(self._words.foot, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QPointF(_SIDE, self.size.height() - _SIDE - metrics.descent()), foot)
        if self._words.mark:
            self._marked(painter)

    def svg(self) -> bytes:
        """As SVG: lines and letters, to be enlarged at will."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        made = QSvgGenerator()
        made.setOutputDevice(buffer)
        made.setSize(self.size.toSize())
        made.setViewBox(QRectF(QPointF(0, 0), self.size))
        painter = QPainter(made)
        self.paint(painter)
        painter.end()
        return bytes(buffer.data().data())

    def png(self) -> bytes:
        """As PNG, sharp enough to be printed."""
        sharp = min(_SHARP, _LARGEST / max(self.size.width(), self.size.height()))
        image = QImage((self.size * sharp).toSize(), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.scale(sharp, sharp)
        self.paint(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        return bytes(buffer.data().data())

    def _marked(self, painter: QPainter) -> None:
        """A pale word across everything."""
        font = QFont(self._font)
        font.setPointSizeF(SIZES.page_title * 4)
        font.setWeight(QFont.Weight.Bold)
        painter.save()
        painter.setFont(font)
        painter.setOpacity(0.12)
        painter.setPen(QColor(LIGHT.danger))
        painter.translate(self.size.width() / 2, self.size.height() / 2)
        painter.rotate(-24)
        wide = QFontMetricsF(font).horizontalAdvance(self._words.mark)
        painter.drawText(QPointF(-wide / 2, 0), self._words.mark)
        painter.restore()
