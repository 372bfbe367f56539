"""A scale of time: from years to hours, in the days of one zone; pure."""

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

HOUR: Final = 3_600
DAY: Final = 86_400
_EPOCH: Final = dt.datetime(1970, 1, 1)
_LEAST: Final = 6 * HOUR  # seconds over the whole width
_MOST: Final = 120 * 366 * DAY
_APART: Final = 76.0  # pixels between two ticks with words


class Step(enum.Enum):
    """From tick to tick."""

    HOUR = "hour"
    SIX_HOURS = "six hours"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


_LENGTH: Final = {Step.HOUR: HOUR, Step.SIX_HOURS: 6 * HOUR, Step.DAY: DAY, Step.WEEK: 7 * DAY, Step.MONTH: 30 * DAY,
                  Step.YEAR: 365 * DAY, Step.DECADE: 3650 * DAY}


@dataclass(frozen=True, slots=True)
class Scale:
    """``first``: the UTC second at the left end; ``per``: seconds of a pixel; ``east``: of Greenwich."""

    first: float
    per: float
    east: int = 0

    def x(self, second: float) -> float:
        """Where a second is drawn."""
        return (second - self.first) / self.per

    def second(self, x: float) -> float:
        """Which second is drawn there."""
        return self.first + x * self.per

    def zoomed(self, factor: float, x: float, width: float) -> "Scale":
        """Nearer or farther, with what stands at ``x`` kept there."""
        per = min(max(self.per * factor, _LEAST / width), _MOST / width)
        return replace(self, first=self.second(x) - x * per, per=per)

    def moved(self, pixels: float) -> "Scale":
        """Later, or earlier."""
        return replace(self, first=self.first + pixels * self.per)

    def step(self) -> Step:
        """The finest step whose words have room."""
        return next((step for step, length in _LENGTH.items() if length / self.per >= _APART), Step.DECADE)

    def ticks(self, width: float) -> Iterator[tuple[float, dt.datetime]]:
        """Where the ticks stand, and the local time of each."""
        step, last = self.step(), self.second(width)
        at = _floor(_local(self.first + self.east), step)
        while True:
            second = (at - _EPOCH).total_seconds() - self.east
            if second > last:
                return
            yield self.x(second), at
            at = _next(at, step)


def whole(first: int, last: int, width: float, east: int) -> Scale:
    """Everything from one second to another with some room."""
    room = max((last - first) * 0.04, HOUR)
    per = max((last - first + 2 * room) / width, _LEAST / width)
    return Scale(first - room, per, east)


def _local(second: float) -> dt.datetime:
    return _EPOCH + dt.timedelta(seconds=min(max(second, -6.2e10), 2.5e11))


def _floor(at: dt.datetime, step: Step) -> dt.datetime:
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    match step:
        case Step.HOUR:
            return at.replace(minute=0, second=0, microsecond=0)
        case Step.SIX_HOURS:
            return day.replace(hour=at.hour // 6 * 6)
        case Step.WEEK:
            return day - dt.timedelta(days=day.weekday())
        case Step.MONTH:
            return day.replace(day=1)
        case Step.YEAR:
            return day.replace(month=1, day=1)
        case Step.DECADE:
            return day.replace(year=max(10, at.year // 10 * 10), month=1, day=1)
        case _:
            return day


def _next(at: dt.datetime, step: Step) -> dt.datetime:
    if step is Step.MONTH:
        return at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1)
    if step in (Step.YEAR, Step.DECADE):
        return at.replace(year=at.year + (10 if step is Step.DECADE else 1))
    return at + dt.timedelta(seconds=_LENGTH[step])
