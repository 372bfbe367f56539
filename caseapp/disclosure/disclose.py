"""One call: what an audience may see of a set of records. Everything printed or handed out passes here."""

from collections import Counter
from collections.abc import Mapping, Sequence

from caseapp.disclosure.audience import CLEARANCES, Audience
from caseapp.disclosure.consent import MARK, NAME_LINES, PSEUDONYMS, TOLD_BY_IIN, judge
from caseapp.disclosure.verdict import Shown, Verdict
from caseapp.disclosure.view import Disclosed, Policy, view
from caseapp.domain.entity import Entity
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import Language


def disclose(
    entities: Sequence[Entity], specs: Mapping[str, RecordSpec], audience: Audience, language: Language, now: int,
    others: Sequence[Entity] = (),
) -> Disclosed:
    """The records as ``audience`` may see them; pseudonyms in ``language``. ``entities`` must hold every consent record
    of everybody in it, since a missing one reads as "not asked". ``now``: UTC epoch seconds.

    ``others``: people who are not part of this file, with their consents. Nothing of them is shown; their names are
    looked for in its free texts all the same, because a witness may name anybody.
    """
    verdicts = judge((*entities, *others), audience, now)
    elsewhere = _unnamed(others, verdicts, language)
    return view(entities, specs, Policy(
        level=CLEARANCES[audience].level,
        verdicts=verdicts,
        pseudonyms={**elsewhere, **_pseudonyms(entities, verdicts, language)},
        mark=language.text(MARK),
        name_lines=NAME_LINES,
        telling=TOLD_BY_IIN,
    ), others)


def _unnamed(
    others: Sequence[Entity], verdicts: Mapping[RecordId, Verdict], language: Language
) -> dict[RecordId, str]:
    """People outside the file who are not to be named get the neutral mark: a number would say that they belong."""
    mark = language.text(MARK)
    return {
        entity.id: mark for entity in others
        if entity.type in PSEUDONYMS and entity.id in verdicts and verdicts[entity.id].shown < Shown.FULL
    }


def _pseudonyms(
    entities: Sequence[Entity], verdicts: Mapping[RecordId, Verdict], language: Language
) -> dict[RecordId, str]:
    """A number for everybody in the order of their ids, used only for those who are not named: so that the numbers of
    the others do not move when one more agrees."""
    counts: Counter[str] = Counter()
    names = {}
    for entity in sorted(entities, key=lambda each: each.id):
        if entity.type in PSEUDONYMS:
            counts[entity.type] += 1
            if entity.id in verdicts and verdicts[entity.id].shown < Shown.FULL:
                names[entity.id] = language.text(PSEUDONYMS[entity.type]).format(number=counts[entity.type])
    return names
