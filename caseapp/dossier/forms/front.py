"""Front and back matter of an internal dossier: cover, consent and limits of use, summary, glossary, signatures."""

from collections.abc import Iterator, Sequence
from typing import Final

from caseapp.disclosure.audience import Audience
from caseapp.disclosure.verdict import Reason, Refusal
from caseapp.domain.names.fold import fold_words
from caseapp.domain.records.act import Act
from caseapp.domain.records.case import Case
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.person import Person
from caseapp.domain.text import N_
from caseapp.dossier.bodies import BODIES, Body
from caseapp.dossier.forms.context import Context
from caseapp.dossier.forms.people import paragraphs
from caseapp.dossier.outline import (
    Block,
    Cover,
    KeyValues,
    NumberedParagraph,
    Paragraph,
    Section,
    SignatureBlock,
    Table,
    Tone,
)

AUDIENCES: Final = {Audience.INTERNAL: N_("our own organisation"), Audience.LAWYER: N_("the lawyer of the case")}
_NAMED_ON_COVER: Final = 12
_LANGUAGES: Final = {"en": N_("English"), "ru": N_("Russian"), "kk": N_("Kazakh")}
_PURPOSES: Final = {
    "store": N_("keeping in the database and use in legal work"),
    "medical": N_("medical examination and photographs of injuries"),
}
_REASONS: Final = {
    Reason.NAME_WITHHELD: (N_("name marked as withheld outside the organisation"),
                           N_("Only the organisation that set the mark can lift it.")),
    Reason.NOT_ASKED: (N_("not asked yet"), N_("Ask for consent to: {purpose}.")),
    Reason.CONDITIONAL: (N_("agreed under a condition"),
                         N_("Check the condition, then record the answer to: {purpose}.")),
    Reason.REFUSED: (N_("refused"), N_("Respect the refusal. Ask again only if the person raises it.")),
    Reason.WITHDRAWN: (N_("consent withdrawn"), N_("Respect the withdrawal; earlier copies must be accounted for.")),
    Reason.NEXT_OF_KIN: (N_("next of kin not asked"), N_("Ask next of kin for consent to: {purpose}.")),
    Reason.EXPIRED: (N_("the consent has expired"), N_("Ask again for consent to: {purpose}.")),
}


def cover(context: Context, title: str) -> Cover:
    """What this is, of whom, by whom, how secret, from which state of the data, judged by which standard."""
    wording, case = context.wording, context.case
    people = _people(context)
    facts = tuple((wording.text(label), value) for label, value in (
        (N_("Dossier"), wording.text(N_("{id}, version {version}"), id=case.dossier_id, version=case.version)),
        (N_("Persons"), people or wording.text(N_("none named"))),
        (N_("Organisation"), case.organisation),
        (N_("Prepared by"), case.author),
        (N_("Made for"), wording.text(AUDIENCES[case.audience])),
        (N_("Language"), wording.text(_LANGUAGES[wording.language.code])),
        (N_("Generated at"), wording.instant(case.now, case.zone)),
        (N_("State of the data (hash)"), case.snapshot.hex()),
        (N_("Standard of proof"), wording.text(N_("P0: allegation recorded, not assessed"))),
    ) if value)
    mono = tuple(n for n, (_, value) in enumerate(facts) if value == case.snapshot.hex())
    notes = [Paragraph(wording.text(N_(
        "This is a working file. It records what sources alleged; it makes no finding. Persons and bodies named as "
        "alleged perpetrators are presumed innocent."
    )), Tone.NOTE)]
    if case.sample:
        notes.insert(0, Paragraph(wording.text(N_("SAMPLE. Private persons in this file are invented.")),
                                  Tone.ATTENTION))
    return Cover(wording.text(N_("Case file (D1)")), title, case.organisation, KeyValues(facts, mono), tuple(notes),
                 wording.text(N_("Contents")))


def _people(context: Context) -> str:
    names = [context.name(entity.id) for entity, _ in context.all(Person)]
    lines = names[:_NAMED_ON_COVER]
    if len(names) > len(lines):
        lines.append(context.wording.plural("and {n} more person, see “Parties”", "and {n} more persons, see “Parties”",
                                            len(names) - len(lines)))
    return "\n".join(lines)


def consent(context: Context) -> Iterator[Section]:
    """Who agreed to what, what is withheld from whom and how it could be obtained, limits of use."""
    wording = context.wording
    blocks: list[Block] = [NumberedParagraph(wording.text(_RULES[context.case.audience]))]
    blocks.append(NumberedParagraph(wording.text(N_(
        "Whoever holds this file keeps it closed, makes no copy beyond the use it was made for, and does not contact "
        "the persons named except through the organisation."
    ))))
    rows = tuple(_answers(context))
    if rows:
        header = (N_("Person or source"), N_("Who answered"), N_("Asked on"), N_("Keeping and legal work"),
                  N_("Conditions"))
        blocks.append(Table(tuple(map(wording.text, header)), rows, (26, 18, 20, 18, 18),
                            caption=wording.text(N_("Consent as recorded"))))
    blocks.extend(withheld(context, context.disclosed.refusals))
    yield Section(wording.text(N_("Consent and limits of use")), tuple(blocks))


