"""One detention as stretches: nothing is drawn as known that is not known on every reading."""

from itertools import pairwise

import pytest

from caseapp.domain.moment import Moment
from caseapp.domain.records.act import Act
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.custody import Sure, counts_nothing, custody, running

ALMATY = "Asia/Almaty"
NOW = Moment("2022-01-20T12:00", zone=ALMATY).earliest()


def at(start: str, end: str = "") -> Moment:
    return Moment(start, end, zone=ALMATY)


def detention(**values: object) -> Act:
    return Act(act_type="detention", **values)  # type: ignore[arg-type]


def kinds(act: Act, *stays: Stay) -> list[tuple[str, int]]:
    return [(one.sure.value, round((one.stop - one.start) / 3600)) for one in custody(act, stays, NOW).stretches]


def test_a_vague_beginning_and_end_are_only_possibly_held() -> None:
    act = detention(detained=at("2022-01-07T18:00", "2022-01-07T22:00"), ended=at("2022-01-09"))
    assert kinds(act) == [("possibly", 4), ("held", 26), ("possibly", 24)]


def test_time_between_two_places_is_unaccounted_for() -> None:
    act = detention(detained=at("2022-01-07T18:00"), ended=at("2022-01-09T18:00"))
    first = Stay(arrived=at("2022-01-07T19:00"), left=at("2022-01-08T06:00"))
    second = Stay(arrived=at("2022-01-08T18:00"), left=at("2022-01-09T18:00"))
    assert kinds(act, second, first) == [("held", 12), ("unaccounted", 12), ("held", 24)]
    assert len(custody(act, (first, second), NOW).gaps) == 1


def test_a_transfer_of_an_hour_is_no_gap_and_an_open_end_is_no_known_one() -> None:
    act = detention(detained=at("2022-01-07T18:00"), ended=at("2022-01-09T18:00"))
    first = Stay(arrived=at("2022-01-07T19:00"), left=at("2022-01-08T06:00"))
    soon = Stay(arrived=at("2022-01-08T07:00"))
    assert kinds(act, first, soon) == [("held", 48)]
    never_left = Stay(arrived=at("2022-01-07T19:00"))
    found = custody(act, (never_left, Stay(arrived=at("2022-01-08T18:00"))), NOW)
    assert (found.gaps, found.unknown) == ((), 1)


def test_without_an_end_nothing_is_held_for_certain() -> None:
    found = custody(detention(detained=at("2022-01-07T18:00")), (), NOW)
    assert found.open
    assert {one.sure for one in found.stretches} == {Sure.POSSIBLY}
    assert all(counts_nothing(clock) for clock in found.clocks)


def test_who_saw_a_judge_was_held_until_then() -> None:
    act = detention(detained=at("2022-01-07T18:00"), judge=at("2022-01-09T18:00"))
    assert kinds(act)[0] == ("held", 48)


def test_an_end_before_the_beginning_draws_nothing() -> None:
    assert kinds(detention(detained=at("2022-01-09T18:00"), ended=at("2022-01-07T18:00"))) == []


def test_a_year_is_too_vague_for_a_drawing() -> None:
    found = custody(detention(detained=Moment("2022")), (), NOW)
    assert found.vague
    assert found.stretches == ()


@pytest.mark.parametrize("end", ["2022-01-08T12:00", "2022-01-09", "2022-01-12T09:30", ""])
def test_stretches_run_one_after_another(end: str) -> None:
    act = detention(detained=at("2022-01-07T18:00", "2022-01-07T22:00"), ended=at(end) if end else None)
    stretches = custody(act, (Stay(left=at("2022-01-08T06:00"), arrived=at("2022-01-07T23:00")),
                              Stay(arrived=at("2022-01-08T10:00"))), NOW).stretches
    assert all(one.start < one.stop for one in stretches)
    assert all(one.stop <= other.start for one, other in pairwise(stretches))


def test_administrative_arrest_has_the_limit_of_the_protocol_alone() -> None:
    act = detention(detained=at("2022-01-07T18:00"), limit_ground="administrative", ended=at("2022-01-12T18:00"))
    assert [clock.limit.key for clock in running(act, NOW)] == ["protocol-3h"]
