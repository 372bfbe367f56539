"""Blocking finds, one person against the vault says the same as all against all, and work can be stopped."""

import pytest

from benchmarks.matching import measure
from benchmarks.namesakes import world
from caseapp.matching.blocking import LARGEST_BLOCK, Blocks, keys, skeleton
from caseapp.matching.matcher import Matcher
from tests.matching.people import ONE, OTHER, person, seen

SEED = 12  # held out: no weight was set while looking at it


def test_a_generated_vault_is_found_again() -> None:
    found = measure(world(2_000, SEED), SEED)
    assert found.completeness >= 0.98
    assert found.f1 >= 0.9


def test_negative_control_the_measure_sees_a_blind_matcher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseapp.matching.blocking.keys", lambda one: frozenset((one.id,)))
    found = measure(world(300, SEED), SEED)
    assert found.completeness == 0
    assert found.f1 == 0


def test_one_by_one_is_the_same_as_all_at_once() -> None:
    people = world(600, SEED).people
    whole = Matcher(people)
    expected = {one.pair: one.score for one in whole.all()}
    assert expected
    grown = Matcher()
    for one in people:
        grown.put(one)
    alone = {found.pair: found.score for one in people for found in grown.like(one)}
    assert alone.keys() == expected.keys()
    for ids, score in alone.items():
        assert score.value == pytest.approx(expected[ids].value)


def test_who_is_dropped_is_not_found_and_who_changes_is_found_anew() -> None:
    matcher = Matcher([seen(ONE, person("Ахметов Данияр")), seen(OTHER, person("Ахметов Данияр"))])
    assert len(matcher.all()) == 1
    matcher.put(seen(OTHER, person("Сериков Ерлан")))
    assert matcher.all() == []
    matcher.put(seen(OTHER, person("Ахметов Данияр")))
    matcher.drop(ONE)
    assert matcher.all() == []
    assert len(matcher.blocks) == 1


def test_work_is_reported_and_can_be_stopped() -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    told: list[tuple[int, int]] = []
    matcher = Matcher(world(600, SEED).people)
    matcher.all(lambda done, total: told.append((done, total)))
    assert told[0] == (0, 600)
    assert told[-1] == (600, 600)
    assert len(told) > 2
    with pytest.raises(Stopped):
        matcher.all(stop)


def test_a_key_that_everybody_shares_is_no_key() -> None:
    blocks = Blocks()
    crowd = [seen(f"{at:032x}", person("Ахметов")) for at in range(LARGEST_BLOCK + 1)]
    for one in crowd[:-1]:
        blocks.put(one)
    assert len(blocks.near(crowd[0])) == LARGEST_BLOCK - 1
    blocks.put(crowd[-1])
    assert blocks.near(crowd[0]) == set()


def test_both_orders_share_a_key() -> None:
    assert keys(seen(ONE, person("Ахметов Данияр"))) & keys(seen(OTHER, person("Данияр Ахметов")))
    assert skeleton("akhmetov") == "akhmtv"
