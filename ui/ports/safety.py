"""The safety check and the verification of the vault."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ui.ports.backups import Progress


@dataclass(frozen=True, slots=True)
class SafetyView:
    """One line. ``status``: settled, attention or info (cannot be checked here). ``words`` may have a place {date} for
    ``at``. ``topic`` says where the remedy is."""

    topic: str
    status: str
    words: str
    remedy: str
    at: dt.datetime | None = None


class Safety(Protocol):
    """Writer lane."""

    def check(self) -> Sequence[SafetyView]:
        """Every line, the most important first."""

    def verify(self, progress: Progress | None = None) -> Sequence[str]:
        """Re-derive and compare everything in the vault; what was found, in sentences. Nothing is changed."""
