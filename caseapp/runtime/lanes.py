"""Where work runs: one thread that writes, one that reads, one that keeps drafts, and a few that compute. Qt-free.

The connection of each lane is made in its thread and the driver refuses it elsewhere, so a call that strays raises.
What waits for another lane waits in this order only: writer, reader, drafts (docs/decisions/0084).
Shutdown order: refuse new work, cancel what has not begun, join, then the caller closes connections.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from caseapp.domain.errors import EnvironmentFault
from caseapp.storage.errors import PagesDamaged, VaultDiskFault, explaining

P = ParamSpec("P")
T = TypeVar("T")


class _Lane:
    """One thread and, while a vault is open, the way back to its disk after that was away.

    What the driver or the system say of the disk is told in errors of our tree, whatever the work was. ``repeats``:
    work that only reads, or comes to the same when done again, may be done twice.
    """

    def __init__(self, name: str, threads: int = 1, *, repeats: bool = False) -> None:
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self.mend: Callable[[], None] | None = None
        self.reachable: Callable[[], bool] | None = None
        self.check: Callable[[], None] | None = None
        self.lost = False
        self._repeats = repeats

    def submit(self, work: Callable[[], T], lost: Callable[[], None]) -> "Future[T]":
        return self.pool.submit(self._run, work, lost)

    def _run(self, work: Callable[[], T], lost: Callable[[], None]) -> T:
        why = self._mended()
        try:
            return self._attempt(work)
        except VaultDiskFault:
            lost()
            raise (why or VaultDiskFault()) from None  # the first says more: another Caseapp has the vault now
        except PagesDamaged:
            if self.mend is None:
                raise
            lost()
            return self._again(work)

    def _again(self, work: Callable[[], T]) -> T:
        """SQLite calls a page that the disk does not give damaged, also over a connection to a disk that was away and
        is back. So that is believed of a new connection only: nobody may be sent to a backup by a pulled stick. What
        writes is not done twice unasked; the pages are looked at instead."""
        why = self._mended() if self._there() else VaultDiskFault()
        if why is None and self._repeats:
            return self._attempt(work)
        if why is None and self.check is not None:
            self._attempt(self.check)
        raise (why if why is not None and self._there() else VaultDiskFault()) from None

    def _there(self) -> bool:
        return self.reachable is None or self.reachable()

    def _attempt(self, work: Callable[[], T]) -> T:
        with explaining():
            return work()

    def _mended(self) -> EnvironmentFault | None:
        """None where nothing is amiss any more. What does not need the disk is done in any case: a lock must be."""
        if self.lost and self.mend is not None:
            try:
                with explaining():
                    self.mend()
            except EnvironmentFault as error:
                return error
        self.lost = False
        return None


class Lanes:
    """The executors. ``submit``-like methods return futures; nobody waits for them in the event loop."""

    def __init__(self, compute_threads: int = 2) -> None:
        self._writer = _Lane("writer")
        self._reader = _Lane("reader", repeats=True)
        self._drafts = _Lane("drafts", repeats=True)
        self._compute = _Lane("compute", compute_threads)

    def mend_with(
        self, reachable: Callable[[], bool], mends: Mapping[str, Callable[[], None]],
        check: Callable[[], None] | None = None,
    ) -> None:
        """For the vault that is open now: whether its disk can be read; lane ("writer", "reader", "drafts") -> what
        connects anew there, before the next work, after that disk failed somebody; and what looks at every page from
        the writer's side and raises PagesDamaged."""
        for name, lane in (("writer", self._writer), ("reader", self._reader), ("drafts", self._drafts)):
            lane.mend, lane.reachable, lane.lost = mends.get(name), reachable, False
        self._writer.check = check

    def _lost(self) -> None:
        for lane in (self._writer, self._reader, self._drafts):
            lane.lost = True

    def write(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run on the one thread that may change the vault."""
        return self._writer.submit(partial(work, *args, **kwargs), self._lost)

    def read(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run on the reading thread, on its own snapshot."""
        return self._reader.submit(partial(work, *args, **kwargs), self._lost)

    def draft(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run on the thread that keeps drafts: never behind a merge, a backup or a list."""
        return self._drafts.submit(partial(work, *args, **kwargs), self._lost)

    def compute(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run a pure function beside them."""
        return self._compute.submit(partial(work, *args, **kwargs), self._lost)

    def shutdown(self) -> None:
        """Cancel what has not begun and wait for what has. Drafts that wait are still kept."""
        for lane in (self._compute, self._reader, self._writer):
            lane.pool.shutdown(wait=True, cancel_futures=True)
        self._drafts.pool.shutdown(wait=True)
