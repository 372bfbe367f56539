"""How far records were checked, in the case file."""

from dataclasses import replace
from pathlib import Path

from caseapp.disclosure.audience import Audience
from caseapp.domain.entity import Entity
from caseapp.domain.law import shipped
from caseapp.domain.records.verification import Verification
from caseapp.dossier.forms.d1_case_file import build
from caseapp.dossier.outline import Paragraph, Section, Table
from tests.disclosure.languages import Untranslated
from tests.dossier import cases
from tests.dossier.cases import DETENTION, VICTIM
from tests.support.source import ROOT

RESOURCES: Path = ROOT / "resources"
ONE, OTHER = "0" * 30 + "e1", "0" * 30 + "e2"


def sections(audience: Audience, *void: str) -> list[Section]:
    case = cases.case_file(audience)
    more = (Entity(ONE, "verification", "", Verification(subject=DETENTION, state="approved")),
            Entity(OTHER, "verification", "", Verification(subject=VICTIM, state="disputed", reason="a secret reason")))
    built = build(replace(case, entities=(*case.entities, *more), void_approvals=frozenset(void)),
                  cases.SPECS, Untranslated("en"), shipped(RESOURCES)[0])
    return [section for section in built.document.sections if section.heading == "Verification"]


def states(section: Section) -> list[str]:
    return [row[1] for block in section.blocks if isinstance(block, Table) for row in block.rows]


def test_the_state_of_each_is_printed_and_the_rest_is_counted() -> None:
    (section,) = sections(Audience.INTERNAL)
    assert sorted(states(section)) == ["Approved for dossier", "Disputed"]
    assert any("not been reviewed" in block.text for block in section.blocks if isinstance(block, Paragraph))


def test_an_approval_that_does_not_count_is_not_printed_as_one() -> None:
    (section,) = sections(Audience.INTERNAL, ONE)
    assert [state for state in states(section) if "does not count" in state]
    assert "Approved for dossier" not in states(section)


def test_why_a_step_was_taken_stays_inside() -> None:
    assert "a secret reason" not in str(sections(Audience.LAWYER))
