"""What no test may leave behind or reach: threads, processes, timers, windows, the network.

A leak in a test is a leak in the product, seen early: a widget kept alive holds a record on a locked laptop, a thread
kept alive holds the key. Each guard is shown to go red in ``tests/guards``.
"""

import gc
import ipaddress
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterable
from types import ModuleType
from typing import Any

# Long enough for a thread that is ending to end, on a busy machine; a clean test never waits at all.
GRACE_SECONDS = 5.0


class NetworkRefused(RuntimeError):
    """Something under test tried to leave this machine."""


class NetworkGuard:
    """Refuses every address but this machine's own; sees sockets however they are made, as an audit hook.

    An audit hook cannot be taken out again, hence the switch.
    """

    def __init__(self) -> None:
        self.armed = True

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Called by the interpreter before each event."""
        if not self.armed or not event.startswith("socket."):
            return
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg") and not _stays_here(arguments[1]):
            raise NetworkRefused(event)
        if event in ("socket.getaddrinfo", "socket.gethostbyname") and not _local_host(arguments[0]):
            raise NetworkRefused(event)


def _stays_here(address: object) -> bool:
    # Unix sockets have a path, netlink numbers; only internet addresses are tuples that begin with a host.
    if not isinstance(address, tuple) or not address or not isinstance(address[0], str):
        return True
    return _local_host(address[0])


def _local_host(host: object) -> bool:
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if text is None or text in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(text)).is_loopback
    except ValueError:
        return False


def refuse_network() -> NetworkGuard:
    """Arm the guard for this process; returns its switch."""
    guard = NetworkGuard()
    sys.addaudithook(guard)
    return guard


def running_threads() -> set[threading.Thread]:
    """Threads that Python started; a thread that Qt started and Python only met is Qt's to end."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def leaked_threads(before: Iterable[threading.Thread]) -> list[str]:
    """Names of threads that were not there before and do not end."""
    left = running_threads() - set(before)
    for thread in left:
        thread.join(GRACE_SECONDS)
    return sorted(thread.name for thread in left if thread.is_alive())


def leaked_processes(before: Iterable[int]) -> list[str]:
    """Child processes of Python's own making that were not there before and do not end."""
    left = [child for child in multiprocessing.active_children() if child.pid not in set(before)]
    for child in left:
        child.join(GRACE_SECONDS)
    return sorted(f"{child.name} ({os.getpid()} -> {child.pid})" for child in left if child.is_alive())


def _qt() -> tuple[ModuleType, ModuleType, ModuleType] | None:
    # Never imported from here: a test without Qt must stay one.
    modules = [sys.modules.get(name) for name in ("PySide6.QtCore", "PySide6.QtWidgets", "shiboken6")]
    core, widgets, shiboken = modules
    if core is None or widgets is None or shiboken is None or widgets.QApplication.instance() is None:
        return None
    return core, widgets, shiboken


def top_level_ids() -> set[int]:
    """The windows that are there, by identity."""
    qt = _qt()
    return {id(widget) for widget in qt[1].QApplication.topLevelWidgets()} if qt else set()


def leaked_qt(windows_before: set[int]) -> list[str]:
    """Windows, running timers and running Qt threads that outlive the test. Empty where Qt was not used.

    What is found is stopped, so that one leak makes one test red and not all that follow.
    """
    qt = _qt()
    if qt is None:
        return []
    core, widgets, shiboken = qt
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    windows = [widget for widget in widgets.QApplication.topLevelWidgets() if id(widget) not in windows_before]
    leaks = [f"window {type(widget).__name__} {widget.objectName()!r}" for widget in windows]
    del windows
    for thing in _alive((core.QTimer, core.QThread)):
        if not shiboken.isValid(thing):
            continue
        if isinstance(thing, core.QTimer) and thing.isActive():
            leaks.append(f"timer {thing.objectName()!r} every {thing.interval()} ms")
            thing.stop()
        elif isinstance(thing, core.QThread) and _runs_beside(core, thing):
            leaks.append(f"Qt thread {thing.objectName()!r}")
            thing.quit()
            thing.wait()
    return sorted(leaks)


def let_loops_run() -> bool:
    """Take back the end of a program that a test asked for. ``quit`` without a running ``exec`` makes Qt refuse every
    later event loop, and then no window of any later test becomes active. True where that was so."""
    qt = _qt()
    app = qt[0].QCoreApplication.instance() if qt else None
    if qt is None or app is None:
        return False
    loop = qt[0].QEventLoop()
    qt[0].QTimer.singleShot(0, loop.quit)
    if loop.exec() == 0:
        return False
    qt[0].QTimer.singleShot(0, app.quit)
    app.exec()
    return True


def _alive(kinds: tuple[type, ...]) -> list[Any]:
    """Every object of these kinds that was made since ``gc.freeze``. The types are sorted out first, without a loop in
    Python over all objects: this runs after every test."""
    things = gc.get_objects()
    wanted = {kind for kind in set(map(type, things)) if issubclass(kind, kinds)}
    return [thing for thing in things if type(thing) in wanted] if wanted else []


def _runs_beside(core: ModuleType, thread: object) -> bool:
    # The main thread is a QThread too, and is meant to run.
    application = core.QCoreApplication.instance()
    return thread is not application.thread() and bool(thread.isRunning())  # type: ignore[attr-defined]
