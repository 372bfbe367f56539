"""The records that stand in one mark of a view, beside it: opened one by one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from caseapp.domain.listing import Query
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button, in_row
from ui.ports import Lane
from ui.widgets.labels import ElidedLabel, PlainLabel, number

MOST: Final = 200
_WIDTH: Final = 300


class _Lines(QListWidget):
    """Opened by Enter or a click; left by Escape."""

    entered = Signal(QListWidgetItem)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.entered.emit(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Gathered(QWidget):
    """Reads the lines of some records and offers them."""

    opened = Signal(str, str)
    closed = Signal()
    failed = Signal(object)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self._type = ""
        self._count = 0
        tr = kit.tr
        self.title = ElidedLabel("", "section")
        self.close_button = button(tr(N_("Close")), "small")
        self.close_button.clicked.connect(self.closed)
        self.lines = _Lines()
        self.lines.setAccessibleName(tr(N_("Records in this mark")))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.itemClicked.connect(self._on_item)
        self.lines.entered.connect(self._on_item)
        self.lines.left.connect(self.closed)
        self.note = PlainLabel(role="hint", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.addLayout(in_row((0, 0, 0, 0), 8, self.title, self.close_button))
        box.addWidget(self.lines, 1)
        box.addWidget(self.note)
        self.fit()

    def fit(self) -> None:
        """The zoom changed."""
        self.setFixedWidth(self._kit.look.px(_WIDTH))

    def show_records(self, query: Query, ids: Sequence[RecordId], title: str) -> None:
        """Read them; they appear when they are here, with the focus on the first."""
        self._type, self._count = query.type, len(ids)
        self.title.setText(title)
        self.lines.clear()
        self.show()
        self._kit.runner.run(self, Lane.READER, _Rows(self._kit, query, tuple(ids[:MOST])), self._on_rows, "gathered")

    @Slot(object)
    def _on_rows(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self._kit.language))
        if not isinstance(outcome, Done) or not isinstance(outcome.value, list):
            return
        for row in outcome.value:
            item = QListWidgetItem(row.title if not row.detail else f"{row.title}\n{row.detail}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken or row.title)
            self.lines.addItem(item)
        shown = self.lines.count()
        self.note.setText(self._kit.tr(N_("The first {n} of {total}. A filter shows the others.")).format(
            n=number(shown), total=number(self._count)))
        self.note.setVisible(shown < self._count)
        self.lines.setCurrentRow(0)
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        self.opened.emit(self._type, str(item.data(Qt.ItemDataRole.UserRole)))


class _Rows:
    def __init__(self, kit: PageKit, query: Query, ids: tuple[RecordId, ...]) -> None:
        self._lists, self._query, self._ids = kit.desk.lists, query, ids

    def __call__(self) -> object:
        return list(self._lists.rows(self._query, self._ids))
