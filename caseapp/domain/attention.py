"""What waits for a person: how many and which ones first, and dates that come."""

from dataclasses import dataclass
from typing import Final

from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many, and which ones first."""

    count: int
    first: tuple[RecordId, ...] = ()


NOTHING: Final = Waiting(0)


@dataclass(frozen=True, slots=True)
class Due:
    """A date in ``field`` of a record: half-open UTC seconds."""

    id: RecordId
    earliest: int
    latest: int
    type: str = ""
    field: str = ""
