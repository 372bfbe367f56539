"""One section of a record: reads as text, turns into a form, shows conflicts where they stand."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.spec import FieldSpec, RecordSpec, Section
from caseapp.domain.text import N_
from ui.actions import Act, keys_of, with_keys
from ui.forms.kit import FormKit
from ui.forms.readers import read_value
from ui.forms.record_form import RecordForm, offered
from ui.pages.page import PageKit, button, limited
from ui.ports import FieldView, Standing, Values
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.labels import PlainLabel, StatusLabel

_LABEL: Final = 168
_GAP: Final = 16


class StandingRow(QWidget):
    """One of several standing values with author and time, and the button that keeps it."""

    kept = Signal(object)

    def __init__(self, spec: FieldSpec, standing: Standing, kit: PageKit, forms: FormKit) -> None:
        super().__init__()
        self._standing = standing
        text = read_value(spec, standing.value, forms) or kit.tr(N_("(blank)"))
        by = f"{standing.author}, {kit.when(standing)}"
        keep = button(kit.tr(N_("Keep this")), "small")
        keep.setAccessibleDescription(text)
        keep.clicked.connect(self._on_keep)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(text, wrap=True).selectable())
        words.addWidget(PlainLabel(by, "hint", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.addLayout(words, 1)
        row.addWidget(keep, 0, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _on_keep(self) -> None:
        self.kept.emit(self._standing.value)


class ConflictBox(QFrame):
    """A field that two people wrote apart: both values stand until somebody who saw both decides."""

    resolved = Signal(str, object)  # field, value
    other = Signal(str)  # field: enter another value

    def __init__(self, spec: FieldSpec, view: FieldView, kit: PageKit, forms: FormKit) -> None:
        super().__init__()
        self._name = spec.name
        self.setProperty("role", "conflict")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 4)
        box.setSpacing(4)
        box.addWidget(StatusLabel(kit.look, "danger", kit.tr(N_("Written twice apart. Both stay in the history."))))
        self.rows = [StandingRow(spec, standing, kit, forms) for standing in view.standing]
        for row in self.rows:
            row.kept.connect(self._on_kept)
            box.addWidget(row)
        another = button(kit.tr(N_("Enter another value")), "quiet")
        another.clicked.connect(self._on_other)
        box.addWidget(another, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot(object)
    def _on_kept(self, value: object) -> None:
        self.resolved.emit(self._name, value)

    @Slot()
    def _on_other(self) -> None:
        self.other.emit(self._name)


class SectionCard(QFrame):
    """A section of one record. ``recorded`` carries the changes of one edit."""

    recorded = Signal(str, object)  # section key, Values
    resolved = Signal(str, object)
    editing = Signal(str)

    def __init__(self, spec: RecordSpec, section: Section, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec, self.section, self.kit = spec, section, kit
        self._fields: Mapping[str, FieldView] = {}
        self._forms: FormKit | None = None
        self._dropped = False
        self.form: RecordForm | None = None
        self._body: QWidget | None = None
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(kit.tr(section.label))
        self.edit_button = button(kit.tr(N_("Edit")), "quiet")
        self.edit_button.setIcon(kit.look.icon(Icon.EDIT, kit.look.theme.accent, 16))
        self.edit_button.setToolTip(keys_of(Act.EDIT))
        self.edit_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the card itself is the stop of Tab
        self.edit_button.clicked.connect(self._on_edit)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(kit.tr(section.label), "section"), 1)
        head.addWidget(self.edit_button)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 8, 10, 12)
        self._box.setSpacing(4)
        self._box.addLayout(head)

    def show_fields(self, fields: Mapping[str, FieldView], forms: FormKit) -> None:
        """Show the section as text; an open form is closed."""
        self._fields, self._forms = fields, forms
        self.form = None
        self.edit_button.show()
        self._replace(self._reading(forms))

    def values(self) -> dict[str, object]:
        """Every value of the record as it stands."""
        return {name: view.value for name, view in self._fields.items()}

    def edit(self, field: str = "") -> None:
        """Turn into a form and put the focus into it."""
        if self._forms is None or self.form is not None:
            return
        self.form = RecordForm(self.spec, self.section.key, self._forms)
        self.form.load(self.values())
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 4, 4, 4)
        box.setSpacing(12)
        box.addWidget(self.form)
        record = button(with_keys(self.kit.tr(N_("Record")), Act.RECORD), "primary")
        record.clicked.connect(self._on_record)
        drop = button(self.kit.tr(N_("Discard what I typed")), "quiet")
        drop.clicked.connect(self._on_drop)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        row.addWidget(record)
        row.addWidget(drop)
        row.addStretch(1)
        box.addLayout(row)
        self.edit_button.hide()
        self._replace(body)
        self.form.focus_first(field)
        self.editing.emit(self.section.key)

    def record(self, readable_only: bool = False) -> bool:
        """Hand on what was changed; False when something cannot be recorded (it is shown beside its field).

        ``readable_only``: there is no time to mend a field (lock), so record the others.
        """
        if self.form is None:
            return True
        if self.form.problems() and not readable_only:
            return False
        changes: Values = self.form.changes()
        if changes:
            self.recorded.emit(self.section.key, changes)
        else:
            self.close_form()
        return True

    def close_form(self) -> None:
        """Back to text, without recording."""
        if self._forms is not None and self.form is not None:
            self.show_fields(self._fields, self._forms)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.form is None:
            self.edit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.form is None and event.button() == Qt.MouseButton.LeftButton:
            self.edit()
        super().mouseReleaseEvent(event)

    def _reading(self, forms: FormKit) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        values = self.values()
        row = 0
        for spec in self.spec.in_section(self.section.key):
            view = self._fields.get(spec.name)
            if view is None or not offered(spec.when, values):
                continue
            widget = self._value(spec, view, forms)
            if widget is None:
                continue
            label = PlainLabel(self.kit.tr(spec.label), "label", wrap=True)
            label.setFixedWidth(_LABEL)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignTop)
            row += 1
        if row == 0:
            grid.addWidget(PlainLabel(self.kit.tr(N_("Nothing is recorded in this section.")), "hint"), 0, 0, 1, 2)
        row_of = QWidget()
        row_of.setLayout(limited(body, _LABEL + _GAP + MEASURES.text_width))  # no line is longer than 72 characters
        return row_of

    def _value(self, spec: FieldSpec, view: FieldView, forms: FormKit) -> QWidget | None:
        if view.conflict:
            conflict = ConflictBox(spec, view, self.kit, forms)
            conflict.resolved.connect(self.resolved)
            conflict.other.connect(self._on_other)
            return conflict
        text = read_value(spec, view.value, forms)
        if not text:
            return None
        label = PlainLabel(text, wrap=True)
        if len(view.standing) == 1:
            standing = view.standing[0]
            label.setToolTip(f"{standing.author.replace('<', '')}, {self.kit.when(standing)}")
        return label

    def _replace(self, body: QWidget) -> None:
        if self._body is not None:
            self._box.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._box.addWidget(body)

    @Slot()
    def _on_edit(self) -> None:
        self.edit()

    @Slot(str)
    def _on_other(self, field: str) -> None:
        self.edit(field)

    @Slot()
    def _on_record(self) -> None:
        self.record()

    @Slot()
    def _on_drop(self) -> None:
        self.close_form()
