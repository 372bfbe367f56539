"""One place of the rail: its record types as tabs, the list on the left, the record on the right."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId, RecordSpec
from ui.actions import Act
from ui.address import Address
from ui.pages.list_pane import ListPane
from ui.pages.page import Page, PageKit, button
from ui.pages.record_page import RecordPage
from ui.pages.tabs_page import TabLike, pass_on
from ui.ports import RecordView, Saved
from ui.style.tokens import MEASURES

_UNLIMITED = 16_777_215  # Qt's own


class PlacePage(Page):
    """List and record side by side."""

    dossier = Signal(RecordView)
    wanted_files = Signal()
    widened = Signal(int)  # the person gave the list this width

    def __init__(self, kit: PageKit, specs: Sequence[RecordSpec], tabs: Sequence[TabLike] = (),
                 parent: QWidget | None = None) -> None:
        """``tabs``: pages beside the lists."""
        super().__init__(kit, parent)
        self._specs = list(specs)
        self._beside = {tab.key: tab for tab in tabs}
        self.pages: dict[str, Page] = {}  # of them, those that were shown
        self.panes: dict[str, ListPane] = {}
        self.tabs: dict[str, QPushButton] = {}
        self.record = RecordPage(kit)
        self._current = specs[0].type
        self._wide = False
        self._build()
        self.record.saved.connect(self._on_record_saved)  # before the window hears of it and has lists read again
        for signal, mine in ((self.record.saved, self.saved), (self.record.failed, self.failed),
                             (self.record.opened, self.opened), (self.record.said, self.said),
                             (self.record.dossier, self.dossier), (self.record.went, self.went)):
            signal.connect(mine)
        self.show_type(self._current)

    def types(self) -> tuple[str, ...]:
        """The record types that live here."""
        return tuple(spec.type for spec in self._specs)

    def show_page(self, key: str) -> None:
        """Show a page beside the lists."""
        if key not in self.pages:
            page = self.pages[key] = self._beside[key].make(self.kit)
            pass_on(page, self)
            self._all.addWidget(page)
        self.tabs[key].setChecked(True)
        self._all.setCurrentWidget(self.pages[key])

    def page(self) -> Page | None:
        """The page beside the lists that is shown."""
        return next((page for page in self.pages.values() if page is self._all.currentWidget()), None)

    def show_type(self, type_: str) -> None:
        """Show the list of a type."""
        if type_ not in self.panes:
            self._add_pane(next(spec for spec in self._specs if spec.type == type_))
        self._current = type_
        if type_ in self.tabs:
            self.tabs[type_].setChecked(True)
        self.stack.setCurrentWidget(self.panes[type_])
        self._all.setCurrentWidget(self._split)
        self._show_wide(self.panes[type_].table and (self._wide or self.record.view is None))

    def open_record(self, type_: str, id_: RecordId, field: str = "") -> None:
        """Show a record, its ``field`` as a form; one of a type without a list here leaves the list as it is."""
        if type_ in self.types():
            self.show_type(type_)
            self.panes[type_].mark(id_)
        elif self.page() is not None:
            self.show_type(self._current)
        self.record.show_record(type_, id_, field)
        self._show_wide(False)

    def address(self) -> Address:
        page = self.page()
        if page is not None:
            return Address(tab=next(key for key, one in self.pages.items() if one is page))
        shown = Address() if self._wide else self.record.address()
        return Address(tab=self._current, type=shown.type, id=shown.id, note=self.panes[self._current].note())

    def show_address(self, address: Address) -> None:
        if address.tab in self._beside:
            self._leave_for(address.tab)
            return
        type_ = address.tab if address.tab in self.types() else address.type
        if type_ in self.types() and (address.find or address.note or not (address.id or address.begins)):
            self.show_type(type_)
            if address.find:
                self.panes[type_].look_for(address.find)
                return
            self.panes[type_].take_note(address.note)
        if address.id:
            self.record.arrive()
            self.open_record(address.type, address.id, address.field)
        elif address.begins:
            self.record.show_new(address.type, dict(address.preset), address.field)
            self._show_wide(False)

    def widen(self, width: int) -> None:
        """Give the list this width, as it was left; at the zoom in force."""
        self._split.setSizes([self.kit.look.px(width), 2_000])

    def fit(self) -> None:
        look = self.kit.look
        self.left.setMinimumWidth(look.px(MEASURES.list_min))
        self.left.setMaximumWidth(_UNLIMITED if self._wide else look.px(MEASURES.list_max))
        for pane in self.panes.values():
            pane.fit()
        for page in self.pages.values():
            page.fit()
        self._fold()

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        """Read again: a line of a list also tells of the records around its own."""
        for pane in self.panes.values():
            pane.refresh()
        for page in self.pages.values():
            page.refresh(changes)
        self.record.refresh(changes)

    def perform(self, act: Act) -> bool:
        page = self.page()
        if page is not None:
            return page.perform(act)
        pane = self.panes[self._current]
        if act in (Act.PREVIOUS, Act.NEXT):
            pane.step(-1 if act is Act.PREVIOUS else 1)
        elif act is Act.FILTER:
            self.left.show()
            pane.toggle_filters()
        elif act is Act.PANE and not self._wide:
            inside = pane.isAncestorOf(self.focusWidget() or self)
            (self.record.area if inside else pane.view).setFocus(Qt.FocusReason.ShortcutFocusReason)
            if inside:
                self.record.focus_record()
        elif self._wide:
            return False
        elif not self.record.perform(act):
            if act is not Act.LEAVE or not pane.table:
                return False
            self._show_wide(True)
            pane.start()
        return True

    def can(self, act: Act) -> bool:
        page = self.page()
        if page is not None:
            return page.can(act)
        return act in (Act.PREVIOUS, Act.NEXT, Act.PANE, Act.FILTER) or (not self._wide and self.record.can(act))

    def leave(self, at_once: bool = False) -> bool:
        pages = [page.leave(at_once) for page in self.pages.values()]  # every one, even where an earlier one stays
        return self.record.leave(at_once) and all(pages)

    def start(self) -> None:
        """Put the focus into the list, or where the page beside it begins."""
        page = self.page()
        if page is not None:
            page.start()
            return
        self.panes[self._current].start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the list away where there is no room for both."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = self.window().width() >= self.kit.look.px(MEASURES.fold)
        self.left.setVisible(room or self._wide or self.record.view is None)

    def _show_wide(self, wide: bool) -> None:
        """A table over the whole width, the record out of sight; or a list beside it."""
        if wide and not self.record.leave():
            wide = False
        self._wide = wide
        self.record.setVisible(not wide)
        self.panes[self._current].show_table(wide)
        self.fit()

    def _build(self) -> None:
        self.left = QWidget()
        self.left.setProperty("role", "pane")
        self.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.left)
        split.addWidget(self.record)
        split.setStretchFactor(1, 1)
        split.splitterMoved.connect(self._on_moved)
        self.widen(MEASURES.list_width)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._all = QStackedWidget()
        self._all.addWidget(split)
        if len(self._specs) + len(self._beside) > 1:
            # Above list and record: four Russian or Kazakh tabs do not fit over the list alone.
            whole.addWidget(self._tab_bar())
        whole.addWidget(self._all, 1)
        self.fit()

    def _tab_bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 4)
        row.setSpacing(4)
        group = QButtonGroup(self)
        labels = {spec.type: spec.plural for spec in self._specs} | {
            key: tab.label for key, tab in self._beside.items()}
        for key, label in labels.items():
            tab = button(self.kit.tr(label), "tab")
            tab.setCheckable(True)
            group.addButton(tab)
            row.addWidget(tab)
            self.tabs[key] = tab
        row.addStretch(1)
        group.buttonClicked.connect(self._on_tab)
        return bar

    def _add_pane(self, spec: RecordSpec) -> None:
        pane = ListPane(self.kit, spec)
        pane.chosen.connect(self._on_chosen)
        pane.wanted_new.connect(self._on_wanted_new)
        pane.wanted_files.connect(self.wanted_files)
        pane.wanted_table.connect(self._on_wanted_table)
        pane.selection.wanted_new.connect(self._on_wanted_each)
        pane.saved.connect(self.saved)
        pane.failed.connect(self.failed)
        self.panes[spec.type] = pane
        self.stack.addWidget(pane)

    @Slot(QPushButton)
    def _on_tab(self, pressed: QPushButton) -> None:
        type_ = next((type_ for type_, tab in self.tabs.items() if tab is pressed), "")
        if type_ in self._beside:
            if self._leave_for(type_):
                self.start()
            return
        view = self.record.view
        begun = view is not None and not view.id and view.type != type_  # an empty form beside another list misleads
        if type_ and (not begun or self.record.put_away()):
            self.show_type(type_)
        else:
            self.show_type(self._current)

    def _leave_for(self, key: str) -> bool:
        """To a page beside the lists; False when the record that is shown cannot be left."""
        if self.record.leave():
            self.show_page(key)
            return True
        self.show_type(self._current)
        return False

    @Slot(str, str)
    def _on_chosen(self, type_: str, id_: RecordId) -> None:
        self.record.show_record(type_, id_)
        self._show_wide(False)
        self.left.setVisible(self.window().width() >= self.kit.look.px(MEASURES.fold))

    @Slot(int, int)
    def _on_moved(self, position: int, _index: int) -> None:
        self.widened.emit(round(position / self.kit.look.zoom))

    @Slot(str)
    def _on_wanted_new(self, type_: str) -> None:
        self._show_wide(False)
        self.record.show_new(type_)

    @Slot(str, object)
    def _on_wanted_each(self, type_: str, preset: Mapping[str, object]) -> None:
        self._show_wide(False)
        self.record.show_new(type_, preset)

    @Slot(bool)
    def _on_wanted_table(self, wanted: bool) -> None:
        self._show_wide(wanted)
        self.panes[self._current].start()

    @Slot(Saved)
    def _on_record_saved(self, saved: Saved) -> None:
        """A record that was just made stands in its place in the list, marked."""
        view = self.record.view
        if view is not None and not view.id and saved.ids and view.type in self.panes:
            self.panes[view.type].reveal(saved.ids[0])
