"""The one window: the gate before a vault is open, the shell while it is, nothing of the shell after it was locked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMetaObject, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.domain.canonical import Json
from ui.actions import Act
from ui.bridge.masking import Mask, MaskedRunner
from ui.bridge.notify import Notice, notice
from ui.bridge.outcome import Done, Failed, Outcome, Runs
from ui.pages.page import PageKit
from ui.pages.unlock_page import UnlockPage
from ui.ports import Desk, Lane, Settings
from ui.session.keeper import Keeper
from ui.session.left import left_at
from ui.session.panic import HeldKey
from ui.windows.dress import SYSTEM
from ui.windows.gate_window import GateWindow, WindowSetup
from ui.windows.reading_order import step
from ui.windows.shell import Shell
from ui.windows.sitting import Sitting


class MainWindow(GateWindow):
    """Shows the gate or the shell and turns keys into actions."""

    def __init__(self, app: QApplication, setup: WindowSetup) -> None:
        super().__init__(app, setup)
        self._desk_runner: Runs | None = None
        self._closing = False
        self.wants_sample = False  # the vault of invented persons is to be opened behind the lock
        self.keeper: Keeper | None = None
        self._held = HeldKey(setup.clocks.steady)
        self._kit: PageKit | None = None
        self._sitting = Sitting()
        self._mask: Mask | None = None  # presentation mode: names of people are hidden
        self.shell: Shell | None = None
        self.entered.connect(self._on_unlocked)
        self.acted.connect(self._on_act)
        for changed in (app.styleHints().colorSchemeChanged,
                        app.styleHints().accessibility().contrastPreferenceChanged):
            changed.connect(self._on_system_look)
        self.show_gate()

    def enter(self, desk: Desk) -> None:
        """Show an open vault."""
        self._on_unlocked(desk)

    # --- events

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab in reading order."""
        inside = self.centralWidget()
        return inside is not None and step(inside, self._app.focusWidget(), forward=forward)

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
