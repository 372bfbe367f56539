"""Contradictions and gaps, on records made for the purpose; each with the record in which it is not said."""

from collections.abc import Sequence

import pytest

from caseapp.domain.clocks import Standing, clocks
from caseapp.domain.moment import Moment
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records import ALL
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.person import Person
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules import gaps
from caseapp.domain.rules.consistency import SEQUENCES, contradictions
from caseapp.domain.rules.detention import detention_of, is_detention
from caseapp.domain.rules.remark import AnyRecord
from caseapp.domain.spec import Kind, Record, RecordId

SPECS = {spec.type: spec for spec in ALL}
SPEC_OF = {spec.struct: spec for spec in ALL}
ZONE = "Asia/Almaty"
VALID = "010101100008"  # born 1 January 1801, male


class Around:
    """A handful of records that know each other."""

    def __init__(self, **records: Record) -> None:
        self.records = records

    def get(self, id: RecordId, struct: type[AnyRecord]) -> AnyRecord | None:
        found = self.records.get(id)
        return found if isinstance(found, struct) else None

    def pointing_at(self, id: RecordId, struct: type[AnyRecord]) -> Sequence[tuple[RecordId, AnyRecord]]:
        return [
            (key, one) for key, one in self.records.items() if isinstance(one, struct) and not one.retracted and any(
                getattr(one, name) == id or (field.kind is Kind.REFS and id in getattr(one, name))
                for name, field in SPEC_OF[type(one)].fields.items())
        ]


def codes(record: Record) -> list[str]:
    return [remark.code for remark in contradictions(SPEC_OF[type(record)], record)]


def person(born: str = "", sex: str = "", number: str = VALID) -> Person:
    return Person(identifiers=(Identifier("iin", number),), birth=Moment(born) if born else None, sex=sex)


@pytest.mark.parametrize(("record", "expected"), [
    (person("1994"), ["iin-birth"]),
    (person("1801"), []),
    (person("1801-01-01"), []),
    (person("1801-01-02"), ["iin-birth"]),
    (person(sex="female"), ["iin-sex"]),
    (person(sex="male"), []),
    (person(sex="unknown"), []),
    (person(number="010101100018"), []),
    (person(number="010101100903"), []),
    (person(number="010101100009"), ["iin-wrong_check"]),
    (person(number="12"), ["iin-not_twelve_digits"]),
    (Person(identifiers=(Identifier("passport", "12"),)), []),
])
def test_a_number_against_birth_and_sex(record: Person, expected: list[str]) -> None:
    assert codes(record) == expected


def test_an_about_birth_is_not_called_wrong() -> None:
    near = Person(identifiers=(Identifier("iin", VALID),), birth=Moment("1802", approximate=True))
    assert codes(near) == []
    far = Person(identifiers=(Identifier("iin", VALID),), birth=Moment("1806", approximate=True))
    assert codes(far) == ["iin-birth"]


@pytest.mark.parametrize(("type_", "sequence"), [(t, s) for t, rows in SEQUENCES.items() for s in rows])
def test_an_end_before_its_start_is_said(type_: str, sequence: tuple[str, ...]) -> None:
    spec = SPECS[type_]
    assert all(spec.fields[name].kind is Kind.MOMENT for name in sequence)
    first, last = sequence[0], sequence[-1]
    wrong = spec.struct(**{first: Moment("2022-01-08", zone=ZONE), last: Moment("2022-01-07", zone=ZONE)})
    right = spec.struct(**{first: Moment("2022-01-07", zone=ZONE), last: Moment("2022-01-08", zone=ZONE)})
    unclear = spec.struct(**{first: Moment("2022-01-08"), last: Moment("2022-01")})
    assert [(remark.code, remark.field) for remark in contradictions(spec, wrong)] == [("end-before-start", last)]
    assert contradictions(spec, right) == contradictions(spec, unclear) == ()


def test_a_transfer_across_zones_is_not_backwards() -> None:
    """22:30 in Aktau is 23:30 in Almaty: leaving at 22:30 there and arriving at 23:00 here is impossible."""
    left, arrived = Moment("2022-01-07T22:30", zone="Asia/Aqtau"), Moment("2022-01-07T23:00", zone="Asia/Almaty")
    assert codes(Stay(arrived=left, left=arrived)) == ["end-before-start"]
    assert codes(Stay(arrived=left, left=Moment("2022-01-07T23:00", zone="Asia/Aqtau"))) == []


