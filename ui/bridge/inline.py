"""The runner for tests and for rendering pages to files: work is done at once, in the calling thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.bridge.outcome import Cancelled, Done, Failed, Slot
from ui.ports import Lane


class InlineRunner:
    """Same promises as ``Runner`` where nothing is concurrent; remembers which lanes were asked."""

    def __init__(self) -> None:
        self.lanes: list[Lane] = []
        self._closed = False

    def run(self, owner: QObject, lane: Lane, work: Callable[[], object], slot: Slot, latest: str = "") -> None:
        """Do it now and deliver at once."""
        if self._closed:
            slot(Cancelled())
            return
        self.lanes.append(lane)
        try:
            value = work()
        except Exception as error:  # noqa: BLE001  # what a lane does: the future carries whatever was raised
            slot(Failed(error))
            return
        slot(Done(value))

    def close(self) -> None:
        """Refuse new work; nothing ever waits here."""
        self._closed = True
