"""The map as a picture: on the screen, in an SVG or a PNG alike. How a place is known is told by the form of its mark,
never by colour alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from caseapp.domain.atlas import Basemap, Conic, Spot
from caseapp.domain.situating import Fineness
from ui.ports import MapTown
from ui.style.tokens import SIZES, Theme
from ui.widgets.map_marks import MapMark

MARGIN: Final = 12.0
_BARS: Final = (2, 5, 10, 20, 50, 100, 200, 500)  # kilometres
_LEGEND: Final = 0.3  # of the height at most; where there is less room the words under the map say it
_HATCHED: Final = 0.45
_NAMES_FROM: Final = 0.30  # pixels a kilometre: below it region names would hide the country


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of the map is seen: its middle in kilometres, pixels a kilometre, and the size in pixels."""

    middle: Spot
    scale: float
    size: QSizeF

    def at(self, spot: Spot) -> QPointF:
        """Where a spot of the map is in the picture."""
        return QPointF((spot[0] - self.middle[0]) * self.scale + self.size.width() / 2,
                       (spot[1] - self.middle[1]) * self.scale + self.size.height() / 2)

    def spot(self, point: QPointF) -> Spot:
        """The spot of the map at a point of the picture."""
        return ((point.x() - self.size.width() / 2) / self.scale + self.middle[0],
                (point.y() - self.size.height() / 2) / self.scale + self.middle[1])


def whole(basemap: Basemap, size: QSizeF) -> Window:
    """The whole country."""
    left, top, right, bottom = basemap.frame
    room = QSizeF(max(40.0, size.width() - 4 * MARGIN), max(40.0, size.height() - 4 * MARGIN))
    scale = min(room.width() / (right - left), room.height() / (bottom - top))
    return Window(((left + right) / 2, (top + bottom) / 2), scale, size)


@dataclass(frozen=True, slots=True)
class MapWords:
    """What is written on the map. ``regions``: key -> name; ``country``: for the margin; ``notes``: at its foot;
    ``legend``: how precisely a place is known, and whether it is private -> words."""

    regions: Mapping[str, str] = field(default_factory=dict)
    towns: Sequence[MapTown] = ()
    country: str = ""
    kilometres: str = ""
    notes: Sequence[str] = ()
    legend: Mapping[tuple[Fineness, bool], str] = field(default_factory=dict)


