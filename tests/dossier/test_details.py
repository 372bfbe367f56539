"""Findings, orders, custody and interviews in a case file: what is not there is never left to speak for itself."""

from dataclasses import replace
from pathlib import Path

from caseapp.disclosure.audience import Audience
from caseapp.domain.entity import Entity
from caseapp.domain.law import shipped
from caseapp.domain.records.address import Address
from caseapp.domain.records.body_mark import BodyMark
from caseapp.domain.records.custody_entry import CustodyEntry
from caseapp.domain.records.interview import Interview
from caseapp.domain.records.medical_finding import MedicalFinding
from caseapp.domain.records.order import Order
from caseapp.domain.spec import Record
from caseapp.dossier.forms.d1_case_file import Built, build
from caseapp.dossier.outline import shown
from tests.disclosure.languages import Untranslated
from tests.dossier import cases
from tests.dossier.cases import BEATING, EXHIBIT, POLICE, VICTIM, WIFE, at, id_of

RESOURCES = Path(__file__).parents[2] / "resources"
ABSENCE = "The absence of marks does not show that there was no torture"
SECTIONS = ["Medical findings", "Orders and command"]
NONE = MedicalFinding(person=VICTIM, examined=at("2022-01-09"), acts=(BEATING,), no_marks=True, physical="None seen.")
MARKED = MedicalFinding(
    person=VICTIM, examined=at("2022-01-12"), regions=("back",), lesions=("bruise",), consistency_body="typical",
    interpretation="Tramline bruising.", clinician="Doctor of the tests, 1")
MARK = BodyMark(person=VICTIM, region="back", kind="bruise", description="Stripes, as Bekova saw them.")
ORDER = Order(title="Fire without warning", given=at("2022-01-07"), given_by=POLICE, form="radio", certainty="alleged",
              words="Shoot.")
TAKEN = CustodyEntry(exhibit=EXHIBIT, at=at("2022-01-08"), action="taken", handed_to="Archive", hash_check="same")
PASSED = CustodyEntry(exhibit=EXHIBIT, at=at("2022-01-10"), action="handed_over", handed_by="Porter", handed_to="Court")
TALK = Interview(person=WIFE, held=at("2022-01-11"), interviewer="Monitor of ours", closing="signed", ask_no_more=True)
ADDRESS = Address(person=VICTIM, address="Hidden street 5", code_word="Snowdrop", phone="+7 701 555 09 09")


def built(*records: Record, audience: Audience = Audience.INTERNAL) -> Built:
    names = {type(spec.struct()): spec.type for spec in cases.SPECS.values()}
    more = tuple(Entity(id_of(200 + n), names[type(one)], "", one) for n, one in enumerate(records))
    case = cases.case_file(audience)
    return build(replace(case, entities=(*case.entities, *more)), cases.SPECS, Untranslated("en"),
                 shipped(RESOURCES)[0])


def said(made: Built) -> str:
    return "\n".join(shown(made.document))


def test_each_has_its_section_and_none_without_content() -> None:
    found = [s.heading for s in built(NONE, MARK, ORDER, TAKEN, PASSED, TALK).document.sections]
    first = found.index("Acts")
    assert found[first + 1 : first + 3] == SECTIONS
    assert found.index("Interviews") == found.index("Accounts") + 1
    assert found.index("Chain of custody") > found.index("Exhibits")
    plain = [s.heading for s in built().document.sections]
    assert not {*SECTIONS, "Interviews", "Chain of custody"} & set(plain)


def test_no_marks_is_never_printed_as_no_torture() -> None:
    bare = said(built(NONE))
    assert ABSENCE in bare
    assert "No clinician has interpreted these findings here" in bare
    marked = said(built(MARKED))
    assert ABSENCE not in marked, "control: it is said where nothing was found, not everywhere"
    assert "No clinician has interpreted" not in marked
    assert "Typical of" in marked
    assert "Doctor of the tests, 1" in marked


def test_the_chain_names_its_break() -> None:
    gap = "who held it between these two is not recorded"
    assert gap in said(built(PASSED, TAKEN))
    assert gap not in said(built(TAKEN, replaced(PASSED, handed_by="Archive")))
    assert "SHA-256: The same" in said(built(TAKEN))


def replaced(entry: CustodyEntry, handed_by: str) -> CustodyEntry:
    return CustodyEntry(exhibit=entry.exhibit, at=entry.at, action=entry.action, handed_by=handed_by,
                        handed_to=entry.handed_to)


def test_how_to_reach_somebody_is_printed_for_nobody_and_our_names_not_for_the_lawyer() -> None:
    inside = said(built(ADDRESS, TALK, ORDER))
    outside = said(built(ADDRESS, TALK, ORDER, audience=Audience.LAWYER))
    for text in (inside, outside):
        assert not [word for word in ("Hidden street", "Snowdrop", "555 09 09") if word in text]
        assert "Fire without warning" in text
    assert "Monitor of ours" in inside
    assert "Monitor of ours" not in outside
