"""The focus ring: 2 px wide, 2 px off the control, on everything that can have the focus.

A style sheet cannot draw outside a widget, so the ring is a transparent sibling that follows the focused widget. Being
a sibling it scrolls and is clipped with it.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QSplitter, QStackedWidget, QWidget

_OFF = 2
_WIDE = 2


class _Ring(QWidget):
    """The drawn ring; takes no clicks, no focus and no part in layouts."""

    def __init__(self, parent: QWidget, colour: str) -> None:
        super().__init__(parent)
        self._colour = QColor(colour)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, _WIDE))
        half = _WIDE / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)


class FocusRing(QObject):
    """Keeps one ring on the focused widget of one window. Hand the window as parent."""

    # On the class, because a window that is thrown away moves the focus once more when its ring has no state left.
    _window: QWidget | None = None
    _ring: _Ring | None = None
    _target: QWidget | None = None

    def __init__(self, window: QWidget, colour: str) -> None:
        super().__init__(window)
        self._window = window
        self._colour = colour
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or self._window is None or not self._window.isAncestorOf(new) or not _wants_ring(new):
            return
        parent = new.parentWidget()
        if parent is None or isinstance(parent, QSplitter | QStackedWidget | QAbstractScrollArea):
            return
        self._target = new
        self._ring = _Ring(parent, self._colour)
        new.installEventFilter(self)
        parent.installEventFilter(self)  # it may get its room after the control has
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along with the control."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show):
            self._follow()
        return False

    def _follow(self) -> None:
        ring, target = self._ring, self._target
        if ring is None or target is None or not shiboken6.isValid(ring) or not shiboken6.isValid(target):
            return
        grown = _OFF + _WIDE
        wanted = target.geometry().adjusted(-grown, -grown, grown, grown)
        room = ring.parentWidget()
        # Where there is no room around the control the ring comes closer instead of being cut off.
        ring.setGeometry(wanted if room is None else wanted.intersected(room.rect()))
        ring.setVisible(target.isVisible())
        ring.raise_()

    def _leave(self) -> None:
        if self._target is not None and shiboken6.isValid(self._target):
            self._target.removeEventFilter(self)
        if self._ring is not None and shiboken6.isValid(self._ring):
            parent = self._ring.parentWidget()
            if parent is not None:
                parent.removeEventFilter(self)
            self._ring.hide()
            self._ring.deleteLater()
        self._target = self._ring = None


def _wants_ring(widget: QWidget) -> bool:
    """Lists mark their current row instead; the viewport of a list is not a control of its own."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.property("ring") is not False
