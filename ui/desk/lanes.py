"""The lanes as the window's runner takes them: executors by name, over whatever threads the composition made."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from typing import Any, Protocol

from ui.ports import Lane


class Lanes(Protocol):
    """One thread that writes, one that reads, one for drafts, some that compute; the composition's to shut down."""

    def write(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run on the writing thread."""

    def read(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run on the reading thread."""

    def draft(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run on the thread that keeps drafts. Nothing there waits for another lane."""

    def compute(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run beside them."""

    def mend_with(
        self, reachable: Callable[[], bool], mends: Mapping[str, Callable[[], None]],
        check: Callable[[], None] | None = None,
    ) -> None:
        """Whether the disk of the open vault can be read; lane -> what connects anew there after it was away; what
        looks whether a page is really damaged."""


class _Through(Executor):
    """One lane as an executor. Shutting it down is not the window's business, so ``shutdown`` does nothing."""

    def __init__(self, submit: Callable[..., "Future[Any]"]) -> None:
        self._submit = submit

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        return self._submit(fn, *args, **kwargs)


def executors(lanes: Lanes) -> Mapping[Lane, Executor]:
    """Lane -> executor."""
    return {
        Lane.WRITER: _Through(lanes.write), Lane.READER: _Through(lanes.read),
        Lane.DRAFTS: _Through(lanes.draft), Lane.COMPUTE: _Through(lanes.compute),
    }
