"""Years, months and days of a date with their counts: a calendar to go down by."""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from caseapp.domain.moment import Moment, Precision
from caseapp.domain.moment_format import format_moment
from caseapp.domain.text import N_
from ui.desk.vault import OpenVault
from ui.ports import PeriodCount

Days = tuple[int, int, int]  # first and last day since 1970, records
_EPOCH: Final = dt.date(1970, 1, 1)
_LAST: Final = dt.date.max.toordinal()
_MOST: Final = 120  # years; what is dated that wide is not looked for by a calendar
_ANY: Final = "@any"


class Counting(Protocol):
    """How many records there are of each period, by first and last day and the number of the period."""

    def __call__(self, days: Sequence[Sequence[int]]) -> Mapping[int, int]: ...


def periods_of(vault: OpenVault, rows: Sequence[Days], asked: Moment | None,
               counting: Counting | None = None) -> list[PeriodCount]:
    """What stands below the period that is asked for, after the way back up. ``counting``: where the records of
    several rows may be the same ones."""
    text = asked.start if asked is not None and not asked.end else ""
    level = {0: Precision.YEAR, 4: Precision.MONTH}.get(len(text), Precision.DAY)
    names = [*_wider(text), *_names(rows, level, text[:7])]
    bounds = [_bounds(name) for name in names]
    spans = [(first, last, at) for first, last, _ in rows for at, (low, high) in enumerate(bounds)
             if first <= high and last >= low]
    if counting is None:
        numbers = {(first, last): n for first, last, n in rows}
        counts: Counter[int] = Counter()
        for first, last, at in spans:
            counts[at] += numbers[first, last]
    else:
        counts = Counter(counting(spans)) if spans else Counter()
    return [_shown(vault, name, text, counts[at]) for at, name in enumerate(names) if counts[at] or not name]


def _shown(vault: OpenVault, name: str, asked: str, count: int) -> PeriodCount:
    if not name:
        return PeriodCount(_ANY, vault.tr(N_("Any time")), count)
    moment = Moment(name, zone=vault.zone)
    if len(name) < len(asked):
        return PeriodCount(f"{_ANY}{name}", vault.tr(N_("All of {year}")).format(year=name), count, moment)
    return PeriodCount(name, format_moment(moment, vault.language), count, moment)


def _wider(asked: str) -> list[str]:
    if not asked:
        return []
    return [asked[:4] if len(asked) > 4 else ""]


def _names(rows: Iterable[Days], level: Precision, inside: str) -> list[str]:
    if level is Precision.MONTH:
        return [f"{inside[:4]}-{month:02}" for month in range(1, 13)]
    if level is Precision.DAY:
        days = calendar.monthrange(int(inside[:4]), int(inside[5:7]))[1]
        return [f"{inside}-{day:02}" for day in range(1, days + 1)]
    years: set[int] = set()
    for first, last, _ in rows:
        low, high = (min(max(_EPOCH.toordinal() + day, 1), _LAST) for day in (first, last))
        between = range(dt.date.fromordinal(low).year, dt.date.fromordinal(high).year + 1)
        years.update(between if len(between) <= _MOST else (between[0], between[-1]))
    return [f"{year:04}" for year in sorted(years)]


def _bounds(name: str) -> tuple[int, int]:
    if not name:
        return -_LAST, _LAST
    year, month, day = int(name[:4]), int(name[5:7] or 0), int(name[8:10] or 0)
    first = dt.date(year, month or 1, day or 1)
    last = first if day else dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    return (first - _EPOCH).days, (last - _EPOCH).days
