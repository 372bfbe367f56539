"""The quick record as one action: a list of persons, what is kept, what is new, warnings, what is known beside."""

from dataclasses import replace

import pytest

from caseapp.domain.errors import Invalid
from caseapp.domain.moment import Moment
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.person import Person
from caseapp.services.edits import Edit
from caseapp.services.known import KnownService
from caseapp.services.quick import MOST, Answers
from caseapp.services.quick_remarks import remarks
from caseapp.services.session import Session
from tests.services.exchanges import Make

MINIMUM = Answers(who="Ахметов Данияр, 27, м", when="6 янв вечером", where="Алматы", told_by="relative_victim")


@pytest.fixture
def vault(make: Make) -> Session:
    return make("a")


def record(vault: Session, type_: str, id_: str) -> object:
    entity, = vault.near.many([id_])
    assert entity.type == type_
    return entity.record


def test_a_list_is_one_action_with_one_undo(vault: Session) -> None:
    saved = vault.quick.record_all(["Ахметов Данияр, 27, м", "unknown man, about 30", "Лим А."], MINIMUM, "list")
    assert saved.count == 3
    counts = {type_: len(vault.near.ids(type_)) for type_ in ("person", "act", "source", "account", "place")}
    assert counts == {"person": 3, "act": 3, "source": 1, "account": 1, "place": 1}
    vault.records.undo("undo")
    assert [len(vault.near.ids(type_)) for type_ in ("person", "act", "source", "account", "place")] == [0] * 5


def test_five_hundred_at_most_and_at_least_one(vault: Session) -> None:
    for names in ([], ["x"] * (MOST + 1)):
        with pytest.raises(Invalid):
            vault.quick.record_all(names, MINIMUM, "list")
    assert vault.near.ids("person") == []


def test_an_existing_person_is_not_born_again(vault: Session) -> None:
    first = vault.quick.record(MINIMUM, "one")
    second = vault.quick.record(replace(MINIMUM, who_id=first.person, source_id=first.source), "two")
    assert second.person == first.person
    assert (len(vault.near.ids("person")), len(vault.near.ids("source"))) == (1, 1)
    assert len(vault.near.ids("place")) == 1  # the same name is the same place


def test_a_new_incident_is_made_once_and_kept_by_id(vault: Session) -> None:
    first = vault.quick.record(replace(MINIMUM, incident_title="January 2022, Almaty"), "one")
    vault.quick.record(replace(MINIMUM, incident_id=first.incident), "two")
    assert vault.near.ids("incident") == [first.incident]
    acts = [each.record for each in vault.near.many(vault.near.ids("act"))]
    assert {act.incident for act in acts if isinstance(act, Act)} == {first.incident}


def test_still_held_is_as_of_the_day_it_was_told(vault: Session) -> None:
    saved = vault.quick.record(replace(MINIMUM, when="2022-01-07", still_held="held", told_on="2022-01-08"), "one")
    act = record(vault, "act", saved.act)
    assert isinstance(act, Act)
    assert act.still_held_on is not None
    assert act.still_held_on.start == "2022-01-08"


def test_times_are_read_where_it_happened(vault: Session) -> None:
    place = vault.records.new_id()
    vault.records.save([Edit("place", place, {"name_ru": "Актау", "zone": "Asia/Aqtau"})], "place")
    saved = vault.quick.record(
        replace(MINIMUM, where="", where_id=place, still_held="released", released="8 янв 10:00"), "one")
    act = record(vault, "act", saved.act)
    assert isinstance(act, Act)
    assert act.start is not None
    assert act.ended is not None
    assert (act.start.zone, act.ended.zone) == ("Asia/Aqtau", "Asia/Aqtau")
    assert KnownService(vault.reader).zone(place) == ("Asia/Aqtau", place)


def test_more_questions_make_their_record_unanswered(vault: Session) -> None:
    saved = vault.quick.record(replace(MINIMUM, ask_more=True), "one")
    consent, = vault.near.many([saved.consent])
    assert consent.record.store == "not_asked"
    assert vault.quick.record(MINIMUM, "two").consent == ""


# --- what looks wrong


def said(vault: Session, **values: str) -> list[tuple[str, str]]:
    found = remarks(replace(MINIMUM, **values), vault.quick, "Asia/Almaty")
    return [(each.row, each.fix or each.text) for each in found]


def test_nothing_looks_wrong_in_a_plain_record(vault: Session) -> None:
    assert said(vault) == []


@pytest.mark.parametrize(("values", "found"), [
    ({"who": "Fхметов"}, ("who", "Ахметов")),
    ({"where": "Fkvfns"}, ("where", "Алматы")),
    ({"who": "Ахметов, 31.02.1994"},
     ("who", "A number is not understood as an age or a date of birth; it is kept as written.")),
    ({"still_held": "released", "released": "4 янв"}, ("still", "The release lies before the detention.")),
    ({"told_on": "5 янв"}, ("told_name", "It was told before it happened.")),
    ({"when": "1 января 2190"}, ("when", "This lies in the future.")),
    ({"when": "7 января 1980", "who": "Ахметов, 1990"}, ("who", "The birth lies after what happened.")),
])
def test_each_oddity_is_said_at_its_field_and_blocks_nothing(
    vault: Session, values: dict[str, str], found: tuple[str, str]
) -> None:
    assert found in said(vault, **values)
    vault.quick.record(replace(MINIMUM, **values), "recorded all the same")
    assert len(vault.near.ids("act")) == 1


def test_a_release_that_may_be_later_is_not_called_earlier(vault: Session) -> None:
    assert said(vault, still_held="released", released="6 янв") == []


# --- what is known beside


def test_who_was_there_that_night(vault: Session) -> None:
    first = vault.quick.record(replace(MINIMUM, when="7 января 2022 вечером"), "one")
    other = vault.quick.record(replace(MINIMUM, who="Лим", when="7 января 2022, 20:00"), "two")
    vault.quick.record(replace(MINIMUM, who="Later", when="9 января 2022"), "three")
    vault.quick.record(replace(MINIMUM, who="Elsewhere", when="7 января 2022 вечером", where="Тараз"), "four")
    vault.quick.record(replace(MINIMUM, who="Vague", when="январь 2022"), "five")
    known = KnownService(vault.reader)
    night = Moment("2022-01-07T18:00", "2022-01-07T24:00", zone="Asia/Almaty")
    assert set(known.there(first.place, night)) == {first.person, other.person}
    assert known.there(first.place, Moment("2022-01")) == []
    assert known.there("", night) == []


def test_the_facts_that_tell_persons_apart(vault: Session) -> None:
    saved = vault.quick.record(replace(MINIMUM, when="7 января 2022"), "one")
    fact, = KnownService(vault.reader).persons([saved.person])
    assert (fact.act_type, fact.place, fact.unnamed) == ("detention", saved.place, False)
    person = record(vault, "person", saved.person)
    assert isinstance(person, Person)
    assert fact.birth == person.birth
    nobody = vault.quick.record(replace(MINIMUM, who="unknown man, about 30"), "two")
    fact, = KnownService(vault.reader).persons([nobody.person])
    assert fact.unnamed


def test_how_the_source_knows_stands_on_the_account_and_is_said_by_nobody_else(vault: Session) -> None:
    said = vault.quick.record(replace(MINIMUM, how_known="saw"), "one")
    silent = vault.quick.record(MINIMUM, "two")
    found = {each.about[0]: each.how_known for entity in vault.near.many(vault.near.ids("account"))
             if isinstance(each := entity.record, Account)}
    assert found == {said.act: "saw", silent.act: ""}
