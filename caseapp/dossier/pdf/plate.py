"""The detention timeline as a drawing: one row an event, limits as upright lines, the unsure part shaded.

Every row carries its words beside the mark, so that nothing hangs on colour and nothing collides.
"""

from typing import Final

from reportlab.platypus import Flowable, Paragraph

from caseapp.dossier.outline import PlateRow, TimelinePlate
from caseapp.dossier.pdf.faces import BODY, STRONG, Faces
from caseapp.dossier.pdf.styles import ACCENT, DANGER, HEAD_FILL, INK_SOFT, LINE, RULE, Styles
from caseapp.dossier.pdf.text import markup, printable

LABELS: Final = 168.0  # width of the words at the left
_HEAD: Final = 11.0  # height of one line of limit labels
_FOOT: Final = 26.0
_PAD: Final = 5.0
_MIN_TICK: Final = 36.0  # points between two tick labels


class Plate(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Sets a ``TimelinePlate``; as high as its rows need, always as wide as the line."""

    def __init__(self, plate: TimelinePlate, faces: Faces, styles: Styles) -> None:
        super().__init__()
        self._plate = plate
        self._faces = faces
        self._words = [self._paragraph(row, styles) for row in plate.rows]
        self._heights: list[float] = []
        lasts = [row.latest for row in plate.rows] + [limit.minutes + limit.slack for limit in plate.limits]
        self._span = max([*lasts, 1.0])

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole line, and as much height as words and marks need."""
        self._heights = [max(16.0, words.wrap(LABELS - 8, height)[1] + 2 * _PAD) for words in self._words]
        self.width = LINE
        self.height = self._head() + sum(self._heights) + _FOOT
        return self.width, self.height

    def draw(self) -> None:
        """Ground first, then limits, then marks and words."""
        self._draw_ground()
        self._draw_limits()
        top = self.height - self._head()
        for row, words, height in zip(self._plate.rows, self._words, self._heights, strict=True):
            words.drawOn(self.canv, 4, top - height + (height - words.height) / 2)
            self._draw_mark(row, top - height / 2)
            top -= height

    def _paragraph(self, row: PlateRow, styles: Styles) -> Paragraph:
        label = markup(row.label, self._faces, STRONG)
        text = markup(row.text, self._faces, BODY)
        return Paragraph(f'<font name="{STRONG}">{label}</font><br/>{text}', styles.quote_label)

    def _head(self) -> float:
        return _HEAD * len(self._plate.limits) + 4

    def _x(self, minutes: float) -> float:
        room = LINE - LABELS - 14
        place: float = LABELS + 7 + room * minutes / self._span
        return place

    def _draw_ground(self) -> None:
        canvas, bottom, top = self.canv, _FOOT, self.height - self._head()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        edge = top
        for height in (0.0, *self._heights):
            edge -= height
            canvas.line(0, edge, LINE, edge)
        canvas.setFont(BODY, 8)
        last = -_MIN_TICK
        for minutes, label in self._plate.ticks:
            x = self._x(minutes)
            canvas.line(x, bottom, x, bottom - 3)
            if x - last >= _MIN_TICK:
                canvas.setFillColor(INK_SOFT)
                half = canvas.stringWidth(label, BODY, 8) / 2
                canvas.drawCentredString(min(x, LINE - half), bottom - 12, label)
                last = x
        canvas.setFillColor(INK_SOFT)
        canvas.drawString(4, bottom - 12, printable(self._plate.axis_label, self._faces, BODY))

    def _draw_limits(self) -> None:
        canvas, top = self.canv, self.height - self._head()
        for index, limit in enumerate(self._plate.limits):
            x = self._x(limit.minutes)
            if limit.slack > 0:
                canvas.setFillColor(HEAD_FILL)
                canvas.rect(x, _FOOT, self._x(limit.minutes + limit.slack) - x, top - _FOOT, stroke=0, fill=1)
            level = self.height - _HEAD * (index + 1)
            canvas.setStrokeColor(DANGER)
            canvas.setLineWidth(0.8)
            canvas.setDash(3, 2)
            canvas.line(x, _FOOT, x, level + 8)
            canvas.setDash()
            self._draw_limit_label(printable(limit.label, self._faces, BODY), x, level)

    def _draw_limit_label(self, label: str, x: float, y: float) -> None:
        canvas = self.canv
        canvas.setFont(BODY, 8)
        canvas.setFillColor(DANGER)
        if x + 3 + canvas.stringWidth(label, BODY, 8) <= LINE:
            canvas.drawString(x + 3, y, label)
        else:
            canvas.drawRightString(x - 3, y, label)

    def _draw_mark(self, row: PlateRow, y: float) -> None:
        if row.latest < 0:
            return
        canvas, left, right = self.canv, self._x(row.earliest), self._x(row.latest)
        canvas.setStrokeColor(ACCENT)
        canvas.setFillColor(ACCENT)
        if row.lasting:
            canvas.rect(left, y - 3.5, max(1.5, right - left), 7, stroke=0, fill=1)
        elif right - left < 5:
            centre = (left + right) / 2
            path = canvas.beginPath()
            path.moveTo(centre - 4, y)
            for x, height in ((centre, y + 4), (centre + 4, y), (centre, y - 4)):
                path.lineTo(x, height)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)
        else:
            canvas.setLineWidth(1.2)
            canvas.line(left, y, right, y)
            for x in (left, right):
                canvas.line(x, y - 4, x, y + 4)
