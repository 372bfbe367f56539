"""After the disk of the vault was away: looks from time to time whether it is back, so that nobody has to try."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit
from ui.ports import Lane

AWAY: Final = "vault-disk"  # the code of what is said then
EVERY_MS: Final = 2_000


class Returning(QObject):
    """``back`` once, after ``watch``, when the disk can be read again."""

    back = Signal()

    def __init__(self, kit: PageKit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)

    def watch(self) -> None:
        """It is away."""
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _look(self) -> None:
        self._kit.runner.run(self, Lane.COMPUTE, self._kit.desk.reachable, self._on_looked, latest="reachable")

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and outcome.value is True and self._timer.isActive():
            self._timer.stop()
            self.back.emit()
