"""A real encrypted vault behind the window's ports, with everything done at once in the calling thread.

For tests of pages: nothing is pretended but the clock, the price of the key derivation and the threads.
"""

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from caseapp.services.session import Session
from tests.support.house import PHRASE, cheap, make_sample
from tests.support.keyring import Keyring
from ui.desk.desk import VaultDesk
from ui.desk.vaults import SAMPLE, SAMPLE_WORDS, DeskVaults, Home
from ui.pages.page import PageKit


class InlineLanes:
    """The lanes as one thread: the one that asks."""

    def write(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        return _now(work, args, kwargs)

    read = draft = compute = write

    def mend_with(
        self, reachable: Callable[[], bool], mends: Mapping[str, Callable[[], None]],
        check: Callable[[], None] | None = None,
    ) -> None:
        """Nothing is connected anew here: the disk of these tests stays."""


def _now(work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> "Future[Any]":
    future: Future[Any] = Future()
    try:
        future.set_result(work(*args, **kwargs))
    except BaseException as error:  # noqa: BLE001  # what a lane does: the future carries whatever was raised
        future.set_exception(error)
    return future


class Live:
    """One computer with vaults that open at once. ``close`` it in any case."""

    def __init__(self, folder: Path, sample: Path | None = None, keyring: Keyring | None = None) -> None:
        """``sample``: a folder made by ``make_sample``, copied."""
        if sample is not None:
            shutil.copytree(sample / SAMPLE, folder / SAMPLE)
        self.app = cheap(keyring=keyring)
        self.lanes = InlineLanes()
        self.vaults = DeskVaults(self.app.vaults, Home(folder, self.app.resources), self.lanes, self.app.language)

    def sample(self, language: str = "en") -> VaultDesk:
        """The vault of invented persons, open."""
        return self.vaults.unlock(self.vaults.sample_folder, SAMPLE_WORDS, language)

    def empty(self, label: str = "Almaty, January", language: str = "en") -> VaultDesk:
        """A new vault with nothing in it, open."""
        place = self.vaults.create(label, PHRASE).place
        return self.vaults.unlock(place.path, PHRASE, language)

    def close(self) -> None:
        """Lock what is open."""
        self.vaults.close()


def session_of(kit: PageKit) -> Session:
    """The open vault under a page's port."""
    assert isinstance(kit.desk, VaultDesk)
    return kit.desk._vault.session


__all__ = ["InlineLanes", "Live", "make_sample", "session_of"]
