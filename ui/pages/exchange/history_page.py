"""History: what was taken in and what was sent, newest first; each import can be set aside and taken in again."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.exchange.calls import PutAside, TakeInAgain
from ui.pages.exchange.counts_card import number_words
from ui.pages.exchange.parts import Halves, empty, row_of, scope_words, surface, when
from ui.pages.page import Page, PageKit, button, padded, scrolled
from ui.ports import Arrival, Departure, Lane, Part, Saved, SetAside
from ui.widgets.choices import Tick
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel

SHOWN = 50  # lines at first, and again with each "more"
_TOLD = (Part.NEW, Part.CHANGED, Part.CONFLICTS, Part.WITHDRAWN)


class HistoryPage(Page):
    """Two columns of lines."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.arrivals: list[Arrival] = []
        self.lines: list[ArrivalLine] = []
        self._limit = SHOWN
        self._package = ""
        self._old = True
        self._build()

    def read(self) -> None:
        """Both lists, again after every change."""
        self._old = False
        exchange, run = self.kit.desk.exchange, self.kit.runner.run
        run(self, Lane.READER, exchange.arrivals, self._on_arrivals, latest="arrivals")
        run(self, Lane.READER, exchange.departures, self._on_departures, latest="departures")

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        self._old = True
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        if self._old:
            self.read()

    def start(self) -> None:
        if self.lines:
            self.lines[0].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        tr = self.kit.tr
        came, came_box = surface(self.kit, tr(N_("Taken in")))
        went, went_box = surface(self.kit, tr(N_("Sent")))
        self.state, self.came, self.gone = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for box in (self.state, self.came, self.gone):
            box.setSpacing(8)
        came_box.addLayout(self.state)
        came_box.addLayout(self.came)
        self.more = button(tr(N_("Show more")), "small")
        self.more.clicked.connect(self._on_more)
        self.more.hide()
        came_box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        went_box.addLayout(self.gone)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(Halves(came, went, (3, 2))))

    @Slot(object)
    def _on_arrivals(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        if isinstance(outcome, Done) and isinstance(outcome.value, Sequence):
            self.arrivals = [one for one in outcome.value if isinstance(one, Arrival)]
            self._show()

    def _show(self) -> None:
        empty(self.came)
        self.lines = []
        for one in self.arrivals[: self._limit]:
            line = ArrivalLine(self.kit, one)
            line.aside.connect(self._on_aside)
            line.again.connect(self._on_again)
            self.lines.append(line)
            self.came.addWidget(line)
        if not self.arrivals:
            self.came.addWidget(PlainLabel(self.kit.tr(N_("No export file was taken in yet.")), "secondary"))
        self.more.setVisible(len(self.arrivals) > self._limit)

    @Slot()
    def _on_more(self) -> None:
        self._limit += SHOWN
        self._show()

    @Slot(object)
    def _on_departures(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Sequence):
            return
        empty(self.gone)
        for one in list(outcome.value)[:SHOWN]:
            if isinstance(one, Departure):
                self.gone.addWidget(_departure(self.kit, one))
        if not outcome.value:
            self.gone.addWidget(PlainLabel(self.kit.tr(N_("No export file was sent yet.")), "secondary"))

    # --- setting aside and taking in again

    @Slot(str, bool)
    def _on_aside(self, package: str, keep: bool) -> None:
        self._busy(True)
        work = PutAside(self.kit.desk.exchange, [package], keep)
        self.kit.runner.run(self, Lane.WRITER, work, self._on_put_aside)

    @Slot(object)
    def _on_put_aside(self, outcome: Outcome) -> None:
        self._busy(False)
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, tuple):
            for done in outcome.value:
                if isinstance(done, SetAside):
                    self._aside_told(done)

    def _aside_told(self, done: SetAside) -> None:
        words = self.kit.tr(N_("Set aside. Nothing later was built on it."))
        if done.built_on:
            words = self.kit.language.plural(
                "Set aside. {n} later edit was built on it and is kept.",
                "Set aside. {n} later edits were built on it and are kept.", done.built_on).format(n=done.built_on)
        self._say(words)
        self.moved.emit(done.saved)
        self.read()

    @Slot(str)
    def _on_again(self, package: str) -> None:
        self._busy(True)
        self.kit.runner.run(self, Lane.WRITER, TakeInAgain(self.kit.desk.exchange, package), self._on_taken_again)

    @Slot(object)
    def _on_taken_again(self, outcome: Outcome) -> None:
        self._busy(False)
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self._say(self.kit.tr(N_("Taken in again, exactly as it was before.")))
            self.moved.emit(outcome.value)
            self.read()

    def _busy(self, on: bool) -> None:
        for line in self.lines:
            line.setEnabled(not on)

    def _say(self, words: str) -> None:
        empty(self.state)
        self.state.addWidget(StatusLabel(self.kit.look, "settled", words, wrap=True))


