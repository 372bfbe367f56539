"""Deadlines: what is overdue and what comes, day by day; as a page to print and as a file for a calendar."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Outcome
from ui.pages.deadlines_sheet import KIND, agenda_sheet, day_words
from ui.pages.exchange.calls import EnterPrinted
from ui.pages.home_parts import CardView
from ui.pages.page import PageKit, button, padded
from ui.pages.paper.sheet_panel import SheetPanel
from ui.pages.settings.parts import Said, SettingsPage, failed, focus
from ui.ports import Activity, Choice, DeadlineLine, Deadlines, DeadlinesView, HomeCard, HomeLine, Lane, Mood
from ui.widgets.choices import ChoiceBox, Tick
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel

_SPANS: Final = (7, 30, 90)
_USUAL: Final = "30"
_MOST: Final = 300  # lines on the screen; paper and file have all


class DeadlinesPage(SettingsPage):
    """Read again when it is shown and after every write."""

    title = N_("Deadlines")

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.view = DeadlinesView(dt.date.min)
        self.cards: list[CardView] = []
        self.said_here = Said(kit)
        self._build_filters()
        self._build_ways()
        self.count = PlainLabel(role="secondary", wrap=True)
        self.column.addWidget(self.count)
        self._at = self.column.count()

    def start(self) -> None:
        focus(self.span)

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        self.ask(Lane.READER, _Look(self.kit.desk.deadlines, self.days()), self._on_looked, "deadlines")

    def days(self) -> int:
        """How far is looked ahead."""
        return int(self.span.chosen())

    def shown(self) -> tuple[DeadlineLine, ...]:
        """What the filters leave."""
        kind, mine = self.kind.chosen(), self.mine.isChecked()
        return tuple(line for line in self.view.lines
                     if (not kind or line.kind == kind) and not (mine and line.of_others))

    # --- building

    def _build_filters(self) -> None:
        tr, plural = self.kit.tr, self.kit.language.plural
        spans = [Choice(str(n), plural("the next {n} day", "the next {n} days", n).format(n=n)) for n in _SPANS]
        self.span = ChoiceBox(self.kit.look, spans)
        self.span.choose(_USUAL)
        self.span.setMinimumContentsLength(18)
        self.span.setAccessibleName(tr(N_("How far ahead")))
        self.span.activated.connect(self._on_span)
        self.kind = ChoiceBox(self.kit.look, self.kit.desk.deadlines.kinds(), blank=tr(N_("Every kind")))
        self.kind.setAccessibleName(tr(N_("Which kind")))
        self.kind.activated.connect(self._on_filter)
        self.mine = Tick(self.kit.look, tr(N_("Hide tasks of others")))
        self.mine.toggled.connect(self._on_filter)
        row = QWidget()
        flow = Flow(row, 8)
        flow.setContentsMargins(0, 0, 0, 0)
        for each in (self.span, self.kind, self.mine):
            flow.addWidget(padded(each))
        self.column.addWidget(row)

    def _build_ways(self) -> None:
        tr = self.kit.tr
        self.print_button = button(tr(N_("Agenda to print…")))
        self.print_button.clicked.connect(self._on_print)
        self.save_button = button(tr(N_("Save for a calendar…")))
        self.save_button.clicked.connect(self._on_choose)
        self.named = Tick(self.kit.look, tr(N_("With names")))
        self.named.setToolTip(tr(N_("Otherwise initials alone")))
        row = QWidget()
        flow = Flow(row, 8)
        flow.setContentsMargins(0, 0, 0, 0)
        offered = (self.print_button, self.save_button, self.named) if self.kit.writable else ()
        for each in (self.print_button, self.save_button, self.named):
            if each not in offered:
                each.hide()
            flow.addWidget(padded(each))
        self.column.addWidget(row)
        self.panel = SheetPanel(self.kit.look, self.kit.language, tr(N_(
            "A page outside is not encrypted, and a printer keeps what it printed; both are entered in the activity "
            "log.")))
        self.panel.printed.connect(self._on_printed)
        self.panel.saving.connect(self._on_saving)
        self.panel.failed.connect(self.fail)
        self.column.addWidget(self.panel)
        self.column.addWidget(self.said_here)

    def _show(self) -> None:
        lines = self.shown()
        plural = self.kit.language.plural
        words = plural("{n} deadline", "{n} deadlines", len(lines)).format(n=len(lines)) if lines \
            else self.kit.tr(N_("Nothing is overdue and nothing comes in this time."))
        if self.view.more or len(lines) > _MOST:
            words = self.kit.tr(N_("There are more than can be shown at once: choose a shorter time or one kind."))
        self.count.setText(words)
        cards = self._grouped(lines[:_MOST])
        while len(self.cards) < len(cards):
            card = CardView(self.kit)
            card.went.connect(self.went)
            self.cards.append(card)
            self.column.addWidget(card)
        while len(self.cards) > len(cards):
            gone = self.cards.pop()
            self.column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for view, shown in zip(self.cards, cards, strict=True):
            view.show_card(shown)

    def _grouped(self, lines: Sequence[DeadlineLine]) -> list[HomeCard]:
        """Overdue first, then day by day."""
        late = [line for line in lines if line.late]
        found = [HomeCard("late", self.kit.tr(N_("Overdue")), tuple(map(self._line, late)))] if late else []
        for day, group in groupby((line for line in lines if not line.late), key=_day):
            title = day_words(self.kit, max(day, self.view.today), self.view.today)
            found.append(HomeCard(day.isoformat(), title, tuple(map(self._line, group))))
        return found

    def _line(self, line: DeadlineLine) -> HomeLine:
        words = " · ".join(part for part in (line.words, line.source) if part)
        mood = Mood.ATTENTION if line.late else Mood.INFO if line.unverified else Mood.PLAIN
        return HomeLine(words, line.subject or line.title, mood, self.kit.tr(N_("Open")), line.address)

    # --- what happens

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.unread(error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, DeadlinesView):
            self.view = outcome.value
            self._show()

    @Slot()
    def _on_span(self) -> None:
        self.reload()

    @Slot()
    def _on_filter(self) -> None:
        self._show()

    @Slot()
    def _on_print(self) -> None:
        named = self.named.isChecked()
        self.panel.show_sheet(agenda_sheet(self.kit, self.shown(), self.view.today, self.days(), named=named))
        self.panel.start()

    @Slot()
    def _on_printed(self) -> None:
        self.ask(Lane.WRITER, EnterPrinted(self.kit.desk.activity, KIND), self._on_entered)

    @Slot(Path, bytes)
    def _on_saving(self, path: Path, pdf: bytes) -> None:
        self.ask(Lane.WRITER, _SavePage(self.kit.desk.activity, path, pdf), self._on_kept)

    @Slot(object)
    def _on_entered(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.fail(error)

    @Slot(object)
    def _on_kept(self, outcome: Outcome) -> None:
        self._on_entered(outcome)
        if isinstance(outcome, Done):
            self.panel.said(self.kit.tr(N_("The agenda is saved, and entered in the activity log.")))

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Save for a calendar")), "", "iCalendar (*.ics)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # a native one would remember the file
        dialog.setDefaultSuffix("ics")
        dialog.selectFile("dates.ics")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write what is shown there as a calendar file."""
        keys = frozenset(line.key for line in self.shown())
        work = _Save(self.kit.desk.deadlines, Path(path), self.days(), keys, self.named.isChecked())
        self.ask(Lane.WRITER, work, self._on_saved_outside)

    @Slot(object)
    def _on_saved_outside(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.said_here.fail(error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, int):
            self.said_here.say("settled", self.kit.language.plural(
                "{n} deadline was saved. The file outside is not encrypted, and a calendar may send it on; the "
                "activity log says that it was made.",
                "{n} deadlines were saved. The file outside is not encrypted, and a calendar may send it on; the "
                "activity log says that it was made.", outcome.value).format(n=outcome.value))


def _day(line: DeadlineLine) -> dt.date:
    return line.day


class _Look:
    def __init__(self, deadlines: Deadlines, days: int) -> None:
        self._deadlines, self._days = deadlines, days

    def __call__(self) -> DeadlinesView:
        return self._deadlines.look(self._days)


class _Save:
    def __init__(self, deadlines: Deadlines, path: Path, days: int, keys: frozenset[str], named: bool) -> None:
        self._deadlines, self._given = deadlines, (path, days, keys, named)

    def __call__(self) -> int:
        return self._deadlines.save(*self._given)


class _SavePage:
    def __init__(self, activity: Activity, path: Path, pdf: bytes) -> None:
        self._activity, self._path, self._pdf = activity, path, pdf

    def __call__(self) -> object:
        self._activity.save_page(KIND, self._path, self._pdf)
        return None
