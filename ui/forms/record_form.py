"""One section of a record as a form, generated from the spec.

Binding is one way each: record -> form (``load``), form -> changes (``changes``). Nothing here names a record type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.errors import CaseappError
from caseapp.domain.rules.consistency import contradictions
from caseapp.domain.spec import FieldSpec, OnlyWhen, Record, RecordSpec, Sensitivity
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.forms.editors import EDITORS
from ui.forms.kit import Editor, FormKit
from ui.ports import Values
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.labels import PlainLabel

_BELOW: Final = ("hint", "remark", "problem")
_PAUSE: Final = 300  # milliseconds without a key before hints are looked for


def defaults(struct: type[Record]) -> Values:
    """Field name -> what the record stores for "blank"."""
    return {
        field.name: field.default if field.default is not msgspec.NODEFAULT else _made(field)
        for field in msgspec.structs.fields(struct)
    }


def _made(field: msgspec.structs.FieldInfo) -> object:
    return field.default_factory() if field.default_factory is not msgspec.NODEFAULT else None


def secret(spec: FieldSpec) -> bool:
    """Whether a field is shown only when asked for: what leads to a person's door, telephone or face."""
    return spec.identifies and spec.sensitivity >= Sensitivity.LAWYER


def offered(when: OnlyWhen | None, values: Mapping[str, object]) -> bool:
    """Whether a condition holds for these values."""
    return when is None or values.get(when.field) in when.terms


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that cannot be recorded, and why, in the window's language."""

    field: str
    words: str


