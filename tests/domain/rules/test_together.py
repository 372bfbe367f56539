"""Records that speak against each other, each beside the same records with the slip taken out."""

import pytest

from caseapp.domain.moment import Moment
from caseapp.domain.records.act import Act
from caseapp.domain.records.body_mark import BodyMark
from caseapp.domain.records.custody_entry import CustodyEntry
from caseapp.domain.records.exhibit import Exhibit
from caseapp.domain.records.interview import Interview
from caseapp.domain.records.involvement import Involvement
from caseapp.domain.records.medical_finding import MedicalFinding
from caseapp.domain.records.organisation import Organisation
from caseapp.domain.records.person import Person
from caseapp.domain.records.source import Source
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.together import clashes, in_order
from caseapp.domain.spec import Record
from tests.domain.rules.test_rules import SPEC_OF, Around, codes


def on(day: str) -> Moment:
    return Moment(f"2022-01-{day}", zone="Asia/Almaty")


def told(id: str, **records: Record) -> list[str]:
    record = records[id]
    return [remark.code for remark in clashes(SPEC_OF[type(record)], id, record, Around(**records))]


ACT = Act(victim="v", start=on("08"))


@pytest.mark.parametrize(("record", "beside", "code"), [
    (Involvement(act="a", perpetrator="v"), {"a": ACT}, "own-perpetrator"),
    (Involvement(act="a", perpetrator="p"), {"a": ACT}, ""),
    (MedicalFinding(person="v", acts=("a",), examined=on("07")), {"a": ACT}, "examined-first"),
    (MedicalFinding(person="v", acts=("a",), examined=on("08")), {"a": ACT}, ""),
    (BodyMark(person="v", act="a", seen=on("07")), {"a": ACT}, "seen-first"),
    (BodyMark(person="v", act="a", seen=on("09")), {"a": ACT}, ""),
    (ACT, {"v": Person(birth=Moment("2023"))}, "before-birth"),
    (ACT, {"v": Person(birth=Moment("1994"))}, ""),
    (CustodyEntry(exhibit="e", at=on("07")), {"e": Exhibit(acquired=on("09"))}, "custody-order"),
    (CustodyEntry(exhibit="e", at=on("10")), {"e": Exhibit(acquired=on("09"))}, ""),
    (CustodyEntry(exhibit="e", at=on("10"), handed_by="B"),
     {"e": Exhibit(), "c": CustodyEntry(exhibit="e", at=on("09"), handed_to="A")}, "custody-gap"),
    (CustodyEntry(exhibit="e", at=on("10"), handed_by=" a "),
     {"e": Exhibit(), "c": CustodyEntry(exhibit="e", at=on("09"), handed_to="A")}, ""),
    (Interview(person="v"), {"i": Interview(person="v", ask_no_more=True)}, "ask-no-more"),
    (Interview(person="v"), {"i": Interview(person="v")}, "asked-before"),
    (Interview(person="v"), {"i": Interview(person="v", ask_no_more=True, retracted=True)}, ""),
    (Interview(person="s"), {"s": Source(who="v"), "i": Interview(person="v", ask_no_more=True)}, "ask-no-more"),
    (Interview(person="w"), {"i": Interview(person="v", ask_no_more=True)}, ""),
    (Person(), {"s": Source(who="x"), "i": Interview(person="s", ask_no_more=True)}, "ask-no-more"),
    (Person(), {"i": Interview(person="x")}, ""),
    (Organisation(parent="b"), {"b": Organisation(parent="c"), "c": Organisation(parent="x")}, "circle"),
    (Organisation(parent="b"), {"b": Organisation(parent="c"), "c": Organisation(parent="b")}, ""),
    (Organisation(parent="b"), {"b": Organisation(parent="c"), "c": Organisation()}, ""),
])
def test_what_speaks_against_what(record: Record, beside: dict[str, Record], code: str) -> None:
    assert told("x", x=record, **beside) == ([code] if code else [])


def test_slips_inside_one_record() -> None:
    assert "own-custodian" in codes(Act(victim="v", authority="v"))
    assert "own-custodian" not in codes(Act(victim="v", authority="o"))
    assert "own-custodian" in codes(Stay(person="v", brought_by="v"))
    assert "marks" in codes(MedicalFinding(no_marks=True, regions=("back",)))
    assert "marks" not in codes(MedicalFinding(no_marks=True))
    assert "end-before-start" in codes(Act(start=on("09"), ended=on("08")))
    assert "end-before-start" in codes(Act(body_released=on("09"), exhumed=on("08")))


def test_a_chain_is_read_in_order_of_time_and_names_its_breaks() -> None:
    first = CustodyEntry(exhibit="e", at=on("09"), handed_to="A")
    second = CustodyEntry(exhibit="e", at=on("10"), handed_by="A", handed_to="B")
    third = CustodyEntry(exhibit="e", at=on("11"), handed_by="C", handed_to="D")
    assert in_order([third, first, second]) == [(first, True), (second, True), (third, False)]
