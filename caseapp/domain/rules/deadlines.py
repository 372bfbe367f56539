"""Until when something has to be done, from what is recorded: stated dates, and terms of the law where none is stated.

A false "passed" makes people give up a complaint that could still be filed, and a false "not yet" lets a term run out.
So a deadline is an interval, it is called passed only if every reading of the dates says so, and a term is rounded to
the end of its day. What was written down as the date beats what the program computes. A deadline is gone as soon as
the fact that settles it is recorded.

Times are UTC epoch seconds.
"""

import calendar
import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caseapp.domain.moment import Moment
from caseapp.domain.records.act import Act
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.hearing import Hearing
from caseapp.domain.records.remedy_step import RemedyStep
from caseapp.domain.records.task import Task
from caseapp.domain.rules.remark import Linked
from caseapp.domain.spec import Record, RecordId
from caseapp.domain.text import N_
from caseapp.domain.zones import ALMATY, zone_info

_MONTHS: Final = 12


class Sort(enum.StrEnum):
    """What runs out."""

    DETENTION = "detention"
    CUSTODY = "custody"
    APPEAL = "appeal"
    HEARING = "hearing"
    REPLY = "reply"
    CONSENT = "consent"
    TASK = "task"


class Standing(enum.Enum):
    """How a deadline stands at a moment."""

    COMING = "coming"
    NOW = "now"  # within the interval in which it runs out: today, or on some reading of the dates
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Term:
    """One time limit as data. ``open``: it runs from something that comes later than what is recorded, so that it is
    known when it ends at the earliest and not when it ends. ``verified``: read in the source itself."""

    key: str
    label: str
    source: str
    months: int = 0
    days: int = 0
    verified: bool = False
    open: bool = False


REMAND: Final = Term(
    "remand-2m", N_("Remand: two months, where no other date was decided"),
    N_("Criminal Procedure Code, article 151"), months=2, verified=True)
APPEAL_REMAND: Final = Term(
    "appeal-remand-3d", N_("Complaint against a remand decision: three days"),
    N_("Criminal Procedure Code, complaints against decisions of the investigating judge"), days=3)
APPEAL_JUDGMENT: Final = Term(
    "appeal-judgment-15d", N_("Appeal against a judgment: fifteen days"),
    N_("Criminal Procedure Code, appeals"), days=15)
APPEAL_ADMINISTRATIVE: Final = Term(
    "appeal-administrative-10d", N_("Appeal in an administrative case: ten days"),
    N_("Code of Administrative Offences, appeals"), days=10)
REPLY_WGAD: Final = Term(
    "wgad-60d", N_("Reply of the Government to the Working Group on Arbitrary Detention: 60 days"),
    N_("Methods of work of the Working Group on Arbitrary Detention"), days=60, open=True)
TERMS: Final = (REMAND, APPEAL_REMAND, APPEAL_JUDGMENT, APPEAL_ADMINISTRATIVE, REPLY_WGAD)

_APPEALS: Final = {"sanction": APPEAL_REMAND, "extension": APPEAL_REMAND, "judgment": APPEAL_JUDGMENT,
                   "administrative": APPEAL_ADMINISTRATIVE}
_APPEALABLE: Final = ("remanded", "house_arrest", "administrative_arrest", "fined", "warned", "convicted")
_HIGHER: Final = ("appeal", "cassation")
_REPLIES: Final = {"wgad": REPLY_WGAD}
_ANSWERED: Final = ("none", "refused", "ended", "granted", "partly", "inadmissible", "withdrawn")
_FREE: Final = ("released", "house_arrest", "escaped", "died")
_TASK_OVER: Final = ("done", "dropped")


@dataclass(frozen=True, slots=True)
class Deadline:
    """``field`` of the record says it, or ``term`` computes it. It runs out within [``earliest``, ``latest``);
    ``latest`` None: not known. ``of``: the persons or records it is about. ``verified`` False: the term was not
    checked. ``who``: who does it, as written."""

    sort: Sort
    type: str
    id: RecordId
    field: str
    earliest: int
    latest: int | None
    of: tuple[RecordId, ...] = ()
    key: str = ""
    label: str = ""
    source: str = ""
    verified: bool = True
    who: str = ""

    def standing(self, now: int) -> Standing:
        """Never a false "passed"."""
        if self.latest is not None and now >= self.latest:
            return Standing.PASSED
        return Standing.NOW if now >= self.earliest else Standing.COMING


def deadlines_of(id: RecordId, record: Record, around: Linked) -> tuple[Deadline, ...]:
    """What runs out by this record and is not settled; nothing for types without dates to keep."""
    match record:
        case Hearing():
            return tuple(_of_hearing(id, record, around))
        case RemedyStep():
            return tuple(_of_step(id, record))
        case Consent() if record.expires is not None and record.withdrawn_on is None:
            return (_stated(Sort.CONSENT, "consent", id, "expires", record.expires, (record.subject,)),)
        case Task() if record.due is not None and record.state not in _TASK_OVER:
            due = _stated(Sort.TASK, "task", id, "due", record.due, record.about)
            return (Deadline(due.sort, due.type, id, due.field, due.earliest, due.latest, due.of, who=record.who),)
        case _:
            return ()


