"""The list of one record type: text, filters, order and columns over one set; hits stand in their original script."""

import msgspec
from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.listing import Condition, Query
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.bridge.notify import notice
from ui.models.rows import RowsModel
from ui.pages.filter_panel import FilterPanel
from ui.pages.list_bar import ListBar, without_order
from ui.pages.list_empty import EmptyList, FirstStep
from ui.pages.list_view import RecordsView, SearchLine
from ui.pages.page import PageKit, button, in_row
from ui.pages.selection_bar import MOST, SelectionBar
from ui.pages.views.host import ViewHost
from ui.ports import FoundView, Saved
from ui.style.icons import Icon
from ui.widgets.chips import Chips
from ui.widgets.labels import ElidedLabel, PlainLabel, number


class ListPane(QWidget):
    """Everything of one type, or what text and filters leave of it."""

    chosen = Signal(str, str)  # type, id
    wanted_new = Signal(str)
    wanted_files = Signal()  # files to be taken in, each as a record of this type
    wanted_table = Signal(bool)  # the whole width for a table, or a list beside the record
    saved = Signal(Saved)
    failed = Signal(object)

    def __init__(self, kit: PageKit, spec: RecordSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit, self.spec = kit, spec
        self.bar = ListBar(kit, spec.type)
        self._open: RecordId = ""
        self._reveal = self._stale = False
        self._found = FoundView(b"", 0)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rows = RowsModel(kit.desk.lists, kit.runner, self.bar.first_query(), self, kit.tr(spec.label))
        self._build()
        self._lay_out()
        self.rows.found.connect(self._on_found)
        self.rows.failed.connect(self._on_failed)
        self.rows.read()

    @property
    def table(self) -> bool:
        """Whether the person wants this list over the whole width, as a table or a view."""
        return self.bar.state.table or self.bar.state.view in self.bar.views

    @property
    def query(self) -> Query:
        """What is asked now."""
        return self.rows.query

    # --- what the place calls

    def mark(self, id_: RecordId) -> None:
        """Show a record as the one that is open."""
        self._open = id_
        there = self.view.mark(id_)
        self.outside.setVisible(bool(id_) and not there and self.query.narrowed)

    def reveal(self, id_: RecordId) -> None:
        """A record was made: mark it as soon as the list has it."""
        self._open, self._reveal = id_, True

    def step(self, by: int) -> None:
        """Open the record before or after the one that is open."""
        row = min(max(self.view.currentIndex().row() + by, 0), self.rows.rowCount() - 1)
        if row >= 0:
            index = self.rows.index(row, 0)
            self.view.setCurrentIndex(index)
            self._on_opened(index)

    def refresh(self) -> None:
        """Read again after a write; a list that is not shown does so when it is."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.rows.read()
            self.panel.show_query(self.query)

    def show_table(self, shown: bool) -> None:
        """As a table or a view over the whole width, or as lines."""
        keys = self.bar.show_table(shown)
        self.views.show_view(self.bar.state.view if shown else "")
        self._turn()
        if keys != tuple(column.key for column in self.rows.columns()):
            self.rows.show_columns([self.bar.columns[key] for key in keys])
        if shown:
            self.view.show_table(self.bar.state.widths)
        else:
            self.view.show_line()
        self.view.show_order(self.query)

    def start(self) -> None:
        """Put the focus into what is shown of the list."""
        view = self.views.current
        view.start() if view is not None else self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self.stack.setCurrentIndex(1 if not self.rows.rowCount() else 2 if self.views.key else 0)

    @Slot(Query)
    def ask(self, query: Query) -> None:
        """Another text, filter or order."""
        if query == self.query:
            return
        self.rows.ask(query)
        self.view.show_order(query)
        self.panel.show_query(query)

    def look_for(self, text: str) -> None:
        """Search for a text as if it had been typed here, among everything."""
        self.search.setText(text)
        self.ask(msgspec.structs.replace(self.query, text=text.strip(), conditions=()))
        self.panel.start_over()

    def note(self) -> str:
        """What is asked, so that back and forward find it again; blank for everything."""
        asked = self.query.narrowed or self.query.withdrawn
        return msgspec.json.encode(without_order(self.query)).decode() if asked else ""

    def take_note(self, note: str) -> None:
        """Ask what a note says; one that is none asks for everything."""
        try:
            query = msgspec.json.decode(note, type=Query)
        except (msgspec.ValidationError, msgspec.DecodeError):
            query = Query(self.spec.type)
        if query.type == self.spec.type:
            self._take(query)

    @Slot(Query)
    def _take(self, query: Query) -> None:
        """Another text and filters, in the order that the list has."""
        self.search.setText(query.text)
        self.ask(msgspec.structs.replace(query, sort=self.query.sort, descending=self.query.descending))
        self.panel.start_over()

    def fit(self) -> None:
        """The zoom changed."""
        px = self.kit.look.px
        for each in (self.attach, self.add):
            each.setFixedSize(px(32), px(28))
        for part in (self.view, self.panel, self.views):
            part.fit()

    def toggle_filters(self) -> None:
        """Open the panel with the focus in it, or close it."""
        self.filters.setChecked(not self.filters.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    # --- building, in the order of reading, which is the order of Tab

    def _build(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.title = ElidedLabel(tr(self.spec.plural), "title")
        self.count = PlainLabel(role="hint")
        self.add = button("", "small")
        self.add.setIcon(kit.look.icon(Icon.ADD, size=16))
        self.add.setToolTip(tr(N_("New record of this kind")))
        self.add.setAccessibleName(tr(N_("New record of this kind")))
        self.add.clicked.connect(self._on_add)
        self.attach = button("", "small")
        self.attach.setIcon(kit.look.icon(Icon.EVIDENCE, size=16))
        self.attach.setToolTip(with_keys(tr(N_("Add files")), Act.ATTACH))
        self.attach.setAccessibleName(tr(N_("Add files")))
        self.attach.clicked.connect(self.wanted_files)
        if not kit.writable:
            self.add.hide()
        if not kit.writable or not any(field.kind is Kind.BLOB for field in self.spec.fields.values()):
            self.attach.hide()
        self.search = SearchLine(kit.look)
        self.search.setClearButtonEnabled(False)
        self.search.setPlaceholderText(tr(N_("Find in every spelling")))
        self.search.setAccessibleName(tr(N_("Find in every spelling")))
        self.search.textEdited.connect(self._on_text)
        self.search.down.connect(self._on_down)
        self.filters = button(tr(N_("Filters")), "preset")
        self.filters.setCheckable(True)
        self.filters.toggled.connect(self._on_filters)
        self.chips = Chips(kit.look, tr(N_("Remove the filter: {filter}")))
        self.chips.removed.connect(self._on_chip)
        self.words = PlainLabel(role="hint", wrap=True)
        self.withdrawn = button("", "quiet")
        self.withdrawn.clicked.connect(self._on_withdrawn)
        self.panel = FilterPanel(kit, self.query)
        self.panel.asked.connect(self._on_asked)
        self.panel.failed.connect(self.failed)
        self.panel.hide()
        self.bar.looked.connect(self.wanted_table)
        self.bar.ordered.connect(self._on_order)
        self.bar.columned.connect(self._on_columns)
        self.bar.searched.connect(self._take)
        self.bar.failed.connect(self.failed)
        self.view = RecordsView(kit, self.rows)
        self.view.setAccessibleName(tr(self.spec.plural))
        self.view.opened.connect(self._on_opened)
        self.view.widened.connect(self._on_widened)
        self.view.sorted.connect(self.bar.head_pressed)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self._build_stack()
        self.selection = SelectionBar(kit, self.spec.type)
        self.selection.wanted_ids.connect(self._on_wanted_ids)
        self.selection.dropped.connect(self._on_dropped)
        self.selection.saved.connect(self.saved)
        self.selection.failed.connect(self.failed)

    def _build_stack(self) -> None:
        self.nothing = EmptyList(self.kit)
        self.nothing.wanted.connect(self._on_first_step)
        self.empty, self.first = self.nothing.words, self.nothing.first
        self.stack = QStackedWidget()
        self.views = ViewHost(self.kit, self.spec.type)
        self.views.opened.connect(self.chosen)
        self.views.asked.connect(self.ask)
        self.views.failed.connect(self.failed)
        for each in (self.view, self.nothing, self.views):
            self.stack.addWidget(each)

    def _lay_out(self) -> None:
        head = in_row((16, 12, 12, 4), 8, self.title, self.count, self.attach, self.add)
        find = in_row((12, 4, 12, 4), 12, self.search, self.filters)
        self.outside = PlainLabel(self.kit.tr(N_("The record that is open is not among these.")), "hint", wrap=True)
        self.outside.hide()
        said = QVBoxLayout()
        said.setContentsMargins(16, 0, 12, 0)
        said.setSpacing(4)
        for each in (self.words, self.outside):
            said.addWidget(each)
        said.addWidget(self.withdrawn, 0, Qt.AlignmentFlag.AlignLeft)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addLayout(find)
        box.addLayout(in_row((8, 0, 8, 0), 0, self.chips))
        box.addLayout(said)
        box.addWidget(self.panel)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        box.addWidget(self.selection)

    # --- answers

    @Slot(FoundView)
    def _on_found(self, found: FoundView) -> None:
        self._found = found
        query, tr, count = self.query, self.kit.tr, self.rows.rowCount()
        total = number(found.total)
        self.count.setText(tr(N_("{n} of {total}")).format(n=number(count), total=total) if query.narrowed else total)
        self.count.setVisible(bool(found.total))
        asked = len(query.conditions)
        self.filters.setText(tr(N_("Filters {n}")).format(n=asked) if asked else tr(N_("Filters")))
        self.chips.show_filters([*found.labels, *([tr(N_("with the withdrawn ones"))] if query.withdrawn else [])])
        self.words.setText(found.words)
        self.words.setVisible(query.narrowed and not self.filters.isChecked())  # the panel needs the room
        hidden = self.kit.language.plural("{n} withdrawn record is hidden. Show it",
                                          "{n} withdrawn records are hidden. Show them", found.withdrawn)
        self.withdrawn.setText(hidden.format(n=found.withdrawn))
        self.withdrawn.setVisible(bool(found.withdrawn))
        self.bar.show_query(query)
        self.nothing.show_query(query)
        self.views.show_query(query, found.words)
        self._turn()
        if self._reveal and self._open:
            self._reveal = False
            self.mark(self._open)
        elif self._open:
            self.outside.setVisible(self.rows.row_of(self._open) < 0 and query.narrowed)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        if isinstance(error, BaseException):
            self.failed.emit(notice(error, self.kit.language))

    # --- questions

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.ask(msgspec.structs.replace(self.query, text=text.strip()))

    @Slot(Condition)
    def _on_asked(self, condition: Condition) -> None:
        self.ask(self.query.with_condition(condition))

    @Slot(int)
    def _on_chip(self, at: int) -> None:
        conditions = self.query.conditions
        if at < len(conditions):
            gone = conditions[at]
            self.ask(self.query.with_condition(Condition(gone.field, gone.via)))
            self.panel.start_over()
        else:
            self.ask(msgspec.structs.replace(self.query, withdrawn=False))
        if not self.chips.chips:
            self.filters.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_withdrawn(self) -> None:
        self.ask(msgspec.structs.replace(self.query, withdrawn=True))
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_unfilter(self) -> None:
        self.ask(msgspec.structs.replace(self.query, conditions=()))
        self.panel.start_over()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_clear(self) -> None:
        self.search.clear()
        self._on_text("")
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(FirstStep)
    def _on_first_step(self, step: FirstStep) -> None:
        {FirstStep.UNFILTER: self._on_unfilter, FirstStep.CLEAR: self._on_clear, FirstStep.ADD: self._on_add}[step]()

    @Slot(bool)
    def _on_filters(self, shown: bool) -> None:
        self.panel.setVisible(shown)
        self.words.setVisible(self.query.narrowed and not shown)
        if shown:
            self.panel.start()
        else:
            self.filters.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- order and columns

    @Slot(str, bool)
    def _on_order(self, key: str, descending: bool) -> None:
        self.ask(msgspec.structs.replace(self.query, sort=key, descending=descending))

    @Slot()
    def _on_columns(self) -> None:
        self.show_table(True)

    @Slot()
    def _on_widened(self) -> None:
        self.bar.keep_widths(self.view.widths())

    # --- rows

    @Slot()
    def _on_add(self) -> None:
        self.wanted_new.emit(self.spec.type)

    @Slot()
    def _on_down(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid() and self.rows.rowCount():
            self.view.setCurrentIndex(self.rows.index(0, 0))

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        id_ = self.rows.id_at(index.row())
        if id_:
            self._open = id_
            self.outside.hide()
            self.chosen.emit(self.spec.type, id_)

    @Slot()
    def _on_selection(self) -> None:
        self.selection.show_count(self.view.chosen_count())

    @Slot(str)
    def _on_wanted_ids(self, what: str) -> None:
        self.selection.act(what, self.view.chosen_ids(MOST))

    @Slot()
    def _on_dropped(self) -> None:
        current = self.view.currentIndex()
        self.view.selectionModel().clearSelection()
        if current.isValid():
            self.view.setCurrentIndex(current)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
