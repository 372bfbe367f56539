"""What is kept of a list between two questions: the same answers as asking anew, until somebody writes."""

import random

import msgspec
import pytest

from caseapp.domain.listing import LATEST, TITLE, Query, columns
from caseapp.services.lists import ListService
from tests.support.listed import LISTED, SPECS, VAULTS, ids, some_answer
from tests.support.live import Live


@pytest.mark.parametrize("vault", sorted(VAULTS))
def test_what_is_kept_of_a_list_answers_as_asking_anew_does(live: Live, vault: str) -> None:
    """The same ids in the same order, and the same numbers beside them."""
    desk = VAULTS[vault](live)
    session, dice, some = desk._vault.session, random.Random(7), 0
    warm = ListService(session.reader, SPECS)
    for type_ in LISTED:
        offered = [view.facet for view in desk.lists.facets(type_)]
        for sort in (TITLE, LATEST, *list(columns(SPECS, type_))[:2]):
            for withdrawn in (False, True):
                whole = Query(type_, sort=sort, descending=dice.random() < 0.5, withdrawn=withdrawn)
                everything = warm.find(whole, {}, "ru")
                queries = [msgspec.structs.replace(whole, text=text) for text in ("а", "akhmet", "ахметов алматы", "!")]
                queries += [whole.with_condition(some_answer(dice, desk, whole, facet))
                            for facet in dice.sample(offered, 2)]
                for query in queries:
                    kept, anew = warm.find(query, {}, "ru"), ListService(session.reader, SPECS).find(query, {}, "ru")
                    assert kept == anew, query
                    some += 0 < kept.count < everything.count
    assert some > 20  # or this would prove nothing


def test_what_is_kept_goes_with_every_write(live: Live) -> None:
    desk = live.sample()
    desk.undoing.next()  # the sitting begins
    before = ids(desk.lists.find(Query("person")))
    made = desk.records.save("person", None, {"occupation": "шахтёр"}, "Change").ids[0]
    assert set(ids(desk.lists.find(Query("person")))) == {*before, made}
    assert made in ids(desk.lists.find(Query("person", text="шахт")))
    desk.undoing.undo()
    assert ids(desk.lists.find(Query("person"))) == before
    assert ids(desk.lists.find(Query("person", text="шахт"))) == []
