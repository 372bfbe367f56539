"""How long nobody touched the window.

The filter that sees keys and mouse is taken off at the first sign of life and put back a second later, so that a busy
person pays nothing for it: no frame of a long scroll runs through Python because of the watch.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

from ui.session.times import Times

TICK_MS: Final = 1_000
COUNTED: Final = 60  # the last seconds are counted down
_GAP: Final = 120.0  # seconds between two ticks, or of the wall clock beside them, that only a sleep explains
_LIFE: Final = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
    QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.InputMethod,
})


class IdleWatch(QObject):
    """Says once when it is time to cover and once when it is time to lock; counts the last minute down."""

    covering = Signal()
    locking = Signal()
    counting = Signal(int)  # seconds until the next of the two; 0: no longer counted
    slept = Signal()  # the machine was asleep, whoever else noticed

    def __init__(self, times: Times, clock: Callable[[], float] = time.monotonic,
                 wall: Callable[[], float] = time.time, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times = times
        self._clock, self._wall = clock, wall
        self._touched = self._ticked = clock()
        self._seen_wall = wall()
        self._covered = self._said_lock = self._filtering = self._held = False
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin to watch."""
        self.touch()
        self._timer.start()
        self._filter(True)

    def stop(self) -> None:
        """The vault is being locked: there is nothing to watch."""
        self._timer.stop()
        self._filter(False)

    def stretch(self, times: Times) -> None:
        """Other times from now on."""
        if times != self._times:
            self._times = times
            self.touch()

    def touch(self) -> None:
        """Somebody is here. Under the cover this counts for nothing: only what lifts it does."""
        if not self._covered:
            self._touched = self._clock()
            self._count(0)

    def covered(self, now: bool) -> None:
        """The pages are covered, or back."""
        self._covered = now
        self._said_lock = False
        self.touch()

    def hold(self, busy: bool) -> None:
        """Work is under way: the lock waits for its end."""
        self._held = busy

    def idle(self) -> float:
        """Seconds since the last sign of life."""
        return self._clock() - self._touched

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A sign of life; never takes an event away."""
        if event.type() in _LIFE:
            self._filter(False)
            self.touch()
        return False

    @Slot()
    def tick(self) -> None:
        """Once a second."""
        if self._overslept():
            self.slept.emit()
            return
        if not self._covered:
            self._filter(True)
        idle = self.idle()
        if idle >= self._times.lock and not self._held:
            self._count(0)
            if not self._said_lock:
                self._said_lock = True
                self.locking.emit()
        elif not self._covered and self._times.cover < self._times.lock and idle >= self._times.cover:
            self._count(0)
            self.covering.emit()
        else:
            self._count_down(idle)

    def _count_down(self, idle: float) -> None:
        left = self._times.lock - idle
        if self._held and left <= 0:
            self._count(0)
        else:
            self._count(max(1, round(left)) if left <= COUNTED else 0)

    def _count(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.counting.emit(left)

    def _overslept(self) -> bool:
        now, wall = self._clock(), self._wall()
        passed = now - self._ticked
        gone = passed > _GAP or (wall - self._seen_wall) - passed > _GAP
        self._ticked, self._seen_wall = now, wall
        return gone

    def _filter(self, on: bool) -> None:
        app = QCoreApplication.instance()
        if app is None or on == self._filtering:
            return
        self._filtering = on
        if on:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
