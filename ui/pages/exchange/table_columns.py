"""Which column fills which field: one line each, added and taken away; the key; the mapping's name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.exchange.parts import empty, row_of, surface
from ui.pages.page import PageKit, button, padded
from ui.ports.base import Choice
from ui.ports.tables import Chosen, SheetSeen
from ui.widgets.choices import ChoiceBox, Tick
from ui.widgets.labels import ElidedLabel, PlainLabel


class TableColumns(QWidget):
    """``changed`` whenever what would be taken in is another; ``keep`` and ``save`` are the buttons."""

    changed = Signal()
    keep = Signal()
    save = Signal()

    def __init__(self, kit: PageKit, fields: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._labels: Mapping[str, str] = {field.id: field.label for field in fields}
        self._seen = SheetSeen((), Chosen())
        self._chosen = Chosen()
        self.removers: dict[str, QPushButton] = {}
        tr = kit.tr
        frame, box = surface(kit, tr(N_("Columns")), tr(N_(
            "What no field takes is kept in the remarks of what is new.")))
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(8)
        self._lines.setColumnStretch(0, 1)
        self._lines.setColumnStretch(1, 1)
        box.addLayout(self._lines)
        self.column = ChoiceBox(kit.look, (), tr(N_("Choose a column")))
        self.column.setAccessibleName(tr(N_("Column")))
        self.field = ChoiceBox(kit.look, fields, tr(N_("Choose a field")))
        self.field.setAccessibleName(tr(N_("Field")))
        self.add_button = button(tr(N_("Add")), "small")
        self.add_button.clicked.connect(self._on_add)
        box.addLayout(row_of(self.column, self.field, self.add_button))
        self.key = ChoiceBox(kit.look, (), tr(N_("none: every row is new")))
        self.key.currentIndexChanged.connect(self._on_key)
        box.addLayout(self._named(tr(N_("Key of a row")), self.key))
        box.addWidget(PlainLabel(tr(N_("With a key, the same row taken in again updates its records.")), "hint",
                                 wrap=True))
        self.month = Tick(kit.look, tr(N_("In 01/07/2022 the month comes first")))
        self.month.toggled.connect(self._on_month)
        box.addWidget(padded(self.month), 0, Qt.AlignmentFlag.AlignLeft)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(tr(N_("Name of the mapping")))
        self.name.setPlaceholderText(tr(N_("Name of the mapping")))
        self.keep_button = button(tr(N_("Keep mapping")))
        self.keep_button.clicked.connect(self.keep)
        self.save_button = button(tr(N_("Save as a file…")))
        self.save_button.clicked.connect(self.save)
        box.addWidget(self.name)
        box.addLayout(row_of(self.keep_button, self.save_button))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    @staticmethod
    def _named(label: str, control: QWidget) -> QHBoxLayout:
        words = PlainLabel(label, "label")
        words.setBuddy(control)
        control.setAccessibleName(label)
        row = QHBoxLayout()
        row.addWidget(words)
        row.addWidget(padded(control), 1)
        return row

    def chosen(self) -> Chosen:
        """What stands on the card."""
        return replace(self._chosen, name=self.name.text().strip())

    def show_sheet(self, seen: SheetSeen, chosen: Chosen) -> None:
        """The columns of a sheet under a mapping; of the mapping only what this sheet has."""
        headers = {column.header for column in seen.columns}
        fields = {header: field for header, field in chosen.fields.items()
                  if header in headers and field in self._labels}
        self._seen = seen
        self._chosen = replace(chosen, fields=fields, key=chosen.key if chosen.key in headers else "")
        self.name.setText(chosen.name)
        _fill(self.key, [Choice(column.header, column.header) for column in seen.columns], self._chosen.key)
        self.month.blockSignals(True)
        self.month.setChecked(chosen.month_first)
        self.month.blockSignals(False)
        self._show()

    def understand(self, header: str, word: str, term: str) -> None:
        """A word of a column stands for a term."""
        self._chosen = replace(self._chosen, terms={**self._chosen.terms, (header, word): term})
        self.changed.emit()

    def kept(self, chosen: Chosen) -> None:
        """The mapping is kept and has a namespace."""
        self._chosen = replace(self._chosen, namespace=chosen.namespace, name=chosen.name)

    def _show(self) -> None:
        empty(self._lines)
        self.removers = {}
        tr = self.kit.tr
        for at, column in enumerate(one for one in self._seen.columns if one.header in self._chosen.fields):
            words = tr(N_("{header}: {sample}")) if column.sample else "{header}"
            self._lines.addWidget(ElidedLabel(words.format(header=column.header, sample=column.sample)), at, 0)
            self._lines.addWidget(ElidedLabel(self._labels[self._chosen.fields[column.header]], "secondary"), at, 1)
            remove = button(tr(N_("Leave out")), "small")
            remove.setAccessibleName(tr(N_("Leave out “{header}”")).format(header=column.header))
            remove.setProperty("header", column.header)
            remove.clicked.connect(self._on_remove)
            self.removers[column.header] = remove
            self._lines.addWidget(padded(remove), at, 2)
        free = [Choice(one.header, one.header) for one in self._seen.columns if one.header not in self._chosen.fields]
        _fill(self.column, free, "")

    @Slot()
    def _on_remove(self) -> None:
        sender = self.sender()
        header = str(sender.property("header")) if sender is not None else ""
        fields = {name: field for name, field in self._chosen.fields.items() if name != header}
        self._chosen = replace(self._chosen, fields=fields)
        self._show()
        self.column.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _on_add(self) -> None:
        header, field = self.column.chosen(), self.field.chosen()
        if header and field:
            self._chosen = replace(self._chosen, fields={**self._chosen.fields, header: field})
            self._show()
            self.column.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    @Slot(int)
    def _on_key(self, _at: int) -> None:
        self._chosen = replace(self._chosen, key=self.key.chosen())
        self.changed.emit()

    @Slot(bool)
    def _on_month(self, on: bool) -> None:
        self._chosen = replace(self._chosen, month_first=on)
        self.changed.emit()


def _fill(box: ChoiceBox, choices: Sequence[Choice], chosen: str) -> None:
    """Another list behind the blank entry, without a word about it."""
    box.blockSignals(True)
    while box.count() > 1:
        box.removeItem(1)
    for choice in choices:
        box.addItem(choice.label, choice.id)
    box.choose(chosen)
    box.blockSignals(False)
