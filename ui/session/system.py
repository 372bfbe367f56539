"""What the operating system says that ends a sitting: it goes to sleep, or its own session is locked or switched.

Linux: logind on the system bus (PrepareForSleep, Lock) and the screen saver on the session bus (ActiveChanged). A delay
inhibitor is held, so that the sleep waits for the lock; the end of the process gives it free.
Windows: the messages of session and power. macOS has no such message without its own frameworks: there a sleep is
noticed by the clocks when the machine wakes (``IdleWatch.slept``), and the idle times do the rest.
"""

import ctypes
import sys
from typing import Any, Final

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor
from PySide6.QtWidgets import QWidget

LOGIN: Final = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
SESSION: Final = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto", "org.freedesktop.login1.Session")
SAVERS: Final = (  # two places and three names: desktops disagree
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
)


def _slot(signature: str) -> Any:
    """A slot's name as D-Bus calls take it: text, though the stubs say bytes."""
    return SLOT(signature)


class SystemWatch(QObject):
    """``leaving``: lock at once."""

    leaving = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inhibitor: QDBusUnixFileDescriptor | None = None
        self.messages: WindowsMessages | None = None  # kept alive as long as this

    @Slot(bool)
    def on_sleep(self, going: bool) -> None:
        """PrepareForSleep: true before, false after."""
        if going:
            self.leaving.emit()

    @Slot(bool)
    def on_saver(self, active: bool) -> None:
        """The screen saver, which on most desktops is the lock screen, came or went."""
        if active:
            self.leaving.emit()

    @Slot()
    def on_lock(self) -> None:
        """The session is being locked."""
        self.leaving.emit()

    # --- D-Bus

    def listen_to_savers(self, bus: QDBusConnection) -> int:
        """Listen on a session bus; how many names were taken."""
        if not bus.isConnected():
            return 0
        taken = [
            bus.connect("", path, interface, "ActiveChanged", self, _slot("on_saver(bool)"))
            for path, interface in SAVERS
        ]
        return sum(taken)

    def listen_to_login(self, bus: QDBusConnection) -> bool:
        """Listen on a system bus and ask that a sleep waits for us."""
        if not bus.isConnected():
            return False
        service, path, interface = LOGIN
        heard: bool = bus.connect(service, path, interface, "PrepareForSleep", self, _slot("on_sleep(bool)"))
        bus.connect(service, "", SESSION[2], "Lock", self, _slot("on_lock()"))
        self._inhibit(bus)
        return heard

    def _inhibit(self, bus: QDBusConnection) -> None:
        """Asked without waiting: the answer brings a file descriptor that is held until this process ends."""
        service, path, interface = LOGIN
        message = QDBusMessage.createMethodCall(service, path, interface, "Inhibit")
        message.setArguments(["sleep", "Caseapp", "Locking", "delay"])
        bus.callWithCallback(message, self, _slot("on_inhibited(QDBusUnixFileDescriptor)"), _slot("on_refused()"))

    @Slot(QDBusUnixFileDescriptor)
    def on_inhibited(self, descriptor: QDBusUnixFileDescriptor) -> None:
        """Hold it."""
        self._inhibitor = descriptor

    @Slot()
    def on_refused(self) -> None:
        """Without an inhibitor the lock is as fast as it is."""


WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1
_PBT_APMSUSPEND: Final = 0x0004
_WTS: Final = frozenset({0x2, 0x4, 0x6, 0x7})  # console and remote disconnect, log off, lock
_THIS_SESSION: Final = 0


class _Message(ctypes.Structure):
    """The head of Windows' MSG."""

    _fields_ = (("window", ctypes.c_void_p), ("message", ctypes.c_uint), ("wide", ctypes.c_size_t))


class WindowsMessages(QAbstractNativeEventFilter):
    """Windows' own messages; never takes one away. Written from the vendor's documentation, tried with made ones."""

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if QByteArray(kind).data() == b"windows_generic_MSG":
            self.take(_Message.from_address(int(message)))
        return False, 0

    def take(self, found: _Message) -> None:
        """One message."""
        sleeps = found.message == WM_POWERBROADCAST and found.wide == _PBT_APMSUSPEND
        if sleeps or (found.message == WM_WTSSESSION_CHANGE and found.wide in _WTS):
            self._watch.leaving.emit()


def watch_system(window: QWidget) -> SystemWatch:
    """Everything that this system can say, for the life of the window."""
    watch = SystemWatch(window)
    if sys.platform == "win32":
        _listen_on_windows(window, watch)
    elif sys.platform != "darwin":
        watch.listen_to_savers(QDBusConnection.sessionBus())
        watch.listen_to_login(QDBusConnection.systemBus())
    return watch


def _listen_on_windows(window: QWidget, watch: SystemWatch) -> None:
    app, loader = QCoreApplication.instance(), getattr(ctypes, "WinDLL", None)
    if app is None or loader is None:
        return
    watch.messages = WindowsMessages(watch)
    app.installNativeEventFilter(watch.messages)
    loader("wtsapi32").WTSRegisterSessionNotification(ctypes.c_void_p(int(window.winId())), _THIS_SESSION)
