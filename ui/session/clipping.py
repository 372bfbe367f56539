"""What was copied here does not stay in the clipboard: gone after a minute, with the cover and with the lock."""

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

KEPT_MS: Final = 60_000


class Clipping(QObject):
    """Watches the clipboard. What another program puts there is not touched: it changes while we are not in front."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(KEPT_MS)
        self.timer.timeout.connect(self.forget)
        QGuiApplication.clipboard().dataChanged.connect(self._on_changed)

    @Slot()
    def forget(self) -> None:
        """Empty it, if what is in it came from here."""
        self.timer.stop()
        if self._ours:
            self._ours = False
            QGuiApplication.clipboard().clear()

    @Slot()
    def _on_changed(self) -> None:
        clipboard = QGuiApplication.clipboard()
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        self._ours = bool(clipboard.text()) and (clipboard.ownsClipboard() or active)
        if self._ours:
            self.timer.start()
