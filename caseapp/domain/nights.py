"""The night, and the day, in which something imprecise was: what two witnesses mean by "the same night"."""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = 86_400
_TURNS: Final = (6, 18)  # hours at which night ends and begins


def widened(earliest: int, latest: int, days: int | None, zone: str) -> tuple[int, int]:
    """A half-open interval of UTC seconds made wider: by whole days on both sides, or to the night or day (18 to 6 or
    6 to 18 o'clock in ``zone``) that it lies in."""
    if days is not None:
        return earliest - days * DAY, latest + days * DAY
    return _turn(earliest, zone, -1), _turn(latest, zone, 1)


def _turn(second: int, zone: str, way: int) -> int:
    """The last turn of day and night up to then, or the first from then on."""
    there = ZoneInfo(zone)
    day = dt.datetime.fromtimestamp(second, there).date()
    turns = sorted(int(dt.datetime.combine(day + dt.timedelta(days=by), dt.time(hour), there).timestamp())
                   for by in (-1, 0, 1) for hour in _TURNS)
    return max(t for t in turns if t <= second) if way < 0 else min(t for t in turns if t >= second)
