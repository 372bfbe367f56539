"""Parties and acts: who is concerned, what was done to whom, and who is alleged to have done it."""

from collections.abc import Iterator
from typing import Final

from caseapp.domain.entity import Entity
from caseapp.domain.records.act import Act
from caseapp.domain.records.incident import Incident
from caseapp.domain.records.involvement import Involvement
from caseapp.domain.records.organisation import Organisation
from caseapp.domain.records.person import Person
from caseapp.domain.records.relationship import Relationship
from caseapp.domain.records.stay import Stay
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.dossier.forms import regions
from caseapp.dossier.forms.context import NEVER_PRINTED, Context
from caseapp.dossier.outline import Block, KeyValues, NumberedParagraph, Paragraph, Section, Subheading, Table, Tone

_LONG: Final = frozenset({"narrative"})


def roles(context: Context) -> dict[RecordId, tuple[str, ...]]:
    """What each person or body is in this file, in words."""
    found: dict[RecordId, dict[str, None]] = {}

    def add(id: RecordId, role: str) -> None:
        if id:
            found.setdefault(id, {})[context.wording.text(role)] = None

    for _, act in context.all(Act):
        add(act.victim, N_("victim"))
        add(act.authority, N_("authority that ordered detention, as recorded"))
    for _, involvement in context.all(Involvement):
        add(involvement.perpetrator, N_("alleged perpetrator"))
    for _, stay in context.all(Stay):
        add(stay.authority, N_("held the person, as recorded"))
    for _, tie in context.all(Relationship):
        add(tie.subject, N_("related to a party"))
        add(tie.other, N_("related to a party"))
    return {id: tuple(words) for id, words in found.items()}


def parties(context: Context) -> Iterator[Section]:
    """Persons and bodies with everything that may be shown of them."""
    blocks: list[Block] = []
    known = roles(context)
    people = sorted(context.all(Person), key=lambda each: "victim" not in known.get(each[0].id, ()))
    for entity, _ in people:
        blocks.append(Subheading(context.name(entity.id)))
        rows = ((context.wording.text(N_("Role in this file")), "; ".join(known.get(entity.id, ()))),
                *context.rows.of(entity, NEVER_PRINTED))
        rows = tuple((label, value) for label, value in rows if value)
        if entity.id in context.disclosed.pseudonyms:
            blocks.append(Paragraph(context.wording.text(N_(
                "The name and whatever identifies this person are withheld; see “Consent and limits of use”."
            )), Tone.NOTE))
        if rows:
            blocks.append(KeyValues(rows))
    blocks.extend(_bodies(context, known))
    blocks.extend(_ties(context))
    if blocks:
        yield Section(context.wording.text(N_("Parties")), tuple(blocks))


def _bodies(context: Context, known: dict[RecordId, tuple[str, ...]]) -> Iterator[Block]:
    wording = context.wording
    rows = []
    for entity, body in context.all(Organisation):
        others = [name for name in (body.name_en, body.name_ru, body.name_kk, body.other_names)
                  if name and name != context.name(entity.id)]
        rows.append((context.name(entity.id), "\n".join(dict.fromkeys(others)),
                     wording.term("organisation_kind", body.kind),
                     "; ".join(known.get(entity.id, ())) or wording.text(N_("mentioned"))))
    if rows:
        header = (N_("Body or group"), N_("Other names"), N_("Kind"), N_("Role in this file"))
        yield Table(tuple(map(wording.text, header)), tuple(rows), (30, 32, 18, 20),
                    caption=wording.text(N_("Bodies and groups"))).compact()


