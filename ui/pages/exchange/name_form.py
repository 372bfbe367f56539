"""What colleagues call the person here: asked once, when the first card or file leaves."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.errors import CaseappError
from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.exchange.calls import Rename
from ui.pages.exchange.parts import row_of
from ui.pages.page import PageKit, button, limited, padded
from ui.ports import Lane
from ui.style.tokens import MEASURES
from ui.widgets.fields import MarkedLine
from ui.widgets.labels import PlainLabel


class NameForm(QWidget):
    """One line and a button; what is wrong with a name stands under it."""

    named = Signal()

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        tr = kit.tr
        self.line = MarkedLine(kit.look)
        self.line.setAccessibleName(tr(N_("What shall your colleagues call you?")))
        self.line.returnPressed.connect(self._on_name)
        self.problem = PlainLabel("", "problem", wrap=True)
        self.problem.hide()
        self.name_button = button(tr(N_("Put it on my card")))
        self.name_button.clicked.connect(self._on_name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(PlainLabel(tr(N_("What shall your colleagues call you?")), "label"))
        box.addLayout(limited(padded(self.line), MEASURES.list_width))
        box.addWidget(self.problem)
        box.addLayout(limited(PlainLabel(tr(N_(
            "It stands on your card and beside what you recorded. A working name is enough; it need not be the one in "
            "your papers.")), "hint", wrap=True), MEASURES.text_width))
        box.addLayout(row_of(self.name_button))

    @Slot()
    def _on_name(self) -> None:
        self.problem.hide()
        self.kit.runner.run(self, Lane.WRITER, Rename(self.kit.desk.contacts, self.line.text()), self._on_named)

    @Slot(object)
    def _on_named(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            error = outcome.error
            known = error if isinstance(error, CaseappError) else CaseappError()
            self.problem.setText(known.explain(self.kit.language))
            self.problem.show()
        elif isinstance(outcome, Done):
            self.named.emit()
