"""How long a person was held against the legal limits, from moments that are known only in part.

A false "exceeded" in a complaint discredits the true ones, so every time is an interval and a limit is called exceeded
only if every reading of the moments exceeds it. What was never recorded is not taken for something that did not happen.

Limits: Criminal Procedure Code of Kazakhstan, as of January 2022; those not read in the law itself are ``verified``
False and must be shown as such. Times are UTC epoch seconds, durations seconds.
"""

import enum
from dataclasses import dataclass
from typing import Final

from caseapp.domain.moment import Moment
from caseapp.domain.text import N_

_HOUR: Final = 3600
_NEAR_SHARE: Final = 4  # near: within the last quarter of the limit
_NEAR_AT_MOST: Final = 12 * _HOUR


class Stop(enum.Enum):
    """What ends a clock."""

    PROTOCOL = "protocol"
    SANCTION = "sanction"  # brought to a judge, released or remanded, whichever came first


class Standing(enum.Enum):
    """How a limit stands."""

    WITHIN = "within"
    NEAR = "near"
    POSSIBLY_EXCEEDED = "possibly exceeded"
    EXCEEDED = "exceeded"
    CANNOT_BE_SAID = "cannot be said"


@dataclass(frozen=True, slots=True)
class Limit:
    """One legal limit, counted from actual detention (not from the protocol)."""

    key: str
    label: str
    seconds: int
    stop: Stop
    source: str
    verified: bool
    remark: str = ""


PROTOCOL_3H: Final = Limit(
    "protocol-3h", N_("Protocol of detention within 3 hours"), 3 * _HOUR, Stop.PROTOCOL,
    N_("Criminal Procedure Code, article 131"), verified=False)
MINORS_24H: Final = Limit(
    "minors-24h", N_("Minors: 24 hours"), 24 * _HOUR, Stop.SANCTION,
    N_("Criminal Procedure Code, detention of minors"), verified=False)
COURT_48H: Final = Limit(
    "court-48h", N_("Detention without a court's sanction: 48 hours"), 48 * _HOUR, Stop.SANCTION,
    N_("Criminal Procedure Code, article 14(2)"), verified=True)
COURT_72H: Final = Limit(
    "court-72h", N_("Detention without a court's sanction on special grounds: 72 hours"), 72 * _HOUR, Stop.SANCTION,
    N_("Criminal Procedure Code, article 131(4); Constitution, article 16, as of January 2022"), verified=True,
    remark=N_("Suspicion of a particularly grave, terrorist or extremist crime, of a crime during mass riots, or under "
              "a state of emergency. Further grounds of the article are not verified."))


