"""The changes of a record, newest first; any two versions are compared, and one field is put back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.forms.kit import FormKit
from ui.forms.record_form import secret
from ui.pages.history_diff import VersionsCard
from ui.pages.history_words import brought_words, cause_words, field_words
from ui.pages.page import PageKit, button, scrolled
from ui.pages.section_reading import Covered
from ui.ports import Lane, RecordView, Saved, Step, Steps, Version
from ui.widgets.choices import Tick
from ui.widgets.flow import clear
from ui.widgets.labels import PlainLabel, StatusLabel


class StepCard(QFrame):
    """One change. Space chooses its version for a comparison, Enter compares it with the one before."""

    chosen = Signal(int, bool)
    compared = Signal(int)
    walked = Signal(int, int)  # number of the change, step

    def __init__(self, kit: PageKit, spec: RecordSpec, step: Step, forms: FormKit) -> None:
        super().__init__()
        self.step = step
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tr = kit.tr
        when = kit.at(step.at)
        self.choose = Tick(kit.look, tr(N_("Compare")))
        self.choose.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Space on the card does it
        self.choose.toggled.connect(self._on_choose)
        head = QHBoxLayout()
        who = PlainLabel(tr(N_("{when} · {author}")).format(when=when, author=step.author), "section", wrap=True)
        head.addWidget(who, 1)
        for words in filter(None, (cause_words(kit, step), tr(N_("Undone")) if step.undone else "")):
            head.addWidget(StatusLabel(kit.look, "info", words), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 8, 10, 10)
        box.setSpacing(4)
        box.addLayout(head)
        for words in filter(None, (step.title, brought_words(kit, step))):
            box.addWidget(PlainLabel(words, "hint", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 140)
        grid.setColumnStretch(1, 1)
        said = []
        for row, each in enumerate(step.fields):
            label, words = field_words(kit, spec, each, forms)
            self._line(kit, grid, row, spec, (each.field, label, words))
            said.append(f"{label}: {words}" if label else words)
        if not step.fields:
            grid.addWidget(PlainLabel(tr(N_("The record was begun.")), "hint"), 0, 0, 1, 2)
        box.addLayout(grid)
        self.setAccessibleName(who.text())
        hidden = any(each.field in spec.fields and secret(spec.fields[each.field]) for each in step.fields)
        self.setAccessibleDescription("" if hidden else "; ".join(said))

    def _line(self, kit: PageKit, grid: QGridLayout, row: int, spec: RecordSpec, said: tuple[str, str, str]) -> None:
        name, label, words = said
        text: QWidget = PlainLabel(words, wrap=True)
        if name in spec.fields and secret(spec.fields[name]):
            text = Covered(spec.fields[name], text, kit)
        if label:
            grid.addWidget(PlainLabel(label, "label", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
        else:
            grid.addWidget(text, row, 0, 1, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() == Qt.Key.Key_Space:
            self.choose.toggle()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.compared.emit(self.step.no)
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(self.step.no, -1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @Slot(bool)
    def _on_choose(self, chosen: bool) -> None:
        self.chosen.emit(self.step.no, chosen)


class HistoryView(QWidget):
    """Read only when it is looked at, a page at a time."""

    restored = Signal(Saved)
    failed = Signal(object)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._view: RecordView | None = None
        self._spec: RecordSpec | None = None
        self._stale = True
        self.cards: list[StepCard] = []
        self._chosen: list[int] = []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 12, 24)
        column.setSpacing(8)
        tr = kit.tr
        hint = N_("Space chooses a version. Two chosen versions are compared; Enter compares one with the one before.")
        column.addWidget(PlainLabel(tr(hint), "hint", wrap=True))
        self._diff = QVBoxLayout()
        column.addLayout(self._diff)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        column.addLayout(self._steps)
        self.more = button(tr(N_("Show older changes")), "small")
        self.more.clicked.connect(self._on_more)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()
        column.addStretch(1)
        self.area = scrolled(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.area)
        self.versions: VersionsCard | None = None

    def show_record(self, view: RecordView, spec: RecordSpec, *, read: bool) -> None:
        """Another record, or the same one changed; read now only when it is looked at."""
        self._view, self._spec, self._stale = view, spec, True
        self._reset()
        if read:
            self.read()

    def read(self) -> None:
        """Read the newest changes unless they are shown already."""
        if self._stale and self._view is not None and self._view.id:
            self._stale = False
            self._run(0)

    def start(self) -> None:
        """Put the focus on the newest change."""
        if self.cards:
            self.cards[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def compare(self, first: int, second: int) -> None:
        """Show two versions side by side."""
        if self._view is not None and first != second:
            numbers = tuple(sorted((first, second)))
            self._kit.runner.run(self, Lane.READER, _Versions(self._kit, self._view.id, numbers), self._on_versions,
                                 latest="versions")

    def _reset(self) -> None:
        clear(self._steps)
        self._close_diff()
        self.cards, self._chosen = [], []
        self.more.hide()

    def _run(self, before: int) -> None:
        if self._view is not None:
            work = _Steps(self._kit, self._view.id, before)
            self._kit.runner.run(self, Lane.READER, work, self._on_steps, latest="steps")

    @Slot(object)
    def _on_steps(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._fail(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, tuple):
            return
        id_, before, page = outcome.value
        if self._view is None or self._spec is None or id_ != self._view.id or not isinstance(page, Steps):
            return
        if not before:
            self._reset()
        self._append(page.steps, self._kit.form_kit(page.titles), self._spec)
        self.more.setVisible(bool(self.cards) and self.cards[-1].step.no > 1)
        if not before and not self.isHidden():
            self.start()

    def _append(self, steps: Sequence[Step], forms: FormKit, spec: RecordSpec) -> None:
        for step in steps:
            made = StepCard(self._kit, spec, step, forms)
            made.chosen.connect(self._on_chosen)
            made.compared.connect(self._on_compared)
            made.walked.connect(self._on_walked)
            self.cards.append(made)
            self._steps.addWidget(made)

    @Slot()
    def _on_more(self) -> None:
        if self.cards:
            self._run(self.cards[-1].step.no)

    @Slot(int, bool)
    def _on_chosen(self, number: int, chosen: bool) -> None:
        self._chosen = [each for each in self._chosen if each != number] + ([number] if chosen else [])
        if len(self._chosen) > 2:
            oldest = self._chosen.pop(0)
            for card in self.cards:
                if card.step.no == oldest:
                    card.choose.setChecked(False)
        if len(self._chosen) == 2:
            self.compare(*self._chosen)

    @Slot(int)
    def _on_compared(self, number: int) -> None:
        if number > 1:
            self.compare(number - 1, number)

    @Slot(int, int)
    def _on_walked(self, number: int, step: int) -> None:
        at = next((at for at, card in enumerate(self.cards) if card.step.no == number), 0) + step
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(self.cards[at], 0, 16)

    @Slot(object)
    def _on_versions(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._fail(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, tuple) or self._spec is None:
            return
        id_, old, new = outcome.value
        if self._view is None or id_ != self._view.id or not isinstance(old, Version) or not isinstance(new, Version):
            return
        self._close_diff()
        self.versions = VersionsCard(self._kit, self._spec, old, new)
        self.versions.closed.connect(self._on_closed)
        self.versions.restore.connect(self._on_restore)
        self._diff.addWidget(self.versions)
        self.area.verticalScrollBar().setValue(0)
        self.versions.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_diff(self) -> None:
        clear(self._diff)
        self.versions = None

    @Slot()
    def _on_closed(self) -> None:
        self._close_diff()
        for card in self.cards:
            card.choose.setChecked(False)
        self.start()

    @Slot(str, int)
    def _on_restore(self, field: str, number: int) -> None:
        if self._view is not None:
            work = _Restore(self._kit, self._view, field, number)
            self._kit.runner.run(self, Lane.WRITER, work, self._on_restored)

    @Slot(object)
    def _on_restored(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self.restored.emit(outcome.value)

    def _fail(self, error: BaseException) -> None:
        self.failed.emit(notice(error, self._kit.language))


class _Steps:
    def __init__(self, kit: PageKit, id_: RecordId, before: int) -> None:
        self._history, self._id, self._before = kit.desk.history, id_, before

    def __call__(self) -> object:
        return self._id, self._before, self._history.steps(self._id, self._before)


class _Versions:
    def __init__(self, kit: PageKit, id_: RecordId, numbers: tuple[int, ...]) -> None:
        self._history, self._id, self._numbers = kit.desk.history, id_, numbers

    def __call__(self) -> object:
        return (self._id, *(self._history.version(self._id, number) for number in self._numbers))


class _Restore:
    def __init__(self, kit: PageKit, view: RecordView, field: str, number: int) -> None:
        self._history, self._view, self._at = kit.desk.history, view, (field, number)

    def __call__(self) -> object:
        field, number = self._at
        return self._history.restore(self._view.id, field, number, self._view.seen)
