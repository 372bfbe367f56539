"""A section as text: values with what is odd about them beside them, sensitive ones covered, empty ones folded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec, Section
from caseapp.domain.text import N_
from ui.forms.kit import UNVERIFIED, FormKit
from ui.forms.readers import read_value
from ui.forms.record_form import offered, secret
from ui.pages.conflict_box import ConflictBox
from ui.pages.page import PageKit, button, limited
from ui.ports import FieldView, Note, Origin
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.labels import PlainLabel, StatusLabel

LABEL: Final = 168
GAP: Final = 16
_LINKED: Final = 20  # links in one field; of a case with hundreds of people the rest is text
_TERM_WIDTH: Final = 260  # that a label with a mark beside it takes before it is wrapped
_TERMS: Final = (Kind.TERM, Kind.TERMS, Kind.ANSWER)
_BLANKS: Final = {
    "withheld": N_("Withheld by the sender"),
    "erased": N_("Erased"),
    "newer": N_("Needs a newer Caseapp"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a record page hands to its sections."""

    fields: Mapping[str, FieldView]
    notes: Sequence[Note] = ()
    types: Mapping[RecordId, str] = field(default_factory=dict)  # of the records named here that can be opened

    def values(self) -> dict[str, object]:
        """Every value as it stands."""
        return {name: view.value for name, view in self.fields.items()}


class Covered(QWidget):
    """A sensitive value: "Hidden", until it is asked for, and again when the record is left."""

    def __init__(self, spec: FieldSpec, inner: QWidget, kit: PageKit) -> None:
        super().__init__()
        self._inner = inner
        name = kit.tr(spec.label)
        self._words = PlainLabel(kit.tr(N_("Hidden")), "hint")
        self.show_button = button(kit.tr(N_("Show")), "small")
        self.show_button.setIcon(kit.look.icon(Icon.SHOW, size=16))
        self.show_button.setAccessibleDescription(name)
        self.show_button.clicked.connect(self._on_show)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self.show_button)
        row.addWidget(inner, 1_000)
        row.addStretch(1)
        self.cover()

    def cover(self) -> None:
        """Off the screen."""
        self._set(shown=False)

    def _set(self, *, shown: bool) -> None:
        self._inner.setVisible(shown)
        self._words.setVisible(not shown)
        self.show_button.setVisible(not shown)

    @Slot()
    def _on_show(self) -> None:
        self._set(shown=True)


