"""The frame of every page before a vault is open: a card, a status line in it, language and theme below."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_, Language
from ui.actions import Act
from ui.bridge.outcome import Runs
from ui.pages.page import scrolled
from ui.ports import Choice, Vaults
from ui.style.look import Look
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel, StatusLabel

THEMES = (
    ("system", N_("Theme of the system")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("high_contrast", N_("High contrast")),
)
LANGUAGES = (Choice("en", "English"), Choice("ru", "Русский"), Choice("kk", "Қазақша"))
_WIDE = 560


@dataclass(frozen=True, slots=True)
class GateKit:
    """What the pages before a vault work with."""

    vaults: Vaults
    language: Language
    look: Look
    runner: Runs

    def tr(self, message: str) -> str:
        """The message in the window's language; a blank stays blank."""
        return self.language.text(message) if message else ""


class _GateCard(QFrame):
    """A surface of a fixed width that says how tall it is at that width; a layout would ask how tall it were if it
    were as narrow as its longest word, and leave that much room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")

    def minimumSizeHint(self) -> QSize:
        width = self.maximumWidth()
        return QSize(width, self.heightForWidth(width))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class GatePage(QWidget):
    """A centred card on an otherwise empty page. ``step`` stands small above the title."""

    look_chosen = Signal(str, str)  # theme id, language code

    def __init__(self, kit: GateKit, title: str, parent: QWidget | None = None, step: str = "") -> None:
        super().__init__(parent)
        self.kit = kit
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.card = _GateCard()
        self.card.setFixedWidth(min(kit.look.px(_WIDE), 840))
        self.box = QVBoxLayout(self.card)
        self.box.setContentsMargins(28, 24, 28, 24)
        self.box.setSpacing(8)
        if step:
            self.box.addWidget(PlainLabel(step, "hint"))
        self.box.addWidget(PlainLabel(title, "page-title", wrap=True))
        self._said_at = self.box.count()
        self.outside = QVBoxLayout()
        self.foot: QHBoxLayout | None = None  # a last row of the card, where there is one
        inner = QWidget()
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(16, 16, 16, 16)
        middle.addStretch(2)
        row = QHBoxLayout()  # not an alignment: that would ignore how tall wrapped text is
        row.addStretch(1)
        row.addWidget(self.card)
        row.addStretch(1)
        middle.addLayout(row)
        middle.addLayout(self.outside)
        middle.addStretch(3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))
        self._status: StatusLabel | None = None

    def say(self, status: str, words: str) -> None:
        """Show one status line under the title, or take it away when there are no words."""
        if self._status is not None:
            self._status.hide()
            self._status.deleteLater()
            self._status = None
        if words:
            self._status = StatusLabel(self.kit.look, status, words, wrap=True)
            self.box.insertWidget(self._said_at, self._status)

    def said(self) -> str:
        """The words of the status line."""
        return self._status.words.text() if self._status is not None else ""

    def perform(self, act: Act) -> bool:
        """Do an action of the registry."""
        return False

    def start(self) -> None:
        """Put the focus where typing begins."""

    def add_looks(self, theme: str) -> None:
        """Language and theme, under the card: whoever cannot read the page must be able to change that first."""
        kit = self.kit
        self.theme = ChoiceBox(kit.look, [Choice(id_, kit.tr(words)) for id_, words in THEMES])
        self.theme.setAccessibleName(kit.tr(N_("Theme")))
        self.theme.choose(theme)
        self.language = ChoiceBox(kit.look, LANGUAGES)
        self.language.setAccessibleName(kit.tr(N_("Language")))
        self.language.choose(kit.language.code)
        self.theme.activated.connect(self._on_look)
        self.language.activated.connect(self._on_look)
        row = QHBoxLayout()
        row.setContentsMargins(4, 12, 4, 4)
        row.setSpacing(12)
        row.addStretch(1)
        for box in (self.language, self.theme):
            box.setFixedWidth(min(kit.look.px(_WIDE), 840) // 2 - 6)
            row.addWidget(box)
        row.addStretch(1)
        self.outside.addLayout(row)

    @Slot()
    def _on_look(self) -> None:
        self.look_chosen.emit(self.theme.chosen(), self.language.chosen())