def _ties(context: Context) -> Iterator[Block]:
    wording = context.wording
    rows = []
    for entity, tie in context.all(Relationship):
        spec = context.specs[entity.type]
        dates = " – ".join(wording.moment(m) for m in (tie.start, tie.end) if m is not None)
        rows.append((context.name(tie.subject), context.rows.value(entity, spec.fields["kind"]),
                     context.name(tie.other), ", ".join(filter(None, (tie.position, tie.rank, dates)))))
    if rows:
        header = (N_("Person or body"), N_("Is or was the"), N_("Of"), N_("Position, rank, time"))
        yield Table(tuple(map(wording.text, header)), tuple(rows), (30, 22, 28, 20),
                    caption=wording.text(N_("Relationships"))).compact()


def acts(context: Context) -> Iterator[Section]:
    """Each act in words and fields, with the alleged attribution hedged."""
    blocks: list[Block] = []
    for entity, act in context.all(Act):
        blocks.append(Subheading(context.wording.text(
            N_("{code}. {name}"), code=context.codes[entity.id], name=context.name(entity.id))))
        if act.narrative and "narrative" not in entity.issues:
            blocks.extend(NumberedParagraph(part, context.annexes(entity.id) if n == 0 else ())
                          for n, part in enumerate(paragraphs(act.narrative)))
            rows = context.rows.of(entity, NEVER_PRINTED | _LONG)
        else:
            rows = context.rows.of(entity, NEVER_PRINTED)
        rows = (*rows, *regions.rows(context, act))
        basis = context.basis(entity.id)
        if basis:
            rows = (*rows, (context.wording.text(N_("Based on (source, grades)")), basis))
        if rows:
            blocks.append(KeyValues(rows))
        blocks.extend(_attribution(context, entity))
    if blocks:
        yield Section(context.wording.text(N_("Acts")), tuple(blocks))


def incidents(context: Context) -> Iterator[Section]:
    """The frame: what happened overall."""
    blocks: list[Block] = []
    for entity, incident in context.all(Incident):
        blocks.append(Subheading(context.name(entity.id)))
        leave = NEVER_PRINTED | {"title"}
        if incident.narrative and "narrative" not in entity.issues:
            blocks.extend(NumberedParagraph(part) for part in paragraphs(incident.narrative))
            leave |= _LONG
        rows = context.rows.of(entity, leave)
        if rows:
            blocks.append(KeyValues(rows))
    if blocks:
        yield Section(context.wording.text(N_("Incidents")), tuple(blocks))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a narrative."""
    return [part.strip() for part in text.split("\n") if part.strip()]


def _attribution(context: Context, act: Entity) -> Iterator[Block]:
    """Who is alleged to have done it. Entries of one group are alternatives: never a pick, never a certainty."""
    groups: dict[str, list[tuple[Entity, Involvement]]] = {}
    for entity, involvement in context.all(Involvement):
        if involvement.act == act.id:
            groups.setdefault(involvement.alternatives or entity.id, []).append((entity, involvement))
    for members in groups.values():
        yield NumberedParagraph(_alleged(context, members))
        for entity, _ in members:
            rows = context.rows.of(entity, NEVER_PRINTED | {"act", "perpetrator", "alternatives"})
            basis = context.basis(entity.id)
            if basis:
                rows = (*rows, (context.wording.text(N_("Based on (source, grades)")), basis))
            if rows and len(members) > 1:
                yield Paragraph(_who(context, entity.record), Tone.NOTE)
            if rows:
                yield KeyValues(rows)


def _alleged(context: Context, members: list[tuple[Entity, Involvement]]) -> str:
    wording = context.wording
    names = [_who(context, involvement) for _, involvement in members]
    if len(names) > 1:
        return wording.text(N_(
            "Alleged perpetrators: {names}; one or several of them, which of them is not established. "
            "This is an allegation, not a finding."
        ), names=wording.text(N_(" and/or ")).join(names))
    return wording.text(N_("Alleged perpetrator: {name}. This is an allegation, not a finding."),
                        name=names[0].removesuffix("."))


def _who(context: Context, record: object) -> str:
    if isinstance(record, Involvement) and record.perpetrator:
        return context.name(record.perpetrator)
    return context.wording.text(N_("not identified"))
