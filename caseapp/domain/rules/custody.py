"""One detention as stretches of time: certainly held, possibly held, held and unaccounted for; and its clocks.

Everything is drawn and said from these, in the window and on paper, so that the two cannot differ. What is not known
is never drawn as known: a stretch is "held" only where every reading of the moments agrees.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from caseapp.domain.clocks import Clock, Stop, clocks
from caseapp.domain.moment import Elapsed, Moment, elapsed
from caseapp.domain.records.act import Act
from caseapp.domain.records.person import Person
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.detention import detention_of

VAGUE: Final = 7 * 86_400  # seconds of doubt about the beginning from which a drawing would only pretend
UNNOTICED: Final = 3_600  # a transfer takes time; only more than this is unaccounted for
_ADMINISTRATIVE: Final = "administrative"
_DRAWN_OPEN: Final = 120 * 3_600  # how far a detention with no known end is drawn


class Sure(enum.Enum):
    """How much is known of a stretch of time."""

    HELD = "held"
    POSSIBLY = "possibly"
    UNACCOUNTED = "unaccounted"  # held for certain, and nobody says where


@dataclass(frozen=True, slots=True)
class Stretch:
    """UTC seconds, half-open."""

    start: int
    stop: int
    sure: Sure


@dataclass(frozen=True, slots=True)
class Custody:
    """``began`` None: not even a vague beginning is known. ``stretches`` in order of time, never overlapping."""

    began: Moment | None
    clocks: tuple[Clock, ...]
    stretches: tuple[Stretch, ...] = ()
    gaps: tuple[Elapsed, ...] = ()  # unaccounted for between two places, each more than an hour for certain
    unknown: int = 0  # times between two places of which one end is not known
    open: bool = False  # no end is recorded and it is not said that the person is still held
    vague: bool = False


def began(act: Act) -> Moment | None:
    """When liberty was taken; the time of the act where no separate one is recorded."""
    return act.detained or act.start


def running(act: Act, now: int, person: Person | None = None) -> tuple[Clock, ...]:
    """The limits that concern this detention as they stood at ``now``, or when the person was last known to be held."""
    if act.still_held and act.still_held_on is not None:
        now = min(now, act.still_held_on.earliest())
    found = clocks(detention_of(act, person), now)
    if act.limit_ground == _ADMINISTRATIVE:
        return tuple(clock for clock in found if clock.limit.stop is Stop.PROTOCOL)
    return found


def counts_nothing(clock: Clock) -> bool:
    """Neither an end nor that it goes on is recorded: counting to today would say nothing."""
    return clock.least is None or clock.most is None or (clock.running and not clock.least)


def unaccounted(before: Stay, after: Stay) -> Elapsed | None:
    """The time between two places of detention; None where one end of it is not known."""
    if before.left is None or after.arrived is None:
        return None
    return elapsed(before.left, after.arrived)


def in_order(stays: Iterable[Stay]) -> list[Stay]:
    """Stays by arrival, those without one last."""
    return sorted(stays, key=lambda stay: stay.arrived.earliest() if stay.arrived else 1 << 62)


def custody(act: Act, stays: Iterable[Stay], now: int, person: Person | None = None) -> Custody:
    """The detention in ``act`` with the places where the person was held."""
    start, found, ordered = began(act), running(act, now, person), in_order(stays)
    between = [unaccounted(before, after) for before, after in pairwise(ordered)]
    gaps = tuple(gap for gap in between if gap is not None and gap.least > UNNOTICED)
    unknown = sum(gap is None for gap in between)
    if start is None:
        return Custody(None, found, gaps=gaps, unknown=unknown)
    vague = start.latest() - start.earliest() > VAGUE
    is_open = act.ended is None and not act.still_held
    stretches = () if vague else tuple(_stretches(act, start, ordered, now))
    return Custody(start, found, stretches, gaps, unknown, is_open, vague)


def _stretches(act: Act, start: Moment, stays: Sequence[Stay], now: int) -> list[Stretch]:
    sure_from, certain, possible = start.latest() - 60, *_end(act, start, now)
    if possible < start.earliest():
        return []  # a contradiction: nothing of it can be drawn
    found = []
    if sure_from > start.earliest():
        found.append(Stretch(start.earliest(), min(sure_from, possible), Sure.POSSIBLY))
    if certain > sure_from:
        found += _held(sure_from, certain, _holes(stays))
    if possible > max(certain, sure_from):
        found.append(Stretch(max(certain, sure_from), possible, Sure.POSSIBLY))
    return found


def _end(act: Act, start: Moment, now: int) -> tuple[int, int]:
    """Until when the person was held for certain, and until when at most."""
    if act.ended is not None:
        return act.ended.earliest(), act.ended.latest() - 60
    if act.still_held:
        return (min(now, act.still_held_on.earliest()), now) if act.still_held_on is not None else (now, now)
    last = act.judge or act.still_held_on or act.protocol
    certain = last.earliest() if last is not None else start.earliest()
    furthest = max(certain, start.latest()) + _DRAWN_OPEN
    return min(certain, now), min(now, furthest)


def _holes(stays: Sequence[Stay]) -> list[tuple[int, int]]:
    """Where no place accounts for the time, as far as that is certain."""
    found = []
    for before, after in pairwise(stays):
        gap = unaccounted(before, after)
        if gap is not None and gap.least > UNNOTICED and before.left is not None and after.arrived is not None:
            found.append((before.left.latest(), after.arrived.earliest()))
    return found


def _held(start: int, stop: int, holes: Sequence[tuple[int, int]]) -> list[Stretch]:
    found, at = [], start
    for first, last in holes:
        first, last = max(first, at), min(last, stop)
        if last <= first:
            continue
        if first > at:
            found.append(Stretch(at, first, Sure.HELD))
        found.append(Stretch(first, last, Sure.UNACCOUNTED))
        at = last
    if stop > at:
        found.append(Stretch(at, stop, Sure.HELD))
    return found
