"""How far the records of a case file have been checked, and by how many eyes."""

from collections.abc import Iterator

from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.incident import Incident
from caseapp.domain.records.verification import Verification
from caseapp.domain.text import N_
from caseapp.dossier.forms.context import Context
from caseapp.dossier.outline import Block, Paragraph, Section, Table, Tone


def section(context: Context) -> Iterator[Section]:
    """The step at which each record stands; what nobody took a step on is counted. None if no step was ever taken."""
    found = [(entity, one) for entity, one in context.all(Verification) if one.subject]
    if not found:
        return
    wording = context.wording
    void = context.case.void_approvals
    rows = sorted(
        (context.name(one.subject) or wording.text(N_("a record that is not in this dossier")),
         _state(context, one, counts=entity.id not in void))
        for entity, one in found
    )
    blocks: list[Block] = [
        Paragraph(wording.text(N_(
            "Who approves a record is not who wrote it. An approval counts until the record is changed."
        )), Tone.NOTE),
        Table(tuple(map(wording.text, (N_("Record"), N_("How far it is checked")))), tuple(rows), (60, 40)),
    ]
    checked = {one.subject for _, one in found}
    rest = sum(entity.id not in checked for struct in (Incident, Act, Account) for entity, _ in context.all(struct))
    if rest:
        words = wording.plural("{n} incident, act or account has not been reviewed by anybody.",
                               "{n} incidents, acts and accounts have not been reviewed by anybody.", rest)
        blocks.append(Paragraph(words, Tone.NOTE))
    yield Section(wording.text(N_("Verification")), tuple(blocks))


def _state(context: Context, one: Verification, *, counts: bool) -> str:
    label = context.wording.term("verification_state", one.state)
    return label if counts else context.wording.text(
        N_("{state}; it does not count: written by the same person, or changed since"), state=label)
