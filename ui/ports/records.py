"""Records of every type, as lists and record pages read and write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from caseapp.domain.spec import RecordId, RecordSpec
from ui.ports.base import Saved, Values


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. ``title`` is foreign text: always shown as plain text."""

    id: RecordId
    title: str
    detail: str = ""
    conflicts: int = 0
    gaps: int = 0
    unverified: bool = False
    withdrawn: bool = False
    spoken: str = ""  # the line as a screen reader says it, with what icons show
    cells: tuple[str, ...] = ()  # of the columns that were asked for, in their order
    excerpt: str = ""  # where text was looked for: what holds it, in its original script
    spans: tuple[tuple[int, int], ...] = ()  # (start, length) of what matched, in ``excerpt`` or else in ``title``


@dataclass(frozen=True, slots=True)
class Standing:
    """One value that stands in a field, with who wrote it when (UTC)."""

    value: object
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as it stands: ``value`` is what to show; more than one ``standing`` with ``conflict`` is a conflict."""

    value: object
    standing: tuple[Standing, ...] = ()
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Another record that points here or is pointed at."""

    id: RecordId
    type: str
    title: str
    label: str  # how it is linked, in the window's language


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record to be shown. ``seen`` is opaque: handed back on save, it says which writes the author could read."""

    id: RecordId
    type: str
    title: str
    fields: Mapping[str, FieldView]
    links: tuple[Link, ...] = ()
    titles: Mapping[RecordId, str] = field(default_factory=dict)  # of every record named in a REF or REFS field
    gaps: tuple[str, ...] = ()
    newer: bool = False
    seen: object = None


class Records(Protocol):
    """Reading and writing records of every type. Reader lane but for ``save`` and ``resolve``."""

    def specs(self) -> Mapping[str, RecordSpec]:
        """Type -> spec. Pure and quick."""

    def ids(self, type_: str) -> Sequence[RecordId]:
        """Every id in the list's order (stored sort key)."""

    def rows(self, ids: Sequence[RecordId]) -> Sequence[Row]:
        """The rows of these ids that are still here: a window's page, never the whole list."""

    def get(self, id_: RecordId) -> RecordView:
        """One record. Raises NotFound."""

    def save(self, type_: str, id_: RecordId | None, changes: Values, title: str, seen: object = None) -> Saved:
        """Write one change; ``title`` names it for Undo. Writer lane. Raises Invalid (field), Stale, NotFound."""

    def resolve(self, id_: RecordId, field: str, value: object, seen: object) -> Saved:
        """End a conflict by an ordinary write over everything that stands. Writer lane."""
