"""How a piece of work that left the GUI thread came back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from ui.ports import Lane


@dataclass(frozen=True, slots=True)
class Done:
    """It ended; ``value`` is what the call returned."""

    value: object


@dataclass(frozen=True, slots=True)
class Failed:
    """It raised ``error``."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It was never done: locked or called off. Still delivered, so that no page waits for ever."""


Outcome = Done | Failed | Cancelled
Slot = Callable[[Outcome], None]


class Runs(Protocol):
    """What pages know of the runner."""

    def run(self, owner: QObject, lane: Lane, work: Callable[[], object], slot: Slot, latest: str = "") -> None:
        """Do ``work`` on a lane and hand its outcome to ``slot``, a bound method of the living ``owner``.

        With ``latest``, an answer that a later call of the same owner and key overtook is dropped.
        """

    def close(self) -> None:
        """Refuse new work and tell every page that waits that its work is called off."""
