"""What was just taken in: reported, set aside again, or looked at in the review."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.exchange.calls import PutAside
from ui.pages.exchange.import_report import FileSaid
from ui.pages.exchange.parts import empty
from ui.pages.exchange.reporting import Reporting
from ui.pages.exchange.taken_card import TakenCard
from ui.pages.page import PageKit
from ui.ports import Counted, Lane, SetAside, TakenIn
from ui.widgets.labels import StatusLabel


class TakenColumn(QWidget):
    """Empty until something was taken in."""

    moved = Signal(object)  # Saved
    failed = Signal(object)
    review = Signal()

    def __init__(self, kit: PageKit, reporting: Reporting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.taken: TakenIn | None = None
        self._reporting = reporting
        self._told: tuple[Counted, tuple[FileSaid, ...]] | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.hide()

    def clear(self) -> None:
        """Other files are looked at now."""
        empty(self._box)
        self.hide()

    def show_taken(self, taken: TakenIn, counted: Counted, files: Sequence[FileSaid]) -> None:
        """Exactly what had been counted of these files."""
        self.taken, self._told = taken, (counted, tuple(files))
        self.clear()
        self.card = TakenCard(self.kit, taken)
        self.card.undo.connect(self._on_undo)
        self.card.review.connect(self.review)
        self.card.report.connect(self._on_report)
        self._box.addWidget(self.card)
        self.show()
        self.card.start()

    @Slot()
    def _on_report(self) -> None:
        if self.taken is not None and self._told is not None:
            self._reporting.show_taken(self.taken, *self._told)

    @Slot()
    def _on_undo(self) -> None:
        if self.taken is not None:
            self.card.setEnabled(False)
            work = PutAside(self.kit.desk.exchange, self.taken.packages, True)
            self.kit.runner.run(self, Lane.WRITER, work, self._on_put_aside)

    @Slot(object)
    def _on_put_aside(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Done) or not isinstance(outcome.value, tuple):
            self.card.setEnabled(True)
            if isinstance(outcome, Failed):
                self.failed.emit(outcome.error)
            return
        self.clear()
        self.taken = None
        self._reporting.drop()
        words = self.kit.tr(N_("Set aside. Withdrawn consents stay in force. History can take it in again."))
        self._box.addWidget(StatusLabel(self.kit.look, "settled", words, wrap=True))
        self.show()
        for done in outcome.value:
            if isinstance(done, SetAside):
                self.moved.emit(done.saved)
