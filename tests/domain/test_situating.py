"""Where a place is drawn, in which region of which time, and how coarse a private one becomes."""

from caseapp.domain.clusters import clustered
from caseapp.domain.moment import Moment
from caseapp.domain.records.place import Place
from caseapp.domain.situating import Fineness, Situating
from caseapp.domain.values import Point

JUNE = Moment("2022-06-08")
CITY = Point(lat_e6=45_020_000, lon_e6=78_370_000)
HOME = Point(lat_e6=45_021_234, lon_e6=78_374_321)
PLACES = {
    "kz": Place(kind="country", iso="KZ"),
    "almaty": Place(kind="region", iso="KZ-19", parent="kz"),
    "zhetisu": Place(kind="region", iso="KZ-33", parent="kz", valid_from=JUNE),
    "taldykorgan": Place(kind="city", parent="zhetisu", former_parent="almaty", moved_on=JUNE, position=CITY,
                         precision="city"),
    "house": Place(kind="building", parent="taldykorgan", position=HOME, precision="exact"),
    "rough": Place(kind="building", parent="taldykorgan", position=HOME, precision="city"),
    "flat": Place(kind="building", parent="house"),
    "village": Place(kind="settlement", parent="almaty", position=HOME),
    "round": Place(kind="area", parent="about"), "about": Place(kind="area", parent="round"),
    "lost": Place(kind="region"),
}


def test_the_region_is_that_of_the_time_asked_for() -> None:
    then, now = (Situating(PLACES, each).situation("house") for each in (True, False))
    assert then is not None
    assert now is not None
    assert (then.region, now.region) == ("kz-19", "kz-33")
    assert (then.fineness, then.latitude) == (Fineness.EXACT, HOME.latitude)


def test_a_place_without_a_position_is_where_the_place_around_it_is_and_as_coarse() -> None:
    flat = Situating(PLACES, then=True).situation("flat")
    assert flat is not None
    assert (flat.place, flat.fineness) == ("house", Fineness.EXACT)
    region = Situating(PLACES, then=True).situation("almaty")
    assert region is not None
    assert (region.region, region.latitude) == ("kz-19", None)
    country = Situating(PLACES, then=True).situation("kz")
    assert country is not None
    assert country.fineness is Fineness.COUNTRY
    assert [Situating(PLACES, then=True).situation(each) for each in ("round", "lost", "nothing")] == [None] * 3


def test_a_private_place_becomes_its_town_or_its_region() -> None:
    at = Situating(PLACES, then=True)
    for id_ in ("house", "rough", "flat"):
        coarse = at.situation(id_, Fineness.CITY)
        assert coarse is not None
        assert (coarse.place, coarse.latitude) == ("taldykorgan", CITY.latitude), id_
    village = at.situation("village", Fineness.CITY)
    assert village is not None
    assert (village.fineness, village.region) == (Fineness.REGION, "kz-19"), "a village is too small to hide in"
    assert village.latitude is None


def test_marks_that_would_overlap_become_one_with_all_members_and_the_same_in_any_order() -> None:
    spots = [(1.0, 1.0), (2.0, 2.0), (55.0, 1.0), (1.5, 1.5)]
    found = clustered(spots, ["a", "a", "a", "b"], 10)
    assert [each.members for each in found] == [(0, 1), (3,), (2,)]
    assert found[0].spot == (1.5, 1.5)
    assert sorted(at for each in found for at in each.members) == [0, 1, 2, 3]
