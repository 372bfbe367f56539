"""Who is named to whom: the consent rules case by case."""

import pytest

from caseapp.disclosure.audience import Audience
from caseapp.disclosure.consent import judge
from caseapp.disclosure.disclose import disclose
from caseapp.disclosure.verdict import Reason, Shown
from caseapp.domain.entity import Entity, Issue, Standing
from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records import ALL
from caseapp.domain.records.account import Account
from caseapp.domain.records.body_mark import BodyMark
from caseapp.domain.records.consent import PURPOSES, Consent
from caseapp.domain.records.medical_finding import MedicalFinding
from caseapp.domain.records.person import Person
from caseapp.domain.records.relationship import Relationship
from caseapp.domain.records.source import Source
from caseapp.domain.spec import Record
from tests.disclosure.languages import ENGLISH

NOW = 1_700_000_000
SPECS = {spec.type: spec for spec in ALL}
P, S, A, C, D = (letter * 32 for letter in "12345")


def entity(id: str, type: str, record: Record, title: str = "") -> Entity:
    return Entity(id, type, title, record)


def verdict(person: Person, *consents: Consent, audience: Audience = Audience.LAWYER) -> tuple[Shown, Reason | None]:
    graph = [entity(P, "person", person)]
    graph += [entity(f"{n:032x}", "consent", each) for n, each in enumerate(consents)]
    found = judge(graph, audience, NOW)[P]
    return found.shown, found.refusal.reason if found.refusal else None


ALIVE, DEAD = Person(life_status="alive"), Person(life_status="dead")
LAWYER, INTERNAL = Audience.LAWYER, Audience.INTERNAL


@pytest.mark.parametrize(("answer", "lawyer", "internal"), [
    ("yes", (Shown.FULL, None), (Shown.FULL, None)),
    ("not_asked", (Shown.UNNAMED, Reason.NOT_ASKED), (Shown.FULL, None)),
    ("conditional", (Shown.UNNAMED, Reason.CONDITIONAL), (Shown.FULL, None)),
    ("no", (Shown.PLACEHOLDER, Reason.REFUSED), (Shown.UNNAMED, Reason.REFUSED)),
    ("withdrawn", (Shown.PLACEHOLDER, Reason.WITHDRAWN), (Shown.UNNAMED, Reason.WITHDRAWN)),
])
def test_each_answer_for_each_audience(
    answer: str, lawyer: tuple[Shown, Reason | None], internal: tuple[Shown, Reason | None]
) -> None:
    consent = Consent(subject=P, store=answer)
    assert verdict(ALIVE, consent) == lawyer
    assert verdict(ALIVE, consent, audience=INTERNAL) == internal


def test_never_asked_stays_inside() -> None:
    assert verdict(ALIVE) == (Shown.UNNAMED, Reason.NOT_ASKED)
    assert verdict(ALIVE, audience=INTERNAL) == (Shown.FULL, None)
    others = {purpose: "yes" for purpose in PURPOSES if purpose != "store"}
    assert verdict(ALIVE, Consent(subject=P, **others)) == (Shown.UNNAMED, Reason.NOT_ASKED)


def test_the_strictest_of_several_answers_counts() -> None:
    assert verdict(ALIVE, Consent(subject=P, store="yes"), Consent(subject=P, store="no"))[1] is Reason.REFUSED
    assert verdict(ALIVE, Consent(subject=P, store="no", retracted=True), Consent(subject=P, store="yes"))[1] \
        is Reason.REFUSED
    assert verdict(ALIVE, Consent(subject=P, store="yes", retracted=True))[1] is Reason.NOT_ASKED
    assert verdict(ALIVE, Consent(subject=P), Consent(subject=P, store="yes")) == (Shown.FULL, None)


def test_an_answer_runs_out() -> None:
    assert verdict(ALIVE, Consent(subject=P, store="yes", expires=Moment("2022")))[1] is Reason.EXPIRED
    assert verdict(ALIVE, Consent(subject=P, store="yes", expires=Moment("2199")))[1] is None


