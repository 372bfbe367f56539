"""In which region something happened: that of the time and that of today, which since June 2022 are not the same.

A figure for "Almaty Region" in January 2022 counts Taldykorgan; one of today does not. Whoever counts has to say which.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from caseapp.domain.moment import Moment, Order, order, wall_bounds
from caseapp.domain.records.place import Place
from caseapp.domain.spec import RecordId

REGIONS: Final = ("region", "republican_city")
_DEEPEST: Final = 12  # places inside places; a chain that is longer runs in a circle
Get = Callable[[RecordId], Place | None]


@dataclass(frozen=True, slots=True)
class Regions:
    """The records of two regions, blank where none is known. ``sure``: False where the date or the place does not say
    on which side of a change it lies; then ``then`` is blank."""

    then: RecordId
    now: RecordId
    sure: bool = True


def regions(place: RecordId, when: Moment | None, get: Get) -> Regions:
    """The regions of ``place`` at ``when`` and today."""
    now = region_now(place, get)
    then, sure = _at(place, when, get)
    return Regions(then, now, sure)


def region_now(place: RecordId, get: Get) -> RecordId:
    """The region or city of republican significance that a place lies in today."""
    for _ in range(_DEEPEST):
        found = get(place)
        if found is None:
            return ""
        if found.kind in REGIONS:
            return place
        place = found.parent
    return ""


def region_at(place: RecordId, when: Moment, get: Get) -> RecordId:
    """The region that a place lay in at ``when``; blank where that cannot be said."""
    return _at(place, when, get)[0]


def _at(place: RecordId, when: Moment | None, get: Get) -> tuple[RecordId, bool]:
    for _ in range(_DEEPEST):
        found = get(place)
        if found is None:
            return "", True
        if found.kind in REGIONS:
            there = found.valid_from is None or _side(when, found.valid_from) is Order.AFTER
            return (place, True) if there else ("", False)
        if not found.former_parent:
            place = found.parent
            continue
        side = _side(when, found.moved_on)
        if side is Order.UNCLEAR:
            return "", False
        place = found.former_parent if side is Order.BEFORE else found.parent
    return "", True


def _side(when: Moment | None, change: Moment | None) -> Order:
    """On which side of a change of the map; by the calendar of the place, and the new map holds from its first hour."""
    if when is None or change is None:
        return Order.UNCLEAR
    if when.approximate:
        return order(when, change)
    (first, last), (begins, _) = wall_bounds(when), wall_bounds(change)
    if last <= begins:
        return Order.BEFORE
    return Order.AFTER if first >= begins else Order.UNCLEAR
