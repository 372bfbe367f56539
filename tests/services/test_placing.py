"""A list on the map, over a real vault: what is where, what is nowhere, and what no copy may tell."""

import pytest

from caseapp.domain.errors import Invalid
from caseapp.domain.listing import Condition, Query
from caseapp.domain.situating import Fineness
from caseapp.domain.spec import RecordId
from caseapp.domain.values import Point
from caseapp.services.placing import OnMap, PlacingService, placeable
from caseapp.services.session import Session
from caseapp.services.tying import TyingService
from tests.services.exchanges import Make, save

TOWN = Point(lat_e6=43_238_000, lon_e6=76_945_000)
SECRET = Point(lat_e6=43_111_111, lon_e6=76_222_222)


def map_of(vault: Session, type_: str, *conditions: Condition) -> OnMap:
    service = PlacingService(vault.reader, vault.lists, vault.specs)
    return service.on_map(Query(type_, conditions=conditions), then=True)


def town_and_house(vault: Session) -> tuple[RecordId, RecordId, RecordId]:
    """A town, a house and a square in it."""
    town = save(vault, type_="place", name_en="Almaty", kind="city", iso="KZ-75", position=TOWN, precision="city")
    house = save(vault, type_="place", name_en="House", kind="building", parent=town, position=SECRET,
                 precision="exact")
    square = save(vault, type_="place", name_en="Square", kind="street", parent=town, position=SECRET,
                  precision="exact")
    return town, house, square


def test_a_home_is_its_town_in_what_leaves_whichever_list_shows_it(make: Make) -> None:
    vault = make("a")
    town, house, square = town_and_house(vault)
    person = save(vault, residence=house)
    act = save(vault, type_="act", victim=person, place=house)  # nothing here says that it is a home
    met = save(vault, type_="account", source=save(vault, type_="source", name="S"), place=square)
    for type_, record in (("person", person), ("act", act), ("place", house), ("account", met)):
        found = map_of(vault, type_)
        pins = [pin for pin in found.pins if pin.record == record]
        assert pins, type_
        for pin in pins:
            assert pin.private, type_
            coarse = found.coarse[pin.place]
            assert coarse is not None
            assert (coarse.place, coarse.latitude, coarse.fineness) == (town, TOWN.latitude, Fineness.CITY), type_
    open_ = save(vault, type_="act", victim=person, place=square)
    assert [pin.private for pin in map_of(vault, "act").pins if pin.record == open_] == [False], "a square is no home"


def test_what_happened_at_the_victims_home_makes_the_place_private(make: Make) -> None:
    vault = make("a")
    _, house, _ = town_and_house(vault)
    other = save(vault, type_="incident", place=house)
    assert [pin.private for pin in map_of(vault, "incident").pins] == [False], "the control: nobody called it a home"
    save(vault, type_="act", victim=save(vault), place=house, location_type="home")
    assert [pin.private for pin in map_of(vault, "incident").pins if pin.record == other] == [True]


def test_a_map_shows_a_list_as_it_is_filtered_and_counts_what_is_nowhere(make: Make) -> None:
    vault = make("a")
    town, _, _ = town_and_house(vault)
    bare = save(vault, type_="place", name_en="Somewhere", kind="facility")
    here, there, nowhere = save(vault, sex="female"), save(vault, sex="male"), save(vault, sex="female")
    save(vault, type_="act", victim=here, place=town)
    gone = save(vault, type_="act", victim=nowhere, place=town)
    save(vault, gone, "act", retracted=True)
    save(vault, type_="stay", person=there, place=town)
    save(vault, type_="stay", person=nowhere, place=bare)
    every = map_of(vault, "person")
    assert {pin.record for pin in every.pins} == {here, there}
    assert (every.nowhere, every.total, every.more) == ((nowhere,), 3, False), "a withdrawn act puts nobody anywhere"
    women = map_of(vault, "person", Condition("sex", one_of=("female",)))
    assert ({pin.record for pin in women.pins}, women.nowhere, women.total) == ({here}, (nowhere,), 2)
    assert not placeable(vault.specs, "finding")


def test_a_chart_joins_units_perpetrators_acts_victims_places_and_incidents(make: Make) -> None:
    vault = make("a")
    town, _, _ = town_and_house(vault)
    body = save(vault, type_="organisation", name_en="Ministry")
    unit = save(vault, type_="organisation", name_en="Unit", parent=save(
        vault, type_="organisation", name_en="Department", parent=body))
    victim, incident = save(vault), save(vault, type_="incident", place=town)
    act = save(vault, type_="act", victim=victim, place=town, incident=incident, certainty="confirmed")
    save(vault, type_="involvement", act=act, perpetrator=unit, degree="carried_out", certainty="alleged")
    elsewhere = save(vault, type_="act", victim=save(vault), certainty="alleged")
    gone = save(vault, type_="involvement", act=elsewhere, perpetrator=unit)
    save(vault, gone, "involvement", retracted=True)
    service = TyingService(vault.reader, vault.lists, vault.specs)
    found = service.web(Query("act"))
    ties = {(tie.start, tie.stop): tie for tie in found.ties}
    assert set(ties) == {
        (f"body:{body}", f"who:{unit}"), (f"who:{unit}", f"what:{act}"), (f"what:{act}", f"whom:{victim}"),
        (f"whom:{victim}", f"where:{town}"), (f"where:{town}", f"incident:{incident}"),
        (f"what:{elsewhere}", next(stop for start, stop in ties if start == f"what:{elsewhere}")),
    }, "of what was withdrawn there is no line"
    alleged = ties[f"who:{unit}", f"what:{act}"]
    assert (alleged.sure, alleged.degrees, alleged.certainties) == (False, ("carried_out",), ("alleged",))
    assert ties[f"what:{act}", f"whom:{victim}"].sure
    for type_, id_ in (("person", victim), ("organisation", unit), ("incident", incident), ("place", town)):
        names = {"person": "names", "organisation": "parent", "incident": "place", "place": "kind"}
        assert names[type_] in vault.specs[type_].fields
        mine = service.web(Query(type_))
        assert f"what:{act}" in {knot.key for column in mine.columns for knot in column}, id_
    one = service.web(Query("act"), most=1)
    assert (one.shown, one.total) == (1, 2), "what is left out is counted"
    with pytest.raises(Invalid):
        service.web(Query("relationship"))
