"""What a complaint would need and this file does not say: questions to ask, never guesses."""

from collections.abc import Iterator

from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.involvement import Involvement
from caseapp.domain.records.person import Person
from caseapp.domain.records.source import Source
from caseapp.domain.rules.detention import is_detention
from caseapp.domain.text import N_
from caseapp.dossier.forms.context import Context
from caseapp.dossier.outline import NumberedParagraph, Section


def section(context: Context) -> Iterator[Section]:
    """One numbered line a gap; no section if nothing is missing."""
    found = tuple(NumberedParagraph(text) for text in dict.fromkeys(_all(context)))
    if found:
        yield Section(context.wording.text(N_("Gaps")), found)


def _all(context: Context) -> Iterator[str]:
    yield from _of_acts(context)
    yield from _of_detentions(context)
    yield from _of_people(context)
    yield from _of_sources(context)


def _of_acts(context: Context) -> Iterator[str]:
    named = {involvement.act for _, involvement in context.all(Involvement)}
    for entity, act in context.all(Act):
        code = context.codes[entity.id]
        if act.start is None and act.detained is None:
            yield context.wording.text(N_("{code}: when did it happen?"), code=code)
        if not act.place and not act.place_detail:
            yield context.wording.text(N_("{code}: where did it happen?"), code=code)
        if entity.id not in named:
            yield context.wording.text(N_("{code}: who is alleged to have done it, and why is it believed?"), code=code)
        if not context.accounts_of(entity.id):
            yield context.wording.text(N_("{code}: no account of any source is linked to this act."), code=code)


def _of_detentions(context: Context) -> Iterator[str]:
    for entity, act in context.all(Act):
        if not is_detention(act):
            continue
        for missing, question in (
            (act.detained is None, N_("{code}: at what time was liberty really taken?")),
            (act.protocol is None and not act.no_protocol, N_("{code}: was a protocol drawn up, and when?")),
            (act.judge is None and not act.no_judge, N_("{code}: was the person brought to a judge, and when?")),
            (act.ended is None and not act.still_held, N_("{code}: when and how did the detention end?")),
            (act.warrant_shown in ("", "unknown"), N_("{code}: was a warrant or other decision shown?")),
            (not act.authority, N_("{code}: which authority ordered the detention?")),
            (not act.counsel, N_("{code}: was there a lawyer, and from when?")),
            (not act.stated_reason, N_("{code}: what reason did the authorities give?")),
        ):
            if missing:
                yield context.wording.text(question, code=context.codes[entity.id])


def _of_people(context: Context) -> Iterator[str]:
    victims = {act.victim for _, act in context.all(Act)}
    for entity, person in context.all(Person):
        if entity.id in victims and entity.id not in context.disclosed.pseudonyms:
            name = context.name(entity.id)
            if person.birth is None and person.age_reported is None:
                yield context.wording.text(N_("{person}: date of birth or age?"), person=name)
            if not person.sex:
                yield context.wording.text(N_("{person}: sex?"), person=name)
            if not person.citizenship:
                yield context.wording.text(N_("{person}: citizenship?"), person=name)


def _of_sources(context: Context) -> Iterator[str]:
    for entity, source in context.all(Source):
        if not source.reliability:
            yield context.wording.text(N_("{code}: reliability of the source is not graded."),
                                       code=context.codes[entity.id])
    for entity, account in context.all(Account):
        if not account.credibility:
            yield context.wording.text(N_("{account}: credibility of the information is not graded."),
                                       account=context.name(entity.id))
