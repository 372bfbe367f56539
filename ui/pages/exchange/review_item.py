"""What the items of the review queue share: buttons that leave the arrows alone, values as cards, the reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.page import PageKit, padded
from ui.style.tokens import MEASURES
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel

LEFT, RIGHT, DOWN, ENTER = "←", "→", "↓", "Enter"
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up)


def keyed(key: str, words: str) -> str:
    """An arrow before the words, Enter behind them; set off, so neither depends on the other's grammar."""
    return f"{words}   {key}" if key == ENTER else f"{key}   {words}"


class Verb(QPushButton):
    """A button that does not take the arrow keys: on this page they mean an answer wherever the focus is."""

    def __init__(self, words: str, role: str = "") -> None:
        super().__init__(words.replace("&", "&&"))
        self.setAutoDefault(True)
        if role:
            self.setProperty("role", role)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class RecordLink(Verb):
    """The title of a record; pressed, it opens it."""

    def __init__(self, kit: PageKit, title: str, widest: int = 430) -> None:
        super().__init__(title, "title-link")
        self.setAccessibleName(kit.tr(N_("Open {record}")).format(record=title))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(title if "<" not in title else "")
        self.ensurePolished()  # the role's type decides how much fits
        room = kit.look.px(widest)
        self.setText(self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))


class ValueCard(QFrame):
    """One answer: a key, a value, who wrote it and what stands behind it. Clicked, it is chosen."""

    chosen = Signal(int)

    def __init__(self, kit: PageKit, number: int, head: str, value: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.number, self.head, self.value = number, head, value
        self.setProperty("role", "choice")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(4)
        box.addWidget(PlainLabel(head, "link"))
        box.addWidget(PlainLabel(value, "title", wrap=True))
        for line in lines:
            box.addWidget(PlainLabel(line, "secondary", wrap=True))
        box.addStretch(1)
        self.setAccessibleName(". ".join((head, value, *lines)))
        self.setMinimumWidth(kit.look.px(220))

    def mark(self, *, marked: bool) -> None:
        """Show that Enter would choose this one."""
        self.setProperty("marked", marked)
        self.style().unpolish(self)
        self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.number)
        super().mouseReleaseEvent(event)


class ItemView(QWidget):
    """One item. ``answered``: a verb of the item; ``opened``: a record to show, both ids where Enter opens two."""

    answered = Signal(str, object)  # verb, value
    opened = Signal(str, object)  # type, ids in the order in which they are opened: the last one is shown

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self.kit = kit
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(4, 4, 4, 4)
        self.box.setSpacing(12)
        self.reason = QLineEdit()
        self.reason.setMaxLength(1_000)
        self.reason.setAccessibleName(kit.tr(N_("Reason, kept with the decision")))
        self.reason.returnPressed.connect(self._on_reason)

    def spoken(self) -> str:
        """The whole comparison as one text, for a screen reader."""
        raise NotImplementedError

    def key(self, key: Qt.Key) -> bool:
        """An arrow or Enter; False when it means nothing here."""
        return False

    def why(self) -> str:
        """The reason as typed."""
        return self.reason.text().strip()

    def editing(self) -> bool:
        """Whether something is being typed that leaving would lose."""
        return False

    def leave_editor(self) -> bool:
        """Esc: close what is open for typing; False when nothing is."""
        return False

    def record(self) -> bool:
        """Ctrl+Enter: record what was typed; False when nothing was."""
        return False

    def add(self, widget: QWidget) -> None:
        """Put it under what is there, flush with the buttons, which keep room for their focus ring."""
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(widget, 1_000)
        row.addStretch(1)
        self.box.addLayout(row)

    def reason_row(self) -> QWidget:
        """The reason with its label."""
        row_of = QWidget()
        row = QHBoxLayout(row_of)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = PlainLabel(self.kit.tr(N_("Reason (kept)")), "label")
        label.setBuddy(self.reason)
        row.addWidget(label)
        row.addWidget(padded(self.reason), 1)
        row_of.setMaximumWidth(self.kit.look.px(MEASURES.text_width + 160))
        return row_of

    def verbs(self, entries: Sequence[tuple[str, str, str]]) -> QWidget:
        """Buttons of (verb, words with their key, role)."""
        row_of = QWidget()
        row = Flow(row_of, 4)
        row.setContentsMargins(0, 0, 0, 0)
        for verb, words, role in entries:
            made = Verb(words, role)
            made.setProperty("verb", verb)
            made.clicked.connect(self._on_verb)
            row.addWidget(padded(made))
        return row_of

    def do(self, verb: str) -> None:
        """What a button with this verb does."""
        self.answered.emit(verb, None)

    @Slot()
    def _on_verb(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.do(str(sender.property("verb")))

    @Slot()
    def _on_reason(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
