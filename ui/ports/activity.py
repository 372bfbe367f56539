"""The activity log in words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ui.ports.base import Choice


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """``no`` is its place, for going on after it. ``detail``: a second sentence, or blank."""

    no: int
    at: dt.datetime
    title: str
    detail: str


class Activity(Protocol):
    """Writer lane."""

    def kinds(self) -> Sequence[Choice]:
        """The kinds that have lines, with their number in the label."""

    def lines(self, kind: str = "", before: int = 0) -> Sequence[ActivityLine]:
        """A page, newest first; ``kind`` blank for all."""

    def printed(self, page: str) -> None:
        """Enter that a page of this kind went to a printer."""

    def save_page(self, page: str, path: Path, pdf: bytes) -> None:
        """Write a page or picture of this kind outside and enter it. Raises FileThere, PlaceFault, DiskFull."""

    def save_table(self, table: str, path: Path, rows: Iterable[Sequence[str]]) -> None:
        """Write a table of this kind outside as CSV and enter it. Cells that a table would compute are defused. Raises
        FileThere, PlaceFault, DiskFull."""

    def save(self, path: Path, kind: str = "") -> int:
        """All lines of a kind as CSV, whole or not at all; how many. Cells that a table would compute are defused."""
