"""Search catches up with what was taken in, a piece at a time, so that saves fall in between."""

from PySide6.QtCore import QObject, Signal, Slot

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import Progress
from ui.pages.page import PageKit
from ui.ports import Lane


class CatchingUp(QObject):
    """Stop leaves the rest for when the vault is locked."""

    working = Signal(object)
    failed = Signal(object)  # an error

    def __init__(self, kit: PageKit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._progress: Progress | None = None

    def start(self) -> None:
        """Begin; while it is under way already, nothing."""
        if self._progress is None:
            self._progress = Progress(self._kit.tr(N_("Search catches up")))
            self.working.emit(self._progress)
            self._piece()

    def stop(self) -> None:
        """The page goes."""
        if self._progress is not None:
            self._progress.stop()

    def _piece(self) -> None:
        self._kit.runner.run(self, Lane.WRITER, self._kit.desk.exchange.catch_up, self._on_piece)

    @Slot(object)
    def _on_piece(self, outcome: Outcome) -> None:
        if self._progress is None:
            return
        if isinstance(outcome, Done) and outcome.value and not self._progress.stopped:
            self._piece()
            return
        self._progress.end()
        self._progress = None
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
