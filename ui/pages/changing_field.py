"""Asks which field of the chosen records changes and how; says what that would do before it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.changing import ChangePlan, FieldChange, How
from caseapp.domain.errors import Invalid
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.forms.editors import EDITORS
from ui.forms.kit import Editor
from ui.pages.page import PageKit, button
from ui.ports import Choice, Lane, Saved
from ui.widgets.choices import ChoiceBox
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel

_HOW = {How.SET: N_("Set to"), How.ADD: N_("Add"), How.REMOVE: N_("Remove"), How.CLEAR: N_("Clear")}


class ChangingField(QWidget):
    """``wanted``: the ids of the chosen records are needed, answer with ``act``."""

    wanted = Signal(str)  # "plan" or "change"
    cancelled = Signal()
    done = Signal(Saved)
    failed = Signal(object)
    grown = Signal()  # it needs another height

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit, self._type = kit, type_
        self._fields = {spec.name: spec for spec in kit.desk.lists.changeable(type_)}
        self.editor: Editor | None = None
        self._planned: FieldChange | None = None
        self._build()
        self._on_field()

    @property
    def possible(self) -> bool:
        """Whether there is any field that may be changed so."""
        return self.kit.writable and bool(self._fields)

    def start(self) -> None:
        """Begin anew."""
        self._on_field()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self, what: str, ids: Sequence[RecordId]) -> None:
        """Count, or change, these records."""
        if what == "change":
            if self._planned is not None:
                self.change_button.setEnabled(False)
                self.kit.runner.run(self, Lane.WRITER, _Change(self.kit, self._planned, ids), self._on_changed)
            return
        change = self._asked()
        if change is not None:
            self.kit.runner.run(self, Lane.READER, _Plan(self.kit, change, ids), self._on_planned, latest="plan")

    # --- building

    def _build(self) -> None:
        tr, kit = self.kit.tr, self.kit
        self.field = ChoiceBox(kit.look, [Choice(name, tr(spec.label)) for name, spec in self._fields.items()])
        self.field.setAccessibleName(tr(N_("Field to change")))
        self.how = ChoiceBox(kit.look, ())
        self.how.setAccessibleName(tr(N_("How it changes")))
        self.field.currentIndexChanged.connect(self._on_field)
        self.how.currentIndexChanged.connect(self._on_how)
        self._place = QVBoxLayout()
        self.said = PlainLabel(role="hint", wrap=True)
        self.check_button = button(tr(N_("Count what would change")), "small")
        self.check_button.clicked.connect(self._on_check)
        self.change_button = button("", "small")
        self.change_button.clicked.connect(self._on_change)
        cancel = button(tr(N_("Cancel")), "small")
        cancel.clicked.connect(self.cancelled)
        head, buttons = QHBoxLayout(), QWidget()
        head.setSpacing(8)
        head.addWidget(self.field, 1)
        head.addWidget(self.how)
        foot = Flow(buttons, 8)
        foot.setContentsMargins(0, 0, 0, 0)
        for each in (self.check_button, self.change_button, cancel):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._place)
        column.addWidget(self.said)
        column.addWidget(buttons)

    def _asked(self) -> FieldChange | None:
        """What is asked for; None where the text cannot be read, which is said."""
        how = How(self.how.chosen())
        try:
            value = self.editor.collect() if self.editor is not None and how is not How.CLEAR else None
        except Invalid as error:
            self._say(notice(error, self.kit.language).text)
            return None
        if how is not How.CLEAR and value in (None, "", ()):
            self._say(self.kit.tr(N_("Say first what the field shall hold.")))
            return None
        return FieldChange(self._type, self.field.chosen(), how, value)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.grown.emit()

    def _forget(self) -> None:
        self._planned = None
        self.change_button.hide()
        self._say("")

    # --- what the person does

    @Slot()
    def _on_field(self) -> None:
        spec = self._fields.get(self.field.chosen())
        if spec is None:
            return
        blocked = self.how.blockSignals(True)
        self.how.clear()
        for how in self.kit.desk.lists.ways_to_change(spec):
            self.how.addItem(self.kit.tr(_HOW[how]), how.value)
        self.how.blockSignals(blocked)
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = EDITORS[spec.kind](spec, self.kit.form_kit({}), self)
        self.editor.load(None)
        self.editor.changed.connect(self._on_typed)
        self._place.addWidget(self.editor)
        self._on_how()

    @Slot()
    def _on_how(self) -> None:
        if self.editor is not None:
            self.editor.setVisible(self.how.chosen() != How.CLEAR.value)
        self._forget()

    @Slot()
    def _on_typed(self) -> None:
        self._forget()

    @Slot()
    def _on_check(self) -> None:
        self.wanted.emit("plan")

    @Slot()
    def _on_change(self) -> None:
        self.wanted.emit("change")

    # --- answers

    @Slot(object)
    def _on_planned(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if not isinstance(outcome, Done) or not isinstance(outcome.value, tuple):
            return
        change, plan = outcome.value
        plural, parts = self.kit.language.plural, []
        parts.append(plural("{n} record changes.", "{n} records change.", plan.changes).format(n=plan.changes))
        if plan.same:
            parts.append(plural("{n} says so already.", "{n} say so already.", plan.same).format(n=plan.same))
        if plan.conflicts:
            parts.append(plural("{n} is left: two values stand there and wait for a decision.",
                                "{n} are left: two values stand there and wait for a decision.",
                                plan.conflicts).format(n=plan.conflicts))
        self._planned = change if plan.changes else None
        self.change_button.setText(plural("Change {n} record", "Change {n} records", plan.changes)
                                   .format(n=plan.changes))
        self.change_button.setVisible(bool(plan.changes))
        self.change_button.setEnabled(True)
        self._say(" ".join(parts))

    @Slot(object)
    def _on_changed(self, outcome: Outcome) -> None:
        self.change_button.setEnabled(True)
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self._forget()
            self.done.emit(outcome.value)


class _Plan:
    def __init__(self, kit: PageKit, change: FieldChange, ids: Sequence[RecordId]) -> None:
        self._lists, self._change, self._ids = kit.desk.lists, change, ids

    def __call__(self) -> object:
        plan: ChangePlan = self._lists.plan_change(self._change, self._ids)
        return self._change, plan


class _Change:
    def __init__(self, kit: PageKit, change: FieldChange, ids: Sequence[RecordId]) -> None:
        self._lists, self._change, self._ids = kit.desk.lists, change, ids

    def __call__(self) -> object:
        return self._lists.change_field(self._change, self._ids)
