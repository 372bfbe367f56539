"""Law 2: a write that no longer stands can always say why, and a package that goes can say what was built on it."""

import enum
from collections.abc import Collection, Container, Sequence

import msgspec

from caseapp.history.candidates import Standing, show
from caseapp.history.change import Op, Status
from caseapp.history.edges import Graph
from caseapp.history.fold import NOWHERE, survey
from caseapp.history.ids import ChangeId, WriteId
from caseapp.history.mute import VIEW, may_void
from caseapp.history.rules import Rules
from caseapp.history.state import Logged, Shown
from caseapp.history.view import Liveness


class Fate(enum.Enum):
    """What became of one entry."""

    STANDS = "stands"
    COVERED = "covered"  # replaced by somebody who had read it
    UNDONE = "undone"
    OUT_OF_VIEW = "out of view"
    ACTS = "acts"  # an unmuted void or erase: no field, so it shows nothing
    BARE = "bare"  # not even its field is here


class Reason(msgspec.Struct, frozen=True):
    """The fate of a write and the live writes that caused it, sorted; no causes when it stands or is out of view."""

    fate: Fate
    by: tuple[WriteId, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """What one entry did: the values it replaced and those it shows, blank ones told as such."""

    op: str
    field: str  # "" for an undo, an erasure and a bare entry
    fate: Fate
    before: tuple[Shown, ...] = ()
    after: tuple[Shown, ...] = ()
    aimed: tuple[str, ...] = ()  # an undo or an erasure: the fields of the writes that it names


def story(
    logged: Sequence[Logged], rules: Rules, elsewhere: Container[ChangeId] = NOWHERE
) -> list[tuple[Line, ...]]:
    """For every change, in the order of ``logged``, its entries in words' reach. What an erasure in force hides is
    hidden here too: the history of a record must not be the way around it."""
    graph, standing, _ = survey(logged, rules, elsewhere)
    return [
        tuple(_line(graph, standing, w) for w in range(graph.base[at], graph.base[at + 1]))
        for at in range(len(logged))
    ]


def _line(graph: Graph, standing: Standing, w: int) -> Line:
    entry = graph.entries[w]
    fate = _fate(graph, standing, w)
    if not entry.field:
        aimed = (graph.entries[target].field for target in graph.over(w))
        return Line(entry.op, "", fate, aimed=tuple(dict.fromkeys(field for field in aimed if field)))
    before = (shown for target in graph.over(w) for shown in _shown(graph, standing, target))
    replaced = () if entry.op == Op.BOTH else tuple(dict.fromkeys(before))
    return Line(entry.op, entry.field, fate, replaced, _shown(graph, standing, w))


def _shown(graph: Graph, standing: Standing, w: int) -> tuple[Shown, ...]:
    if graph.entries[w].op == Op.BOTH:
        return standing.candidate(w).shown
    return show(graph.entries[w], graph.write_id(w), bool(standing.hidden[w]), standing.rules)


def fates(logged: Sequence[Logged], rules: Rules, elsewhere: Container[ChangeId] = NOWHERE) -> dict[WriteId, Fate]:
    """The fate of every entry of a record, for its history page and for the report of an undo."""
    graph, standing, _ = survey(logged, rules, elsewhere)
    return {graph.write_id(w): _fate(graph, standing, w) for w in range(len(graph.entries))}


def _fate(graph: Graph, standing: Standing, w: int) -> Fate:
    if standing.muted[w]:
        return Fate.OUT_OF_VIEW if standing.muted[w] == VIEW else Fate.UNDONE
    if standing.covered[w]:
        return Fate.COVERED
    if graph.entries[w].status is Status.BARE:
        return Fate.BARE
    return Fate.STANDS if graph.entries[w].field else Fate.ACTS


def explain(
    logged: Sequence[Logged], rules: Rules, write: WriteId, elsewhere: Container[ChangeId] = NOWHERE
) -> Reason:
    """Why ``write`` does or does not stand. Raises KeyError if its change is not among ``logged``."""
    graph, standing, _ = survey(logged, rules, elsewhere)
    w = graph.base[graph.index[write.change]] + write.k
    fate = _fate(graph, standing, w)
    if fate is Fate.UNDONE:
        causes = [
            void for void in graph.with_op(Op.VOID)
            if not standing.muted[void] and w in graph.over(void) and may_void(graph, w, rules)
        ]
        return Reason(fate, tuple(sorted(map(graph.write_id, causes))))
    if fate is Fate.COVERED:
        return Reason(fate, tuple(sorted(map(graph.write_id, _coverers(graph, standing, w)))))
    return Reason(fate)


def _coverers(graph: Graph, standing: Standing, w: int) -> list[int]:
    """The nearest live writes whose ``over`` leads to ``w``, through muted ones."""
    above: list[list[int]] = [[] for _ in graph.entries]
    for source, entry in enumerate(graph.entries):
        if entry.field:
            for target in graph.over(source):
                above[target].append(source)
    found = []
    seen = {w}
    stack = [w]
    while stack:
        for source in above[stack.pop()]:
            if source in seen:
                continue
            seen.add(source)
            if standing.muted[source]:
                stack.append(source)
            else:
                found.append(source)
    return found


def built_on(logged: Sequence[Logged], gone: Collection[ChangeId]) -> tuple[ChangeId, ...]:
    """The changes in view that name one of ``gone`` in ``parents`` or ``over``: "later edits built on this; kept"."""
    return tuple(sorted(
        item.change.id for item in logged
        if item.live is Liveness.IN and item.change.id not in gone and _reaches(item, gone)
    ))


def _reaches(item: Logged, gone: Collection[ChangeId]) -> bool:
    change = item.change
    return any(parent in gone for parent in change.parents) or any(
        target.change in gone for entry in change.entries for target in entry.over
    )
