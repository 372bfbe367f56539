"""How a list is looked at: as lines or a table, in which order, with which columns, and the searches kept by name."""

from collections.abc import Mapping
from dataclasses import replace

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.listing import TITLE, Query
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Failed, Outcome
from ui.pages.list_menus import ColumnsMenu, OrderMenu, SavedMenu
from ui.pages.list_saving import ListSaving
from ui.pages.list_state import Keep, ListState, state_of
from ui.pages.page import PageKit, button
from ui.pages.views.kinds import views_of
from ui.ports import ColumnView, Lane
from ui.widgets.fields import MarkedLine
from ui.widgets.flow import Flow


class ListBar(QWidget):
    """Keeps what the person chooses here in the vault."""

    looked = Signal(bool)  # as a table or a view, or as lines
    ordered = Signal(str, bool)  # key of a column, descending
    columned = Signal()  # other columns
    searched = Signal(Query)  # a kept search
    failed = Signal(object)

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit, self._type = kit, type_
        self.state = state_of(kit, type_)
        self.columns: Mapping[str, ColumnView] = {column.key: column for column in kit.desk.lists.columns(type_)}
        self._query = Query(type_)
        self._renaming = ""
        self._build()

    def first_query(self) -> Query:
        """Everything, in the order that was left here."""
        sort = self.state.sort if self.state.sort in self.columns else TITLE
        return Query(self._type, sort=sort, descending=self.state.descending)

    def show_query(self, query: Query) -> None:
        """What is asked now."""
        self._query = query
        self.searches.show_state(self.state, without_order(query))
        self.order.show_query(query)
        self.saving.show_query(query)

    def show_table(self, shown: bool) -> tuple[str, ...]:
        """Mark how the list is looked at: over the whole width, as a table or a view; returns the columns to show."""
        view = self.views.get(self.state.view) if shown else None
        (view or (self.as_table if shown else self.as_list)).setChecked(True)
        self.column_menu.setVisible(shown and view is None)
        self.order.setVisible(view is None)
        return self.chosen_columns() if shown and view is None else ()

    def chosen_columns(self) -> tuple[str, ...]:
        """Those beside the title, as the person chose them or as they are declared."""
        chosen = self.state.columns
        if chosen is None:
            chosen = tuple(self.kit.desk.lists.first_columns(self._type))
        found = tuple(key for key in chosen if key in self.columns and key != TITLE)
        self.column_menu.show_columns(found)
        return found

    def head_pressed(self, key: str) -> None:
        """A column's head was pressed: by it, or the other way round."""
        if self.columns[key].sortable:
            self._on_order(key, self._query.sort == key and not self._query.descending)

    def keep_widths(self, widths: Mapping[str, int]) -> None:
        """Columns were drawn wider or narrower."""
        self._keep(replace(self.state, widths={**self.state.widths, **widths}))

    def _build(self) -> None:
        tr, columns = self.kit.tr, tuple(self.columns.values())
        self.as_list, self.as_table = button(tr(N_("List")), "tab"), button(tr(N_("Table")), "tab")
        group = QButtonGroup(self)
        self.views = {kind.key: button(tr(kind.label), "tab") for kind in views_of(self.kit, self._type)}
        for each in (self.as_list, self.as_table, *self.views.values()):
            each.setCheckable(True)
            group.addButton(each)
        self.as_list.setChecked(True)
        group.buttonClicked.connect(self._on_view)
        self.searches = SavedMenu(self.kit)
        self.searches.chosen.connect(self._on_search)
        self.searches.wanted_save.connect(self._on_name_wanted)
        self.searches.wanted_rename.connect(self._on_rename_wanted)
        self.searches.removed.connect(self._on_removed)
        self.order = OrderMenu(self.kit, columns)
        self.order.chosen.connect(self._on_order)
        self.column_menu = ColumnsMenu(self.kit, columns)
        self.column_menu.chosen.connect(self._on_columns)
        self.column_menu.hide()
        self.saving = ListSaving(self.kit, self._type)
        self.saving.failed.connect(self.failed)
        row = QWidget()
        flow = Flow(row, 8)
        flow.setContentsMargins(12, 4, 12, 6)
        for each in (self.as_list, self.as_table, *self.views.values(), self.searches, self.order, self.column_menu,
                     self.saving.button):
            flow.addWidget(each)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(row)
        box.addWidget(self.saving)
        box.addWidget(self._naming())

    def _naming(self) -> QWidget:
        tr = self.kit.tr
        self.naming = QWidget()
        self.name = MarkedLine(self.kit.look)
        self.name.setPlaceholderText(tr(N_("Name of this search")))
        self.name.setAccessibleName(tr(N_("Name of this search")))
        self.name.setMaxLength(80)
        self.name.returnPressed.connect(self._on_named)
        keep, cancel = button(tr(N_("Keep")), "small"), button(tr(N_("Cancel")), "small")
        keep.clicked.connect(self._on_named)
        cancel.clicked.connect(self._on_not_named)
        row = QHBoxLayout(self.naming)
        row.setContentsMargins(12, 4, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(keep)
        row.addWidget(cancel)
        self.naming.hide()
        return self.naming

    # --- what the person does

    @Slot(QPushButton)
    def _on_view(self, pressed: QPushButton) -> None:
        table = pressed is self.as_table
        view = next((key for key, each in self.views.items() if each is pressed), "")
        self._keep(replace(self.state, table=table, view=view))
        self.looked.emit(table or bool(view))

    @Slot(str, bool)
    def _on_order(self, key: str, descending: bool) -> None:
        self._keep(replace(self.state, sort=key, descending=descending))
        self.ordered.emit(key, descending)

    @Slot(object)
    def _on_columns(self, keys: tuple[str, ...]) -> None:
        self._keep(replace(self.state, columns=keys))
        self.columned.emit()

    @Slot(str)
    def _on_search(self, name: str) -> None:
        query = self.state.saved.get(name)
        if query is not None:
            self.searched.emit(query)

    @Slot()
    def _on_name_wanted(self) -> None:
        self._renaming = ""
        self.name.clear()
        self.naming.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_rename_wanted(self, name: str) -> None:
        self._on_name_wanted()
        self._renaming = name
        self.name.setText(name)
        self.name.selectAll()

    @Slot()
    def _on_named(self) -> None:
        name = self.name.text().strip()
        if name:
            self._keep(self.state.with_saved(name, without_order(self._query), self._renaming))
            self._on_not_named()

    @Slot()
    def _on_not_named(self) -> None:
        self.naming.hide()
        self.searches.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_removed(self, name: str) -> None:
        self._keep(self.state.without(name))

    def _keep(self, state: ListState) -> None:
        if state != self.state:
            self.state = state
            self.searches.show_state(state, without_order(self._query))
            self.kit.runner.run(self, Lane.WRITER, Keep(self.kit, self._type, state), self._on_kept)

    @Slot(object)
    def _on_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))


def without_order(query: Query) -> Query:
    """A search is kept without its order: that belongs to the list."""
    return msgspec.structs.replace(query, sort=TITLE, descending=False)
