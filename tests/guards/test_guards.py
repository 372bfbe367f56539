"""The guards themselves: each goes red on what it is there for, and stays green on the same thing done properly."""

import re
import shutil
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.support import guards

ROOT = Path(__file__).resolve().parents[2]

PLANTED = '''
import logging, multiprocessing, sys, threading, time, warnings
import pytest
from PySide6.QtCore import QThread, QTimer, qWarning
from PySide6.QtWidgets import QWidget

KEPT = []
STOP = threading.Event()

def test_thread_leak():
    threading.Thread(target=STOP.wait, args=(20,), daemon=True, name="leaky").start()

def test_thread_joined():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()

def test_process_leak():
    multiprocessing.get_context("spawn").Process(target=time.sleep, args=(20,), daemon=True).start()

def test_timer_leak(qapp):
    KEPT.append(QTimer())
    KEPT[-1].start(60_000)

def test_timer_stopped(qapp):
    timer = QTimer()
    timer.start(60_000)
    timer.stop()

def test_qthread_leak(qapp):
    KEPT.append(QThread())
    KEPT[-1].start()

def test_window_leak(qapp):
    KEPT.append(QWidget())
    KEPT[-1].show()

def test_window_closed(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

def test_qt_warning_leak(qtbot):
    qWarning("a warning of Qt")

def test_python_warning_leak():
    warnings.warn("a warning of Python", UserWarning)

def test_unclosed_file_leak():
    open(__file__, "rb")

def test_unknown_address_leak():
    import socket
    with socket.socket() as there:
        there.connect(("192.0.2.1", 9))

@pytest.fixture(scope="session", autouse=True)
def clean_exit():
    yield
    STOP.set()
'''


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """One run of planted tests under our own conftest and settings, in a process of its own: test -> its outcomes."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "tests" / "support", folder / "tests" / "support")
    copied = folder / "tests" / "support" / "guards.py"
    copied.write_text(copied.read_text("utf-8").replace("GRACE_SECONDS = 5.0", "GRACE_SECONDS = 0.2"), "utf-8")
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests" / "conftest.py")
    shutil.copy(ROOT / "pyproject.toml", folder / "pyproject.toml")
    (folder / "tests" / "test_planted.py").write_text(textwrap.dedent(PLANTED), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider", "-rA", "-q"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    found: dict[str, set[str]] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", done.stdout, re.MULTILINE):
        found.setdefault(name, set()).add(outcome)
    assert found, done.stdout + done.stderr
    return found


@pytest.mark.parametrize(
    "name",
    [
        "test_thread_leak",
        "test_process_leak",
        "test_timer_leak",
        "test_qthread_leak",
        "test_window_leak",
        "test_qt_warning_leak",
        "test_python_warning_leak",
        "test_unclosed_file_leak",
        "test_unknown_address_leak",
    ],
)
def test_each_leak_is_red(outcomes: dict[str, set[str]], name: str) -> None:
    assert outcomes[name] & {"FAILED", "ERROR"}


@pytest.mark.parametrize("name", ["test_thread_joined", "test_timer_stopped", "test_window_closed"])
def test_the_same_done_properly_is_green(outcomes: dict[str, set[str]], name: str) -> None:
    assert outcomes[name] == {"PASSED"}


def _connect() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as there:
        there.settimeout(0.01)
        there.connect(("192.0.2.1", 9))  # TEST-NET-1: belongs to nobody


def test_no_address_outside_this_machine() -> None:
    with pytest.raises(guards.NetworkRefused):
        _connect()
    with pytest.raises(guards.NetworkRefused):
        socket.getaddrinfo("host.invalid", 80)


def test_without_the_guard_the_address_is_tried(network_guard: guards.NetworkGuard) -> None:
    network_guard.armed = False
    try:
        with pytest.raises(OSError) as caught:  # noqa: PT011  (which refusal depends on the machine's own network)
            _connect()
        assert not isinstance(caught.value, guards.NetworkRefused)
    finally:
        network_guard.armed = True


def test_loopback_is_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


CHILD = "import socket; socket.getaddrinfo('host.invalid', 80)"


def test_child_processes_refuse_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=False)
    assert "NetworkRefused" in done.stderr
    monkeypatch.delenv("PYTHONPATH")
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=False)
    assert "NetworkRefused" not in done.stderr


CANARY = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Bird(QObject):
    sang = Signal(bool)
app = QCoreApplication([])
bird, heard = Bird(), []
bird.sang.connect(heard.append)
for _ in range(5_000):
    bird.sang.emit(True)
print(len(heard), all(heard))
"""


def test_signals_keep_true_alive() -> None:
    """PySide6 6.12.0 on CPython 3.11 loses a reference to True at each emit and aborts after some hundred."""
    done = subprocess.run([sys.executable, "-c", CANARY], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "5000 True"), done.stderr


def test_home_is_nobodys(nobody_home: Path) -> None:
    assert Path.home() == nobody_home
    assert not any(nobody_home.iterdir())


def test_an_end_asked_for_in_one_test_does_not_reach_the_next(qapp: QApplication) -> None:
    qapp.exit()  # no loop runs here: Qt keeps it for all that come
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    assert loop.exec() == -1
    assert guards.let_loops_run()
    QTimer.singleShot(0, loop.quit)
    assert loop.exec() == 0
    assert not guards.let_loops_run()
