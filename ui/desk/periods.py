"""Years, months and days of a date with their counts: a calendar to go down by."""

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from caseapp.domain.moment import Moment, Precision
from caseapp.domain.moment_format import format_moment
from caseapp.domain.text import N_
from ui.desk.vault import OpenVault
from ui.ports import PeriodCount

Days = tuple[int, int, int]  # first and last day since 1970, records
_EPOCH: Final = dt.date(1970, 1, 1)
_MOST: Final = 120  # years; what is dated that wide is not looked for by a calendar
_ANY: Final = "@any"


def periods_of(vault: OpenVault, rows: Sequence[Days], asked: Moment | None) -> list[PeriodCount]:
    """What stands below the period that is asked for, and the way back up."""
    text = asked.start if asked is not None and not asked.end else ""
    level = {0: Precision.YEAR, 4: Precision.MONTH}.get(len(text), Precision.DAY)
    inside = text[:7] if level is Precision.DAY else text
    found = []
    for name in _names(rows, level, inside):
        low, high = _bounds(name)
        count = sum(n for first, last, n in rows if first <= high and last >= low)
        if count:
            moment = Moment(name, zone=vault.zone)
            found.append(PeriodCount(name, format_moment(moment, vault.language), count, moment))
    return [*_up(vault, rows, text), *found]


def _up(vault: OpenVault, rows: Sequence[Days], text: str) -> list[PeriodCount]:
    if not text:
        return []
    wider = text[:4] if len(text) > 4 else ""
    if not wider:
        return [PeriodCount(_ANY, vault.tr(N_("Any time")), sum(n for _, _, n in rows))]
    low, high = _bounds(wider)
    moment = Moment(wider, zone=vault.zone)
    count = sum(n for first, last, n in rows if first <= high and last >= low)
    return [PeriodCount(f"{_ANY}{wider}", vault.tr(N_("All of {year}")).format(year=wider), count, moment)]


def _names(rows: Iterable[Days], level: Precision, inside: str) -> list[str]:
    if level is Precision.MONTH:
        return [f"{inside[:4]}-{month:02}" for month in range(1, 13)]
    if level is Precision.DAY:
        days = calendar.monthrange(int(inside[:4]), int(inside[5:7]))[1]
        return [f"{inside}-{day:02}" for day in range(1, days + 1)]
    years: set[int] = set()
    for first, last, _ in rows:
        low, high = (_EPOCH.toordinal() + day for day in (first, last))
        between = range(dt.date.fromordinal(max(low, 1)).year, dt.date.fromordinal(min(high, 3_652_059)).year + 1)
        years.update(between if len(between) <= _MOST else (between[0], between[-1]))
    return [f"{year:04}" for year in sorted(years)]


def _bounds(name: str) -> tuple[int, int]:
    year, month, day = int(name[:4]), int(name[5:7] or 0), int(name[8:10] or 0)
    first = dt.date(year, month or 1, day or 1)
    last = first if day else dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    return (first - _EPOCH).days, (last - _EPOCH).days
