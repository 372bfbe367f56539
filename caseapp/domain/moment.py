"""When something happened, as far as it is known: year, month, day or minute, one or an interval, exact or about.

What is not known is not invented: "2022" stays a year and never becomes 1 January (HURIDOCS dates do, and statistics of
January 2022 would drown in it). Times are wall time at the place of the event, with the IANA zone of that place.
"""

import calendar
import datetime as dt
import enum
import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import msgspec

from caseapp.domain.errors import Invalid
from caseapp.domain.text import N_, Language
from caseapp.domain.zones import KAZAKHSTAN, is_zone, zone_info

MIN_YEAR: Final = 1800
MAX_YEAR: Final = 2199

_FORM: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?", re.ASCII)
_MINUTE: Final = dt.timedelta(minutes=1)
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


REASONS: Final = MappingProxyType({
    "form": N_("This is not read as a date."),
    "word": N_("A word of this date is not understood."),
    "empty": N_("No date is given."),
    "year": N_("The year must lie between 1800 and 2199."),
    "month": N_("The month is missing."),
    "day": N_("The day is missing."),
    "time": N_("There is no such time of day."),
    "calendar": N_("There is no such day in the calendar."),
    "order": N_("The end lies before the beginning."),
    "ambiguous": N_("Day and month could be read either way; write the month as a word."),
    "zone": N_("This time zone is not known."),
})


class InvalidMoment(Invalid, ValueError):
    """A date that no calendar has, or an interval that runs backwards; ``reason`` is a key of ``REASONS``.

    Also a ValueError, so that strict decoding of foreign structs reports it as a validation error.
    """

    code = "invalid-moment"
    what = N_("This is not a date or time that can be stored.")
    next_step = N_("Write for example “7 January 2022, 18:00”, “January 2022” or “about 2019”.")

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(field, reason=reason)
        self.reason = reason

    def explain(self, language: Language) -> str:
        """Which check failed, and how dates are written."""
        return " ".join(language.text(text) for text in (REASONS.get(self.reason, self.what), self.next_step))


class Precision(enum.IntEnum):
    """The finest unit that one end of a moment states."""

    YEAR = 0
    MONTH = 1
    DAY = 2
    MINUTE = 3


# How far "about" reaches to either side, by the precision it was said with. A convention of this program, printed with
# the user guide: wide enough that no limit is called exceeded on the strength of an "about".
ABOUT: Final = {
    Precision.YEAR: dt.timedelta(days=731),
    Precision.MONTH: dt.timedelta(days=31),
    Precision.DAY: dt.timedelta(days=3),
    Precision.MINUTE: dt.timedelta(hours=2),
}


