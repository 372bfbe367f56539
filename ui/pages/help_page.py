"""The sheet of keys, printed from the registry of actions under its headings."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import ACTIONS, Act, Group, keys_of
from ui.pages.page import Page, PageKit, scrolled
from ui.widgets.labels import PlainLabel


class HelpPage(Page):
    """Every action that has keys, its keys, what it does."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        column.addWidget(PlainLabel(kit.tr(N_("Keys")), "page-title"))
        words = N_("Keys are found by their place, so they work in every layout. Ctrl+K finds every command by name.")
        column.addWidget(PlainLabel(kit.tr(words), "secondary", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for group in Group:
            self._group(grid, group)
        column.addLayout(grid)
        column.addStretch(1)
        self._area = scrolled(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll the sheet
        self._area.setAccessibleName(kit.tr(N_("Keys")))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def perform(self, act: Act) -> bool:
        if act is Act.LEAVE:
            self.opened.emit("", "")
            return True
        return False

    def start(self) -> None:
        """Let the arrows scroll."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _group(self, grid: QGridLayout, group: Group) -> None:
        specs = [spec for spec in ACTIONS if spec.group is group and spec.keys]
        head = PlainLabel(self.kit.tr(group.value), "title")
        head.setContentsMargins(0, 12, 0, 0)
        grid.addWidget(head, grid.rowCount(), 0, 1, 3)
        for spec in specs:
            row = grid.rowCount()
            grid.addWidget(PlainLabel(keys_of(spec.act), "section"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(self.kit.tr(spec.words)), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(self.kit.tr(spec.help), "secondary", wrap=True), row, 2)
