"""From the record of an act to what the detention clocks count with, without deciding what nobody said."""

import datetime as dt
from typing import Final

from caseapp.domain.clocks import Detention
from caseapp.domain.moment import Moment
from caseapp.domain.records.act import DETENTION, Act
from caseapp.domain.records.person import Person

# The terms of ``limit_ground`` tagged "special"; a test compares the two.
SPECIAL_GROUNDS: Final = ("particularly_grave", "terrorist_extremist", "mass_riots", "emergency")
_ORDINARY_GROUNDS: Final = ("ordinary", "administrative")
_YES_NO: Final = {"yes": True, "no": False}
_YEAR: Final = dt.timedelta(days=365.2425).total_seconds()
_COMING_OF_AGE: Final = 18 * _YEAR
_LEAP_DOUBT: Final = dt.timedelta(days=2).total_seconds()  # eighteen calendar years differ by leap days


def is_detention(act: Act) -> bool:
    """Whether the act is of the family that has clocks."""
    return act.act_type in DETENTION.terms


def detention_of(act: Act, person: Person | None = None) -> Detention:
    """The detention in ``act``; ``person`` is its victim, asked for the age where the act does not say."""
    return Detention(
        detained=act.detained or act.start,
        protocol=act.protocol,
        judge=act.judge,
        ended=act.ended,
        no_protocol=act.no_protocol,
        no_judge=act.no_judge,
        still_held=act.still_held,
        minor=_YES_NO.get(act.minor, _minor(act.detained, person)),
        special_grounds=_special(act.limit_ground),
    )


def _special(ground: str) -> bool | None:
    if ground in SPECIAL_GROUNDS:
        return True
    return False if ground in _ORDINARY_GROUNDS else None


def _minor(detained: Moment | None, person: Person | None) -> bool | None:
    """True or False only where every reading of birth and detention agrees."""
    if detained is None or person is None or person.birth is None:
        return None
    youngest = detained.earliest() - person.birth.latest()
    oldest = detained.latest() - person.birth.earliest()
    if oldest < _COMING_OF_AGE - _LEAP_DOUBT:
        return True
    return False if youngest > _COMING_OF_AGE + _LEAP_DOUBT else None
