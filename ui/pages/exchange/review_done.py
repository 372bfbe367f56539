"""What this vault's person decided, newest first, each with its Undo."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.exchange.review_item import Verb
from ui.pages.page import PageKit, padded
from ui.ports import Standing
from ui.ports.review import Made
from ui.style.icons import Icon
from ui.widgets.labels import PlainLabel


class DoneRow(QFrame):
    """One decision."""

    undone = Signal(str)

    def __init__(self, kit: PageKit, made: Made) -> None:
        super().__init__()
        self.made = made
        self.setProperty("role", "card")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(made.title, wrap=True))
        when = kit.when(Standing(None, "", made.at))
        line = kit.tr(N_("{record}, {time}")).format(record=made.about, time=when) if made.about else when
        words.addWidget(PlainLabel(line, "hint", wrap=True))
        self.button = Verb(kit.tr(N_("Undo")), "small")
        self.button.setIcon(kit.look.icon(Icon.UNDO, kit.look.theme.accent, 16))
        self.button.setAccessibleName(kit.tr(N_("Undo: {decision}")).format(decision=made.title))
        self.button.clicked.connect(self._on_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(padded(self.button), 0, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _on_undo(self) -> None:
        self.undone.emit(self.made.key)


class DoneView(QWidget):
    """The list; the arrows up and down walk it."""

    undone = Signal(str)

    def __init__(self, kit: PageKit, made: Sequence[Made]) -> None:
        super().__init__()
        self.rows = [DoneRow(kit, one) for one in made]
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.setSpacing(8)
        box.addWidget(PlainLabel(kit.tr(N_(
            "Undoing a decision brings back what was open before; nothing is lost either way.")), "hint", wrap=True))
        for row in self.rows:
            row.undone.connect(self.undone)
            box.addWidget(row)
        box.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        at = next((at for at, row in enumerate(self.rows) if row.button.hasFocus()), -1)
        if by is None or not self.rows:
            super().keyPressEvent(event)
        else:
            self.rows[max(0, min(len(self.rows) - 1, at + by))].button.setFocus(Qt.FocusReason.ShortcutFocusReason)
