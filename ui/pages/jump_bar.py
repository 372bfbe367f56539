"""The parts of a record as a row of buttons: one stop of Tab, the arrows walk it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.page import PageKit
from ui.widgets.flow import Flow, clear


class JumpButton(QPushButton):
    """One part."""

    walked = Signal(int)
    jumped = Signal(str)

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.key = key
        self.setProperty("role", "tab")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.clicked.connect(self._on_press)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.walked.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_press(self) -> None:
        self.jumped.emit(self.key)


class JumpBar(QWidget):
    """``jumped`` carries the key of a part."""

    jumped = Signal(str)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self.setAccessibleName(kit.tr(N_("Parts of this record")))
        self.buttons: dict[str, JumpButton] = {}
        self._flow = Flow(spacing=2)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 4, 16, 4)
        box.addLayout(self._flow)

    def show_parts(self, parts: Sequence[tuple[str, str]], chosen: str) -> None:
        """Key and words of each part."""
        if [(key, made.text()) for key, made in self.buttons.items()] != [
            (key, words.replace("&", "&&")) for key, words in parts
        ]:
            clear(self._flow)
            self.buttons = {}
            for key, words in parts:
                made = JumpButton(key, words)
                made.jumped.connect(self.jumped)
                made.walked.connect(self._on_walked)
                self.buttons[key] = made
                self._flow.addWidget(made)
        self.mark(chosen)

    def mark(self, chosen: str) -> None:
        """Show which part is shown; it is the stop of Tab."""
        known = chosen if chosen in self.buttons else next(iter(self.buttons), "")
        for key, made in self.buttons.items():
            made.setChecked(key == known)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == known else Qt.FocusPolicy.ClickFocus)

    def start(self) -> None:
        """Put the focus on the part that is shown."""
        for made in self.buttons.values():
            if made.isChecked():
                made.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_walked(self, step: int) -> None:
        made = list(self.buttons.values())
        at = next((at for at, one in enumerate(made) if one.hasFocus()), 0)
        made[(at + step) % len(made)].setFocus(Qt.FocusReason.TabFocusReason)
