"""Points and references to files: whole numbers, exact forms, nothing told in a repr."""

import msgspec
import pytest
from hypothesis import given, settings

from caseapp.domain.values import BlobRef, InvalidBlobRef, InvalidPoint, Point, parse_point
from tests.support.records import POINTS


@settings(max_examples=100)
@given(point=POINTS)
def test_a_point_reads_back_what_it_shows(point: Point) -> None:
    assert parse_point(point.text()) == point


@pytest.mark.parametrize(("text", "point"), [
    ("43.238, 76.945", Point(43_238_000, 76_945_000)),
    ("43.2380; 76.9450", Point(43_238_000, 76_945_000)),
    ("-0.0000015 +180", Point(-2, 180_000_000)),
    (" 90,0 ", Point(90_000_000, 0)),
])
def test_degrees_as_they_are_typed(text: str, point: Point) -> None:
    assert parse_point(text) == point


@pytest.mark.parametrize("text", ["", "43.2", "91, 0", "0, 181", "а, б", "1e2, 3", "٤٣, ٧٦", "nan, 1", "1, 2, 3"])
def test_what_is_no_position_is_refused(text: str) -> None:
    with pytest.raises(InvalidPoint):
        parse_point(text)


def test_reprs_tell_nothing() -> None:
    assert repr(Point(43_238_000, 76_945_000)) == "Point()"


@pytest.mark.parametrize("foreign", [
    {"sha256": "0" * 63, "size": 1},
    {"sha256": "A" * 64, "size": 1},
    {"sha256": "0" * 64, "size": -1},
    {"sha256": "0" * 64, "size": 2**53},
    {"sha256": "0" * 64, "size": 1, "media_type": "../../etc"},
    {"sha256": "0" * 64, "size": 1, "sha512": "00"},
    {"sha256": "0" * 64, "size": 1, "path": "x"},
])
def test_a_reference_of_another_form_is_refused(foreign: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(foreign, BlobRef)
    assert msgspec.convert({"sha256": "0" * 64, "size": 0}, BlobRef) == BlobRef("0" * 64, 0)


def test_a_reference_made_in_code_is_checked_too() -> None:
    with pytest.raises(InvalidBlobRef):
        BlobRef("x", 1)
