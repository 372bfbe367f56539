"""Whatever records hold, a case file comes out: no crash, nothing shown is lost, nothing withheld is found."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.disclosure.audience import Audience
from caseapp.domain.entity import Entity
from caseapp.domain.law import shipped
from caseapp.domain.records import ALL
from caseapp.domain.records.person import Person
from caseapp.domain.spec import Kind, Record, RecordSpec
from caseapp.domain.vocabulary import Vocabularies
from caseapp.dossier.forms.d1_case_file import build
from caseapp.dossier.outline import shown
from caseapp.dossier.pdf.text import printable
from caseapp.dossier.press import press
from tests.disclosure.languages import ENGLISH
from tests.dossier import cases
from tests.dossier.sheets import faces, squeeze, texts
from tests.support.records import full_record


@cache
def vocabularies() -> Vocabularies:
    return shipped(Path(__file__).parents[2] / "resources")[0]


def tied(spec: RecordSpec, record: Record, ids: Sequence[str], draw: st.DrawFn) -> Record:
    """The record with its links leading to records of the same case, to nothing, or outside it."""
    changed: dict[str, Any] = {name: getattr(record, name) for name in record.__struct_fields__}
    for name, field in spec.fields.items():
        if field.kind is Kind.REF:
            changed[name] = draw(st.sampled_from([*ids, ""]))
        elif field.kind is Kind.REFS:
            changed[name] = tuple(draw(st.lists(st.sampled_from(ids), unique=True, max_size=3)))
    return spec.struct(**{**changed, "retracted": False})


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Entity, ...]:
    specs = [*ALL, *(spec for spec in ALL if spec.type in ("person", "act", "account"))]
    ids = [cases.id_of(n) for n in range(len(specs))]
    made = [draw(full_record(spec, vocabularies())) for spec in specs]
    return tuple(
        Entity(id, spec.type, "", tied(spec, record, ids, draw))
        for id, spec, record in zip(ids, specs, made, strict=True)
    )


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(graphs(), st.sampled_from(list(Audience)))
def test_any_case_becomes_a_file(entities: tuple[Entity, ...], audience: Audience) -> None:
    case = replace(cases.case_file(audience), entities=entities)
    one = build(case, cases.SPECS, ENGLISH, vocabularies())
    pdf = press(one, faces())
    extracted, _ = texts(pdf, one.document.running)
    lost = [text for text in shown(one.document)
            if len(text) <= 1400 and squeeze(printable(text, faces(), "CaseappSerif")) not in extracted]
    assert lost == []
    people = [e for e in entities if isinstance(e.record, Person) and e.id in one.disclosed.pseudonyms]
    assert {e.id for e in people} <= set(one.disclosed.verdicts)
