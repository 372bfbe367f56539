"""What the fold of one record yields: per field the writes that stand, their values, and what is open about them."""

import enum
from typing import NamedTuple

import msgspec

from caseapp.domain.policy import Merge
from caseapp.history.change import Change
from caseapp.history.ids import ChangeId, WriteId
from caseapp.history.view import Liveness, PackageId


class Logged(msgspec.Struct, frozen=True):
    """A change with what the log knows besides: its changeset's clock claim, whether it counts, who brought it live.

    A change that two changesets hold, which only clones can make, has the greater of their claims and lives if either
    does (docs/decisions/0015).
    ``brought`` matters only for a change that is KEPT (docs/decisions/0010); others may leave it empty.
    """

    change: Change
    hlc: int = 0
    live: Liveness = Liveness.IN
    brought: frozenset[PackageId] = frozenset()


class Blank(enum.IntEnum):
    """Why a standing write shows no value."""

    NONE = 0
    WITHHELD = 1  # the sender did not deliver it
    ERASED = 2
    NEWER = 3  # an op or field of a newer Caseapp, or one that does not fit the field


class Shown(msgspec.Struct, frozen=True, gc=False):
    """One value, or the marker in its place. Equal values are equal; a blank is equal only to itself."""

    value: bytes  # canonical; b"" when blank
    blank: Blank = Blank.NONE
    write: WriteId | None = None  # whose value it would be, when blank

    def __repr__(self) -> str:
        return f"Shown({self.blank.name})"


class Candidate(msgspec.Struct, frozen=True):
    """A write that stands now, with who made it and what it shows: one value, several by ``both``, none by ``gone``."""

    write: WriteId
    author: bytes
    hlc: int
    shown: tuple[Shown, ...]
    newer: bool = False

    @property
    def order(self) -> tuple[int, bytes, WriteId]:
        """The order of the shown pick: clock claim, author, change id, entry. Total, since write ids are unique."""
        return (self.hlc, self.author, self.write)


class Reading(msgspec.Struct, frozen=True):
    """One distinct value of a field (or element of a set) with all candidates that say it, latest first."""

    shown: tuple[Shown, ...]
    sources: tuple[Candidate, ...]


class FieldState(msgspec.Struct, frozen=True):
    """A field. Register and protective: ``readings[0]`` is the shown pick; set: ``readings`` are the elements.

    ``difference``: more than one value stands (register, protective), or elements are disputed (set). It is a
    ``conflict`` unless an edge still waits for a write that is not here: then it is ``waiting``.
    """

    merge: Merge
    candidates: tuple[Candidate, ...]  # sorted by write id
    readings: tuple[Reading, ...]
    difference: bool = False
    waits: bool = False  # some path of ``over`` ends at a write that is not here
    newer: bool = False  # needs a newer Caseapp: read-only here
    kin: tuple[tuple[WriteId, ...], ...] = ()  # set: candidates that replaced a common write, however they agree
    disputed: tuple[WriteId, ...] = ()  # set: those of them that do not agree
    joined: bytes = b""  # protective: the value in force, canonical

    def __repr__(self) -> str:
        return f"FieldState({self.merge.value}, {len(self.candidates)} candidates, {len(self.readings)} readings)"

    @property
    def conflict(self) -> bool:
        """A person has to decide."""
        return self.difference and not self.waits

    @property
    def waiting(self) -> bool:
        """A difference that a write still on its way may settle."""
        return self.waits and (self.difference or (self.merge is Merge.SET and len(self.readings) > 1))


class Flaw(enum.StrEnum):
    """Why an edge is ignored. The change itself stays."""

    RECORD = "record"  # leads to another record
    FIELD = "field"  # a covering edge to another field
    ENTRY = "entry"  # the change has no such entry


class Ignored(NamedTuple):
    """One ignored edge of ``change``: to entry ``k`` of ``target``, or to ``target`` as a parent when ``k`` is -1."""

    change: ChangeId
    target: ChangeId
    k: int
    flaw: Flaw


class RecordState(msgspec.Struct, frozen=True):
    """One record under one view and one set of rules. Equal states compare equal, whatever the order of arrival."""

    empty: bool  # nothing unmuted writes to it
    retracted: bool
    retraction_conflict: tuple[ChangeId, ...]  # edits that neither saw the retraction nor were seen by it
    heads: tuple[ChangeId, ...]  # parents of the next change here
    fields: dict[str, FieldState]  # those with a candidate
    waiting_for: frozenset[ChangeId]  # named by some edge and not among the record's changes
    ignored: tuple[Ignored, ...]
    kept: bool = False  # a package is out of view, and protective writes of it stay in force

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The fields a person has to decide, sorted."""
        return tuple(sorted(name for name, field in self.fields.items() if field.conflict))
