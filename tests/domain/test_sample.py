"""The sample and the gazetteer: read strictly, invented persons marked, nothing of it mistaken for a real person."""

import datetime as dt
import hashlib
import tomllib
from pathlib import Path

import msgspec
import pytest

from caseapp.domain import clocks
from caseapp.domain.canonical import encode
from caseapp.domain.ids import parse_id
from caseapp.domain.law import shipped
from caseapp.domain.records import ALL
from caseapp.domain.records.account import Account
from caseapp.domain.records.case import Case
from caseapp.domain.records.consent import PURPOSES, Consent
from caseapp.domain.records.involvement import Involvement
from caseapp.domain.records.person import Person
from caseapp.domain.records.place import Place
from caseapp.domain.records.reported_figure import ReportedFigure
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.consistency import contradictions
from caseapp.domain.rules.detention import is_detention
from caseapp.domain.sample import INVENTED, STATEMENT_FILE, read_gazetteer, read_sample
from caseapp.domain.seeds import BadSeed, Seed, build, parse_entries, steady_id
from caseapp.domain.vocabulary import Vocabularies
from caseapp.domain.zones import zone_of_region

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SPECS = {spec.type: spec for spec in ALL}
SYNTHETIC = {"010101100008", "010101100018", "010101100903"}
LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
GOOD = '[[person]]\nkey = "a"\ndescription = "x"\n'


@pytest.fixture(scope="module")
def seeds() -> dict[str, Seed]:
    return {one.key: one for one in read_sample(RESOURCES, ALL, shipped(RESOURCES)[0], steady_id)}


def test_every_record_can_be_stored(seeds: dict[str, Seed]) -> None:
    assert len({seed.id for seed in seeds.values()}) == len(seeds)
    for seed in seeds.values():
        encode(msgspec.to_builtins(seed.record))
        assert parse_id(seed.id) == seed.id
        assert seed.id[12] == "7"
    # whether two persons are the same is decided by whoever works with the sample
    assert {seed.type for seed in seeds.values()} == set(SPECS) - {
        "match_decision", "verification", "local_term", "custom_field"}


def test_every_private_person_says_that_it_is_invented(seeds: dict[str, Seed]) -> None:
    persons = [seed.record for seed in seeds.values() if isinstance(seed.record, Person)]
    assert len(persons) >= 8
    assert {person.remarks for person in persons} == {INVENTED}
    (case,) = (seed.record for seed in seeds.values() if isinstance(seed.record, Case))
    assert "вымышленные" in case.title
    assert len(case.persons) == 3


def test_numbers_are_the_synthetic_ones_alone(seeds: dict[str, Seed]) -> None:
    numbers = {one.value for seed in seeds.values() if isinstance(seed.record, Person)
               for one in seed.record.identifiers}
    assert numbers
    assert numbers <= SYNTHETIC


def test_the_case_shows_every_kazakh_letter(seeds: dict[str, Seed]) -> None:
    case = seeds["case"].record
    assert isinstance(case, Case)
    assert len(LETTERS) == 18
    assert not [letter for letter in LETTERS if letter not in case.summary]


def test_six_detentions_with_their_stays(seeds: dict[str, Seed]) -> None:
    held = {s.id for s in seeds.values() if s.type == "act" and is_detention(s.record)}
    assert len(held) >= 6
    assert held == {seed.record.act for seed in seeds.values() if isinstance(seed.record, Stay)}


def test_consents_of_different_states_and_a_name_withheld(seeds: dict[str, Seed]) -> None:
    answers = {getattr(seed.record, purpose) for seed in seeds.values() if isinstance(seed.record, Consent)
               for purpose in PURPOSES}
    assert answers == {"yes", "conditional", "not_asked", "no", "withdrawn"}
    refused = seeds["bekova"].record
    assert isinstance(refused, Person)
    assert refused.name_withheld
    told = [s.record.text for s in seeds.values() if isinstance(s.record, Account)]
    assert any("Бекова" in text for text in told)  # so that the scrubber has something to do


