"""The rules of ``domain.rules.gaps`` as questions to storage, so that a list of any length can ask "with gaps".

The rules themselves stay where they are, and are what a record page shows; a test compares both over whole vaults.
"""

from collections.abc import Sequence
from typing import Final

from caseapp.domain.records.act import DETENTION
from caseapp.domain.records.consent import PURPOSES
from caseapp.domain.rules.verification import APPROVED
from caseapp.domain.spec import RecordId
from caseapp.storage.projection import Flags
from caseapp.storage.where import All, Among, Filled, Flagged, NamedBy, Not, OneOf, Some, Targets, Where

_HERE: Final = Not(Flagged(Flags.RETRACTED))  # rules leave withdrawn records out
_ACT, _ACCOUNT, _CONSENT, _STAY = "act", "account", "consent", "stay"


def _named_by(type_: str, part: Where = All(), field: str = "") -> Where:
    return NamedBy(type_, field, All((_HERE, part)))


def _any(*fields: str) -> Where:
    return Some(tuple(Filled(name) for name in fields))


_SOURCED: Final = _named_by(_ACCOUNT, Filled("source"))
# From the cheapest part to the dearest, since one that holds spares the rest. Who was done nothing to has neither a
# dated act nor one with a place, so that need not be asked for by itself.
_PERSON: Final = Some((
    Not(_any("names", "description")),
    All((Not(OneOf("official", (1,))), Not(_named_by(_CONSENT, _any("cannot_ask", *PURPOSES), "subject")))),
    Not(_named_by(_ACT, _any("start", "detained"))),
    Not(_named_by(_ACT, _any("place", "place_detail"))),
    Not(Some((_SOURCED, _named_by(_ACT, _SOURCED), _named_by(_ACT, Targets("incident", _SOURCED))))),
))
_DETENTION: Final = All((OneOf("act_type", DETENTION.terms), Some((
    Not(Filled("detained")),
    Not(_any("protocol", "no_protocol")),
    Not(_any("judge", "no_judge")),
    Not(_any("ended", "ended_how", "still_held")),
    Not(Filled("counsel")),
    Not(_named_by(_STAY, _any("place", "place_detail"), "act")),
))))
_MISSING: Final[dict[str, Where]] = {"person": _PERSON, _ACT: _DETENTION}

def unapproved(void: Sequence[RecordId]) -> Where:
    """True of a record without an approval that counts. ``void``: verifications whose approval does not."""
    counting = All((_HERE, OneOf("state", (APPROVED,)), Not(Among(tuple(void)))))
    return Not(NamedBy("verification", "subject", counting))


def missing(type_: str) -> Where | None:
    """True of a record that lacks something; None for a type of which nothing is asked."""
    return _MISSING.get(type_)