class FieldBox(QWidget):
    """Label, editor, and beneath it the help and what is wrong.

    What a field rarely needs is made when it is first needed, and everything is made inside its parent: widgets, and
    trees of them that move to another parent, are what building a form costs.
    """

    def __init__(self, type_: str, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._kit = kit
        self._reveal: QPushButton | None = None
        self._notes: dict[str, PlainLabel] = {}
        self.label = PlainLabel(kit.tr(spec.label) + ("\u2009*" if spec.required else ""), "label", True, self)
        self.editor: Editor = EDITORS[spec.kind](spec, kit, self)
        self.editor.setObjectName(f"{type_}.{spec.name}")
        self.label.setBuddy(self.editor)
        self.label.setContentsMargins(4, 0, 0, 0)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self.label, self.editor):
            box.addWidget(widget)
        self._below = QVBoxLayout()
        box.addLayout(self._below)
        box.addStretch(1)
        if spec.help:
            self._note("hint").setText(kit.tr(spec.help))
        # Only what is hidden is told so: telling a widget to show itself has it dressed at once, twenty times a form.
        if self.editor.own_label:
            self.label.hide()

    @property
    def problem(self) -> PlainLabel:
        """What is wrong."""
        return self._note("problem")

    @property
    def remark(self) -> PlainLabel:
        """What is odd."""
        return self._note("remark")

    @property
    def reveal(self) -> QPushButton:
        """What stands in the place of a covered value."""
        if self._reveal is None:
            self._reveal = QPushButton(self._kit.tr(N_("Hidden. Show it to change it")), self)
            self._reveal.setIcon(self._kit.look.icon(Icon.SHOW, size=16))
            self._reveal.setProperty("role", "small")
            self._reveal.setAccessibleDescription(self._kit.tr(self.spec.label))
            self._reveal.clicked.connect(self._on_reveal)
            self._reveal.hide()
            self._box.insertWidget(2, self._reveal, 0, Qt.AlignmentFlag.AlignLeft)
        return self._reveal

    @property
    def covered(self) -> bool:
        """Whether the value is kept off the screen."""
        return self._reveal is not None and not self._reveal.isHidden()

    def _note(self, role: str) -> PlainLabel:
        """A small line below the editor; help first, what is wrong last."""
        if role not in self._notes:
            note = self._notes[role] = PlainLabel(role=role, wrap=True, parent=self)
            note.setContentsMargins(4, 0, 0, 0)
            if role != _BELOW[0]:
                note.hide()
            before = [each for each in _BELOW[: _BELOW.index(role)] if each in self._notes]
            self._below.insertWidget(len(before), note)
        return self._notes[role]

    def cover(self, covered: bool) -> None:
        """Keep a sensitive value off the screen until it is asked for."""
        if covered != self.covered:
            self.editor.setVisible(not covered)
            self.reveal.setVisible(covered)

    def focus(self) -> None:
        """Put the focus where the field is changed, or where it is shown first."""
        target = self.reveal if self.covered else self.editor
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def hint(self, words: str) -> None:
        """Say what is odd about the text; it does not keep anybody from recording it."""
        if words != (self.remark.text() if "remark" in self._notes else ""):
            self.remark.setText(words)
            self.remark.setVisible(bool(words))

    @Slot()
    def _on_reveal(self) -> None:
        self.cover(False)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Show what is wrong, or clear it; the border says it too, the words say why."""
        if words == (self.problem.text() if "problem" in self._notes else ""):
            return
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        target = self.editor.focusProxy() or self.editor
        target.setProperty("problem", bool(words))
        target.style().unpolish(target)
        target.style().polish(target)


class RecordForm(QWidget):
    """The form of one section."""

    changed = Signal()

    def __init__(self, spec: RecordSpec, section: str, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._kit = kit
        self._blank = defaults(spec.struct)
        self._loaded: dict[str, object] = {}
        self._untouched: dict[str, str] = {}
        self._around: Mapping[str, object] = {}
        self._columns = 0
        self.boxes = {field.name: FieldBox(spec.type, field, kit, self) for field in spec.in_section(section)}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MEASURES.between)
        self._grid.setVerticalSpacing(12)
        self._reflow = QTimer(self)
        self._reflow.setSingleShot(True)
        self._reflow.setInterval(0)
        self._reflow.timeout.connect(self._on_reflow)
        self._hints = QTimer(self)
        self._hints.setSingleShot(True)
        self._hints.setInterval(_PAUSE)
        self._hints.timeout.connect(self._on_pause)
        self._place(1)
        for box in self.boxes.values():
            box.editor.changed.connect(self._on_changed)

    def load(self, values: Mapping[str, object]) -> None:
        """Show a record; ``values`` may hold fields of other sections, which conditions look at."""
        self._around = values
        for name, box in self.boxes.items():
            stored = values.get(name)
            self._loaded[name] = self._blank[name] if stored is None else stored
            box.editor.load(self._loaded[name])
            box.say("")
            box.cover(secret(box.spec) and self._loaded[name] != self._blank[name])
            self._untouched[name] = box.editor.draft()
        self._show_offered()
        self._hint()

    def draft(self) -> dict[str, str]:
        """Field name -> what is typed, of every field that was touched, readable or not."""
        found = {name: box.editor.draft() for name, box in self.boxes.items()}
        return {name: text for name, text in found.items() if text != self._untouched.get(name, "")}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Lay a draft over what was loaded; fields that were typed into meanwhile stay."""
        typed = self.draft()
        for name, text in draft.items():
            if name in self.boxes and name not in typed:
                self.boxes[name].editor.restore(text)
                self.boxes[name].cover(False)
        self._show_offered()
        self._hint()

    def changes(self) -> Values:
        """Field name -> new value of every readable field that differs from what was loaded."""
        found: Values = {}
        for name, box in self.boxes.items():
            try:
                value = self._value(box)
            except CaseappError:
                continue
            if value != self._loaded.get(name, self._blank[name]):
                found[name] = value
        return found

    def problems(self) -> tuple[Problem, ...]:
        """What cannot be recorded; each is shown beside its field and the first one gets the focus."""
        found: list[Problem] = []
        for name, box in self.boxes.items():
            try:
                self._value(box)
                box.say("")
            except CaseappError as error:
                words = notice(error, self._kit.language).text
                box.say(words)
                found.append(Problem(name, words))
        if found:
            self.boxes[found[0].field].focus()
        return tuple(found)

    def show_problem(self, field: str, words: str) -> bool:
        """Show what a service refused beside its field, found by name or label; False when it is not in this form."""
        for name, box in self.boxes.items():
            if field in (name, box.spec.label):
                box.say(words)
                box.focus()
                return True
        return False

    def focus_first(self, name: str = "") -> None:
        """Put the focus into a field, by default the first that is shown."""
        shown = [box for box in self.boxes.values() if not box.isHidden()]
        box = self.boxes.get(name) or (shown[0] if shown else None)
        if box is not None:
            box.focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where the form is wide enough."""
        super().resizeEvent(event)
        # Not at once: this is called while the layouts above are being laid out, and they would keep the old height.
        self._reflow.start()

    @Slot()
    def _on_pause(self) -> None:
        self._hint()

    @Slot()
    def _on_reflow(self) -> None:
        self._place(2 if self.width() >= MEASURES.two_columns else 1)

    def _value(self, box: FieldBox) -> object:
        value = box.editor.collect()
        return self._blank[box.spec.name] if value is None else value

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for box in self.boxes.values():
            self._grid.removeWidget(box)
            wide = box.editor.full_width or columns == 1
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(box, row, column, 1, columns if wide else 1)
            column = 0 if wide else (column + 1) % columns
            row += 1 if column == 0 else 0
        for index in range(2):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)

    def _hint(self) -> None:
        odd = self._contradictions()
        for name, box in self.boxes.items():
            box.hint(" ".join(words for words in (box.editor.remark(), odd.get(name, "")) if words))

    def _contradictions(self) -> dict[str, str]:
        """Field name -> what cannot be true beside the rest of the record as it is typed now, in any section."""
        values: dict[str, Any] = dict(self._blank)
        values |= {name: value for name, value in self._around.items() if name in values and value is not None}
        typed = {name: self._quietly(box) for name, box in self.boxes.items()}
        record = self._spec.struct(**values | {name: value for name, value in typed.items() if value is not None})
        return {remark.field: self._kit.tr(remark.text) for remark in contradictions(self._spec, record)}

    @Slot()
    def _on_changed(self) -> None:
        self._show_offered()
        self._hints.start()
        self.changed.emit()

    def _show_offered(self) -> None:
        values = dict(self._around)
        for box in self.boxes.values():
            if not box.spec.asked:
                blank = self._blank[box.spec.name]
                box.setVisible(self._loaded.get(box.spec.name, blank) != blank)
            if box.spec.when is None:
                continue
            master = self.boxes.get(box.spec.when.field)
            if master is not None:
                values[box.spec.when.field] = self._quietly(master)
            shown = offered(box.spec.when, values)
            if shown == box.isHidden() or not shown:
                box.setVisible(shown)

    def _quietly(self, box: FieldBox) -> object:
        try:
            return self._value(box)
        except CaseappError:
            return None
