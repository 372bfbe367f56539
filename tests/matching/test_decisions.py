"""Laws of match decisions: transitive, independent of order and repetition, contradictions shown and never resolved."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from caseapp.matching.decisions import ANSWERS, DIFFERENT, SAME, UNSURE, Decided, Decisions, Relation

IDS = tuple("abcdef")
said = st.builds(Decided, st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(ANSWERS), st.sampled_from("12"))
lists = st.lists(said, max_size=14)


def table(decided: Decisions) -> dict[tuple[str, str], Relation]:
    return {pair: decided.relation(*pair) for pair in combinations(IDS, 2)}


def oracle(decided: list[Decided]) -> dict[tuple[str, str], Relation]:
    """By walking: who is reached over "same", whether anybody in reach was told apart."""
    def reached(id_: str) -> frozenset[str]:
        seen = {id_}
        while True:
            more = {b for one in decided if one.answer == SAME for a, b in ((one.one, one.other), (one.other, one.one))
                    if a in seen} - seen
            if not more:
                return frozenset(seen)
            seen |= more

    apart = [(one.one, one.other) for one in decided if one.answer == DIFFERENT and one.one != one.other]
    found = {}
    for a, b in combinations(IDS, 2):
        mine, theirs = reached(a), reached(b)
        if mine == theirs:
            torn = any(x in mine and y in mine for x, y in apart)
            found[a, b] = Relation.CONTRADICTED if torn else Relation.SAME
        elif any((x in mine and y in theirs) or (x in theirs and y in mine) for x, y in apart):
            found[a, b] = Relation.DIFFERENT
        elif any({one.one, one.other} == {a, b} and one.answer == UNSURE for one in decided):
            found[a, b] = Relation.UNSURE
        else:
            found[a, b] = Relation.OPEN
    return found


@given(lists)
def test_it_is_what_walking_finds(decided: list[Decided]) -> None:
    assert table(Decisions(decided)) == oracle(decided)


@given(lists, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(decided: list[Decided], dice: object) -> None:
    shuffled = [*decided, *decided[:3]]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands a random.Random
    turned = [Decided(one.other, one.one, one.answer, one.id) for one in shuffled]
    for other in (shuffled, turned):
        assert table(Decisions(other)) == table(Decisions(decided))
        assert Decisions(other).groups() == Decisions(decided).groups()
        assert Decisions(other).contradictions() == Decisions(decided).contradictions()


@given(lists, lists)
def test_two_vaults_merged_either_way_say_the_same(mine: list[Decided], theirs: list[Decided]) -> None:
    assert table(Decisions([*mine, *theirs])) == table(Decisions([*theirs, *mine]))


@given(lists)
def test_same_is_transitive_and_groups_hold_no_quarrel(decided: list[Decided]) -> None:
    made = Decisions(decided)
    for members in made.groups().values():
        assert all(made.relation(*pair) is Relation.SAME for pair in combinations(sorted(members), 2))
    for pair in made.contradictions():
        assert made.relation(*pair) is Relation.CONTRADICTED
        assert pair[0] not in set().union(*made.groups().values(), set())


@given(lists)
def test_an_answer_taken_back_leaves_what_was_before(decided: list[Decided]) -> None:
    before = table(Decisions(decided))
    assert table(Decisions([*decided, Decided("a", "b", SAME, "x")][:-1])) == before


def test_not_the_same_holds_for_the_whole_group() -> None:
    made = Decisions([Decided("a", "b", SAME), Decided("b", "c", SAME), Decided("c", "d", DIFFERENT)])
    assert made.relation("a", "c") is Relation.SAME
    assert made.relation("a", "d") is Relation.DIFFERENT
    assert made.groups() == {"a": frozenset("abc")}


def test_a_contradiction_joins_nobody_and_names_the_pair() -> None:
    made = Decisions([Decided("a", "b", SAME), Decided("b", "c", SAME), Decided("c", "a", DIFFERENT, "9")])
    assert made.relation("a", "b") is Relation.CONTRADICTED
    assert made.groups() == {}
    assert made.contradictions() == {("a", "c")}
    assert made.records("a", "c") == ("9",)


def test_nothing_is_said_by_a_decision_about_one_record() -> None:
    assert Decisions([Decided("a", "a", DIFFERENT), Decided("", "b", SAME)]).groups() == {}
