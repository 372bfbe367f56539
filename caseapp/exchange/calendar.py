"""Dates for other calendar programs: an iCalendar file (RFC 5545), written whole from plain events."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

_OCTETS: Final = 75  # of a content line, RFC 5545 section 3.1
_ESCAPED: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}  # section 3.3.11


@dataclass(frozen=True, slots=True)
class Event:
    """``uid``: the same in every file for the same deadline, so that a second import renews and does not double.

    ``end`` blank: an event of a point in time; with dates it is the first day that no longer belongs to it.
    """

    uid: str
    start: dt.date | dt.datetime
    end: dt.date | None = None
    summary: str = field(default="", repr=False)
    description: str = field(default="", repr=False)


def calendar(events: Iterable[Event], stamp: dt.datetime) -> bytes:
    """The file. It asks for no alarm and names no author."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Caseapp//Deadlines//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: Event, stamp: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(stamp)}"
    if isinstance(event.start, dt.datetime):
        yield f"DTSTART:{_utc(event.start)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
        if event.end is not None:
            yield f"DTEND;VALUE=DATE:{event.end:%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """As the value of a TEXT property; what is no text (control characters) is left out, so that no line is forged."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_ESCAPED.get(one, one) for one in plain if one == "\n" or one.isprintable())


def folded(line: str) -> bytes:
    """The content line in pieces of at most 75 octets, none of them ending inside a character."""
    pieces, piece = [], b""
    for one in line:
        octets = one.encode("utf-8")
        if len(piece) + len(octets) > _OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
