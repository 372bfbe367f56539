"""Where work runs: one thread that writes, one that reads, one that keeps drafts, and a few that compute. Qt-free.

The connection of each lane is made in its thread and the driver refuses it elsewhere, so a call that strays raises.
What waits for another lane waits in this order only: writer, reader, drafts (docs/decisions/0084).
Shutdown order: refuse new work, cancel what has not begun, join, then the caller closes connections.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Lanes:
    """The executors. ``submit``-like methods return futures; nobody waits for them in the event loop."""

    def __init__(self, compute_threads: int = 2) -> None:
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._drafts = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._compute = ThreadPoolExecutor(compute_threads, thread_name_prefix="compute")

    def write(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run on the one thread that may change the vault."""
        return self._writer.submit(work, *args, **kwargs)

    def read(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run on the reading thread, on its own snapshot."""
        return self._reader.submit(work, *args, **kwargs)

    def draft(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run on the thread that keeps drafts: never behind a merge, a backup or a list."""
        return self._drafts.submit(work, *args, **kwargs)

    def compute(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run a pure function beside them."""
        return self._compute.submit(work, *args, **kwargs)

    def shutdown(self) -> None:
        """Cancel what has not begun and wait for what has. Drafts that wait are still kept."""
        for lane in (self._compute, self._reader, self._writer):
            lane.shutdown(wait=True, cancel_futures=True)
        self._drafts.shutdown(wait=True)
