"""Before a vault is open: choose it, type the passphrase, or make a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_, Language
from ui.actions import Act
from ui.bridge.notify import notice
from ui.bridge.outcome import Cancelled, Done, Failed, Outcome, Runs
from ui.pages.page import button, card, padded, scrolled
from ui.ports import Choice, Desk, Lane, VaultPlace, Vaults
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel, StatusLabel
from ui.widgets.secret import PassphraseField

THEMES = (
    ("system", N_("Theme of the system")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("high_contrast", N_("High contrast")),
)
LANGUAGES = (Choice("en", "English"), Choice("ru", "Русский"), Choice("kk", "Қазақша"))


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


class GatePage(QWidget):
    """A centred card on an otherwise empty page."""

    def __init__(self, kit: GateKit, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.card = card()
        self.card.setFixedWidth(520)
        self.box = QVBoxLayout(self.card)
        self.box.setContentsMargins(28, 24, 28, 24)
        self.box.setSpacing(10)
        self.box.addWidget(PlainLabel(title, "page-title", wrap=True))
        self.outside = QVBoxLayout()
        inner = QWidget()
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(16, 24, 16, 24)
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
            self.box.insertWidget(1, self._status)

    def said(self) -> str:
        """The words of the status line."""
        return self._status.words.text() if self._status is not None else ""

    def perform(self, act: Act) -> bool:
        """Do an action of the registry."""
        return False

    def start(self) -> None:
        """Put the focus where typing begins."""


class UnlockPage(GatePage):
    """Choose a vault and open it."""

    unlocked = Signal(object)  # Desk
    wanted_new = Signal()
    look_chosen = Signal(str, str)  # theme id, language code

    def __init__(self, kit: GateKit, places: Sequence[VaultPlace], theme: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, kit.tr(N_("Open the vault")), parent)
        self._places = list(places)
        self._busy = False
        tr, look = kit.tr, kit.look
        self.vault = ChoiceBox(look, [Choice(str(place.path), _label(kit, place)) for place in self._places])
        self.vault.setAccessibleName(tr(N_("Vault")))
        self.passphrase = PassphraseField(look, kit.language)
        self.passphrase.entered.connect(self._on_open)
        self.open_button = button(tr(N_("Open")), "primary")
        self.open_button.setIcon(look.icon(Icon.KEY, look.theme.on_accent, 16))
        self.open_button.clicked.connect(self._on_open)
        self.new_button = button(tr(N_("Make a new vault…")), "quiet")
        self.new_button.clicked.connect(self.wanted_new)
        self.box.addSpacing(4)
        self.box.addWidget(PlainLabel(tr(N_("Vault")), "label"))
        self.box.addWidget(padded(self.vault))
        self.box.addWidget(PlainLabel(tr(N_("Passphrase")), "label"))
        self.box.addWidget(self.passphrase)
        row = QHBoxLayout()
        row.setContentsMargins(4, 8, 4, 0)
        row.addWidget(self.open_button)
        row.addStretch(1)
        row.addWidget(self.new_button)
        self.box.addLayout(row)
        self._add_looks(theme)

    def start(self) -> None:
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, path: Path) -> None:
        """Offer this vault first."""
        self.vault.choose(str(path))

    def _add_looks(self, theme: str) -> None:
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
            box.setFixedWidth(250)
            row.addWidget(box)
        row.addStretch(1)
        self.outside.addLayout(row)

    @Slot()
    def _on_look(self) -> None:
        self.look_chosen.emit(self.theme.chosen(), self.language.chosen())

    @Slot()
    def _on_open(self) -> None:
        if self._busy or not self.vault.chosen():
            return
        if not self.passphrase.text():
            self.say("attention", self.kit.tr(N_("Type the passphrase first.")))
            return
        self._busy = True
        self.open_button.setEnabled(False)
        self.say("info", self.kit.tr(N_("Opening… This takes about a second on purpose: it slows down guessing.")))
        work = _Unlock(self.kit.vaults, Path(self.vault.chosen()), self.passphrase.text(), self.kit.language.code)
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_outcome)

    @Slot(object)
    def _on_outcome(self, outcome: Outcome) -> None:
        self._busy = False
        self.open_button.setEnabled(True)
        if isinstance(outcome, Failed):
            self.say("danger", notice(outcome.error, self.kit.language).text)
            self.passphrase.line.selectAll()
            self.start()
        elif isinstance(outcome, Cancelled):
            self.say("", "")
        elif isinstance(outcome, Done):
            self.passphrase.clear()
            self.unlocked.emit(outcome.value)


def _label(kit: GateKit, place: VaultPlace) -> str:
    if place.sample:
        return kit.tr(N_("{vault} (sample, invented persons)")).format(vault=place.label)
    return place.label



class _Unlock:
    def __init__(self, vaults: Vaults, path: Path, passphrase: str, language: str) -> None:
        self._vaults, self._path, self._passphrase, self._language = vaults, path, passphrase, language

    def __call__(self) -> Desk:
        return self._vaults.unlock(self._path, self._passphrase, self._language)