class Moment(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A partial date or time, or an interval of them.

    ``start`` and ``end`` are "2022", "2022-01", "2022-01-07" or "2022-01-07T18:40" (wall time); ``end`` is inclusive,
    blank for a single moment, and may say "T24:00" for the end of its day. ``zone`` is the IANA zone of the event or
    blank. Raises InvalidMoment (while decoding: msgspec.ValidationError).
    """

    start: str
    end: str = ""
    approximate: bool = False
    zone: str = ""

    def __post_init__(self) -> None:
        _check(self.start, self.end)
        if self.zone and not is_zone(self.zone):
            raise InvalidMoment("zone")

    def __repr__(self) -> str:
        """The precision alone: a birth date never reaches a log or a traceback."""
        return f"Moment({self.precision.name.lower()}{', interval' if self.end else ''})"

    @property
    def precision(self) -> Precision:
        """How finely the beginning is known."""
        return precision_of(self.start)

    @property
    def last(self) -> str:
        """The inclusive last end: ``end``, or ``start`` where there is no interval."""
        return self.end or self.start

    @property
    def year(self) -> int:
        """The year in which it began."""
        return int(self.start[:4])

    def earliest(self) -> int:
        """First second that it can mean, UTC epoch seconds; without a zone the earliest among Kazakhstan's zones."""
        return _bounds(self)[0]

    def latest(self) -> int:
        """First second that it can no longer mean (half-open bound), UTC epoch seconds.

        A day ends with its last minute, "18:40" reaches up to 18:41; without a zone the latest of Kazakhstan's zones.
        """
        return _bounds(self)[1]

    def day(self) -> str:
        """The day "2022-01-07" if it is known and only one, else blank."""
        first, last = self.start[:10], self.last[:10]
        return first if len(first) == 10 and first == last else ""


class Order(enum.Enum):
    """How two moments stand to each other as intervals."""

    BEFORE = "before"
    AFTER = "after"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Seconds between two moments, as far as they are known: at least ``least``, at most ``most``; may be negative."""

    least: int
    most: int


def order(one: Moment, other: Moment) -> Order:
    """Whether ``one`` certainly lies before or after ``other``; UNCLEAR where their intervals touch each other."""
    if one.latest() <= other.earliest():
        return Order.BEFORE
    if other.latest() <= one.earliest():
        return Order.AFTER
    return Order.UNCLEAR


def elapsed(start: Moment, stop: Moment) -> Elapsed:
    """Interval arithmetic ``stop - start`` in seconds, across zones."""
    return Elapsed(stop.earliest() - start.latest(), stop.latest() - start.earliest())


def interval(start: str, end: str, approximate: bool = False, zone: str = "") -> Moment:
    """A moment from two ends in canonical form: equal ends become a single moment. Raises InvalidMoment."""
    return Moment(start, "" if end == start else end, approximate, zone)


def precision_of(form: str) -> Precision:
    """The precision of one end, read from its length; the form was checked before."""
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(form), Precision.MINUTE)


def wall_bounds(moment: Moment) -> tuple[dt.datetime, dt.datetime]:
    """First and last minute in wall time, "about" not yet widened: for calendars and lists that show local days."""
    return _first_minute(moment.start), _last_minute(moment.last)


def _check(start: str, end: str) -> None:
    last = _read_last(start, False)
    if end and _read_last(end, True) < last:
        raise InvalidMoment("order")


@lru_cache(maxsize=4096)
def _read_last(form: str, closing: bool) -> dt.datetime:
    """The last minute of one end; refuses what no calendar has. Cached: records of one sitting share their days."""
    match = _FORM.fullmatch(form)
    if match is None:
        raise InvalidMoment("form")
    if not MIN_YEAR <= int(match[1]) <= MAX_YEAR:
        raise InvalidMoment("year")
    if match[4] == "24" and not (closing and match[5] == "00"):
        raise InvalidMoment("time")
    try:
        return _last_minute(form)
    except ValueError:
        raise InvalidMoment("calendar") from None


def _first_minute(form: str) -> dt.datetime:
    year, month, day, hour, minute = _parts(form)
    if hour == 24:
        return _last_minute(form)
    return dt.datetime(year, month or 1, day or 1, hour or 0, minute or 0)


def _last_minute(form: str) -> dt.datetime:
    year, month, day, hour, minute = _parts(form)
    if month is None:
        return dt.datetime(year, 12, 31, 23, 59)
    if day is None:
        return dt.datetime(year, month, calendar.monthrange(year, month)[1], 23, 59)
    if hour is None or minute is None or hour == 24:
        return dt.datetime(year, month, day, 23, 59)
    return dt.datetime(year, month, day, hour, minute)


def _parts(form: str) -> tuple[int, int | None, int | None, int | None, int | None]:
    size = len(form)
    return (
        int(form[:4]),
        int(form[5:7]) if size >= 7 else None,
        int(form[8:10]) if size >= 10 else None,
        int(form[11:13]) if size >= 16 else None,
        int(form[14:16]) if size >= 16 else None,
    )


@lru_cache(maxsize=4096)
def _bounds(moment: Moment) -> tuple[int, int]:
    first, last = wall_bounds(moment)
    zones = (moment.zone,) if moment.zone else KAZAKHSTAN
    low = min(_utc(first, zone, fold) for zone in zones for fold in (0, 1))
    high = max(_utc(last, zone, fold) for zone in zones for fold in (0, 1)) + _MINUTE
    if moment.approximate:
        low -= ABOUT[precision_of(moment.start)]
        high += ABOUT[precision_of(moment.last)]
    return int((low - _EPOCH).total_seconds()), int((high - _EPOCH).total_seconds())


def _utc(wall: dt.datetime, zone: str, fold: int) -> dt.datetime:
    """Both readings of a wall time that a clock change made ambiguous or skipped are taken into account."""
    return wall.replace(tzinfo=zone_info(zone), fold=fold).astimezone(dt.UTC)
