"""Dates as people type them, in three languages; and every date that we write is read back."""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseapp.domain import moment_text
from caseapp.domain.moment import InvalidMoment, Moment, interval
from caseapp.domain.moment_format import format_for, format_moment, offset_text
from caseapp.domain.moment_text import parse_moment
from tests.domain.moments import moments

TODAY = dt.date(2022, 1, 10)
EVENING = Moment("2022-01-07T18:00", "2022-01-07T24:00")
DAYS = Moment("2022-01-05", "2022-01-08")

TYPED = (
    # the quick record, in three languages and without a Kazakh layout
    ("7 янв вечером", EVENING), ("7 January evening", EVENING), ("7 қаңтар кешке", EVENING),
    ("7 кантар кешке", EVENING),
    ("evening of 7 January", EVENING), ("вечером 7 января 2022 года", EVENING), ("7янв вечером", EVENING),
    ("7-го января, вечером", EVENING), ("7 JAN EVENING", EVENING), ("7 қаңтарда кешке", EVENING),
    # as little as is known
    ("2022", Moment("2022")), ("2022 г.", Moment("2022")), ("2022г", Moment("2022")), ("2022 жыл", Moment("2022")),
    ("янв 2022", Moment("2022-01")), ("January 2022", Moment("2022-01")), ("қаңтар 2022", Moment("2022-01")),
    ("01.2022", Moment("2022-01")), ("2022-01", Moment("2022-01")), ("мая", Moment("2021-05")),
    # figures
    ("05.01.2022 14:30", Moment("2022-01-05T14:30")), ("05.01.22", Moment("2022-01-05")),
    ("12.04.94", Moment("1994-04-12")), ("2022-01-07T18:40", Moment("2022-01-07T18:40")),
    ("2022-01-07", Moment("2022-01-07")), ("13/04/2021", Moment("2021-04-13")), ("04/13/2021", Moment("2021-04-13")),
    ("09.01 17:30", Moment("2022-01-09T17:30")), ("14:30 05.01.2022", Moment("2022-01-05T14:30")),
    # intervals
    ("5-8 Jan", DAYS), ("5–8 января", DAYS), ("between 5 and 8 January", DAYS), ("с 5 по 8 января", DAYS),
    ("от 5 до 8 января 2022", DAYS), ("from 5 to 8 Jan", DAYS), ("между 5 и 8 января", DAYS),
    ("5 пен 8 қаңтар аралығында", DAYS), ("5 Jan - 8", DAYS), ("Jan 5 – Jan 8, 2022", DAYS),
    ("30 дек - 2 янв", Moment("2021-12-30", "2022-01-02")), ("2019-2021", Moment("2019", "2021")),
    ("декабрь 2021 - январь 2022", Moment("2021-12", "2022-01")),
    ("7 янв 18:00-24:00", EVENING), ("18:00–24:00 7 January", EVENING),
    ("22:00-02:00 7 января", Moment("2022-01-07T22:00", "2022-01-08T02:00")),
    # about
    ("около 7 января", Moment("2022-01-07", approximate=True)), ("about 7 Jan", Moment("2022-01-07", approximate=True)),
    ("шамамен 7 қаңтар", Moment("2022-01-07", approximate=True)), ("~2019", Moment("2019", approximate=True)),
    ("7 қаңтар шамасында", Moment("2022-01-07", approximate=True)),
    ("около 2019 года", Moment("2019", approximate=True)),
    # relative to the day of typing
    ("вчера", Moment("2022-01-09")), ("yesterday", Moment("2022-01-09")), ("кеше", Moment("2022-01-09")),
    ("сегодня", Moment("2022-01-10")), ("бүгін", Moment("2022-01-10")), ("позавчера", Moment("2022-01-08")),
    ("day before yesterday", Moment("2022-01-08")), ("алдыңғы күні", Moment("2022-01-08")),
    ("yesterday evening", Moment("2022-01-09T18:00", "2022-01-09T24:00")),
    ("вчера в 18:40", Moment("2022-01-09T18:40")),
    # nights and thirds of a month
    ("в ночь с 7 на 8 января", Moment("2022-01-07T22:00", "2022-01-08T06:00")),
    ("в ночь на 8 января", Moment("2022-01-07T22:00", "2022-01-08T06:00")),
    ("night of 7-8 January", Moment("2022-01-07T22:00", "2022-01-08T06:00")),
    ("в ночь на 1 января 2022", Moment("2021-12-31T22:00", "2022-01-01T06:00")),
    ("7 января ночью", Moment("2022-01-07T00:00", "2022-01-07T06:00")),
    ("7 Jan morning - 8 Jan evening", Moment("2022-01-07T06:00", "2022-01-08T24:00")),
    ("в начале января", Moment("2022-01-01", "2022-01-10")), ("early January", Moment("2022-01-01", "2022-01-10")),
    ("mid January 2021", Moment("2021-01-11", "2021-01-20")), ("в конце февраля", Moment("2021-02-21", "2021-02-28")),
    ("қаңтардың басында", Moment("2022-01-01", "2022-01-10")),
    # hours
    ("7 января в 18 часов", Moment("2022-01-07T18:00")), ("Jan 7, 2022 at 6 pm", Moment("2022-01-07T18:00")),
    ("7 Jan 6:30 p.m.", Moment("2022-01-07T18:30")), ("12 am 7 Jan", Moment("2022-01-07T00:00")),
    ("7 января в 9 вечера", Moment("2022-01-07T21:00")), ("7 янв 18ч", Moment("2022-01-07T18:00")),
    ("7 Jan 24:00", Moment("2022-01-08T00:00")), ("18:40", Moment("2022-01-10T18:40")),
    # the nearest past year
    ("8 Dec", Moment("2021-12-08")), ("10 Jan", Moment("2022-01-10")), ("11 Jan", Moment("2021-01-11")),
    ("29 Feb", Moment("2020-02-29")),
)
REFUSED = (
    ("", "empty"), ("  ", "empty"), ("about", "empty"), ("7", "month"), ("5-8", "month"), ("вечером янв", "day"),
    ("31.02.2022", "calendar"), ("32 янв", "calendar"), ("31 апреля", "calendar"), ("2022-13", "calendar"),
    ("0.0.2022", "calendar"), ("30 Feb 2024", "calendar"), ("2022-02-30T18:00", "calendar"),
    ("03/04/2022", "ambiguous"),
    ("8 - 5 January 2022", "order"), ("2022-2021", "order"), ("1755", "year"), ("7 Jan 25:00", "time"),
    ("7 Jan 18:75", "time"), ("13 pm 7 Jan", "time"), ("foo", "word"), ("5 and 8 January", "word"),
    ("after 7 Jan", "word"),
    ("7 Jan 8 Jan", "form"), ("5 - 6 - 7 Jan", "form"), ("- 7 Jan", "form"), ("123456", "form"), ("<script>", "form"),
    ("7 " * 500, "form"), ("\u202e7 Jan", "form"), ("june july", "form"), ("early 2022", "month"),
    ("early 7 January", "form"), ("early Jan - Feb", "form"), ("ночь на 8", "month"),
    ("в конце 13.2022", "calendar"),
    ("31.12.9999 24:00", "year"), ("22:00 - 02:00 31.12.9999", "year"), ("early 01.9999", "year"),
)


