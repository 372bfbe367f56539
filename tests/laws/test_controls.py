"""Negative controls: each rule broken on purpose has to be found by the same laws that the product passes."""

from collections.abc import Callable, Collection
from itertools import count
from typing import Any

import pytest

from caseapp.domain.canonical import Json
from caseapp.domain.policy import Merge
from caseapp.history import candidates, cover, fold, increment, mute, retraction, values, write
from caseapp.history.change import Draft, Op
from caseapp.history.edges import Graph
from caseapp.history.ids import WriteId, Writer
from caseapp.history.rules import Rules
from caseapp.history.state import Blank, Candidate, RecordState, Shown
from caseapp.history.view import Liveness, PackageId, View
from tests.laws.laws import Check, LawBroken

Patch = pytest.MonkeyPatch
ENOUGH = 3000  # histories; every control is found far earlier


def parents_decide(patch: Patch) -> None:
    def broken(graph: Graph, muted: bytearray) -> tuple[bytearray, set[str]]:
        covered = bytearray(len(graph.entries))
        for at, above in enumerate(graph.parents(())):
            names = {graph.entries[w].field for w in range(graph.base[at], graph.base[at + 1]) if not muted[w]}
            for parent in above:
                for w in range(graph.base[parent], graph.base[parent + 1]):
                    covered[w] |= graph.entries[w].field in names
        return covered, set()
    patch.setattr(fold, "cover", broken)


def cover_stops_after_one_edge(patch: Patch) -> None:
    def broken(graph: Graph, start: int, covered: bytearray, walked: bytearray, waiting: set[str]) -> None:
        if graph.waits[start]:
            waiting.add(graph.entries[start].field)
        for target in graph.over(start):
            covered[target] = 1
    patch.setattr(cover, "_walk", broken)


def muted_writes_cover(patch: Patch) -> None:
    real = cover.cover
    patch.setattr(fold, "cover", lambda graph, muted: real(graph, bytearray(len(muted))))


def muted_writes_are_shown(patch: Patch) -> None:
    real = candidates.Standing.by_field

    def broken(self: candidates.Standing) -> dict[str, list[int]]:
        self.muted = bytearray(w == mute.VIEW for w in self.muted)
        return real(self)
    patch.setattr(candidates.Standing, "by_field", broken)


def erased_is_absent(patch: Patch) -> None:
    real = mute.mute

    def broken(graph: Graph, rules: Rules) -> bytearray:
        muted = real(graph, rules)
        for w, hidden in enumerate(mute.hide(graph, rules, muted)):
            muted[w] |= 2 * hidden
        return muted
    patch.setattr(fold, "mute", broken)


def clock_picks_protective(patch: Patch) -> None:
    def broken(standing: Collection[Candidate], rules: Any) -> bytes:
        latest = max(standing, key=lambda candidate: candidate.order)
        return bytes(rules.values[values.rank(latest, rules)])
    patch.setattr(values, "join", broken)


def void_acts_on_protective(patch: Patch) -> None:
    patch.setattr(mute, "may_void", lambda graph, w, rules: graph.entries[w].op != Op.ERASE)


def void_acts_on_erase(patch: Patch) -> None:
    patch.setattr(mute, "may_void", lambda graph, w, rules: not mute.is_protective(graph, w, rules))


def removal_acts_on_protective(patch: Patch) -> None:
    real = mute.is_protective
    patch.setattr(mute, "is_protective", lambda graph, w, rules: (
        graph.item(w).live is Liveness.IN and real(graph, w, rules)
    ))


def kept_covers_in_view(patch: Patch) -> None:
    patch.setattr(cover, "may_cover", lambda graph, packages, target: graph.item(target).brought <= packages)


def kept_covers_all_out_of_view(patch: Patch) -> None:
    patch.setattr(cover, "may_cover", lambda graph, packages, target: (
        graph.item(target).live is not Liveness.IN
    ))


def erase_of_a_removed_package_lapses(patch: Patch) -> None:
    patch.setattr(mute, "stays_hidden", lambda *_: False)


def tie_without_id(patch: Patch) -> None:
    patch.setattr(Candidate, "order", property(lambda self: (self.hlc, self.author)))


def newly_added_is_set_aside(patch: Patch) -> None:
    real = View.liveness

    def broken(
        self: View, writer: Writer, counter: int, own: bool, brought: Collection[PackageId]
    ) -> Liveness:
        return real(self, writer, counter, own, tuple(brought)[:1])
    patch.setattr(View, "liveness", broken)


