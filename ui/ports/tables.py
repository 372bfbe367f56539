"""Tables of other programs in: what the page Tables asks. Headers, cells and names of sheets are foreign text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ui.ports.base import Choice, Saved
from ui.ports.exchange import Staged, Told


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file that was read. ``encoding`` and ``delimiter`` are blank for what is not plain text."""

    sheets: tuple[Choice, ...] = field(repr=False)  # id: name of the sheet; label: with its number of rows
    encoding: str = ""  # utf-8, utf-16, cp1251
    delimiter: str = ""
    document: bool = False  # XML: its own fields, no columns to be chosen


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column: its header and the first cell that holds anything."""

    header: str
    sample: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person said of a sheet. ``fields``: header -> id of a field; ``terms``: (header, word) -> term."""

    name: str = ""
    sheet: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    key: str = ""  # a header; blank: every row is new
    terms: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    month_first: bool = False
    namespace: str = ""  # of the mapping that was kept; blank for a new one


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """The columns of a sheet, and what is suggested for them."""

    columns: tuple[ColumnSeen, ...]
    suggested: Chosen


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that its list does not have, and what may be chosen instead."""

    header: str
    word: str = field(repr=False)
    rows: int
    choices: tuple[Choice, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RowWrong:
    """What is wrong in a row, in words with the place."""

    words: str


@dataclass(frozen=True, slots=True)
class TableCounted:
    """What taking the table in would do. ``wrong``: the first of the errors."""

    rows: int
    new: int
    changed: int
    same: int
    wrong_rows: int
    wrong: tuple[RowWrong, ...]
    unknown: tuple[UnknownWord, ...] = field(repr=False)
    note: str = ""  # what of a document no field takes


class Tables(Staged, Protocol):
    """One table at a time. Writer lane unless a docstring says otherwise."""

    def fields(self) -> Sequence[Choice]:
        """What a column may fill: id and "Person: Names". Quick, any lane."""

    def open(self, path: Path, encoding: str, told: Told) -> TableFile:
        """Read a file in the box; ``encoding`` blank: found out. Compute lane. Raises what is wrong with it."""

    def sheet(self, name: str) -> SheetSeen:
        """The columns of a sheet of the file that was opened last. Compute lane."""

    def map(self, chosen: Chosen, told: Told) -> object:
        """Every row read as values, for ``count``. Compute lane."""

    def count(self, mapped: object, told: Told) -> TableCounted:
        """Compared with what is here; nothing is written."""

    def take_in(self, told: Told) -> Saved:
        """Exactly what was counted last, without the rows that are wrong. Raises Stale, with nothing written."""

    def kept(self) -> Sequence[Chosen]:
        """Mappings that were kept, by name."""

    def keep(self, chosen: Chosen) -> Chosen:
        """Keep this mapping; it has a namespace afterwards."""

    def load(self, path: Path) -> Chosen:
        """A mapping that somebody handed on, kept from now on. Raises BadMapping."""

    def save(self, chosen: Chosen, path: Path) -> None:
        """A mapping as a file to hand on. Raises what writing outside raises."""
