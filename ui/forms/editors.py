"""One editor per kind of field: the table that turns a spec into widgets. Closed; a test proves it complete."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind
from caseapp.domain.text import N_
from ui.forms.kit import CUT, Editor, FormKit, NothingChosen, NotUnderstood, mixed_hint, packed, unpacked
from ui.forms.list_editors import RefsEditor, TermsEditor
from ui.forms.name_editors import IdentifiersEditor, NamesEditor
from ui.forms.new_term import TermAdder, TermBox
from ui.style.tokens import MEASURES
from ui.widgets.choices import Tick
from ui.widgets.fields import DigitsLine, MarkedLine, MomentLine
from ui.widgets.labels import PlainLabel
from ui.widgets.suggest import SuggestField


class LineEditor(Editor):
    """One line of text. No length is cut: what is too long is said by the domain."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self._loaded: tuple[str, object] = ("", None)
        self.line = MarkedLine(kit.look, self)
        self.line.textEdited.connect(self.changed)
        self.box.addWidget(self.named(self.line))

    def load(self, value: object) -> None:
        self.line.setText(str(value or ""))
        self.line.setCursorPosition(0)
        self._loaded = (self.line.text(), value)

    def collect(self) -> object:
        if self.line.text() == self._loaded[0]:
            return self._loaded[1] or None  # untouched: white space that a field cannot show is no change
        return self.line.text().strip() or None

    def draft(self) -> str:
        return self.line.text()

    def restore(self, text: str) -> None:
        self.line.setText(text)

    def remark(self) -> str:
        return self.kit.tr(CUT) if self.line.shortened else mixed_hint(self.line.text(), self.kit)


class TextEditor(Editor):
    """Paragraphs, plain. Pasted markup loses its looks and keeps its words. Tab leaves the field."""

    full_width = True

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self._loaded: tuple[str, object] = ("", None)
        self.area = QPlainTextEdit(self)
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(112)
        self.area.textChanged.connect(self.changed)
        self.box.addWidget(self.named(self.area))

    def load(self, value: object) -> None:
        self.area.setPlainText(str(value or ""))
        self._loaded = (self.area.toPlainText(), value)

    def collect(self) -> object:
        if self.area.toPlainText() == self._loaded[0]:
            return self._loaded[1] or None
        return self.area.toPlainText().strip() or None

    def draft(self) -> str:
        return self.area.toPlainText()

    def restore(self, text: str) -> None:
        self.area.setPlainText(text)


class IntegerEditor(Editor):
    """A whole number, digits by position."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self.line = DigitsLine(kit.look, self)
        self.line.textEdited.connect(self.changed)
        self.box.addWidget(self.named(self.line))

    def load(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))

    def collect(self) -> object:
        text = self.line.text().strip()
        if not text:
            return None
        try:
            return int(text)
        except ValueError:
            raise NotUnderstood(self.spec.label, self.kit.tr(N_("only digits are read here"))) from None

    def draft(self) -> str:
        return self.line.text()

    def restore(self, text: str) -> None:
        self.line.setText(text)


class FlagEditor(Editor):
    """Yes, or not said."""

    own_label = True

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self.tick = Tick(kit.look, kit.tr(spec.label), self)
        self.tick.toggled.connect(self.changed)
        self.box.addWidget(self.named(self.tick))

    def load(self, value: object) -> None:
        self.tick.setChecked(value is True)

    def collect(self) -> object:
        return self.tick.isChecked()

    def draft(self) -> str:
        return "yes" if self.tick.isChecked() else ""

    def restore(self, text: str) -> None:
        self.tick.setChecked(bool(text))


class TermEditor(Editor):
    """One term of a vocabulary, or none; also the answer to a consent question."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self.choice = TermBox(kit, spec.vocabulary, kit.tr(N_("Not recorded")), self)
        self.choice.currentIndexChanged.connect(self.changed)
        self.box.addWidget(self.named(self.choice))
        self.adder = TermAdder(kit, spec.vocabulary, self.choice, self)
        self.adder.added.connect(self.choice.choose)
        self.box.addWidget(self.adder)

    def load(self, value: object) -> None:
        self.choice.choose(str(value or ""))

    def collect(self) -> object:
        return self.choice.chosen() or None

    def draft(self) -> str:
        return self.choice.chosen()

    def restore(self, text: str) -> None:
        self.choice.choose(text)


