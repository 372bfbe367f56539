"""Starting the window."""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from ui.desk.lanes import executors
from ui.desk.start import Start
from ui.session.keeper import SYSTEM_CLOCKS, Clocks
from ui.session.system import watch_system
from ui.style.fonts import load_fonts
from ui.style.icons import Icons
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow

LANGUAGES: Final = ("en", "ru", "kk")


def make_app(fonts: Path) -> QApplication:
    """The one QApplication, with the bundled faces. Raises Damaged when they are missing."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Caseapp")
    load_fonts(fonts)
    return app


def make_window(app: QApplication, start: Start, after_lock: "AfterLock | None" = None,
                abandon: "Abandon | None" = None, clocks: Clocks = SYSTEM_CLOCKS) -> MainWindow:
    """The window over the vaults of ``start``: at the gate, or on its way into the sample."""
    language = start.language if start.language in LANGUAGES else _system_language()
    setup = WindowSetup(
        start.vaults, start.languages, Icons(start.resources / "icons"), executors(start.lanes), language,
        first=start.first, after_lock=after_lock, abandon=abandon, clocks=clocks,
    )
    window = MainWindow(app, setup)
    if start.sample:
        window.open_sample()
    return window


def run(start: Start) -> int:
    """Show the window and serve it until it is closed; returns the exit code."""
    app = make_app(start.resources / "fonts")
    after_lock, abandon = AfterLock(app), Abandon(start)
    window = make_window(app, start, after_lock, abandon)
    abandon.window = window
    watch_system(window).leaving.connect(window.lock_at_once)
    window.show()
    try:
        code = app.exec()
    finally:
        start.vaults.close()
    if after_lock.locked and (folder := start.vaults.last_folder) is not None:
        start.again(None if window.wants_sample else folder, window.language_code())
    return code


class AfterLock:
    """A lock ends this process; the gate is shown by the next one."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.locked = False

    def __call__(self) -> None:
        self.locked = True
        self._app.quit()


class Abandon:
    """Ends this process as it is, after a fresh one was started: for a lock that could not be had in time."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self.window: MainWindow | None = None

    def __call__(self) -> None:
        folder = self._start.vaults.last_folder
        if folder is not None and self.window is not None:
            self._start.again(folder, self.window.language_code())
        os._exit(0)


def _system_language() -> str:
    code = QLocale.system().name()[:2]
    return code if code in LANGUAGES else "en"
