"""One section of a record: reads as text, turns into a form, keeps its draft until it is recorded or given up."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordSpec, Section
from caseapp.domain.text import N_
from ui.actions import Act, keys_of, with_keys
from ui.forms.kit import FormKit
from ui.forms.record_form import RecordForm
from ui.pages.conflict_box import ConflictBox
from ui.pages.page import PageKit, button
from ui.pages.section_drafts import AT, Draft, kept_at, typed
from ui.pages.section_reading import SectionReading, Shown
from ui.ports import Origin, Values
from ui.style.icons import Icon
from ui.widgets.flow import Flow, clear
from ui.widgets.labels import PlainLabel, StatusLabel

FOR_CLINICIANS: Final = N_(
    "Only a clinician fills this in: what marks mean is a medical judgement. Describe what you saw in the sections "
    "above. If you are a clinician, say so in Settings, “Me and this vault”."
)
__all__ = ["ConflictBox", "SectionCard", "Shown"]


class SectionCard(QFrame):
    """A section of one record. ``recorded`` carries the changes of one edit."""

    recorded = Signal(str, object)  # section key, Values
    resolved = Signal(str, object, str)  # field, value, reason
    both = Signal(str, str)
    editing = Signal(str)
    drafted = Signal(str, object)  # section key, what is typed: to be kept
    dropped = Signal(str)  # section key: the draft was given up
    walked = Signal(int)  # up or down to the next section
    cured = Signal(object)
    opened = Signal(str, str)

    def __init__(self, spec: RecordSpec, section: Section, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec, self.section, self.kit = spec, section, kit
        self.form: RecordForm | None = None
        self.reading: SectionReading | None = None
        self.draft: Draft = {}  # kept in the vault and not yet recorded
        self._shown = Shown({})
        self._forms: FormKit | None = None
        self._body: QWidget | None = None
        self._origins: Mapping[str, Sequence[Origin]] = {}
        self._origins_shown = False
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
        self._strip = QVBoxLayout()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 8, 10, 12)
        self._box.setSpacing(4)
        self._box.addLayout(head)
        self._box.addLayout(self._strip)

    # --- text

    def show_fields(self, shown: Shown, forms: FormKit) -> None:
        """Show the section as text; an open form is closed."""
        self._shown, self._forms = shown, forms
        self.form = None
        self.edit_button.setVisible(self._open())
        reading = SectionReading(self.spec, self.section, shown, self.kit, forms)
        reading.resolved.connect(self.resolved)
        reading.both.connect(self.both)
        reading.edit.connect(self._on_other)
        reading.cured.connect(self.cured)
        reading.opened.connect(self.opened)
        self.reading = reading
        self._replace(reading)
        self.show_origins(self._origins, shown=self._origins_shown)
        self._show_strip()

    def show_origins(self, origins: Mapping[str, Sequence[Origin]], *, shown: bool) -> None:
        """Who wrote the values, in tool tips and, when asked for, in words."""
        self._origins, self._origins_shown = origins, shown
        if self.reading is not None:
            self.reading.show_origins(origins, shown=shown)

    def cover(self) -> None:
        """The record is left: cover again what is sensitive."""
        if self.reading is not None:
            self.reading.cover()

    def _open(self) -> bool:
        """Whether this person may change the section: some are for a profession, and say so."""
        return self.kit.may_change(self.section.reserved)

    # --- form

    def edit(self, field: str = "") -> None:
        """Turn into a form and put the focus into it; a draft that waits is laid over what is recorded."""
        if self._forms is None or not self._open():
            return
        if self.form is not None:
            self.form.focus_first(field)
            return
        body = QWidget(self)  # everything is made in its place: moving a tree of widgets dresses each of them again
        self.form = RecordForm(self.spec, self.section.key, self._forms, body)
        self.form.load(self._shown.values())
        self.reading = None
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 4, 4, 4)
        box.setSpacing(12)
        box.addWidget(self.form)
        record = button(with_keys(self.kit.tr(N_("Record")), Act.RECORD), "primary")
        record.clicked.connect(self._on_record)
        drop = button(self.kit.tr(N_("Discard what I typed")), "quiet")
        drop.clicked.connect(self._on_drop)
        ways = Flow(spacing=8)
        ways.addWidget(record)
        ways.addWidget(drop)
        ways.setContentsMargins(4, 4, 4, 0)
        box.addLayout(ways)
        self.edit_button.hide()
        self._replace(body)
        if self.draft:
            self.form.restore(typed(self.draft))
        self._show_strip()
        self.form.changed.connect(self._on_typed)
        self.form.focus_first(field)
        self.editing.emit(self.section.key)

    def offer_draft(self, draft: Draft) -> None:
        """A draft of this section was found in the vault."""
        self.draft = draft
        if self.form is not None:
            self.form.restore(typed(draft))
        self._show_strip()

    def record(self) -> bool:
        """Hand on what was changed; False when something cannot be recorded (it is shown beside its field)."""
        if self.form is None or not self.form.isEnabled():
            return True
        if self.form.problems():
            return False
        changes: Values = self.form.changes()
        if changes:
            self.form.setEnabled(False)  # what is typed while it is being written would be lost
            self.recorded.emit(self.section.key, changes)
        else:
            self.forget()
            self.close_form()
        return True

    def again(self) -> None:
        """It could not be recorded: everything typed is still here."""
        if self.form is not None:
            self.form.setEnabled(True)

    def leave(self) -> None:
        """Back to text; what was typed stays as a draft."""
        if self.form is None:
            return
        kept = self.form.draft()
        if kept:
            self.draft = {**kept, AT: str(QDateTime.currentSecsSinceEpoch())}
            self.drafted.emit(self.section.key, kept)
        else:
            self.forget()
        self.close_form()

    def forget(self) -> None:
        """The draft is not needed any more."""
        had, self.draft = bool(self.draft), {}
        if had or self.form is not None:
            self.dropped.emit(self.section.key)
        self._show_strip()

    def close_form(self) -> None:
        """Back to text, without recording."""
        if self._forms is not None and self.form is not None:
            self.show_fields(self._shown, self._forms)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.form is None and plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit()
        elif self.form is None and plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.form is None and event.button() == Qt.MouseButton.LeftButton:
            self.edit()
        super().mouseReleaseEvent(event)

    # --- the strip that says that there is a draft

    def _show_strip(self) -> None:
        clear(self._strip)
        if self.kit.writable and not self._open():
            self._strip.addWidget(PlainLabel(self.kit.tr(FOR_CLINICIANS), "hint", wrap=True))
            return
        if not self.draft:
            return
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 2, 4, 6)
        row.setSpacing(8)
        row.addWidget(StatusLabel(self.kit.look, "info", self._strip_words(), wrap=True), 1)
        if self.form is None and self.kit.writable:
            on = button(self.kit.tr(N_("Continue")), "small")
            on.clicked.connect(self._on_edit)
            row.addWidget(on)
            drop = button(self.kit.tr(N_("Discard the draft")), "small")
            drop.clicked.connect(self._on_drop)
            row.addWidget(drop)
        self._strip.addWidget(strip)

    def _strip_words(self) -> str:
        tr, at = self.kit.tr, kept_at(self.draft)
        if at is None:
            return tr(N_("What you typed here is not recorded yet."))
        when = self.kit.at(at, QLocale.FormatType.ShortFormat)
        if self.form is not None:
            return tr(N_("Continued from a draft of {when}; it is not recorded yet.")).format(when=when)
        return tr(N_("Draft of {when}, not recorded yet.")).format(when=when)

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

    @Slot()
    def _on_typed(self) -> None:
        if self.form is not None:
            self.drafted.emit(self.section.key, self.form.draft())

    @Slot(str)
    def _on_other(self, field: str) -> None:
        self.edit(field)

    @Slot()
    def _on_record(self) -> None:
        self.record()

    @Slot()
    def _on_drop(self) -> None:
        self.forget()
        self.close_form()
