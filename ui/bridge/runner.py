"""The one bridge from the GUI thread to the lanes and back.

Work runs on plain executors that know nothing of Qt; one QObject living in the GUI thread takes the finished futures by
a queued signal and calls the slot. Nothing waits inside the event loop, no QObject is made or destroyed off its thread,
and an answer for a page that is gone is dropped.

The signal only says "look": whatever is finished is delivered, not the one future that called. A done-callback that
raises is swallowed by the future, and an event can be removed by others, so no answer may hang on one of them; while
anything waits, a slow heartbeat looks as well.
"""

import weakref
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from inspect import ismethod

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtCore import Slot as QtSlot

from caseapp.domain.errors import Bug
from ui.bridge.outcome import Cancelled, Done, Failed, Outcome, Slot
from ui.ports import Lane

HEARTBEAT_MS = 1_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who waits for one future; holds the owner weakly, so that waiting keeps no page alive."""

    slot: "weakref.WeakMethod[Slot]"
    future: "Future[object]"
    key: tuple[int, str] | None

    def deliver(self, outcome: Outcome) -> None:
        slot = self.slot()
        if slot is None:
            return
        owner = getattr(slot, "__self__", None)
        if isinstance(owner, QObject) and shiboken6.isValid(owner):
            slot(outcome)


class Runner(QObject):
    """Hands work to lanes; create it in the GUI thread, close it before the lanes are shut down."""

    _landed = Signal()

    def __init__(self, lanes: Mapping[Lane, Executor]) -> None:
        super().__init__()
        self._lanes = dict(lanes)
        self._waiting: dict[int, _Waiting] = {}
        self._newest: dict[tuple[int, str], int] = {}
        self._number = 0
        self._closed = False
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)
        self._heart = QTimer(self)
        self._heart.setInterval(HEARTBEAT_MS)
        self._heart.timeout.connect(self._on_landed)

    def run(self, owner: QObject, lane: Lane, work: Callable[[], object], slot: Slot, latest: str = "") -> None:
        """See ``Runs.run``. Raises Bug when ``slot`` is not a bound method of ``owner``: it would outlive it."""
        if not ismethod(slot) or slot.__self__ is not owner:
            raise Bug("unbound-slot")
        if self._closed:
            slot(Cancelled())
            return
        self._number += 1
        number = self._number
        key = (id(owner), latest) if latest else None
        if key is not None:
            self._overtake(key, number)
        future = self._lanes[lane].submit(work)
        self._waiting[number] = _Waiting(weakref.WeakMethod(slot), future, key)
        if not self._heart.isActive():
            self._heart.start()
        future.add_done_callback(_Landing(self._landed))

    def close(self) -> None:
        """Refuse new work, call off what has not begun and tell every page that waits. Never blocks."""
        self._closed = True
        self._heart.stop()
        waiting, self._waiting = self._waiting, {}
        for each in waiting.values():
            each.future.cancel()
            each.deliver(Cancelled())

    @property
    def busy(self) -> bool:
        """Whether anything is still under way."""
        return bool(self._waiting)

    def _overtake(self, key: tuple[int, str], number: int) -> None:
        older = self._waiting.pop(self._newest.get(key, 0), None)
        if older is not None:
            older.future.cancel()
        self._newest[key] = number

    @QtSlot()
    def _on_landed(self) -> None:
        """Deliver everything that is finished, in the order in which it was asked for."""
        for number in [number for number, each in self._waiting.items() if each.future.done()]:
            waiting = self._waiting.pop(number, None)
            if waiting is None:
                continue  # a slot before it closed the runner or asked anew
            if waiting.key is not None and self._newest.get(waiting.key) == number:
                del self._newest[waiting.key]
            if not self._waiting:
                self._heart.stop()
            waiting.deliver(outcome_of(waiting.future))


class _Landing:
    """The callback that runs in the lane's thread: it only says that something is there."""

    def __init__(self, landed: SignalInstance) -> None:
        self._landed = landed

    def __call__(self, _future: "Future[object]") -> None:
        self._landed.emit()


def outcome_of(future: "Future[object]") -> Outcome:
    """Read a finished future."""
    try:
        error = future.exception(timeout=0)
    except CancelledError:
        return Cancelled()
    return Done(future.result(timeout=0)) if error is None else Failed(error)
