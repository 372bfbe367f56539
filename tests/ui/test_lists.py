"""Lists over real vaults: every answer equals what looking at every record one by one gives."""

import random
from typing import Any

import msgspec
import pytest

from caseapp.domain.errors import Invalid
from caseapp.domain.listing import (
    KNOWN,
    LATEST,
    LINKED,
    NEAR,
    NO,
    STATE,
    TITLE,
    Condition,
    FacetKind,
    Query,
    State,
    columns,
    facets,
    first_columns,
    vias,
)
from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.names.sortkey import sort_key
from caseapp.services.bulk import MOST, TooManyAtOnce
from caseapp.services.edits import Edit
from tests.support.listed import LISTED, SPECS, VAULTS, ids, some_answer
from tests.support.live import Live
from tests.support.slowly import Slowly
from ui.desk.around import Around
from ui.desk.desk import VaultDesk

TEXTS = ("а", "akhmet", "алматы", "Ержан", "detention", "akhmet OR алматы", "-detention", "НЕ akhmet",
         "«Ахметов Данияр»", "detention НЕМЕСЕ -ержан", '"ахметов', "OR", "а -akhmet OR ЕМЕС а")


@pytest.fixture(params=sorted(VAULTS))
def desk(request: pytest.FixtureRequest, live: Live) -> VaultDesk:
    return VAULTS[request.param](live)


def test_every_filter_finds_what_looking_at_each_record_finds(desk: VaultDesk) -> None:
    slowly, dice, narrowed = Slowly(desk), random.Random(11), 0
    for type_ in LISTED:
        offered = [view.facet for view in desk.lists.facets(type_)]
        for facet in offered:
            query = Query(type_).with_condition(some_answer(dice, desk, Query(type_), facet))
            found = desk.lists.find(query)
            assert set(ids(found)) == slowly.answers(query), query
            narrowed += 0 < len(ids(found)) < found.total
        for _ in range(12):
            query = Query(type_, withdrawn=dice.random() < 0.3,
                          text=dice.choice(("", "", "", *TEXTS)))
            for facet in dice.sample(offered, 3):
                answer = some_answer(dice, desk, Query(type_), facet)
                query = query.with_condition(msgspec.structs.replace(
                    answer, negated=dice.random() < 0.3, group=dice.choice((0, 0, 1, 1, 2))))
            found = desk.lists.find(query)
            assert set(ids(found)) == slowly.answers(query), query
            assert len(set(ids(found))) == len(ids(found))
            narrowed += 0 < len(ids(found)) < found.total
    assert narrowed > 5  # or this would prove nothing


def test_counts_are_what_choosing_the_answer_gives(desk: VaultDesk) -> None:
    slowly, dice, counted = Slowly(desk), random.Random(5), 0
    for type_ in LISTED:
        offered = [view.facet for view in desk.lists.facets(type_)]
        for facet in offered:
            if facet.kind not in (FacetKind.CHOICES, FacetKind.RECORDS, FacetKind.LINKED):
                continue
            other = dice.choice([each for each in offered if each.kind is not FacetKind.LINKED])
            query = Query(type_).with_condition(msgspec.structs.replace(
                some_answer(dice, desk, Query(type_), other), negated=dice.random() < 0.3))
            for value in desk.lists.values(query, facet)[:8]:
                only = query.with_condition(Condition(facet.field, facet.via, one_of=(value.id,)))
                assert value.count == len(slowly.answers(only)), (only, value)
                counted += value.count
    assert counted > 50


def test_gaps_are_asked_as_the_rules_have_them(desk: VaultDesk) -> None:
    """The rules stand in ``domain.rules.gaps``; the question to storage must not drift from them."""
    slowly = Slowly(desk)
    for type_ in ("person", "act"):
        query = Query(type_, conditions=(Condition(STATE, one_of=(State.GAPS,)),))
        found = set(ids(desk.lists.find(query)))
        assert found == slowly.answers(query)
        assert found


def test_rows_count_the_gaps_that_the_rules_find(desk: VaultDesk) -> None:
    vault = desk._vault
    for type_ in ("person", "act"):
        query = Query(type_, withdrawn=True)
        for row in desk.lists.rows(query, ids(desk.lists.find(query))):
            alone = Around(vault, vault.reader)
            assert row.gaps == len(alone.gaps(row.id, vault.reader.get(row.id).record))


