"""The map that ships with the program: outlines of Kazakhstan, its regions and its neighbours, and how they are drawn.

Outlines: Natural Earth (public domain); ``docs/decisions/0102-basemap.md``. Longitudes and latitudes are degrees in
WGS 84, map coordinates kilometres east and south of the middle of the country, as screens count.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from caseapp.domain.seeds import BadSeed

FILE: Final = "kazakhstan.json"
SPLIT: Final = "2022-06-08"  # three regions were made of parts of others; no outline of theirs is free to use
EARTH_KM: Final = 6371.007  # radius of the sphere with the surface of the Earth
Place = tuple[float, float]  # longitude, latitude
Spot = tuple[float, float]  # kilometres east and south

_MIDDLE: Final = (67.0, 48.0)
_PARALLELS: Final = (43.0, 53.0)
_LARGEST: Final = 2_000_000  # bytes


class Conic:
    """Albers' equal-area conic projection on the sphere: areas compare as they are, shapes hold between the parallels.

    Source: Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), section 14.
    """

    def __init__(self, middle: Place = _MIDDLE, parallels: tuple[float, float] = _PARALLELS) -> None:
        first, second = (math.radians(each) for each in parallels)
        self._lon = math.radians(middle[0])
        self._n = (math.sin(first) + math.sin(second)) / 2
        self._c = math.cos(first) ** 2 + 2 * self._n * math.sin(first)
        self._rho = self._radius(math.radians(middle[1]))

    def forward(self, lon: float, lat: float) -> Spot:
        """Where a place is drawn."""
        rho = self._radius(math.radians(lat))
        theta = self._n * (math.radians(lon) - self._lon)
        return rho * math.sin(theta), rho * math.cos(theta) - self._rho

    def inverse(self, x: float, y: float) -> Place:
        """The place that is drawn there."""
        down = self._rho + y
        rho = math.hypot(x, down)
        sine = (self._c - (rho * self._n / EARTH_KM) ** 2) / (2 * self._n)
        lat = math.degrees(math.asin(min(1.0, max(-1.0, sine))))
        return math.degrees(self._lon + math.atan2(x, down) / self._n), lat

    def _radius(self, lat: float) -> float:
        return EARTH_KM * math.sqrt(max(0.0, self._c - 2 * self._n * math.sin(lat))) / self._n


@dataclass(frozen=True, slots=True)
class Area:
    """One region as it was before June 2022. ``key``: of the gazetteer; blank for land leased to another state."""

    key: str
    rings: tuple[tuple[Spot, ...], ...]

    @property
    def middle(self) -> Spot:
        """The centre of its largest part: where its name and number stand."""
        return max((_centre(ring) for ring in self.rings), key=lambda found: found[0])[1]

    def holds(self, spot: Spot) -> bool:
        """Whether the spot lies in it: crossings of a ray, so that a city cut out of a region is not in it."""
        return sum(_crossings(ring, spot) for ring in self.rings) % 2 == 1


@dataclass(frozen=True, slots=True)
class Basemap:
    """What lies under the marks, projected. ``around``: land of other states; what neither holds is water. ``seats``:
    key -> where the government of a region without an outline sits."""

    areas: tuple[Area, ...]
    around: tuple[tuple[Spot, ...], ...]
    seats: Mapping[str, Spot]

    def area(self, key: str) -> Area | None:
        """A region by its key; None for one that has no outline of its own."""
        return next((area for area in self.areas if key and area.key == key), None)

    def middle(self, key: str) -> Spot | None:
        """Where the name and number of a region stand; None for one that is not on this map."""
        area = self.area(key)
        return self.seats.get(key) if area is None else area.middle

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the country."""
        spots = [spot for area in self.areas for ring in area.rings for spot in ring]
        xs, ys = [x for x, _ in spots], [y for _, y in spots]
        return min(xs), min(ys), max(xs), max(ys)


class _Area(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    rings: list[list[int]]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    scale: int
    as_of: str
    areas: list[_Area]
    around: list[list[int]]
    seats: dict[str, list[int]] = {}


def load(folder: Path) -> Basemap:
    """The map from the program's ``resources/basemap``. Raises BadSeed."""
    try:
        with (folder / FILE).open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError:
        raise BadSeed(FILE, "missing") from None
    return parse(raw)


def parse(raw: bytes) -> Basemap:
    """The map in the bytes of its file. Raises BadSeed."""
    if len(raw) > _LARGEST:
        raise BadSeed(FILE, "size")
    try:
        read = msgspec.json.decode(raw, type=_File)
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise BadSeed(FILE, "form") from None
    if read.scale < 1:
        raise BadSeed(FILE, "scale")
    conic = Conic()
    return Basemap(
        tuple(Area(area.key, tuple(_ring(conic, ring, read.scale) for ring in area.rings)) for area in read.areas),
        tuple(_ring(conic, ring, read.scale) for ring in read.around),
        {key: next(conic.forward(lon, lat) for lon, lat in _walked(seat[:2], read.scale))
         for key, seat in read.seats.items() if len(seat) == 2},
    )


def _ring(conic: Conic, steps: Sequence[int], scale: int) -> tuple[Spot, ...]:
    if len(steps) % 2 or len(steps) < 6:
        raise BadSeed(FILE, "outline")
    return tuple(conic.forward(lon, lat) for lon, lat in _walked(steps, scale))


def _walked(steps: Sequence[int], scale: int) -> Iterator[Place]:
    x = y = 0
    for at in range(0, len(steps), 2):
        x, y = x + steps[at], y + steps[at + 1]
        if abs(x) > 180 * scale or abs(y) > 90 * scale:
            raise BadSeed(FILE, "outline")
        yield x / scale, y / scale


def _centre(ring: Sequence[Spot]) -> tuple[float, Spot]:
    """Surface and centre of gravity."""
    twice = cx = cy = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        twice, cx, cy = twice + cross, cx + (ax + bx) * cross, cy + (ay + by) * cross
    if not twice:
        return 0.0, ring[0]
    return abs(twice) / 2, (cx / (3 * twice), cy / (3 * twice))


def _crossings(ring: Sequence[Spot], spot: Spot) -> int:
    x, y = spot
    return sum(
        1 for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax)
    )
