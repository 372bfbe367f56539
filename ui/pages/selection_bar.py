"""What can be done with several records at once: each is one action with one Undo."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.adding_each import AddingEach
from ui.pages.changing_field import ChangingField
from ui.pages.page import PageKit, button
from ui.ports import Lane, Saved
from ui.widgets.fields import MarkedLine
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel
from ui.widgets.suggest import SuggestField

MOST = 1_000  # as many as one action may change
_CASE = "case"


class SelectionBar(QWidget):
    """Shown while more than one record is chosen. It asks for the ids only when something is to be done with them."""

    saved = Signal(Saved)
    failed = Signal(object)
    wanted_ids = Signal(str)  # "collect", "withdraw", "each", "plan" or "change": answer with ``act``
    wanted_new = Signal(str, object)  # type, preset: an empty record that is written once for each of them
    dropped = Signal()  # choose nothing any more

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit, self._type = kit, type_
        self._count = 0
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """How many are chosen."""
        self._count = count
        words = self.kit.language.plural("{n} record chosen", "{n} records chosen", count).format(n=count)
        self.words.setText(words)
        many = count > MOST
        for each in (self.collect, self.adding.button, self.change, self.withdraw):
            each.setEnabled(not many)
        self.limit.setVisible(many)
        self.really.setText(self.kit.language.plural("Withdraw {n} record", "Withdraw {n} records", count)
                            .format(n=count))
        if count < 2:
            self.stack.setCurrentIndex(0)
        self.setVisible(count > 1)
        self._fit()

    def act(self, what: str, ids: Sequence[RecordId]) -> None:
        """Do what was chosen with these records."""
        if what == "each":
            self.adding.begin(ids)
            return
        if what in ("plan", "change"):
            self.changing.act(what, ids)
            return
        name = "" if self.case.chosen else self.case.text().strip()
        work = _Withdraw(self.kit, self._type, ids, self.reason.text().strip()) if what == "withdraw" \
            else _Collect(self.kit, self.case.chosen, name, self._type, ids)
        self.kit.runner.run(self, Lane.WRITER, work, self._on_done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves what was begun, then the selection."""
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            super().keyPressEvent(event)
        elif self.stack.currentIndex():
            self._on_cancel()
        else:
            self.dropped.emit()

    # --- building

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self._pages = (self._first(), self._collecting(), self._withdrawing(), self._changing())
        for page in self._pages:
            self.stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 4)
        box.addWidget(self.stack)

    def _first(self) -> QWidget:
        tr = self.kit.tr
        self.words = PlainLabel(role="section")
        self.collect = button(tr(N_("Put into a case…")), "small")
        if not (self.kit.writable and self.kit.desk.lists.collects(self._type)):
            self.collect.hide()
        self.collect.clicked.connect(self._on_collect)
        self.adding = AddingEach(self.kit, self._type, self)
        self.adding.picked.connect(self._on_picked)
        self.adding.wanted.connect(self.wanted_new)
        if not self.adding.possible:
            self.adding.button.hide()
        self.change = button(tr(N_("Change a field…")), "small")
        self.change.clicked.connect(self._on_change)
        if not (self.kit.writable and self.kit.desk.lists.changeable(self._type)):
            self.change.hide()
        self.withdraw = button(tr(N_("Withdraw…")), "small")
        self.withdraw.clicked.connect(self._on_withdraw)
        if not self.kit.writable:
            self.withdraw.hide()
        self.drop = button(tr(N_("Choose none")), "small")
        self.drop.clicked.connect(self.dropped)
        self.limit = PlainLabel(tr(N_("At most 1,000 records can be changed at once.")), "hint", wrap=True)
        page = QWidget()
        flow = Flow()
        flow.setContentsMargins(4, 4, 4, 4)
        for each in (self.collect, self.adding.button, self.change, self.withdraw, self.drop):
            flow.addWidget(each)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.limit)
        column.addLayout(flow)
        return page

    def _collecting(self) -> QWidget:
        tr = self.kit.tr
        self.case = SuggestField(self.kit.look, self.kit.runner, self.kit.desk.search, (_CASE,), exact=True)
        self.case.line.setPlaceholderText(tr(N_("A case, or a title for a new one")))
        self.case.line.setAccessibleName(tr(N_("A case, or a title for a new one")))
        self.case.took.connect(self._on_put)
        self.case.passed.connect(self._on_put)
        self.put = button(tr(N_("Put into the case")), "small")
        self.put.clicked.connect(self._on_put)
        return self._asking(self.case, self.put)

    def _withdrawing(self) -> QWidget:
        tr = self.kit.tr
        self.reason = MarkedLine(self.kit.look)
        self.reason.setPlaceholderText(tr(N_("Reason, kept with the records")))
        self.reason.setAccessibleName(tr(N_("Reason, kept with the records")))
        self.reason.textChanged.connect(self._on_reason)
        self.really = button("", "small")
        self.really.setEnabled(False)
        self.really.clicked.connect(self._on_really)
        note = PlainLabel(tr(N_("They leave the lists and stay in the history.")), "hint",
                          wrap=True)
        return self._asking(self.reason, self.really, note)

    def _changing(self) -> QWidget:
        self.changing = ChangingField(self.kit, self._type)
        self.changing.wanted.connect(self.wanted_ids)
        self.changing.cancelled.connect(self._on_cancel)
        self.changing.done.connect(self._on_changed)
        self.changing.failed.connect(self.failed)
        self.changing.grown.connect(self._fit)
        return self.changing

    def _asking(self, field: QWidget, done: QWidget, note: QWidget | None = None) -> QWidget:
        cancel = button(self.kit.tr(N_("Cancel")), "small")
        cancel.clicked.connect(self._on_cancel)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(8)
        column.addWidget(field)
        if note is not None:
            column.addWidget(note)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(done)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        return page

    @Slot()
    def _fit(self) -> None:
        """Only as tall as the page that is shown."""
        shown = self._pages[self.stack.currentIndex()]
        layout = shown.layout()
        if layout is not None:
            self.stack.setFixedHeight(layout.totalHeightForWidth(max(self.width() - 24, 200)) if
                                      layout.hasHeightForWidth() else layout.totalSizeHint().height())

    def _show_page(self, at: int, focus: QWidget) -> None:
        self.stack.setCurrentIndex(at)
        self._fit()
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the person does

    @Slot()
    def _on_picked(self) -> None:
        self.wanted_ids.emit("each")

    @Slot()
    def _on_collect(self) -> None:
        self.case.show_record("", "")
        self._show_page(1, self.case.line)

    @Slot()
    def _on_withdraw(self) -> None:
        self.reason.clear()
        self._show_page(2, self.reason)

    @Slot()
    def _on_change(self) -> None:
        self._show_page(3, self.changing.field)
        self.changing.start()

    @Slot(Saved)
    def _on_changed(self, saved: Saved) -> None:
        self._on_cancel()
        self.dropped.emit()
        self.saved.emit(saved)

    @Slot()
    def _on_cancel(self) -> None:
        self._show_page(0, self.withdraw)

    @Slot(str)
    def _on_reason(self, text: str) -> None:
        self.really.setEnabled(bool(text.strip()))

    @Slot()
    def _on_put(self) -> None:
        if self.case.chosen or self.case.text().strip():
            self.wanted_ids.emit("collect")

    @Slot()
    def _on_really(self) -> None:
        self.wanted_ids.emit("withdraw")

    @Slot(object)
    def _on_done(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self._on_cancel()
            self.dropped.emit()
            self.saved.emit(outcome.value)


class _Withdraw:
    def __init__(self, kit: PageKit, type_: str, ids: Sequence[RecordId], reason: str) -> None:
        self._lists, self._type, self._ids, self._reason = kit.desk.lists, type_, ids, reason

    def __call__(self) -> object:
        return self._lists.withdraw(self._type, self._ids, self._reason)


class _Collect:
    def __init__(self, kit: PageKit, case: RecordId, name: str, type_: str, ids: Sequence[RecordId]) -> None:
        self._lists, self._case, self._name, self._type, self._ids = kit.desk.lists, case, name, type_, ids

    def __call__(self) -> object:
        return self._lists.collect(self._case, self._name, self._type, self._ids)
