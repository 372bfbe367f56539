"""What taking the chosen files in would do: numbers, each of which opens, and the button that does exactly this."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_, Language
from ui.actions import Act, with_keys
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.exchange.calls import Differences
from ui.pages.exchange.likely import Likely, said_of_twins
from ui.pages.exchange.parts import empty, row_of, surface
from ui.pages.exchange.staged_model import StagedModel
from ui.pages.page import PageKit, button, limited, padded, rule
from ui.pages.rows_view import RowsView
from ui.ports import Counted, Difference, Lane, Part
from ui.style.tokens import MEASURES
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel

_SHOWN = 7  # rows; more are scrolled to


def number_words(language: Language, part: Part, n: int) -> str:
    """A number of the preview with what it counts."""
    words = {
        Part.NEW: language.plural("{n} new record", "{n} new records", n),
        Part.SAME: language.plural("{n} same record", "{n} same records", n),
        Part.CHANGED: language.plural("{n} changed record", "{n} changed records", n),
        Part.CONFLICTS: language.plural("{n} conflict", "{n} conflicts", n),
        Part.WAITING: language.plural("{n} waiting for earlier files", "{n} waiting for earlier files", n),
        Part.WITHDRAWN: language.plural("{n} answer more restrictive", "{n} answers more restrictive", n),
    }
    return words[part].format(n=n)


class CountsCard(QWidget):
    """``take`` and ``report`` are emitted by the buttons; the page does the rest."""

    take = Signal()
    report = Signal()
    failed = Signal(object)
    working = Signal(object)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        tr = kit.tr
        frame, self._box = surface(kit, tr(N_("Together")))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        self._box.addLayout(self._grid)
        self.group = QButtonGroup(self)
        self.numbers: dict[Part, QPushButton] = {}
        for at, part in enumerate(Part):
            number = button("", "preset")
            number.setCheckable(True)
            self.group.addButton(number)
            self.numbers[part] = number
            self._grid.addWidget(padded(number), at // 2, at % 2)
        self.group.buttonClicked.connect(self._on_number)
        self.twins = PlainLabel("", "secondary", wrap=True)
        self.twins.hide()
        self._box.addWidget(self.twins)
        self.likely = Likely(kit, tr(N_("Looking for possible duplicates")), self)
        self.likely.working.connect(self.working)
        self.likely.counted.connect(self._show_twins)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(4)
        self._box.addLayout(self.notes)
        self._box.addWidget(PlainLabel(
            tr(N_("Withdrawn consent counts at once. Erasures are never done unasked.")), "secondary", wrap=True))
        self.take_button = button("", "primary")
        self.take_button.clicked.connect(self.take)
        self.report_button = button(tr(N_("Report…")))
        self.report_button.clicked.connect(self.report)
        self._box.addLayout(row_of(self.take_button, self.report_button))
        self._box.addWidget(PlainLabel(tr(N_("Nothing is written before this.")), "hint"))
        self._box.addWidget(self._opened())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.counted: Counted | None = None

    def show_counted(self, counted: Counted, files: int) -> None:
        """The numbers of the chosen files."""
        self.counted = counted
        language = self.kit.language
        for part, number in self.numbers.items():
            n = counted.counts[part]
            number.setText(number_words(language, part, n))
            number.setEnabled(n > 0)
            number.setChecked(False)
        empty(self.notes)
        if counted.held:
            words = language.plural(
                "{n} action of a person whose card was never compared: kept aside until it is.",
                "{n} actions of persons whose cards were never compared: kept aside until they are.", counted.held)
            self.notes.addWidget(StatusLabel(self.kit.look, "attention", words.format(n=counted.held), wrap=True))
        if counted.empty and files:
            words = self.kit.tr(N_("No record changes: everything in it is here already."))
            self.notes.addWidget(StatusLabel(self.kit.look, "info", words, wrap=True))
        words = language.plural("Take in {n} file", "Take in {n} files", files).format(n=files)
        self.take_button.setText(with_keys(words, Act.RECORD))
        self.take_button.setEnabled(files > 0)
        self.report_button.setEnabled(files > 0)
        self.opened.hide()
        self.twins.setVisible(files > 0 and counted.counts[Part.NEW] > 0)
        if not self.twins.isHidden():
            self.twins.setText(self.kit.tr(N_("Looking for possible duplicates…")))
            self.likely.look()

    @Slot(int)
    def _show_twins(self, pairs: int) -> None:
        """How many possible duplicates would come with them; -1: it could not be told."""
        self.twins.setText(said_of_twins(self.kit, pairs))

    def busy(self, on: bool) -> None:
        """While something is counted or taken in nothing here can be pressed."""
        if on:
            self.likely.stop()
        self.take_button.setEnabled(not on)
        self.report_button.setEnabled(not on)
        for part, number in self.numbers.items():
            number.setEnabled(not on and self.counted is not None and self.counted.counts[part] > 0)

    def _opened(self) -> QWidget:
        """The list behind a number, and what would change in the record that is chosen in it."""
        self.model = StagedModel(self.kit.desk.exchange, self.kit.runner, self)
        self.model.failed.connect(self.failed)
        self.model.came.connect(self._on_came)
        self.view = RowsView(self.kit)
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.kit.tr(N_("Records behind this number")))
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.title = ElidedLabel("", "section")
        self.differences = QVBoxLayout()
        self.differences.setSpacing(4)
        self.opened = QWidget()
        box = QVBoxLayout(self.opened)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        box.addWidget(rule())
        box.addWidget(self.view)
        box.addWidget(self.title)
        box.addLayout(self.differences)
        self.opened.hide()
        return self.opened

    @Slot(QPushButton)
    def _on_number(self, pressed: QPushButton) -> None:
        part = next(part for part, number in self.numbers.items() if number is pressed)
        if self.counted is None:
            return
        empty(self.differences)
        self.title.setText("")
        self.opened.show()
        self.model.open(part, self.counted.counts[part])

    @Slot()
    def _on_came(self) -> None:
        self.view.setFixedHeight(min(_SHOWN, self.model.rowCount()) * max(self.view.sizeHintForRow(0), MEASURES.row))
        self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        id_: RecordId = self.model.id_at(now.row())
        if id_:
            self.title.setText(self.model.title_at(now.row()))
            work = Differences(self.kit.desk.exchange, id_)
            self.kit.runner.run(self, Lane.WRITER, work, self._on_differences, latest="differences")

    @Slot(object)
    def _on_differences(self, outcome: Outcome) -> None:
        empty(self.differences)
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, tuple):
            for one in outcome.value:
                self.differences.addLayout(_difference(self.kit, one))
            if not outcome.value:
                words = self.kit.tr(N_("No field changes."))
                self.differences.addWidget(PlainLabel(words, "secondary"))


def _difference(kit: PageKit, one: Difference) -> QVBoxLayout:
    """A field: its name, what stands, what would stand. A conflict lists all that stand side by side."""
    tr = kit.tr
    box = QVBoxLayout()
    box.setSpacing(0)
    box.addWidget(PlainLabel(one.label, "label"))
    if one.conflict:
        box.addWidget(StatusLabel(kit.look, "danger", tr(N_("Conflict: both stay until a person decides"))))
        box.addWidget(PlainLabel(one.after, wrap=True))
    elif one.before:
        after = one.after or tr(N_("empty"))
        words = tr(N_("{before} → {after}")).format(before=one.before, after=after)
        box.addLayout(limited(PlainLabel(words, wrap=True), MEASURES.text_width))
    else:
        box.addLayout(limited(PlainLabel(one.after, wrap=True), MEASURES.text_width))
    return box
