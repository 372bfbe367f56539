"""Who travels with a case, and above all who does not."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from caseapp.domain.spec import Kind, RecordSpec
from caseapp.exchange.closure import CASES, Backlink, Field, Link, Rules, closure
from caseapp.history.ids import RecordKey


class Toy:
    """Records as ``type:name``; links as written."""

    def __init__(self, links: dict[str, dict[str, list[str]]], blobs: dict[str, list[bytes]] | None = None,
                 raised: frozenset[str] = frozenset()) -> None:
        self._links = [
            (key(record), field, key(target))
            for record, fields in links.items() for field, targets in fields.items() for target in targets
        ]
        self._blobs = blobs or {}
        self._raised = raised

    def links(self, record: RecordKey) -> Iterable[Link]:
        return [Link(field, target) for source, field, target in self._links if source == record]

    def pointing_at(self, record: RecordKey) -> Iterable[Backlink]:
        return [Backlink(source, field) for source, field, target in self._links if target == record]

    def raised(self, record: RecordKey, flag: str) -> bool:
        return flag == "for_colleague" and ":".join(record) in self._raised

    def blobs(self, record: RecordKey) -> Iterable[bytes]:
        return self._blobs.get(":".join(record), [])


def key(text: str) -> RecordKey:
    return RecordKey(*text.split(":"))


# Two victims of one evening; A's case travels. The witness W saw both; the officer O is named for both.
EVENING: dict[str, dict[str, list[str]]] = {
    "case:A": {"persons": ["person:A"], "incidents": ["incident:I"], "lawyer": ["person:L"]},
    "case:B": {"persons": ["person:B"], "incidents": ["incident:I"], "acts": ["act:A"]},
    "incident:I": {"place": ["place:P"]},
    "act:A": {"victim": ["person:A"], "incident": ["incident:I"], "authority": ["organisation:G"]},
    "act:B": {"victim": ["person:B"], "incident": ["incident:I"]},
    "involvement:AO": {"act": ["act:A"], "perpetrator": ["person:O"]},
    "involvement:BO": {"act": ["act:B"], "perpetrator": ["person:O"]},
    "stay:A": {"person": ["person:A"], "act": ["act:A"], "place": ["place:Q"]},
    "stay:A2": {"person": ["person:A"], "place": ["place:Q"]},
    "stay:B": {"person": ["person:B"], "act": ["act:B"], "place": ["place:Q"]},
    "source:W": {"who": ["person:W"], "origin": ["source:B"]},
    "source:B": {"who": ["person:B"]},
    "verification:A": {"subject": ["act:A"]},
    "verification:B": {"subject": ["act:B"]},
    "account:both": {"source": ["source:W"], "about": ["act:A", "act:B", "person:B"], "exhibits": ["exhibit:E"],
                     "origin": ["account:B"]},
    "account:B": {"source": ["source:W"], "about": ["act:B"]},
    "exhibit:E": {"linked": ["act:A", "act:B", "person:B"], "derived_from": ["exhibit:raw"]},
    "exhibit:B": {"linked": ["act:B"]},
    "consent:A": {"subject": ["person:A"]},
    "consent:B": {"subject": ["person:B"]},
    "consent:W": {"subject": ["source:W"], "given_by_person": ["person:W"]},
    "relationship:AB": {"subject": ["person:A"], "other": ["person:B"]},
    "relationship:AL": {"subject": ["person:L"], "other": ["person:A"]},
    "match_decision:AL": {"one": ["person:A"], "other": ["person:L"]},
    "match_decision:AB": {"one": ["person:A"], "other": ["person:B"]},
    "place:P": {"parent": ["place:city"]},
    "safeguard:A": {"person": ["person:A"], "act": ["act:A"]},
    "charge:A": {"person": ["person:A"], "by": ["organisation:G"]},
    "charge:B": {"person": ["person:B"]},
    "hearing:both": {"persons": ["person:A", "person:B"], "charges": ["charge:A", "charge:B"], "act": ["act:B"],
                     "court": ["organisation:court"]},
    "hearing:B": {"persons": ["person:B"], "act": ["act:B"]},
    "remedy_step:both": {"persons": ["person:A", "person:B"], "about": ["act:B", "hearing:B"]},
    "intervention:both": {"victims": ["person:A", "person:B"]},
    "finding:both": {"about": ["act:A", "act:B"]},
    "published_entry:A": {"person": ["person:A"]},
    "body_mark:A": {"person": ["person:A"], "act": ["act:A"], "finding": ["medical_finding:A"]},
    "body_mark:B": {"person": ["person:B"], "act": ["act:B"]},
    "medical_finding:A": {"person": ["person:A"], "acts": ["act:A", "act:B"], "consent": ["consent:A"]},
    "medical_finding:B": {"person": ["person:B"], "acts": ["act:B"]},
    "order:both": {"acts": ["act:A", "act:B"], "given_by": ["organisation:G"]},
    "order:B": {"acts": ["act:B"], "given_by": ["organisation:G"]},
    "interview:W": {"person": ["source:W"], "accounts": ["account:both", "account:B"], "exhibits": ["exhibit:B"]},
    "interview:B": {"person": ["person:B"], "accounts": ["account:B"]},
    "address:A": {"person": ["person:A"]},
    "address:W": {"person": ["source:W"]},
    "custody_entry:E": {"exhibit": ["exhibit:E"], "place": ["place:Q"]},
    "custody_entry:B": {"exhibit": ["exhibit:B"]},
    "task:both": {"about": ["act:A", "act:B"]},
    "task:A": {"about": ["act:A"]},
    "note:A": {"about": ["person:A", "act:A"]},
    "incident_link:I": {"incident": ["incident:I"], "other": ["incident:other"]},
}
TRAVELS = {
    "case:A", "person:A", "incident:I", "person:L", "act:A", "organisation:G", "involvement:AO", "person:O", "stay:A",
    "stay:A2", "source:W", "person:W", "account:both", "exhibit:E", "exhibit:raw", "consent:A", "consent:W",
    "relationship:AL", "match_decision:AL", "place:P", "place:Q", "place:city", "safeguard:A", "charge:A",
    "hearing:both", "organisation:court", "remedy_step:both", "intervention:both", "finding:both", "published_entry:A",
    "verification:A",
    "body_mark:A", "medical_finding:A", "order:both", "interview:W", "address:A", "custody_entry:E",
}


def names(
    rules: Rules = CASES, roots: tuple[str, ...] = ("case:A",), raised: frozenset[str] = frozenset()
) -> set[str]:
    found = closure(Toy(EVENING, raised=raised), [key(root) for root in roots], rules)
    assert list(found.records) == sorted(set(found.records))
    return {":".join(record) for record in found.records}


def test_exactly_these_travel() -> None:
    assert names() == TRAVELS


def test_nothing_of_the_other_victim_travels() -> None:
    assert not {name for name in names() if name.endswith((":B", ":BO"))}
    assert "address:W" not in names(), "how to reach a witness is not for whoever gets the case"
    assert "relationship:AB" not in names()
    assert "match_decision:AB" not in names()


@pytest.mark.parametrize("weak", [
    replace(CASES, mentions=frozenset()),
    replace(CASES, bridges=frozenset(), companions=CASES.companions | {Field("relationship", "subject")}),
    replace(CASES, companions=CASES.companions | {Field("case", "incidents"), Field("act", "incident")},
            subjects=CASES.subjects | {Field("case", "incidents")}),
    replace(CASES, companions=CASES.companions | {Field("relationship", "other")}, bridges=frozenset(),
            mentions=frozenset()),
])
def test_negative_control_weaker_rules_give_the_other_victim_away(weak: Rules) -> None:
    assert {"person:B", "case:B", "act:B"} & names(weak)


def test_two_cases_are_the_union_with_what_lies_between() -> None:
    both = names(roots=("case:A", "case:B"))
    assert both > TRAVELS
    assert {"person:B", "act:B", "relationship:AB", "consent:B"} <= both


def test_consents_of_all_who_travel_travel() -> None:
    graph = Toy(EVENING)
    for record in closure(graph, [key("case:A")]).records:
        for back in graph.pointing_at(record):
            if back.record.type == "consent" and back.field == "subject":
                assert ":".join(back.record) in TRAVELS


def test_files_of_the_travelling_records_only() -> None:
    graph = Toy(EVENING, {"exhibit:E": [b"2", b"1"], "exhibit:raw": [b"1"], "exhibit:B": [b"3"]})
    assert closure(graph, [key("case:A")]).blobs == (b"1", b"2")


def test_circles_end() -> None:
    graph = Toy({"case:1": {"persons": ["person:1"]}, "person:1": {"photograph": ["exhibit:1"]},
                 "exhibit:1": {"derived_from": ["exhibit:2"]}, "exhibit:2": {"derived_from": ["exhibit:1"]}})
    assert len(closure(graph, [key("case:1")]).records) == 4


def _named(rules: Rules) -> set[Field]:
    first = rules.subjects | rules.deeds_named | rules.deeds | rules.companions
    return set(first | rules.guards | rules.bridges | rules.mentions | rules.at_home)


def test_the_rules_name_fields_that_exist(record_specs: dict[str, RecordSpec]) -> None:
    for field in _named(CASES):
        spec = record_specs[field.type].fields[field.name]
        assert spec.kind in (Kind.REF, Kind.REFS)
    assert "victims" not in record_specs["act"].fields  # negative control: the look-up can fail


def test_our_own_thoughts_stay_at_home_and_would_go_without_the_rule() -> None:
    assert not {"task:A", "note:A"} & names()
    assert {"task:A", "note:A"} <= names(replace(CASES, at_home=frozenset()))


def test_a_task_for_a_colleague_goes_with_all_that_it_is_about_and_else_stays() -> None:
    meant = frozenset({"task:A", "task:both"})
    assert names(raised=meant) == TRAVELS | {"task:A"}
    assert names(roots=("case:A", "case:B"), raised=meant) >= {"task:A", "task:both"}
    assert names(raised=frozenset({"note:A"})) == TRAVELS, "a note is for nobody"
    # negative control: a task that went by its first link would tell of the other victim's act
    assert "task:both" in names(replace(CASES, at_home=CASES.at_home - {Field("task", "about")}))


def test_a_field_of_ours_brings_places_and_bodies_and_nobody_else() -> None:
    """Whoever was a cell mate, or saw an act, by a field that people made: their story stays where it is."""
    ours = "x_ref_" + "0" * 32
    found = {":".join(record) for record in closure(Toy({
        "case:A": {"persons": ["person:A"]}, "act:A": {"victim": ["person:A"]}, "act:B": {"victim": ["person:B"]},
        "person:A": {ours: ["person:B", "act:B", "organisation:U", "place:P"]}, "person:W": {ours: ["act:A"]},
    }), [key("case:A")]).records}
    assert found == {"case:A", "person:A", "act:A", "organisation:U", "place:P"}
