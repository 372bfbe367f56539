"""Before a vault is open: choose it, type the passphrase; say what is damaged and what can be done all the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.errors import CaseappError, Damaged, Denied
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.bridge.notify import notice
from ui.bridge.outcome import Cancelled, Done, Failed, Outcome
from ui.pages.gate_page import LANGUAGES, THEMES, GateKit, GatePage
from ui.pages.page import button, padded
from ui.ports import Choice, Desk, Lane, VaultPlace, Vaults
from ui.style.icons import Icon
from ui.widgets.choices import ChoiceBox, Tick
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel
from ui.widgets.secret import PassphraseField

__all__ = ["LANGUAGES", "THEMES", "GateKit", "GatePage", "HarmBox", "UnlockPage"]

_FREE_TRIES = 2  # then a hand at this keyboard waits; a copied disk is guessed elsewhere, and does not
_LONGEST_WAIT = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """How to open."""

    path: Path
    passphrase: str = field(repr=False)
    read_only: bool = False
    accept_missing: bool = False


class UnlockPage(GatePage):
    """Choose a vault and open it."""

    unlocked = Signal(object)  # Desk
    wanted_new = Signal()
    wanted_sample = Signal()
    wanted_help = Signal()
    wanted_restore = Signal(object)  # Path of the vault that does not open as it should

    def __init__(self, kit: GateKit, places: Sequence[VaultPlace], theme: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, kit.tr(N_("Open the vault")), parent)
        self._places = list(places)
        self._busy, self._misses, self._wait, self._refused = False, 0, 0, ""
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self._on_waited)
        self._add_vault()
        self._add_passphrase()
        self.harm: HarmBox | None = None
        self._add_buttons()
        self.add_looks(theme)

    def perform(self, act: Act) -> bool:
        if act is Act.HELP:
            self.wanted_help.emit()
            return True
        return False

    def start(self) -> None:
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, path: Path) -> None:
        """Offer this vault first."""
        self.vault.choose(str(path))

    # --- building

    def _add_vault(self) -> None:
        tr, look = self.kit.tr, self.kit.look
        self.vault = ChoiceBox(look, [Choice(str(place.path), _label(self.kit, place)) for place in self._places])
        self.vault.setAccessibleName(tr(N_("Vault")))
        self.elsewhere = button(tr(N_("Another folder…")))
        self.elsewhere.setIcon(look.icon(Icon.CASES, size=16))
        self.elsewhere.clicked.connect(self._on_elsewhere)
        self.keep = Tick(look, tr(N_("Offer this folder here next time")))
        self.keep.hide()
        self.box.addSpacing(4)
        self.box.addWidget(PlainLabel(tr(N_("Vault")), "label"))
        row = QHBoxLayout()
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.vault, 1)
        row.addWidget(self.elsewhere)
        self.box.addLayout(row)
        self.box.addWidget(self.keep)

    def _add_passphrase(self) -> None:
        tr = self.kit.tr
        self.passphrase = PassphraseField(self.kit.look, self.kit.language)
        self.passphrase.entered.connect(self._on_open)
        self.reading = Tick(self.kit.look, tr(N_("Open for reading only: nothing can be changed by mistake")))
        self.box.addWidget(PlainLabel(tr(N_("Passphrase")), "label"))
        self.box.addWidget(self.passphrase)
        self.box.addWidget(PlainLabel(tr(N_("The recovery key from your paper opens it too.")), "hint", wrap=True))
        self.box.addWidget(padded(self.reading))

    def _add_buttons(self) -> None:
        tr, look = self.kit.tr, self.kit.look
        self.open_button = button(tr(N_("Open")), "primary")
        self.open_button.setIcon(look.icon(Icon.KEY, look.theme.on_accent, 16))
        self.open_button.clicked.connect(self._on_open)
        self.sample_button = button(tr(N_("Try the sample vault")), "quiet")
        self.sample_button.clicked.connect(self.wanted_sample)
        self.new_button = button(tr(N_("Make a new vault…")), "quiet")
        self.new_button.clicked.connect(self.wanted_new)
        self.help_button = button(with_keys(tr(N_("Help")), Act.HELP), "quiet")
        self.help_button.clicked.connect(self.wanted_help)
        row = Flow()
        row.setContentsMargins(4, 8, 4, 0)
        for each in (self.open_button, self.sample_button, self.new_button):
            row.addWidget(each)
        self.box.addLayout(row)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(4, 0, 4, 0)
        self.foot.addWidget(self.help_button)
        self.foot.addStretch(1)
        self.box.addLayout(self.foot)

    # --- another folder

    @Slot()
    def _on_elsewhere(self) -> None:
        """Not the system's own dialog: that one keeps a history of folders outside the vault."""
        dialog = QFileDialog(self, self.kit.tr(N_("The folder of the vault")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly)
        dialog.setHistory([])
        dialog.setSidebarUrls([])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_folder)
        dialog.open()

    @Slot(str)
    def take_folder(self, chosen: str) -> None:
        """A vault in another place: offered first, remembered only when the person ticks that."""
        path = Path(chosen)
        if not self.kit.vaults.holds(path):
            self.say("attention", self.kit.tr(N_(
                "This folder does not hold a vault. Choose the vault's folder, or make a new vault.")))
            return
        self.say("", "")
        if self.vault.findData(str(path)) < 0:
            self._places.append(VaultPlace(path, path.name, elsewhere=True))
            self.vault.addItem(path.name, str(path))
        self.vault.choose(str(path))
        self.keep.show()
        self.start()

    # --- opening

    @Slot()
    def _on_open(self) -> None:
        self.open_as(read_only=self.reading.isChecked())

    def open_as(self, *, read_only: bool = False, accept_missing: bool = False) -> None:
        """Open what is chosen with what is typed."""
        if self._busy or self._wait or not self.vault.chosen():
            return
        if not self.passphrase.text():
            self.say("attention", self.kit.tr(N_("Type the passphrase first.")))
            self.start()
            return
        self._set_busy(True)
        self.say("info", self.kit.tr(N_("Opening… This takes about a second on purpose: it slows down guessing.")))
        asked = Asked(Path(self.vault.chosen()), self.passphrase.text(), read_only, accept_missing)
        self.kit.runner.run(self, Lane.COMPUTE, _Unlock(self.kit.vaults, asked, self.kit.language.code),
                            self._on_outcome)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.open_button.setEnabled(not busy)
        if self.harm is not None:
            self.harm.setEnabled(not busy)

    @Slot(object)
    def _on_outcome(self, outcome: Outcome) -> None:
        self._set_busy(False)
        if isinstance(outcome, Failed):
            self._on_refused(outcome.error)
        elif isinstance(outcome, Cancelled):
            self.say("", "")
        elif isinstance(outcome, Done):
            if self.keep.isVisible() and self.keep.isChecked():
                self.kit.vaults.remember(Path(self.vault.chosen()))
            self.passphrase.clear()
            self.unlocked.emit(outcome.value)

    def _on_refused(self, error: BaseException) -> None:
        self.say("danger", notice(error, self.kit.language).text)
        if isinstance(error, Damaged) or (isinstance(error, CaseappError) and error.code == "cannot-write"):
            self._show_harm(error)
            return
        if isinstance(error, Denied):
            self._miss()
        self.passphrase.line.selectAll()
        self.start()

    def _miss(self) -> None:
        self._misses += 1
        if self._misses > _FREE_TRIES:
            self._wait = min(2 ** (self._misses - _FREE_TRIES), _LONGEST_WAIT)
            self._refused = self.said()
            self._timer.start()
            self._say_wait()

    @Slot()
    def _on_waited(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._wait = 0
            self._timer.stop()
        self._say_wait()

    def _say_wait(self) -> None:
        self.open_button.setEnabled(not self._wait)
        words = self.kit.language.plural("You can try again in {n} second.", "You can try again in {n} seconds.",
                                         self._wait).format(n=self._wait)
        self.say("danger", " ".join((self._refused, words)) if self._wait else self._refused)

    def _show_harm(self, error: CaseappError) -> None:
        if self.harm is not None:
            self.harm.hide()
            self.harm.deleteLater()
        self.harm = HarmBox(self.kit, error)
        self.harm.read.clicked.connect(self._on_read)
        self.harm.write.clicked.connect(self._on_write)
        self.harm.restore.clicked.connect(self._on_restore)
        self.box.insertWidget(self._said_at + 1, self.harm)
        self.harm.read.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_read(self) -> None:
        self.open_as(read_only=True)

    @Slot()
    def _on_write(self) -> None:
        self.open_as(accept_missing=True)

    @Slot()
    def _on_restore(self) -> None:
        self.wanted_restore.emit(Path(self.vault.chosen()))


class HarmBox(QWidget):
    """A vault that does not open as it should: read it, write on knowing what is missing, or take a backup."""

    def __init__(self, kit: GateKit, error: CaseappError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr, missing = kit.tr, error.params.get("missing")
        self.read = button(tr(N_("Open for reading")))
        self.restore = button(tr(N_("Restore from a backup…")))
        self.write = button(tr(N_("Write on without them")))
        self.write.setEnabled(False)
        words = tr(N_("I know that recorded changes may be missing"))
        if isinstance(missing, int):
            words = kit.language.plural("I know that {n} recorded change is missing",
                                        "I know that {n} recorded changes are missing", missing).format(n=missing)
        self.know = Tick(kit.look, words)
        self.know.toggled.connect(self.write.setEnabled)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.read)
        first.addWidget(self.restore)
        first.addWidget(self.write)
        first.addStretch(1)
        second = QHBoxLayout()
        second.addWidget(self.know)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 8)
        column.setSpacing(8)
        column.addLayout(second)
        column.addLayout(first)
        may_write = isinstance(error, Damaged) and error.params.get("place") in ("head", "log")
        for each in (self.know, self.write):
            each.setVisible(may_write)


def _label(kit: GateKit, place: VaultPlace) -> str:
    if place.sample:
        return kit.tr(N_("{vault} (sample, invented persons)")).format(vault=place.label)
    return place.label


class _Unlock:
    def __init__(self, vaults: Vaults, asked: Asked, language: str) -> None:
        self._vaults, self._asked, self._language = vaults, asked, language

    def __call__(self) -> Desk:
        asked = self._asked
        return self._vaults.unlock(asked.path, asked.passphrase, self._language, read_only=asked.read_only,
                                   accept_missing=asked.accept_missing)
