"""Real vaults behind a real window: everything the program composes, at the price of a cheap key derivation."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.runtime.bootstrap import App, compose
from caseapp.runtime.lanes import Lanes
from caseapp.security.kdf import Cost
from tests.support import toy
from tests.support.active import activate
from tests.support.keyring import Keyring
from ui.app import make_window
from ui.bridge.runner import Runner
from ui.desk.start import Start
from ui.desk.vaults import SAMPLE, DeskVaults, Home
from ui.windows.main_window import MainWindow
from ui.windows.shell import Shell

PHRASE = "seven quiet herons over a lake"
ON_THE_11TH = 1_641_900_000_000  # 11 January 2022, noon in Almaty


def cheap(start: int = ON_THE_11TH, keyring: Keyring | None = None) -> App:
    """The composition with a cheap passphrase and a clock of January 2022; ``keyring``: on a computer that has one."""
    return compose(cost=lambda: Cost(64, 1, 1), clock=toy.ticking(start), built=0, device_secrets=keyring)


def make_sample(folder: Path) -> None:
    """A closed sample vault at ``folder / SAMPLE``."""
    house = House(folder)
    try:
        house.lanes.compute(house.vaults.open_sample, "en").result()
    finally:
        house.close()


class House:
    """One computer: its vault folder, the lanes, the window when one is shown."""

    def __init__(self, folder: Path, sample: Path | None = None) -> None:
        if sample is not None:
            shutil.copytree(sample / SAMPLE, folder / SAMPLE)
        self.app = cheap()
        self.lanes = Lanes()
        self.vaults = DeskVaults(self.app.vaults, Home(folder, self.app.resources), self.lanes, self.app.language)
        self.window: MainWindow | None = None
        self.again: list[tuple[Path | None, str]] = []
        self._qtbot: QtBot | None = None
        self._closed = False

    def show(self, qt: QApplication, qtbot: QtBot, *, sample: bool = False, language: str = "en",
             after_lock: Callable[[], None] | None = None) -> MainWindow:
        """The window, active."""
        self.open_window(qt, sample=sample, language=language, after_lock=after_lock)
        assert self.window is not None
        self._qtbot = qtbot
        activate(self.window, qtbot)
        if sample:
            window = self.window
            qtbot.waitUntil(lambda: window.shell is not None, timeout=30_000)
            settle(self.window, qtbot)
        return self.window

    def open_window(self, qt: QApplication, *, sample: bool = False, language: str = "en",
                    after_lock: Callable[[], None] | None = None) -> MainWindow:
        """The window as it comes up."""
        start = Start(self.vaults, self.lanes, self.app.language, self.app.resources, self._again, language,
                      sample=sample)
        self.window = make_window(qt, start, after_lock)
        self.window.show()
        return self.window

    def _again(self, folder: Path | None, language: str) -> None:
        self.again.append((folder, language))

    def close(self) -> None:
        """As the program ends: window, vault, lanes. Once."""
        if self._closed:
            return
        self._closed = True
        if self.window is not None and self._qtbot is not None:
            window, self.window = self.window, None
            window.close()
            self._qtbot.waitUntil(lambda: window.keeper is None, timeout=20_000)
            window.deleteLater()
        self.vaults.close()
        self.lanes.shutdown()


def shell_of(window: MainWindow) -> Shell:
    """The open vault in the window."""
    assert window.shell is not None
    return window.shell


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Until every lane answered everything that was asked."""
    runner = shell_of(window).kit.runner
    assert isinstance(runner, Runner)
    qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
