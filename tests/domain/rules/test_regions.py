"""The region of the time and that of today, over the gazetteer as shipped."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from caseapp.domain.law import shipped
from caseapp.domain.moment import Moment
from caseapp.domain.records import ALL
from caseapp.domain.records.place import Place
from caseapp.domain.rules.regions import Regions, region_at, region_now, regions
from caseapp.domain.sample import read_gazetteer
from caseapp.domain.seeds import steady_id

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
# Moved on 8 June 2022: place -> region before, region since.
MOVED = {
    "semey": ("kz-63", "kz-10"), "taldykorgan": ("kz-19", "kz-33"), "tekeli": ("kz-19", "kz-33"),
    "zharkent": ("kz-19", "kz-33"), "zhezkazgan": ("kz-35", "kz-62"), "satpayev": ("kz-35", "kz-62"),
}
STAYED = {"zhanaozen": "kz-47", "aktau": "kz-47", "republic_square": "kz-75", "konayev": "kz-19", "kz-79": "kz-79"}


def of(key: str) -> str:
    return steady_id("place", key)


@dataclass
class Gazetteer:
    places: dict[str, Place]

    def get(self, id_: str) -> Place | None:
        return self.places.get(id_)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    seeds = read_gazetteer(RESOURCES, ALL, shipped(RESOURCES)[0], steady_id)
    return Gazetteer({seed.id: seed.record for seed in seeds if isinstance(seed.record, Place)})


@pytest.mark.parametrize(("key", "both"), MOVED.items())
def test_what_was_moved_has_a_region_then_and_one_now(gazetteer: Gazetteer, key: str, both: tuple[str, str]) -> None:
    before, since = (of(region) for region in both)
    assert regions(of(key), Moment("2022-01-06"), gazetteer.get) == Regions(before, since)
    assert regions(of(key), Moment("2022-06-07"), gazetteer.get).then == before
    assert regions(of(key), Moment("2022-06-08"), gazetteer.get).then == since
    assert regions(of(key), Moment("2022-06-08T01:00", zone="Asia/Almaty"), gazetteer.get).then == since
    assert region_at(of(key), Moment("2024-03-01"), gazetteer.get) == since


@pytest.mark.parametrize(("key", "region"), STAYED.items())
def test_what_stayed_has_one(gazetteer: Gazetteer, key: str, region: str) -> None:
    assert regions(of(key), Moment("2022"), gazetteer.get) == Regions(of(region), of(region))


@pytest.mark.parametrize("when", [None, Moment("2022"), Moment("2022-06")])
def test_a_date_that_does_not_say_on_which_side_says_nothing(gazetteer: Gazetteer, when: Moment | None) -> None:
    assert regions(of("semey"), when, gazetteer.get) == Regions("", of("kz-10"), sure=False)


def test_a_region_that_was_not_there_is_not_the_region_of_the_time(gazetteer: Gazetteer) -> None:
    assert regions(of("kz-10"), Moment("2022-01-06"), gazetteer.get) == Regions("", of("kz-10"), sure=False)


def test_rings_and_places_that_are_not_here_end() -> None:
    ring = Gazetteer({"a": Place(parent="b"), "b": Place(parent="a")})
    assert regions("a", Moment("2022"), ring.get) == Regions("", "")
    assert region_now("nowhere", ring.get) == ""
