"""A layered chart: in which order the nodes of each column stand, so that few lines cross. Pure and deterministic.

Barycentre method of Sugiyama, Tagawa and Toda (1981): each node goes to the mean position of its neighbours, column by
column, to the right and back, and the best order met is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Final

SWEEPS: Final = 6
Pair = tuple[str, str]


def ordered(columns: Sequence[Sequence[str]], edges: Sequence[Pair]) -> list[list[str]]:
    """The columns with their nodes in the order to draw. An edge may join any two columns; one within a column, or to a
    node that stands in none, does not count."""
    column = {node: at for at, nodes in enumerate(columns) for node in nodes}
    beside: dict[str, list[str]] = {node: [] for node in column}
    for one, other in edges:
        if one in column and other in column and column[one] != column[other]:
            beside[one].append(other)
            beside[other].append(one)
    best = [list(nodes) for nodes in columns]
    fewest = crossings(best, edges)
    now = [list(nodes) for nodes in columns]
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for at in range(len(now)) if forward else reversed(range(len(now))):
            place = {node: (row + 0.5) / len(nodes) for nodes in now for row, node in enumerate(nodes)}
            now[at] = _by_neighbours(now[at], beside, column, place, at, forward=forward)
        found = crossings(now, edges)
        if found < fewest:
            best, fewest = [list(nodes) for nodes in now], found
    return best


def _by_neighbours(nodes: Sequence[str], beside: Mapping[str, Sequence[str]], column: Mapping[str, int],
                   place: Mapping[str, float], at: int, *, forward: bool) -> list[str]:
    """In the order of the means of the neighbours before (or after) this column; of one that has none, of where it
    stands."""
    def wanted(node: str) -> float:
        near = [place[other] for other in beside[node] if (column[other] < at) == forward]
        return sum(near) / len(near) if near else place[node]

    return sorted(nodes, key=wanted)  # stable: equals keep their order


def crossings(columns: Sequence[Sequence[str]], edges: Sequence[Pair]) -> int:
    """How many pairs of edges between the same two columns cross."""
    at = {node: (number, row) for number, nodes in enumerate(columns) for row, node in enumerate(nodes)}
    between: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for pair in edges:
        if pair[0] in at and pair[1] in at:
            (left, a), (right, b) = sorted((at[pair[0]], at[pair[1]]))
            if left != right:
                between.setdefault((left, right), []).append((a, b))
    return sum(_inversions([b for _, b in sorted(lines)]) for lines in between.values())


def _inversions(values: list[int]) -> int:
    """Pairs out of order, counted while merging."""
    if len(values) < 2:
        return 0
    half = len(values) // 2
    first, second = values[:half], values[half:]
    found = _inversions(first) + _inversions(second)
    first.sort()
    second.sort()
    at = 0
    for value in second:
        while at < len(first) and first[at] <= value:
            at += 1
        found += len(first) - at
    return found
