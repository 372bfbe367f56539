"""The quick record."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from caseapp.domain.spec import RecordId
from ui.ports.base import Choice, Saved
from ui.ports.words import Reading


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