_RULES: Final = {
    Audience.INTERNAL: N_(
        "This file is for use inside the organisation only. Somebody who was not asked for consent is named here, "
        "since not asked means “inside our organisation”; before any part of it leaves, consent must be asked."
    ),
    Audience.LAWYER: N_(
        "This file is for the lawyer of the case. Named are only persons who agreed to legal use, and officials for "
        "what they did in office. Before anything is filed, consent to a domestic complaint must be recorded."
    ),
}


def withheld(context: Context, refusals: Sequence[Refusal]) -> Iterator[Block]:
    """The refusals, each with its cure."""
    wording = context.wording
    rows = []
    for refusal in refusals:
        reason, cure = _REASONS[refusal.reason]
        purpose = wording.text(_PURPOSES[refusal.purpose])
        rows.append((context.name(refusal.subject), wording.text(reason), wording.text(cure, purpose=purpose)))
    if rows:
        header = (N_("Withheld"), N_("Why"), N_("What would cure it"))
        yield Table(tuple(map(wording.text, header)), tuple(sorted(rows)), (24, 30, 46),
                    caption=wording.text(N_("Withheld in this file")))


def _answers(context: Context) -> Iterator[tuple[str, ...]]:
    wording = context.wording
    for entity, record in context.all(Consent):
        spec = context.specs[entity.type]
        giver = wording.term("consent_giver", record.given_by) or wording.text(N_("not recorded"))
        if record.given_by_person:
            giver = wording.text(N_("{giver}: {person}"), giver=giver, person=context.name(record.given_by_person))
        conditions = "\n".join(filter(None, (record.conditions, record.cannot_ask)))
        yield (context.name(record.subject), giver, wording.moment(record.asked),
               context.rows.value(entity, spec.fields["store"]), conditions or "–")


def summary(context: Context) -> Iterator[Section]:
    """The case's own summary, then what the file holds, counted."""
    wording = context.wording
    blocks: list[Block] = []
    for _, record in context.all(Case):
        blocks.extend(NumberedParagraph(part) for part in paragraphs(record.summary))
    counts = (
        wording.plural("{n} person", "{n} persons", len(context.all(Person))),
        wording.plural("{n} act", "{n} acts", len(context.all(Act))),
        wording.plural("{n} exhibit", "{n} exhibits", sum(c.startswith("E") for c in context.codes.values())),
        wording.plural("{n} source", "{n} sources", sum(c.startswith("S") for c in context.codes.values())),
    )
    blocks.append(NumberedParagraph(wording.text(N_("This file holds: {counts}."), counts="; ".join(counts))))
    for entity, _ in context.all(Case):
        rows = context.rows.of(entity, _CASE_LINKS)
        if rows:
            blocks.append(KeyValues(rows))
    yield Section(wording.text(N_("Summary")), tuple(blocks))


_CASE_LINKS: Final = frozenset({
    "summary", "persons", "acts", "incidents", "exhibits", "figures", "remarks", "retracted", "retraction_reason",
})


def unverified(context: Context) -> Iterator[Section]:
    """Terms whose wording in this language nobody has confirmed: must be checked before anything is filed."""
    if context.wording.unverified:
        yield Section(context.wording.text(N_("Wording not verified")), (
            Paragraph(context.wording.text(N_(
                "The following terms are used above in a translation that nobody has checked yet: {terms}."
            ), terms="; ".join(sorted(context.wording.unverified))), Tone.ATTENTION),
        ))


def glossary(context: Context, texts: Sequence[str]) -> Iterator[Section]:
    """Full names, in three languages, of the bodies that ``texts`` mention under any of their short forms."""
    said = f" {' '.join(map(fold_words, texts))} "
    found = [body for body in BODIES if any(f" {fold_words(key)} " in said for key in body.keys)]
    if found:
        rows = tuple((body.en, body.ru, _kazakh(context, body)) for body in found)
        yield Section(context.wording.text(N_("Glossary of bodies")), (
            Table((context.wording.text(N_("English")), context.wording.text(N_("Russian")),
                   context.wording.text(N_("Kazakh"))), rows, (34, 33, 33)),
        ))


def _kazakh(context: Context, body: Body) -> str:
    return context.wording.marked(body.kk) if "kk" in body.unverified else body.kk


def signature(context: Context) -> Section:
    """Where the one who prepared it and the one who received it sign."""
    wording = context.wording
    return Section(wording.text(N_("Signatures")), (SignatureBlock((
        wording.text(N_("Prepared by: name, signature, date")),
        wording.text(N_("Received by: name, signature, date")),
    )),))
