"""Verification in the head of a record: where it stands, and the next step with its reason."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.rules.verification import APPROVED
from caseapp.domain.text import N_
from ui.pages.page import PageKit, button
from ui.ports import ReviewView
from ui.widgets.choices import ChoiceBox
from ui.widgets.fields import MarkedLine
from ui.widgets.labels import PlainLabel, StatusLabel


class ReviewChip(QWidget):
    """The state; pressing it asks for the next step."""

    def __init__(self, kit: PageKit, review: ReviewView, pressed: Callable[[], None]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        words = kit.tr(N_("Verification: {state}")).format(state=review.words)
        self.press = button(words.replace("&", "&&"), "chip")
        said = "\n".join(part for part in (review.detail, *review.marks) if part)
        self.press.setToolTip(said.replace("<", ""))
        self.press.setAccessibleDescription(said)
        self.press.setEnabled(kit.writable)
        self.press.clicked.connect(pressed)
        row.addWidget(self.press)


class StepForm(QWidget):
    """Which step, and why."""

    def __init__(self, kit: PageKit, review: ReviewView) -> None:
        super().__init__()
        tr = kit.tr
        self.question = tr(N_("Where does this record stand now? The step is signed with your name."))
        self.choice = ChoiceBox(kit.look, review.steps)
        self.choice.setAccessibleName(tr(N_("Next step")))
        self.reason = MarkedLine(kit.look)
        self.reason.setAccessibleName(tr(N_("Reason of the step")))
        self.reason.setPlaceholderText(tr(N_("Reason of the step")))
        self._denied = review.denied
        self._no = StatusLabel(kit.look, "attention", review.denied, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if review.detail:
            words = tr(N_("Last step: {detail}")).format(detail=review.detail)
            column.addWidget(PlainLabel(words, "secondary", wrap=True))
        column.addWidget(self.choice)
        column.addWidget(self.reason)
        column.addWidget(self._no)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen(0)

    def ready(self) -> bool:
        """Whether the step that is chosen may be taken by this person."""
        return not (self._denied and self.choice.chosen() == APPROVED)

    @Slot(int)
    def _on_chosen(self, _at: int) -> None:
        self._no.setVisible(not self.ready())