@dataclass(frozen=True, slots=True)
class Detention:
    """What is known of one detention. None means not known; that something did not happen must be stated.

    ``ended`` is release or remand. ``still_held`` states that neither came yet; ``no_protocol`` and ``no_judge`` that
    there was none so far, or none until the end. ``held_on``: a time at which the person is known to have been held;
    an unknown end cannot have come before. ``special_grounds``: those of the 72 hours; None when not known.
    """

    detained: Moment | None = None
    protocol: Moment | None = None
    judge: Moment | None = None
    ended: Moment | None = None
    no_protocol: bool = False
    no_judge: bool = False
    still_held: bool = False
    held_on: Moment | None = None
    minor: bool | None = None
    special_grounds: bool | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit as it stands. ``least`` and ``most`` are the seconds held, both attainable; None when not known.

    ``expires`` is the interval in which the limit runs out. ``binding`` is False for the 48 hours where the grounds of
    the 72 are known to apply, None where that is not known. ``contradictory``: it would have ended before it began.
    """

    limit: Limit
    standing: Standing
    least: int | None = None
    most: int | None = None
    expires: tuple[int, int] | None = None
    binding: bool | None = True
    running: bool = False
    contradictory: bool = False


_Interval = tuple[int, int | None]  # first and last possible second; None: no end known


def clocks(detention: Detention, now: int) -> tuple[Clock, ...]:
    """Every limit that concerns this person, in order of length. That of minors only for a known minor."""
    limits = [PROTOCOL_3H, COURT_48H, COURT_72H]
    if detention.minor:
        limits.insert(1, MINORS_24H)
    return tuple(_clock(limit, detention, now) for limit in limits)


def _clock(limit: Limit, detention: Detention, now: int) -> Clock:
    binding = _binding(limit, detention)
    if detention.detained is None:
        return Clock(limit, Standing.CANNOT_BE_SAID, binding=binding)
    first, last = detention.detained.earliest(), detention.detained.latest() - 1
    stops = _stops(limit.stop, detention, first)
    low, high = _first_of(stops, now)
    if high < first:
        return Clock(limit, Standing.CANNOT_BE_SAID, binding=binding, contradictory=True)
    least, most = max(0, low - last), high - first
    nothing_known = all(stop == (first, None) for stop in stops)
    running = all(end is None for _, end in stops)
    standing = _standing(limit.seconds, least, most, running, nothing_known)
    expires = (first + limit.seconds, last + limit.seconds)
    return Clock(limit, standing, least, most, expires, binding, running)


def _binding(limit: Limit, detention: Detention) -> bool | None:
    if limit is not COURT_48H:
        return True
    return None if detention.special_grounds is None else not detention.special_grounds


def _stops(stop: Stop, detention: Detention, first: int) -> tuple[_Interval, ...]:
    """Each event that could end the clock; one that certainly did not happen, or not before the other, starts never.

    Who was brought to a judge was held until then, so an unknown release cannot have come before.
    """
    if stop is Stop.PROTOCOL:
        return _protocol_stops(detention, first)
    held_until_judge = detention.judge is not None and detention.ended is None
    return (
        _event(detention.judge, detention.no_judge, first),
        _event(detention.ended, detention.still_held or held_until_judge, _surely_held(detention, first)),
    )


def _surely_held(detention: Detention, first: int) -> int:
    """Until when at least an unknown end had not come."""
    return first if detention.held_on is None else max(first, detention.held_on.earliest())


def held_for(detention: Detention, now: int) -> tuple[int, int] | None:
    """Seconds in which this person was deprived of liberty, at least and at most, whatever a judge said; None where
    the beginning is not known or the end lies before it."""
    if detention.detained is None:
        return None
    first, last = detention.detained.earliest(), detention.detained.latest() - 1
    earliest_end = max(_surely_held(detention, first), detention.judge.earliest() if detention.judge else first)
    low, high = _first_of((_event(detention.ended, detention.still_held, earliest_end),), now)
    return None if high < first else (max(0, low - last), high - first)


def _protocol_stops(detention: Detention, first: int) -> tuple[_Interval, ...]:
    """A protocol is drawn up while somebody is held; where none is recorded, the clock also stops with the holding."""
    drawn = _event(detention.protocol, detention.no_protocol, first)
    if detention.protocol is not None:
        return (drawn,)
    surely = _surely_held(detention, first if detention.judge is None else detention.judge.earliest())
    return drawn, _event(detention.ended, detention.still_held, surely)


_NEVER: Final = 1 << 62


def _event(moment: Moment | None, did_not_happen: bool, first: int) -> _Interval:
    if moment is not None:
        return moment.earliest(), moment.latest() - 1
    return (_NEVER if did_not_happen else first), None


def _first_of(stops: tuple[_Interval, ...], now: int) -> tuple[int, int]:
    """When the first of the events came, ``now`` if none did: what is recorded happened by now."""
    low = min(min(start for start, _ in stops), now)
    high = min((end for _, end in stops if end is not None), default=now)
    earliest_known = min((start for start, end in stops if end is not None), default=now)
    return low, high if earliest_known > now else min(high, now)


def is_near(limit: Limit, left: int) -> bool:
    """Whether so many seconds before its end a limit is called near."""
    return left <= min(limit.seconds // _NEAR_SHARE, _NEAR_AT_MOST)


def _standing(limit: int, least: int, most: int, running: bool, nothing_known: bool) -> Standing:
    if least > limit:
        return Standing.EXCEEDED
    if most > limit:
        return Standing.CANNOT_BE_SAID if nothing_known else Standing.POSSIBLY_EXCEEDED
    if running and limit - most <= min(limit // _NEAR_SHARE, _NEAR_AT_MOST):
        return Standing.NEAR
    return Standing.WITHIN
