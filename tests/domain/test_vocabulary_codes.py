"""Our terms against the codes of the standard, and the traps in its material."""

import pytest

from caseapp.domain.vocabulary import Vocabularies, Vocabulary, parse
from tests.domain.huridocs_lists import LISTS, lines
from tests.domain.huridocs_parts import PRESETS, codes

# Where our English differs from the standard's: its slip is mended, or our scale is another that maps to it.
OURS = {
    "MT41": {"01.02": "Confirmed as an act similar to a violation", "01.03": "Confirmed as not a violation"},
    "MT42": {"01": "A – completely reliable", "02": "B – usually reliable", "03": "C – fairly reliable",
             "04": "D – not usually reliable", "05": "E – unreliable", "99": "F – cannot be judged"},
}


def of_list(vocabularies: Vocabularies, name: str) -> Vocabulary:
    (found,) = (vocabulary for vocabulary in vocabularies.values() if vocabulary.list == name)
    return found


def mapping(vocabulary: Vocabulary) -> dict[str, str]:
    return {term.code: term.labels["en"] for term in vocabulary.terms.values() if term.code}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_used_in_full_has_every_code_with_its_term(vocabularies: Vocabularies, name: str) -> None:
    assert mapping(of_list(vocabularies, name)) == {**lines(name), **OURS.get(name, {})}


def test_the_comparison_notices_two_codes_exchanged() -> None:
    swapped = parse("v", 'id = "v"\nterms = [{ id = "a", code = "02", en = "Likely" },'
                         ' { id = "b", code = "04", en = "Unlikely" }]')
    assert mapping(swapped) != {code: lines("MT41")[code] for code in ("02", "04")}


@pytest.mark.parametrize("name", ["MT02", "MT03", "MT05", "MT15", "MT17", "MT23", "MT26"])
def test_a_list_used_in_part_has_exactly_the_codes_chosen(vocabularies: Vocabularies, name: str) -> None:
    assert {term.code for term in of_list(vocabularies, name).terms.values() if term.code} == codes(name)


def test_types_of_acts_have_codes_of_the_standard_and_no_verdicts(vocabularies: Vocabularies) -> None:
    acts = vocabularies["act_type"]
    known = codes("MT04") | {"10.01", "35"}
    assert {code for term in acts.terms.values() for code in (term.code, *term.also) if code} == known
    verdicts = ("torture", "arbitrary", "enforced", "murder", "extra-judicial", "illegal")
    for term in acts.terms.values():
        assert not any(word in term.labels["en"].lower() for word in verdicts), term.id
    for preset in acts.tagged("preset"):
        assert not any(word in preset.labels["ru"].lower() for word in ("пытк", "произвольн", "насильственное исч"))


def test_one_code_has_one_finer_term(vocabularies: Vocabularies) -> None:
    """Presets may share a code; below them each code belongs to one term, so that exchange can come back."""
    finer = [t.code for t in vocabularies["act_type"].terms.values() if t.code and "preset" not in t.tags]
    assert sorted(finer) == sorted(set(finer))
    for vocabulary in vocabularies.values():
        if vocabulary.list and vocabulary.list != "MT04":
            own = [term.code for term in vocabulary.terms.values() if term.code]
            assert sorted(own) == sorted(set(own)), vocabulary.id


def test_the_presets_and_their_codes(vocabularies: Vocabularies) -> None:
    presets = vocabularies["act_type"].tagged("preset")
    assert [term.id for term in presets] == list(PRESETS)
    for term in presets:
        own, beside = PRESETS[term.id]
        assert {code for code in (term.code, *term.also) if code} == own, term.id
        fields = {"MT05": "methods", "MT29": "detention_type", "MT30": "whereabouts", "MT36": "statements_signed"}
        offered = {
            name: {of_list(vocabularies, name).terms[one].code for one in term.suggests[field]}
            for name, field in fields.items() if field in term.suggests
        }
        assert offered == beside, term.id


def test_likely_and_unlikely_are_not_exchanged(vocabularies: Vocabularies) -> None:
    status = vocabularies["violation_status"]
    assert [(term.id, term.code) for term in status.terms.values()] == [
        ("confirmed", "01"), ("confirmed_violation", "01.01"), ("confirmed_similar", "01.02"),
        ("confirmed_not_violation", "01.03"), ("unlikely", "02"), ("possible", "03"), ("likely", "04"),
        ("unknown", "99"),
    ]
    assert status.label("unlikely", "ru").text == "Маловероятно"
    assert status.label("likely", "ru").text == "Вероятно"
    assert status.label("unlikely", "kk").text == "Екіталай"


def test_counsel_and_humanitarian_organisation_are_not_exchanged(vocabularies: Vocabularies) -> None:
    whereabouts = vocabularies["whereabouts"]
    for permitted in ("permitted", "not_permitted"):
        assert "адвокат" in whereabouts.label(f"counsel_{permitted}", "ru").text
        assert "гуманитарн" in whereabouts.label(f"humanitarian_{permitted}", "ru").text
        assert ("не разреш" in whereabouts.label(f"counsel_{permitted}", "ru").text) == permitted.startswith("not")


def test_detained_and_fugitive_are_not_exchanged(vocabularies: Vocabularies) -> None:
    status = vocabularies["perpetrator_status"]
    for post, code in (("in_post", "01"), ("dismissed", "02")):
        assert status.terms[f"{post}_charged_detained"].code == f"{code}.02.02"
        assert "под стражей" in status.label(f"{post}_charged_detained", "ru").text
        assert status.terms[f"{post}_charged_fugitive"].code == f"{code}.02.03"
        assert "скрывается" in status.label(f"{post}_charged_fugitive", "ru").text


def test_no_foreign_contingent_is_forced_into_occupying_forces(vocabularies: Vocabularies) -> None:
    kinds = vocabularies["perpetrator_type"]
    assert kinds.terms["foreign_contingent"].code == ""
    assert kinds.terms["occupying"].code == "03"


def test_unknown_grades_come_last_and_are_named_as_such(vocabularies: Vocabularies) -> None:
    for name, term in (("source_reliability", "f"), ("credibility", "6")):
        assert next(reversed(vocabularies[name].terms)) == term
        assert "cannot be judged" in vocabularies[name].label(term, "en").text
