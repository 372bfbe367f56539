"""The rows of a list, one line each, or as a table with columns; the same view, so that the same keys work."""

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from caseapp.domain.listing import LATEST, TITLE, Query
from caseapp.domain.spec import RecordId
from ui.delegates.rows import CellDelegate, RowDelegate
from ui.models.rows import RowsModel
from ui.pages.page import PageKit
from ui.style.tokens import MEASURES
from ui.widgets.fields import MarkedLine

_TITLE_WIDTH = 320
_CELL_WIDTH = 160
_NARROWEST = 64


class SearchLine(MarkedLine):
    """Down goes into the list."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.down.emit()
        else:
            super().keyPressEvent(event)


class RecordsView(QTableView):
    """Enter or a click opens; Shift and Ctrl choose several; a million rows cost what ten do."""

    opened = Signal(QModelIndex)
    widened = Signal()  # the person drew a column wider or narrower
    sorted = Signal(str)  # key of the column whose head was pressed

    def __init__(self, kit: PageKit, model: RowsModel) -> None:
        super().__init__()
        self._rows, self._look = model, kit.look
        self._table = False
        self._anchor: tuple[RecordId, int] = ("", 0)
        self._held: tuple[RecordId, bool] = ("", False)
        self.setModel(model)
        self._line, self._cell = RowDelegate(kit.look, self), CellDelegate(kit.look, self)
        self.setItemDelegate(self._cell)
        self.setItemDelegateForColumn(0, self._line)
        self.setProperty("ring", False)
        self.setShowGrid(False)
        self.setMinimumHeight(2 * MEASURES.row)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        # with highlighting the header would look at every row of a selection
        rows.setHighlightSections(False)
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setHighlightSections(False)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns.setMinimumSectionSize(_NARROWEST)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.sectionResized.connect(self._on_resized)
        columns.sectionClicked.connect(self._on_header)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.clicked.connect(self._on_clicked)
        model.changing.connect(self._on_changing)
        model.changed.connect(self._on_changed)
        self.show_line()
        self.fit()

    @property
    def as_table(self) -> bool:
        """True while columns are shown."""
        return self._table

    def show_line(self) -> None:
        """One line a row, as wide as the pane."""
        self._table = False
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._line.show_details(True)
        self._fit()

    def show_table(self, widths: Mapping[str, int]) -> None:
        """A header and a column for each that the model has."""
        self._table = True
        header = self.horizontalHeader()
        header.show()
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._line.show_details(False)
        header.blockSignals(True)  # these widths are not the person's doing
        self.setColumnWidth(0, widths.get("", _TITLE_WIDTH))
        for at, column in enumerate(self._rows.columns(), 1):
            usual = _TITLE_WIDTH if column.key == LATEST else _CELL_WIDTH
            usual = max(usual, header.sectionSizeHint(at))  # the whole of its name, until the person says otherwise
            self.setColumnWidth(at, max(_NARROWEST, widths.get(column.key, usual)))
        header.blockSignals(False)
        self.updateGeometries()

    def fit(self) -> None:
        """The zoom changed: rows are as tall as their text wants."""
        self.verticalHeader().setDefaultSectionSize(max(self._look.px(MEASURES.row), self.fontMetrics().height() + 8))
        self._fit()

    def show_order(self, query: Query) -> None:
        """A mark in the head of the column that the list is in the order of."""
        keys = [TITLE, *(column.key for column in self._rows.columns())]
        header = self.horizontalHeader()
        header.setSortIndicatorShown(query.sort in keys)
        if query.sort in keys:
            way = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys.index(query.sort), way)

    def widths(self) -> dict[str, int]:
        """Column -> width; the title under a blank key. The last one follows the window."""
        columns = self._rows.columns()
        found = {"": self.columnWidth(0)}
        found.update({column.key: self.columnWidth(at) for at, column in enumerate(columns[:-1], 1)})
        return found

    def mark(self, id_: RecordId) -> bool:
        """Make a record's row the current one; False where it is not in the list."""
        row = self._rows.row_of(id_)
        selection = self.selectionModel()
        if row < 0:
            selection.clear()
            return False
        index = self._rows.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        selection.setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def chosen(self) -> tuple[tuple[int, int], ...]:
        """First and last row of every run of selected rows, in the order of the list."""
        selection = self.selectionModel().selection()
        parts = (selection.at(at) for at in range(selection.count()))
        return tuple(sorted((part.top(), part.bottom()) for part in parts))

    def chosen_count(self) -> int:
        """How many rows are selected, without looking at any of them."""
        return sum(last - first + 1 for first, last in self.chosen())

    def chosen_ids(self, most: int) -> list[RecordId]:
        """The ids of the selected rows, no more than ``most``."""
        found: list[RecordId] = []
        for first, last in self.chosen():
            found += self._rows.ids_at(first, min(last, first + most - len(found) - 1))
            if len(found) >= most:
                break
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain and self._rows.rowCount():
            row = 0 if event.key() == Qt.Key.Key_Home else self._rows.rowCount() - 1
            self.setCurrentIndex(self._rows.index(row, max(0, self.currentIndex().column())))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._on_scrolled(0)

    def _fit(self) -> None:
        if not self._table:
            header = self.horizontalHeader()
            header.setStretchLastSection(False)
            header.blockSignals(True)
            self.setColumnWidth(0, max(_NARROWEST, self.viewport().width()))
            header.blockSignals(False)

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        height = max(1, self.verticalHeader().defaultSectionSize())
        first = self.verticalScrollBar().value() // height
        self._rows.want(first, first + self.viewport().height() // height + 1)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        choosing = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        if not QGuiApplication.keyboardModifiers() & choosing:
            self.opened.emit(index)

    @Slot(int)
    def _on_header(self, section: int) -> None:
        columns = self._rows.columns()
        self.sorted.emit(columns[section - 1].key if 0 < section <= len(columns) else TITLE)

    @Slot(int, int, int)
    def _on_resized(self, _section: int, _old: int, _new: int) -> None:
        if self._table:
            self.widened.emit()

    @Slot()
    def _on_changing(self) -> None:
        """Which row stands at the top, and which is current."""
        height = max(1, self.verticalHeader().defaultSectionSize())
        row, rest = divmod(self.verticalScrollBar().value(), height)
        self._anchor = (self._rows.id_at(row) if row or rest else "", rest)
        current = self.currentIndex()
        alone = self.chosen_count() == 1 and self.selectionModel().isRowSelected(current.row(), QModelIndex())
        self._held = (self._rows.id_at(current.row()), alone)

    @Slot()
    def _on_changed(self) -> None:
        """The same row at the top as before, and the same one current, wherever they stand now."""
        id_, alone = self._held
        if id_ and self._rows.id_at(self.currentIndex().row()) != id_:
            row = self._rows.row_of(id_)
            flag = QItemSelectionModel.SelectionFlag
            if row >= 0:
                flags = flag.ClearAndSelect | flag.Rows if alone else flag.NoUpdate
                self.selectionModel().setCurrentIndex(self._rows.index(row, 0), flags)
        top, rest = self._anchor
        if top and (row := self._rows.row_of(top)) >= 0:
            self.updateGeometries()
            self.verticalScrollBar().setValue(row * self.verticalHeader().defaultSectionSize() + rest)
        self._on_scrolled(0)
