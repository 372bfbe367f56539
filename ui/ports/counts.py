"""Counts over a list: which units, divided by what, and who stands behind a number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from caseapp.domain.listing import Query
from caseapp.domain.spec import RecordId
from ui.ports.base import Choice


@dataclass(frozen=True, slots=True)
class CountAsk:
    """What is counted of a list. ``rows`` and ``columns``: keys of ``aspects``, blank for none. ``public``: small
    numbers are hidden."""

    unit: str
    rows: str = ""
    columns: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class CountTable:
    """``cells[row][column]``, the last row and column the totals; None is hidden. Keys name rows and columns for
    ``behind``; ``notes`` are sentences that belong to the table wherever it goes."""

    unit: str
    row_keys: tuple[str, ...] = field(repr=False)
    row_labels: tuple[str, ...] = field(repr=False)
    column_keys: tuple[str, ...] = field(repr=False)
    column_labels: tuple[str, ...] = field(repr=False)
    cells: tuple[tuple[int | None, ...], ...] = field(repr=False)
    notes: tuple[str, ...] = ()


class Counts(Protocol):
    """Reader lane but for the first three, which are pure and quick."""

    def has(self, type_: str) -> bool:
        """Whether a list of this type can be counted in several units."""

    def units(self, type_: str) -> Sequence[Choice]:
        """What can be counted over a list of this type, its own records first."""

    def aspects(self, unit: str) -> Sequence[Choice]:
        """By what these units can be divided."""

    def count(self, query: Query, ask: CountAsk) -> CountTable:
        """The table. Raises Invalid for what this list cannot count."""

    def behind(self, query: Query, ask: CountAsk, row: str | None, column: str | None) -> Sequence[RecordId]:
        """The units of one cell; None for a total."""
