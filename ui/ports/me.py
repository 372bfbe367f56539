"""The person and the vault: names, zone, place, how much there is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ui.ports.base import Choice


@dataclass(frozen=True, slots=True)
class MeView:
    """``counts``: plural name of each type that has records, and how many."""

    alias: str = field(repr=False)
    role: str
    label: str
    zone: str
    folder: Path
    created: dt.datetime
    counts: Sequence[tuple[str, int]]
    actions: int
    evidence: int


class Me(Protocol):
    """Writer lane."""

    def look(self) -> MeView:
        """How things stand."""

    def rename(self, alias: str, role: str) -> None:
        """A contact card with a higher number under the same keys. Raises Invalid."""

    def relabel(self, label: str) -> None:
        """Another name for the vault. Raises Invalid."""

    def set_zone(self, zone: str) -> None:
        """In force from the next opening. Raises Invalid."""

    def zones(self) -> Sequence[Choice]:
        """Those of the region first, then all others. Pure and quick."""