@pytest.mark.parametrize(("consent", "reason"), [
    (Consent(subject=P, store="yes", given_by="self"), Reason.NEXT_OF_KIN),
    (Consent(subject=P, store="yes"), Reason.NEXT_OF_KIN),
    (Consent(subject=P, store="yes", given_by="next_of_kin"), None),
    (Consent(subject=P, store="no", given_by="self"), Reason.REFUSED),
    (Consent(subject=P, given_by="nobody", cannot_ask="no relatives known"), None),
    (Consent(subject=P, given_by="nobody"), Reason.NEXT_OF_KIN),
])
def test_next_of_kin_decide_for_the_dead(consent: Consent, reason: Reason | None) -> None:
    assert verdict(DEAD, consent)[1] is reason


def test_next_of_kin_do_not_decide_for_the_living_unless_these_cannot_be_asked() -> None:
    kin = Consent(subject=P, store="yes", given_by="next_of_kin")
    assert verdict(ALIVE, kin)[1] is Reason.NOT_ASKED
    held = Consent(subject=P, store="yes", given_by="next_of_kin", cannot_ask="out of reach in detention")
    assert verdict(ALIVE, held)[1] is None
    assert verdict(ALIVE, Consent(subject=P, given_by="nobody", cannot_ask="x"))[1] is Reason.NOT_ASKED


def test_officials_are_never_asked_but_a_withheld_name_stays_withheld() -> None:
    assert verdict(Person(official=True)) == (Shown.FULL, None)
    assert verdict(Person(official=True, name_withheld=True))[1] is Reason.NAME_WITHHELD
    yes = Consent(subject=P, store="yes")
    assert verdict(Person(name_withheld=True), yes)[1] is Reason.NAME_WITHHELD
    assert verdict(Person(name_withheld=True), yes, audience=INTERNAL) == (Shown.FULL, None)
    assert verdict(Person(name_withheld=True), Consent(subject=P, store="no"))[0] is Shown.PLACEHOLDER


def test_a_source_follows_its_person_and_a_refusal_takes_the_words_along() -> None:
    person = entity(P, "person", Person(names=(PersonName(surname="Бекова"),)))
    source = entity(S, "source", Source(name="Бекова, жена", kind="relative", who=P))
    account = entity(A, "account", Account(source=S, text="Я видела"))
    for answer, shown, words in (("yes", Shown.FULL, True), ("not_asked", Shown.UNNAMED, True),
                                 ("no", Shown.PLACEHOLDER, False)):
        graph = [person, source, account, entity(C, "consent", Consent(subject=P, store=answer))]
        assert judge(graph, LAWYER, NOW)[S].shown is shown
        out = disclose(graph, SPECS, LAWYER, ENGLISH, NOW)
        assert (A in {each.id for each in out.entities}) is words
        assert ("Беков" in "".join(map(repr_all, out.entities))) is (shown is Shown.FULL)


def test_a_named_source_needs_its_own_consent_and_a_document_none() -> None:
    graph = [entity(S, "source", Source(name="Омарова", kind="witness")),
             entity(D, "source", Source(name="Statement of three organisations", kind="document")),
             entity(A, "source", Source(name="Лим", kind="document", confidential=True))]
    found = judge(graph, LAWYER, NOW)
    assert [found[id].shown for id in (S, D, A)] == [Shown.UNNAMED, Shown.FULL, Shown.UNNAMED]
    graph.append(entity(C, "consent", Consent(subject=S, store="yes")))
    assert judge(graph, LAWYER, NOW)[S].shown is Shown.FULL


def test_pseudonyms_keep_their_numbers_when_one_more_agrees() -> None:
    people = [entity(id, "person", Person(names=(PersonName(surname=name),))) for id, name in ((P, "Лим"), (S, "Ким"))]
    assert dict(disclose(people, SPECS, LAWYER, ENGLISH, NOW).pseudonyms) == {P: "Person 1", S: "Person 2"}
    agreed = [*people, entity(C, "consent", Consent(subject=P, store="yes"))]
    assert dict(disclose(agreed, SPECS, LAWYER, ENGLISH, NOW).pseudonyms) == {S: "Person 2"}


