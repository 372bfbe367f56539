"""A list in time: a row for each record with what is dated around it, as precisely as it is known."""

import datetime as dt
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QDate, QDateTime, QLocale, QSizeF, Qt, QTime, Slot
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button
from ui.pages.views.set_view import SetView
from ui.ports import Lane, TimeBar, TimeSet
from ui.style.tokens import LIGHT
from ui.widgets.labels import PlainLabel, number
from ui.widgets.time_canvas import TimeCanvas
from ui.widgets.time_picture import TITLES, TimePicture
from ui.widgets.time_scale import Step

_PICTURE: Final = 1_200.0
_ROWS: Final = 300  # of a picture that leaves
_JOIN: Final = ", "
_FORMS: Final = {Step.HOUR: "HH:mm", Step.SIX_HOURS: "d MMM HH:mm", Step.DAY: "d MMM", Step.WEEK: "d MMM",
                 Step.MONTH: "MMM yyyy", Step.YEAR: "yyyy", Step.DECADE: "yyyy"}
_HELP: Final = N_("Up and down between rows, left and right within one, + and − to zoom, Ctrl and an arrow to move, "
                  "Enter opens.")
_LEGEND: Final = N_("Full: certain. Hatched: somewhere in it. Dashed frame: nothing is recorded of that time. Dotted "
                    "line: 48 and 72 hours after the earliest detention; whether a limit was passed is told on the "
                    "record's page.")


class TimelineView(SetView):
    """Reads the rows of a query and shows them."""

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, type_, parent)
        self._build()

    def refresh(self) -> None:
        self.kit.runner.run(self, Lane.READER, _Look(self.kit, self), self._on_read, latest="times")

    def start(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def picture_size(self, font: QFont) -> QSizeF:
        rows = min(_ROWS, len(self.canvas.shown.rows))
        return self._picture().size(font, _PICTURE, rows)

    def draw(self, painter: QPainter, size: QSizeF, font: QFont) -> None:
        seen = self.canvas.scale
        wide = max(1.0, self.canvas.width() - TITLES)
        scale = replace(seen, per=seen.per * wide / (_PICTURE - TITLES))  # the time that is on the screen
        self._picture().paint(painter, size, font, scale)

    def table(self) -> list[list[str]]:
        """A line for each bar: whose, what, from, to; each end as the interval in which it lies, in local time."""
        tr, shown = self.kit.tr, self.canvas.shown
        head = [tr(N_("Record")), tr(N_("Date")), tr(N_("Began, at the earliest")), tr(N_("Began, at the latest")),
                tr(N_("Ended, at the earliest")), tr(N_("Ended, at the latest"))]
        lines = [head]
        for row in shown.rows:
            for bar in row.bars:
                ends = [*bar.begin, *(bar.end or ())]
                lines.append([row.title, bar.kind, *(self._local(second) for second in ends)])
        return lines

    # --- building

    def _build(self) -> None:
        tr = self.kit.tr
        self.canvas = TimeCanvas(self.kit.look, tr(N_("Timeline")), self._tick)
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.focused.connect(self._on_focused)
        self.canvas.scrolled.connect(self._on_scrolled)
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        self.bar.valueChanged.connect(self.canvas.scroll_to)
        self.nearer, self.farther = button("+", "small"), button("−", "small")
        self.everything = button(tr(N_("From first to last")), "small")
        for each, words in ((self.nearer, N_("Nearer (+)")), (self.farther, N_("Farther (−)")),
                            (self.everything, N_("From first to last"))):
            each.setAccessibleName(tr(words))
            each.setToolTip(tr(words))
            self.tools.addWidget(each)
        self.nearer.clicked.connect(self._on_nearer)
        self.farther.clicked.connect(self._on_farther)
        self.everything.clicked.connect(self.canvas.show_all)
        self.left_out, self.said, legend = PlainLabel(role="hint", wrap=True), PlainLabel(wrap=True), \
            PlainLabel(tr(_LEGEND), "hint", wrap=True)
        middle = QHBoxLayout()
        middle.setContentsMargins(12, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self.bar)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tool_row)
        box.addWidget(self.left_out)
        box.addLayout(middle, 1)
        for label in (self.left_out, self.said, legend):
            label.setContentsMargins(16, 4, 12, 4)
        box.addWidget(self.said)
        box.addWidget(legend)
        self.left_out.hide()

    def _picture(self) -> TimePicture:
        return TimePicture(self.canvas.shown.rows[:_ROWS], LIGHT, self._tick)

    def _tick(self, at: dt.datetime, step: Step) -> str:
        form = "d MMM" if step is Step.HOUR and at.hour == 0 else _FORMS[step]
        when = QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute))
        return QLocale(self.kit.language.code).toString(when, form)

    def _local(self, second: int) -> str:
        there = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=second + self.canvas.shown.east)
        return f"{there:%Y-%m-%d %H:%M}"

    # --- answers

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if not isinstance(outcome, Done) or not isinstance(outcome.value, TimeSet):
            return
        shown = outcome.value
        self.canvas.show_set(shown)
        tr, parts = self.kit.tr, []
        if len(shown.rows) < shown.total:
            words = N_("{n} of {total} records are shown: the others have no date, or stand too far down the list.")
            parts.append(tr(words).format(n=number(len(shown.rows)), total=number(shown.total)))
        if shown.more:
            parts.append(tr(N_("Not all dates are shown. Narrow the list by a filter to see the others.")))
        self.left_out.setText(" ".join(parts))
        self.left_out.setVisible(bool(parts))

    @Slot()
    def _on_scrolled(self) -> None:
        self.bar.blockSignals(True)
        self.bar.setRange(0, max(0, len(self.canvas.shown.rows) - self.canvas.room))
        self.bar.setPageStep(self.canvas.room)
        self.bar.setValue(self.canvas.first)
        self.bar.blockSignals(False)
        self.bar.setVisible(self.bar.maximum() > 0)

    # --- what the person does

    @Slot(object)
    def _on_focused(self, bar: object) -> None:
        if isinstance(bar, TimeBar):
            self.kit.runner.run(self, Lane.READER, _Told(self.kit, bar), self._on_told, latest="told")
        else:
            self._say(self.kit.tr(_HELP))

    @Slot(object)
    def _on_told(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, tuple):
            self._say(_JOIN.join(outcome.value))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.canvas.describe(words)

    @Slot(TimeBar)
    def _on_chosen(self, bar: TimeBar) -> None:
        self.opened.emit(bar.type, bar.record)

    @Slot()
    def _on_nearer(self) -> None:
        self.canvas.zoom(1 / 1.5)

    @Slot()
    def _on_farther(self) -> None:
        self.canvas.zoom(1.5)


class _Look:
    def __init__(self, kit: PageKit, view: TimelineView) -> None:
        self._times, self._query = kit.desk.times, view.query

    def __call__(self) -> object:
        return self._times.look(self._query)


class _Told:
    def __init__(self, kit: PageKit, bar: TimeBar) -> None:
        self._times, self._bar = kit.desk.times, bar

    def __call__(self) -> object:
        return tuple(self._times.told(self._bar))
