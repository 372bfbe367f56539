"""What every part of the window shares: lanes, choices, what a write did."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from caseapp.domain.spec import RecordId

Values = dict[str, object]  # field name -> value as the record struct holds it


class Lane(enum.Enum):
    """Where a call runs; the same everywhere. Drafts have their own: what is typed never waits for a merge."""

    WRITER = "writer"
    READER = "reader"
    DRAFTS = "drafts"
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
