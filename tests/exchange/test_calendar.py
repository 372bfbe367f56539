"""Calendar files: RFC 5545 as other programs read it, and no line that a value could forge."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from caseapp.exchange.calendar import Event, calendar, escaped, folded

STAMP = dt.datetime(2022, 1, 11, 12, tzinfo=dt.UTC)


def unfolded(raw: bytes) -> list[str]:
    return raw.replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_day_and_a_point_of_time() -> None:
    day = Event("1@x", dt.date(2022, 1, 14), dt.date(2022, 1, 15), "Appeal: A. D.")
    hour = Event("2@x", dt.datetime(2022, 1, 14, 9, tzinfo=dt.timezone(dt.timedelta(hours=6))), None, "Hearing")
    lines = unfolded(calendar([day, hour], STAMP))
    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Caseapp//Deadlines//EN", "CALSCALE:GREGORIAN"]
    assert "DTSTART;VALUE=DATE:20220114" in lines
    assert "DTEND;VALUE=DATE:20220115" in lines
    assert "DTSTART:20220114T030000Z" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


@given(st.text(max_size=300))
def test_lines_are_short_whole_and_none_is_forged(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    raw = calendar([Event("1@x", dt.date(2022, 1, 14), None, text, text)], STAMP)
    pieces = raw.split(b"\r\n")
    assert all(len(piece) <= 75 and piece.decode("utf-8") is not None for piece in pieces)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = unfolded(raw)
    assert len(lines) == len(unfolded(calendar([Event("1@x", dt.date(2022, 1, 14), None, "a", "a")], STAMP))) - (
        0 if text else 1)


def test_what_has_a_meaning_in_the_format_is_escaped() -> None:
    assert escaped("a;b,c\\d\r\nEND:VEVENT\x00") == "a\\;b\\,c\\\\d\\nEND:VEVENT"


def test_no_letter_is_cut_in_two() -> None:
    assert b"".join(folded("Ж" * 100).split(b"\r\n ")) == ("Ж" * 100).encode() + b"\r\n"