def test_every_order_holds_every_record_once(desk: VaultDesk) -> None:
    for type_ in LISTED:
        everything = sorted(ids(desk.lists.find(Query(type_))))
        for column in desk.lists.columns(type_):
            if column.sortable:
                for descending in (False, True):
                    query = Query(type_, sort=column.key, descending=descending)
                    assert sorted(ids(desk.lists.find(query))) == everything, query


def test_orders(live: Live) -> None:
    desk = live.sample()

    def cells(type_: str, sort: str, *, descending: bool = False) -> list[str]:
        query = Query(type_, sort=sort, descending=descending)
        return [row.cells[0] for row in desk.lists.rows(query, ids(desk.lists.find(query)), [sort])]

    numbers = [int(cell) for cell in cells("reported_figure", "value") if cell]
    assert numbers == sorted(numbers)
    backwards = cells("reported_figure", "value", descending=True)
    assert backwards[-1] == ""  # what has none comes last either way
    assert [int(cell) for cell in backwards if cell] == sorted(numbers, reverse=True)
    kinds = cells("place", "kind")
    assert kinds == sorted(kinds)  # English labels, not the ids behind them
    latest = [row.id for row in desk.lists.rows(Query("person"), ids(desk.lists.find(Query("person", sort=LATEST))))]
    assert len(latest) == 9


def test_names_stand_in_the_order_of_the_language_they_are_shown_in(live: Live) -> None:
    for code in ("en", "ru"):
        desk = live.sample(code)
        titles = [row.title for row in desk.lists.rows(Query("place"), ids(desk.lists.find(Query("place"))))]
        assert titles == sorted(titles, key=sort_key)
        desk.lock()


def test_a_place_means_what_lies_in_it(live: Live) -> None:
    desk = live.sample()
    country = next(row.id for row in desk.lists.rows(Query("place"), ids(desk.lists.find(Query("place"))))
                   if row.title == "Kazakhstan")
    query = Query("act").with_condition(Condition("place", one_of=(country,)))
    assert len(ids(desk.lists.find(query))) == 14


def test_filters_via_other_records_hold_for_one_and_the_same(live: Live) -> None:
    """Detained in Almaty, and beaten in Taraz: nobody was detained in Taraz."""
    desk = live.empty()
    save = desk._vault.session.records.save
    new = desk._vault.session.records.new_id
    almaty, taraz, person = new(), new(), new()
    save([
        Edit("place", almaty, {"name_ru": "Алматы"}), Edit("place", taraz, {"name_ru": "Тараз"}),
        Edit("person", person, {"names": (PersonName("Ахметов"),)}),
        Edit("act", new(), {"act_type": "detention", "victim": person, "place": almaty}),
        Edit("act", new(), {"act_type": "violence_in_custody", "victim": person, "place": taraz}),
    ], "made")
    detained = Query("person").with_condition(Condition("act_type", "act.victim", one_of=("detention",)))
    assert ids(desk.lists.find(detained.with_condition(Condition("place", "act.victim", one_of=(almaty,))))) == [person]
    assert ids(desk.lists.find(detained.with_condition(Condition("place", "act.victim", one_of=(taraz,))))) == []


def test_an_imprecise_date_may_lie_in_the_period(live: Live) -> None:
    desk = live.empty()
    new, save = desk._vault.session.records.new_id, desk._vault.session.records.save
    month, year, other = new(), new(), new()
    save([Edit("act", month, {"start": Moment("2022-01")}), Edit("act", year, {"start": Moment("2022")}),
          Edit("act", other, {"start": Moment("2022-02-01", zone="Asia/Almaty")})], "made")
    period = Condition("start", period=Moment("2022-01-05", "2022-01-08", zone="Asia/Almaty"))
    assert set(ids(desk.lists.find(Query("act").with_condition(period)))) == {month, year}


def test_withdrawn_records_are_hidden_counted_and_shown_on_wish(live: Live) -> None:
    desk = live.sample()
    first, second, *_ = ids(desk.lists.find(Query("person")))
    saved = desk.lists.withdraw("person", [first, second], "recorded twice")
    assert saved.title == "2 records withdrawn"
    found = desk.lists.find(Query("person"))
    assert not {first, second} & set(ids(found))
    assert (found.withdrawn, found.total) == (2, 7)
    shown = Query("person", withdrawn=True)
    rows = {row.id: row for row in desk.lists.rows(shown, ids(desk.lists.find(shown)))}
    assert rows[first].withdrawn
    assert "withdrawn" in rows[first].spoken
    only = Query("person").with_condition(Condition(STATE, one_of=(State.WITHDRAWN,)))
    assert set(ids(desk.lists.find(only))) == {first, second}
    record = desk.records.get(first)
    assert record.fields["retraction_reason"].value == "recorded twice"