def unchanged_answer_is_dropped(patch: Patch) -> None:
    real = write.put

    def broken(
        state: RecordState | None, name: str, value: Json, rules: Rules, leave: Collection[WriteId] = ()
    ) -> list[Draft]:
        drafts = real(state, name, value, rules, leave)
        field = None if state is None else state.fields.get(name)
        return [] if field is not None and drafts and field.joined == drafts[0].value else drafts
    patch.setattr(write, "put", broken)


def withheld_is_named(patch: Patch) -> None:
    patch.setattr(write, "readable", lambda candidate: True)


def blanks_are_equal(patch: Patch) -> None:
    real = candidates.show

    def broken(*args: Any) -> tuple[Shown, ...]:
        return tuple(Shown(s.value, s.blank, None) if s.blank is Blank.ERASED else s for s in real(*args))
    patch.setattr(candidates, "show", broken)
    patch.setattr(increment, "show", broken)


def kin_through_one_edge_only(patch: Patch) -> None:
    def broken(graph: Graph, standing: list[int]) -> tuple[tuple[WriteId, ...], ...]:
        groups: dict[int, set[WriteId]] = {}
        for w in standing:
            for target in graph.over(w):
                groups.setdefault(target, set()).add(graph.write_id(w))
        return tuple(sorted({tuple(sorted(group)) for group in groups.values() if len(group) > 1}))
    patch.setattr(fold, "kin", broken)


def increment_forgets_who_waits(patch: Patch) -> None:
    real = increment.increment

    def broken(state: RecordState, new: Any, rules: Rules) -> RecordState | None:
        class Forgetful:
            def __getattr__(self, name: str) -> object:
                return frozenset() if name == "waiting_for" else getattr(state, name)
        after = real(Forgetful(), new, rules) if new.change.id in state.waiting_for else None  # type: ignore[arg-type]
        return after or real(state, new, rules)
    patch.setattr("tests.laws.model.increment", broken)
    patch.setattr(increment, "replace", lambda state, **members: RecordState(
        members["empty"], False, (), members["heads"], members["fields"], state.waiting_for, state.ignored
    ))


def retraction_ignores_edits(patch: Patch) -> None:
    patch.setattr(fold, "unseen_edits", lambda *_: ())


def retraction_looks_one_way(patch: Patch) -> None:
    real = retraction._reached
    turn = count()
    patch.setattr(retraction, "_reached", lambda roots, edges: (
        real(roots, edges if next(turn) % 2 == 0 else [[] for _ in edges])
    ))


def permissive_blank(patch: Patch) -> None:
    def broken(candidate: Candidate, rules: Any) -> int:
        blank = len(candidate.shown) != 1 or candidate.shown[0].blank is not Blank.NONE
        return 0 if blank else int(rules.rank(candidate.shown[0].value))
    patch.setattr(values, "rank", broken)


def conflict_despite_both(patch: Patch) -> None:
    patch.setattr(values, "key", lambda candidate: candidate.write)


def removal_is_an_element(patch: Patch) -> None:
    real = candidates.show

    def broken(entry: Any, write: WriteId, hidden: bool, rules: Rules) -> tuple[Shown, ...]:
        shown = real(entry, write, hidden, rules)
        return shown or (candidates.UNSET,) if rules.merges.get(entry.field) is Merge.SET else shown
    patch.setattr(candidates, "show", broken)


CONTROLS = [
    parents_decide, cover_stops_after_one_edge, muted_writes_cover, muted_writes_are_shown, erased_is_absent,
    clock_picks_protective, void_acts_on_protective, void_acts_on_erase, removal_acts_on_protective,
    kept_covers_in_view, kept_covers_all_out_of_view, erase_of_a_removed_package_lapses, tie_without_id,
    newly_added_is_set_aside, unchanged_answer_is_dropped, withheld_is_named, blanks_are_equal,
    kin_through_one_edge_only, increment_forgets_who_waits, retraction_ignores_edits, retraction_looks_one_way,
    permissive_blank, conflict_despite_both, removal_is_an_element,
]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.__name__)
def test_a_broken_rule_goes_red(control: Callable[[Patch], None], monkeypatch: Patch) -> None:
    control(monkeypatch)
    with pytest.raises(LawBroken):
        _many()


def _many() -> None:
    for seed in range(ENOUGH):
        Check(seed).run()
