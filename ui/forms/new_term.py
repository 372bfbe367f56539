"""A term that the list lacks, added where it is missed."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.local_terms import LONGEST
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.forms.kit import UNVERIFIED, FormKit
from ui.ports import Lane, Terms
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel

NEW: Final = "@new"  # the id of the entry that asks for a term


class TermBox(ChoiceBox):
    """The terms of a list that may be chosen on the day in question; one more entry where a term can be added."""

    wanted = Signal()  # a term that is not there

    def __init__(self, kit: FormKit, list_: str, blank: str, parent: QWidget | None = None) -> None:
        super().__init__(kit.look, kit.vocabularies.choices(list_, kit.day), blank, parent, kit.tr(UNVERIFIED))
        self._kit, self._list = kit, list_
        self._last = 0
        if kit.terms is not None and kit.terms.takes(list_):
            self.addItem(kit.tr(N_("Add a term…")), NEW)
        self.currentIndexChanged.connect(self._on_moved)
        self.activated.connect(self._on_activated)

    def chosen(self) -> str:
        found = super().chosen()
        return "" if found == NEW else found

    def choose(self, term: str) -> None:
        """Show a term; one that is not offered any more, or not known here, is shown by its words."""
        if self.findData(term) < 0:
            self.addItem(self._kit.vocabularies.label(self._list, term), term)
        super().choose(term)

    @Slot(int)
    def _on_moved(self, at: int) -> None:
        if self.itemData(at) != NEW:
            self._last = at

    @Slot(int)
    def _on_activated(self, at: int) -> None:
        if self.itemData(at) == NEW:
            self.setCurrentIndex(self._last)
            self.wanted.emit()


class NewTerm(QWidget):
    """One line: the word in the window's language. Other languages are added in Settings."""

    added = Signal(str, str)  # id, label
    closed = Signal()

    def __init__(self, kit: FormKit, terms: Terms, list_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._terms, self._list = kit, terms, list_
        tr = kit.tr
        self.line = QLineEdit(self)
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(tr(N_("The new term")))
        self.line.setPlaceholderText(tr(N_("The new term")))
        self.line.returnPressed.connect(self._on_add)
        self.add_button = QPushButton(tr(N_("Add the term")), self)
        self.add_button.clicked.connect(self._on_add)
        self.cancel_button = QPushButton(tr(N_("Cancel")), self)
        self.cancel_button.setProperty("role", "quiet")
        self.cancel_button.clicked.connect(self.closed)
        self._said = PlainLabel("", "problem", wrap=True)
        self._said.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.cancel_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.addLayout(row)
        box.addWidget(self._said)

    def start(self) -> None:
        """Put the focus into the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_add(self) -> None:
        text = self.line.text().strip()
        if not text:
            self.start()
            return
        self.setEnabled(False)
        work = _Add(self._terms, self._list, self._kit.language.code, text)
        self._kit.runner.run(self, Lane.WRITER, work, self._on_added)

    @Slot(object)
    def _on_added(self, outcome: Outcome) -> None:
        self.setEnabled(True)
        if isinstance(outcome, Failed):
            self._said.setText(notice(outcome.error, self._kit.language).text)
            self._said.show()
            self.start()
        elif isinstance(outcome, Done) and isinstance(outcome.value, str):
            self.added.emit(outcome.value, self.line.text().strip())


class _Add:
    def __init__(self, terms: Terms, list_: str, tongue: str, text: str) -> None:
        self._terms, self._list, self._labels = terms, list_, {tongue: text}

    def __call__(self) -> str:
        return self._terms.add(self._list, self._labels)[0]


class TermAdder(QWidget):
    """Opens the line when a term is missed, and closes it again; takes no room until then."""

    added = Signal(str)  # the id of the new term, chosen by whoever listens

    def __init__(self, kit: FormKit, list_: str, box: TermBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._list, self._box = kit, list_, box
        self.form: NewTerm | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()
        box.wanted.connect(self._on_wanted)

    @Slot()
    def _on_wanted(self) -> None:
        terms = self._kit.terms
        if terms is None:
            return
        self._on_closed()
        self.form = NewTerm(self._kit, terms, self._list, self)
        self.form.added.connect(self._on_added)
        self.form.closed.connect(self._on_closed)
        self._layout.addWidget(self.form)
        self.show()
        self.form.start()

    @Slot(str, str)
    def _on_added(self, term: str, label: str) -> None:
        at = self._box.findData(NEW)
        self._box.insertItem(at if at >= 0 else self._box.count(), label, term)
        self._on_closed()
        self.added.emit(term)

    @Slot()
    def _on_closed(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
