"""The sheet of keys, printed from the registry of actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import ACTIONS, Act, keys_of
from ui.pages.page import Page, PageKit, scrolled
from ui.widgets.labels import PlainLabel


class HelpPage(Page):
    """Every action, its keys, what it does."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(PlainLabel(kit.tr(N_("Keys")), "page-title"))
        hint = PlainLabel(kit.tr(N_("Keys are found by their place, so they work in every layout.")), "secondary")
        column.addWidget(hint)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, spec in enumerate(ACTIONS):
            grid.addWidget(PlainLabel(keys_of(spec.act), "section"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(kit.tr(spec.words)), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(kit.tr(spec.help), "secondary"), row, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))

    def perform(self, act: Act) -> bool:
        if act is Act.LEAVE:
            self.opened.emit("", "")
            return True
        return False