class MomentEditor(Editor):
    """A date as people say it; under the field stands what was understood."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self._loaded: tuple[str, object] = ("", None)
        self.line = MomentLine(kit.look, self)
        self.line.setPlaceholderText(kit.tr(N_("7 January 2022, 18:40")))
        self.understood = PlainLabel(role="hint", wrap=True, parent=self)
        self.line.textEdited.connect(self._on_edited)
        self.box.addWidget(self.named(self.line))
        self.box.addWidget(self.understood)
        self.understood.hide()

    def load(self, value: object) -> None:
        text = self.kit.readings.edit(Kind.MOMENT.value, value) if isinstance(value, Moment) else ""
        self._loaded = (text, value)
        self.line.setText(text)
        self._say(self.kit.readings.show(Kind.MOMENT.value, value) if text else "")

    def collect(self) -> object:
        text = self.line.text().strip()
        if not text:
            return None
        if text == self._loaded[0]:
            return self._loaded[1]  # untouched: what the words cannot carry (a zone) stays
        reading = self.kit.readings.moment(text)
        if reading.problem or reading.value is None:
            raise NotUnderstood(self.spec.label, reading.problem)
        return reading.value

    def draft(self) -> str:
        return self.line.text()

    def restore(self, text: str) -> None:
        self.line.setText(text)
        self._on_edited(text)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        reading = self.kit.readings.moment(text.strip()) if text.strip() else None
        self._say(reading.words if reading else "")
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.understood.setText(words)
        self.understood.setVisible(bool(words))


class RefEditor(Editor):
    """One record of the allowed types, found while typing."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self.field = SuggestField(kit.look, kit.runner, kit.search, spec.targets, parent=self)
        self.field.changed.connect(self.changed)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.addWidget(self.field)
        self.named(self.field.line)

    def load(self, value: object) -> None:
        id_ = str(value or "")
        self.field.show_record(id_, self.kit.titles.get(id_, id_))

    def collect(self) -> object:
        if self.field.text().strip() and not self.field.chosen:
            raise NothingChosen(self.spec.label)
        return self.field.chosen or None

    def draft(self) -> str:
        return packed([self.field.chosen or "", self.field.text()]) if self.field.text() else ""

    def restore(self, text: str) -> None:
        id_, title = (*unpacked(text), "", "")[:2]
        self.field.show_record(str(id_), str(title))


class PointEditor(Editor):
    """Coordinates as two numbers."""

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self._loaded: tuple[str, object] = ("", None)
        self.line = MomentLine(kit.look, self)
        self.line.setPlaceholderText("43.2380, 76.9450")
        self.line.textEdited.connect(self.changed)
        self.box.addWidget(self.named(self.line))

    def load(self, value: object) -> None:
        text = self.kit.readings.edit(Kind.POINT.value, value) if value is not None else ""
        self._loaded = (text, value)
        self.line.setText(text)

    def collect(self) -> object:
        text = self.line.text().strip()
        if not text:
            return None
        if text == self._loaded[0]:
            return self._loaded[1]
        reading = self.kit.readings.point(text)
        if reading.problem or reading.value is None:
            raise NotUnderstood(self.spec.label, reading.problem)
        return reading.value

    def draft(self) -> str:
        return self.line.text()

    def restore(self, text: str) -> None:
        self.line.setText(text)


class BlobEditor(Editor):
    """A file of the vault. Originals are immutable: it is shown, never changed in a form."""

    full_width = True

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(spec, kit, parent)
        self._value: object = None
        self.words = PlainLabel(wrap=True).selectable()
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        self.box.addLayout(row)
        self.words.setMaximumWidth(MEASURES.text_width)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def load(self, value: object) -> None:
        self._value = value
        none = self.kit.tr(N_("No file is attached. Files are attached when the exhibit is taken in."))
        self.words.setText(none if value is None else self.kit.readings.show(Kind.BLOB.value, value))

    def collect(self) -> object:
        return self._value

    def draft(self) -> str:
        return ""

    def restore(self, text: str) -> None:
        """Nothing can be typed here."""


EDITORS: Final[dict[Kind, type[Editor]]] = {
    Kind.LINE: LineEditor,
    Kind.TEXT: TextEditor,
    Kind.INTEGER: IntegerEditor,
    Kind.FLAG: FlagEditor,
    Kind.TERM: TermEditor,
    Kind.TERMS: TermsEditor,
    Kind.MOMENT: MomentEditor,
    Kind.NAMES: NamesEditor,
    Kind.IDENTIFIERS: IdentifiersEditor,
    Kind.REF: RefEditor,
    Kind.REFS: RefsEditor,
    Kind.ANSWER: TermEditor,
    Kind.BLOB: BlobEditor,
    Kind.POINT: PointEditor,
}