def test_a_no_in_conflict_over_whom_it_concerns_counts_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """And without reading the conflict it would miss one of them: the negative control."""
    from_conflict = judge([*conflicting()], LAWYER, NOW)
    assert {from_conflict[P].shown, from_conflict[S].shown} == {Shown.PLACEHOLDER}
    monkeypatch.setattr("caseapp.disclosure.consent._subjects", lambda _, consent: [consent.subject])
    assert judge([*conflicting()], LAWYER, NOW)[S].shown is Shown.UNNAMED


def conflicting() -> list[Entity]:
    from_issue = issue_of(S)
    consent = Entity(C, "consent", "", Consent(subject=P, store="no"), issues={"subject": from_issue})
    return [entity(P, "person", ALIVE), entity(S, "person", ALIVE), consent]


def issue_of(*values: str) -> Issue:
    return Issue(conflict=True, standing=tuple(Standing(value, "a", 1) for value in values))


def repr_all(entity: Entity) -> str:
    record = entity.record
    parts = [entity.title, *(str(getattr(record, name)) for name in record.__struct_fields__)]
    if isinstance(record, Person):
        parts += [name.shown() for name in record.names]
    return " ".join(parts)


def test_a_tie_goes_with_the_name_of_either_end() -> None:
    """"The wife of" somebody who is named says who she is."""
    tie = Relationship(subject=P, kind="spouse", other=S)
    yes = Consent(subject=S, store="yes")
    graph = [entity(P, "person", ALIVE), entity(S, "person", ALIVE), entity(C, "consent", yes)]
    hidden = judge([*graph, entity(D, "relationship", tie)], LAWYER, NOW)
    assert hidden[S].shown is Shown.FULL
    assert hidden[D].shown is Shown.ABSENT
    assert hidden[D].refusal == hidden[P].refusal
    assert D not in judge([*graph, entity(D, "relationship", tie)], INTERNAL, NOW)
    asked = entity(A, "consent", Consent(subject=P, store="yes"))
    assert D not in judge([*graph, asked, entity(D, "relationship", tie)], LAWYER, NOW)


def test_a_tie_goes_with_whoever_may_be_its_end() -> None:
    """Two answers stand about whose wife she is: one of them is not named."""
    yes = [entity(C, "consent", Consent(subject=P, store="yes"))]
    issue = Issue(conflict=True, standing=(Standing(P, "a", 1), Standing(S, "b", 2)))
    tie = Entity(D, "relationship", "", Relationship(subject=P, kind="spouse", other=P), issues={"other": issue})
    graph = [entity(P, "person", ALIVE), entity(S, "person", ALIVE), *yes, tie]
    assert judge(graph, LAWYER, NOW)[D].shown is Shown.ABSENT


@pytest.mark.parametrize("audience", [LAWYER, INTERNAL])
@pytest.mark.parametrize(("answer", "reason"), [
    ("yes", None), ("not_asked", None), ("no", Reason.REFUSED), ("withdrawn", Reason.WITHDRAWN)])
def test_what_is_known_of_a_body_goes_with_a_no_to_its_examination(
    audience: Audience, answer: str, reason: Reason | None
) -> None:
    graph = [
        entity(P, "person", ALIVE), entity(D, "person", ALIVE),
        entity(C, "consent", Consent(subject=P, store="yes", medical=answer)),
        entity(A, "medical_finding", MedicalFinding(person=P, complaints="pain")),
        entity(S, "body_mark", BodyMark(person=P)), entity("6" * 32, "body_mark", BodyMark(person=D)),
    ]
    shown = disclose(graph, SPECS, audience, ENGLISH, NOW)
    kept = {one.id for one in shown.entities}
    assert ({A, S} <= kept) is (reason is None)
    assert kept & {A, S} in ({A, S}, set())
    assert "6" * 32 in kept
    assert {(one.subject, one.reason, one.purpose) for one in shown.refusals if one.purpose == "medical"} == (
        {(P, reason, "medical")} if reason is not None else set())
