"""Definitions of fields as a merge may bring them: what no form could bear is left out, and nothing breaks."""

import copy
from pathlib import Path

import pytest

from caseapp.domain import records
from caseapp.domain.local_fields import MOST, definition_of, field_name, grown, list_name
from caseapp.domain.records.custom_field import CustomField
from caseapp.domain.records.person import Person
from caseapp.domain.spec import OWN_BLANKS, Kind, declared
from caseapp.domain.text import OwnWords
from caseapp.runtime.languages import load

SHIPPED = {spec.type: spec for spec in records.ALL}
ID = "0" * 31 + "1"


def one(**values: object) -> list[tuple[str, CustomField]]:
    return [(ID, CustomField(**{"of": "person", "kind": "line", "label_en": "Nickname", **values}))]


@pytest.mark.parametrize("values", [
    {"label_en": "a\u202eb"}, {"label_en": ""}, {"label_en": "x" * 5000}, {"kind": "blob"}, {"kind": ""},
    {"kind": "ref", "to": "nothing"}, {"of": "nothing"}, {"of": "match_decision"}, {"of": "custom_field"},
])
def test_what_no_form_could_bear_is_left_out(values: dict[str, object]) -> None:
    found = grown(SHIPPED, one(**values))
    assert all(found[type_] is spec for type_, spec in SHIPPED.items())


def test_there_is_an_end_to_it() -> None:
    many = [(f"{n:032x}", CustomField(of="act", kind="line", label_en=f"Field {n}", order=-n))
            for n in range(MOST + 50)]
    found = grown(SHIPPED, many)["act"]
    own = [name for name in found.fields if definition_of(name)]
    assert len(own) == MOST
    assert own[0] == field_name("line", f"{MOST + 49:032x}")


def test_one_class_for_one_shape_and_the_declared_one_behind_it() -> None:
    here, there = grown(SHIPPED, one())["person"], grown(SHIPPED, one(label_en="Street name", table=True))["person"]
    assert here.struct is there.struct
    assert issubclass(here.struct, Person)
    assert declared(here.struct) is Person is declared(Person)
    assert here.fields != there.fields


def test_a_record_read_before_says_nothing_of_the_field() -> None:
    for kind, blank in OWN_BLANKS.items():
        assert getattr(Person(), field_name(kind, ID)) == blank
    for wrong in ("nothing", "x_blob_" + ID, "x_"):
        with pytest.raises(AttributeError):
            getattr(Person(), wrong)


def test_own_lists_and_shipped_ones() -> None:
    assert grown(SHIPPED, one(kind="term"))["person"].fields[field_name("term", ID)].vocabulary == list_name(ID)
    assert grown(SHIPPED, one(kind="term", list="sex"))["person"].fields[field_name("term", ID)].vocabulary == "sex"
    assert grown(SHIPPED, one(list="sex"))["person"].fields[field_name("line", ID)].vocabulary == ""


def test_every_kind_of_a_field_is_one_of_the_program() -> None:
    assert {Kind(kind).value for kind in OWN_BLANKS} == set(OWN_BLANKS)


def test_words_of_people_are_said_in_their_language_and_survive_travel(tmp_path: Path) -> None:
    words = OwnWords({"ru": "Кличка", "kk": "Лақап", "en": ""})
    said = {code: load(tmp_path, code).text(words) for code in ("en", "ru", "kk")}
    assert said == {"en": "Кличка", "ru": "Кличка", "kk": "Лақап"}
    again = copy.deepcopy(words)
    assert again == words
    assert again.labels == words.labels
    with pytest.raises(ValueError, match="no words"):
        OwnWords({"en": ""})