def test_two_accounts_differ_and_stand_side_by_side(seeds: dict[str, Seed]) -> None:
    about = [s.key for s in seeds.values()
             if isinstance(s.record, Account) and seeds["detention_akhmetov"].id in s.record.about]
    assert {"account_wife", "account_cellmate"} <= set(about)


def test_a_repeated_figure_leads_back_to_the_retracted_one(seeds: dict[str, Seed]) -> None:
    repeated = seeds["figure-dead-2022-01-11-ohchr"].record
    first = seeds["figure-dead-2022-01-09"]
    assert isinstance(repeated, ReportedFigure)
    assert isinstance(first.record, ReportedFigure)
    assert repeated.derived_from == first.id
    assert (first.record.value, first.record.status) == (164, "retracted")
    sanctioned = seeds["figure-sanctioned-in-administrative-cases-2022-01"].record
    assert isinstance(sanctioned, ReportedFigure)
    assert sum(int(line.split(": ")[1]) for line in sanctioned.parts.splitlines()) == sanctioned.value == 4918


def test_attribution_stays_hedged(seeds: dict[str, Seed]) -> None:
    hedged = [seed.record for key, seed in seeds.items()
              if key.startswith("act-1-") and isinstance(seed.record, Involvement)]
    assert [(one.certainty, one.alternatives) for one in hedged] == [("alleged", "A")] * 2
    assert {one.perpetrator for one in hedged} == {seeds["security_forces"].id, seeds["csto"].id}
    assert all("not established" in one.basis for one in hedged)


def test_the_statement_is_the_first_exhibit(seeds: dict[str, Seed]) -> None:
    attached = [seed for seed in seeds.values() if seed.attach]
    assert [(seed.type, seed.attach) for seed in attached] == [("exhibit", STATEMENT_FILE)]
    data = (RESOURCES / "sample" / STATEMENT_FILE).read_bytes()
    assert hashlib.sha256(data).hexdigest() == STATEMENT_SHA256


def test_only_the_synthetic_numbers_contradict_anything(seeds: dict[str, Seed]) -> None:
    codes = {remark.code for seed in seeds.values() for remark in contradictions(SPECS[seed.type], seed.record)}
    assert codes == {"iin-birth", "iin-sex"}


def test_ids_are_steady_and_told_apart_by_type() -> None:
    assert steady_id("place", "kz-75") == steady_id("place", "kz-75") != steady_id("person", "kz-75")


@pytest.mark.parametrize(("text", "reason"), [
    ("[[ghost]]\nkey = 'a'\n", "table ghost"),
    ("[person]\nkey = 'a'\n", "table person"),
    ("[[person]]\ndescription = 'x'\n", "key"),
    ("[[person]]\nkey = 'A B'\n", "key"),
    ("[[exhibit]]\nkey = 'a'\nattach = '../x'\n", "attach"),
    ("[[person]\n", "form"),
    (GOOD + GOOD, "key twice"),
    (GOOD + "ghost = 1\n", "field ghost"),
    (GOOD + "sex = 'Male'\n", "term sex"),
    (GOOD + "citizenship = ['kz', 'zz']\n", "term citizenship"),
    (GOOD + "residence = 'a'\n", "reference residence"),
    (GOOD + "residence = 'nowhere'\n", "reference residence"),
    (GOOD + "birth = '1994'\n", "value"),
    (GOOD + "birth = { start = '1994-02-30' }\n", "value"),
    ("[[place]]\nkey = 'p'\nposition = '91, 0'\n", "position"),
    ("[[exhibit]]\nkey = 'e'\nfile = { sha256 = '', size = 1 }\n", "field file"),
])
def test_a_slip_in_the_data_is_refused(vocabularies: Vocabularies, text: str, reason: str) -> None:
    with pytest.raises(BadSeed) as caught:
        build(parse_entries("f", text, SPECS), SPECS, vocabularies, steady_id)
    assert caught.value.params["reason"] == reason
    assert len(build(parse_entries("f", GOOD, SPECS), SPECS, vocabularies, steady_id)) == 1


