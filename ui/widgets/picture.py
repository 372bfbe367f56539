"""Bare pixels on the screen: painted as they came from the box, with no picture format read in this process."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.domain.pixels import Pixels


def image_of(pixels: Pixels) -> QImage:
    """The pixels as Qt's image; it owns its copy."""
    line = pixels.width * 3
    return QImage(pixels.rgb, pixels.width, pixels.height, line, QImage.Format.Format_RGB888).copy()


class PictureView(QWidget):
    """One picture, fitted into the room it is given and never larger than it is."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """``words``: what a screen reader says of it."""
        super().__init__(parent)
        self._pixmap = QPixmap()
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_pixels(self, pixels: Pixels) -> None:
        """Show these."""
        self._pixmap = QPixmap.fromImage(image_of(pixels))
        self.setFixedHeight(self._pixmap.height())
        self.updateGeometry()
        self.update()

    def forget(self) -> None:
        """Let go of the pixels: nothing of them stays in memory because a widget lives on."""
        self._pixmap = QPixmap()
        self.update()

    def holds(self) -> bool:
        """Whether there is a picture in it."""
        return not self._pixmap.isNull()

    def sizeHint(self) -> QSize:
        return self._pixmap.size()

    def minimumSizeHint(self) -> QSize:
        return QSize(48, min(48, self._pixmap.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pixmap.isNull():
            return
        room = self._pixmap.size()
        if room.width() > self.width():
            room = room.scaled(self.width(), self.height(), Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(0, 0, room.width(), room.height()), self._pixmap)
        painter.end()
