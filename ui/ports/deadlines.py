"""Until when something has to be done."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ui.address import NOWHERE, Address
from ui.ports.base import Choice


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One deadline in words. ``initials`` stands where ``subject`` would name somebody. ``late``: certainly passed.

    ``of_others``: a task that names somebody else as the one who does it.
    """

    key: str
    kind: str
    day: dt.date
    title: str
    words: str = field(repr=False)
    subject: str = field(default="", repr=False)
    initials: str = field(default="", repr=False)
    source: str = ""
    late: bool = False
    unverified: bool = False
    of_others: bool = False
    address: Address = NOWHERE


@dataclass(frozen=True, slots=True)
class DeadlinesView:
    """``today`` in the zone of the vault. ``more``: not all were looked at."""

    today: dt.date
    lines: tuple[DeadlineLine, ...] = ()
    more: bool = False


class Deadlines(Protocol):
    """Every deadline that is not settled."""

    def kinds(self) -> Sequence[Choice]:
        """What may run out. Pure and quick."""

    def look(self, days: int) -> DeadlinesView:
        """What ran out within the last year and what runs out within so many days. Reader lane."""

    def save(self, path: Path, days: int, keys: frozenset[str], named: bool) -> int:
        """Those of ``look`` with these keys, as a calendar file; how many. Writer lane.

        Raises FileThere, PlaceFault, DiskFull.
        """
