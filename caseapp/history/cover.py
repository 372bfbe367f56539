"""R4: which writes were replaced by somebody who had read them."""

from caseapp.history.edges import Graph
from caseapp.history.view import Liveness


def cover(graph: Graph, muted: bytearray) -> tuple[bytearray, set[str]]:
    """Per write 1 if covered, and the fields where a path ends at something that is not here.

    One depth-first pass, marked before pushed, so each edge is looked at once. Paths go on through muted writes.
    Kept protective writes of a package that is out come second and cover only what is out of view too.
    """
    covered = bytearray(len(graph.entries))
    walked = bytearray(len(graph.entries))
    waiting: set[str] = set()
    later = []
    for w, entry in enumerate(graph.entries):
        if not entry.over or not entry.field or muted[w]:
            continue
        if graph.item(w).live is Liveness.KEPT:
            later.append(w)
        else:
            _walk(graph, w, covered, walked, waiting)
    for w in later:
        _walk(graph, w, covered, walked, waiting, kept=True)
    return covered, waiting


def _walk(
    graph: Graph, start: int, covered: bytearray, walked: bytearray, waiting: set[str], kept: bool = False
) -> None:
    if walked[start]:
        return
    walked[start] = 1
    stack = [start]
    starts, targets = graph.starts, graph.targets
    while stack:
        w = stack.pop()
        if graph.waits[w]:
            waiting.add(graph.entries[w].field)
        for target in targets[starts[w]:starts[w + 1]]:
            if kept and not may_cover(graph, target):
                continue
            covered[target] = 1
            if not walked[target]:
                walked[target] = 1
                stack.append(target)


def may_cover(graph: Graph, target: int) -> bool:
    """Whether a kept protective write may cover ``target``: it must not relax what is in view."""
    return graph.item(target).live is not Liveness.IN
