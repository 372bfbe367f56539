"""The region of the time and that of today, on the pages of an act and of a place, and in the case file."""

from dataclasses import replace

from caseapp.disclosure.audience import Audience
from caseapp.domain.entity import Entity
from caseapp.domain.law import shipped
from caseapp.domain.moment import Moment
from caseapp.domain.records.act import Act
from caseapp.domain.records.place import Place
from caseapp.domain.spec import Record
from caseapp.dossier.forms.d1_case_file import build
from caseapp.dossier.outline import KeyValues
from tests.disclosure.languages import Untranslated
from tests.dossier import cases
from tests.dossier.cases import VICTIM
from tests.support.desk import RESOURCES
from tests.support.live import Live

OLD, NEW, TOWN, ACT = (f"{n:032x}" for n in range(0xF1, 0xF5))
SPLIT = Moment("2022-06-08")
PLACES = {
    OLD: Place(name_en="East Kazakhstan", kind="region"),
    NEW: Place(name_en="Abai", kind="region", valid_from=SPLIT),
    TOWN: Place(name_en="Semey", kind="city", parent=NEW, former_parent=OLD, moved_on=SPLIT,
                former_name="Semipalatinsk", renamed_on=Moment("2007")),
}


def test_an_act_and_a_place_say_both_regions(live: Live) -> None:
    desk = live.empty()
    for id_, place in PLACES.items():
        values = {name: getattr(place, name) for name in place.__struct_fields__ if getattr(place, name)}
        desk.records.save("place", id_, values, "Place")
    act = desk.records.save("act", None, {"act_type": "detention", "place": TOWN, "start": Moment("2022-01-06")}, "x")
    assert desk.overviews.overview("act", act.ids[0]).facts == (
        "Region at the time: East Kazakhstan; today: Abai",)
    desk.records.save("act", act.ids[0], {"start": Moment("2022")}, "x")
    assert desk.overviews.overview("act", act.ids[0]).facts == (
        "Region today: Abai; which it was at the time cannot be said",)
    assert desk.overviews.overview("place", TOWN).facts == (
        "Region today: Abai", "Until 8 Jun 2022 in: East Kazakhstan", "Until 2007 called: Semipalatinsk")


def printed(when: str) -> list[str]:
    records: dict[str, Record] = {**PLACES, ACT: Act(
        act_type="detention", victim=VICTIM, place=TOWN, start=Moment(when))}
    more = tuple(Entity(id_, "act" if isinstance(record, Act) else "place", "", record)
                 for id_, record in records.items())
    case = cases.case_file(Audience.INTERNAL)
    built = build(replace(case, entities=(*case.entities, *more)), cases.SPECS, Untranslated("en"),
                  shipped(RESOURCES)[0])
    return [row[1] for section in built.document.sections if section.heading == "Acts"
            for block in section.blocks if isinstance(block, KeyValues) for row in block.rows if row[0] == "Region"]


def test_the_case_file_says_which_region_is_meant() -> None:
    assert "East Kazakhstan at the time; Abai today" in printed("2022-01-06")
    assert "Abai" in printed("2022-07-01")
