"""What the window asks of the services, as small typed protocols of its own.

The window is programmed against these and nothing else, so that it is tested without a vault and the services without
a screen. Everything here is plain data or a plain call: calls block, may raise ``CaseappError`` and are run by
``ui.bridge.runner`` on a lane, never in the GUI thread, unless their docstring says "pure and quick".
"""

import enum
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from caseapp.domain.spec import RecordId, RecordSpec

Values = dict[str, object]  # field name -> value as the record struct holds it


class Lane(enum.Enum):
    """Where a call runs; the same three everywhere."""

    WRITER = "writer"
    READER = "reader"
    COMPUTE = "compute"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a closed list: stable id, label in the window's language, checked by a person or not."""

    id: str
    label: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Saved:
    """What one write did. ``changes`` maps record type -> ids that any open page may have to read again."""

    ids: tuple[RecordId, ...]
    changes: Mapping[str, tuple[RecordId, ...]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. ``title`` is foreign text: always shown as plain text."""

    id: RecordId
    title: str
    detail: str = ""
    conflicts: int = 0
    gaps: int = 0
    unverified: bool = False


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


@dataclass(frozen=True, slots=True)
class Hit:
    """One search hit. ``spans`` are (start, length) in ``excerpt``, which is the text in its original script."""

    id: RecordId
    type: str
    title: str
    excerpt: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a typed text: the value to store, the words to show; ``problem`` when not understood.

    ``search`` is the part to look for among existing records: the name in "Ахметов Данияр, 27, м".
    """

    value: object = None
    words: str = ""
    problem: str = ""
    search: str = ""


class Still(enum.Enum):
    """The answer to "still held?". Not known is an answer."""

    NOT_KNOWN = "not_known"
    HELD = "held"
    RELEASED = "released"


class Agreed(enum.Enum):
    """The consent answers of the quick page; the twelve questions are on the consent record."""

    NOT_ASKED = "not_asked"
    ORGANISATION_AND_LAWYER = "organisation_and_lawyer"


@dataclass(frozen=True, slots=True)
class QuickRecord:
    """The six answers of the quick page. ``*_id`` is set when an existing record was taken, else the text counts."""

    who: str
    what: str  # id of a preset
    when: str
    still: Still = Still.NOT_KNOWN
    released: str = ""
    where: str = ""
    told_by: str = ""  # term id: relation of the source
    told_name: str = ""
    told_on: str = ""
    agreed: Agreed = Agreed.NOT_ASKED
    who_id: RecordId | None = None
    where_id: RecordId | None = None
    incident_id: RecordId | None = None
    source_id: RecordId | None = None  # kept from the record before ("next victim")
    by_whom: str = ""  # term id
    held_at: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The ids that the next record of this sitting keeps, and what is still missing, in the window's language."""

    saved: Saved
    person_id: RecordId
    act_id: RecordId
    incident_id: RecordId | None = None
    place_id: RecordId | None = None
    source_id: RecordId | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued dossier, kept in the vault until a copy is saved outside."""

    id: str
    pages: int
    gaps: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    size: int = 0


class Records(Protocol):
    """Reading and writing records of every type. Reader lane but for ``save``, ``undo``."""

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

    def undo(self) -> Saved:
        """Void the last write of this sitting. Writer lane. Raises NotFound when there is none."""


class Search(Protocol):
    """Folded search over every spelling. Reader lane, latest wins."""

    def find(self, text: str, limit: int = 20, types: tuple[str, ...] = ()) -> Sequence[Hit]:
        """Best hits first; all types when ``types`` is empty."""


class Quick(Protocol):
    """The quick record."""

    def presets(self) -> Sequence[Choice]:
        """What happened, most frequent first; the first is the default. Pure and quick."""

    def relations(self) -> Sequence[Choice]:
        """Who told us; the first is the default. Pure and quick."""

    def forces(self) -> Sequence[Choice]:
        """By whom; the first is the default. Pure and quick."""

    def who(self, text: str) -> Reading:
        """What is understood of "Ахметов Данияр, 27, м". Pure and quick."""

    def record(self, quick: QuickRecord) -> Recorded:
        """One changeset. Writer lane. Raises Invalid with field ``what`` or ``when``."""


class Vocabularies(Protocol):
    """Terms in the window's language. Pure and quick."""

    def choices(self, vocabulary: str) -> Sequence[Choice]:
        """Every term that may be chosen now, in its declared order."""

    def label(self, vocabulary: str, term: str) -> str:
        """The label of a term, or the id itself when it is not known here."""


class Readings(Protocol):
    """Typed text <-> value, in the window's language. Pure and quick; called at every pause in typing."""

    def moment(self, text: str) -> Reading:
        """"7 янв вечером" -> Moment and "7 January 2022, 18:00–24:00, Almaty (UTC+5)"."""

    def show(self, kind: str, value: object) -> str:
        """A stored value of a kind with no vocabulary (moment, names, identifiers, point, blob) as one line of text."""

    def edit(self, kind: str, value: object) -> str:
        """The same as text that ``moment``, ``point`` reads back."""

    def point(self, text: str) -> Reading:
        """"43.2380, 76.9450" -> Point."""


class Drafts(Protocol):
    """What was typed and not yet recorded, kept in the vault. Writer lane."""

    def load(self, key: str) -> Mapping[str, str] | None:
        """The draft, or None."""

    def save(self, key: str, draft: Mapping[str, str]) -> None:
        """Keep it; replaces the one before."""

    def drop(self, key: str) -> None:
        """Forget it; not an error when there is none."""


class Dossiers(Protocol):
    """Issuing and saving copies."""

    def forms(self, type_: str) -> Sequence[Choice]:
        """Forms that can be made of a record of this type. Pure and quick."""

    def audiences(self) -> Sequence[Choice]:
        """For whom. Pure and quick."""

    def issue(self, form: str, id_: RecordId, language: str, audience: str) -> Issued:
        """Make and keep it in the vault. Writer lane. Raises Denied when the release gate refuses."""

    def save_copy(self, issued: str, path: Path) -> None:
        """Write the file outside the vault and enter it in the activity log. Writer lane."""


class Desk(Protocol):
    """An open vault: everything that pages may ask, and the lanes it runs on."""

    @property
    def label(self) -> str:
        """The vault's name."""

    @property
    def author(self) -> str:
        """Whose signature stands under what is written here."""

    @property
    def sample(self) -> bool:
        """True for a vault of invented persons."""

    @property
    def lanes(self) -> Mapping[Lane, Executor]:
        """One executor a lane."""

    @property
    def records(self) -> Records: ...
    @property
    def search(self) -> Search: ...
    @property
    def quick(self) -> Quick: ...
    @property
    def vocabularies(self) -> Vocabularies: ...
    @property
    def readings(self) -> Readings: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def dossiers(self) -> Dossiers: ...

    def lock(self) -> None:
        """Close the vault; called after the window dropped its pages and wrote its drafts."""


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """A vault found on this computer."""

    path: Path
    label: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault and the recovery key to be written down: groups joined by "-"."""

    place: VaultPlace
    recovery_key: str = field(repr=False)


class Vaults(Protocol):
    """Before anything is open. Compute lane."""

    def found(self) -> Sequence[VaultPlace]:
        """Vaults in the usual place, newest first. Pure and quick."""

    def words(self, language: str) -> str:
        """A generated passphrase: words with spaces between. Pure and quick."""

    def create(self, label: str, passphrase: str, path: Path | None = None) -> Created:
        """Make a vault in the usual place, or in ``path``. Raises Invalid("passphrase") when it is too short."""

    def unlock(self, path: Path, passphrase: str, language: str = "en") -> Desk:
        """Open it, to be shown in ``language``.

        Raises Denied for a wrong passphrase, NotAVault, LockedElsewhere, TooNew, Damaged.
        """
