"""Labels that show foreign text as text, never as markup."""

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.style.icons import Icon
from ui.style.look import Look
from ui.style.tokens import MEASURES


class PlainLabel(QLabel):
    """A label whose text can hold anything that somebody else wrote: no rich text, selectable on wish."""

    def __init__(self, text: str = "", role: str = "", wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def selectable(self) -> "PlainLabel":
        """Let the text be marked and copied with the mouse and the keyboard."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return self


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is in the tool tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        self._whole = text
        super().__init__(text, role, parent=parent)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Remember the whole and show what fits."""
        self._whole = text
        self._fit()

    def whole(self) -> str:
        """The text that was set."""
        return self._whole

    def changeEvent(self, event: QEvent) -> None:
        """A style sheet that arrives later changes the metrics."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: object) -> None:
        """Fit again."""
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(40, self.width()))
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole and "<" not in self._whole else "")
        self.setAccessibleName(self._whole)


class StatusLabel(QFrame):
    """Icon, word and tint together: no status is told by colour alone. ``status``: info, attention, danger, settled."""

    _ICONS: ClassVar = {"info": Icon.INFO, "attention": Icon.WARNING, "danger": Icon.CONFLICT, "settled": Icon.DONE}

    def __init__(self, look: Look, status: str, text: str, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("status", status)
        colour = look.theme.text_2 if status == "settled" else str(getattr(look.theme, status))
        self._picture = QLabel()
        self._picture.setPixmap(look.pixmap(self._ICONS[status], colour, ratio=2.0))
        self._picture.setFixedSize(16, 20)
        self._picture.setProperty("adorns", True)  # the words beside it say all of it
        self.words = PlainLabel(text, "status", wrap=wrap)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 10, 3)
        row.setSpacing(6)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.setMinimumHeight(MEASURES.row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A status is read, not pressed: let the click reach what lies under it."""
        event.ignore()


def number(count: int) -> str:
    """A count with its thousands set off."""
    return f"{count:,}".replace(",", "\u202f")
