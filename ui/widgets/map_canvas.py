"""The map on the screen: moved and enlarged by mouse and keys, its marks walked through by the arrow keys."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

from caseapp.domain.atlas import Basemap
from ui.style.look import Look
from ui.widgets.map_marks import MapMark, MarkMaker
from ui.widgets.map_picture import MapPicture, MapWords, Window, whole

CLOSEST: Final = 40.0  # pixels a kilometre: the outlines are no finer than a kilometre
_STEP: Final = 1.4
_MOVE: Final = 80.0  # pixels for a key
_DRAG: Final = 4.0
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}


class MapCanvas(QLabel):
    """Arrows: from mark to mark. Ctrl with arrows: the map. Plus, minus: nearer, farther. 0: the whole country. Enter:
    what a mark holds. A label, since a bare widget has no role that is read out."""

    chosen = Signal(MapMark)
    focused = Signal(object)  # a MapMark, or None

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.drawing: MapPicture | None = None
        self._basemap: Basemap | None = None
        self._maker: MarkMaker | None = None
        self._window = Window((0.0, 0.0), 0.3, QSizeF(1, 1))
        self._moved = False
        self.marks: list[MapMark] = []
        self.current: MapMark | None = None
        self._pressed: QPointF | None = None
        self._dragging = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # --- what is shown

    def show_basemap(self, basemap: Basemap) -> None:
        """What lies under the marks."""
        self._basemap, self.drawing = basemap, MapPicture(basemap, self._look.theme)
        self._window = Window((0.0, 0.0), 0.0, QSizeF(self.size()))
        self.show_all()

    def show_marks(self, maker: MarkMaker, words: MapWords) -> None:
        """Other marks and words; the part of the map that is seen stays."""
        self._maker = maker
        if self.drawing is not None:
            self.drawing.words = words
        self._lay_out()

    def describe(self, words: str) -> None:
        """What a screen reader says of the mark that has the focus."""
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    @property
    def window_shown(self) -> Window:
        """The part of the map that is seen."""
        return self._window

    # --- moving

    def show_all(self) -> None:
        """The whole country."""
        if self._basemap is not None:
            self._moved = False
            self._look_at(whole(self._basemap, QSizeF(self.size())))

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Nearer or farther, around a point or the middle."""
        window = self._window
        point = at if at is not None else QPointF(window.size.width() / 2, window.size.height() / 2)
        before = window.spot(point)
        smallest = whole(self._basemap, window.size).scale * 0.7 if self._basemap is not None else 0.1
        scale = min(CLOSEST, max(smallest, window.scale * _STEP**steps))
        after = Window(window.middle, scale, window.size).spot(point)
        self._moved = True
        self._look_at(Window((window.middle[0] + before[0] - after[0], window.middle[1] + before[1] - after[1]),
                             scale, window.size))

    def move_by(self, right: float, down: float) -> None:
        """The part that is seen, by pixels; never off the country."""
        if self._basemap is None:
            return
        window, (left, top, east, south) = self._window, self._basemap.frame
        x = min(east, max(left, window.middle[0] + right / window.scale))
        y = min(south, max(top, window.middle[1] + down / window.scale))
        self._moved = True
        self._look_at(Window((x, y), window.scale, window.size))

    def _look_at(self, window: Window) -> None:
        scaled = window.scale != self._window.scale
        self._window = window
        if scaled or not self.marks:
            self._lay_out()
        else:
            self.update()

    def _lay_out(self) -> None:
        """Marks anew for this scale; the focus stays on the mark that holds the same record."""
        held = self.current.records[0] if self.current is not None else None
        self.marks = self._maker.marks(self._window.scale) if self._maker is not None else []
        self.current = next((mark for mark in self.marks if held is not None and held in mark.records), None)
        self.focused.emit(self.current)
        self.update()

    # --- focus

    def focus_mark(self, mark: MapMark | None) -> None:
        """Put the focus on a mark and bring it into sight."""
        self.current = mark
        if mark is not None and mark.spot is not None:
            at, size = self._window.at(mark.spot), self._window.size
            if not (20 < at.x() < size.width() - 20 and 20 < at.y() < size.height() - 20):
                self._look_at(Window(mark.spot, self._window.scale, size))
        self.focused.emit(mark)
        self.update()

    def step(self, right: int, down: int) -> None:
        """To the next mark in a direction: near, and not too far to the side."""
        if self.current is None:
            self.focus_mark(next(iter(self._reading()), None))
            return
        here = self._centre(self.current)
        best, found = float("inf"), None
        for mark in self.marks:
            at = self._centre(mark) - here
            ahead, aside = at.x() * right + at.y() * down, abs(at.x() * down) + abs(at.y() * right)
            if mark is not self.current and ahead > 1 and ahead + 2 * aside < best:
                best, found = ahead + 2 * aside, mark
        if found is not None:
            self.focus_mark(found)

    def _reading(self) -> Sequence[MapMark]:
        return sorted(self.marks, key=lambda mark: -len(mark.records))

    def _centre(self, mark: MapMark) -> QPointF:
        return QPointF() if self.drawing is None else self.drawing.place(mark, self._window, self.font()).center()

    def mark_at(self, point: QPointF) -> MapMark | None:
        """The mark under a point, the topmost."""
        if self.drawing is None:
            return None
        hit = (mark for mark in reversed(self.marks)
               if self.drawing.place(mark, self._window, self.font()).adjusted(-3, -3, 3, 3).contains(point))
        return next(hit, None)

    # --- events

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.drawing is None:
            return
        painter = QPainter(self)
        self.drawing.paint(painter, self._window, self.marks, self.font())
        if self.current is not None and self.hasFocus():
            self.drawing.focus(painter, self._window, self.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = QSizeF(self.size())
        if self._moved or self._basemap is None:
            self._look_at(Window(self._window.middle, self._window.scale, size))
        else:
            self._look_at(whole(self._basemap, size))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.step(1, 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            right, down = _ARROWS[key]
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.move_by(right * _MOVE, down * _MOVE)
            else:
                self.step(right, down)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1, self._centre(self.current) if self.current is not None else None)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current is not None:
            self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragging = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            over = self.mark_at(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if over is not None else Qt.CursorShape.ArrowCursor)
            return
        moved = event.position() - self._pressed
        if self._dragging or moved.manhattanLength() > _DRAG:
            self._dragging = True
            self.move_by(-moved.x(), -moved.y())
            self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if self._pressed is not None and not self._dragging and mark is not None:
            self.focus_mark(mark)
            self.chosen.emit(mark)
        self._pressed = None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unsetCursor()
