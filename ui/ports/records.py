"""Records of every type, as lists and record pages read and write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import field as part
from datetime import datetime
from typing import Protocol

from caseapp.domain.spec import RecordId, RecordSpec
from ui.ports.base import Choice, Saved, Values


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
    blank: str = ""  # why there is no value to show: withheld, erased, newer


@dataclass(frozen=True, slots=True)
class Mending:
    """Where a gap is closed: a field of a record, or of a new one (``id`` blank) that starts with ``preset``."""

    type: str
    id: RecordId
    field: str
    preset: Mapping[str, object] = part(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """What a rule says of a record, in the window's language. ``field`` is blank where it is about no field of it."""

    words: str
    field: str = ""
    gap: bool = False  # else a warning: something that cannot be true together, or looks like a slip
    short: str = ""
    cure: Mending | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Another record that points here or is pointed at."""

    id: RecordId
    type: str
    title: str
    label: str  # how it is linked, in the window's language


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links of one kind with their number and the first of them; ``key`` is opaque, for ``Records.linked``."""

    key: str
    label: str
    count: int
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewView:
    """How far a record has been checked. ``mood``: set where its state warns; ``marks``: what does not count, and why.

    ``steps``: what may follow, the usual one first; ``denied``: why this person may not approve, blank if they may.
    """

    state: str
    words: str
    mood: str
    detail: str = ""
    marks: tuple[str, ...] = ()
    steps: tuple[Choice, ...] = ()
    denied: str = ""


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
    identity: str = ""  # one line under the title
    notes: tuple[Note, ...] = ()
    groups: tuple[LinkGroup, ...] = ()
    withdrawn: bool = False
    review: ReviewView | None = None


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

    def save_each(self, type_: str, field: str, values: Values, title: str) -> Saved:
        """Write one new record for each of the records that ``values`` hold in ``field``, as one action. Writer lane.
        Raises Invalid (field), TooManyAtOnce."""

    def linked(self, id_: RecordId, key: str, offset: int) -> Sequence[Link]:
        """The links of a group from ``offset`` on, a page at a time."""

    def verify(self, id_: RecordId, state: str, reason: str) -> Saved:
        """Take one step of verification. Writer lane. Raises Denied where the step is not allowed to this person."""

    def resolve(self, id_: RecordId, field: str, value: object, seen: object, reason: str = "") -> Saved:
        """End a conflict by an ordinary write over everything that stands; the reason is kept. Writer lane."""

    def keep_both(self, id_: RecordId, field: str, reason: str = "") -> Saved:
        """Every value that stands is true. Writer lane. Raises Invalid when there is no conflict."""

    def join(self, id_: RecordId, holder: RecordId) -> Saved:
        """Add a record to one that holds such records, in the field made for its type. Writer lane."""
