"""The chart in columns: every node stays, lines cross no more than before, and the same input gives the same order."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.layers import crossings, ordered

COLUMNS = [[f"{column}{row}" for row in range(6)] for column in "abc"]
NODES = [node for column in COLUMNS for node in column]
EDGES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=30)


@given(EDGES)
def test_an_order_keeps_all_nodes_and_never_crosses_more(edges: list[tuple[str, str]]) -> None:
    found = ordered(COLUMNS, edges)
    assert [sorted(column) for column in found] == COLUMNS
    assert crossings(found, edges) <= crossings(COLUMNS, edges)
    assert found == ordered(COLUMNS, edges)


@given(EDGES)
def test_crossings_are_counted_as_one_would_count_them_by_hand(edges: list[tuple[str, str]]) -> None:
    at = {node: (number, row) for number, column in enumerate(COLUMNS) for row, node in enumerate(column)}
    lines = [sorted((at[one], at[other])) for one, other in edges if at[one][0] != at[other][0]]
    by_hand = sum(
        (a[0][1] - b[0][1]) * (a[1][1] - b[1][1]) < 0
        for a, b in combinations(lines, 2) if (a[0][0], a[1][0]) == (b[0][0], b[1][0]))
    assert crossings(COLUMNS, edges) == by_hand


def test_a_tangle_that_can_be_undone_is_undone() -> None:
    edges = [("a0", "b5"), ("a1", "b4"), ("a2", "b3"), ("a3", "b2"), ("a4", "b1"), ("a5", "b0")]
    assert crossings(COLUMNS, edges) == 15
    assert crossings(ordered(COLUMNS, edges), edges) == 0