def test_records_go_into_a_case_as_one_action(live: Live) -> None:
    desk = live.sample()
    (case,) = ids(desk.lists.find(Query("case")))
    before = desk.records.get(case).fields["persons"].value
    people = ids(desk.lists.find(Query("person")))
    desk.undoing.next()  # the sitting begins
    desk.lists.collect(case, "", "person", people)
    assert isinstance(before, tuple)
    assert set(desk.records.get(case).fields["persons"].value) == {*before, *people}
    desk.undoing.undo()
    assert set(desk.records.get(case).fields["persons"].value) == set(before)
    (made,) = desk.lists.collect("", "Тараз, январь", "act", ids(desk.lists.find(Query("act")))[:3]).ids
    assert len(desk.records.get(made).fields["acts"].value) == 3
    assert not desk.lists.collects("place")


def test_too_many_at_once_changes_nothing(live: Live) -> None:
    desk = live.sample()
    with pytest.raises(TooManyAtOnce):
        desk.lists.withdraw("person", ["0" * 32] * (MOST + 1), "no")
    assert desk.lists.find(Query("person")).total == 9


def test_what_an_undo_emptied_leaves_the_list(live: Live) -> None:
    desk = live.sample()
    desk.undoing.next()  # the sitting begins
    (made,) = desk.records.save("person", None, {"names": (PersonName("Абаев"),)}, "new").ids
    assert made in ids(desk.lists.find(Query("person")))
    desk.undoing.undo()
    found = desk.lists.find(Query("person", withdrawn=True))
    assert made not in ids(found)
    assert found.total == 9


def test_the_query_is_said_back(live: Live) -> None:
    desk = live.sample()
    query = Query("person", text="ахмет").with_condition(
        Condition("act_type", "act.victim", one_of=("detention", "mass_roundup"))).with_condition(
        Condition("start", "act.victim", period=Moment("2022-01-05", "2022-01-08"))).with_condition(
        Condition(STATE, one_of=(State.GAPS,)))
    found = desk.lists.find(query)
    assert found.labels == ("What was done: Detention or Mass roundup", "When: 5 Jan 2022 – 8 Jan 2022", "with gaps")
    assert found.words.startswith("Persons, with the words “ахмет”, What was done")
    assert found.words.endswith("with gaps")


def test_a_hit_is_marked_where_it_was_written(live: Live) -> None:
    desk = live.sample()
    query = Query("person", text="akhmetov")
    rows = desk.lists.rows(query, ids(desk.lists.find(query)))
    assert rows
    for row in rows:
        text = row.excerpt or row.title
        start, length = row.spans[0]
        assert text[start : start + length].lower()[:5] in ("ахмет", "akhme")


def test_a_filter_of_another_version_is_refused_not_ignored(live: Live) -> None:
    desk = live.sample()
    for condition in (Condition("no_such", one_of=("x",)), Condition("start", "no.such", one_of=("x",))):
        with pytest.raises(Invalid):
            desk.lists.find(Query("person").with_condition(condition))


@pytest.mark.parametrize("type_", sorted(SPECS))
def test_every_type_offers_filters_and_columns_that_exist(type_: str) -> None:
    for facet in facets(SPECS, type_):
        of = facet.via.split(".")[0] if facet.via else type_
        assert facet.field in (STATE, KNOWN, LINKED) or facet.field in SPECS[of].fields
    fields: dict[str, Any] = {**SPECS[type_].fields, LATEST: None}
    assert set(first_columns(SPECS, type_)) <= set(columns(SPECS, type_)) <= set(fields)
    assert all(via.moment in via.spec.fields for via in vias(SPECS, type_))


def test_a_query_survives_being_kept(live: Live) -> None:
    query = Query("person", text="a", conditions=(Condition("start", "act.victim", period=Moment("2022")),),
                  withdrawn=True, sort=TITLE, descending=True)
    assert msgspec.convert(msgspec.to_builtins(query), Query) == query


