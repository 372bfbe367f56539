"""What followed in law and around it: rights on arrest, charges, hearings, remedies, what was done, findings."""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from caseapp.domain.entity import Entity
from caseapp.domain.moment import Moment
from caseapp.domain.records.charge import Charge
from caseapp.domain.records.finding import Finding
from caseapp.domain.records.hearing import Hearing
from caseapp.domain.records.intervention import Intervention
from caseapp.domain.records.remedy_step import RemedyStep
from caseapp.domain.records.safeguard import Safeguard
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.dossier.forms.context import NEVER_PRINTED, Context
from caseapp.dossier.outline import Block, KeyValues, Paragraph, Section, Subheading, Table, Tone

_LAST: Final = 1 << 62  # where what has no date stands


def section(context: Context) -> Iterator[Section]:
    """Each of them that has anything to say, in the order in which it happens to people."""
    yield from _safeguards(context)
    yield from _charges(context)
    yield from told(context, N_("Hearings and decisions"), [
        (entity, one.held, _called(context, "hearing_kind", one.kind, one.persons, one.held))
        for entity, one in context.all(Hearing)], {"persons", "kind", "held"})
    yield from told(context, N_("Remedies sought"), [
        (entity, one.filed, _called(context, "remedy_kind", one.kind, one.persons, one.filed))
        for entity, one in context.all(RemedyStep)], {"persons", "kind", "filed"})
    yield from told(context, N_("What was done besides"), [
        (entity, one.done, _called(context, "intervention_type", next(iter(one.kinds), ""), one.victims, one.done))
        for entity, one in context.all(Intervention)], {"victims", "done"})
    yield from _findings(context)


def _safeguards(context: Context) -> Iterator[Section]:
    """A table for each person: a name in a narrow column would be broken in two."""
    wording = context.wording
    header = (N_("Which right"), N_("What happened"), N_("Asked for"), N_("Given"), N_("By whom"))
    blocks: list[Block] = []
    for person, found in _by_person(context, Safeguard, lambda one: one.given or one.asked):
        rows = tuple((
            wording.term("safeguard_kind", one.kind),
            wording.term("safeguard_outcome", one.outcome) or wording.text(N_("not recorded")),
            _when(context, one.asked), _when(context, one.given), one.by,
        ) for _, one in found)
        blocks += [Subheading(context.name(person)),
                   Table(tuple(map(wording.text, header)), rows, (28, 20, 17, 17, 18)).compact()]
        for entity, one in found:
            if one.details:
                told = N_("{right}: {details}")
                blocks.append(Paragraph(wording.text(told, right=wording.term("safeguard_kind", one.kind),
                                                     details=one.details)))
                basis = context.basis(entity.id)
                blocks += [Paragraph(basis, Tone.NOTE)] if basis else []
    if blocks:
        yield Section(wording.text(N_("Rights on arrest")), tuple(blocks))


def _charges(context: Context) -> Iterator[Section]:
    wording = context.wording
    header = (N_("Law"), N_("Article and part"), N_("Law as of"), N_("Stage"), N_("Brought on"))
    leave = NEVER_PRINTED | {"person", "code", "article", "law_of", "stage", "brought"}
    blocks: list[Block] = []
    for person, found in _by_person(context, Charge, lambda one: one.brought):
        rows = tuple((
            wording.term("law_code", one.code), one.article, _when(context, one.law_of),
            wording.term("charge_stage", one.stage), _when(context, one.brought),
        ) for _, one in found)
        blocks += [Subheading(context.name(person)),
                   Table(tuple(map(wording.text, header)), rows, (28, 20, 17, 17, 18)).compact()]
        for entity, _ in found:
            rest = context.rows.of(entity, leave)
            blocks += [KeyValues(rest)] if rest else []
    if blocks:
        note = Paragraph(wording.text(N_(
            "Articles are printed as recorded. The text that was in force on the day of the act has to be read before "
            "use."
        )), Tone.ATTENTION)
        yield Section(wording.text(N_("Charges")), (note, *blocks))


Of = TypeVar("Of", Safeguard, Charge)


def _by_person(context: Context, struct: type[Of], at: Callable[[Of], Moment | None]
               ) -> Iterator[tuple[RecordId, list[tuple[Entity, Of]]]]:
    """The records of each person in order of time, the persons by name."""
    found: dict[RecordId, list[tuple[Entity, Of]]] = {}
    for entity, one in context.all(struct):
        found.setdefault(one.person, []).append((entity, one))
    for person in sorted(found, key=context.name):
        yield person, sorted(found[person], key=lambda each: _at(at(each[1])))


def _when(context: Context, moment: Moment | None) -> str:
    return context.wording.moment(moment) if moment is not None else ""


def _findings(context: Context) -> Iterator[Section]:
    found = context.all(Finding)
    if not found:
        return
    wording = context.wording
    replaced = {one.replaces for _, one in found if one.replaces}
    blocks: list[Block] = [Paragraph(wording.text(N_(
        "A finding is the judgement of whoever made it, by the standard of proof named with it. A finding that was "
        "replaced is kept and says so."
    )), Tone.NOTE)]
    for entity, one in sorted(found, key=lambda each: _at(each[1].found)):
        title = one.question or wording.text(N_("Finding"))
        if entity.id in replaced:
            title = wording.text(N_("{title} (replaced by a later finding)"), title=title)
        blocks += [Subheading(title), KeyValues(context.rows.of(entity, NEVER_PRINTED | {"question", "replaces"}))]
    yield Section(wording.text(N_("Findings")), tuple(blocks))


def told(
    context: Context, heading: str, found: list[tuple[Entity, Moment | None, str]], in_title: set[str]
) -> Iterator[Section]:
    """Records one after the other in order of time, each with what its title does not say; several values that stand
    in one field are always printed."""
    blocks: list[Block] = []
    for entity, _, title in sorted(found, key=lambda one: _at(one[1])):
        rows = context.rows.of(entity, NEVER_PRINTED | (in_title - set(entity.issues)))
        blocks += [Subheading(title), KeyValues(rows)] if rows else [Subheading(title)]
    if blocks:
        yield Section(context.wording.text(heading), tuple(blocks))


def _called(context: Context, vocabulary: str, kind: str, persons: tuple[RecordId, ...], at: Moment | None) -> str:
    wording = context.wording
    named = ", ".join(context.rows.names[id_] for id_ in persons if id_ in context.rows.names)
    words = wording.term(vocabulary, kind) or wording.text(N_("Kind not recorded"))
    return _joined((words, named, _when(context, at)))


def _joined(parts: tuple[str, ...]) -> str:
    return " · ".join(part for part in parts if part)


def _at(moment: Moment | None) -> int:
    return moment.earliest() if moment is not None else _LAST


