"""The map: what is drawn can be taken back, areas compare, and the outlines hold the towns of their regions."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain import atlas, records
from caseapp.domain.atlas import Conic
from caseapp.domain.seeds import BadSeed, parse_entries
from caseapp.domain.values import parse_point

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
LON, LAT = st.floats(46, 88), st.floats(40, 56)


@given(LON, LAT)
def test_a_place_is_found_again_where_it_is_drawn(lon: float, lat: float) -> None:
    conic = Conic()
    assert conic.inverse(*conic.forward(lon, lat)) == pytest.approx((lon, lat), abs=1e-9)


@given(LON, LAT)
def test_areas_are_drawn_as_large_as_they_are(lon: float, lat: float) -> None:
    conic, step = Conic(), 0.01
    ax, ay = conic.forward(lon, lat)
    bx, by = conic.forward(lon + step, lat)
    cx, cy = conic.forward(lon, lat + step)
    drawn = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
    band = math.sin(math.radians(lat + step)) - math.sin(math.radians(lat))
    assert drawn == pytest.approx(atlas.EARTH_KM**2 * math.radians(step) * band, rel=1e-3)
    assert cy < ay, "north is up"


def test_the_towns_of_the_gazetteer_lie_in_the_outlines_of_their_regions_of_january_2022() -> None:
    found, conic = atlas.load(RESOURCES / "basemap"), Conic()
    specs = {spec.type: spec for spec in records.ALL}
    entries = parse_entries("places.toml", (RESOURCES / "places" / "places.toml").read_text("utf-8"), specs)
    checked = 0
    for entry in entries:
        region = entry.values.get("former_parent") or entry.values.get("parent")
        area = found.area(str(region))
        if entry.values.get("kind") == "city" and "position" in entry.values and area is not None:
            point = parse_point(entry.values["position"])
            assert point is not None
            assert area.holds(conic.forward(point.longitude, point.latitude)), entry.key
            checked += 1
    assert checked > 10
    assert len(found.areas) == 17, "14 regions, 2 cities and the land leased with Baikonur"
    left, top, right, bottom = found.frame
    assert 2_700 < right - left < 3_100, "kilometres from west to east"
    assert 1_500 < bottom - top < 1_800
    assert (RESOURCES / "basemap" / atlas.FILE).stat().st_size < 400_000


@pytest.mark.parametrize("raw", [
    b"", b"[]", b'{"scale":0,"as_of":"","areas":[],"around":[]}',
    b'{"scale":1,"as_of":"","areas":[{"key":"a","rings":[[1,2,3]]}],"around":[]}',
    b'{"scale":1,"as_of":"","areas":[{"key":"a","rings":[[999,2,3,3,4,4]]}],"around":[]}',
    b'{"scale":1,"as_of":"","areas":[],"around":[],"more":1}', b" " * 2_000_001,
])
def test_a_damaged_map_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(BadSeed) as refused:
        atlas.parse(raw)
    assert refused.value.params["file"] == atlas.FILE


def test_a_missing_map_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadSeed):
        atlas.load(tmp_path)
