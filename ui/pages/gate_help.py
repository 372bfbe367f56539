"""Help for whoever stands before a closed vault: a forgotten passphrase, a broken disk, the first start."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caseapp.domain.guide import about
from caseapp.domain.text import N_
from ui.actions import Act
from ui.pages.gate_page import GateKit, GatePage
from ui.pages.guide_text import GuideColumn
from ui.pages.page import button, padded

TOPICS: Final = ("gate/locked-out", "gate")  # by which the guide knows this page, the most urgent first


class GateHelp(GatePage):
    """``left``: back to the page before."""

    left = Signal()

    def __init__(self, kit: GateKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, kit.tr(N_("Help")), parent)
        guide = kit.vaults.guide(kit.language.code)
        column = GuideColumn(self.box, kit.look)
        if guide.code != kit.language.code:
            words = N_("The guide is not translated into this language yet; here it stands in Russian.")
            column.say(kit.tr(words), "secondary")
        for section in about(guide.chapters, TOPICS):
            column.section(section)
        self.back = button(kit.tr(N_("Back")), "primary")
        self.back.clicked.connect(self.left)
        self.box.addSpacing(8)
        self.box.addWidget(padded(self.back), 0, Qt.AlignmentFlag.AlignLeft)

    def start(self) -> None:
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def perform(self, act: Act) -> bool:
        if act in (Act.LEAVE, Act.BACK, Act.HELP):
            self.left.emit()
            return True
        return False
