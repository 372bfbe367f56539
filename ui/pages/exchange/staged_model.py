"""The records behind a number of a preview, fetched a page at a time as the list is scrolled."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from caseapp.domain.spec import RecordId
from ui.bridge.outcome import Done, Failed, Outcome, Runs
from ui.models.rows import RowRole
from ui.pages.exchange.calls import Rows
from ui.ports import Lane, Part, Row, Staged, StagedRow

PAGE: Final = 100
Index = QModelIndex | QPersistentModelIndex


class StagedModel(QAbstractListModel):
    """One number, opened."""

    failed = Signal(object)
    came = Signal()

    def __init__(self, exchange: Staged, runner: Runs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exchange, self._runner = exchange, runner
        self._part = Part.NEW
        self._total = 0
        self._rows: list[StagedRow] = []
        self._asked = False

    def open(self, part: Part, total: int) -> None:
        """Show another number."""
        self.beginResetModel()
        self._part, self._total, self._rows, self._asked = part, total, [], False
        self.endResetModel()
        self.fetchMore(QModelIndex())

    def id_at(self, row: int) -> RecordId:
        """Blank outside the list."""
        return self._rows[row].id if 0 <= row < len(self._rows) else ""

    def title_at(self, row: int) -> str:
        """Blank outside the list."""
        return self._rows[row].title if 0 <= row < len(self._rows) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return Row(row.id, row.title, row.detail)
        return row.title if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._rows) < self._total and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page; the answer of a number that was left meanwhile is dropped."""
        if self.canFetchMore(parent):
            self._asked = True
            work = Rows(self._exchange, self._part, len(self._rows), PAGE)
            self._runner.run(self, Lane.WRITER, work, self._on_rows, latest="rows")

    @Slot(object)
    def _on_rows(self, outcome: Outcome) -> None:
        self._asked = False
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Sequence) and outcome.value:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(outcome.value) - 1)
            self._rows += [row for row in outcome.value if isinstance(row, StagedRow)]
            self.endInsertRows()
            if not first:
                self.came.emit()
