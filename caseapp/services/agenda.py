"""Deadlines in words and as a calendar file: the same for the window and the command line."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.rules.deadlines import Deadline, Sort, Standing
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_, Language
from caseapp.exchange.calendar import Event, calendar

SAVED: Final = "deadlines-saved-outside"
KINDS: Final[Mapping[Sort, str]] = {
    Sort.DETENTION: N_("Limit of detention"), Sort.CUSTODY: N_("End of custody"), Sort.APPEAL: N_("Appeal"),
    Sort.HEARING: N_("Hearing"), Sort.REPLY: N_("Reply due"), Sort.CONSENT: N_("Consent"), Sort.TASK: N_("Task"),
}
# What is said of a date that comes, and of one that passed.
_DATES: Final[Mapping[str, tuple[str, str]]] = {
    "expires": (N_("consent to be asked again by {date}"), N_("consent expired on {date}")),
    "appeal_until": (N_("may be appealed until {date}"), N_("could be appealed until {date}")),
    "held_until": (N_("custody decided until {date}"), N_("custody was decided until {date}")),
    "reply_due": (N_("a reply is due by {date}"), N_("a reply was due by {date}")),
    "due": (N_("to be done by {date}"), N_("was to be done by {date}")),
    "held": (N_("hearing on {date}"), N_("hearing was on {date}")),
}
_TERM: Final = (N_("{term}, until {date}"), N_("{term}, until {date}, has run out"))
_OPEN: Final = N_("{term}, not before {date}")
_DAY: Final = 86_400
_LETTERS: Final = 3  # of a name, so that "A. B. S." of a full name is not cut


def day_of(deadline: Deadline, zone: ZoneInfo) -> dt.date:
    """The day under which it stands: the first on which it may run out."""
    return dt.datetime.fromtimestamp(deadline.earliest, zone).date()


def said(deadline: Deadline, language: Language, zone: ZoneInfo, now: int) -> str:
    """What runs out and when."""
    passed = deadline.standing(now) is Standing.PASSED
    date = _date(deadline, language, zone)
    if not deadline.key:
        return language.text(_DATES[deadline.field][passed]).format(date=date)
    words = _OPEN if deadline.latest is None else _TERM[passed]
    return language.text(words).format(term=language.text(deadline.label), date=date)


def source_of(deadline: Deadline, language: Language) -> str:
    """Where the term is from, and that it was not checked; blank for a date that somebody wrote down."""
    if not deadline.key:
        return ""
    words = N_("Computed: {source}") if deadline.verified else N_("Computed: {source}, not checked in the law")
    return language.text(words).format(source=language.text(deadline.source))


def _date(deadline: Deadline, language: Language, zone: ZoneInfo) -> str:
    """The last day on which it may run out, with the hour where it is known to the minute."""
    first = dt.datetime.fromtimestamp(deadline.earliest, zone)
    if deadline.latest is None:
        return format_moment(Moment(first.date().isoformat()), language, long=False)
    if deadline.latest - deadline.earliest < 2 * 60:
        return format_moment(Moment(f"{first:%Y-%m-%dT%H:%M}", zone=zone.key), language, long=False)
    last = dt.datetime.fromtimestamp(deadline.latest - 1, zone).date()
    return format_moment(Moment(last.isoformat()), language, long=False)


def initials(name: str) -> str:
    """So little of a name that who knows the case recognizes it and nobody else is told: "A. S."."""
    letters = [word[0].upper() + "." for word in name.split() if word[0].isalpha()]
    return " ".join(letters[:_LETTERS])


def uid_of(deadline: Deadline) -> str:
    """The same for the same deadline in every file; it cannot be traced back to the record without the vault."""
    told = f"{deadline.id}/{deadline.field}/{deadline.key}".encode()
    return f"{hashlib.sha256(told).hexdigest()[:32]}@caseapp.invalid"


def calendar_of(deadlines: Iterable[Deadline], names: Mapping[RecordId, str], language: Language, zone: ZoneInfo,
                now: int, *, named: bool) -> bytes:
    """An iCalendar file. Unless ``named``, a person is told by initials alone, and of a task its title is left out."""
    events = [_event(one, names, language, zone, named=named) for one in deadlines]
    return calendar(events, dt.datetime.fromtimestamp(now, dt.UTC))


def _event(one: Deadline, names: Mapping[RecordId, str], language: Language, zone: ZoneInfo, *,
           named: bool) -> Event:
    kind = language.text(KINDS[one.sort])
    whose = about(one, names, named=named)
    summary = language.text(N_("{kind}: {whose}")).format(kind=kind, whose=whose) if whose else kind
    first = dt.datetime.fromtimestamp(one.earliest, zone)
    note = source_of(one, language)
    if one.latest is not None and one.latest - one.earliest < _DAY and one.sort in (Sort.DETENTION, Sort.HEARING):
        return Event(uid_of(one), first, None, summary, note)
    last = first if one.latest is None else dt.datetime.fromtimestamp(one.latest - 1, zone)
    return Event(uid_of(one), first.date(), last.date() + dt.timedelta(days=1), summary, note)


def subject_of(one: Deadline, titles: Mapping[RecordId, str]) -> str:
    """What stands above it on the screen: the title of its record, or the person where that tells no more."""
    if one.sort in (Sort.CONSENT, Sort.DETENTION):
        return about(one, titles, named=True)
    return titles.get(one.id, "")


def about(one: Deadline, names: Mapping[RecordId, str], *, named: bool) -> str:
    """Whom it is about: names, or initials alone."""
    found: Sequence[str] = [names[id_] for id_ in one.of if names.get(id_)]
    if one.sort is Sort.TASK and named and names.get(one.id):
        found = [names[one.id]]
    return ", ".join(found if named else dict.fromkeys(filter(None, map(initials, found))))
