"""Partial dates: nothing invented, strict, compared as intervals, in the zone of the event."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain import moment as module
from caseapp.domain.errors import Invalid
from caseapp.domain.esf_date import EsfDate, EsfDateType, esf_date, from_esf
from caseapp.domain.moment import Elapsed, InvalidMoment, Moment, Order, Precision, elapsed, interval, order
from tests.domain.moments import moments

ALMATY = "Asia/Almaty"
AQTAU = "Asia/Aqtau"


def _utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return int(dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC).timestamp())


@pytest.mark.parametrize(("start", "end", "reason"), [
    ("", "", "form"), ("22", "", "form"), ("2022-1", "", "form"), ("2022-01-07 18:00", "", "form"),
    ("2022-01-07T18", "", "form"), ("2022-01-07T18:00:00", "", "form"), ("२०२२", "", "form"), ("2022\n", "", "form"),
    ("2022-13", "", "calendar"), ("2022-00", "", "calendar"), ("2022-02-30", "", "calendar"),
    ("2022-02-29", "", "calendar"), ("2022-01-32", "", "calendar"), ("2022-01-07T25:00", "", "calendar"),
    ("2022-01-07T18:60", "", "calendar"), ("2022-01-07T24:00", "", "time"), ("2022", "2022-01-07T24:30", "time"),
    ("1799", "", "year"), ("2200", "", "year"), ("0000-01", "", "year"), ("2022-01-08", "2022-01-07", "order"),
    ("2022-01", "2021", "order"), ("2022", "2022-03", "order"), ("2022-01-07T18:00", "2022-01-07T17:59", "order"),
])
def test_impossible_dates_are_refused(start: str, end: str, reason: str) -> None:
    with pytest.raises(InvalidMoment) as refused:
        Moment(start, end)
    assert refused.value.reason == reason
    assert isinstance(refused.value, Invalid)
    assert start not in str(refused.value) or not start


def test_strict_decoding() -> None:
    assert msgspec.json.decode(b'{"start":"2022"}', type=Moment) == Moment("2022")
    assert msgspec.json.encode(Moment("2022")) == b'{"start":"2022"}'
    for bad in (b'{"start":"2022-14"}', b'{"start":2022}', b'{}', b'{"start":"2022","x":1}',
                b'{"start":"2022","zone":"../../etc/passwd"}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(bad, type=Moment)


def test_a_year_is_not_the_first_of_january() -> None:
    year, month = Moment("2022", zone="UTC"), Moment("2022-01", zone="UTC")
    assert (year.earliest(), year.latest()) == (_utc(2022, 1, 1), _utc(2023, 1, 1))
    assert (month.earliest(), month.latest()) == (_utc(2022, 1, 1), _utc(2022, 2, 1))
    assert year.day() == month.day() == ""
    assert order(year, Moment("2022-01-02", zone="UTC")) is Order.UNCLEAR


def test_a_false_peak_on_the_first_of_january_is_what_expansion_would_give() -> None:
    """Negative control: dates filled up as ESF does pile up on one day; ours count on no day at all."""
    known = [Moment("2022-01-05"), Moment("2022"), Moment("2022-01"), Moment("2022", approximate=True)]
    assert [m.day() for m in known if m.day()] == ["2022-01-05"]
    expanded = [m.start + "-01" * (2 - m.start.count("-")) for m in known]
    assert expanded.count("2022-01-01") == 3


def test_zones_of_january_2022() -> None:
    assert Moment("2022-01-07T18:00", zone=AQTAU).earliest() == _utc(2022, 1, 7, 13)
    assert Moment("2022-01-07T18:00", zone=ALMATY).earliest() == _utc(2022, 1, 7, 12)
    assert Moment("2024-03-02T18:00", zone=ALMATY).earliest() == _utc(2024, 3, 2, 13)
    unknown = Moment("2022-01-07T18:00")
    assert (unknown.earliest(), unknown.latest()) == (_utc(2022, 1, 7, 12), _utc(2022, 1, 7, 13, 1))


def test_the_hour_that_came_twice() -> None:
    """On 29 February 2024 clocks in Almaty went back from 24:00 to 23:00: 23:30 lies at one of two instants."""
    twice = Moment("2024-02-29T23:30", zone=ALMATY)
    assert twice.latest() - twice.earliest() == 3600 + 60
    assert Moment("2024-02-29", zone=ALMATY).latest() == Moment("2024-03-01", zone=ALMATY).earliest()
    assert Moment("2024-02-29", zone=ALMATY).latest() - Moment("2024-02-29", zone=ALMATY).earliest() == 25 * 3600


def test_transfer_from_aktau_to_almaty() -> None:
    left, arrived = Moment("2022-01-07T18:00", zone=AQTAU), Moment("2022-01-07T21:30", zone=ALMATY)
    assert elapsed(left, arrived) == Elapsed(2 * 3600 + 30 * 60 - 60, 2 * 3600 + 30 * 60 + 60)
    assert order(left, arrived) is Order.BEFORE
    assert order(arrived, left) is Order.AFTER
    same_clock = Moment("2022-01-07T18:30", zone=ALMATY)  # looks later on the wall, was earlier
    assert order(left, same_clock) is Order.AFTER


def test_end_of_day() -> None:
    evening = Moment("2022-01-07T18:00", "2022-01-07T24:00", zone=ALMATY)
    assert evening.latest() == Moment("2022-01-08", zone=ALMATY).earliest()
    assert Moment("2022-01-07T18:00", "2022-01-07T23:59", zone=ALMATY).latest() == evening.latest()
    assert evening.day() == "2022-01-07"


def test_about_widens_by_the_documented_rule() -> None:
    for start in ("2022", "2022-01", "2022-01-07", "2022-01-07T18:00"):
        exact, about = Moment(start, zone="UTC"), Moment(start, approximate=True, zone="UTC")
        wide = int(module.ABOUT[exact.precision].total_seconds())
        assert exact.earliest() - about.earliest() == about.latest() - exact.latest() == wide


def test_interval_in_canonical_form() -> None:
    assert interval("2022", "2022") == Moment("2022")
    assert Moment("2022-01-07T18:00").precision is Precision.MINUTE
    assert Moment("2022", "2023").last == "2023"


def test_repr_shows_no_date() -> None:
    assert repr(Moment("1994-05-17", "1994-05-18")) == "Moment(day, interval)"


@settings(max_examples=200, deadline=None)
@given(moments(), moments())
def test_order_agrees_with_elapsed(one: Moment, other: Moment) -> None:
    assert one.earliest() < one.latest()
    assert (order(one, other) is Order.BEFORE) == (elapsed(one, other).least >= 0)
    assert order(other, one) is {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE}.get(
        order(one, other), Order.UNCLEAR)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789-T: 2", max_size=17))
def test_any_text_is_a_moment_or_invalid(text: str) -> None:
    try:
        Moment(text)
    except InvalidMoment:
        return
    assert dt.datetime.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text)


# --- the HURIDOCS convention ---


@pytest.mark.parametrize(("moment", "first", "last"), [
    (Moment("2022"), EsfDate("2022-01-01", EsfDateType.UNKNOWN_MONTH_AND_DAY), None),
    (Moment("2022-01"), EsfDate("2022-01-01", EsfDateType.UNKNOWN_DAY), None),
    (Moment("2022-01-01"), EsfDate("2022-01-01", EsfDateType.EXACT), None),
    (Moment("2022-01-07T18:00", "2022-01-07T24:00"), EsfDate("2022-01-07", EsfDateType.EXACT), None),
    (Moment("2022-01-07", approximate=True), EsfDate("2022-01-07", EsfDateType.ESTIMATE), None),
    (Moment("2022-01-05", "2022-01-08"), EsfDate("2022-01-05", EsfDateType.EXACT),
     EsfDate("2022-01-08", EsfDateType.EXACT)),
    (Moment("2021", "2022"), EsfDate("2021-01-01", EsfDateType.UNKNOWN_MONTH_AND_DAY),
     EsfDate("2022-01-01", EsfDateType.UNKNOWN_MONTH_AND_DAY)),
])
def test_export_to_esf(moment: Moment, first: EsfDate, last: EsfDate | None) -> None:
    assert esf_date(moment) == (first, last)


def test_the_flag_brings_the_partial_date_back() -> None:
    for start in ("2022", "2022-01", "2022-01-07", "2022-03-01"):
        first, _ = esf_date(Moment(start))
        assert from_esf(first.date, first.type.value) == Moment(start)


def test_an_unflagged_first_of_january_is_not_believed() -> None:
    assert from_esf("2022-01-01", "") == Moment("2022", approximate=False)
    assert from_esf("2022-01-01", "", day_confirmed=True) == Moment("2022-01-01")
    assert from_esf("2022-03-01", "") == Moment("2022-03-01")
    assert from_esf("2022-03-05", "02") == Moment("2022-03")
    assert from_esf("2022-03-05", "01") == Moment("2022-03-05", approximate=True)
    with pytest.raises(InvalidMoment):
        from_esf("2022-13-01", "")
    with pytest.raises(InvalidMoment):
        from_esf("2022", "07")
