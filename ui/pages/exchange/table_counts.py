"""What taking a table in would do: numbers that open, rows that are wrong, words to be explained, and the button."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.pages.exchange.counts_card import number_words
from ui.pages.exchange.likely import Likely, said_of_twins
from ui.pages.exchange.parts import empty, row_of, surface
from ui.pages.exchange.staged_model import StagedModel
from ui.pages.page import PageKit, button, padded
from ui.pages.rows_view import RowsView
from ui.ports import Part
from ui.ports.tables import TableCounted, UnknownWord
from ui.style.tokens import MEASURES
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel

PARTS = (Part.NEW, Part.CHANGED, Part.SAME)
_SHOWN = 7  # rows; more are scrolled to


class TableCounts(QWidget):
    """``take`` is the button; ``understood``: header, word, term."""

    take = Signal()
    understood = Signal(str, str, str)
    failed = Signal(object)
    working = Signal(object)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        tr = kit.tr
        self._counted: TableCounted | None = None
        frame, box = surface(kit, tr(N_("Preview")))
        self.state = QVBoxLayout()
        box.addLayout(self.state)
        self.group = QButtonGroup(self)
        self.numbers: dict[Part, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(4)
        for part in PARTS:
            number = button("", "preset")
            number.setCheckable(True)
            self.group.addButton(number)
            self.numbers[part] = number
            row.addWidget(padded(number))
        self.group.buttonClicked.connect(self._on_number)
        box.addLayout(row)
        self.twins = PlainLabel("", "secondary", wrap=True)
        box.addWidget(self.twins)
        self.likely = Likely(kit, tr(N_("Looking for possible duplicates")), self, kit.desk.tables)
        self.likely.working.connect(self.working)
        self.likely.counted.connect(self._show_twins)
        self.take_button = button("", "primary")
        self.take_button.clicked.connect(self.take)
        box.addLayout(row_of(self.take_button))
        box.addWidget(PlainLabel(tr(N_("Nothing is written before this. One undo takes all of it back.")), "hint",
                                 wrap=True))
        self.words, self.wrong = QVBoxLayout(), QVBoxLayout()
        self._build_opened(box)
        box.addLayout(self.words)
        box.addLayout(self.wrong)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _build_opened(self, box: QVBoxLayout) -> None:
        self.model = StagedModel(self.kit.desk.tables, self.kit.runner, self)
        self.model.failed.connect(self.failed)
        self.model.came.connect(self._on_came)
        self.view = RowsView(self.kit)
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.kit.tr(N_("Records behind this number")))
        self.view.hide()
        box.addWidget(self.view)

    def show_counted(self, counted: TableCounted) -> None:
        """The numbers of the table."""
        self._counted = counted
        tr, language = self.kit.tr, self.kit.language
        counts = {Part.NEW: counted.new, Part.CHANGED: counted.changed, Part.SAME: counted.same}
        for part, number in self.numbers.items():
            number.setText(number_words(language, part, counts[part]))
            number.setEnabled(counts[part] > 0)
            number.setChecked(False)
        self.view.hide()
        good = counted.rows - counted.wrong_rows
        words = language.plural("Take in {n} row", "Take in {n} rows", good).format(n=good)
        if counted.wrong_rows:
            words = language.plural("Take in {n} row without the wrong ones", "Take in {n} rows without the wrong ones",
                                    good).format(n=good)
        self.take_button.setText(with_keys(words, Act.RECORD))
        self.take_button.setEnabled(counted.new + counted.changed > 0)
        empty(self.state)
        if counted.wrong_rows:
            said = language.plural(
                "{n} row is wrong and would be left out.", "{n} rows are wrong and would be left out.",
                counted.wrong_rows).format(n=counted.wrong_rows)
            self.state.addWidget(StatusLabel(self.kit.look, "attention", said, wrap=True))
        elif not counted.new + counted.changed:
            said = tr(N_("No record changes: everything in it is here already."))
            self.state.addWidget(StatusLabel(self.kit.look, "info", said, wrap=True))
        if counted.note:
            self.state.addWidget(StatusLabel(self.kit.look, "info", counted.note, wrap=True))
        self._show_words(counted)
        self._show_wrong(counted)
        self.twins.setVisible(counted.new > 0)
        if counted.new:
            self.twins.setText(tr(N_("Looking for possible duplicates…")))
            self.likely.look()

    def _show_words(self, counted: TableCounted) -> None:
        empty(self.words)
        if counted.unknown:
            self.words.addWidget(PlainLabel(self.kit.tr(N_("Words that are not in their lists")), "section"))
        for unknown in counted.unknown:
            self.words.addWidget(_WordLine(self.kit, unknown, self))

    def _show_wrong(self, counted: TableCounted) -> None:
        empty(self.wrong)
        if counted.wrong:
            self.wrong.addWidget(PlainLabel(self.kit.tr(N_("What is wrong")), "section"))
        for one in counted.wrong:
            self.wrong.addWidget(PlainLabel(one.words, "secondary", wrap=True).selectable())

    @Slot(int)
    def _show_twins(self, pairs: int) -> None:
        self.twins.setText(said_of_twins(self.kit, pairs))

    def busy(self, on: bool) -> None:
        """While rows are taken in nothing here can be pressed."""
        if on:
            self.likely.stop()
        self.setEnabled(not on)

    @Slot(QPushButton)
    def _on_number(self, pressed: QPushButton) -> None:
        part = next(part for part, number in self.numbers.items() if number is pressed)
        if self._counted is not None:
            self.view.show()
            counts = {Part.NEW: self._counted.new, Part.CHANGED: self._counted.changed, Part.SAME: self._counted.same}
            self.model.open(part, counts[part])

    @Slot()
    def _on_came(self) -> None:
        self.view.setFixedHeight(min(_SHOWN, self.model.rowCount()) * max(self.view.sizeHintForRow(0), MEASURES.row))
        self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


class _WordLine(QWidget):
    """One word, in how many rows, and the list to choose from."""

    def __init__(self, kit: PageKit, unknown: UnknownWord, counts: TableCounts) -> None:
        super().__init__()
        self._unknown, self._counts = unknown, counts
        words = kit.language.plural("“{word}” in {n} row of “{header}”", "“{word}” in {n} rows of “{header}”",
                                    unknown.rows)
        said = words.format(word=unknown.word, header=unknown.header, n=unknown.rows)
        self.choice = ChoiceBox(kit.look, unknown.choices, kit.tr(N_("stands for…")))
        self.choice.setAccessibleName(said)
        self.choice.activated.connect(self._on_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(said), 1)
        row.addWidget(padded(self.choice), 1)

    @Slot(int)
    def _on_chosen(self, _at: int) -> None:
        if self.choice.chosen():
            self._counts.understood.emit(self._unknown.header, self._unknown.word, self.choice.chosen())



