"""Rows of bars on the screen: walked by the arrow keys, zoomed and moved by keys and wheel."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.ports import TimeBar, TimeSet
from ui.style.look import Look
from ui.widgets.time_picture import TITLES, TimePicture, Words
from ui.widgets.time_scale import Scale, whole

_ZOOM = 1.5
_PAN = 0.2  # of the width


class TimeCanvas(QLabel):
    """A label, since a bare widget has no role that is read out."""

    chosen = Signal(TimeBar)
    focused = Signal(object)  # a TimeBar, or None
    scrolled = Signal()  # other rows, or another height

    def __init__(self, look: Look, name: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._words = look, words
        self.shown = TimeSet()
        self.scale = Scale(0, 1)
        self.first = 0  # the row at the top
        self.at = (0, 0)  # row and bar with the focus
        self._fitted = False
        self.drawing = TimePicture((), look.theme, words)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    def show_set(self, shown: TimeSet) -> None:
        """Other rows; the scale stays where it was while they are of one list."""
        self.shown = shown
        self.drawing = TimePicture(shown.rows, self._look.theme, self._words)
        self.first, self.at = 0, (0, 0)
        if not self._fitted or not self._seen():
            self.show_busy()
        self.focused.emit(self.current)
        self.scrolled.emit()
        self.update()

    @property
    def current(self) -> TimeBar | None:
        """The bar with the focus."""
        row, bar = self.at
        return self.shown.rows[row].bars[bar] if row < len(self.shown.rows) else None

    @property
    def room(self) -> int:
        """How many whole rows have room."""
        high = self.height() - self.drawing.head_height(self.font())
        return max(1, int(high / self.drawing.row_height(self.font())))

    def show_all(self) -> None:
        """From the first date to the last."""
        self.scale = self._over([bar.whole for row in self.shown.rows for bar in row.bars])
        self._fitted = bool(self.shown.rows)
        self.update()

    def show_busy(self) -> None:
        """What happened to the records, not what they are: a year of birth would make January 2022 a hair's breadth."""
        around = [bar.whole for row in self.shown.rows for bar in row.bars if bar.record != row.id]
        self.scale = self._over(around or [bar.whole for row in self.shown.rows for bar in row.bars])
        self._fitted = bool(self.shown.rows)
        self._focus_seen()
        self.update()

    def _focus_seen(self) -> None:
        """The focus begins with what is in sight."""
        for at, row in enumerate(self.shown.rows[: self.room]):
            for number, bar in enumerate(row.bars):
                if 0 <= self.scale.x(sum(bar.whole) / 2) <= self._chart():
                    self.at = at, number
                    return

    def _over(self, ends: Sequence[tuple[int, int]]) -> Scale:
        if not ends:
            return Scale(0, 1, self.shown.east)
        return whole(min(first for first, _ in ends), max(last for _, last in ends), self._chart(), self.shown.east)

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Nearer below 1, farther above; around a point, or what has the focus."""
        if x is None:
            bar = self.current
            middle = self.scale.x(sum(bar.whole) / 2) if bar is not None else -1.0
            x = middle if 0 <= middle <= self._chart() else self._chart() / 2
        self.scale = self.scale.zoomed(factor, x, self._chart())
        self.update()

    def move_by(self, part: float) -> None:
        """Later or earlier by a part of the width."""
        self.scale = self.scale.moved(part * self._chart())
        self.update()

    def scroll_to(self, row: int) -> None:
        """Another row at the top."""
        self.first = max(0, min(row, len(self.shown.rows) - self.room))
        self.scrolled.emit()
        self.update()

    def focus_bar(self, row: int, bar: int) -> None:
        """Put the focus on a bar and bring it into sight."""
        if not self.shown.rows:
            return
        row = min(max(row, 0), len(self.shown.rows) - 1)
        self.at = row, min(max(bar, 0), len(self.shown.rows[row].bars) - 1)
        if not self.first <= row < self.first + self.room:
            self.scroll_to(row if row < self.first else row - self.room + 1)
        middle = self.scale.x(sum(self.shown.rows[row].bars[self.at[1]].whole) / 2)
        if not 0 <= middle <= self._chart():
            self.scale = self.scale.moved(middle - self._chart() / 2)
        self.focused.emit(self.current)
        self.update()

    def describe(self, words: str) -> None:
        """What a screen reader says of the bar that has the focus."""
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def bar_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and bar under a point."""
        high = self.drawing.row_height(self.font())
        row = self.first + int((y - self.drawing.head_height(self.font())) / high)
        if y < self.drawing.head_height(self.font()) or row >= len(self.shown.rows) or x < TITLES:
            return None
        bars = self.shown.rows[row].bars
        rects = [self.drawing.bar_rect(bar, self.scale, high) for bar in bars]
        hit = [at for at, rect in enumerate(rects) if rect.left() - 2 <= x - TITLES <= rect.right() + 2]
        return (row, min(hit, key=lambda at: rects[at].width())) if hit else None

    def _seen(self) -> bool:
        first, last = self.scale.first, self.scale.second(self._chart())
        return any(bar.whole[0] < last and bar.whole[1] > first for row in self.shown.rows for bar in row.bars)

    def _chart(self) -> float:
        return max(120.0, self.width() - TITLES)

    # --- events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = QSizeF(self.size())
        self.drawing.paint(painter, size, self.font(), self.scale, self.first)
        if self.current is not None and self.hasFocus() and self.first <= self.at[0] <= self.first + self.room:
            high = self.drawing.row_height(self.font())
            top = self.drawing.head_height(self.font()) + (self.at[0] - self.first) * high
            rect = self.drawing.bar_rect(self.current, self.scale, high).translated(TITLES, top)
            painter.setClipRect(QRectF(TITLES, 0, self._chart(), size.height()))
            painter.setPen(QPen(QColor(self._look.theme.focus), 2.5))
            painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), 4, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_busy()
        self.scrolled.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self.current)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, bar = self.at
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left | Qt.Key.Key_Right as key:
                way = 1 if key == Qt.Key.Key_Right else -1
                self.move_by(way * _PAN) if control else self.focus_bar(row, bar + way)
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                self.focus_bar(row + (1 if key == Qt.Key.Key_Down else -1), 0)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown as key:
                self.focus_bar(row + (self.room if key == Qt.Key.Key_PageDown else -self.room), 0)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(1 / _ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(_ZOOM)
            case Qt.Key.Key_0:
                self.show_all()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self.current is not None:
                self.chosen.emit(self.current)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = self.bar_at(event.position().x(), event.position().y())
        if found is not None:
            self.focus_bar(*found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.bar_at(event.position().x(), event.position().y()) == self.at and self.current is not None:
            self.chosen.emit(self.current)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM ** -turns, event.position().x() - TITLES)
        elif event.angleDelta().x():
            self.move_by(-event.angleDelta().x() / 1200)
        else:
            self.scroll_to(self.first - round(turns * 3))
        event.accept()
