"""The chart of columns as a picture, on the screen, in an SVG or a PNG alike: knots as boxes, ties as curves. Solid:
corroborated or confirmed; dashed: alleged; dotted: a unit of a body, a relative."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.ports import KnotView, TieView, WebView
from ui.style.tokens import SIZES, Theme

_SIDE: Final = 12.0
_GAP: Final = 6.0
_NARROWEST: Final = 96.0
_BETWEEN: Final = 0.22  # of a column's room: for the curves


@dataclass(frozen=True, slots=True)
class WebLayout:
    """Where everything stands. ``places``: key -> box; ``heads``: where each column begins and how wide it is."""

    places: Mapping[str, QRectF] = field(repr=False)
    heads: Sequence[tuple[float, float]]
    size: QSizeF


def laid_out(web: WebView, width: float, font: QFont) -> WebLayout:
    """Columns of the same width side by side; short ones in the middle of the height."""
    row = QFontMetricsF(small(font)).height() + 8
    count = max(1, len(web.columns))
    room = max((width - 2 * _SIDE) / count, _NARROWEST * (1 + _BETWEEN))
    wide = room * (1 - _BETWEEN)
    tallest = max((len(column.knots) for column in web.columns), default=0)
    height = tallest * (row + _GAP) + 2 * _SIDE
    places, heads = {}, []
    for at, column in enumerate(web.columns):
        x = _SIDE + at * room
        heads.append((x, wide))
        step = min(2.2 * (row + _GAP), (height - 2 * _SIDE) / max(1, len(column.knots)))
        top = (height - step * len(column.knots)) / 2 + (step - row) / 2
        for line, knot in enumerate(column.knots):
            places[knot.key] = QRectF(x, top + line * step, wide, row)
    return WebLayout(places, heads, QSizeF(2 * _SIDE + room * count - room * _BETWEEN, height))


class WebPicture:
    """Draws with the colours of a theme."""

    def __init__(self, web: WebView, theme: Theme) -> None:
        self._web, self._theme = web, theme
        self._of: dict[str, list[TieView]] = {}
        for tie in web.ties:
            self._of.setdefault(tie.start, []).append(tie)
            self._of.setdefault(tie.stop, []).append(tie)

    def followed(self, key: str) -> tuple[set[str], list[TieView]]:
        """The knots and ties of everything that the acts of a knot go through: what is lifted out when it is looked
        at."""
        own = self._of.get(key, [])
        units = [tie.stop for tie in own if tie.plain and tie.start == key]  # of a body: what its units are in
        acts = {act for tie in (*own, *(tie for unit in units for tie in self._of[unit])) for act in tie.acts}
        ties = [tie for tie in self._web.ties if acts.intersection(tie.acts)]
        reached = {key}.union(*((tie.start, tie.stop) for tie in [*ties, *own]))
        plain = [tie for tie in self._web.ties
                 if tie.plain and (key in (tie.start, tie.stop) or (tie.stop in reached and tie.start not in reached))]
        return reached.union(*((tie.start, tie.stop) for tie in plain)), [*ties, *plain]

    def neighbours(self, key: str) -> dict[str, str]:
        """The knots at the other ends, each with the words of its tie."""
        return {tie.stop if tie.start == key else tie.start: tie.words for tie in self._of.get(key, [])}

    def paint(self, painter: QPainter, layout: WebLayout, font: QFont, lifted: str = "", inside: QRectF | None = None,
              ) -> None:
        """Ties, then knots. ``lifted``: the knot that is looked at; ``inside``: the part that has to be drawn."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small(font))
        knots, ties = self.followed(lifted) if lifted else (set[str](), list[TieView]())
        held = {(tie.start, tie.stop) for tie in ties}
        for tie in self._web.ties:
            seen = inside is None or layout.places[tie.start].united(layout.places[tie.stop]).intersects(inside)
            if seen and (tie.start, tie.stop) not in held:
                self._tie(painter, layout, tie, faint=bool(lifted))
        for tie in ties:
            self._tie(painter, layout, tie, strong=True)
        for column in self._web.columns:
            for knot in column.knots:
                place = layout.places[knot.key]
                if inside is None or place.intersects(inside):
                    self._knot(painter, place, knot, knots, lifted)

    def heads(self, painter: QPainter, layout: WebLayout, font: QFont, top: float) -> None:
        """The headings of the columns."""
        bold = small(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        metrics = QFontMetricsF(bold)
        painter.setPen(QColor(self._theme.text))
        for column, (x, wide) in zip(self._web.columns, layout.heads, strict=True):
            text = metrics.elidedText(f"{column.title} {len(column.knots)}", Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QPointF(x, top + metrics.ascent()), text)

    def legend_rows(self, font: QFont, words: tuple[str, str, str], wide: float) -> int:
        """How many rows the legend takes."""
        metrics, x, rows = QFontMetricsF(small(font)), 0.0, 1
        for text in words:
            needed = 40 + metrics.horizontalAdvance(text)
            if x and x + needed > wide:
                x, rows = 0.0, rows + 1
            x += needed + 20
        return rows

    def legend(self, painter: QPainter, font: QFont, words: tuple[str, str, str], at: QPointF, wide: float) -> None:
        """What the lines mean, in one row or as many as there is room for."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small(font))
        metrics = QFontMetricsF(painter.font())
        x, y = at.x(), at.y()
        for style, text in zip((Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine), words, strict=True):
            needed = 40 + metrics.horizontalAdvance(text)
            if x > at.x() and x + needed > at.x() + wide:
                x, y = at.x(), y + metrics.height() + 2
            painter.setPen(QPen(QColor(self._theme.text_2), 1.6, style))
            painter.drawLine(QPointF(x, y + metrics.height() / 2), QPointF(x + 30, y + metrics.height() / 2))
            painter.setPen(QColor(self._theme.text))
            painter.drawText(QPointF(x + 36, y + metrics.ascent()), text)
            x += needed + 20

    # --- parts

    def _tie(self, painter: QPainter, layout: WebLayout, tie: TieView, *, strong: bool = False, faint: bool = False,
             ) -> None:
        theme = self._theme
        style = Qt.PenStyle.DotLine if tie.plain else Qt.PenStyle.SolidLine if tie.sure else Qt.PenStyle.DashLine
        colour = theme.accent if strong else theme.line if faint else theme.control
        painter.setPen(QPen(QColor(colour), 2.4 if strong else 1.2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start, stop = layout.places[tie.start], layout.places[tie.stop]
        a, b = QPointF(start.right(), start.center().y()), QPointF(stop.left(), stop.center().y())
        bend = max(18.0, (b.x() - a.x()) * 0.5)
        path = QPainterPath(a)
        path.cubicTo(a + QPointF(bend, 0), b - QPointF(bend, 0), b)
        painter.drawPath(path)

    def _knot(self, painter: QPainter, place: QRectF, knot: KnotView, followed: Collection[str], lifted: str) -> None:
        theme, metrics = self._theme, QFontMetricsF(painter.font())
        inside = knot.key in followed
        painter.setPen(QPen(QColor(theme.accent if inside else theme.control), 2.2 if inside else 1))
        painter.setBrush(QColor(theme.selected if inside else theme.surface))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(QColor(theme.text if inside or not lifted else theme.text_3))
        text = metrics.elidedText(knot.title, Qt.TextElideMode.ElideRight, place.width() - 12)
        painter.drawText(place.adjusted(6, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def small(font: QFont) -> QFont:
    """The size of type in the chart."""
    made = QFont(font)
    made.setPointSizeF(SIZES.small * font.pointSizeF() / SIZES.base)
    return made
