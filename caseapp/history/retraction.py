"""R7: a retraction and an edit that knew nothing of each other are a conflict until a person who saw both decides."""

from collections.abc import Mapping, Sequence

from caseapp.history.candidates import Standing
from caseapp.history.change import Status
from caseapp.history.edges import Graph
from caseapp.history.ids import ChangeId
from caseapp.history.rules import RETRACTED, Rules
from caseapp.history.state import FieldState
from caseapp.history.values import rank
from caseapp.history.view import Liveness


def retracting_changes(fields: Mapping[str, FieldState], rules: Rules) -> frozenset[ChangeId]:
    """The changes whose standing write retracts the record; a blank or unknown answer counts as one."""
    join = rules.joins.get(RETRACTED)
    if join is None or RETRACTED not in fields:
        return frozenset()
    return frozenset(
        candidate.write.change
        for candidate in fields[RETRACTED].candidates if rank(candidate, join) == join.strictest
    )


def unseen_edits(
    graph: Graph, parents: Sequence[Sequence[int]], standing: Standing, retracting: frozenset[ChangeId]
) -> tuple[ChangeId, ...]:
    """The changes in conflict with the retraction, sorted: neither ancestor nor descendant of any retracting one.

    One pass up and one pass down the parents.
    """
    roots = [graph.index[change] for change in retracting]
    children: list[list[int]] = [[] for _ in parents]
    for at, above in enumerate(parents):
        for parent in above:
            children[parent].append(at)
    related = _reached(roots, parents)
    for at, mark in enumerate(_reached(roots, children)):
        related[at] |= mark
    return tuple(sorted(
        item.change.id for at, item in enumerate(graph.logged)
        if not related[at] and item.live is Liveness.IN and _edits(graph, at, standing)
    ))


def _reached(roots: Sequence[int], edges: Sequence[Sequence[int]]) -> bytearray:
    marks = bytearray(len(edges))
    for root in roots:
        marks[root] = 1
    stack = list(roots)
    while stack:
        for target in edges[stack.pop()]:
            if not marks[target]:
                marks[target] = 1
                stack.append(target)
    return marks


def _edits(graph: Graph, at: int, standing: Standing) -> bool:
    """True if the change has an unmuted write on a field that is not protective; a bare one is such a write."""
    for w in range(graph.base[at], graph.base[at + 1]):
        entry = graph.entries[w]
        is_write = bool(entry.field) or entry.status is Status.BARE
        if is_write and not standing.muted[w] and entry.field not in standing.rules.joins:
            return True
    return False
