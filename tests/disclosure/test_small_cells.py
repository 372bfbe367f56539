"""No hidden number of a printed table can be worked out from the others: proved by solving the sums."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.disclosure import small_cells
from caseapp.disclosure.small_cells import FLOOR, Cell, hidden


def with_margins(inner: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


tables = st.integers(1, 5).flatmap(lambda wide: st.lists(
    st.lists(st.integers(0, 12), min_size=wide, max_size=wide), min_size=1, max_size=6)).map(with_margins)


def computable(table: list[list[int]], gone: frozenset[Cell]) -> set[Cell]:
    """What follows from the sums of rows and columns alone, by elimination over the rationals."""
    unknown = sorted(gone)
    at = {cell: number for number, cell in enumerate(unknown)}
    high, wide = len(table), len(table[0])
    sums = [[(r, c, 1 if c < wide - 1 else -1) for c in range(wide)] for r in range(high)]
    sums += [[(r, c, 1 if r < high - 1 else -1) for r in range(high)] for c in range(wide)]
    matrix = []
    for each in sums:
        line = [Fraction(0)] * len(unknown)
        for r, c, sign in each:
            if (r, c) in at:
                line[at[r, c]] += sign
        matrix.append(line)
    pivots: list[list[Fraction]] = []
    for column in range(len(unknown)):
        pivot = next((line for line in matrix if line[column]), None)
        if pivot is None:
            continue
        matrix.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        matrix = [[a - line[column] * b for a, b in zip(line, pivot, strict=True)] for line in matrix]
        pivots = [[a - line[column] * b for a, b in zip(line, pivot, strict=True)] for line in pivots]
        pivots.append(pivot)
    return {unknown[next(n for n, value in enumerate(line) if value)] for line in pivots
            if sum(bool(value) for value in line) == 1}


@given(tables)
def test_every_small_number_is_hidden_and_none_can_be_computed(table: list[list[int]]) -> None:
    gone = hidden(table)
    assert {(r, c) for r, row in enumerate(table) for c, n in enumerate(row) if 0 < n < FLOOR} <= gone
    whole = len(gone) == len(table) * len(table[0])
    assert whole or computable(table, gone) == set()


@given(tables)
def test_a_table_without_small_numbers_is_printed_whole(table: list[list[int]]) -> None:
    if all(n == 0 or n >= FLOOR for row in table for n in row):
        assert hidden(table) == frozenset()


def test_hiding_the_small_ones_alone_would_tell_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: 20 = 17 + 3."""
    table = with_margins([[17, 3], [30, 40]])
    monkeypatch.setattr(small_cells, "_bridges", lambda _edges: set())
    assert computable(table, hidden(table)) == {(0, 1)}
    monkeypatch.undo()
    assert computable(table, hidden(table)) == set()
    assert len(hidden(table)) == 4
