"""What stands where a list has nothing: what belongs here, and the first step that helps."""

import enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.listing import Query
from caseapp.domain.text import N_
from ui.pages.page import PageKit, button
from ui.widgets.labels import PlainLabel


class FirstStep(enum.Enum):
    """What helps."""

    UNFILTER = "unfilter"
    CLEAR = "clear"
    ADD = "add"


class EmptyList(QWidget):
    """Words and a button."""

    wanted = Signal(FirstStep)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self._step = FirstStep.ADD
        self.words = PlainLabel(role="secondary", wrap=True)
        self.first = button("")
        self.first.clicked.connect(self._on_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_query(self, query: Query) -> None:
        """Say it for what is asked."""
        tr = self._kit.tr
        if query.conditions:
            words, step = N_("No record passes all of these filters."), N_("Remove the filters")
            self._step = FirstStep.UNFILTER
        elif query.text.strip():
            words = N_("Nothing found. Every spelling was tried: Kazakh, Russian and Latin.")
            step, self._step = N_("Clear the search"), FirstStep.CLEAR
        else:
            words = N_("Nothing is recorded here yet. Ctrl+N records what happened; or make one by hand.")
            if not self._kit.writable:
                words = N_("Nothing is recorded here yet.")
            step, self._step = N_("New record of this kind"), FirstStep.ADD
        self.words.setText(tr(words))
        self.first.setText(tr(step))
        self.first.setVisible(self._step is not FirstStep.ADD or self._kit.writable)

    @Slot()
    def _on_pressed(self) -> None:
        self.wanted.emit(self._step)
