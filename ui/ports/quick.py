"""The quick record."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from caseapp.domain.spec import RecordId
from ui.address import NOWHERE, Address
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
    MORE = "more"  # the twelve questions are answered on their own record, right after this one


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
    how_known: str = ""  # term id; blank: nobody said
    agreed: Agreed = Agreed.NOT_ASKED
    who_id: RecordId | None = None
    where_id: RecordId | None = None
    incident_id: RecordId | None = None
    incident_title: str = field(default="", repr=False)  # a new incident
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
    cure: Address = NOWHERE  # where the first of what is missing is written down
    consent_id: RecordId | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class QuickWarning:
    """Something that looks wrong in a row; it blocks nothing. ``fix``: what would stand in the field instead."""

    row: str
    words: str = field(repr=False)
    fix: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line of a pasted list. ``problem``: why it cannot be recorded; ``warning``: what looks wrong."""

    number: int
    text: str = field(repr=False)
    words: str = field(default="", repr=False)
    problem: str = field(default="", repr=False)
    warning: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is here already, with the facts by which they are told apart."""

    id: RecordId
    title: str = field(repr=False)
    facts: str = field(default="", repr=False)
    unnamed: bool = False  # never offered as the same: "unknown man" is nobody's name


@dataclass(frozen=True, slots=True)
class PlaceZone:
    """In which zone times at a place are read, and how that is said: "Almaty (UTC+6)"."""

    zone: str = ""
    name: str = field(default="", repr=False)


MOST_LISTED: Final = 500


class Quick(Protocol):
    """The quick record."""

    def presets(self) -> Sequence[Choice]:
        """What happened, most frequent first; the first is the default. Pure and quick."""

    def relations(self) -> Sequence[Choice]:
        """Who told us; the first is the default. Pure and quick."""

    def forces(self) -> Sequence[Choice]:
        """By whom; the first is the default. Pure and quick."""

    def ways_of_knowing(self) -> Sequence[Choice]:
        """How the source knows; nothing is said unasked. Pure and quick."""

    def who(self, text: str) -> Reading:
        """What is understood of "Ахметов Данияр, 27, м". Pure and quick."""

    def when(self, text: str, place: PlaceZone) -> Reading:
        """What is understood of a typed time, read where it happened. Pure and quick."""

    def listed(self, text: str) -> Sequence[ListedPerson]:
        """The lines of a pasted list that are not blank, at most ``MOST_LISTED``. Pure and quick."""

    def warnings(self, quick: QuickRecord, place: PlaceZone) -> Sequence[QuickWarning]:
        """What looks wrong; nothing of it blocks. Pure and quick."""

    def zone(self, place: RecordId) -> PlaceZone:
        """The zone of a place. Reader lane."""

    def known(self, ids: Sequence[RecordId]) -> Sequence[KnownPerson]:
        """Facts of persons. Reader lane."""

    def beside(self, place: RecordId, when: str, zone: PlaceZone) -> Sequence[KnownPerson]:
        """Who else something happened to at this time and place. Reader lane."""

    def record_all(self, names: Sequence[str], quick: QuickRecord) -> Recorded:
        """The same of many persons as one changeset. Writer lane."""

    def record(self, quick: QuickRecord) -> Recorded:
        """One changeset. Writer lane. Raises Invalid with field ``what`` or ``when``."""
