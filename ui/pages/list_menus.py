"""The menus of a list: kept searches, order, columns. They open without waiting and are walked with the arrows."""

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from caseapp.domain.listing import TITLE, Query
from caseapp.domain.text import N_
from ui.pages.list_state import ListState
from ui.pages.page import PageKit
from ui.ports import ColumnView


class MenuButton(QPushButton):
    """A button under which a menu opens; what is in it is made when it opens."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setProperty("role", "small")
        self.setAutoDefault(True)
        self.menu_shown = QMenu(self)

    def open(self) -> None:
        """Show the menu under the button."""
        self.menu_shown.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


def plain(text: str) -> str:
    """Foreign text in a menu: an ampersand is a letter there."""
    return text.replace("&", "&&")


class SavedMenu(MenuButton):
    """Searches kept under a name."""

    chosen = Signal(str)
    wanted_save = Signal()
    wanted_rename = Signal(str)
    removed = Signal(str)

    def __init__(self, kit: PageKit) -> None:
        super().__init__(kit.tr(N_("Searches")))
        self._kit = kit
        self._state = ListState()
        self._query = Query("")
        self.setAccessibleName(kit.tr(N_("Kept searches")))
        self.clicked.connect(self._on_open)

    def show_state(self, state: ListState, query: Query) -> None:
        """What is kept, and what is asked now."""
        self._state, self._query = state, query

    def current(self) -> str:
        """The name of the search that is in force, if it is a kept one."""
        return next((name for name, query in self._state.saved.items() if query == self._query), "")

    @Slot()
    def _on_open(self) -> None:
        menu, tr, current = self.menu_shown, self._kit.tr, self.current()
        menu.clear()
        for name in self._state.saved:
            action = menu.addAction(plain(name))
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name == current)
            action.triggered.connect(self._on_name)
        if self._state.saved:
            menu.addSeparator()
        if current:
            menu.addAction(tr(N_("Rename “{name}”…")).format(name=plain(current))).triggered.connect(self._on_rename)
            menu.addAction(tr(N_("Remove “{name}”")).format(name=plain(current))).triggered.connect(self._on_remove)
        else:
            keep = menu.addAction(tr(N_("Keep this search under a name…")))
            keep.setEnabled(self._query.narrowed)
            keep.triggered.connect(self.wanted_save)
        self.open()

    @Slot()
    def _on_name(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(str(action.data()))

    @Slot()
    def _on_rename(self) -> None:
        self.wanted_rename.emit(self.current())

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self.current())


class OrderMenu(MenuButton):
    """In which order the list stands."""

    chosen = Signal(str, bool)  # key of the column, descending

    def __init__(self, kit: PageKit, columns: tuple[ColumnView, ...]) -> None:
        super().__init__(kit.tr(N_("Order")))
        self._kit = kit
        self._columns = [column for column in columns if column.sortable]
        self._query = Query("")
        self.setAccessibleName(kit.tr(N_("Order of the list")))
        self.clicked.connect(self._on_open)

    def show_query(self, query: Query) -> None:
        """The order in force."""
        self._query = query

    @Slot()
    def _on_open(self) -> None:
        menu = self.menu_shown
        menu.clear()
        group = QActionGroup(menu)
        for column in self._columns:
            words = self._kit.tr(N_("Name or title")) if column.key == TITLE else column.label
            action = menu.addAction(words)
            action.setData(column.key)
            action.setCheckable(True)
            action.setChecked(column.key == self._query.sort)
            group.addAction(action)
            action.triggered.connect(self._on_column)
        menu.addSeparator()
        down = menu.addAction(self._kit.tr(N_("From the end to the beginning")))
        down.setCheckable(True)
        down.setChecked(self._query.descending)
        down.toggled.connect(self._on_way)
        self.open()

    @Slot()
    def _on_column(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(str(action.data()), self._query.descending)

    @Slot(bool)
    def _on_way(self, descending: bool) -> None:
        self.chosen.emit(self._query.sort, descending)


class ColumnsMenu(MenuButton):
    """Which columns the table shows; the menu stays open while they are ticked."""

    chosen = Signal(object)  # the keys, in the order of the list of columns

    def __init__(self, kit: PageKit, columns: tuple[ColumnView, ...]) -> None:
        super().__init__(kit.tr(N_("Columns")))
        self._columns = [column for column in columns if column.key != TITLE]
        self._shown: tuple[str, ...] = ()
        self.setAccessibleName(kit.tr(N_("Columns of the table")))
        self.clicked.connect(self._on_open)

    def show_columns(self, keys: tuple[str, ...]) -> None:
        """Those that are shown."""
        self._shown = keys

    @Slot()
    def _on_open(self) -> None:
        menu = self.menu_shown
        menu.clear()
        for column in self._columns:
            action = menu.addAction(column.label)
            action.setData(column.key)
            action.setCheckable(True)
            action.setChecked(column.key in self._shown)
            action.toggled.connect(self._on_ticked)
        self.open()

    @Slot(bool)
    def _on_ticked(self, ticked: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            wanted = {*self._shown, str(action.data())} if ticked else {*self._shown} - {str(action.data())}
            self._shown = tuple(column.key for column in self._columns if column.key in wanted)
            self.chosen.emit(self._shown)



