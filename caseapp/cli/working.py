"""Commands of daily work: deadlines."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from caseapp.cli.answer import Answer, say, table
from caseapp.cli.context import Context
from caseapp.cli.parsing import Commands
from caseapp.domain.rules.deadlines import Deadline, Sort, Standing
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.services import agenda
from caseapp.services.outside import write_new
from caseapp.services.session import Session

DAYS = 30


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    one = commands.add("deadlines", N_("what is overdue and what comes, and where each date is from"), deadlines)
    one.add_argument("--days", metavar="N", type=int, default=DAYS)
    one.add_argument("--ics", metavar="FILE", help=commands.language.text(N_(
        "also write them as a calendar file, which is not encrypted")))
    one.add_argument("--names", action="store_true", help=commands.language.text(N_(
        "with names in the calendar file, not initials alone")))


def deadlines(context: Context) -> Answer:
    """Overdue ones first; computed dates say so."""
    language = context.language
    with context.session() as session:
        zone = ZoneInfo(session.author.zone)
        found = session.deadlines.agenda(max(0, context.given.days))
        names = _names(session, found.deadlines)
        if context.given.ics is not None:
            write_new(Path(context.given.ics), agenda.calendar_of(
                found.deadlines, names, language, zone, found.now, named=context.given.names))
            session.activity.note(agenda.SAVED, {"count": len(found.deadlines), "named": context.given.names})
    rows = [(agenda.day_of(one, zone).isoformat(), agenda.about(one, names, named=True),
             agenda.said(one, language, zone, found.now), agenda.source_of(one, language))
            for one in found.deadlines]
    text = [*table(rows)]
    if found.more:
        text.append(say(language, N_("There are more than were looked at: ask for fewer days.")))
    if not rows:
        text.append(say(language, N_("Nothing is overdue and nothing comes in this time.")))
    return Answer({"deadlines": [_document(one, zone, found.now) for one in found.deadlines], "more": found.more}, text)


def _names(session: Session, found: tuple[Deadline, ...]) -> dict[RecordId, str]:
    wanted = [id_ for one in found for id_ in (*one.of, *((one.id,) if one.sort is Sort.TASK else ()))]
    return {entity.id: entity.title for entity in session.reader.many(wanted)}


def _document(one: Deadline, zone: ZoneInfo, now: int) -> dict[str, object]:
    return {
        "kind": one.sort.value, "type": one.type, "id": one.id, "field": one.field, "rule": one.key,
        "verified": one.verified, "about": list(one.of), "overdue": one.standing(now) is Standing.PASSED,
        "earliest": _iso(one.earliest, zone), "latest": None if one.latest is None else _iso(one.latest, zone),
    }


def _iso(second: int, zone: ZoneInfo) -> str:
    return dt.datetime.fromtimestamp(second, zone).isoformat(timespec="minutes")
