"""R4: which writes were replaced by somebody who had read them."""

from caseapp.history.edges import Graph
from caseapp.history.view import Liveness, PackageId


def cover(graph: Graph, muted: bytearray) -> tuple[bytearray, set[str]]:
    """Per write 1 if covered, and the fields where a path ends at something that is not here.

    One depth-first pass, marked before pushed, so each edge is looked at once. Paths go on through muted writes.
    Kept protective writes of packages that are out come second, one pass per set of packages.
    """
    covered = bytearray(len(graph.entries))
    walked = bytearray(len(graph.entries))
    waiting: set[str] = set()
    later: dict[frozenset[PackageId], list[int]] = {}
    for w, entry in enumerate(graph.entries):
        if not entry.over or not entry.field or muted[w]:
            continue
        item = graph.item(w)
        if item.live is Liveness.KEPT:
            later.setdefault(item.brought, []).append(w)
        else:
            _walk(graph, w, covered, walked, waiting)
    for packages, kept in later.items():
        _walk_kept(graph, packages, kept, covered, waiting)
    return covered, waiting


def _walk(graph: Graph, start: int, covered: bytearray, walked: bytearray, waiting: set[str]) -> None:
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
            covered[target] = 1
            if not walked[target]:
                walked[target] = 1
                stack.append(target)


def _walk_kept(
    graph: Graph, packages: frozenset[PackageId], kept: list[int], covered: bytearray, waiting: set[str]
) -> None:
    stack = list(kept)
    seen = set(kept)
    while stack:
        w = stack.pop()
        if graph.waits[w]:
            waiting.add(graph.entries[w].field)
        for target in graph.over(w):
            if may_cover(graph, packages, target):
                covered[target] = 1
                if target not in seen:
                    seen.add(target)
                    stack.append(target)


def may_cover(graph: Graph, packages: frozenset[PackageId], target: int) -> bool:
    """Whether a kept write that came with ``packages`` may cover ``target``.

    Only what is out of view and came with no other package: otherwise it would begin to cover when that other
    package is taken out too, and taking a package out would have relaxed an answer.
    """
    item = graph.item(target)
    return item.live is not Liveness.IN and item.brought <= packages
