"""Small numbers in a table that leaves: hidden, and with them so many others that none can be worked out.

A table with its totals is a system of sums: every row and every column adds up. A hidden number can be computed from
the others exactly if, in the graph whose nodes are the rows and columns and whose edges are the hidden numbers, its
edge lies on no circle. So edges are added until every one does. Below five is the usual floor of casualty statistics.
"""

from collections.abc import Iterable, Sequence
from typing import Final

Cell = tuple[int, int]
FLOOR: Final = 5


def hidden(table: Sequence[Sequence[int]], floor: int = FLOOR) -> frozenset[Cell]:
    """Which cells must not be printed. ``table`` holds its margins: the last row and column are the totals."""
    found = {(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if 0 < count < floor}
    while bridges := _bridges(found):
        more = _one_more(table, found, bridges)
        if more is None:
            return frozenset((r, c) for r, row in enumerate(table) for c, _ in enumerate(row))
        found.add(more)
    return frozenset(found)


def _one_more(table: Sequence[Sequence[int]], found: set[Cell], bridges: Iterable[Cell]) -> Cell | None:
    """Another cell to hide: beside one that can be computed, the one that tells least, a zero last of all."""
    rows, columns = {r for r, _ in bridges}, {c for _, c in bridges}
    free = [(r, c) for r, row in enumerate(table) for c, _ in enumerate(row) if (r, c) not in found]
    beside = [(r, c) for r, c in free if r in rows or c in columns] or free
    return min(beside, key=lambda cell: (table[cell[0]][cell[1]] == 0, _margin(table, cell),
                                         table[cell[0]][cell[1]], cell), default=None)


def _margin(table: Sequence[Sequence[int]], cell: Cell) -> int:
    return (cell[0] == len(table) - 1) + (cell[1] == len(table[0]) - 1)


def _bridges(edges: set[Cell]) -> set[Cell]:
    """Edges of the graph of rows and columns that lie on no circle."""
    near: dict[tuple[str, int], list[tuple[tuple[str, int], Cell]]] = {}
    for row, column in edges:
        near.setdefault(("row", row), []).append((("column", column), (row, column)))
        near.setdefault(("column", column), []).append((("row", row), (row, column)))
    order: dict[tuple[str, int], int] = {}
    low: dict[tuple[str, int], int] = {}
    found: set[Cell] = set()
    for root in near:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        stack = [(root, (-1, -1), iter(near[root]))]
        while stack:
            node, came, ways = stack[-1]
            for other, edge in ways:
                if edge == came:
                    continue
                if other in order:
                    low[node] = min(low[node], order[other])
                    continue
                order[other] = low[other] = len(order)
                stack.append((other, edge, iter(near[other])))
                break
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[node])
                    if low[node] > order[above]:
                        found.add(came)
    return found
