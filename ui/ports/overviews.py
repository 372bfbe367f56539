"""What a person, an incident, a case look like at a glance."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class Item:
    """A record in a list of an overview. ``status`` blank, or attention, danger, info, settled with ``note``."""

    type: str
    id: RecordId
    title: str = field(repr=False)
    detail: str = field(default="", repr=False)
    status: str = ""
    note: str = ""
    picture: str = ""  # SHA-256 of its file, where that is a picture: shown when asked


@dataclass(frozen=True, slots=True)
class Items:
    """A list with the number of all; ``items`` are the first of them. ``field`` is blank or ``type``: what to add."""

    label: str
    count: int
    items: tuple[Item, ...] = ()


class Sure(enum.Enum):
    """How much is known of a stretch of time."""

    HELD = "held"
    POSSIBLY = "possibly"
    UNACCOUNTED = "unaccounted"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the custody bar, UTC seconds."""

    start: int
    stop: int
    sure: Sure


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment or a limit on the bar: ``first`` to ``last`` is the doubt about it."""

    first: int
    last: int
    label: str
    limit: bool = False
    status: str = ""  # of a limit: blank, attention, danger


@dataclass(frozen=True, slots=True)
class Custody:
    """One detention. ``words`` say everything that the bar shows; ``origin`` to ``end`` is what is drawn."""

    act: RecordId
    title: str = field(repr=False)
    words: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # status (blank: plain), sentence
    origin: int = 0
    end: int = 0
    stretches: tuple[Stretch, ...] = ()
    marks: tuple[Mark, ...] = ()
    ticks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What one source said, with its grade in words; several stand side by side."""

    id: RecordId
    source: str = field(repr=False)
    grade: str = ""
    when: str = ""
    about: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    how: str = ""  # how the source knows, and whether it repeats another account


@dataclass(frozen=True, slots=True)
class Agreement:
    """One purpose of consent and the answer that is in force."""

    purpose: str
    answer: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything at a glance; a part that does not concern the type is blank."""

    lists: tuple[Items, ...] = ()
    custody: tuple[Custody, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    consent_note: str = ""
    photograph: RecordId = ""
    photograph_note: str = ""  # what was said about using it
    photograph_picture: str = ""  # SHA-256 of its file, where it is here and a picture
    told: tuple[Told, ...] = ()
    told_count: int = 0
    facts: tuple[str, ...] = ()  # counts as short phrases
    safe_channel: str = field(default="", repr=False)
    presets: Mapping[str, Mapping[str, object]] = field(default_factory=dict, repr=False)  # type to add -> its start


class Overviews(Protocol):
    """Overviews made by hand for the types that have one."""

    def has(self, type_: str) -> bool:
        """Pure and quick."""

    def overview(self, type_: str, id_: RecordId) -> Overview:
        """Reader lane. Raises NotFound."""
