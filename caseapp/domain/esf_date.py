"""Dates as HURIDOCS Events Standard Formats write them, for exchange with systems that know nothing else.

ESF fills an unknown day or month with 1 and flags that in list MT48. Software that drops the flag turns every vague
date into 1 January; so coming back, an unflagged 1 January is read as its year unless somebody confirms the day.
Source: ESF fields 0113, 0114, 2111, 2121; list MT48 (types of dates).
"""

import enum
from dataclasses import dataclass, field

from caseapp.domain.moment import InvalidMoment, Moment, Precision, precision_of


class EsfDateType(enum.Enum):
    """MT48, two leading digits of the code; blank for an exact date."""

    EXACT = ""
    ESTIMATE = "01"
    UNKNOWN_DAY = "02"
    UNKNOWN_MONTH_AND_DAY = "03"


@dataclass(frozen=True, slots=True)
class EsfDate:
    """A full date "2022-01-01" with the flag that says how much of it is meant."""

    date: str = field(repr=False)
    type: EsfDateType


def esf_date(moment: Moment) -> tuple[EsfDate, EsfDate | None]:
    """Initial and final ESF date; no final date for what began and ended within one stated unit.

    An incomplete "about" date carries the flag of what is missing, since only one flag fits: it must not look exact.
    """
    first = _expanded(moment.start, moment.approximate)
    if not moment.end:
        return first, None
    last = _expanded(moment.end, moment.approximate)
    return first, None if last == first else last


def from_esf(date: str, type_code: str, day_confirmed: bool = False) -> Moment:
    """The partial moment behind a foreign ESF date "2022-01-01" and its MT48 code. Raises InvalidMoment."""
    try:
        kind = EsfDateType(type_code[:2])
    except ValueError:
        raise InvalidMoment("form") from None
    if len(date) != 10:
        raise InvalidMoment("form")
    whole = Moment(date)
    if kind is EsfDateType.UNKNOWN_DAY:
        return Moment(date[:7])
    if kind is EsfDateType.UNKNOWN_MONTH_AND_DAY:
        return Moment(date[:4])
    if kind is EsfDateType.ESTIMATE:
        return Moment(date, approximate=True)
    return Moment(date[:4]) if date[5:] == "01-01" and not day_confirmed else whole


def _expanded(form: str, approximate: bool) -> EsfDate:
    precision = precision_of(form)
    if precision is Precision.YEAR:
        return EsfDate(f"{form}-01-01", EsfDateType.UNKNOWN_MONTH_AND_DAY)
    if precision is Precision.MONTH:
        return EsfDate(f"{form}-01", EsfDateType.UNKNOWN_DAY)
    return EsfDate(form[:10], EsfDateType.ESTIMATE if approximate else EsfDateType.EXACT)
