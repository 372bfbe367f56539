"""Records in the words of the person and as plain JSON: the same for every type, from the field specs."""

from typing import Any

import msgspec

from caseapp.cli.answer import paragraphs, say
from caseapp.cli.context import Context
from caseapp.domain.entity import Entity, Issue
from caseapp.domain.text import N_
from caseapp.dossier.rows import Rows
from caseapp.dossier.wording import Wording
from caseapp.services.session import Session


def authors(session: Session) -> dict[str, str]:
    """Fingerprint as hex -> alias, of everybody whose card is here."""
    return {card.fp.hex(): card.alias for card, _ in session.contacts.list()}


def rows_for(context: Context, session: Session, entity: Entity) -> Rows:
    """What prints the fields of one record."""
    targets = [link.target for link in session.reader.links_from(entity.id)]
    return Rows(
        Wording(context.language, session.vocabularies), session.specs, authors(session), session.author.zone,
        session.reader.titles(targets),
    )


def record_lines(context: Context, session: Session, entity: Entity) -> list[str]:
    """A record for people: its type and title, then every field that holds something."""
    rows = rows_for(context, session, entity)
    language = context.language
    lines = [say(language, N_("{type}: {title}"), type=language.text(session.specs[entity.type].label),
                 title=entity.title), entity.id]
    if entity.retracted:
        lines.append(say(language, N_("This record was withdrawn.")))
    if entity.newer:
        lines.append(say(language, N_("A part of this record was written by a newer Caseapp and is not shown.")))
    for label, value in rows.of(entity):
        lines += paragraphs(label, value)
    return lines


def brief_document(entity: Entity) -> dict[str, Any]:
    """One line of a list."""
    return {
        "id": entity.id, "type": entity.type, "title": entity.title, "retracted": entity.retracted,
        "conflicts": entity.conflicts,
    }


def record_document(entity: Entity) -> dict[str, Any]:
    """A whole record: only fields that hold something, and every value where several stand."""
    return {
        **brief_document(entity),
        "newer": entity.newer,
        "values": msgspec.to_builtins(entity.record),
        "issues": {name: issue_document(issue) for name, issue in entity.issues.items()},
    }


def issue_document(issue: Issue) -> dict[str, Any]:
    """What stands in a field that has no single plain value. Times in microseconds since 1970, UTC."""
    return {
        "conflict": issue.conflict, "waiting": issue.waiting, "newer": issue.newer,
        "standing": [
            {"value": msgspec.to_builtins(one.value), "author": one.author, "time": one.hlc, "blank": one.blank}
            for one in issue.standing
        ],
    }
