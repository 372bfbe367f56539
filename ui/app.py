"""Starting the window."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.style.fonts import load_fonts
from ui.windows.main_window import MainWindow, WindowSetup


def make_app(fonts: Path) -> QApplication:
    """The one QApplication, with the bundled faces. Raises Damaged when they are missing."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Caseapp")
    load_fonts(fonts)
    return app


def run_window(app: QApplication, setup: WindowSetup) -> int:
    """Show the window and serve it until it is closed; returns the exit code."""
    window = MainWindow(app, setup)
    window.show()
    return app.exec()
