"""The one window: the gate before a vault is open, the shell while it is, nothing of the shell after it was locked."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaObject, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from caseapp.domain.canonical import Json
from caseapp.domain.text import N_, Language
from ui.actions import Act, Actions
from ui.bridge.masking import Mask, MaskedRunner
from ui.bridge.notify import Notice, notice
from ui.bridge.outcome import Done, Failed, Outcome, Runs
from ui.bridge.runner import Runner
from ui.pages.create_pages import CreatePage, RecoveryPage
from ui.pages.gate_page import GateKit, GatePage
from ui.pages.page import PageKit
from ui.pages.restore_page import RestorePage, offer_restore
from ui.pages.unlock_page import UnlockPage
from ui.ports import Created, Desk, Lane, Restored, Settings, Vaults
from ui.session.keeper import SYSTEM_CLOCKS, Clocks, Keeper
from ui.session.left import left_at
from ui.session.panic import HeldKey
from ui.style.icons import Icons
from ui.widgets.focus_ring import FocusRing
from ui.windows.dress import SYSTEM, Dress
from ui.windows.shell import Shell
from ui.windows.sitting import Sitting


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


class MainWindow(QMainWindow):
    """Shows the gate or the shell and turns keys into actions."""

    def __init__(self, app: QApplication, setup: WindowSetup) -> None:
        super().__init__()
        self._app = app
        self._setup = setup
        self._dress = Dress(app, setup.icons, setup.languages, setup.theme, setup.language)
        self._runner = setup.make_runner(setup.lanes)
        self._desk_runner: Runs | None = None
        self._closing = False
        self.wants_sample = False  # the vault of invented persons is to be opened behind the lock
        self.keeper: Keeper | None = None
        self._held = HeldKey(setup.clocks.steady)
        self._kit: PageKit | None = None
        self._sitting = Sitting()
        self._mask: Mask | None = None  # presentation mode: names of people are hidden
        self._actions: Actions | None = None
        self._ring: FocusRing | None = None
        self.shell: Shell | None = None
        self.setWindowTitle("Caseapp")
        self.resize(1366, 768)
        self.setMinimumSize(900, 560)
        self._put_on()
        for changed in (app.styleHints().colorSchemeChanged,
                        app.styleHints().accessibility().contrastPreferenceChanged):
            changed.connect(self._on_system_look)
        self.show_gate()

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
        page.unlocked.connect(self._on_unlocked)
        page.wanted_new.connect(self.show_create)
        page.wanted_sample.connect(self.open_sample)
        page.look_chosen.connect(self._on_look)
        page.wanted_restore.connect(self._on_restore_wanted)
        offer_restore(page, self.show_restore)
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
            desk: Any = outcome.value  # what the work returned: the runner does not know its type
            self._on_unlocked(desk)

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

    def enter(self, desk: Desk) -> None:
        """Show an open vault."""
        self._on_unlocked(desk)

    def language_code(self) -> str:
        """The language that the window speaks now."""
        return self._dress.language

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no widget and no shortcut took: a shortcut of another layout, matched by the place of the key."""
        if self._actions is None or not self._actions.by_place(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing locks first; the window goes when the vault is closed."""
        if self.keeper is not None and not self._closing:
            self._closing = True
            event.ignore()
            self.keeper.close()
            return
        self._runner.close()
        event.accept()

    # --- inside

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
        self._actions.fired.connect(self._on_act)
        self._ring = FocusRing(self, look.theme.focus)

    def _put(self, widget: QWidget) -> None:
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setCentralWidget(widget)

    @Slot(object)
    def _on_act(self, act: Act) -> None:
        gate, keeper = self.gate(), self.keeper
        if keeper is not None and act is Act.LEAVE and self._held.arrived():
            keeper.lock_at_once()
        elif gate is not None:
            gate.perform(act)
        elif keeper is not None and act is Act.COVER:
            keeper.cover()
        elif keeper is not None and act is Act.INTERVIEW:
            keeper.switch_interview()
        elif self.shell is not None:
            self.shell.perform(act)

    @Slot()
    def lock_at_once(self) -> None:
        """The system goes to sleep or locks its own session."""
        if self.keeper is not None:
            self.keeper.lock_at_once()

    # --- what the keeper asks

    def frame(self) -> Shell | None:
        """The shell, shown or under the cover."""
        return self.shell

    def hide_frame(self, cover: QWidget) -> None:
        """Show the cover; the shell is hidden and kept."""
        old = self.takeCentralWidget()
        if old is not None:
            old.setParent(self)
            old.hide()
        self.setCentralWidget(cover)

    def drop_frame(self) -> None:
        """Let the shell go, with everything on its pages."""
        if self.shell is not None:
            self.shell.deleteLater()
            self.shell = None

    def show_frame(self) -> None:
        """Show the shell that was hidden, or a new one where the person was."""
        if self.shell is None:
            self._show_shell()
        else:
            self._put(self.shell)
            self.shell.show()
            self.shell.start()

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

    @Slot(object)
    def _on_unlocked(self, desk: Desk) -> None:
        self._desk_runner = self._setup.make_runner(desk.lanes)
        self._mask = None
        before = self._dress.language
        self._dress.read(desk.settings)
        spoken = desk.speak(self._dress.language) if self._dress.language != before else desk
        left = left_at(desk.settings)
        self._sitting = Sitting(quick=left.back and left.quick, back=left.back)
        self._wear(spoken)
        if self._kit is None:
            return
        self.keeper = Keeper(self, self._kit, self._gate_kit(), self._setup.clocks, self)
        self.keeper.locked.connect(self._on_locked)
        self.keeper.abandoned.connect(self._on_abandoned)
        self.keeper.failed.connect(self._on_lock_failed)
        self._show_shell()
        self.keeper.start()

    def _wear(self, desk: Desk) -> None:
        """What pages are built with, in the dress of now."""
        if self._desk_runner is None:
            return
        self._put_on()
        runner = self._desk_runner if self._mask is None else MaskedRunner(self._desk_runner, self._mask)
        self._kit = PageKit(desk, self._dress.words(), self._dress.look(), runner)
        if self.keeper is not None:
            self.keeper.dress(self._kit, self._gate_kit())

    def _show_shell(self) -> None:
        """Build the shell; whatever was shown before is dropped."""
        if self._kit is None or self.keeper is None:
            return
        self._put(QWidget())
        shell = Shell(self._kit, self._sitting)
        shell.lock_wanted.connect(self.keeper.lock)
        shell.sample_wanted.connect(self._on_sample_wanted)
        shell.show_interview(self.keeper.interview)
        shell.relook.connect(self._on_relook)
        shell.zoomed.connect(self._on_zoomed)
        shell.presented.connect(self._on_presented)
        self.shell = shell
        self._size(shell)
        self._put(shell)
        shell.fit()
        shell.start()
        self.setWindowTitle("Caseapp")  # never the vault's or a record's name: task bars are seen by others

    def _size(self, shell: Shell) -> None:
        """As the person left the window, where the screen has room for that."""
        size = shell.state.numbers("size")
        screen = self.screen().availableGeometry()
        if len(size) == 2 and not (self.isMaximized() or self.isFullScreen()):
            self.resize(min(size[0], screen.width()), min(size[1], screen.height()))
        if shell.state.flag("maximised") and self.isVisible():
            self.showMaximized()

    # --- another look, with the vault open

    @Slot(int)
    def _on_zoomed(self, by: int) -> None:
        self._on_relook("", "", self._dress.step(by) if by else 100)

    @Slot(str, str, int)
    def _on_relook(self, theme: str, language: str, zoom: int) -> None:
        """Zoom is taken in place: nobody loses the form he types in. Theme and language build the pages again."""
        shell = self.shell
        if shell is None or self._desk_runner is None:
            return
        chosen: dict[str, Json] = {"theme": theme, "language": language, "zoom": zoom}
        if (theme or language) and not shell.leave():
            return
        self._dress.choose(theme, language, zoom)
        if zoom:
            self._dress.put_on()
            shell.fit()
        keep = _Keep(shell.kit.desk.settings, {name: value for name, value in chosen.items() if value})
        self._desk_runner.run(self, Lane.WRITER, keep, self._on_look_kept)

    @Slot(object)
    def _on_look_kept(self, outcome: Outcome) -> None:
        """What was typed is written now, since the writer's lane keeps its order: build the pages again."""
        shell = self.shell
        failed = notice(outcome.error, self._dress.words()) if isinstance(outcome, Failed) else None
        if shell is not None and self._dress.stale:
            self._wear(shell.kit.desk.speak(self._dress.language))
            self._show_shell()
        if self.shell is not None and failed is not None:
            self.shell.notices.show_notice(failed)

    # --- presentation mode

    @Slot(bool)
    def _on_presented(self, on: bool) -> None:
        """Hide the names of people, or show them again: record what is typed, stop writing, read the names, build the
        pages anew."""
        shell = self.shell
        if shell is None or self._desk_runner is None or not shell.leave():
            return
        self._desk_runner.run(self, Lane.WRITER, _Pause(shell.kit.desk, paused=on), self._on_paused, latest="present")

    @Slot(object)
    def _on_paused(self, outcome: Outcome) -> None:
        shell = self.shell
        if shell is None or self._desk_runner is None:
            return
        if isinstance(outcome, Failed):
            shell.notices.show_notice(notice(outcome.error, self._dress.words()))
        elif isinstance(outcome, Done) and outcome.value is True:
            self._desk_runner.run(self, Lane.READER, shell.kit.desk.presenting.names, self._on_names)
        elif isinstance(outcome, Done):
            self._present(None)

    @Slot(object)
    def _on_names(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Sequence):
            self._present(Mask(outcome.value))
        elif isinstance(outcome, Failed) and self.shell is not None:
            self.shell.notices.show_notice(notice(outcome.error, self._dress.words()))

    def _present(self, mask: Mask | None) -> None:
        if self.shell is not None:
            self._mask = mask
            self._wear(self.shell.kit.desk)
            self._show_shell()

    @Slot()
    def _on_system_look(self) -> None:
        """The system went dark or light, or wants more contrast."""
        if self._dress.theme != SYSTEM or not self._dress.stale:
            return
        if self.shell is not None:
            self._on_relook(SYSTEM, "", 0)
        elif isinstance(self.gate(), UnlockPage):
            self._put_on()
            self.show_gate()

    @Slot()
    def _on_sample_wanted(self) -> None:
        """From the first page of an empty vault, which is closed first: one process never holds two keys."""
        if self.keeper is not None:
            self.wants_sample = True
            self.keeper.close()

    @Slot(object)
    def _on_lock_failed(self, found: Notice) -> None:
        self._closing = self.wants_sample = False
        gate = self.gate()
        if gate is not None:
            gate.say("danger", found.text)
        elif self.shell is not None:
            self.shell.notices.show_notice(found)

    @Slot()
    def _on_abandoned(self) -> None:
        """The writer did not come round: this process ends as it is, and a fresh one shows the gate."""
        if self._setup.abandon is not None:
            self._setup.abandon()
        self._on_locked()

    @Slot()
    def _on_locked(self) -> None:
        if self._desk_runner is not None:
            self._desk_runner.close()
        if self.keeper is not None:
            self.keeper.deleteLater()
        if self.shell is not None and self.centralWidget() is not self.shell:
            self.shell.deleteLater()
        self.shell = self._desk_runner = self.keeper = self._kit = None
        if self._closing:
            self._put(QWidget())
            # Not from inside the closing that asked for the lock.
            QMetaObject.invokeMethod(self, "close", Qt.ConnectionType.QueuedConnection)
        elif self._setup.after_lock is not None:
            self._put(QWidget())
            self._setup.after_lock()
        else:
            self.show_gate()
            if self.wants_sample:
                self.wants_sample = False
                self.open_sample()


class _OpenSample:
    def __init__(self, vaults: Vaults, language: str) -> None:
        self._vaults, self._language = vaults, language

    def __call__(self) -> Desk:
        return self._vaults.open_sample(self._language)


class _Pause:
    """Stops or starts writing; a plain object, because work must not keep the window alive."""

    def __init__(self, desk: Desk, *, paused: bool) -> None:
        self._desk, self._paused = desk, paused

    def __call__(self) -> object:
        self._desk.presenting.pause(self._paused)
        return self._paused


class _Keep:
    """Writes preferences; a plain object, because work must not keep the window alive."""

    def __init__(self, settings: Settings, values: Mapping[str, Json]) -> None:
        self._settings, self._values = settings, dict(values)

    def __call__(self) -> object:
        for name, value in self._values.items():
            self._settings.put(name, value)
        return None
