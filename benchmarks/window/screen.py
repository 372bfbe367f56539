"""The real window over a real vault, off the screen: lanes, runner, style and pages as the program composes them."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from benchmarks.window.vaults import cheap
from benchmarks.world import PHRASE
from caseapp.runtime.lanes import Lanes
from caseapp.services.session import Session
from ui.app import make_app, make_window
from ui.desk.start import Start
from ui.desk.vaults import DeskVaults, Home
from ui.windows.shell import Shell

LABELS: Final = 60  # of the bare page that stands beside ours
_PAGE: Final = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Screen:
    """One window. ``enter`` opens a vault in it."""

    def __init__(self, folder: Path) -> None:
        self._app = cheap()
        self._lanes = Lanes()
        self.folder = folder
        self._vaults = DeskVaults(self._app.vaults, Home(folder.parent, self._app.resources), self._lanes,
                                  self._app.language)
        self.qt = make_app(self._app.resources / "fonts")
        start = Start(self._vaults, self._lanes, self._app.language, self._app.resources, _nothing, "en")
        self.window = make_window(self.qt, start, _nothing)
        self.window.show()
        self.session: Session
        self.paint()

    @property
    def shell(self) -> Shell:
        """The open vault in the window."""
        shell = self.window.shell
        assert shell is not None
        return shell

    def enter(self) -> None:
        """Open the vault and wait for the first page."""
        desk = self._lanes.compute(self._vaults.unlock, self.folder, PHRASE, "en").result()
        self.session = desk._session
        self.window.enter(desk)
        self.settle()

    def rest(self) -> None:
        """Until today's backup is made."""
        while self.session.backups.due():
            time.sleep(0.1)

    def read(self, work: Callable[[], Any]) -> Any:
        """Do something on the reading thread, where its connection lives."""
        future: Future[Any] = self._lanes.read(work)
        return future.result()

    def settle(self) -> None:
        """Until every lane answered everything and the answers are painted. What comes up later is not waited for."""
        runner: Any = self.shell.kit.runner
        while runner.busy:
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.paint()
        if runner.busy:
            self.settle()

    def paint(self) -> None:
        """Lay out and paint whatever waits for it, and let go of what was given up: no loop runs that would."""
        self.qt.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def timed(self, act: Callable[[], object]) -> float:
        """Milliseconds from an act to its painted answer."""
        self.key(self.window, "")  # somebody is at work: the watch for idle hands steps aside, as after any click
        begun = time.process_time()
        act()
        self.settle()
        return (time.process_time() - begun) * 1000

    def key(self, target: QWidget, letter: str) -> None:
        """One letter into a widget, as a keyboard sends it."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, 0, 0, 0, letter)
            QCoreApplication.sendEvent(target, event)

    def bare_page(self) -> float:
        """Milliseconds to build, show and paint a scrolled page of plain labels in the same style."""
        begun = time.process_time()
        inner = QWidget()
        column = QVBoxLayout(inner)
        for number in range(LABELS):
            column.addWidget(QLabel(f"Строка {number}: что было записано"))
        return self._shown(inner, begun)

    def bare_form(self, labels: Sequence[str]) -> float:
        """Milliseconds to build, show and paint a plain label and line for each."""
        begun = time.process_time()
        inner = QWidget()
        column = QVBoxLayout(inner)
        for words in labels:
            column.addWidget(QLabel(words))
            column.addWidget(QLineEdit())
        return self._shown(inner, begun)

    def _shown(self, inner: QWidget, begun: float) -> float:
        area = QScrollArea(self.window)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setGeometry(300, 60, 900, 660)
        area.show()
        area.raise_()
        self.qt.processEvents()
        taken = (time.process_time() - begun) * 1000
        area.hide()
        area.deleteLater()
        self.paint()
        return taken

    def close(self) -> None:
        """Close what is open, without the window's own farewell."""
        runner: Any = self.shell.kit.runner
        runner.close()
        self._vaults.close()
        self._lanes.shutdown()


def processor(act: Callable[[], object]) -> float:
    """Milliseconds of processor time, of all threads: what the act costs, whatever else the machine does."""
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1000


def resident() -> float:
    """MiB of memory that this process holds in RAM now."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return float("nan")
    return int(pages.read_text(encoding="ascii").split()[1]) * _PAGE / (1 << 20)


def _nothing(*_given: object) -> None:
    """A lock ends this process anyway."""