class MapPicture:
    """Draws with the colours of a theme. Paths are made once."""

    def __init__(self, basemap: Basemap, theme: Theme) -> None:
        self._basemap, self._theme = basemap, theme
        self._around = _path(basemap.around)
        self._areas = {area: _path(area.rings) for area in basemap.areas}
        # Ring by ring, holes filled: what is leased to another state lies in the country all the same.
        self._rings = [_path((ring,)) for area in basemap.areas for ring in area.rings]
        self._conic = Conic()
        self.words = MapWords()

    def paint(self, painter: QPainter, window: Window, marks: Sequence[MapMark], font: QFont) -> None:
        """Everything but the focus."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_small(font))
        self._land(painter, window, marks)
        taken = [self._place_of(mark, window, painter.font()).adjusted(-3, -3, 3, 3) for mark in marks]
        taken.append(self._legend_box(QFontMetricsF(painter.font()), self._kinds(marks)))
        self._names(painter, window, taken)
        for mark in marks:
            self.mark(painter, window, mark)
        box = self._legend_box(QFontMetricsF(painter.font()), self._kinds(marks))
        if box.height() <= _LEGEND * window.size.height():
            self._legend(painter, marks)
        self._foot(painter, window)

    def mark(self, painter: QPainter, window: Window, mark: MapMark) -> None:
        """One mark with its number."""
        place = self._place_of(mark, window, painter.font())
        if mark.spot is None:
            self._boxed(painter, place)
        else:
            self._drawn(painter, mark, place)

    def _drawn(self, painter: QPainter, mark: MapMark, place: QRectF) -> None:
        theme, count = self._theme, len(mark.records)
        ground, line, text = self._colours(mark)
        pen = QPen(QColor(line), 2)
        if mark.fineness in (Fineness.CITY, Fineness.REGION):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(ground))
        self._shape(painter, mark, place)
        if mark.fineness is Fineness.STREET:
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place.adjusted(-3.5, -3.5, 3.5, 3.5))
        if count > 1 or mark.region:
            painter.setPen(QColor(text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{count:,}".replace(",", "\u202f"))

    def focus(self, painter: QPainter, window: Window, mark: MapMark) -> None:
        """A ring around the mark that has the focus."""
        place = self._place_of(mark, window, painter.font()).adjusted(-7, -7, 7, 7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((self._theme.canvas, 5.0), (self._theme.focus, 2.5)):
            painter.setPen(QPen(QColor(colour), width))
            if mark.spot is None:
                painter.drawRect(place)
            else:
                painter.drawEllipse(place)

    def place(self, mark: MapMark, window: Window, font: QFont) -> QRectF:
        """The rectangle that a mark takes."""
        return self._place_of(mark, window, _small(font))

    # --- land

    def _land(self, painter: QPainter, window: Window, marks: Sequence[MapMark]) -> None:
        theme = self._theme
        painter.fillRect(QRectF(QPointF(0, 0), window.size), QColor(theme.sunken))
        move = QTransform(window.scale, 0, 0, window.scale,
                          window.size.width() / 2 - window.middle[0] * window.scale,
                          window.size.height() / 2 - window.middle[1] * window.scale)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.canvas))
        painter.drawPath(move.map(self._around))
        drawn = {area: move.map(path) for area, path in self._areas.items()}
        painter.setPen(QPen(QColor(theme.control), 3))
        painter.setBrush(QColor(theme.surface))
        for path in self._rings:
            painter.drawPath(move.map(path))
        hatched = QColor(theme.accent)
        hatched.setAlphaF(_HATCHED)
        shaded = {mark.region for mark in marks if mark.region}
        painter.setPen(QPen(QColor(theme.control), 0.8, Qt.PenStyle.DotLine))
        for area, path in drawn.items():
            painter.setBrush(QColor(theme.surface))
            painter.drawPath(path)
            if area.key in shaded:
                painter.setBrush(QBrush(hatched, Qt.BrushStyle.BDiagPattern))
                painter.drawPath(path)

    def _names(self, painter: QPainter, window: Window, taken: list[QRectF]) -> None:
        """Towns and regions, as many as there is room for, the first ones first."""
        theme, metrics = self._theme, QFontMetricsF(painter.font())
        inside = QRectF(QPointF(0, 0), window.size)
        for town in self.words.towns:
            dot = window.at(self._conic.forward(town.longitude, town.latitude))
            room = QRectF(dot.x() + 6, dot.y() - metrics.height() / 2, metrics.horizontalAdvance(town.title),
                          metrics.height())
            if inside.contains(room) and not any(room.intersects(each) for each in taken):
                taken += [room.adjusted(-10, -1, 6, 1)]
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.text_2))
                painter.drawEllipse(dot, 2.2, 2.2)
                self._written(painter, room.left(), room.top() + metrics.ascent(), town.title, theme.text_2)
        if window.scale < _NAMES_FROM:
            return
        for key, name in self.words.regions.items():
            spot = self._basemap.middle(key)
            if spot is None:
                continue
            middle, wide = window.at(spot), metrics.horizontalAdvance(name)
            room = QRectF(middle.x() - wide / 2, middle.y() - metrics.height() / 2, wide, metrics.height())
            if not any(room.intersects(each) for each in taken):
                taken.append(room)
                self._written(painter, room.left(), room.top() + metrics.ascent(), name, theme.text_3)

    def _written(self, painter: QPainter, x: float, y: float, text: str, colour: str) -> None:
        """Text with a rim of the ground, so that it can be read on lines."""
        path = QPainterPath()
        path.addText(QPointF(x, y), painter.font(), text)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QBrush(QColor(self._theme.surface)), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(x, y), text)

    def _foot(self, painter: QPainter, window: Window) -> None:
        """The scale at the right, the notes over it."""
        theme, metrics = self._theme, QFontMetricsF(painter.font())
        km = max((bar for bar in _BARS if bar * window.scale <= 140), default=_BARS[0])
        right, y = window.size.width() - MARGIN, window.size.height() - MARGIN
        painter.setPen(QPen(QColor(theme.text), 2))
        painter.drawLine(QPointF(right - km * window.scale, y), QPointF(right, y))
        for each in (right - km * window.scale, right):
            painter.drawLine(QPointF(each, y - 5), QPointF(each, y))
        lines = [self.words.kilometres.format(n=km), *reversed(self.words.notes)]
        for at, line in enumerate(line for line in lines if line):
            self._written(painter, right - metrics.horizontalAdvance(line), y - 9 - at * metrics.height(), line,
                          theme.text_2)

    def _kinds(self, marks: Sequence[MapMark]) -> list[tuple[Fineness, bool]]:
        return sorted({(mark.fineness, mark.private) for mark in marks if mark.spot is not None})

    def _legend_box(self, metrics: QFontMetricsF, kinds: Sequence[tuple[Fineness, bool]]) -> QRectF:
        wide = max((metrics.horizontalAdvance(self.words.legend.get(kind, "")) for kind in kinds), default=0.0)
        return QRectF(MARGIN, MARGIN, wide + 44, len(kinds) * (metrics.height() + 4) + 10) if kinds else QRectF()

    def _legend(self, painter: QPainter, marks: Sequence[MapMark]) -> None:
        """Only the forms that are on the map."""
        theme, metrics, kinds = self._theme, QFontMetricsF(painter.font()), self._kinds(marks)
        if not kinds:
            return
        box = self._legend_box(metrics, kinds)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawRect(box)
        for at, (fineness, private) in enumerate(kinds):
            y = box.top() + 5 + at * (metrics.height() + 4)
            half = 5.0
            middle = QPointF(box.left() + 18, y + metrics.height() / 2)
            place = QRectF(middle - QPointF(half, half), QSizeF(2 * half, 2 * half))
            self._drawn(painter, MapMark(fineness, (0.0, 0.0), ("",), (), private), place)
            painter.setPen(QColor(theme.text))
            painter.drawText(QPointF(box.left() + 36, y + metrics.ascent()), self.words.legend.get(kinds[at], ""))

    # --- marks

    def _colours(self, mark: MapMark) -> tuple[str, str, str]:
        """Ground, line and text."""
        theme = self._theme
        if mark.private:
            return theme.attention_tint, theme.attention, theme.text
        if mark.fineness <= Fineness.STREET:
            return theme.accent, theme.surface, theme.on_accent
        return theme.surface, theme.accent, theme.text

    def _shape(self, painter: QPainter, mark: MapMark, place: QRectF) -> None:
        if mark.private:
            middle, half = place.center(), place.width() / 2 + 2
            painter.drawPolygon(QPolygonF([middle + QPointF(0, -half), middle + QPointF(half, 0),
                                           middle + QPointF(0, half), middle + QPointF(-half, 0)]))
        elif mark.fineness is Fineness.REGION:
            painter.drawRect(place)
            if not mark.region:  # in the legend, where no region lies under it
                painter.setBrush(QBrush(QColor(self._theme.accent), Qt.BrushStyle.BDiagPattern))
                painter.drawRect(place)
        elif mark.fineness is Fineness.DISTRICT:
            painter.drawRoundedRect(place, 4, 4)
        else:
            painter.drawEllipse(place)

    def _place_of(self, mark: MapMark, window: Window, font: QFont) -> QRectF:
        metrics = QFontMetricsF(font)
        if mark.spot is None:
            high = metrics.height() + 8
            return QRectF(MARGIN, window.size.height() - MARGIN - high,
                          metrics.horizontalAdvance(self.words.country) + 16, high)
        wide = metrics.horizontalAdvance(f"{len(mark.records):,}") if len(mark.records) > 1 else 0.0
        radius = max(7.0, wide / 2 + 5, metrics.height() / 2 + 2 if len(mark.records) > 1 else 0.0)
        return QRectF(window.at(mark.spot) - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius))

    def _boxed(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.accent), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(self._theme.surface))
        painter.drawRect(box)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.words.country)


def _path(rings: Sequence[Sequence[Spot]]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
        path.closeSubpath()
    return path


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(SIZES.small * font.pointSizeF() / SIZES.base)
    return made
