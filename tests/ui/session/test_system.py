"""Sleep and session lock: a real private session bus, and made Windows messages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.source import ROOT
from ui.session.system import WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, SystemWatch, WindowsMessages, _Message

LISTEN = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from ui.session.system import SystemWatch

app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
watch, heard = SystemWatch(), []
watch.listen_to_savers(bus)
watch.listen_to_login(bus)  # nobody inhibits on this bus; PrepareForSleep comes from the name that sends it
watch.leaving.connect(app.quit)
watch.leaving.connect(lambda: heard.append(True))
active = sys.argv[1] == "true"
message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
message.setArguments([active])
bus.send(message)
QTimer.singleShot(20_000 if active else 1_000, app.quit)
app.exec()
print("leaving" if heard else "staying")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")
@pytest.mark.parametrize(("active", "said"), [("true", "leaving"), ("false", "staying")])
def test_the_screen_saver_on_a_real_bus(tmp_path: Path, active: str, said: str) -> None:
    assert shutil.which("dbus-run-session"), "install dbus"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT),
                   "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(["dbus-run-session", "--", sys.executable, "-c", LISTEN, active], env=environment,
                         capture_output=True, text=True, timeout=60, check=True, cwd=ROOT)
    assert ran.stdout.strip() == said


def test_only_going_to_sleep_and_locking_count(qapp: QApplication) -> None:
    watch, heard = SystemWatch(), []
    watch.leaving.connect(lambda: heard.append(True))
    watch.on_sleep(False)
    watch.on_saver(False)
    assert heard == []
    watch.on_sleep(True)
    watch.on_saver(True)
    watch.on_lock()
    assert len(heard) == 3


@pytest.mark.parametrize(("message", "wide", "leaves"), [
    (WM_POWERBROADCAST, 0x4, True), (WM_POWERBROADCAST, 0x7, False),
    (WM_WTSSESSION_CHANGE, 0x7, True), (WM_WTSSESSION_CHANGE, 0x8, False), (0x0F, 0x4, False),
])
def test_windows_messages(qapp: QApplication, message: int, wide: int, leaves: bool) -> None:
    watch, heard = SystemWatch(), []
    watch.leaving.connect(lambda: heard.append(True))
    WindowsMessages(watch).take(_Message(None, message, wide))
    assert bool(heard) == leaves