class ArrivalLine(QFrame):
    """One import. Setting aside asks in the line itself whether withdrawn consents stay in force."""

    aside = Signal(str, bool)
    again = Signal(str)

    def __init__(self, kit: PageKit, arrival: Arrival, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.kit, self.arrival = kit, arrival
        tr = kit.tr
        head = QHBoxLayout()
        head.setSpacing(8)
        who = arrival.sender or tr(N_("unknown sender"))
        head.addWidget(ElidedLabel(who, "section"), 1)
        if not arrival.taken:
            head.addWidget(StatusLabel(kit.look, "attention", tr(N_("set aside"))))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 8, 8)
        box.setSpacing(4)
        box.addLayout(head)
        facts = tr(N_("{scope} · taken in {date}")).format(
            scope=scope_words(kit, arrival.everything, arrival.cases, arrival.seq), date=when(kit, arrival.at))
        box.addWidget(PlainLabel(facts, "secondary", wrap=True))
        if arrival.counts:
            box.addWidget(PlainLabel(self._counts(), "secondary", wrap=True))
        self.button = button(tr(N_("Set aside…") if arrival.taken else N_("Take in again")), "small")
        self.button.setAccessibleDescription(facts)
        self.button.clicked.connect(self._on_button)
        box.addWidget(padded(self.button), 0, Qt.AlignmentFlag.AlignLeft)
        self.asking = self._ask()
        box.addWidget(self.asking)

    def _counts(self) -> str:
        language, arrival = self.kit.language, self.arrival
        told = [number_words(language, part, n) for part in _TOLD if (n := arrival.counts.get(part, 0))]
        words = " · ".join(told) or self.kit.tr(N_("nothing new"))
        if arrival.together > 1:
            return language.plural(
                "With {n} other file: {counts}", "With {n} other files: {counts}", arrival.together - 1).format(
                    n=arrival.together - 1, counts=words)
        return words

    def _ask(self) -> QWidget:
        tr = self.kit.tr
        asking = QWidget()
        box = QVBoxLayout(asking)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(PlainLabel(tr(N_(
            "What only this file brought goes out of sight, here alone; nothing is deleted, and it can be taken in "
            "again exactly. Later edits of others and of yours are kept.")), "secondary", wrap=True))
        self.keep = Tick(self.kit.look, tr(N_("Keep withdrawn consents in force")))
        self.keep.setChecked(True)
        box.addWidget(padded(self.keep), 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(PlainLabel(tr(N_(
            "Consents that it withdrew, names that it withheld and records that it retracted stay so. Take the tick "
            "away only if the file was forged.")), "hint", wrap=True))
        self.yes = button(tr(N_("Set aside")))
        self.yes.clicked.connect(self._on_yes)
        self.no = button(tr(N_("Leave it")), "quiet")
        self.no.clicked.connect(asking.hide)
        box.addLayout(row_of(self.yes, self.no))
        asking.hide()
        return asking

    @Slot()
    def _on_button(self) -> None:
        if self.arrival.taken:
            self.asking.show()
            self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.again.emit(self.arrival.package)

    @Slot()
    def _on_yes(self) -> None:
        self.aside.emit(self.arrival.package, self.keep.isChecked())


def _departure(kit: PageKit, one: Departure) -> QFrame:
    tr = kit.tr
    frame = QFrame()
    frame.setProperty("role", "card")
    box = QVBoxLayout(frame)
    box.setContentsMargins(12, 8, 8, 8)
    box.setSpacing(4)
    box.addWidget(ElidedLabel(", ".join(one.recipients), "section"))
    facts = tr(N_("{scope} · sent {date}")).format(
        scope=scope_words(kit, one.everything, one.cases, one.seq), date=when(kit, one.at))
    box.addWidget(PlainLabel(facts, "secondary", wrap=True))
    if len(one.received) == len(one.recipients):
        box.addWidget(StatusLabel(kit.look, "settled", tr(N_("arrived: their own file shows it"))))
    elif one.received:
        words = tr(N_("arrived at {names}")).format(names=", ".join(one.received))
        box.addWidget(StatusLabel(kit.look, "settled", words, wrap=True))
    else:
        box.addWidget(PlainLabel(tr(N_("no receipt yet")), "hint"))
    return frame
