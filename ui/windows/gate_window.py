"""The window before a vault is open: the pages of the gate, and what every page of it is dressed in."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from caseapp.domain.text import N_, Language
from ui.actions import Actions
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome, Runs
from ui.bridge.runner import Runner
from ui.pages.create_pages import CreatePage, RecoveryPage
from ui.pages.gate_help import GateHelp
from ui.pages.gate_page import GateKit, GatePage
from ui.pages.restore_page import RestorePage, offer_restore
from ui.pages.unlock_page import UnlockPage
from ui.ports import Created, Desk, Lane, Restored, Vaults
from ui.session.keeper import SYSTEM_CLOCKS, Clocks
from ui.style.icons import Icons
from ui.widgets.focus_ring import FocusRing
from ui.windows.dress import Dress


@dataclass(frozen=True, slots=True)
class WindowSetup:
    """What the composition hands to the window. ``lanes`` serve before a vault is open; ``after_lock`` replaces the
    return to the gate where a lock ends the process (``None``: the gate is shown again). ``abandon`` ends the process
    as it is, when a lock that must be had at once is not had in time."""

    vaults: Vaults
    languages: Callable[[str], Language]
    icons: Icons
    lanes: Mapping[Lane, Executor]
    language: str = "en"
    theme: str = "system"
    first: Path | None = None
    after_lock: Callable[[], None] | None = None
    abandon: Callable[[], None] | None = None
    clocks: Clocks = SYSTEM_CLOCKS
    make_runner: Callable[[Mapping[Lane, Executor]], Runs] = Runner


class GateWindow(QMainWindow):
    """Shows the gate. ``entered`` carries a desk once a vault is open, ``acted`` an action that a key or menu fired."""

    entered = Signal(object)
    acted = Signal(object)

    def __init__(self, app: QApplication, setup: WindowSetup) -> None:
        super().__init__()
        self._app = app
        self._setup = setup
        self._dress = Dress(app, setup.icons, setup.languages, setup.theme, setup.language)
        self._runner = setup.make_runner(setup.lanes)
        self._actions: Actions | None = None
        self._ring: FocusRing | None = None
        self.setWindowTitle("Caseapp")
        self.resize(1366, 768)
        self.setMinimumSize(900, 560)
        self._put_on()

    # --- the gate

    def show_gate(self, place: Path | None = None) -> None:
        """The page that opens a vault, or makes the first one."""
        kit = self._gate_kit()
        places = list(self._setup.vaults.found())
        first = place or self._setup.first
        if not places and first is None:
            self.show_create()
            return
        page = UnlockPage(kit, places, self._dress.theme)
        if first is not None:
            page.choose(first)
        page.unlocked.connect(self.entered)
        page.wanted_new.connect(self.show_create)
        page.wanted_sample.connect(self.open_sample)
        page.look_chosen.connect(self._on_look)
        page.wanted_restore.connect(self._on_restore_wanted)
        page.wanted_help.connect(self.show_gate_help)
        offer_restore(page, self.show_restore)
        self._put(page)
        page.start()

    @Slot()
    def show_gate_help(self) -> None:
        """What the guide says to whoever cannot get in, or is here for the first time."""
        page = GateHelp(self._gate_kit())
        page.left.connect(self._on_left)
        self._put(page)
        page.start()

    @Slot()
    def show_create(self) -> None:
        """The first screen of a new vault."""
        page = CreatePage(self._gate_kit(), theme=self._dress.theme, first=not self._setup.vaults.found())
        page.wanted_sample.connect(self.open_sample)
        page.look_chosen.connect(self._on_look)
        page.created.connect(self._on_created)
        page.left.connect(self._on_left)
        offer_restore(page, self.show_restore)
        self._put(page)
        page.start()

    @Slot()
    def open_sample(self) -> None:
        """The vault of invented persons, made when it is not there."""
        gate = self.gate()
        if gate is not None:
            gate.setEnabled(False)
            gate.say("info", self._dress.words().text(N_("Opening the sample… It is made the first time.")))
        work = _OpenSample(self._setup.vaults, self._dress.language)
        self._runner.run(self, Lane.COMPUTE, work, self._on_sample)

    @Slot(object)
    def _on_sample(self, outcome: Outcome) -> None:
        gate = self.gate()
        if isinstance(outcome, Failed) and gate is not None:
            gate.setEnabled(True)
            gate.say("danger", notice(outcome.error, self._dress.words()).text)
        elif isinstance(outcome, Done):
            self.entered.emit(outcome.value)

    @Slot()
    def show_restore(self) -> None:
        """The page that makes a vault of a backup."""
        page = RestorePage(self._gate_kit(), list(self._setup.vaults.found()))
        page.restored.connect(self._on_restored)
        page.left.connect(self._on_restore_left)
        self._put(page)
        page.start()

    @Slot(object)
    def _on_restore_wanted(self, vault: Path) -> None:
        """A vault that does not open as it should has backups of its own."""
        self.show_restore()
        page = self.gate()
        if isinstance(page, RestorePage):
            page.restore_vault(vault)

    @Slot()
    def _on_restore_left(self) -> None:
        self.show_gate()

    @Slot(object, str)
    def _on_restored(self, done: Restored, words: str) -> None:
        self.show_gate(done.path)
        gate = self.gate()
        if gate is not None:
            gate.say("info", words)

    def gate(self) -> GatePage | None:
        """The gate page that is shown, if one is."""
        shown = self.centralWidget()
        return shown if isinstance(shown, GatePage) else None

    def language_code(self) -> str:
        """The language that the window speaks now."""
        return self._dress.language

    @Slot(str, str)
    def _on_look(self, theme: str, language: str) -> None:
        self._dress.choose(theme, language)
        self._setup.vaults.keep_language(language)
        self._put_on()
        self.show_gate()

    @Slot()
    def _on_left(self) -> None:
        if self._setup.vaults.found():
            self.show_gate()

    @Slot(Created)
    def _on_created(self, created: Created) -> None:
        page = RecoveryPage(self._gate_kit(), created)
        page.proved.connect(self._on_proved)
        self._put(page)
        page.start()

    @Slot(Created)
    def _on_proved(self, created: Created) -> None:
        self.show_gate(created.place.path)
        gate = self.gate()
        if gate is not None:
            words = N_("The vault is made. Type the passphrase from your paper: opening it proves that it is right.")
            gate.say("info", self._dress.words().text(words))

    def _gate_kit(self) -> GateKit:
        return GateKit(self._setup.vaults, self._dress.words(), self._dress.look(), self._runner)

    def _put_on(self) -> None:
        """Style, keys and focus ring of the look and language in force."""
        look = self._dress.put_on()
        for old in (self._actions, self._ring):
            if old is not None:
                old.deleteLater()
        for action in list(self.actions()):
            self.removeAction(action)
        self._actions = Actions(self, self._dress.words())
        self._actions.fired.connect(self.acted)
        self._ring = FocusRing(self, look.theme.focus)

    def _put(self, widget: QWidget) -> None:
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setCentralWidget(widget)


class _OpenSample:
    def __init__(self, vaults: Vaults, language: str) -> None:
        self._vaults, self._language = vaults, language

    def __call__(self) -> Desk:
        return self._vaults.open_sample(self._language)
