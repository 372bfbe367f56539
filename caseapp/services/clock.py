"""Looking at this computer's clock when a vault is opened, and remembering in the vault what it said."""

import datetime as dt
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.clock_check import ClockFinding, ClockSeen, doubts
from caseapp.services.session import Session
from caseapp.storage import frame

NAME: Final = "opened"


def look(session: Session) -> tuple[ClockFinding, ...]:
    """What is odd about the clock. Writer side."""
    now = session.author.clock()
    seen = _seen(session.preferences.get(NAME), frame.newest_own(session.near.sql) // 1000)
    return doubts(now, offset(now), seen, session.built)


def remember(session: Session) -> None:
    """Keep what the clock says now. Writer side."""
    now = session.author.clock()
    session.preferences.put(NAME, {"at": now, "offset": offset(now)})


def offset(now: int) -> int:
    """Minutes east of Greenwich in this computer's zone."""
    moved = dt.datetime.fromtimestamp(now / 1000, dt.UTC).astimezone().utcoffset() or dt.timedelta()
    return int(moved.total_seconds() // 60)


def _seen(kept: Json, written: int) -> ClockSeen:
    match kept:
        case {"at": int(at), "offset": int(east)}:
            return ClockSeen(at, written, east)
    return ClockSeen(written=written)
