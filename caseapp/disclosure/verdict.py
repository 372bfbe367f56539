"""What may be seen of one record, and why not more."""

import enum
from dataclasses import dataclass

from caseapp.domain.spec import RecordId


class Shown(enum.IntEnum):
    """How much of a record is shown, from nothing to all that its audience may see."""

    ABSENT = 0  # not even that it exists
    PLACEHOLDER = 1  # a pseudonym that links can point to, and nothing else
    UNNAMED = 2  # what it says, without whatever tells who it is
    FULL = 3


class Reason(enum.Enum):
    """Why less than all is shown. Closed: every reason has its words and its cure."""

    NAME_WITHHELD = "name-withheld"  # the name was marked as withheld outside the organisation
    NOT_ASKED = "not-asked"
    CONDITIONAL = "conditional"  # yes, under a condition that a program cannot judge
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NEXT_OF_KIN = "next-of-kin"  # dead or missing: nobody who may decide was asked
    EXPIRED = "expired"  # the answer was given for a time that has run out


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing withheld and from whom consent would have to be asked: ``subject`` is the person or source."""

    subject: RecordId
    reason: Reason
    purpose: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is shown of one record; ``refusal`` says why, unless all is."""

    shown: Shown
    refusal: Refusal | None = None


FULL = Verdict(Shown.FULL)
