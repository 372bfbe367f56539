"""What was found on a body, who ordered it, through whose hands an exhibit went, how a person was asked."""

from collections.abc import Iterator
from typing import Final

from caseapp.domain.entity import Entity
from caseapp.domain.records.body_mark import BodyMark
from caseapp.domain.records.custody_entry import CustodyEntry
from caseapp.domain.records.interview import Interview
from caseapp.domain.records.medical_finding import MedicalFinding
from caseapp.domain.records.order import Order
from caseapp.domain.rules.together import in_order
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.dossier.forms.context import NEVER_PRINTED, Context
from caseapp.dossier.forms.law import told
from caseapp.dossier.outline import Block, KeyValues, Paragraph, Section, Subheading, Table, Tone

_INTERPRETED: Final = ("consistency_body", "consistency_mind", "interpretation", "conclusion")


def medical(context: Context) -> Iterator[Section]:
    """Examinations and marks. That nothing was found is never left to speak for itself."""
    say = context.wording.text
    blocks: list[Block] = []
    found = context.all(MedicalFinding)
    for entity, one in sorted(found, key=lambda each: each[1].examined.earliest() if each[1].examined else 1 << 62):
        leave = NEVER_PRINTED | ({"person", "examined"} - set(entity.issues))
        blocks += [Subheading(context.name(entity.id)), KeyValues(context.rows.of(entity, leave))]
        if one.no_marks or not (one.regions or one.lesions):
            blocks.append(Paragraph(say(N_(
                "No mark is recorded at this examination. The absence of marks does not show that there was no torture "
                "or other ill-treatment: many methods leave none, and others heal (Istanbul Protocol, 2022)."
            )), Tone.ATTENTION))
        if not any(getattr(one, name) or name in entity.issues for name in _INTERPRETED):
            blocks.append(Paragraph(say(N_(
                "No clinician has interpreted these findings here; nothing is concluded from them."
            )), Tone.NOTE))
    for entity, mark in context.all(BodyMark):
        leave = NEVER_PRINTED | ({"person", "region", "kind"} - set(entity.issues))
        rows = context.rows.of(entity, leave)
        blocks += [Subheading(context.name(entity.id)), *([KeyValues(rows)] if rows else [])]
        if not mark.consistency and not mark.interpretation:
            blocks.append(Paragraph(say(N_("Described, not interpreted.")), Tone.NOTE))
    if blocks:
        note = Paragraph(say(N_(
            "What was seen and told is kept apart from what it means. The degree of agreement is the judgement of the "
            "clinician named with it and of nobody else."
        )), Tone.NOTE)
        yield Section(say(N_("Medical findings")), (note, *blocks))


def orders(context: Context) -> Iterator[Section]:
    """Who is said to have ordered what; an order that is alleged stays so."""
    for section in told(context, N_("Orders and command"), [
        (entity, one.given, context.name(entity.id)) for entity, one in context.all(Order)
    ], {"title"}):
        note = Paragraph(context.wording.text(N_(
            "An order is printed as it was told or published. Whether somebody answers for it is a finding, not an "
            "entry of this list."
        )), Tone.NOTE)
        yield Section(section.heading, (note, *section.blocks))


def interviews(context: Context) -> Iterator[Section]:
    """How each statement came about, so that nobody has to be asked the same again."""
    yield from told(context, N_("Interviews"), [
        (entity, one.held, context.name(entity.id)) for entity, one in context.all(Interview)
    ], {"person", "held"})


def custody(context: Context) -> Iterator[Section]:
    """The chain of each exhibit in order of time, with every break in it."""
    chains: dict[RecordId, list[tuple[Entity, CustodyEntry]]] = {}
    for entity, one in context.all(CustodyEntry):
        chains.setdefault(one.exhibit, []).append((entity, one))
    blocks: list[Block] = []
    for exhibit, entries in chains.items():
        code = context.codes.get(exhibit, "")
        title = context.wording.text(N_("{code}. {name}"), code=code, name=context.name(exhibit))
        blocks += [Subheading(title if code else context.name(exhibit)), _chain(context, entries)]
    if blocks:
        yield Section(context.wording.text(N_("Chain of custody")), tuple(blocks))


def _chain(context: Context, entries: list[tuple[Entity, CustodyEntry]]) -> Table:
    wording = context.wording
    rows: list[tuple[str, ...]] = []
    for entry, follows in in_order([one for _, one in entries]):
        if not follows:
            gap = wording.text(N_("— who held it between these two is not recorded"))
            rows.append(("", gap, "", "", ""))
        checks = (
            entry.purpose, entry.seal and wording.text(N_("seal {number}"), number=entry.seal),
            entry.seal_intact and wording.text(
                N_("seal intact: {answer}"), answer=wording.term("yes_no", entry.seal_intact)),
            entry.hash_check and wording.text(
                N_("SHA-256: {answer}"), answer=wording.term("hash_check", entry.hash_check)),
            entry.details,
        )
        rows.append((wording.moment(entry.at), wording.term("custody_action", entry.action), entry.handed_by,
                     entry.handed_to, "; ".join(filter(None, checks))))
    header = (N_("When"), N_("What was done with it"), N_("From whom"), N_("Handed to"), N_("What for, and checks"))
    return Table(tuple(map(wording.text, header)), tuple(rows), (18, 18, 20, 20, 24)).compact()
