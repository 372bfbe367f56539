"""Typing a secret: nothing of it is learned, undone, dragged or copied; layout and Caps Lock are said."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_, Language
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.fields import MarkedLine
from ui.widgets.labels import PlainLabel

HINTS = (
    Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)

_UNDOING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class SecretLine(MarkedLine):
    """A line for a secret. ``caps`` says whether Caps Lock seems to be on, from the letters that arrive: Qt cannot ask
    the keyboard."""

    caps = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setInputMethodHints(HINTS)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def forget(self) -> None:
        """Empty it, the line's own memory for undo included; ``clear`` would keep the text there."""
        self.setText("")

    def event(self, event: QEvent) -> bool:
        """Undo and redo reach neither this line nor the window from here."""
        keys = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if isinstance(event, QKeyEvent) and event.type() in keys and any(event.matches(each) for each in _UNDOING):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)  # which way it went is known from the next letter
        elif len(text) == 1 and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """A passphrase with the layout beside it, a button that shows the text, and a word when Caps Lock is on."""

    entered = Signal()

    def __init__(self, look: Look, language: Language, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._look = look
        self.line = SecretLine(look)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name or language.text(N_("Passphrase")))
        self.line.returnPressed.connect(self.entered)
        self.show_button = QPushButton()
        self.show_button.setCheckable(True)
        self.show_button.setProperty("role", "small")
        self.show_button.setFixedSize(40, 32)
        self.show_button.toggled.connect(self._on_show)
        self.caps = PlainLabel(language.text(N_("Caps Lock is on.")), "problem")
        self.caps.hide()
        self.line.caps.connect(self.caps.setVisible)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 4)
        whole.setSpacing(2)
        whole.addLayout(row)
        whole.addWidget(self.caps)
        self.setFocusProxy(self.line)
        self._on_show(False)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.forget()
        self.show_button.setChecked(False)

    @Slot(bool)
    def _on_show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = N_("Hide the text") if shown else N_("Show the text")
        self.show_button.setIcon(self._look.icon(Icon.HIDE if shown else Icon.SHOW))
        self.show_button.setToolTip(self._language.text(words))
        self.show_button.setAccessibleName(self._language.text(words))