COMPLETE = {
    "p": Person(names=(PersonName(full="А"),)),
    "a": Act(act_type="detention", victim="p", start=Moment("2022-01"), place="almaty"),
    "i": Account(source="s", about=("a",)),
    "c": Consent(subject="p", store="yes"),
}


def minimum(**changed: Record) -> list[gaps.Remark]:
    around = Around(**{**COMPLETE, **changed})
    return list(gaps.minimum_gaps("p", around.records["p"], around))


def test_a_minimum_record_lacks_nothing() -> None:
    assert minimum() == []


@pytest.mark.parametrize(("changed", "expected"), [
    ({"p": Person()}, [gaps.NO_IDENTITY]),
    ({"p": Person(description="unknown man, about 30")}, []),
    ({"a": Act(victim="q")}, [gaps.NO_ACT, gaps.NO_SOURCE]),
    ({"a": Act(victim="p", place="almaty")}, [gaps.NO_DATE]),
    ({"a": Act(victim="p", start=Moment("2022"))}, [gaps.NO_PLACE]),
    ({"a": Act(victim="p", detained=Moment("2022"), place_detail="Алматы")}, []),
    ({"i": Account(about=("a",))}, [gaps.NO_SOURCE]),
    ({"i": Account(source="s", about=("p",))}, []),
    ({"i": Account(source="s", about=("a",), retracted=True)}, [gaps.NO_SOURCE]),
    ({"c": Consent(subject="p")}, [gaps.NO_CONSENT]),
    ({"c": Consent(subject="p", partners="no")}, []),
    ({"c": Consent(subject="p", cannot_ask="dead")}, []),
    ({"c": Consent(subject="q", given_by_person="p", store="yes")}, [gaps.NO_CONSENT]),
    ({"p": Person(description="x", official=True), "c": Consent(subject="q")}, []),
])
def test_each_gap_of_a_minimum_record(changed: dict[str, Record], expected: list[gaps.Remark]) -> None:
    assert minimum(**changed) == expected


def test_what_a_complaint_still_lacks() -> None:
    bare = Act(act_type="detention", victim="p", detained=Moment("2022-01-07"), still_held=True, no_judge=True)
    found = gaps.complaint_gaps("a", bare, Around(a=bare))
    assert [gap.short for gap in found] == ["protocol time", "lawyer", "facility"]
    whole = Act(act_type="detention", victim="p", detained=Moment("2022-01-07"), still_held=True, no_judge=True,
                no_protocol=True, counsel=("not_permitted",))
    stay = Stay(person="p", act="a", place_detail="Автозак")
    assert gaps.complaint_gaps("a", whole, Around(a=whole, s=stay)) == ()
    assert gaps.complaint_gaps("a", whole, Around(a=whole, s=Stay(person="p", act="b", place="x"))) == (
        gaps.NO_FACILITY,)
    beating = Act(act_type="violence_on_arrest", victim="p")
    assert not is_detention(beating)
    assert gaps.complaint_gaps("a", beating, Around()) == ()


def test_the_clocks_count_what_the_act_says() -> None:
    act = Act(
        act_type="detention", detained=Moment("2022-01-07T18:00", "2022-01-07T24:00", zone="Asia/Almaty"),
        protocol=Moment("2022-01-08T09:30", zone="Asia/Almaty"), no_judge=True, limit_ground="mass_riots",
        ended=Moment("2022-01-11T20:00", zone="Asia/Almaty"))
    standing = {clock.limit.key: clock for clock in clocks(detention_of(act), 1_700_000_000)}
    assert standing["court-72h"].standing is Standing.EXCEEDED
    assert standing["court-48h"].binding is False
    assert standing["protocol-3h"].standing is Standing.EXCEEDED
    assert detention_of(Act(limit_ground="unknown")).special_grounds is None
    assert detention_of(Act(limit_ground="ordinary")).special_grounds is False


@pytest.mark.parametrize(("said", "born", "minor"), [
    ("", None, None), ("yes", None, True), ("no", Moment("2010"), False), ("unknown", None, None),
    ("", Moment("2010"), True), ("", Moment("1994", approximate=True), False), ("", Moment("2004"), None),
    ("", Moment("2003"), False), ("", Moment("2004-01-06"), None), ("", Moment("2004-02-01"), True),
])
def test_a_minor_only_where_every_reading_agrees(said: str, born: Moment | None, minor: bool | None) -> None:
    act = Act(detained=Moment("2022-01-07", zone="Asia/Almaty"), minor=said)
    assert detention_of(act, Person(birth=born)).minor is minor
