"""Long work that can be watched and called off: written by a lane's thread, read by the footer, Qt-free."""

import time
from collections.abc import Callable

from caseapp.domain.errors import UserError
from caseapp.domain.text import N_


class CalledOff(UserError):
    """The person pressed Stop."""

    code = "called-off"
    what = N_("It was stopped.")
    next_step = N_("Nothing was changed.")


class Progress:
    """Handed to the work as its ``Callable[[int, int], None]``; the page hands the same object to the footer.

    ``unit`` is one of the plural pairs that the footer knows; blank shows a share only. One writing thread, one
    reading thread; each attribute is replaced whole.
    """

    def __init__(self, words: str, unit: str = "", clock: Callable[[], float] = time.monotonic) -> None:
        self.words = words
        self.unit = unit
        self._clock = clock
        self._began = clock()
        self._counts = (0, 0)
        self._stopped = False
        self.ended = False

    def __call__(self, done: int, total: int) -> None:
        """From the work: so much of so much. Raises CalledOff once the person pressed Stop."""
        self._counts = (done, total)
        if self._stopped:
            raise CalledOff()

    @property
    def counts(self) -> tuple[int, int]:
        """Done, in all; (0, 0) before the work said anything."""
        return self._counts

    def seconds_left(self) -> float | None:
        """An estimate from the rate so far; None while there is nothing to go by."""
        done, total = self._counts
        passed = self._clock() - self._began
        return None if done <= 0 or passed < 1 else passed / done * max(0, total - done)

    def stop(self) -> None:
        """From the footer: the next report of the work raises."""
        self._stopped = True

    @property
    def stopped(self) -> bool:
        """Whether Stop was pressed."""
        return self._stopped

    def end(self) -> None:
        """From the page when its outcome is there, whatever it is."""
        self.ended = True