class RecordLink(QPushButton):
    """The title of another record in a value; pressing opens it."""

    opened = Signal(str, str)

    def __init__(self, type_: str, id_: RecordId, title: str) -> None:
        super().__init__(title.replace("&", "&&"))
        self._title = title
        self._at = (type_, id_)
        self.setAccessibleName(title)
        self.setProperty("elides", True)
        self.setAutoDefault(True)
        self.setProperty("role", "inline")
        self.setMinimumWidth(40)
        self.clicked.connect(self._on_press)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A title that is longer than the page ends in an ellipsis."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        shown = self._fitting()
        option.text = shown.replace("&", "&&")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tool tip says the whole of what is cut."""
        super().resizeEvent(event)
        self.setToolTip(self._title.replace("<", "") if self._fitting() != self._title else "")

    def _fitting(self) -> str:
        return self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, self.width() - 2)

    @Slot()
    def _on_press(self) -> None:
        self.opened.emit(*self._at)


class NoteLine(QWidget):
    """A gap or a warning at its field, with the button that opens the field."""

    wanted = Signal(object)  # the Note

    def __init__(self, note: Note, kit: PageKit) -> None:
        super().__init__()
        self._note = note
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 4, 2)
        row.setSpacing(8)
        row.addWidget(StatusLabel(kit.look, "attention", note.words, wrap=True), 1)
        if note.cure is not None and kit.writable:
            self.cure = button(kit.tr(N_("Add")) if note.gap else kit.tr(N_("Change")), "small")
            self.cure.setAccessibleDescription(note.words)
            self.cure.clicked.connect(self._on_press)
            row.addWidget(self.cure, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _on_press(self) -> None:
        self.wanted.emit(self._note)


class SectionReading(QWidget):
    """The text of one section."""

    resolved = Signal(str, object, str)
    both = Signal(str, str)
    edit = Signal(str)  # field
    cured = Signal(object)  # a Note
    opened = Signal(str, str)

    def __init__(self, spec: RecordSpec, section: Section, shown: Shown, kit: PageKit, forms: FormKit) -> None:
        super().__init__()
        self._kit, self._forms, self._shown = kit, forms, shown
        self.covers: list[Covered] = []
        self._origins: dict[str, PlainLabel] = {}
        self._labels: dict[str, QWidget] = {}
        self._folded: list[FieldSpec] = []
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        values = shown.values()
        row = 0
        for each in spec.in_section(section.key):
            if each.name not in shown.fields or not offered(each.when, values):
                continue
            widget = self._field(each, shown.fields[each.name])
            if widget is None:
                self._folded.append(each)
                continue
            label = PlainLabel(kit.tr(each.label), "label", wrap=True)
            label.setFixedWidth(LABEL)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignTop)
            row += 1
        if row == 0:
            grid.addWidget(PlainLabel(kit.tr(N_("Nothing is recorded in this section.")), "hint"), 0, 0, 1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(limited(body, LABEL + GAP + MEASURES.text_width))  # no line is longer than 72 characters
        if self._folded and kit.may_change(section.reserved):
            self.add_button = button(kit.tr(N_("Add a field…")), "quiet")
            self.add_button.setIcon(kit.look.icon(Icon.ADD, kit.look.theme.accent, 16))
            self.add_button.clicked.connect(self._on_add)
            whole.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def cover(self) -> None:
        """Cover again what was shown on asking."""
        for each in self.covers:
            each.cover()

    def show_origins(self, origins: Mapping[str, Sequence[Origin]], *, shown: bool) -> None:
        """Who wrote each value and when: as a tool tip, and in words under it when asked for."""
        for name, line in self._origins.items():
            words = "\n".join(self._origin(one) for one in origins.get(name, ()))
            line.setText(words)
            line.setVisible(shown and bool(words))
            self._labels[name].setToolTip(words.replace("<", ""))
            self._labels[name].setAccessibleDescription(words)

    def _origin(self, origin: Origin) -> str:
        when = self._kit.at(origin.at)
        if origin.delivered is None:
            return f"{origin.author}, {when}"
        words = self._kit.tr(N_("{author}, {when}; came with a file from {sender}"))
        return words.format(author=origin.author, when=when, sender=origin.delivered.sender)

    # --- one field

    def _field(self, spec: FieldSpec, view: FieldView) -> QWidget | None:
        notes = [note for note in self._shown.notes if note.field == spec.name]
        value = self._value(spec, view)
        if value is None and not notes:
            return None
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if value is not None:
            column.addWidget(value)
            line = PlainLabel(role="hint", wrap=True)
            column.addWidget(line)
            line.hide()
            self._origins[spec.name], self._labels[spec.name] = line, value
        for note in notes:
            made = NoteLine(note, self._kit)
            made.wanted.connect(self.cured)
            column.addWidget(made)
        return box

    def _value(self, spec: FieldSpec, view: FieldView) -> QWidget | None:
        if view.conflict:
            conflict = ConflictBox(spec, view, self._kit, self._forms)
            conflict.resolved.connect(self.resolved)
            conflict.both.connect(self.both)
            conflict.other.connect(self.edit)
            return conflict
        if len(view.standing) > 1 and not view.blank:
            return self._several(spec, view)
        text = read_value(spec, view.value, self._forms)
        if not text and view.blank:
            return StatusLabel(self._kit.look, "info", self._kit.tr(_BLANKS[view.blank]))
        if not text:
            return None
        widget = self._linked(spec, view.value, text) or self._words(spec, view.value, text)
        if not secret(spec):
            return widget
        covered = Covered(spec, widget, self._kit)
        self.covers.append(covered)
        return covered

    def _several(self, spec: FieldSpec, view: FieldView) -> QWidget:
        """Both are true: they stand side by side, each with its author."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for one in view.standing:
            column.addWidget(PlainLabel(read_value(spec, one.value, self._forms), wrap=True))
            column.addWidget(PlainLabel(f"{one.author}, {self._kit.when(one)}", "hint", wrap=True))
        return box

    def _words(self, spec: FieldSpec, value: object, text: str) -> QWidget:
        label = PlainLabel(text, wrap=True)
        if spec.kind not in _TERMS or not self._unverified(spec, value):
            return label
        words = self._kit.tr(UNVERIFIED).format(label=text)
        mark = QLabel()
        mark.setPixmap(self._kit.look.pixmap(Icon.INFO, self._kit.look.theme.text_3, ratio=2.0))
        mark.setFixedSize(16, 20)
        mark.setToolTip(words.replace("<", ""))
        mark.setProperty("adorns", True)  # the label beside it says the same to a screen reader
        label.setAccessibleName(words)
        label.ensurePolished()
        natural = max(label.fontMetrics().horizontalAdvance(line) for line in text.split("\n")) + 4
        label.setMinimumWidth(min(natural, self._kit.look.px(_TERM_WIDTH)))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(label)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        return box

    def _unverified(self, spec: FieldSpec, value: object) -> bool:
        terms = value if isinstance(value, list | tuple) else (value,)
        return not all(self._kit.desk.vocabularies.verified(spec.vocabulary, str(term)) for term in terms)

    def _linked(self, spec: FieldSpec, value: object, text: str) -> QWidget | None:
        """Each record that is named as a link, as far as it can be opened; long lists end as text."""
        if spec.kind not in (Kind.REF, Kind.REFS):
            return None
        ids = [str(each) for each in (value if isinstance(value, list | tuple) else (value,))]
        if not any(id_ in self._shown.types for id_ in ids[:_LINKED]):
            return None
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(2)
        titles = text.split("\n") if spec.kind is Kind.REFS else [text]
        for id_, title in zip(ids[:_LINKED], titles, strict=False):
            column.addLayout(self._link(id_, title))
        if len(ids) > _LINKED:
            column.addWidget(PlainLabel("\n".join(titles[_LINKED:]), wrap=True))
        return box

    def _link(self, id_: RecordId, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        type_ = self._shown.types.get(id_)
        if type_ is None:
            row.addWidget(PlainLabel(title, wrap=True))
            return row
        link = RecordLink(type_, id_, title)
        link.opened.connect(self.opened)
        row.addWidget(link)
        row.addStretch(1)
        return row

    # --- what is folded

    def folded(self) -> tuple[str, ...]:
        """The fields that are empty, by name."""
        return tuple(spec.name for spec in self._folded)

    @Slot()
    def _on_add(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in self._folded:
            action = QAction(self._kit.tr(spec.label).replace("&", "&&"), menu)
            action.setData(spec.name)
            menu.addAction(action)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.edit.emit(str(action.data()))
