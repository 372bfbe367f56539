"""A place whose tabs are pages of its own rather than lists of records; each is made when it is first shown."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from ui.actions import Act
from ui.address import Address
from ui.pages.page import Page, PageKit
from ui.widgets.flow import Flow


class TabLike(Protocol):
    """What a tab declares."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def make(self) -> Callable[[PageKit], Page]: ...


class TabsPage(Page):
    """Tabs above, the page of the chosen one below. One tab alone shows no bar."""

    shown = Signal(str)  # key of the tab

    def __init__(self, kit: PageKit, tabs: Sequence[TabLike], parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._tabs = {tab.key: tab for tab in tabs}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self.buttons: dict[str, QPushButton] = {}
        self.stack = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if len(tabs) > 1:
            whole.addWidget(self._bar())
        whole.addWidget(self.stack, 1)
        self.show_tab(tabs[0].key)

    def page(self, key: str = "") -> Page:
        """The page of a tab, by default the one that is shown."""
        key = key or self._current
        if key not in self._pages:
            made = self._pages[key] = self._tabs[key].make(self.kit)
            pass_on(made, self)
            self.stack.addWidget(made)
        return self._pages[key]

    def pages(self) -> Mapping[str, Page]:
        """The pages made so far."""
        return dict(self._pages)

    def show_tab(self, key: str) -> bool:
        """Show a tab; False when the page before it cannot be left."""
        if key == self._current or key not in self._tabs:
            return True
        if self._current and not self.page().leave():
            self.buttons[self._current].setChecked(True)
            return False
        page = self.page(key)
        self._current = key
        if key in self.buttons:
            self.buttons[key].setChecked(True)
            self._rove()
        self.stack.setCurrentWidget(page)
        self.shown.emit(key)
        return True

    def address(self) -> Address:
        inner = self.page().address()
        return Address(tab=self._current, type=inner.type, id=inner.id, note=inner.note)

    def show_address(self, address: Address) -> None:
        if self.show_tab(address.tab or self._current):
            self.page().show_address(address)

    def perform(self, act: Act) -> bool:
        return self.page().perform(act)

    def can(self, act: Act) -> bool:
        return self.page().can(act)

    def leave(self, at_once: bool = False) -> bool:
        pages = self._pages.values() if at_once else [self.page()]
        left = [page.leave(at_once) for page in pages]  # every one, even where an earlier one stays
        return all(left)

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        for page in self._pages.values():
            page.refresh(changes)

    def start(self) -> None:
        self.page().start()

    def fit(self) -> None:
        for page in self._pages.values():
            page.fit()

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = Flow(bar, 4)
        row.setContentsMargins(12, 8, 12, 4)
        group = QButtonGroup(self)
        for tab in self._tabs.values():
            entry = TabButton(self.kit.tr(tab.label))
            entry.walked.connect(self._on_walked)
            group.addButton(entry)
            row.addWidget(entry)
            self.buttons[tab.key] = entry
        group.buttonClicked.connect(self._on_tab)
        return bar

    def _rove(self) -> None:
        """Tab stops at the tab that is shown, by whatever way it came to be shown."""
        for key, entry in self.buttons.items():
            shown = key == self._current
            entry.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.ClickFocus)

    @Slot(int)
    def _on_walked(self, by: int) -> None:
        keys = list(self.buttons)
        key = keys[(keys.index(self._current) + by) % len(keys)]
        if self.show_tab(key):
            self.buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QPushButton)
    def _on_tab(self, pressed: QPushButton) -> None:
        key = next((key for key, entry in self.buttons.items() if entry is pressed), "")
        if key and self.show_tab(key):
            self.page().start()


def pass_on(inner: Page, outer: Page) -> None:
    """What happens in a page that stands in another one, the window hears of the other."""
    for theirs, mine in ((inner.saved, outer.saved), (inner.failed, outer.failed), (inner.opened, outer.opened),
                         (inner.said, outer.said), (inner.went, outer.went), (inner.working, outer.working),
                         (inner.waits, outer.waits), (inner.relook, outer.relook), (inner.moved, outer.moved)):
        theirs.connect(mine)


class TabButton(QPushButton):
    """Arrows walk along the tabs and stay there; Enter, Space or a click goes into the page."""

    walked = Signal(int)

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAutoDefault(True)
        self.setCheckable(True)
        self.setProperty("role", "tab")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.walked.emit(by)
