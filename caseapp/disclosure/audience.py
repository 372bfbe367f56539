"""For whom a document is made, and what follows from it: which fields at all, which consent, what silence means."""

import enum
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from caseapp.domain.spec import Sensitivity
from caseapp.domain.text import N_


class Audience(enum.Enum):
    """Who will read. Closed: every audience has a clearance."""

    INTERNAL = "internal"  # our own organisation
    LAWYER = "lawyer"


@dataclass(frozen=True, slots=True)
class Clearance:
    """What an audience may see: fields up to ``level``; people who said yes to ``purpose``, or, if
    ``silence_is_enough``, people who were never asked (unasked means "inside our organisation", not "no")."""

    level: Sensitivity
    purpose: str
    silence_is_enough: bool
    banner: str


CLEARANCES: Final = MappingProxyType({
    Audience.INTERNAL: Clearance(
        Sensitivity.INTERNAL, "store", True, N_("CONFIDENTIAL – for use inside the organisation only")
    ),
    Audience.LAWYER: Clearance(
        Sensitivity.LAWYER, "store", False, N_("CONFIDENTIAL – lawyer’s working file, not for filing as it stands")
    ),
})
