"""A window that the keys go to. Says why when it does not become one: a test that types into nothing tells little."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as NotActive
from pytestqt.qtbot import QtBot


def activate(window: QWidget, qtbot: QtBot) -> None:
    """Bring ``window`` to the front. Raises AssertionError that names what holds the keys instead."""
    window.activateWindow()
    try:
        qtbot.waitUntil(window.isActiveWindow)
    except NotActive:
        handle = window.windowHandle()
        raise AssertionError(
            f"the window does not become active: popup {QApplication.activePopupWidget()!r}, "
            f"modal {QApplication.activeModalWidget()!r}, active {QApplication.activeWindow()!r}, "
            f"keys go to {QGuiApplication.focusWindow()!r}, this is {handle!r}, "
            f"{QGuiApplication.applicationState()!r}, visible {window.isVisible()}"
        ) from None
