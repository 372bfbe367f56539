"""The fold of one record (history §3): a pure function of its changes, the view and the rules.

Cost is O(changes + edges) with flat arrays; nothing recurses, nothing sorts but candidates.
"""

from collections.abc import Container, Sequence

from caseapp.domain.errors import Bug
from caseapp.domain.policy import Merge
from caseapp.history.candidates import Standing, kin
from caseapp.history.change import Status
from caseapp.history.cover import cover
from caseapp.history.edges import Graph
from caseapp.history.ids import ChangeId
from caseapp.history.mute import hide, mute
from caseapp.history.retraction import retracting_changes, unseen_edits
from caseapp.history.rules import Rules
from caseapp.history.state import Candidate, FieldState, Logged, RecordState
from caseapp.history.values import settle
from caseapp.history.view import Liveness

NOWHERE: frozenset[ChangeId] = frozenset()


def fold(logged: Sequence[Logged], rules: Rules, elsewhere: Container[ChangeId] = NOWHERE) -> RecordState:
    """The state of the record whose changes, each once and in any order, are ``logged``.

    ``elsewhere``: changes of *other* records; an edge to one of them is ignored instead of waiting. Whoever holds
    the log looks there for ``RecordState.waiting_for``, and folds again when one of those ids arrives anywhere.
    """
    graph, standing, waiting = survey(logged, rules, elsewhere)
    parents = graph.parents(elsewhere)
    fields = {
        name: _field(name, writes, standing, name in waiting) for name, writes in standing.by_field().items()
    }
    retracting = retracting_changes(fields, rules)
    return RecordState(
        empty=_is_empty(graph, standing.muted),
        retracted=bool(retracting),
        retraction_conflict=unseen_edits(graph, parents, standing, retracting) if retracting else (),
        heads=_heads(graph, parents),
        fields=fields,
        waiting_for=frozenset(graph.waiting_for),
        ignored=tuple(sorted(graph.ignored)),
        kept=any(item.live is Liveness.KEPT for item in logged),
    )


def survey(
    logged: Sequence[Logged], rules: Rules, elsewhere: Container[ChangeId] = NOWHERE
) -> tuple[Graph, Standing, set[str]]:
    """R0 to R4: the graph, the marks on it, and the fields where something is awaited."""
    graph = Graph(logged, elsewhere)
    if len(graph.index) != len(logged):
        raise Bug("history-change-twice")
    muted = mute(graph, rules)
    hidden = hide(graph, rules, muted)
    covered, waiting = cover(graph, muted)
    return graph, Standing(graph, rules, muted, covered, hidden), waiting


def _field(name: str, writes: list[int], standing: Standing, waits: bool) -> FieldState:
    if len(writes) == 1:
        return settle(name, (standing.candidate(writes[0]),), waits, (), standing.rules)
    candidates = [standing.candidate(w) for w in writes]
    candidates.sort(key=_by_write)
    is_set = standing.rules.merges.get(name) is Merge.SET
    related = kin(standing.graph, writes) if is_set else ()
    return settle(name, candidates, waits, related, standing.rules)


def _by_write(candidate: Candidate) -> tuple[bytes, int]:
    return candidate.write


def _is_empty(graph: Graph, muted: bytearray) -> bool:
    """R8: nothing unmuted writes to the record. A bare entry is a write whose field is secret."""
    return not any(
        not muted[w] and (entry.field or entry.status is Status.BARE) for w, entry in enumerate(graph.entries)
    )


def _heads(graph: Graph, parents: list[list[int]]) -> tuple[ChangeId, ...]:
    """The changes in view that no other change in view names as parent, sorted."""
    named = bytearray(len(parents))
    for item, above in zip(graph.logged, parents, strict=True):
        if item.live is Liveness.IN:
            for parent in above:
                named[parent] = 1
    return tuple(sorted(
        item.change.id
        for item, seen in zip(graph.logged, named, strict=True) if item.live is Liveness.IN and not seen
    ))
