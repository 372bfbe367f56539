"""What people type for a date, read as a Moment: "7 янв вечером", "5-8 Jan", "about 2019", "7 қаңтар кешке", "вчера".

What was understood is always shown back before it is recorded, so the reader may fill in what is customary: a date
without a year is the nearest past one, a part of the day is six hours. It never fills in a day or month that was not
said. Every form that ``moment_format`` writes is read back to the same moment.
"""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

from caseapp.domain.calendar_words import PARTS
from caseapp.domain.moment import MAX_YEAR, MIN_YEAR, InvalidMoment, Moment, interval
from caseapp.domain.moment_words import Token, tokens

_SEPARATORS: Final = ("dash", "to", "and")
_NIGHT: Final = ("22:00", "06:00")  # from one day to the next
_THIRDS: Final = ((1, 10), (11, 20), (21, 31))


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of what was typed, as far as it was said."""

    year: int = 0
    month: int = 0
    day: int = 0
    third: int = 0
    time: str = ""
    part: str = ""

    @property
    def dated(self) -> bool:
        return bool(self.year or self.month or self.day)


def parse_moment(text: str, today: dt.date, zone: str = "") -> Moment:
    """The moment that ``text`` means to somebody who types it on ``today``; ``zone`` is that of the event.

    Raises InvalidMoment with the reason.
    """
    found = tokens(text)
    about = any(token.kind == "about" for token in found)
    opened = any(token.kind == "open" for token in found)
    rest = [token for token in found if token.kind not in ("about", "open")]
    if not rest:
        raise InvalidMoment("empty")
    sides = [_side(part, today) for part in _split(rest, opened)]
    if len(sides) == 1:
        return _single(_with_year(_today_if_undated(sides[0], today), today), about, zone)
    if any(side.third for side in sides):
        raise InvalidMoment("form")
    night = _night(sides[0], sides[1], today)
    if night is not None:
        return interval(*night, about, zone)
    return _range(*_completed(sides[0], sides[1], today), about, zone)


def _night(left: _Side, right: _Side, today: dt.date) -> tuple[str, str] | None:
    """The ends of "в ночь на 8 января" or "night of 7–8 January"; None for anything else."""
    if "night" not in (left.part, right.part) or left.time or right.time:
        return None
    if not left.dated:
        right = replace(_with_year(_today_if_undated(right, today), today), part="")
        before = _shifted(right, -1)
    else:
        before, right = (replace(side, part="") for side in _completed(left, right, today))
        if _shifted(before, 1) != right:
            return None
    return _form(replace(before, time=_NIGHT[0]), 0), _form(replace(right, time=_NIGHT[1]), 1)


def _split(found: list[Token], opened: bool) -> list[list[Token]]:
    places = [i for i, token in enumerate(found) if token.kind in _SEPARATORS]
    if not places:
        return [found]
    if len(places) > 1 or not 0 < places[0] < len(found) - 1:
        raise InvalidMoment("form")
    if found[places[0]].kind == "and" and not opened:
        raise InvalidMoment("word")
    return [found[:places[0]], found[places[0] + 1:]]


def _side(part: list[Token], today: dt.date) -> _Side:
    side = _Side()
    for token in part:
        if token.kind in ("shift", "weekday"):
            back = token.number if token.kind == "shift" else -((today.weekday() - token.number) % 7)
            day = today + dt.timedelta(days=back)
            side = _once(_once(_once(side, "year", day.year), "month", day.month), "day", day.day)
        elif token.kind in ("time", "part"):
            side = _once(side, token.kind, token.text)
        else:
            side = _once(side, token.kind, token.number)
    if side.time and side.part:
        side = replace(side, time=_of_half_day(side.time, side.part), part="")
    return side


def _once(side: _Side, name: str, value: int | str) -> _Side:
    if getattr(side, name):
        raise InvalidMoment("form")
    if value == 0:
        raise InvalidMoment("calendar")
    change: dict[str, Any] = {name: value}
    return replace(side, **change)


def _of_half_day(time: str, part: str) -> str:
    """"7:30 in the evening", "в 9 вечера": an hour up to twelve said with a late part of the day."""
    hour = int(time[:2])
    if part in ("day", "evening") and 1 <= hour < 12:
        return f"{hour + 12}{time[2:]}"
    return time


def _today_if_undated(side: _Side, today: dt.date) -> _Side:
    if side.dated:
        return side
    return replace(side, year=today.year, month=today.month, day=today.day)


def _with_year(side: _Side, today: dt.date) -> _Side:
    """The nearest year in which the date does not lie in the future; 29 February goes back to a leap year."""
    if side.year:
        return side
    if not side.month:
        raise InvalidMoment("month")
    for year in range(today.year, today.year - 9, -1):
        if (side.month, side.day or 1) <= (today.month, today.day) or year < today.year:
            whole = replace(side, year=year)
            if not (side.month == 2 and side.day == 29) or _is_leap(year):
                return whole
    raise InvalidMoment("calendar")


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _completed(left: _Side, right: _Side, today: dt.date) -> tuple[_Side, _Side]:
    """Each end takes from the other what it left unsaid: "5–8 January 2022", "7 Jan 18:00–24:00"."""
    if not left.dated and not right.dated:
        left = _today_if_undated(left, today)
    one, other = _inherit(left, right), _inherit(right, left)
    if not other.year:
        other = _with_year(other, today)
        one = replace(one, year=other.year)
        if (one.month, one.day) > (other.month, other.day):
            one = replace(one, year=other.year - 1)  # 30 December – 2 January
    return one, other


def _inherit(side: _Side, other: _Side) -> _Side:
    if not side.dated:
        return replace(side, year=other.year, month=other.month, day=other.day)
    month = side.month or (other.month if side.day else 0)
    return replace(side, month=month, year=side.year or other.year)


def _range(left: _Side, right: _Side, about: bool, zone: str) -> Moment:
    start, end = _form(left, 0), _form(right, 1)
    if len(start) == len(end) == 16 and end < start and not _said_later(left, right):
        end = _form(_shifted(right, 1), 1)  # 22:00–02:00 passes midnight
    return interval(start, end, about, zone)


def _said_later(left: _Side, right: _Side) -> bool:
    return (left.year, left.month, left.day) != (right.year, right.month, right.day)


def _shifted(side: _Side, days: int) -> _Side:
    day = _date(side) + dt.timedelta(days=days)
    return replace(side, year=day.year, month=day.month, day=day.day)


def _single(side: _Side, about: bool, zone: str) -> Moment:
    if side.part:
        return interval(_form(side, 0), _form(side, 1), about, zone)
    if side.third:
        return _third(side, about, zone)
    if side.time == "24:00":
        side = replace(_shifted(side, 1), time="00:00")
    return Moment(_form(side, 0), "", about, zone)


def _form(side: _Side, end: int) -> str:
    """The stored form of one end; ``end`` 1 takes the later bound of a part of the day."""
    time = side.time or (PARTS[side.part][end] if side.part else "")
    if not side.year or (side.day and not side.month):
        raise InvalidMoment("month")
    if time and not side.day:
        raise InvalidMoment("day")
    form = f"{side.year:04d}"
    if side.month:
        form += f"-{side.month:02d}"
    if side.day:
        form += f"-{side.day:02d}"
    if time:
        _date(side)
        form += f"T{time}"
    return form


def _third(side: _Side, about: bool, zone: str) -> Moment:
    """"early January": its first ten days."""
    if not side.month or side.day or side.time:
        raise InvalidMoment("month" if not side.month else "form")
    first, last = _THIRDS[side.third - 1]
    start = replace(side, third=0, day=first)
    end = replace(start, day=min(last, calendar.monthrange(_date(start).year, side.month)[1]))
    return interval(_form(start, 0), _form(end, 1), about, zone)


def _date(side: _Side) -> dt.date:
    if not side.day:
        raise InvalidMoment("day" if side.month else "month")
    if not MIN_YEAR <= side.year <= MAX_YEAR:
        raise InvalidMoment("year")
    try:
        return dt.date(side.year, side.month, side.day)
    except ValueError:
        raise InvalidMoment("calendar") from None
