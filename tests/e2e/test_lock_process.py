"""The whole program as a process of its own: the system's session lock ends it, and a fresh one shows the gate."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import ROOT

DRIVE = """
import os, subprocess, sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage

app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
vaults = sys.argv[1]

def gates():
    found = []
    for each in Path("/proc").iterdir():
        try:
            words = (each / "cmdline").read_bytes().split(b"\\0")
        except OSError:
            continue
        if b"--vault" in words and any(vaults.encode() in word for word in words):
            found.append(int(each.name))
    return found

old = subprocess.Popen([sys.executable, "main.py", "--sample", "--language", "en"])
end = time.monotonic() + 150
while old.poll() is None and time.monotonic() < end:
    message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
    message.setArguments([True])
    bus.send(message)
    app.sendPostedEvents()
    try:
        old.wait(0.5)
    except subprocess.TimeoutExpired:
        pass
new = gates()
print("old", old.poll(), "alive", Path(f"/proc/{old.pid}").exists(), "new", len(new))
for pid in new:
    os.kill(pid, 9)
if old.poll() is None:
    old.kill()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus and /proc are Linux's")
def test_the_session_lock_ends_the_process_and_a_fresh_one_shows_the_gate(tmp_path: Path) -> None:
    """Nothing is killed but what this test started: the fresh process is found by this test's own folder."""
    assert shutil.which("dbus-run-session"), "install dbus"
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(tmp_path), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
    }
    ran = subprocess.run(["dbus-run-session", "--", sys.executable, "-c", DRIVE, str(tmp_path / "data")],
                         env=environment, capture_output=True, text=True, timeout=240, check=True, cwd=ROOT)
    assert ran.stdout.splitlines()[-1] == "old 0 alive False new 1"
