"""The sections of a case file about the law: everything recorded is there, two readings of a field both are, and who
must not be named is not."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from caseapp.disclosure.audience import Audience
from caseapp.domain.entity import Entity, Issue, Standing
from caseapp.domain.law import shipped
from caseapp.domain.moment import Moment
from caseapp.domain.records.charge import Charge
from caseapp.domain.records.finding import Finding
from caseapp.domain.records.hearing import Hearing
from caseapp.domain.records.intervention import Intervention
from caseapp.domain.records.note import Note
from caseapp.domain.records.remedy_step import RemedyStep
from caseapp.domain.records.safeguard import Safeguard
from caseapp.domain.records.task import Task
from caseapp.domain.spec import Record
from caseapp.dossier.forms.d1_case_file import Built, build
from caseapp.dossier.outline import shown
from tests.disclosure.languages import Untranslated
from tests.dossier import cases
from tests.dossier.cases import DETENTION, OMAROV, SERIKOVA, VICTIM, WIFE, at, id_of

RESOURCES = Path(__file__).parents[2] / "resources"
RIGHT, CHARGE, HEARING, STEP, DONE, FIRST, SECOND, TASK, NOTE = map(id_of, range(100, 109))
RECORDS: dict[str, Record] = {
    RIGHT: Safeguard(person=VICTIM, act=DETENTION, kind="lawyer", outcome="late", given=at("2022-01-10T15:00"),
                     details="The lawyer waited two days at the gate."),
    CHARGE: Charge(person=VICTIM, code="criminal", article="272 p. 2", law_of=Moment("2022-01-05"), stage="accused",
                   alleged="Took part in riots."),
    HEARING: Hearing(persons=(VICTIM,), kind="sanction", held=at("2022-01-11"), charges=(CHARGE,), closed=True,
                     decision="remanded", held_until=at("2022-03-08"), complained="Told the judge of the beating."),
    STEP: RemedyStep(persons=(VICTIM,), kind="prosecutor", filed=at("2022-01-13"), reply_due=at("2022-01-28"),
                     asked="To examine the use of force, seen by Bekova."),
    DONE: Intervention(kinds=("legal_aid",), victims=(VICTIM,), done=at("2022-01-09"), asked="Bar association"),
    FIRST: Finding(about=(DETENTION,), question="Was the detention arbitrary?", result="inconclusive", standard="p1"),
    SECOND: Finding(about=(DETENTION,), question="Was it arbitrary after all?", result="established", standard="p2",
                    replaces=FIRST, evidence=(HEARING,)),
    TASK: Task(title="Telephone the judge's clerk", about=(HEARING,)),
    NOTE: Note(title="Suspicion about the informer", about=(VICTIM,)),
}


def built(audience: Audience = Audience.INTERNAL, **issues: Issue) -> Built:
    names = {type(spec.struct()): spec.type for spec in cases.SPECS.values()}
    more = tuple(
        Entity(id_, names[type(record)], "", record,
               issues=MappingProxyType(issues if id_ == HEARING else {}))
        for id_, record in RECORDS.items())
    case = cases.case_file(audience)
    return build(replace(case, entities=(*case.entities, *more)), cases.SPECS, Untranslated("en"),
                 shipped(RESOURCES)[0])


def headings(made: Built) -> list[str]:
    return [section.heading for section in made.document.sections]


def test_each_has_its_section_after_the_limits() -> None:
    found = headings(built())
    law = ["Rights on arrest", "Charges", "Hearings and decisions", "Remedies sought", "What was done besides",
           "Findings"]
    at_ = found.index(law[0])
    assert found[at_ : at_ + len(law)] == law
    assert found[at_ - 1] == "Detention timeline and legal limits"
    plain = build(cases.case_file(), cases.SPECS, Untranslated("en"), shipped(RESOURCES)[0])
    assert not set(law) & set(headings(plain)), "a section without content is not made"


def test_what_is_recorded_is_said() -> None:
    text = "\n".join(shown(built().document))
    for words in ("Access to a lawyer", "Given late", "The lawyer waited two days at the gate.", "272 p. 2",
                  "Took part in riots.", "Detention or remand decided", "Remanded in custody", "8 March 2022",
                  "Told the judge of the beating.", "Complaint to the prosecutor", "28 January 2022", "Legal aid",
                  "Bar association", "P2 – reasonable grounds to believe",
                  "Was the detention arbitrary? (replaced by a later finding)"):
        assert words in text, words


def test_thoughts_and_tasks_are_never_printed() -> None:
    text = "\n".join(shown(built().document))
    assert "informer" not in text
    assert "clerk" not in text


def test_two_readings_of_a_field_that_the_title_says_are_both_printed() -> None:
    one = Standing(at("2022-01-11"), SERIKOVA, 1_641_900_000_000_000)
    other = Standing(at("2022-01-12"), OMAROV, 1_641_910_000_000_000)
    section = next(each for each in built(held=Issue(conflict=True, standing=(one, other))).document.sections
                   if each.heading == "Hearings and decisions")
    text = str(section)
    assert "11 January 2022" in text
    assert "12 January 2022" in text


@pytest.mark.parametrize("audience", [Audience.LAWYER, Audience.INTERNAL])
def test_who_must_not_be_named_is_not_named_in_these_either(audience: Audience) -> None:
    made = built(audience)
    text = "\n".join(shown(made.document))
    assert ("Bekova" in text) == (audience is Audience.INTERNAL), "the control: inside she is named"
    assert WIFE not in text
