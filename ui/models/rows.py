"""A list or table of any length as a window over sorted ids.

``data()`` never asks the vault: what is not there yet is a blank line, and the page that holds it is fetched through
the runner by its ids, so the millionth row costs what the first does. Ids are one run of bytes, 16 a row. A new answer
to the same question changes only the rows that differ, so selection and place survive a refresh.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from caseapp.domain.listing import Query
from caseapp.domain.spec import RecordId
from ui.bridge.outcome import Done, Failed, Outcome, Runs
from ui.models.ids import SIZE, Removal, position, steps
from ui.ports import ColumnView, FoundView, Lane, Lists, Row

PAGE: Final = 25  # rows; a screen shows about as many, and each costs the reading thread 0.3 ms
_KEPT: Final = 160  # pages in memory
RowRole: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_TEXT: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class RowsModel(QAbstractTableModel):
    """The rows that answer one query; the first column is the title."""

    found = Signal(FoundView)
    failed = Signal(object)
    changing = Signal()  # before rows move: note where the person is
    changed = Signal()  # and put them back there

    def __init__(self, lists: Lists, runner: Runs, query: Query, parent: QObject | None = None,
                 heading: str = "") -> None:
        """``heading``: the words above the titles."""
        super().__init__(parent)
        self._heading = heading
        self._lists, self._runner = lists, runner
        self._query, self._shown = query, query  # asked for; of the ids that are here
        self._columns: tuple[ColumnView, ...] = ()
        self._ids = b""
        self._rows: dict[RecordId, Row] = {}  # by id: while rows move, a row stands on another page than it came with
        self._pages: OrderedDict[int, tuple[RecordId, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._wanted = (0, 0)

    @property
    def query(self) -> Query:
        """What is asked."""
        return self._query

    def ask(self, query: Query) -> None:
        """Another question."""
        self._query = query
        self.read()

    def read(self) -> None:
        """Read the ids, again after every write; the newest question wins."""
        self._runner.run(self, Lane.READER, _Find(self._lists, self._query), self._on_found, latest="ids")

    def show_columns(self, columns: Sequence[ColumnView]) -> None:
        """Show these beside the title."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._forget_pages()
        self.endResetModel()
        self.want(*self._wanted)

    def columns(self) -> tuple[ColumnView, ...]:
        """Those beside the title."""
        return self._columns

    def id_at(self, row: int) -> RecordId:
        """The id of a row, blank outside the list."""
        return self._ids[row * SIZE : (row + 1) * SIZE].hex() if 0 <= row < self.rowCount() else ""

    def ids_at(self, first: int, last: int) -> list[RecordId]:
        """The ids of rows ``first`` to ``last``."""
        return [self.id_at(row) for row in range(max(0, first), min(last + 1, self.rowCount()))]

    def row_of(self, id_: RecordId) -> int:
        """Where an id stands, -1 when it is not in the list."""
        return position(self._ids, bytes.fromhex(id_)) if id_ else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids) // SIZE

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1 + len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        row = self.row(index.row())
        if role == RowRole:
            return row
        if role in _TEXT:
            return self._text(row, index.column(), spoken=role != Qt.ItemDataRole.DisplayRole) if row else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() and self._columns[index.column() - 1].number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role not in (*_TEXT, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._columns[section - 1].label if 0 < section <= len(self._columns) else self._heading

    def row(self, at: int) -> Row | None:
        """The row that was fetched, None while it was not."""
        return self._rows.get(self.id_at(at))

    def want(self, first: int, last: int) -> None:
        """Fetch the pages that rows ``first`` to ``last`` stand on, and one beyond either end."""
        self._wanted = (first, last)
        for page in range(max(0, first // PAGE - 1), last // PAGE + 2):
            self._fetch(page)

    def _text(self, row: Row, column: int, *, spoken: bool) -> str:
        if column:
            return row.cells[column - 1] if column <= len(row.cells) else ""
        return row.spoken or row.title if spoken else row.title

    def _fetch(self, page: int) -> None:
        start = page * PAGE
        if page in self._pages or page in self._asked or start >= self.rowCount():
            return
        self._asked.add(page)
        ids = self.ids_at(start, start + PAGE - 1)
        keys = tuple(column.key for column in self._columns)
        work = _Rows(self._lists, self._shown, ids, keys, page, self._generation)
        self._runner.run(self, Lane.READER, work, self._on_page)

    def _forget_pages(self) -> None:
        self._generation += 1
        self._rows.clear()
        self._pages.clear()
        self._asked.clear()

    @Slot(object)
    def _on_found(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, _Answer):
            return
        answer = outcome.value
        self.changing.emit()
        self._replace(answer.found.ids)
        self._shown = answer.query
        self._forget_pages()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.found.emit(answer.found)
        self.changed.emit()
        self.want(*self._wanted)

    def _replace(self, new: bytes) -> None:
        """From the old ids to the new by removals, then insertions; all at once where too much is different."""
        wanted = steps(self._ids, new)
        if wanted is None:
            self.beginResetModel()
            self._ids = new
            self.endResetModel()
            return
        for step in wanted:
            if isinstance(step, Removal):
                self.beginRemoveRows(QModelIndex(), step.first, step.last)
                self._ids = self._ids[: step.first * SIZE] + self._ids[(step.last + 1) * SIZE :]
                self.endRemoveRows()
            else:
                self.beginInsertRows(QModelIndex(), step.first, step.first + len(step.ids) // SIZE - 1)
                self._ids = self._ids[: step.first * SIZE] + step.ids + self._ids[step.first * SIZE :]
                self.endInsertRows()

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
        self._rows |= {row.id: row for row in fetched.rows}
        self._pages[fetched.page] = tuple(row.id for row in fetched.rows)
        while len(self._pages) > _KEPT:
            for id_ in self._pages.popitem(last=False)[1]:
                self._rows.pop(id_, None)
        start = fetched.page * PAGE
        end = min(start + PAGE, self.rowCount()) - 1
        self.dataChanged.emit(self.index(start, 0), self.index(end, self.columnCount() - 1))


class _Answer:
    def __init__(self, query: Query, found: FoundView) -> None:
        self.query, self.found = query, found


class _Find:
    def __init__(self, lists: Lists, query: Query) -> None:
        self._lists, self._query = lists, query

    def __call__(self) -> _Answer:
        return _Answer(self._query, self._lists.find(self._query))


class _Fetched:
    def __init__(self, page: int, generation: int, rows: Sequence[Row]) -> None:
        self.page, self.generation, self.rows = page, generation, rows


class _Rows:
    def __init__(self, lists: Lists, query: Query, ids: Sequence[RecordId], columns: Sequence[str], page: int,
                 generation: int) -> None:
        self._lists, self._query, self._ids, self._columns = lists, query, ids, columns
        self._page, self._generation = page, generation

    def __call__(self) -> _Fetched:
        return _Fetched(self._page, self._generation, self._lists.rows(self._query, self._ids, self._columns))
