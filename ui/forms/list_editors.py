"""Editors of fields that hold several terms or several records."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.spec import FieldSpec
from caseapp.domain.text import N_
from ui.forms.kit import Editor, FormKit, NothingChosen, packed, unpacked
from ui.forms.new_term import TermAdder, TermBox
from ui.style.icons import Icon
from ui.widgets.labels import ElidedLabel
from ui.widgets.suggest import SuggestField


class Entry(QWidget):
    """One thing in the list and the button that takes it out."""

    removed = Signal(str)

    def __init__(self, id_: str, title: str, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = id_
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(title), 1)
        row.addWidget(remove_button(kit, self._on_remove), 0, Qt.AlignmentFlag.AlignRight)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self.id)


def remove_button(kit: FormKit, slot: object) -> QPushButton:
    """The small button that takes an entry out of a list."""
    button = QPushButton()
    button.setProperty("role", "small")
    button.setFixedSize(28, 24)
    button.setIcon(kit.look.icon(Icon.CLOSE, size=16))
    words = kit.tr(N_("Take out of this list"))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.clicked.connect(slot)
    return button


class ListEditor(Editor):
    """Entries under each other and, below, the place to add one."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self._ids: list[str] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.box.addLayout(self._rows)

    def label_of(self, id_: str) -> str:
        """The words shown for an entry."""
        raise NotImplementedError

    def load(self, value: object) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._ids = []
        for id_ in value if isinstance(value, list | tuple) else ():
            self._add(str(id_))

    def collect(self) -> object:
        return tuple(self._ids)

    def draft(self) -> str:
        return packed([[id_, self.label_of(id_)] for id_ in self._ids]) if self._ids else ""

    def restore(self, text: str) -> None:
        self.load(tuple(str(pair[0]) for pair in unpacked(text) if isinstance(pair, list) and pair))

    def add(self, id_: str) -> None:
        """Take an entry in, once."""
        if id_ and id_ not in self._ids:
            self._add(id_)
            self.changed.emit()

    def _add(self, id_: str) -> None:
        self._ids.append(id_)
        entry = Entry(id_, self.label_of(id_), self.kit)
        entry.removed.connect(self._on_removed)
        self._rows.addWidget(entry)

    @Slot(str)
    def _on_removed(self, id_: str) -> None:
        left = tuple(each for each in self._ids if each != id_)
        self.load(left)
        self.changed.emit()


class TermsEditor(ListEditor):
    """Several terms of one vocabulary."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self.choice = TermBox(kit, spec.vocabulary, kit.tr(N_("Add…")))
        self.choice.activated.connect(self._on_chosen)
        self.box.addWidget(self.named(self.choice))
        self.adder = TermAdder(kit, spec.vocabulary, self.choice, self)
        self.adder.added.connect(self.add)
        self.box.addWidget(self.adder)

    def label_of(self, id_: str) -> str:
        return self.kit.vocabularies.label(self.spec.vocabulary, id_)

    @Slot(int)
    def _on_chosen(self, _row: int) -> None:
        term = self.choice.chosen()
        self.choice.setCurrentIndex(0)
        self.add(term)


class RefsEditor(ListEditor):
    """Several records of the allowed types."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self._titles = dict(kit.titles)
        self.field = SuggestField(kit.look, kit.runner, kit.search, spec.targets)
        self.field.line.setPlaceholderText(kit.tr(N_("Find a record to add")))
        self.field.took.connect(self._on_took)
        self.box.addWidget(self.field)
        self.named(self.field.line)

    def label_of(self, id_: str) -> str:
        return self._titles.get(id_, id_)

    def collect(self) -> object:
        if self.field.text().strip():
            raise NothingChosen(self.spec.label)
        return super().collect()

    def draft(self) -> str:
        typed = self.field.text()
        return packed([super().draft(), typed]) if typed.strip() else super().draft()

    def restore(self, text: str) -> None:
        parts, typed = unpacked(text), ""
        if len(parts) == 2 and isinstance(parts[0], str):
            parts, typed = unpacked(parts[0]), str(parts[1])
        pairs = [pair for pair in parts if isinstance(pair, list) and len(pair) == 2]
        self._titles.update((str(id_), str(title)) for id_, title in pairs)
        self.load(tuple(str(id_) for id_, _ in pairs))
        if typed:
            self.field.show_record("", typed)

    @Slot()
    def _on_took(self) -> None:
        id_, title = self.field.chosen, self.field.text()
        self._titles[id_] = title
        self.field.show_record("", "")
        self.add(id_)
