"""Fields: those that the people of this vault added to its record types, and what a change of one touches."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from caseapp.domain.local_fields import LONGEST
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button, padded
from ui.pages.settings.fields_form import LABELS, FieldForm
from ui.pages.settings.parts import Card, SettingsPage, failed, focus, plain
from ui.ports import FieldLine, Fields, FieldsOf, Lane, NewField, Saved
from ui.widgets.choices import ChoiceBox


class FieldsPage(SettingsPage):
    """Choose a record type, read its fields of ours, add, rename, move, stop asking."""

    title = N_("Fields of ours")
    intro = N_(
        "What your work asks and the program does not. A field appears in the form, the lists, the search and the case "
        "file D1 of its record type, travels with exports and merges like any record. What was filled in is never lost."
    )

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        tr = kit.tr
        self.seen = FieldsOf("", 0)
        self.reading = Card(kit, N_("Fields of a record type"))
        self.type = ChoiceBox(kit.look, kit.desk.fields.types())
        self.type.setAccessibleName(tr(N_("Record type")))
        self.type.activated.connect(self._on_type)
        self.reading.field(tr(N_("Record type")), padded(self.type))
        self.where = plain("", "hint")
        self.reading.box.addWidget(self.where)
        self.fields = QListWidget()
        self.fields.setAccessibleName(tr(N_("Fields of ours")))
        self.fields.setMinimumHeight(kit.look.px(150))
        self.fields.setWordWrap(True)
        self.fields.setProperty("role", "suggest")
        self.fields.currentRowChanged.connect(self._on_row)
        self.reading.box.addWidget(padded(self.fields))
        self.touches = plain("", "secondary")
        self.reading.box.addWidget(self.touches)
        self.up_button, self.down_button = button(tr(N_("Further up"))), button(tr(N_("Further down")))
        self.retire_button = button(tr(N_("Ask it no longer")))
        for each, slot in ((self.up_button, self._on_up), (self.down_button, self._on_down),
                           (self.retire_button, self._on_retire)):
            each.clicked.connect(slot)
        self.reading.row(self.up_button, self.down_button, self.retire_button)
        self.column.addWidget(self.reading)
        self._build_naming()
        self.adding = FieldForm(kit)
        self.adding.add_button.clicked.connect(self._on_add)
        self.column.addWidget(self.adding)
        if not kit.writable:  # only once each has its place: what is shown before would be a window
            for part in (self.up_button, self.down_button, self.retire_button, self.adding):
                part.hide()

    def _build_naming(self) -> None:
        tr = self.kit.tr
        self.naming = Card(self.kit, N_("Its name"), N_("Records keep their values whatever the field is called."))
        self.labels: dict[str, QLineEdit] = {}
        for tongue, words in LABELS:
            line = self.labels[tongue] = QLineEdit()
            line.setMaxLength(LONGEST)
            line.setAccessibleName(tr(words))
            self.naming.field(tr(words), line)
        self.rename_button = button(tr(N_("Rename the field")))
        self.rename_button.clicked.connect(self._on_rename)
        self.naming.row(self.rename_button)
        self.naming.hide()
        self.column.addWidget(self.naming)

    def start(self) -> None:
        focus(self.type)

    def reload(self) -> None:
        self.ask(Lane.READER, _Look(self.kit.desk.fields, self.type.chosen()), self._on_looked, "look")

    def line(self) -> FieldLine | None:
        """The field that is chosen."""
        row = self.fields.currentRow()
        return self.seen.lines[row] if 0 <= row < len(self.seen.lines) else None

    # --- showing

    @Slot(int)
    def _on_type(self, _at: int) -> None:
        self.reload()

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.unread(error)
        if isinstance(outcome, Done) and isinstance(outcome.value, FieldsOf):
            self._show(outcome.value)

    def _show(self, seen: FieldsOf) -> None:
        kept, self.seen = self.line(), seen
        self.where.setText(self.kit.language.plural(
            "{n} record of this type shows its fields.", "{n} records of this type show its fields.", seen.shown,
        ).format(n=seen.shown))
        self.fields.clear()
        for line in seen.lines:
            self.fields.addItem(QListWidgetItem(self._words(line)))
        row = next((at for at, line in enumerate(seen.lines) if kept is not None and line.id == kept.id), -1)
        self.fields.setCurrentRow(row)
        self._on_row(row)

    def _words(self, line: FieldLine) -> str:
        words = self.kit.tr(N_("{field} – {kind} – {who}")).format(field=line.label, kind=line.kind, who=line.seen_by)
        if not line.offered:
            return self.kit.tr(N_("{field} – cannot be shown by this version")).format(field=words)
        if line.retired:
            return self.kit.tr(N_("{field} – not asked since {day}")).format(field=words, day=line.retired)
        return words

    @Slot(int)
    def _on_row(self, row: int) -> None:
        line, last = self.line(), len(self.seen.lines) - 1
        self.up_button.setEnabled(line is not None and row > 0)
        self.down_button.setEnabled(line is not None and row < last)
        self.retire_button.setEnabled(line is not None)
        again = line is not None and bool(line.retired)
        self.retire_button.setText(self.kit.tr(N_("Ask it again") if again else N_("Ask it no longer")))
        self.naming.setVisible(line is not None and self.kit.writable)
        self.touches.setText(self._touches(line) if line is not None else "")
        for tongue, edit in self.labels.items():
            edit.setText(line.labels.get(tongue, "") if line is not None else "")

    def _touches(self, line: FieldLine) -> str:
        """The dry run: said before anything is pressed."""
        held = self.kit.language.plural(
            "{n} record holds a value in it.", "{n} records hold a value in it.", line.held).format(n=line.held)
        if line.retired:
            return held
        return self.kit.tr(N_("{held} If it is asked no longer, they keep and show it, and other forms leave it out.")
                           ).format(held=held)

    # --- changing

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        line = self.line()
        if line is not None:
            self._change(_Move(self.kit.desk.fields, self.seen.of, line.id, by), self._on_changed)

    @Slot()
    def _on_retire(self) -> None:
        line = self.line()
        if line is not None:
            self._change(_Retire(self.kit.desk.fields, line.id, whether=not line.retired), self._on_changed)

    @Slot()
    def _on_rename(self) -> None:
        line = self.line()
        if line is not None:
            labels = {tongue: edit.text() for tongue, edit in self.labels.items()}
            self._change(_Rename(self.kit.desk.fields, line.id, labels), self._on_renamed)

    @Slot()
    def _on_add(self) -> None:
        wanted = self.adding.wanted(self.type.chosen())
        if wanted is not None:
            self._change(_Add(self.kit.desk.fields, wanted), self._on_added)

    def _change(self, work: Callable[[], Saved], slot: Callable[[Outcome], None]) -> None:
        self.ask(Lane.WRITER, work, slot, "change")

    @Slot(object)
    def _on_changed(self, outcome: Outcome) -> None:
        self.recorded(outcome, self.reading)

    @Slot(object)
    def _on_renamed(self, outcome: Outcome) -> None:
        self.recorded(outcome, self.naming)

    @Slot(object)
    def _on_added(self, outcome: Outcome) -> None:
        if self.recorded(outcome, self.adding):
            self.adding.clear()


class _Look:
    def __init__(self, fields: Fields, type_: str) -> None:
        self._fields, self._type = fields, type_

    def __call__(self) -> FieldsOf:
        return self._fields.of(self._type)


class _Add:
    def __init__(self, fields: Fields, wanted: NewField) -> None:
        self._fields, self._wanted = fields, wanted

    def __call__(self) -> Saved:
        return self._fields.add(self._wanted)


class _Rename:
    def __init__(self, fields: Fields, id_: RecordId, labels: Mapping[str, str]) -> None:
        self._fields, self._id, self._labels = fields, id_, labels

    def __call__(self) -> Saved:
        return self._fields.rename(self._id, self._labels)


class _Move:
    def __init__(self, fields: Fields, type_: str, id_: RecordId, by: int) -> None:
        self._fields, self._type, self._id, self._by = fields, type_, id_, by

    def __call__(self) -> Saved:
        return self._fields.move(self._type, self._id, self._by)


class _Retire:
    def __init__(self, fields: Fields, id_: RecordId, *, whether: bool) -> None:
        self._fields, self._id, self._whether = fields, id_, whether

    def __call__(self) -> Saved:
        return self._fields.retire(self._id, whether=self._whether)
