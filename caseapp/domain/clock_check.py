"""Is the clock of this computer likely to be right? Pure: what the vault remembers against what the clock says.

A wrong clock dates records wrongly, moves legal limits and the order in which changes of several computers count.
"""

import enum
from dataclasses import dataclass
from typing import Final

MINUTE: Final = 60_000
DAY: Final = 24 * 60 * MINUTE
EARLIEST: Final = 1_609_459_200_000  # 1 January 2021: before this program was thought of
_STEP: Final = 2 * MINUTE  # what a clock may be set back by the system itself
_LONG: Final = 400 * DAY


class ClockDoubt(enum.Enum):
    """What is odd."""

    UNSET = "unset"  # before this program was made
    BEHIND = "behind"  # before the vault was last used
    LEAP = "leap"  # much later than the vault was last used
    ZONE = "zone"  # another zone than when the vault was last used


@dataclass(frozen=True, slots=True)
class ClockFinding:
    """A doubt; ``then`` and ``now`` are milliseconds, for ZONE minutes east of Greenwich."""

    doubt: ClockDoubt
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """What the vault remembers. ``used``: the clock when it was last used; ``written``: the newest own write, which
    may run ahead of the clock by a day when a colleague's does; ``offset``: minutes east of Greenwich. 0, None: not
    known."""

    used: int = 0
    written: int = 0
    offset: int | None = None


def doubts(now: int, offset: int, seen: ClockSeen, built: int = 0) -> tuple[ClockFinding, ...]:
    """What is odd about ``now``, the worst first; the zone is looked at in any case."""
    found: list[ClockFinding] = []
    latest = max(seen.used, seen.written - DAY)
    if now < max(EARLIEST, built - DAY):
        found.append(ClockFinding(ClockDoubt.UNSET, max(EARLIEST, built), now))
    elif latest and now < latest - _STEP:
        found.append(ClockFinding(ClockDoubt.BEHIND, max(seen.used, seen.written), now))
    elif latest and now > latest + _LONG:
        found.append(ClockFinding(ClockDoubt.LEAP, max(seen.used, seen.written), now))
    if seen.offset is not None and seen.offset != offset:
        found.append(ClockFinding(ClockDoubt.ZONE, seen.offset, offset))
    return tuple(found)