@pytest.mark.parametrize(("typed", "meant"), TYPED)
def test_what_people_type(typed: str, meant: Moment) -> None:
    assert _shape(parse_moment(typed, TODAY)) == _shape(meant)
    zoned = parse_moment(typed, TODAY, "Asia/Almaty")
    assert zoned.zone == "Asia/Almaty"


def _shape(moment: Moment) -> tuple[str, str, bool]:
    return moment.start, moment.end, moment.approximate


@pytest.mark.parametrize(("typed", "reason"), REFUSED)
def test_what_is_refused_with_a_reason(typed: str, reason: str) -> None:
    with pytest.raises(InvalidMoment) as refused:
        parse_moment(typed, TODAY)
    assert refused.value.reason == reason


@pytest.mark.parametrize("typed", ["2022", "янв 2022", "мая", "около 2019"])
def test_no_day_is_invented(typed: str) -> None:
    assert parse_moment(typed, TODAY).day() == ""


def test_nearest_past_is_not_simply_this_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with "this year" a December typed in January would lie in the future."""
    def this_year(side: moment_text._Side, today: dt.date) -> moment_text._Side:
        return moment_text.replace(side, year=today.year)

    monkeypatch.setattr(moment_text, "_with_year", this_year)
    assert parse_moment("8 Dec", TODAY).start == "2022-12-08"


class _Russian:
    code = "ru"

    def text(self, message: str) -> str:
        return message

    def plural(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural


def test_wording() -> None:
    evening = Moment("2022-01-07T18:00", "2022-01-07T24:00", zone="Asia/Almaty")
    assert format_for(evening, "en") == "7 January 2022, 18:00–24:00 (UTC+6)"
    assert format_moment(evening, _Russian()) == "7 января 2022 г., 18:00–24:00 (UTC+6)"
    assert format_for(evening, "kk") == "2022 жылғы 7 қаңтар, 18:00–24:00 (UTC+6)"
    assert format_moment(evening, _Russian(), long=False) == "07.01.2022, 18:00–24:00"
    assert format_for(DAYS, "en") == "5–8 January 2022"
    assert format_for(Moment("2022-01"), "ru") == "январь 2022 г."
    assert format_for(Moment("2022-01", approximate=True), "ru") == "около января 2022 г."
    assert format_for(Moment("2022-01-30", "2022-02-02"), "kk") == "2022 жылғы 30 қаңтар – 2 ақпан"
    assert format_for(Moment("2022"), "fr") == "2022"
    assert offset_text(Moment("2022-01-07T18:00", zone="Asia/Aqtau")) == "UTC+5"
    assert offset_text(Moment("2024-03-02T18:00", zone="Asia/Almaty")) == "UTC+5"
    assert offset_text(Moment("2022-01-07", zone="Asia/Aqtau")) == ""


@settings(max_examples=400, deadline=None)
@given(moments(), st.sampled_from(("en", "ru", "kk")), st.booleans(),
       st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
@example(interval("2022-05", "2022-05"), "en", False, TODAY)
@example(Moment("2022-01-07T00:00", "2022-01-08T24:00"), "kk", True, TODAY)
def test_what_we_write_we_read(moment: Moment, code: str, long: bool, today: dt.date) -> None:
    written = format_for(moment, code, long)
    assert parse_moment(written, today, moment.zone) == moment
    assert moment.start[:4] in written  # years have four digits


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="0123456789.-:/ 7янвмарJanpm г", max_size=24))
def test_any_text_is_understood_or_refused(typed: str) -> None:
    try:
        parse_moment(typed, TODAY)
    except InvalidMoment:
        return


@pytest.mark.parametrize(("text", "start", "end"), [
    ("last night", "2022-01-10T22:00", "2022-01-11T06:00"),
    ("прошлой ночью", "2022-01-10T22:00", "2022-01-11T06:00"),
    ("кеше түнде", "2022-01-10T22:00", "2022-01-11T06:00"),
    ("this morning", "2022-01-11T06:00", "2022-01-11T12:00"),
    ("рано утром 6 января", "2022-01-06T06:00", "2022-01-06T12:00"),
    ("7 января после обеда", "2022-01-07T12:00", "2022-01-07T18:00"),
    ("3 days ago", "2022-01-08", ""), ("три дня назад", "2022-01-08", ""), ("үш күн бұрын", "2022-01-08", ""),
    ("день назад", "2022-01-10", ""), ("неделю назад", "2022-01-04", ""),
    ("3 дня назад вечером", "2022-01-08T18:00", "2022-01-08T24:00"),
    ("friday", "2022-01-07", ""), ("в пятницу вечером", "2022-01-07T18:00", "2022-01-07T24:00"),
    ("жұма", "2022-01-07", ""), ("tuesday", "2022-01-11", ""),
    ("5/6 января", "2022-01-05", "2022-01-06"), ("7 янв 18.40", "2022-01-07T18:40", ""),
    ("7 янв. в 9.05", "2022-01-07T09:05", ""), ("полдень 7 января", "2022-01-07T12:00", ""),
])
def test_as_people_say_it(text: str, start: str, end: str) -> None:
    moment = parse_moment(text, dt.date(2022, 1, 11))  # a Tuesday
    assert (moment.start, moment.end) == (start, end)


@pytest.mark.parametrize("text", ["500 days", "days ago", "friday saturday", "5/6/7 января", "7 янв 18.99"])
def test_what_is_not_said_like_that_is_not_guessed(text: str) -> None:
    with pytest.raises(InvalidMoment):
        parse_moment(text, dt.date(2022, 1, 11))
