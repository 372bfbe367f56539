"""The chart on the screen, walked through by the arrow keys; what is looked at lifts out all its acts go through."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
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
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from ui.ports import KnotView, WebView
from ui.style.look import Look
from ui.widgets.web_picture import WebLayout, WebPicture, laid_out


class WebCanvas(QLabel):
    """Up and down: within a column. Left and right: along a line. Enter: opens. A label, since a bare widget has no
    role that is read out."""

    chosen = Signal(KnotView)
    focused = Signal(object)  # a KnotView, or None
    arranged = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.web = WebView((), ())
        self.drawing = WebPicture(self.web, look.theme)
        self.plan = WebLayout({}, (), QSizeF())
        self.current: KnotView | None = None
        self._over = ""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_web(self, web: WebView) -> None:
        """Another chart; the focus stays on the same knot where it is still there."""
        key = self.current.key if self.current is not None else ""
        self.web, self.drawing = web, WebPicture(web, self._look.theme)
        self.current = next((knot for column in web.columns for knot in column.knots if knot.key == key), None)
        self._over = ""
        self.arrange(self.width())
        self.focused.emit(self.current)

    def arrange(self, width: float) -> None:
        """Anew for a width; as high as its columns."""
        self.plan = laid_out(self.web, width, self.font())
        self.setMinimumSize(QSize(round(self.plan.size.width()), max(1, round(self.plan.size.height()))))
        self.arranged.emit()
        self.update()

    def describe(self, words: str) -> None:
        """What a screen reader says of the knot that has the focus."""
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def focus_knot(self, knot: KnotView) -> None:
        """Put the focus on a knot and bring it into sight."""
        self.current = knot
        self.focused.emit(knot)
        self.update()

    def step(self, right: int, down: int) -> None:
        """Along the column, or along a line to the nearest knot of another column."""
        columns = [column.knots for column in self.web.columns]
        if self.current is None:
            first = next((knots[0] for knots in columns if knots), None)
            if first is not None:
                self.focus_knot(first)
            return
        at, row = next((number, knots.index(self.current)) for number, knots in enumerate(columns)
                       if self.current in knots)
        if down:
            self.focus_knot(columns[at][min(max(row + down, 0), len(columns[at]) - 1)])
            return
        beside = set(self.drawing.neighbours(self.current.key))
        there = [knots for knots in (columns[at + 1 :] if right > 0 else columns[:at][::-1]) if knots]
        tied = next((knots for knots in there if any(knot.key in beside for knot in knots)), None)
        knots = [knot for knot in tied if knot.key in beside] if tied else list(there[0]) if there else []
        if knots:
            self.focus_knot(min(knots, key=self._far))

    def _far(self, knot: KnotView) -> float:
        here = self.plan.places[self.current.key].center().y() if self.current is not None else 0.0
        return abs(self.plan.places[knot.key].center().y() - here)

    def knot_at(self, point: QPointF) -> KnotView | None:
        """The knot under a point."""
        return next((knot for column in self.web.columns for knot in column.knots
                     if self.plan.places[knot.key].contains(point)), None)

    # --- events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lifted = self._over or (self.current.key if self.current is not None and self.hasFocus() else "")
        self.drawing.paint(painter, self.plan, self.font(), lifted, QRectF(event.rect()))
        if self.current is not None and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._look.theme.focus), 2.5))
            painter.drawRoundedRect(self.plan.places[self.current.key].adjusted(-4, -4, 4, 4), 6, 6)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.step(1, 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left:
                self.step(-1, 0)
            case Qt.Key.Key_Right:
                self.step(1, 0)
            case Qt.Key.Key_Up:
                self.step(0, -1)
            case Qt.Key.Key_Down:
                self.step(0, 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self.current is not None:
                self.chosen.emit(self.current)
            case _:
                super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        knot = self.knot_at(event.position())
        over = knot.key if knot is not None else ""
        if over != self._over:
            self._over = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            _tip(self, event.globalPosition(), knot.title if knot is not None else "")
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        knot = self.knot_at(event.position())
        if knot is not None and event.button() is Qt.MouseButton.LeftButton:
            self.focus_knot(knot)
            self.chosen.emit(knot)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._over = ""
        self.update()


def _tip(widget: QWidget, at: QPointF, text: str) -> None:
    """The whole title, as plain text: a tool tip takes markup where it looks like some."""
    QToolTip.showText(at.toPoint(), text.replace("&", "&amp;").replace("<", "&lt;"), widget)
