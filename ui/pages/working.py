"""Long work in words, and a line that shows it with Stop where there is no footer."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.domain.text import N_, Language
from ui.bridge.progress import Progress
from ui.pages.page import button, padded
from ui.widgets.labels import PlainLabel

WATCH_MS = 100


def told(language: Language, progress: Progress) -> str:
    """What is done, how much of it, and how long it may still take."""
    tr = language.text
    done, total = progress.counts
    if not total:
        return progress.words
    left = progress.seconds_left()
    share = tr(N_("{what} · {percent} %")).format(what=progress.words, percent=done * 100 // total)
    if left is None or left < 1:
        return share
    if left < 90:
        return tr(N_("{share} · {seconds} s left")).format(share=share, seconds=round(left))
    return tr(N_("{share} · {minutes} min left")).format(share=share, minutes=round(left / 60))


class WorkLine(QWidget):
    """Hidden while nothing is watched. Stop asks the work to stop; its outcome says what became of it."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._progress: Progress | None = None
        self.words = PlainLabel(role="secondary", wrap=True)
        self.stop_button = button(language.text(N_("Stop")))
        self.stop_button.clicked.connect(self.stop)
        self._clock = QTimer(self)
        self._clock.setInterval(WATCH_MS)
        self._clock.timeout.connect(self._on_tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(padded(self.stop_button))
        self.hide()

    def watch(self, progress: Progress) -> None:
        """Show this work until it has ended."""
        self._progress = progress
        self.stop_button.setEnabled(True)
        self._on_tick()
        self.show()
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._clock.start()

    @Slot()
    def stop(self) -> None:
        """Ask it to stop, once."""
        if self._progress is not None:
            self._progress.stop()
            self.stop_button.setEnabled(False)

    @Slot()
    def _on_tick(self) -> None:
        if self._progress is None or self._progress.ended:
            self._progress = None
            self._clock.stop()
            self.hide()
            return
        self.words.setText(told(self._language, self._progress))
