"""Detention clocks: interval arithmetic, never a false "exceeded"."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain import clocks as module
from caseapp.domain.clocks import COURT_48H, COURT_72H, MINORS_24H, PROTOCOL_3H, Clock, Detention, Standing, clocks
from caseapp.domain.moment import Moment

ALMATY = "Asia/Almaty"
AQTAU = "Asia/Aqtau"


def _at(form: str, zone: str = ALMATY) -> int:
    return Moment(form, zone=zone).earliest()


def _one(key: str, detention: Detention, now: int) -> Clock:
    return next(clock for clock in clocks(detention, now) if clock.limit.key == key)


def test_the_home_page_example() -> None:
    """Detained 7 January 18:00-24:00, still held on 10 January 14:00: 62-68 h; 72 h end 18:00-24:00 that day."""
    held = Detention(Moment("2022-01-07T18:00", "2022-01-07T24:00", zone=ALMATY), no_judge=True, still_held=True)
    now = _at("2022-01-10T14:00")
    past = _one("court-48h", held, now)
    assert past.standing is Standing.EXCEEDED
    assert past.least is not None
    assert past.most is not None
    assert (past.least // 3600, past.most // 3600) == (62, 68)
    assert past.binding is None
    coming = _one("court-72h", held, now)
    assert coming.standing is Standing.NEAR
    assert coming.expires == (_at("2022-01-10T18:00"), _at("2022-01-11T00:00") - 1)


@pytest.mark.parametrize(("hours", "standing"), [
    (1, Standing.WITHIN), (35, Standing.WITHIN), (36, Standing.NEAR), (39, Standing.NEAR), (48, Standing.NEAR),
    (49, Standing.EXCEEDED),
])
def test_running_clock(hours: int, standing: Standing) -> None:
    held = Detention(Moment("2022-01-07T18:00", zone=ALMATY), no_judge=True, still_held=True)
    assert _one("court-48h", held, _at("2022-01-07T18:00") + hours * 3600).standing is standing


def test_what_is_not_known_is_not_exceeded() -> None:
    now = _at("2022-02-07")
    assert {c.standing for c in clocks(Detention(), now)} == {Standing.CANNOT_BE_SAID}
    start_only = Detention(Moment("2022-01-07", zone=ALMATY))
    assert {c.standing for c in clocks(start_only, now)} == {Standing.CANNOT_BE_SAID}
    freed = Detention(Moment("2022-01-07", zone=ALMATY), ended=Moment("2022-01-12", zone=ALMATY))
    assert _one("court-48h", freed, now).standing is Standing.POSSIBLY_EXCEEDED  # a judge may have been in between
    no_judge = Detention(Moment("2022-01-07", zone=ALMATY), ended=Moment("2022-01-12", zone=ALMATY), no_judge=True)
    assert _one("court-48h", no_judge, now).standing is Standing.EXCEEDED
    soon = Detention(Moment("2022-01-07", zone=ALMATY), ended=Moment("2022-01-09", zone=ALMATY), no_judge=True)
    assert _one("court-48h", soon, now).standing is Standing.POSSIBLY_EXCEEDED
    about = Detention(Moment("2022-01-07", approximate=True, zone=ALMATY), ended=Moment("2022-01-12", zone=ALMATY),
                      no_judge=True)
    assert _one("court-48h", about, now).standing is Standing.POSSIBLY_EXCEEDED


def test_even_without_an_end_a_young_clock_is_within() -> None:
    fresh = Detention(Moment("2022-01-07T18:00", zone=ALMATY))
    assert _one("court-48h", fresh, _at("2022-01-08T18:00")).standing is Standing.WITHIN


def test_protocol() -> None:
    def standing(time: str) -> Standing:
        detention = Detention(Moment("2022-01-07T18:00", zone=ALMATY), Moment(f"2022-01-07T{time}", zone=ALMATY))
        return _one("protocol-3h", detention, _at("2022-01-09")).standing

    assert standing("20:59") is Standing.WITHIN
    assert standing("21:00") is Standing.POSSIBLY_EXCEEDED  # both are known to the minute only
    assert standing("21:02") is Standing.EXCEEDED


def _unprotocolled(*, judge: Moment | None = None, ended: Moment | None = None, still_held: bool = False) -> Clock:
    detention = Detention(Moment("2022-01-07T18:00", zone=ALMATY), judge=judge, ended=ended, no_protocol=True,
                          still_held=still_held)
    return _one("protocol-3h", detention, _at("2026-01-09"))


def test_where_no_protocol_was_drawn_up_the_clock_stops_with_the_holding() -> None:
    """Who may have been let go within the hour is not called held past the limit, nor held for four years."""
    assert _unprotocolled().standing is Standing.POSSIBLY_EXCEEDED
    assert _unprotocolled().least == 0
    freed = _unprotocolled(ended=Moment("2022-01-07T20:00", zone=ALMATY))
    assert (freed.standing, freed.running) == (Standing.WITHIN, False)
    late = _unprotocolled(ended=Moment("2022-01-08T20:00", zone=ALMATY))
    assert late.standing is Standing.EXCEEDED
    assert late.most == 26 * 3600 + 59
    assert _unprotocolled(judge=Moment("2022-01-08T20:00", zone=ALMATY)).standing is Standing.EXCEEDED
    assert _unprotocolled(still_held=True).standing is Standing.EXCEEDED


def test_a_protocol_that_nobody_knows_of_came_before_the_release_if_at_all() -> None:
    start = Moment("2022-01-07T18:00", zone=ALMATY)
    soon = Detention(start, ended=Moment("2022-01-07T20:00", zone=ALMATY))
    assert _one("protocol-3h", soon, _at("2026-01-09")).standing is Standing.WITHIN
    later = Detention(start, ended=Moment("2022-01-09T20:00", zone=ALMATY))
    assert _one("protocol-3h", later, _at("2026-01-09")).standing is Standing.POSSIBLY_EXCEEDED


def test_transfer_across_zones() -> None:
    """Aktau 18:00 (UTC+5) to a judge in Almaty 18:30 two days later (UTC+6) is 47 h 30 min, not 48 h 30 min."""
    moved = Detention(Moment("2022-01-07T18:00", zone=AQTAU), judge=Moment("2022-01-09T18:30", zone=ALMATY))
    clock = _one("court-48h", moved, _at("2022-01-20"))
    assert clock.standing is Standing.WITHIN
    assert clock.most == 47 * 3600 + 30 * 60 + 59
    naive = Detention(Moment("2022-01-07T18:00", zone=AQTAU), judge=Moment("2022-01-09T18:30", zone=AQTAU))
    assert _one("court-48h", naive, _at("2022-01-20")).standing is Standing.EXCEEDED  # negative control


def test_contradiction_is_said_and_not_counted() -> None:
    backwards = Detention(Moment("2022-01-07T18:00", zone=ALMATY), judge=Moment("2022-01-06", zone=ALMATY))
    clock = _one("court-48h", backwards, _at("2022-01-20"))
    assert (clock.standing, clock.contradictory, clock.least) == (Standing.CANNOT_BE_SAID, True, None)


def test_which_limits_bind() -> None:
    now = _at("2022-01-20")
    assert [c.limit for c in clocks(Detention(), now)] == [PROTOCOL_3H, COURT_48H, COURT_72H]
    assert MINORS_24H in [c.limit for c in clocks(Detention(minor=True), now)]
    assert [_one("court-48h", Detention(special_grounds=g), now).binding for g in (True, False, None)] == [
        False, True, None]


def test_what_was_not_read_in_the_law_is_marked() -> None:
    assert [x.key for x in (PROTOCOL_3H, MINORS_24H, COURT_48H, COURT_72H) if not x.verified] == [
        "protocol-3h", "minors-24h"]


BASE = dt.datetime(2022, 1, 7)


def _form(minutes: int) -> str:
    return (BASE + dt.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


spans = st.tuples(st.integers(0, 7000), st.integers(0, 3000))


@settings(max_examples=200, deadline=None)
@given(spans, st.none() | spans, st.none() | spans, st.booleans(), st.booleans())
def test_endpoints(start: tuple[int, int], judge: tuple[int, int] | None, ended: tuple[int, int] | None,
                   no_judge: bool, still: bool) -> None:
    """EXCEEDED and WITHIN hold at every corner of the intervals; the reported bounds are attained there."""
    def moment(span: tuple[int, int] | None) -> Moment | None:
        return None if span is None else Moment(_form(span[0]), _form(sum(span)) if span[1] else "", zone=ALMATY)

    known = Detention(moment(start), judge=moment(judge), ended=moment(ended), no_judge=no_judge, still_held=still)
    now = _at(_form(12_000))
    assert known.detained is not None
    clock = _one("court-48h", known, now)
    if clock.contradictory:
        return
    corners = [_corners(known.detained), *(_corners(m) for m in (known.judge, known.ended) if m is not None)]
    held = [min([now, *stops]) - first for first, *stops in itertools.product(*corners)]
    for value in held:
        assert clock.standing is not Standing.EXCEEDED or value > COURT_48H.seconds
    if clock.standing in (Standing.WITHIN, Standing.NEAR):
        assert max(held) <= COURT_48H.seconds
    assert max(held) == clock.most


def _corners(moment: Moment) -> tuple[int, int]:
    return moment.earliest(), moment.latest() - 1


def test_reading_the_middle_instead_of_the_ends_accuses_falsely(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with the widest instead of the narrowest reading the same person would be 'exceeded'."""
    maybe = Detention(Moment("2022-01-07", zone=ALMATY), judge=Moment("2022-01-09", zone=ALMATY))
    now = _at("2022-02-01")
    assert _one("court-48h", maybe, now).standing is Standing.POSSIBLY_EXCEEDED
    right = module._standing
    monkeypatch.setattr(module, "_standing", lambda limit, _least, most, *rest: right(limit, most, most, *rest))
    assert _one("court-48h", maybe, now).standing is Standing.EXCEEDED
