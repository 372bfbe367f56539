"""The ground every test stands on: no screen, no network, no keyring, no home of a real person, nothing left behind."""

import gc
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support import guards

# Before Qt is imported anywhere.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# No back end, so that nothing a test does can reach the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# Child processes refuse the network as well.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(Path(__file__).parent / "support" / "offline"), *filter(None, [os.environ.get("PYTHONPATH")])]
)

# Steady: the same examples every time, so that a red run means a change. Explore: --hypothesis-profile=explore
hypothesis.settings.register_profile("steady", deadline=None, database=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("explore", deadline=None, database=None, print_blob=True, max_examples=2_000)
hypothesis.settings.load_profile("steady")

NETWORK = guards.refuse_network()
# One of the processes that run tests side by side is itself a child, and has that guard already: one switch is enough.
if (inherited := getattr(sys.modules.get("sitecustomize"), "GUARD", None)) is not None:
    inherited.armed = False


def _soft() -> bool:
    """In the place of ``harden``: that binds a process for good, and this one runs every test. Processes that tests
    start harden themselves."""
    return True


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What collecting made stays to the end: neither Python's collector nor the guards go through it each time."""
    gc.collect()
    gc.freeze()
    hardening = sys.modules.get("caseapp.security.hardening")
    if hardening is not None:
        vars(hardening)["harden"] = _soft


@pytest.fixture
def network_guard() -> guards.NetworkGuard:
    """The switch of the network guard, for the one test that shows what happens without it."""
    return NETWORK


@pytest.fixture(autouse=True)
def nobody_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, no session bus, a plain locale and UTC: what the person who runs the tests has cannot matter."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("APPDATA", str(home / "AppData" / "Roaming"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "AppData" / "Local"))
    for name, folder in (("CONFIG", ".config"), ("DATA", ".local/share"), ("CACHE", ".cache"), ("STATE", ".state")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    return home


@pytest.fixture(autouse=True)
def nothing_left_behind(nobody_home: Path) -> Iterator[None]:
    """Fails a test that leaves a thread, a child process, a running timer, a Qt thread or a window."""
    threads = guards.running_threads()
    children = [child.pid for child in multiprocessing.active_children() if child.pid is not None]
    windows = guards.top_level_ids()
    yield
    leaks = [f"thread {name}" for name in guards.leaked_threads(threads)]
    leaks += [f"process {name}" for name in guards.leaked_processes(children)]
    leaks += guards.leaked_qt(windows)
    guards.let_loops_run()
    if leaks:
        pytest.fail("left behind: " + "; ".join(leaks), pytrace=False)
