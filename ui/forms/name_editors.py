"""Editors of names and identifiers: several entries, each with a few short fields."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.names.identifier import Identifier, Scheme
from caseapp.domain.names.person_name import (
    MAX_NAME,
    NAME_KINDS,
    NAME_LANGUAGES,
    NAME_SCRIPTS,
    NameKind,
    NameLanguage,
    PersonName,
    Script,
    script_of,
)
from caseapp.domain.spec import FieldSpec
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_line
from ui.forms.kit import Editor, FormKit, mixed_hint, packed, unpacked
from ui.forms.list_editors import remove_button
from ui.ports import Choice
from ui.style.icons import Icon
from ui.widgets.choices import ChoiceBox
from ui.widgets.fields import DIGITS_MARK, MarkedLine, MomentLine
from ui.widgets.labels import PlainLabel

_SCHEMES: Final[dict[Scheme, str]] = {
    "iin": N_("IIN"),
    "passport": N_("Passport"),
    "id_card": N_("National identity card"),
    "other": N_("Other document"),
}


class EntryRow(QWidget):
    """One entry of the list: fields in a grid and the button that takes it out."""

    changed = Signal()
    removed = Signal(QWidget)

    def __init__(self, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 8)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(2)

    def line(self, label: str, text: str, row: int, column: int, digits: bool = False, wide: int = 1) -> MarkedLine:
        """A labelled line at a place of the grid."""
        line = MomentLine(self.kit.look, self) if digits else MarkedLine(self.kit.look, self)
        line.setMinimumWidth(110)
        line.setText(text)
        line.setCursorPosition(0)
        line.setAccessibleName(self.kit.tr(label))
        line.textEdited.connect(self.changed)
        self.grid.addWidget(PlainLabel(self.kit.tr(label), "hint", parent=self), row, column, 1, wide)
        self.grid.addWidget(line, row + 1, column, 1, wide)
        return line

    def choice(self, label: str, choices: Sequence[Choice], chosen: str, row: int, column: int) -> ChoiceBox:
        """A labelled choice at a place of the grid."""
        box = ChoiceBox(self.kit.look, choices, parent=self)
        box.choose(chosen)
        box.setAccessibleName(self.kit.tr(label))
        box.currentIndexChanged.connect(self.changed)
        self.grid.addWidget(PlainLabel(self.kit.tr(label), "hint", parent=self), row, column)
        self.grid.addWidget(box, row + 1, column)
        return box

    def closer(self, row: int, column: int) -> None:
        """Put the removing button at a place of the grid."""
        self.grid.addWidget(remove_button(self.kit, self._on_remove), row, column, Qt.AlignmentFlag.AlignVCenter)

    def entry(self) -> object:
        """The entry, None when every field is blank. Raises Invalid."""
        raise NotImplementedError

    def draft(self) -> list[str]:
        """What is typed, in the order that ``restore`` takes it."""
        raise NotImplementedError

    def restore(self, parts: Sequence[str]) -> None:
        """Show what was typed."""
        raise NotImplementedError

    def typed(self) -> str:
        """Everything typed, for hints about it."""
        return ""

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)


class NameRow(EntryRow):
    """One name as written, with its parts, its language and its script; the script follows what is typed."""

    def __init__(self, name: PersonName, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._name = name
        kinds = [Choice(kind, kit.tr(label)) for kind, label in NAME_KINDS.items()]
        tongues = [Choice(code, kit.tr(label)) for code, label in NAME_LANGUAGES.items()]
        scripts = [Choice(code, kit.tr(label)) for code, label in NAME_SCRIPTS.items()]
        self.full = self.line(N_("As the source wrote it"), name.full, 0, 0, wide=2)
        self.kind = self.choice(N_("Kind"), kinds, name.kind, 0, 2)
        self.closer(1, 3)
        self.surname = self.line(N_("Surname"), name.surname, 2, 0)
        self.given = self.line(N_("Given name"), name.given, 2, 1)
        self.patronymic = self.line(N_("Patronymic"), name.patronymic, 2, 2)
        self.language = self.choice(N_("Language of the spelling"), tongues, name.language, 4, 0)
        self.script = self.choice(N_("Script"), scripts, name.script, 4, 1)
        self._own_script = bool(name.script)
        self.script.activated.connect(self._on_script)
        for line in self._lines():
            line.textEdited.connect(self._on_typed)
        for column in range(3):
            self.grid.setColumnStretch(column, 1)

    def _lines(self) -> tuple[MarkedLine, ...]:
        return self.full, self.surname, self.given, self.patronymic

    def entry(self) -> PersonName | None:
        full, surname, given, patronymic = (clean_line(line.text(), N_("Name"), MAX_NAME) for line in self._lines())
        if not (full or surname or given or patronymic):
            return None
        script: Script = next((code for code in NAME_SCRIPTS if code == self.script.chosen()), "")
        language: NameLanguage = next((code for code in NAME_LANGUAGES if code == self.language.chosen()), "")
        return PersonName(full, surname, given, patronymic, script, language, _kind(self.kind))

    def draft(self) -> list[str]:
        boxes = (self.kind, self.language, self.script)
        return [*(line.text() for line in self._lines()), *(box.chosen() for box in boxes)]

    def restore(self, parts: Sequence[str]) -> None:
        for line, text in zip(self._lines(), parts, strict=False):
            line.setText(text)
        for box, chosen in zip((self.kind, self.language, self.script), parts[4:], strict=False):
            box.choose(chosen)

    def typed(self) -> str:
        return " ".join(line.text() for line in self._lines())

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        if not self._own_script:
            self.script.choose(script_of(self.typed()[:MAX_NAME]))

    @Slot(int)
    def _on_script(self, _row: int) -> None:
        self._own_script = True


class IdentifierRow(EntryRow):
    """One document number as written on the document."""

    def __init__(self, identifier: Identifier, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        schemes = [Choice(scheme, kit.tr(label)) for scheme, label in _SCHEMES.items()]
        self.scheme = self.choice(N_("Document"), schemes, identifier.scheme, 0, 0)
        self.number = self.line(N_("Number"), identifier.value, 0, 1, digits=True)
        self.number.fix_mark(DIGITS_MARK)
        self.closer(1, 2)
        self.issued = self.line(N_("Issued by"), identifier.issued_by, 2, 0)
        self.note = self.line(N_("Note"), identifier.note, 2, 1)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)

    def entry(self) -> Identifier | None:
        value, issued, note = (line.text().strip() for line in (self.number, self.issued, self.note))
        if not (value or issued or note):
            return None
        return Identifier(_scheme(self.scheme), value, issued, note)

    def draft(self) -> list[str]:
        return [self.scheme.chosen(), self.number.text(), self.issued.text(), self.note.text()]

    def restore(self, parts: Sequence[str]) -> None:
        if parts:
            self.scheme.choose(parts[0])
        for line, text in zip((self.number, self.issued, self.note), parts[1:], strict=False):
            line.setText(text)


class RowsEditor(Editor):
    """Rows under each other and a button that adds one."""

    full_width = True
    add_words = ""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self.rows: list[EntryRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.box.addLayout(self._column)
        self.add_button = QPushButton(kit.look.icon(Icon.ADD, size=16), kit.tr(self.add_words))
        self.add_button.setProperty("role", "small")
        self.add_button.clicked.connect(self._on_add)
        self.box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def make_row(self, value: object) -> EntryRow:
        """A row for a stored entry, or for a new one when ``value`` is None."""
        raise NotImplementedError

    def load(self, value: object) -> None:
        for row in list(self.rows):
            self._drop(row)
        for each in value if isinstance(value, list | tuple) else ():
            self._append(each)
        if not self.rows:
            self._append(None)

    def collect(self) -> object:
        return tuple(entry for entry in (row.entry() for row in self.rows) if entry is not None)

    def draft(self) -> str:
        return packed([row.draft() for row in self.rows])

    def restore(self, text: str) -> None:
        for row in list(self.rows):
            self._drop(row)
        for parts in unpacked(text):
            self._append(None)
            self.rows[-1].restore([str(part) for part in parts] if isinstance(parts, list) else [])
        if not self.rows:
            self._append(None)

    def remark(self) -> str:
        hints = (mixed_hint(row.typed(), self.kit) for row in self.rows)
        return next((hint for hint in hints if hint), "")

    def _append(self, value: object) -> None:
        row = self.make_row(value)
        row.changed.connect(self.changed)
        row.removed.connect(self._on_removed)
        self.rows.append(row)
        self._column.addWidget(row)
        first = row.grid.itemAtPosition(1, 0)
        if len(self.rows) == 1 and first is not None and (widget := first.widget()) is not None:
            self.setFocusProxy(widget)

    def _drop(self, row: EntryRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _on_add(self) -> None:
        self._append(None)
        item = self.rows[-1].grid.itemAtPosition(1, 0)
        if item is not None and (widget := item.widget()) is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QWidget)
    def _on_removed(self, row: QWidget) -> None:
        if isinstance(row, EntryRow):
            self._drop(row)
            self.changed.emit()


class NamesEditor(RowsEditor):
    """Every spelling of a person's name, none replacing another."""

    add_words = N_("Add a name")

    def make_row(self, value: object) -> EntryRow:
        return NameRow(value if isinstance(value, PersonName) else PersonName(), self.kit, self)


class IdentifiersEditor(RowsEditor):
    """Numbers of documents."""

    add_words = N_("Add a document")

    def make_row(self, value: object) -> EntryRow:
        return IdentifierRow(value if isinstance(value, Identifier) else Identifier(), self.kit, self)


def _kind(box: ChoiceBox) -> NameKind:
    return next((kind for kind in NAME_KINDS if kind == box.chosen()), "primary")


def _scheme(box: ChoiceBox) -> Scheme:
    return next((scheme for scheme in _SCHEMES if scheme == box.chosen()), "other")