@pytest.mark.parametrize(("old", "new"), [
    ('"live ammunition"', '"harsh language"'), ('preset = "Killing at assembly"', 'preset = "Murder"'),
    ('place = "Zhanaozen"', 'place = "Atlantis"'), ('status = "current"', 'status = "true"'),
    ("[[figures]]\n", "[[figures]]\ncolour = 1\n"), ('alleged = ["security_forces"]', 'alleged = ["ghosts"]'),
])
def test_a_word_that_is_not_mapped_is_refused(
    tmp_path: Path, vocabularies: Vocabularies, old: str, new: str
) -> None:
    for path in RESOURCES.rglob("*.t[ox]*"):
        if path.parent.name in ("sample", "places", "resources"):
            copy = tmp_path / path.relative_to(RESOURCES)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    assert read_sample(tmp_path, ALL, vocabularies, steady_id)
    facts = tmp_path / "sample" / "january_2022.toml"
    text = facts.read_text(encoding="utf-8")
    assert old in text
    facts.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadSeed):
        read_sample(tmp_path, ALL, vocabularies, steady_id)


@pytest.fixture(scope="module")
def places() -> dict[str, Place]:
    seeds = read_gazetteer(RESOURCES, ALL, shipped(RESOURCES)[0], steady_id)
    return {seed.key: seed.record for seed in seeds if isinstance(seed.record, Place)}


def test_fourteen_regions_and_three_cities_then_seventeen_now(places: dict[str, Place]) -> None:
    regions = [place for place in places.values() if place.kind == "region"]
    assert len(regions) == 17
    assert {place.iso for place in regions if place.valid_from} == {"KZ-10", "KZ-33", "KZ-62"}
    assert all(place.valid_from.day() == "2022-06-08" for place in regions if place.valid_from)
    assert len([place for place in places.values() if place.kind == "republican_city"]) == 3


def test_a_moved_place_knows_both_its_regions_and_its_zone_then(places: dict[str, Place]) -> None:
    taldykorgan = places["taldykorgan"]
    assert taldykorgan.parent == steady_id("place", "kz-33")
    assert taldykorgan.former_parent == steady_id("place", "kz-19")
    by_id = {steady_id("place", key): place for key, place in places.items()}
    for place in places.values():
        region = by_id.get(place.former_parent or place.parent)
        if region is not None and region.kind == "region":
            assert place.zone == region.zone == zone_of_region(region.iso), place.name_en
        assert place.zone or place.kind == "country"


def test_the_limits_in_the_data_are_those_of_the_clocks() -> None:
    rows = tomllib.loads((RESOURCES / "law" / "detention_limits.toml").read_text(encoding="utf-8"))["limit"]
    shipped = {row["key"]: (row["hours"] * 3600, row["until"], row["source"], row["verified"]) for row in rows}
    limits = (clocks.PROTOCOL_3H, clocks.MINORS_24H, clocks.COURT_48H, clocks.COURT_72H)
    assert shipped == {one.key: (one.seconds, one.stop.value, one.source, one.verified) for one in limits}


def test_the_data_holds_no_date_of_this_machine(seeds: dict[str, Seed]) -> None:
    """A fixed instant in every steady id, whenever and wherever the sample is made."""
    stamps = {int(seed.id[:12], 16) for seed in seeds.values()}
    assert stamps == {int(dt.datetime(2022, 1, 2, tzinfo=dt.UTC).timestamp() * 1000)}




STATEMENT_SHA256 = "2c477dc39aa9382501461817f901e5f6168f0f665209701455aa85d30579b126"
