"""How an answer counts: it must hold, must not, or is one of several of which one suffices."""

import enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from caseapp.domain.listing import Condition
from caseapp.domain.text import N_
from ui.pages.page import PageKit, button

ALTERNATIVES = 1  # the group that this panel makes; a search kept by hand may have more


class Mode(enum.Enum):
    """As which filter an answer is given."""

    MUST = "must"
    NOT = "not"
    OR = "or"


_WORDS = {
    Mode.MUST: (N_("Must"), N_("Only records of which this holds")),
    Mode.NOT: (N_("Must not"), N_("Only records of which this does not hold")),
    Mode.OR: (N_("Or"), N_("Of all filters marked “Or” one suffices")),
}


def mode_of(condition: Condition) -> Mode:
    """As which filter it stands."""
    return Mode.OR if condition.group else Mode.NOT if condition.negated else Mode.MUST


class ModeRow(QWidget):
    """Three buttons of which one is pressed; arrows walk them."""

    chosen = Signal(object)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self.buttons: dict[Mode, QPushButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # never cut where the window is low
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(4)
        for mode, (words, help_) in _WORDS.items():
            made = button(kit.tr(words), "preset")
            made.setCheckable(True)
            made.setToolTip(kit.tr(help_))
            made.setAccessibleDescription(kit.tr(help_))
            group.addButton(made)
            row.addWidget(made)
            self.buttons[mode] = made
        row.addStretch(1)
        self.buttons[Mode.MUST].setChecked(True)
        group.buttonClicked.connect(self._on_pressed)

    @property
    def mode(self) -> Mode:
        """The one that is pressed."""
        return next(mode for mode, made in self.buttons.items() if made.isChecked())

    def show_mode(self, mode: Mode) -> None:
        """Press it, without telling."""
        self.buttons[mode].setChecked(True)

    @Slot(QPushButton)
    def _on_pressed(self, _pressed: QPushButton) -> None:
        self.chosen.emit(self.mode)
