"""R5: the writes that stand, and what each of them shows."""

from collections.abc import Sequence

from caseapp.domain.policy import Merge
from caseapp.history.change import Entry, Op, Status
from caseapp.history.edges import Graph
from caseapp.history.ids import WriteId
from caseapp.history.rules import Rules
from caseapp.history.state import Blank, Candidate, Shown

UNSET = Shown(b"null")


class Standing:
    """The marks of all writes of a record, and from them the candidates per field."""

    __slots__ = ("covered", "graph", "hidden", "muted", "rules")

    def __init__(
        self, graph: Graph, rules: Rules, muted: bytearray, covered: bytearray, hidden: bytearray
    ) -> None:
        self.graph = graph
        self.rules = rules
        self.muted = muted
        self.covered = covered
        self.hidden = hidden

    def by_field(self) -> dict[str, list[int]]:
        """Field -> its candidates. Every write on a field is muted, covered or here."""
        fields: dict[str, list[int]] = {}
        muted, covered = self.muted, self.covered
        for w, entry in enumerate(self.graph.entries):
            if entry.field and not muted[w] and not covered[w]:
                fields.setdefault(entry.field, []).append(w)
        return fields

    def candidate(self, w: int) -> Candidate:
        """Write ``w`` as it is shown."""
        graph = self.graph
        entry = graph.entries[w]
        at = graph.owner[w]
        item = graph.logged[at]
        write = WriteId(item.change.id, w - graph.base[at])
        if entry.op == Op.BOTH and not entry.newer and entry.field not in self.rules.joins:
            shown = self._parts(w)
        else:
            shown = show(entry, write, bool(self.hidden[w]), self.rules)
        return Candidate(write, item.change.author, item.hlc, shown, entry.newer)

    def _parts(self, both: int) -> tuple[Shown, ...]:
        """The unmuted readings of a ``both``, through nested ones, latest first; equal ones once."""
        graph = self.graph
        stack = list(graph.over(both))
        seen = set(stack)
        found: dict[Shown, tuple[int, bytes, WriteId]] = {}
        while stack:
            w = stack.pop()
            if self.muted[w]:
                continue
            if graph.entries[w].op == Op.BOTH and not graph.entries[w].newer:
                fresh = [target for target in graph.over(w) if target not in seen]
                seen.update(fresh)
                stack += fresh
                continue
            write = graph.write_id(w)
            item = graph.item(w)
            order = (item.hlc, item.change.author, write)
            for shown in show(graph.entries[w], write, bool(self.hidden[w]), self.rules):
                if shown not in found or found[shown] < order:
                    found[shown] = order
        return tuple(sorted(found, key=found.__getitem__, reverse=True))


def show(entry: Entry, write: WriteId, hidden: bool, rules: Rules) -> tuple[Shown, ...]:
    """What one write other than ``both`` shows by itself (R3, R6)."""
    if entry.newer:
        return (Shown(b"", Blank.NEWER, write),)
    if entry.op == Op.PUT:
        if hidden or entry.status is Status.ERASED:
            return (Shown(b"", Blank.ERASED, write),)
        if entry.status is Status.WITHHELD:
            return (Shown(b"", Blank.WITHHELD, write),)
        return (Shown(entry.value),)
    if entry.field in rules.joins:  # no op but put answers a protective question
        return (Shown(b"", Blank.NEWER, write),)
    return (UNSET,) if rules.merges.get(entry.field) is Merge.REGISTER else ()


def kin(graph: Graph, candidates: Sequence[int]) -> tuple[tuple[WriteId, ...], ...]:
    """Groups of set candidates that replaced a common write, directly or through writes that they replaced.

    Through others too: corrected twice here and once there is the same disagreement (docs/decisions/0011).
    """
    rooted = [w for w in candidates if graph.starts[w] != graph.starts[w + 1]]
    if len(rooted) < 2:
        return ()
    leader = {w: w for w in rooted}
    reached: dict[int, int] = {}
    for w in rooted:
        stack = [w]
        while stack:
            for target in graph.over(stack.pop()):
                if target not in reached:
                    reached[target] = w
                    stack.append(target)
                elif reached[target] != w:
                    leader[_lead(leader, w)] = _lead(leader, reached[target])
    groups: dict[int, list[WriteId]] = {}
    for w in rooted:
        groups.setdefault(_lead(leader, w), []).append(graph.write_id(w))
    return tuple(sorted(tuple(sorted(group)) for group in groups.values() if len(group) > 1))


def _lead(leader: dict[int, int], w: int) -> int:
    while leader[w] != w:
        leader[w] = leader[leader[w]]
        w = leader[w]
    return w
