"""Export files in and out: what the pages of Exchange ask.

Foreign text (file names, aliases, titles) is data: always shown as plain text.
"""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from caseapp.domain.spec import RecordId
from ui.ports.base import Saved

Told = Callable[[int, int], None]


class FileState(enum.Enum):
    """How a file that was opened stands."""

    READY = "ready"  # genuine, from a sender whose card was compared
    ASIDE = "aside"  # the sender's card was never compared, or is not here
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """One file on the threshold. ``words``: why it was refused or is kept aside."""

    key: str
    path: Path = field(repr=False)
    state: FileState
    sender: str = field(default="", repr=False)  # alias
    fingerprint: str = ""  # hex, of the sender; blank when even that is not known
    seq: int = 0
    created: datetime | None = None  # a claim
    everything: bool = True
    cases: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something odd about a file, in words. ``alarm``: the person must be stopped, not only told."""

    words: str
    alarm: bool = False
    replay: bool = False


class Part(enum.Enum):
    """The numbers of a preview; each opens."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CONFLICTS = "conflicts"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Counted:
    """What taking the files in would do, all of them as one. ``notices``: by file."""

    counts: Mapping[Part, int]
    held: int  # actions of authors whose cards were never compared: kept aside
    notices: Mapping[str, tuple[Noticed, ...]]
    left_out: tuple[str, ...] = ()  # files that were taken in before

    @property
    def empty(self) -> bool:
        """True when taking them in changes no record."""
        return not (self.counts[Part.NEW] or self.counts[Part.CHANGED])


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One record behind a number."""

    id: RecordId
    kind: str
    title: str = field(repr=False)
    detail: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a record: as it stands here and as it would stand. Several standing values: a conflict."""

    label: str
    before: str = field(repr=False)
    after: str = field(repr=False)
    conflict: bool = False
    protective: bool = False


@dataclass(frozen=True, slots=True)
class Touched:
    """How often a number of the preview lies in one field of one kind of record; no record and nobody is named."""

    part: Part
    kind: str
    field: str
    count: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in. ``packages``: for setting it aside again."""

    saved: Saved
    packages: tuple[str, ...]
    conflicts: int
    touched: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line of the history of imports. ``counts`` are of all ``together`` files of that action."""

    package: str
    sender: str = field(repr=False)
    seq: int
    everything: bool
    cases: int
    created: datetime
    at: datetime
    taken: bool
    records: int
    together: int
    counts: Mapping[Part, int]


@dataclass(frozen=True, slots=True)
class Departure:
    """One line of the history of exports. ``received``: those of ``recipients`` whose own files show it."""

    recipients: tuple[str, ...] = field(repr=False)
    seq: int
    everything: bool
    cases: int
    at: datetime
    received: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SetAside:
    """What setting a merge aside did."""

    saved: Saved
    built_on: int


@dataclass(frozen=True, slots=True)
class Travels:
    """What an export would hold and what stays here. ``kinds``: label of a record type -> how many.

    ``outside`` counts the records that are not in the chosen cases, ``left`` are the first of them.
    """

    kinds: Sequence[tuple[str, int]]
    records: int
    files: int
    size: int  # bytes of the files of evidence
    outside: int
    left: tuple[StagedRow, ...]
    lost: tuple[StagedRow, ...]
    set_aside: int
    held: int


@dataclass(frozen=True, slots=True)
class Sent:
    """An export file that stands on the medium, read back."""

    path: Path = field(repr=False)
    seq: int
    size: int
    sha256: str


class Staged(Protocol):
    """What was counted and is not in the vault yet. Writer lane."""

    def strangers(self, told: Told) -> object:
        """The persons whom it brings for the first time, for ``Review.alike``."""

    def rows(self, part: Part, first: int, limit: int) -> Sequence[StagedRow]:
        """The records behind a number of the last count."""


class Exchange(Protocol):
    """Writer lane unless a docstring says otherwise."""

    def look_for(self, path: Path) -> bool:
        """Whether a dropped file claims to be an export file, by its name alone. Pure and quick."""

    def trust(self) -> object:
        """What ``open`` needs of the vault: opaque."""

    def open(self, path: Path, trust: object, told: Told) -> OpenedFile:
        """Read and verify beside the vault. Compute lane. What is wrong with the file is in the answer."""

    def count(self, keys: Sequence[str], told: Told) -> Counted:
        """What taking these in would do. Raises Stale when a card's standing changed since they were opened."""

    def strangers(self, told: Told) -> object:
        """The persons whom the counted files bring for the first time, for ``Review.alike``. Writer lane."""

    def rows(self, part: Part, first: int, limit: int) -> Sequence[StagedRow]:
        """The records behind a number of the last ``count``."""

    def differences(self, id_: RecordId) -> Sequence[Difference]:
        """What the last ``count`` would change in one record."""

    def touched(self) -> Sequence[Touched]:
        """In which fields the conflicts and the more restrictive answers of the last ``count`` lie."""

    def take_in(self, told: Told) -> TakenIn:
        """Apply exactly the last ``count``. Raises Stale, with nothing written, if the vault moved since."""

    def catch_up(self) -> int:
        """Let search catch up by a piece; returns how many records remain."""

    def drop(self, keys: Sequence[str]) -> None:
        """Forget files that were opened."""

    def arrivals(self) -> Sequence[Arrival]:
        """Imports, newest first. Reader lane."""

    def departures(self) -> Sequence[Departure]:
        """Exports, newest first. Reader lane."""

    def set_aside(self, package: str, keep_protection: bool) -> SetAside:
        """Undo a merge. Raises Stale."""

    def take_in_again(self, package: str) -> Saved:
        """Exactly what stood before it was set aside. Raises Stale."""

    def travels(self, cases: Sequence[RecordId]) -> Travels:
        """What an export of these cases, or of everything, would hold."""

    def file_name(self) -> str:
        """A name for the next export file that tells nothing of anybody. Pure and quick."""

    def free(self, folder: Path) -> int:
        """Free bytes where the file would be written. Compute lane. Raises MediumLost."""

    def send(self, folder: Path, fingerprints: Sequence[str], cases: Sequence[RecordId], told: Told) -> Sent:
        """Write and read back. Raises what the writer raises; then no file is left."""
