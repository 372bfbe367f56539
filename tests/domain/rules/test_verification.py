"""Which step follows which, who may approve, and how many origins accounts have."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.records.account import Account
from caseapp.domain.records.source import Source
from caseapp.domain.rules.remark import AnyRecord
from caseapp.domain.rules.verification import (
    APPROVED,
    INTAKE,
    STEPS,
    Signed,
    approves_own,
    may_follow,
    origins,
    standing,
)
from caseapp.domain.spec import Record, RecordId
from caseapp.domain.vocabulary import Vocabularies

SIGNED = st.builds(Signed, st.sampled_from("abc"), st.integers(0, 50))


class Here:
    """A few records by id."""

    def __init__(self, **records: Record) -> None:
        self._records = records

    def get(self, id: RecordId, struct: type[AnyRecord]) -> AnyRecord | None:
        found = self._records.get(id)
        return found if isinstance(found, struct) else None

    def pointing_at(self, id: RecordId, struct: type[AnyRecord]) -> Sequence[tuple[RecordId, AnyRecord]]:
        return []

    def count(self, *ids: str) -> int:
        accounts = [(id_, record) for id_ in ids if isinstance(record := self._records[id_], Account)]
        return len(origins(accounts, self))


def test_the_steps_are_those_of_the_list(vocabularies: Vocabularies) -> None:
    assert list(STEPS) == list(vocabularies["verification_state"].terms)
    assert {after for steps in STEPS.values() for after in steps} == set(STEPS)


def test_approval_comes_last_and_nothing_is_final() -> None:
    assert [before for before, steps in STEPS.items() if APPROVED in steps] == ["legally_reviewed"]
    for start in STEPS:
        reached, new = {start}, {start}
        while new:
            new = {after for one in new for after in STEPS[one]} - reached
            reached |= new
        assert reached == set(STEPS), start


@pytest.mark.parametrize(("before", "after", "allowed"), [
    ("", "reviewed", True), (INTAKE, APPROVED, False), ("reviewed", APPROVED, False), ("approved", "disputed", True),
    ("approved", "approved", True), ("of_tomorrow", INTAKE, True), ("of_tomorrow", APPROVED, False),
])
def test_a_step_follows_or_not(before: str, after: str, allowed: bool) -> None:
    assert may_follow(before, after) is allowed


def test_only_the_author_of_the_newest_facts_may_not_approve() -> None:
    facts = [Signed("a", 1), Signed("b", 5), Signed("a", 3)]
    assert approves_own(facts, "b")
    assert not approves_own(facts, "a")
    assert not approves_own([], "a")


@given(st.lists(SIGNED, max_size=8), SIGNED)
def test_an_approval_counts_if_others_wrote_it_and_nobody_wrote_since(facts: list[Signed], step: Signed) -> None:
    where = standing(APPROVED, step, facts)
    newest = max(facts, key=lambda one: one.clock, default=None)
    if where.counts and newest is not None:
        assert newest.clock <= step.clock
        assert any(one.author != step.author for one in facts)
    assert where.changed == (newest is not None and newest.clock > step.clock)
    assert not standing("reviewed", step, facts).counts


def test_repeating_is_not_corroborating() -> None:
    here = Here(
        post=Account(source="channel"), copy=Account(source="other_channel", origin="post"),
        copy_of_copy=Account(source="agency", origin="copy"), alone=Account(source="witness"),
        again=Account(source="witness"), relayed=Account(source="relay"), bare=Account(),
        ring_a=Account(source="channel", origin="ring_b"), ring_b=Account(source="channel", origin="ring_a"),
        channel=Source(), other_channel=Source(), agency=Source(), witness=Source(), relay=Source(origin="channel"),
    )
    assert here.count("post", "copy", "copy_of_copy") == 1
    assert here.count("post", "alone") == 2
    assert here.count("alone", "again") == 1  # one witness twice
    assert here.count("post", "relayed") == 1  # the agency gets it from the channel
    assert here.count("post", "bare") == 2
    assert here.count("ring_a", "ring_b") == 1
