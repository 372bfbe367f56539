"""A list of any length as a window over sorted ids.

``data()`` never asks the vault: what is not there yet is a blank line, and the page that holds it is fetched through
the runner by its ids, so the millionth row costs what the first does.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from caseapp.domain.spec import RecordId
from ui.bridge.outcome import Done, Failed, Outcome, Runs
from ui.ports import Lane, Records, Row

PAGE: Final = 100
_KEPT: Final = 40  # pages in memory
RowRole: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel):
    """The rows of one record type."""

    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, records: Records, runner: Runs, type_: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records, self._runner, self._type = records, runner, type_
        self._ids: Sequence[RecordId] = ()
        self._pages: OrderedDict[int, dict[RecordId, Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    def read(self) -> None:
        """Read the ids, again after every write; the newest question wins."""
        self._runner.run(self, Lane.READER, _Ids(self._records, self._type), self._on_ids, latest="ids")

    def id_at(self, row: int) -> RecordId:
        """The id of a row, blank outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, id_: RecordId) -> int:
        """Where an id stands, -1 when it is not in the list."""
        return next((row for row, each in enumerate(self._ids) if each == id_), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        row = self._row(index.row())
        if role == RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title if row else ""
        return None

    def want(self, first: int, last: int) -> None:
        """Fetch the pages that rows ``first`` to ``last`` stand on, and one beyond either end."""
        for page in range(max(0, first // PAGE - 1), last // PAGE + 2):
            self._fetch(page)

    def _row(self, at: int) -> Row | None:
        return self._pages.get(at // PAGE, {}).get(self._ids[at])

    def _fetch(self, page: int) -> None:
        start = page * PAGE
        if page in self._pages or page in self._asked or start >= len(self._ids):
            return
        self._asked.add(page)
        work = _Rows(self._records, tuple(self._ids[start : start + PAGE]), page, self._generation)
        self._runner.run(self, Lane.READER, work, self._on_page)

    @Slot(object)
    def _on_ids(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Sequence):
            return
        self.beginResetModel()
        self._generation += 1
        self._ids = outcome.value
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()
        self.want(0, 0)
        self.counted.emit(len(self._ids))

    @Slot(object)
    def _on_page(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, _Fetched):
            return
        fetched = outcome.value
        if fetched.generation != self._generation:
            return
        self._asked.discard(fetched.page)
        self._pages[fetched.page] = {row.id: row for row in fetched.rows}
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        start = fetched.page * PAGE
        end = min(start + PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(start), self.index(end))


class _Ids:
    def __init__(self, records: Records, type_: str) -> None:
        self._records, self._type = records, type_

    def __call__(self) -> Sequence[RecordId]:
        return self._records.ids(self._type)


class _Fetched:
    def __init__(self, page: int, generation: int, rows: Sequence[Row]) -> None:
        self.page, self.generation, self.rows = page, generation, rows


class _Rows:
    def __init__(self, records: Records, ids: Sequence[RecordId], page: int, generation: int) -> None:
        self._records, self._ids, self._page, self._generation = records, ids, page, generation

    def __call__(self) -> _Fetched:
        return _Fetched(self._page, self._generation, self._records.rows(self._ids))