def ends(term: Term, first: int, last: int, zone: str = "") -> tuple[int, int | None]:
    """When a term that began within [first, last) runs out: the whole day on which it ends, in the zone of the event.

    The day it begins is not counted, as procedural law does.
    """
    where = zone_info(zone or ALMATY)
    begin = _shifted(dt.datetime.fromtimestamp(first, where).date(), term)
    end = _shifted(dt.datetime.fromtimestamp(last - 1, where).date(), term) + dt.timedelta(days=1)
    midnights = [int(dt.datetime.combine(day, dt.time(), where).timestamp()) for day in (begin, end)]
    return midnights[0], None if term.open else midnights[1]


def _shifted(day: dt.date, term: Term) -> dt.date:
    month = day.month - 1 + term.months
    year, month = day.year + month // _MONTHS, month % _MONTHS + 1
    last = calendar.monthrange(year, month)[1]  # a term of months ends on the last day where its day does not exist
    return day.replace(year=year, month=month, day=min(day.day, last)) + dt.timedelta(days=term.days)


def _stated(sort: Sort, type_: str, id: RecordId, field: str, at: Moment, of: tuple[RecordId, ...]) -> Deadline:
    return Deadline(sort, type_, id, field, at.earliest(), at.latest(), tuple(each for each in of if each))


def _computed(sort: Sort, type_: str, id: RecordId, term: Term, began: tuple[Moment, ...],
              of: tuple[RecordId, ...]) -> Deadline:
    first, last = min(each.earliest() for each in began), max(each.latest() for each in began)
    earliest, latest = ends(term, first, last, began[0].zone)
    return Deadline(sort, type_, id, "", earliest, latest, tuple(each for each in of if each), term.key, term.label,
                    term.source, term.verified)


def _of_hearing(id: RecordId, hearing: Hearing, around: Linked) -> Iterator[Deadline]:
    later = _later(id, hearing, around)
    if hearing.held is not None and not hearing.decision:
        yield _stated(Sort.HEARING, "hearing", id, "held", hearing.held, hearing.persons)
    if not _free(hearing, around) and not any(other.decision for other in later):
        yield from _custody(id, hearing, around)
    appealed = any(other.kind in _HIGHER for other in later) or any(
        id in step.about for _, step in around.pointing_at(id, RemedyStep))
    if not appealed:
        yield from _appeal(id, hearing)


def _custody(id: RecordId, hearing: Hearing, around: Linked) -> Iterator[Deadline]:
    if hearing.held_until is not None:
        yield _stated(Sort.CUSTODY, "hearing", id, "held_until", hearing.held_until, hearing.persons)
    elif hearing.decision == "remanded" and hearing.kind in ("", "sanction") and hearing.held is not None:
        act = around.get(hearing.act, Act) if hearing.act else None
        taken = act.detained or act.start if act is not None else None
        began = (hearing.held,) if taken is None or taken.earliest() > hearing.held.earliest() else (
            hearing.held, taken)
        yield _computed(Sort.CUSTODY, "hearing", id, REMAND, began, hearing.persons)


def _appeal(id: RecordId, hearing: Hearing) -> Iterator[Deadline]:
    term = _APPEALS.get(hearing.kind)
    if hearing.appeal_until is not None:
        yield _stated(Sort.APPEAL, "hearing", id, "appeal_until", hearing.appeal_until, hearing.persons)
    elif term is not None and hearing.held is not None and hearing.decision in _APPEALABLE:
        yield _computed(Sort.APPEAL, "hearing", id, term, (hearing.held,), hearing.persons)


def _of_step(id: RecordId, step: RemedyStep) -> Iterator[Deadline]:
    if step.replied is not None or step.outcome in _ANSWERED:
        return
    term = _REPLIES.get(step.kind)
    if step.reply_due is not None:
        yield _stated(Sort.REPLY, "remedy_step", id, "reply_due", step.reply_due, step.persons)
    elif term is not None and step.filed is not None:
        yield _computed(Sort.REPLY, "remedy_step", id, term, (step.filed,), step.persons)


def _later(id: RecordId, hearing: Hearing, around: Linked) -> list[Hearing]:
    """Hearings of the same persons that certainly came after."""
    held = hearing.held
    if held is None:
        return []
    found = {other: record for person in hearing.persons for other, record in around.pointing_at(person, Hearing)
             if other != id and set(hearing.persons) <= set(record.persons)}
    return [other for other in found.values()
            if other.held is not None and other.held.earliest() >= held.latest()]


def _free(hearing: Hearing, around: Linked) -> bool:
    """Whether the detention that it is about is recorded to have ended otherwise after it."""
    act = around.get(hearing.act, Act) if hearing.act else None
    if act is None or act.ended_how not in _FREE:
        return False
    return act.ended is None or hearing.held is None or act.ended.latest() > hearing.held.earliest()
