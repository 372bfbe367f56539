"""Where a place lies on a map: its own position, or that of the nearest place around it that has one; in which region
of the time or of today; and how coarse it must become before it may be shown outside."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.moment import Moment
from caseapp.domain.records.place import Place
from caseapp.domain.rules.regions import region_at, region_now
from caseapp.domain.spec import RecordId

_DEEPEST: Final = 12  # places inside places; a chain that is longer runs in a circle
_TIME: Final = Moment("2022-01")  # which regions "of the time" are


class Fineness(enum.IntEnum):
    """How precisely a position is known, the finest first: what a mark on a map may claim."""

    EXACT = 0
    STREET = 1
    DISTRICT = 2
    CITY = 3
    REGION = 4
    COUNTRY = 5


_BY_KIND: Final = {
    "country": Fineness.COUNTRY, "region": Fineness.REGION, "republican_city": Fineness.CITY, "city": Fineness.CITY,
    "settlement": Fineness.DISTRICT, "district": Fineness.DISTRICT, "street": Fineness.STREET,
    "area": Fineness.DISTRICT,  # a village is finer than a city: who lives there is soon found
}


@dataclass(frozen=True, slots=True)
class Situation:
    """A place on a map. ``region`` is the key of the region, blank where none is known; a mark as coarse as a region
    has no position."""

    place: RecordId  # whose position it is: of the place asked for or of one around it
    fineness: Fineness
    region: str
    latitude: float | None = field(default=None, repr=False)
    longitude: float | None = field(default=None, repr=False)


class Situating:
    """Answers over the places of a vault, with all that they lie in."""

    def __init__(self, places: Mapping[RecordId, Place], then: bool) -> None:
        """``then``: in the regions of January 2022; otherwise in those of today."""
        self._places = places
        self._then = then

    def situation(self, id_: RecordId, coarsest: Fineness = Fineness.EXACT) -> Situation | None:
        """Where a place is drawn, never finer than ``coarsest``; None where neither it nor what is around it is on the
        map."""
        region = self.region(id_)
        for around, place in self._above(id_):
            fineness = fineness_of(place)
            if min(fineness, _own(place)) < coarsest:  # a house whose position was called rough is still a house
                continue
            if fineness is Fineness.COUNTRY:
                return Situation(around, fineness, "")
            if fineness is Fineness.REGION:
                key = place.iso.lower()
                return Situation(around, fineness, key) if key else None
            if place.position is not None:
                return Situation(around, fineness, region, place.position.latitude, place.position.longitude)
        return None

    def region(self, id_: RecordId) -> str:
        """The key of the region or city of republican significance that the place lies in; blank if none is known."""
        found = region_at(id_, _TIME, self._places.get) if self._then else region_now(id_, self._places.get)
        return self._places[found].iso.lower() if found else ""

    def _above(self, id_: RecordId) -> Iterator[tuple[RecordId, Place]]:
        for _ in range(_DEEPEST):
            place = self._places.get(id_)
            if place is None:
                return
            yield id_, place
            id_ = place.former_parent if self._then and place.former_parent else place.parent


def fineness_of(place: Place) -> Fineness:
    """How precisely its position is known: as stated, but never finer than a region or a country is."""
    own = _own(place)
    stated = Fineness.__members__.get(place.precision.upper())
    if stated is None:
        return own
    return max(stated, own) if own >= Fineness.REGION else stated


def _own(place: Place) -> Fineness:
    return _BY_KIND.get(place.kind, Fineness.EXACT)
