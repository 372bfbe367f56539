"""A new field of ours: what it holds, what it is called, who may see it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caseapp.domain.local_fields import LONGEST, WORDED
from caseapp.domain.spec import Kind
from caseapp.domain.text import N_
from ui.pages.page import PageKit, button, padded
from ui.pages.settings.parts import Card, plain
from ui.ports import Choice, NewField
from ui.widgets.choices import ChoiceBox, Tick

LABELS: Final = (("ru", N_("In Russian")), ("kk", N_("In Kazakh")), ("en", N_("In English")))
_HELP: Final = (("ru", N_("Help in Russian")), ("kk", N_("Help in Kazakh")), ("en", N_("Help in English")))

_LIST: Final = N_("Word list")
_TO: Final = N_("Record type it names")
_WORDED: Final = tuple(kind.value for kind in WORDED)


class FieldForm(Card):
    """Nothing is recorded here: ``wanted`` says what was typed."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, N_("Add a field to this record type"), N_(
            "One language is enough; where a language lacks a name, the next one is shown. What it holds cannot be "
            "changed later."), parent)
        tr, fields = kit.tr, kit.desk.fields
        self._rows: dict[str, QWidget] = {}
        self.labels = {tongue: self._line(words, LONGEST) for tongue, words in LABELS}
        self.kind = self._choice(N_("What it holds"), fields.kinds())
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.list = self._choice(_LIST, (
            Choice("", tr(N_("Words of its own, added under “Fields and terms”"))), *fields.lists()))
        self.to = self._choice(_TO, fields.types())
        self.seen_by = self._choice(N_("Who may see it at most"), fields.audiences())
        self.table = Tick(kit.look, tr(N_("Shown in lists")))
        self.box.addWidget(padded(self.table))
        self.helping = {tongue: self._line(words, LONGEST * 5) for tongue, words in _HELP}
        self.add_button = button(tr(N_("Add the field")), "primary")
        self.row(self.add_button)
        self._on_kind(0)

    def _line(self, words: str, longest: int) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(longest)
        line.setAccessibleName(self.kit.tr(words))
        self.field(self.kit.tr(words), line)
        return line

    def _choice(self, words: str, choices: Sequence[Choice]) -> ChoiceBox:
        box = ChoiceBox(self.kit.look, choices)
        box.setAccessibleName(self.kit.tr(words))
        whole = self._rows[words] = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain(self.kit.tr(words), "label"))
        column.addWidget(padded(box))
        self.box.addWidget(whole)
        return box

    @Slot(int)
    def _on_kind(self, _at: int) -> None:
        kind = self.kind.chosen()
        self._rows[_LIST].setVisible(kind in _WORDED)
        self._rows[_TO].setVisible(kind == Kind.REF.value)

    def wanted(self, of: str) -> NewField | None:
        """What was typed; None, with the keyboard in the place, where a name lacks."""
        labels = {tongue: line.text().strip() for tongue, line in self.labels.items() if line.text().strip()}
        if not labels:
            self.labels[LABELS[0][0]].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        kind = self.kind.chosen()
        return NewField(
            of, kind, labels, {tongue: line.text().strip() for tongue, line in self.helping.items()},
            self.list.chosen() if kind in _WORDED else "", self.to.chosen() if kind == Kind.REF.value else "",
            self.seen_by.chosen(), self.table.isChecked())

    def clear(self) -> None:
        """Ready for the next field; what it holds and who may see it stay chosen."""
        for line in (*self.labels.values(), *self.helping.values()):
            line.clear()