def test_same_place_same_time_is_what_looking_at_each_record_finds(desk: VaultDesk) -> None:
    slowly, dice, found = Slowly(desk), random.Random(2), 0
    for type_ in ("person", "act", "incident"):
        for of in ("person", "act", "incident"):
            there = sorted(slowly.entities[of])
            for id_ in dice.sample(there, min(len(there), 6)):
                near = Condition(NEAR, one_of=(id_,), days=dice.choice((None, None, 0, 3)))
                query = Query(type_, conditions=(msgspec.structs.replace(near, negated=dice.random() < 0.2),))
                answer = set(ids(desk.lists.find(query)))
                assert answer == slowly.answers(query), query
                found += bool(answer)
    assert found > 3


def test_who_was_held_there_the_same_night(live: Live) -> None:
    """The square lies in the city; one was taken there at 23:00, one in the city "at night", one next evening."""
    desk = live.empty()
    save, new = desk._vault.session.records.save, desk._vault.session.records.new_id
    city, square, taraz = new(), new(), new()
    people = {name: new() for name in ("first", "same night", "next evening", "elsewhere", "that month")}
    when = {
        "first": (city, Moment("2022-01-06T23:00", zone="Asia/Almaty")),
        "same night": (square, Moment("2022-01-07T02:00", "2022-01-07T05:00", zone="Asia/Almaty")),
        "next evening": (square, Moment("2022-01-07T19:00", zone="Asia/Almaty")),
        "elsewhere": (taraz, Moment("2022-01-06T23:00", zone="Asia/Almaty")),
        "that month": (square, Moment("2022-01", zone="Asia/Almaty")),
    }
    save([
        Edit("place", city, {"name_ru": "Алматы"}), Edit("place", taraz, {"name_ru": "Тараз"}),
        Edit("place", square, {"name_ru": "Площадь", "parent": city}),
        *(Edit("person", id_, {"names": (PersonName(name),)}) for name, id_ in people.items()),
        *(Edit("act", new(), {"act_type": "detention", "victim": people[name], "place": place, "start": moment})
          for name, (place, moment) in when.items()),
    ], "made")

    def near(name: str, days: int | None = None) -> set[str]:
        query = Query("person", conditions=(Condition(NEAR, one_of=(people[name],), days=days),))
        found = set(ids(desk.lists.find(query)))
        return {name for name, id_ in people.items() if id_ in found}

    assert near("first") == {"same night", "that month"}
    assert near("first", 1) == {"same night", "next evening", "that month"}
    assert near("same night") == {"that month"}, "the city is larger than the square: it may have been elsewhere"


def test_without_a_lawyer_and_what_was_known(live: Live) -> None:
    desk = live.empty()
    save, new = desk._vault.session.records.save, desk._vault.session.records.new_id
    with_one, refused, silent = new(), new(), new()
    save([
        *(Edit("person", id_, {"names": (PersonName(name),)})
          for id_, name in ((with_one, "A"), (refused, "B"), (silent, "C"))),
        Edit("safeguard", new(), {"person": with_one, "kind": "lawyer", "outcome": "given"}),
        Edit("safeguard", new(), {"person": refused, "kind": "lawyer", "outcome": "refused"}),
    ], "made")
    kind = Condition("kind", "safeguard.person", one_of=("lawyer",), negated=True)
    given = Condition("outcome", "safeguard.person", one_of=("given", "late"), negated=True)
    query = Query("person", conditions=(kind, given))
    found = desk.lists.find(query)
    assert set(ids(found)) == {refused, silent}
    assert found.words == ("Persons, no Safeguard with Which right: Access to a lawyer and "
                           "What happened: Given or Given late")
    none = Query("person", conditions=(Condition(LINKED, "safeguard.person", one_of=(NO,)),))
    assert ids(desk.lists.find(none)) == [silent]
    for day, expected in (("2022-01-10", set()), ("2022-01-11", {with_one, refused, silent})):
        known = Query("person", conditions=(Condition(KNOWN, period=Moment(day, zone="Asia/Almaty")),))
        assert set(ids(desk.lists.find(known))) == expected, day


def test_a_line_says_because_of_which_other_record_it_was_found(live: Live) -> None:
    desk = live.sample()
    query = Query("person", conditions=(Condition("kind", "safeguard.person", one_of=("lawyer",)),))
    rows = desk.lists.rows(query, ids(desk.lists.find(query)))
    assert rows
    assert all("lawyer" in row.detail for row in rows), [row.detail for row in rows]
