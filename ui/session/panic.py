"""Holding Esc: the one key that is found without looking. Two seconds of it lock at once."""

import time
from collections.abc import Callable
from typing import Final

HELD: Final = 2.0  # seconds
_GAP: Final = 0.8  # the longest pause before a held key begins to repeat; a longer one is another press


class HeldKey:
    """Told of every time the key arrives; a held key arrives again and again. Pure."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._first = self._last = -HELD

    def arrived(self) -> bool:
        """True when it has been held long enough."""
        now = self._clock()
        if now - self._last > _GAP:
            self._first = now
        self._last = now
        return now - self._first >= HELD
