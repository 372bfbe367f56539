"""From a list on the map to the marks that are drawn: what lies too close becomes one, with the number of records.

Pure; knows no painter. ``leaving``: as a copy may show it, with private places as coarse as they must be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from caseapp.domain.atlas import Basemap, Conic, Spot
from caseapp.domain.clusters import clustered
from caseapp.domain.situating import Fineness, Situation
from caseapp.domain.spec import RecordId
from ui.ports import MapPin, MapSet

CELL: Final = 34.0  # pixels: marks closer than about this become one
_ASIDE: Final = 15.0  # pixels


@dataclass(frozen=True, slots=True)
class MapMark:
    """One mark. ``spot``: kilometres on the map, None for what stands in the margin. ``places``: whose positions they
    are; ``region``: its key, where a whole region is meant."""

    fineness: Fineness
    spot: Spot | None = field(repr=False)
    records: tuple[RecordId, ...] = field(repr=False)
    places: tuple[RecordId, ...] = field(repr=False)
    private: bool = False
    region: str = ""


@dataclass(frozen=True, slots=True)
class _Drawn:
    pin: MapPin
    situation: Situation
    spot: Spot


class MarkMaker:
    """Projects once, clusters for each scale."""

    def __init__(self, shown: MapSet, basemap: Basemap, *, leaving: bool = False) -> None:
        conic = Conic()
        self._leaving = leaving
        self.coarsened = leaving and any(pin.private for pin in shown.pins)
        self._spots: list[_Drawn] = []
        regions: dict[str, list[tuple[MapPin, Situation]]] = {}
        country: list[tuple[MapPin, Situation]] = []
        self.hidden: set[RecordId] = set()  # records of which nothing may be drawn
        for pin in shown.pins:
            at = situation_of(shown, pin, leaving=leaving)
            if at is None:
                self.hidden.add(pin.record)
            elif at.latitude is not None and at.longitude is not None:
                self._spots.append(_Drawn(pin, at, conic.forward(at.longitude, at.latitude)))
            elif at.region and basemap.middle(at.region) is not None:
                regions.setdefault(at.region, []).append((pin, at))
            else:
                country.append((pin, at))
        drawn = {each.pin.record for each in self._spots}.union(
            pin.record for found in (*regions.values(), country) for pin, _ in found)
        self.hidden -= drawn
        self._fixed = [_fixed(Fineness.REGION, found, key, basemap.middle(key), leaving=leaving)
                       for key, found in regions.items()]
        if country:
            self._fixed.append(_fixed(Fineness.COUNTRY, country, "", None, leaving=leaving))

    def marks(self, scale: float) -> list[MapMark]:
        """The marks at so many pixels a kilometre: regions first, so that spots lie on them, the country last."""
        kinds = [(each.situation.fineness, each.pin.private and not self._leaving) for each in self._spots]
        found = []
        for cluster in clustered([each.spot for each in self._spots], kinds, CELL / scale):
            members = [self._spots[at] for at in cluster.members]
            fineness, private = kinds[cluster.members[0]]
            found.append(MapMark(
                fineness, cluster.spot, _each(one.pin.record for one in members),
                _each(one.situation.place for one in members), private,
            ))
        regions = [_beside(mark, found, _ASIDE / scale) for mark in self._fixed if mark.region]
        open_ = [mark for mark in found if not mark.private]
        found = [_beside(mark, open_, _ASIDE / scale) if mark.private else mark for mark in found]
        return [*regions, *found, *(mark for mark in self._fixed if not mark.region)]


def situation_of(shown: MapSet, pin: MapPin, *, leaving: bool) -> Situation | None:
    """Where a pin is drawn, here or in a copy."""
    return shown.coarse.get(pin.place) if leaving and pin.private else shown.exact.get(pin.place)


def _beside(mark: MapMark, others: Sequence[MapMark], far: float) -> MapMark:
    """Moved a little where an open mark would lie under it: both are to be seen."""
    if mark.spot is None:
        return mark
    x, y = mark.spot
    hides = any(other.spot is not None and abs(other.spot[0] - x) < far and abs(other.spot[1] - y) < far
                for other in others)
    return replace(mark, spot=(x + far, y - far)) if hides else mark


def _fixed(fineness: Fineness, found: Sequence[tuple[MapPin, Situation]], key: str, spot: Spot | None, *,
           leaving: bool) -> MapMark:
    return MapMark(fineness, spot, _each(pin.record for pin, _ in found), _each(at.place for _, at in found),
                   any(pin.private for pin, _ in found) and not leaving, key)


def _each(ids: Iterable[RecordId]) -> tuple[RecordId, ...]:
    return tuple(dict.fromkeys(ids))
