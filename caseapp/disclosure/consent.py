"""The rules of consent: the one place in disclosure that knows record types.

Asked are victims, witnesses, sources and relatives; never officials for what they did in office. Unasked means "inside
our organisation", not "no". For the dead and the missing next of kin decide; where nobody can be asked, the reason
stands for the answer. Of several answers the strictest counts; one that ran out counts as not asked.
Source: OHCHR practice on consent per purpose; design §4.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from caseapp.disclosure.audience import CLEARANCES, Audience, Clearance
from caseapp.disclosure.verdict import FULL, Reason, Refusal, Shown, Verdict
from caseapp.domain.entity import Entity
from caseapp.domain.records.account import Account
from caseapp.domain.records.body_mark import BodyMark
from caseapp.domain.records.consent import ANSWERS, NOT_ASKED, Consent
from caseapp.domain.records.medical_finding import MedicalFinding
from caseapp.domain.records.organisation import Organisation
from caseapp.domain.records.person import Person
from caseapp.domain.records.relationship import Relationship
from caseapp.domain.records.source import Source
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_

NAME_LINES: Final = frozenset({("source", "name")})
TOLD_BY_IIN: Final = frozenset({("person", "birth"), ("person", "sex")})
PSEUDONYMS: Final = MappingProxyType({"person": N_("Person {number}"), "source": N_("Source {number}")})
MARK: Final = N_("[name withheld]")

_IMPERSONAL: Final = frozenset({"document", "media", "official", "social_media", "human_rights", "monitor"})
_GONE: Final = frozenset({"dead", "missing"})
_OWN_GIVERS: Final = frozenset({"", "self", "guardian", "lawyer"})
_KIN_GIVERS: Final = frozenset({"next_of_kin", "guardian", "lawyer"})
_EXPIRED: Final = "expired"
MEDICAL: Final = "medical"
_CLOSED: Final = MappingProxyType({"no": Reason.REFUSED, "withdrawn": Reason.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class _Answers:
    """Every consent record by the one it concerns."""

    by_subject: Mapping[RecordId, tuple[Consent, ...]]
    purpose: str
    now: int

    def of(self, subject: RecordId, gone: bool) -> str:
        """The strictest answer that counts, "expired", or blank where nobody who may decide was asked."""
        given = [self._answer(each) for each in self.by_subject.get(subject, ()) if _counts(each, gone)]
        shut = [getattr(each, self.purpose) for each in self.by_subject.get(subject, ())]
        given += [answer for answer in shut if answer in ("no", "withdrawn")]  # a "no" counts whoever gave it
        known = [answer for answer in given if answer in ANSWERS and answer != NOT_ASKED]
        if known:
            return str(max(known, key=ANSWERS.index))
        return _EXPIRED if _EXPIRED in given else ""

    def _answer(self, consent: Consent) -> str:
        answer = str(getattr(consent, self.purpose))
        if answer in ("yes", "conditional"):
            if consent.retracted:
                return NOT_ASKED
            if consent.expires is not None and consent.expires.latest() <= self.now:
                return _EXPIRED
        if consent.given_by == "nobody" and consent.cannot_ask and answer == NOT_ASKED and not consent.retracted:
            return "yes"
        return answer


def judge(entities: Sequence[Entity], audience: Audience, now: int) -> Mapping[RecordId, Verdict]:
    """A verdict for every person and source, for accounts of sources who refused, for medical findings and marks of who
    refused those, and for the ties of who is not named.

    ``now``: UTC epoch seconds.
    """
    clearance = CLEARANCES[audience]
    answers = _Answers(_consents(entities), clearance.purpose, now)
    verdicts: dict[RecordId, Verdict] = {}
    for entity in entities:
        if isinstance(entity.record, Person):
            verdicts[entity.id] = _person(entity.id, entity.record, clearance, answers)
    bodies = {entity.id for entity in entities if isinstance(entity.record, Organisation)}
    for entity in entities:
        if isinstance(entity.record, Source):
            verdicts[entity.id] = _source(entity.id, entity.record, clearance, answers, verdicts, bodies)
    verdicts.update(_silenced(entities, verdicts))
    verdicts.update(_unexamined(entities, _Answers(answers.by_subject, MEDICAL, now)))
    verdicts.update(_untied(entities, verdicts))
    return MappingProxyType(verdicts)


def _person(id: RecordId, person: Person, clearance: Clearance, answers: _Answers) -> Verdict:
    gone = person.life_status in _GONE
    verdict = _by_answer(id, answers.of(id, gone), clearance, gone)
    if clearance.silence_is_enough:
        return verdict
    if person.name_withheld:
        closed = Verdict(Shown.UNNAMED, Refusal(id, Reason.NAME_WITHHELD, clearance.purpose))
        return min(closed, verdict, key=lambda one: one.shown)
    return FULL if person.official else verdict


def _source(
    id: RecordId, source: Source, clearance: Clearance, answers: _Answers, people: Mapping[RecordId, Verdict],
    bodies: set[RecordId],
) -> Verdict:
    own = _by_answer(id, answers.of(id, gone=False), clearance, gone=False)
    if source.confidential and not clearance.silence_is_enough:
        closed = Verdict(Shown.UNNAMED, Refusal(id, Reason.NAME_WITHHELD, clearance.purpose))
        return min(closed, own, key=lambda one: one.shown)
    if own.shown is Shown.PLACEHOLDER:
        return own
    if source.who in people:
        person = people[source.who]
        return person if person.shown < Shown.FULL else FULL
    if source.who in bodies or source.kind in _IMPERSONAL:
        return FULL
    return own


def _by_answer(id: RecordId, answer: str, clearance: Clearance, gone: bool) -> Verdict:
    def less(shown: Shown, reason: Reason) -> Verdict:
        return Verdict(shown, Refusal(id, reason, clearance.purpose))

    refused = Shown.UNNAMED if clearance.silence_is_enough else Shown.PLACEHOLDER
    if answer == "yes":
        return FULL
    if answer == "no":
        return less(refused, Reason.REFUSED)
    if answer == "withdrawn":
        return less(refused, Reason.WITHDRAWN)
    if clearance.silence_is_enough:
        return FULL
    if answer == "conditional":
        return less(Shown.UNNAMED, Reason.CONDITIONAL)
    if answer == _EXPIRED:
        return less(Shown.UNNAMED, Reason.EXPIRED)
    return less(Shown.UNNAMED, Reason.NEXT_OF_KIN if gone else Reason.NOT_ASKED)


def _counts(consent: Consent, gone: bool) -> bool:
    """Whether the one who answered may decide for the person."""
    if consent.given_by == "nobody":
        return gone
    if gone:
        return consent.given_by in _KIN_GIVERS
    return consent.given_by in _OWN_GIVERS or (consent.given_by == "next_of_kin" and bool(consent.cannot_ask))


def _consents(entities: Sequence[Entity]) -> Mapping[RecordId, tuple[Consent, ...]]:
    found: dict[RecordId, tuple[Consent, ...]] = {}
    for entity in entities:
        if isinstance(entity.record, Consent):
            for subject in _subjects(entity, entity.record):
                found[subject] = (*found.get(subject, ()), entity.record)
    return found


def _subjects(entity: Entity, consent: Consent) -> Iterator[RecordId]:
    """The one concerned; where two stand in conflict, both: a "no" must not miss the one it was meant for."""
    return _standing(entity, "subject", consent.subject)


def _standing(entity: Entity, field: str, picked: RecordId) -> Iterator[RecordId]:
    """Who a link points to, and who else where two answers stand."""
    yield picked
    if field in entity.issues:
        yield from (str(one.value) for one in entity.issues[field].standing if one.value != picked)


def _silenced(entities: Sequence[Entity], verdicts: Mapping[RecordId, Verdict]) -> Iterator[tuple[RecordId, Verdict]]:
    """What somebody said who then said no: their own words go with them."""
    for entity in entities:
        if isinstance(entity.record, Account):
            source = verdicts.get(entity.record.source, FULL)
            if source.shown <= Shown.PLACEHOLDER:
                yield entity.id, Verdict(Shown.ABSENT, source.refusal)


def _unexamined(entities: Sequence[Entity], answers: _Answers) -> Iterator[tuple[RecordId, Verdict]]:
    """What is known of a body goes with a "no" to its examination, for every reader: whoever may know that the person
    is in the file may not for that reason know what was done to them."""
    for entity in entities:
        if isinstance(entity.record, MedicalFinding | BodyMark):
            for person in _standing(entity, "person", entity.record.person):
                reason = _CLOSED.get(answers.of(person, gone=False))
                if reason is not None:
                    yield entity.id, Verdict(Shown.ABSENT, Refusal(person, reason, MEDICAL))


def _untied(entities: Sequence[Entity], verdicts: Mapping[RecordId, Verdict]) -> Iterator[tuple[RecordId, Verdict]]:
    """"The wife of" somebody who is named is as good as a name: a tie goes with the name of either end."""
    for entity in entities:
        if isinstance(entity.record, Relationship):
            ends = (*_standing(entity, "subject", entity.record.subject),
                    *_standing(entity, "other", entity.record.other))
            hidden = [verdicts[end] for end in ends if end in verdicts and verdicts[end].shown < Shown.FULL]
            if hidden:
                yield entity.id, Verdict(Shown.ABSENT, hidden[0].refusal)
