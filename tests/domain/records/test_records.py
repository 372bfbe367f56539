"""Every record type: declared once and whole, and the same after a journey through its stored form."""

import ast
from pathlib import Path
from typing import Annotated

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain import spec as spec_module
from caseapp.domain.canonical import NotCanonical, encode
from caseapp.domain.law import shipped
from caseapp.domain.policy import Merge
from caseapp.domain.records import ALL
from caseapp.domain.records.consent import ANSWERS, NOT_ASKED, PURPOSES, Consent
from caseapp.domain.records.person import SPEC as PERSON
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordSpec, Section, Sensitivity, record_spec
from caseapp.domain.text import N_
from tests.support.records import full_record, records

ROOT = Path(__file__).resolve().parents[3]
VOCABULARIES = shipped(ROOT / "resources")[0]
BY_TYPE = pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.type)
_HOLDS = {
    Kind.LINE: "", Kind.TEXT: "", Kind.INTEGER: None, Kind.FLAG: False, Kind.TERM: "", Kind.TERMS: (),
    Kind.MOMENT: None, Kind.NAMES: (), Kind.IDENTIFIERS: (), Kind.REF: "", Kind.REFS: (),
    Kind.BLOB: None, Kind.POINT: None,
}


def unmarked(source: str) -> list[str]:
    """Labels and helps in a module of record types that no catalogue would ever hold."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        shown = {"FieldSpec": node.args[1:2], "Section": node.args[1:2], "record_spec": node.args[2:4]}
        texts = shown.get(node.func.id, [])
        texts += [keyword.value for keyword in node.keywords if keyword.arg in ("help", "label")]
        found += [ast.unparse(text) for text in texts if ast.unparse(text)[:3] != "N_("]
    return found


def test_the_types_in_their_order() -> None:
    assert [spec.type for spec in ALL] == [
        "incident", "incident_link", "person", "organisation", "relationship", "address", "act", "involvement", "stay",
        "safeguard", "body_mark", "medical_finding", "order", "source", "account", "interview", "consent", "charge",
        "hearing", "remedy_step", "intervention", "finding", "reported_figure", "published_entry", "exhibit",
        "custody_entry", "place", "case", "task", "note", "match_decision",
        "verification", "local_term", "custom_field",
    ]


def _blank(field: FieldSpec) -> object:
    """What stands in a field that nobody wrote: of a protective one, what its policy says."""
    return field.merge.rank.default if field.merge.rank is not None else _HOLDS[field.kind]


@BY_TYPE
def test_specs_and_structs_say_the_same(spec: RecordSpec) -> None:
    assert set(spec.fields) == set(spec.struct.__struct_fields__)
    blank = spec.struct()
    for name, field in spec.fields.items():
        assert field.name == name
        assert getattr(blank, name) == _blank(field), name
    used = {field.section for field in spec.fields.values()}
    assert used == {section.key for section in spec.sections}


@BY_TYPE
def test_kinds_come_with_what_they_need(spec: RecordSpec) -> None:
    types = {one.type for one in ALL}
    for name, field in spec.fields.items():
        assert bool(field.vocabulary) == (field.kind in (Kind.TERM, Kind.TERMS, Kind.ANSWER)), name
        assert bool(field.targets) == (field.kind in (Kind.REF, Kind.REFS)), name
        assert set(field.targets) <= types, name
        many = field.kind in (Kind.TERMS, Kind.NAMES, Kind.IDENTIFIERS, Kind.REFS)
        assert (field.merge.merge is Merge.SET) == many, name
        assert field.kind is not Kind.ANSWER or field.merge.merge is Merge.PROTECTIVE, name
        if field.merge.rank is not None:
            assert field.merge.rank.default in field.merge.rank.order, name
            assert field.kind is Kind.ANSWER or field.merge.rank.default == _HOLDS[field.kind], name


@BY_TYPE
def test_a_condition_names_terms_of_a_list(spec: RecordSpec) -> None:
    for one in (*spec.sections, *spec.fields.values()):
        if one.when is not None:
            vocabulary = VOCABULARIES[spec.fields[one.when.field].vocabulary]
            assert set(one.when.terms) <= set(vocabulary.terms)


@pytest.mark.parametrize("path", sorted((ROOT / "caseapp/domain/records").glob("*.py")), ids=lambda p: p.stem)
def test_all_labels_are_marked_for_translation(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8")) == []


def test_an_unmarked_label_is_noticed() -> None:
    assert unmarked('FieldSpec(Kind.LINE, "Name", help=N_("x"))') == ["'Name'"]
    assert unmarked('FieldSpec(Kind.LINE, N_("Name"), help="x")') == ["'x'"]
    assert unmarked('record_spec("person", P, N_("P"), "Ps", ())') == ["'Ps'"]


@BY_TYPE
@settings(max_examples=12)
@given(data=st.data())
def test_stored_and_read_back_it_is_the_same(spec: RecordSpec, data: st.DataObject) -> None:
    for record in (data.draw(records(spec, VOCABULARIES)), data.draw(full_record(spec, VOCABULARIES))):
        stored = msgspec.to_builtins(record)
        assert msgspec.convert(stored, spec.struct) == record
        assert msgspec.json.decode(encode(stored), type=spec.struct) == record


@BY_TYPE
def test_foreign_fields_and_kinds_are_refused(spec: RecordSpec) -> None:
    assert msgspec.convert({}, spec.struct) == spec.struct()
    for foreign in ({"of_tomorrow": 1}, {"retracted": "yes"}, {"remarks": 3}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(foreign, spec.struct)


def test_a_float_would_not_be_stored() -> None:
    """The negative control of the round trip: what is hashed holds no floats, so no kind may make one."""
    with pytest.raises(NotCanonical):
        encode({"position": 43.2})


def test_twelve_purposes_closed_unless_asked() -> None:
    assert [name for name, field in PERSON_CONSENT.items() if field.kind is Kind.ANSWER] == list(PURPOSES)
    assert set(VOCABULARIES["consent_answer"].terms) == set(ANSWERS)
    assert all(getattr(Consent(), purpose) == NOT_ASKED for purpose in PURPOSES)


@pytest.mark.parametrize(("answers", "joined"), [
    (["yes", "no"], "no"), (["no", "withdrawn"], "withdrawn"), (["yes", "not_asked"], "not_asked"),
    (["conditional", "yes"], "conditional"), (["yes"], "yes"), ([], "not_asked"), (["yes", "of tomorrow"], "withdrawn"),
])
def test_the_stricter_answer_wins(answers: list[str], joined: str) -> None:
    rank = PERSON_CONSENT["treaty_body"].merge.rank
    assert rank is not None
    assert rank.join(answers) == joined


def test_doubt_about_an_official_counts_as_no_and_about_a_withheld_name_as_yes() -> None:
    official, withheld = PERSON.fields["official"].merge.rank, PERSON.fields["name_withheld"].merge.rank
    assert official is not None
    assert withheld is not None
    assert official.join([True, False]) is False
    assert withheld.join([True, False]) is True


def test_what_reaches_a_person_stays_inside() -> None:
    for name in ("phone", "email", "address", "safe_channel"):
        assert PERSON.fields[name].sensitivity is Sensitivity.INTERNAL, name
        assert PERSON.fields[name].identifies, name
    assert FieldSpec(Kind.LINE, "x").sensitivity is Sensitivity.INTERNAL


@BY_TYPE
def test_whatever_names_somebody_goes_with_the_name(spec: RecordSpec) -> None:
    for name, field in spec.fields.items():
        if field.kind in (Kind.NAMES, Kind.IDENTIFIERS):
            assert field.identifies, name


def test_a_field_without_section_or_spec_is_refused() -> None:
    class Stray(Record, frozen=True, kw_only=True):
        there: Annotated[str, FieldSpec(Kind.LINE, N_("There"), section="nowhere")] = ""

    class Bare(Record, frozen=True, kw_only=True):
        bare: str = ""

    for struct in (Stray, Bare):
        with pytest.raises(TypeError):
            record_spec("toy", struct, "Toy", "Toys", (Section("main", "Main"),))
        spec_module.field_specs.cache_clear()


PERSON_CONSENT = next(spec for spec in ALL if spec.type == "consent").fields
