"""R1 to R3 on the graph: what the view mutes, what undo mutes, what erase hides."""

from caseapp.history.change import Op
from caseapp.history.edges import Graph
from caseapp.history.rules import Rules
from caseapp.history.view import Liveness

VIEW = 1  # out of view
VOID = 2  # undone


def mute(graph: Graph, rules: Rules) -> bytearray:
    """Per write 0, VIEW or VOID."""
    muted = bytearray(len(graph.entries))
    for at, item in enumerate(graph.logged):
        if item.live is not Liveness.IN:
            for w in range(graph.base[at], graph.base[at + 1]):
                if not (item.live is Liveness.KEPT and is_protective(graph, w, rules)):
                    muted[w] = VIEW
    if voids := graph.with_op(Op.VOID):
        _undo(graph, rules, muted, voids)
    return muted


def is_protective(graph: Graph, w: int, rules: Rules) -> bool:
    """True for a write, of whatever op, on a protective field."""
    return graph.entries[w].field in rules.joins


def may_void(graph: Graph, w: int, rules: Rules) -> bool:
    """No undo relaxes a protective answer or brings back what was erased (R2)."""
    entry = graph.entries[w]
    return not is_protective(graph, w, rules) and (entry.op != Op.ERASE or entry.newer)


def _undo(graph: Graph, rules: Rules, muted: bytearray, voids: list[int]) -> None:
    """Kahn's order over the voids, newest first: whether a void acts is known before its targets are looked at."""
    pending = dict.fromkeys(voids, 0)
    for void in voids:
        for target in graph.over(void):
            if target in pending:
                pending[target] += 1
    ready = [void for void in voids if not pending[void]]
    while ready:
        void = ready.pop()
        acts = not muted[void]
        for target in graph.over(void):
            if acts and not muted[target] and may_void(graph, target, rules):
                muted[target] = VOID
            if target in pending:
                pending[target] -= 1
                if not pending[target]:
                    ready.append(target)


def hide(graph: Graph, rules: Rules, muted: bytearray) -> bytearray:
    """Per write 1 if an erase in force names it.

    An erase of a package that was taken out stays in force for protective values: without it the value would come
    back, perhaps a permissive one, and taking a package out never relaxes anything (docs/decisions/0010).
    """
    hidden = bytearray(len(graph.entries))
    for erase in graph.with_op(Op.ERASE):
        for target in graph.over(erase):
            if not muted[erase] or stays_hidden(graph, erase, target, rules):
                hidden[target] = 1
    return hidden


def stays_hidden(graph: Graph, erase: int, target: int, rules: Rules) -> bool:
    """True if an erase that is out of view still hides ``target``."""
    return graph.item(erase).live is Liveness.KEPT and is_protective(graph, target, rules)
