"""A list as a chart of who did what to whom, where, in which incident: laid out here, the same every time."""

from typing import Final

from PySide6.QtCore import QPointF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from caseapp.domain.listing import Query
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button
from ui.pages.views.set_view import SetView
from ui.ports import KnotView, Lane, WebView
from ui.style.tokens import LIGHT
from ui.widgets.labels import PlainLabel, number
from ui.widgets.web_canvas import WebCanvas
from ui.widgets.web_picture import WebPicture, laid_out, small

_NAMED: Final = 6  # neighbours that are said
_WIDTH: Final = 1_400.0  # of a picture that leaves
_JOIN: Final = "; "
_LEGEND: Final = (N_("corroborated or confirmed"), N_("alleged, reported or not assessed"),
                  N_("unit of a body; relative or contact"))


class LinksView(SetView):
    """Reads the acts that the records of a query are in and shows what they tie together."""

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, type_, parent)
        self._build()

    # --- what the frame calls

    def refresh(self) -> None:
        """Read again."""
        work = _Look(self.kit, self.query, related=self.related.isChecked())
        self.kit.runner.run(self, Lane.READER, work, self._on_read, "links")

    def fit(self) -> None:
        """The zoom changed."""
        self.canvas.arrange(self.area.viewport().width())
        self.heads.updateGeometry()

    def start(self) -> None:
        """Into the chart."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what leaves

    def picture_size(self, font: QFont) -> QSizeF:
        """As large as the whole chart needs."""
        plan, line = laid_out(self.canvas.web, _WIDTH, font), QFontMetricsF(small(font)).height()
        return QSizeF(plan.size.width(), plan.size.height() + 3 * line)

    def draw(self, painter: QPainter, size: QSizeF, font: QFont) -> None:
        """The whole chart with headings and legend, in the light colours."""
        plan, line = laid_out(self.canvas.web, _WIDTH, font), QFontMetricsF(small(font)).height()
        drawing = WebPicture(self.canvas.web, LIGHT)
        drawing.legend(painter, font, self._legend(), QPointF(12, 0), plan.size.width())
        drawing.heads(painter, plan, font, 1.4 * line)
        painter.translate(0, 2.6 * line)
        drawing.paint(painter, plan, font)
        painter.translate(0, -2.6 * line)

    def table(self) -> list[list[str]]:
        """A line for each tie: from where to where, with degree and certainty."""
        tr, web = self.kit.tr, self.canvas.web
        heads = {knot.key: column.title for column in web.columns for knot in column.knots}
        titles = {knot.key: knot.title for column in web.columns for knot in column.knots}
        return [[tr(N_("Column")), tr(N_("Record")), tr(N_("Tied to: column")), tr(N_("Tied to: record")),
                 tr(N_("Degree and certainty"))],
                *([heads[tie.start], titles[tie.start], heads[tie.stop], titles[tie.stop], tie.words]
                  for tie in web.ties)]

    # --- building

    def _build(self) -> None:
        tr = self.kit.tr
        self.related = button(tr(N_("With relatives and contacts")), "small")
        self.related.setCheckable(True)
        self.related.toggled.connect(self._on_related)
        self.left_out = PlainLabel(role="hint", wrap=True)
        self.tools.addWidget(self.related)
        self.canvas = WebCanvas(self.kit.look, tr(N_("Links: up and down in a column, left and right along a line, "
                                                     "Enter opens")))
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.focused.connect(self._on_focused)
        self.heads = _Heads(self.kit, self.canvas, self._legend())
        self.canvas.arranged.connect(self.heads.update)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.canvas)
        self.area.horizontalScrollBar().valueChanged.connect(self.heads.shift)
        self.empty = PlainLabel(tr(N_("None of these records is in an act yet, so there is nothing to tie together.")),
                                "secondary", wrap=True)
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.said = PlainLabel(role="hint", wrap=True)
        self.said.setContentsMargins(12, 4, 12, 4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.left_out.setContentsMargins(12, 0, 12, 4)
        for each in (self.tool_row, self.left_out, self.heads, self.empty):
            box.addWidget(each)
        box.addWidget(self.area, 1)
        box.addWidget(self.said)
        self.empty.hide()

    def _legend(self) -> tuple[str, str, str]:
        first, second, third = (self.kit.tr(words) for words in _LEGEND)
        return first, second, third

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.arrange(self.area.viewport().width())

    # --- answers

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if not isinstance(outcome, Done) or not isinstance(outcome.value, WebView):
            return
        web = outcome.value
        self.canvas.show_web(web)
        self.canvas.arrange(self.area.viewport().width())
        self.empty.setVisible(not web.shown)
        self.area.setVisible(bool(web.shown))
        self.heads.setVisible(bool(web.shown))
        words = self.kit.tr(N_("{n} of {total} acts are shown; more could not be followed. Narrow the list by a filter "
                               "to see the others."))
        self.left_out.setText(words.format(n=number(web.shown), total=number(web.total)))
        self.left_out.setVisible(web.shown < web.total)

    # --- what the person does

    @Slot(object)
    def _on_focused(self, knot: object) -> None:
        if not isinstance(knot, KnotView):
            words = self.kit.tr(N_("Up and down in a column, left and right along a line, Enter opens."))
        else:
            words = self._told(knot)
            place = self.canvas.plan.places[knot.key]
            self.area.ensureVisible(round(place.center().x()), round(place.center().y()), round(place.width()), 60)
        self.said.setText(words)
        self.canvas.describe(words)

    def _told(self, knot: KnotView) -> str:
        """A knot in words: its column, its title, what it is tied to and how."""
        heads = {each.key: column.title for column in self.canvas.web.columns for each in column.knots}
        titles = {each.key: each.title for column in self.canvas.web.columns for each in column.knots}
        beside = self.canvas.drawing.neighbours(knot.key)
        tied = self.kit.tr(N_("{name} ({how})"))
        named = [tied.format(name=titles[key], how=how) if how else titles[key] for key, how in beside.items()]
        words = self.kit.language.plural("{column}: {title}. Tied to {n} other: {names}",
                                         "{column}: {title}. Tied to {n} others: {names}", len(beside))
        return words.format(column=heads[knot.key], title=knot.title, n=number(len(beside)),
                            names=_JOIN.join(named[:_NAMED]))

    @Slot(KnotView)
    def _on_chosen(self, knot: KnotView) -> None:
        if knot.id:
            self.opened.emit(knot.type, knot.id)

    @Slot(bool)
    def _on_related(self, _on: bool) -> None:
        self.refresh()


class _Heads(QWidget):
    """Legend and headings: they stay while the columns are scrolled."""

    def __init__(self, kit: PageKit, canvas: WebCanvas, words: tuple[str, str, str]) -> None:
        super().__init__()
        self._kit, self._canvas, self._words = kit, canvas, words
        self._shifted = 0
        self.setAccessibleName(_JOIN.join(words))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The rows of the legend, and one of headings."""
        drawing, line = self._canvas.drawing, QFontMetricsF(small(self.font())).height()
        rows = drawing.legend_rows(self.font(), self._words, max(200, self.width() - 24))
        return QSize(200, round((rows + 1.6) * line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    @Slot(int)
    def shift(self, by: int) -> None:
        """The columns were moved sideways."""
        self._shifted = by
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, line = QPainter(self), QFontMetricsF(small(self.font())).height()
        drawing = self._canvas.drawing
        drawing.legend(painter, self.font(), self._words, QPointF(12, 0), self.width() - 24)
        painter.translate(-self._shifted, 0)
        drawing.heads(painter, self._canvas.plan, self.font(), self.height() - 1.15 * line)


class _Look:
    def __init__(self, kit: PageKit, query: Query, *, related: bool) -> None:
        self._ties, self._query, self._related = kit.desk.ties, query, related

    def __call__(self) -> object:
        return self._ties.web(self._query, self._related)
