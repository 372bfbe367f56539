"""Terms of ours over the lists as shipped: what is offered when, and what foreign definitions cannot do."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.law import shipped
from caseapp.domain.local_terms import CLOSED, MOST, overlaid, record_of, term_id
from caseapp.domain.moment import Moment
from caseapp.domain.records.local_term import LocalTerm
from caseapp.domain.vocabulary import Vocabularies
from tests.support.source import ROOT

SHIPPED = shipped(ROOT / "resources")[0]
ONE, OTHER = "0" * 31 + "1", "0" * 31 + "2"


def ours(**values: object) -> LocalTerm:
    return msgspec.structs.replace(LocalTerm(list="means", label_ru="Шлакоблок"), **values)


def test_a_term_of_ours_stands_behind_the_others(vocabularies: Vocabularies) -> None:
    means = overlaid(vocabularies, [(ONE, ours(parent="baton"))])["means"]
    *shipped, last = means.terms.values()
    assert [term.id for term in shipped] == list(vocabularies["means"].terms)
    assert (last.id, record_of(last.id), last.parent) == (term_id(ONE), ONE, "baton")
    assert means.label(last.id, "kk").text == "Шлакоблок"  # the next language that has a word
    assert not means.label(last.id, "ru").verified
    assert overlaid(vocabularies, []) == vocabularies


@pytest.mark.parametrize(("retired", "offered", "not_offered"), [
    ("2022-06-08", "2022-06-07", "2022-06-08"), ("2022-06", "2022-05-31", "2022-06-01"),
    ("2022", "2021-12-31", "2022-01-01"), ("2022-06-08T10:00", "2022-06-07", "2022-06-08"),
])
def test_a_retired_term_is_read_for_ever_and_offered_for_days_before(
    vocabularies: Vocabularies, retired: str, offered: str, not_offered: str,
) -> None:
    means = overlaid(vocabularies, [(ONE, ours(retired=Moment(retired)))])["means"]
    assert means.label(term_id(ONE), "ru").text == "Шлакоблок"
    assert term_id(ONE) in [term.id for term in means.choices(offered)]
    assert term_id(ONE) not in [term.id for term in means.choices(not_offered)]


def test_a_withdrawn_term_is_read_and_never_offered(vocabularies: Vocabularies) -> None:
    means = overlaid(vocabularies, [(ONE, ours(retracted=True))])["means"]
    assert means.label(term_id(ONE), "ru").known
    assert term_id(ONE) not in [term.id for term in means.choices("1999-01-01")]


@pytest.mark.parametrize("values", [
    {"list": "no_such_list"}, {"list": "consent_answer"}, {"label_ru": ""}, {"label_ru": "под\u202eделка"},
    {"label_ru": "ш" * 5_000},
])
def test_what_cannot_be_a_term_is_none(vocabularies: Vocabularies, values: dict[str, object]) -> None:
    found = overlaid(vocabularies, [(ONE, ours(**values))])
    assert {name: set(found[name].terms) for name in found} == {name: set(vocabularies[name].terms) for name in found}


def test_broader_terms_that_lead_nowhere_or_round_are_cut(vocabularies: Vocabularies) -> None:
    ring = [(ONE, ours(parent=term_id(OTHER))), (OTHER, ours(label_ru="Другое слово", parent=term_id(ONE)))]
    means = overlaid(vocabularies, [*ring, ("0" * 31 + "3", ours(parent="nowhere", huridocs="not a code"))])["means"]
    for term in means.terms:
        assert len(list(means.ancestors(term))) < 3
    assert means.terms[term_id("0" * 31 + "3")].code == ""


@given(st.lists(st.tuples(st.sampled_from([f"{n:032x}" for n in range(6)]), st.sampled_from("абв")), max_size=6))
def test_the_order_of_arrival_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    from_here = {id_: ours(label_ru=label) for id_, label in pairs}
    assert _words(from_here) == _words(dict(reversed(from_here.items())))


def _words(added: dict[str, LocalTerm]) -> list[str]:
    means = overlaid(SHIPPED, added.items())["means"]
    return [term.id for term in means.terms.values()]


def test_no_flood_reaches_a_form(vocabularies: Vocabularies) -> None:
    many = [(f"{n:032x}", ours(label_ru=f"Слово {n}")) for n in range(MOST + 10)]
    assert len(overlaid(vocabularies, many)["means"].terms) == len(vocabularies["means"].terms) + MOST


def test_closed_lists_are_lists(vocabularies: Vocabularies) -> None:
    assert set(vocabularies) > CLOSED
