"""R6: from the candidates of one field to its value, by policy."""

from collections.abc import Iterable, Sequence

from caseapp.domain.policy import Merge
from caseapp.history.ids import WriteId
from caseapp.history.rules import Join, Rules
from caseapp.history.state import Blank, Candidate, FieldState, Reading, Shown

Kin = tuple[tuple[WriteId, ...], ...]


def settle(name: str, candidates: Sequence[Candidate], waits: bool, kin: Kin, rules: Rules) -> FieldState:
    """The state of field ``name`` whose standing writes are ``candidates``, sorted by write id, at least one."""
    merge = rules.merges.get(name)
    if len(candidates) == 1 and len(candidates[0].shown) == 1:
        return _alone(candidates[0], merge, waits, name, rules)
    newer = merge is None or any(candidate.newer for candidate in candidates)
    if merge is Merge.SET:
        return _settle_set(candidates, waits, newer, kin)
    if len(candidates) == 1:
        readings = [Reading(candidates[0].shown, tuple(candidates))] if candidates[0].shown else []
    else:
        readings = _group((candidate, key(candidate)) for candidate in candidates if candidate.shown)
        readings.sort(key=_latest, reverse=True)
    joined = b""
    if merge is Merge.PROTECTIVE:
        joined = join(candidates, rules.joins[name])
    return FieldState(
        merge or Merge.REGISTER, tuple(candidates), tuple(readings), len(readings) > 1, waits, newer, joined=joined
    )


def _alone(candidate: Candidate, merge: Merge | None, waits: bool, name: str, rules: Rules) -> FieldState:
    """What nearly every field is: one write with one value. The same as the long way, several times faster."""
    sole = (candidate,)
    joined = join(sole, rules.joins[name]) if merge is Merge.PROTECTIVE else b""
    newer = candidate.newer or merge is None
    return FieldState(
        merge or Merge.REGISTER, sole, (Reading(candidate.shown, sole),), False, waits, newer, (), (), joined
    )


def key(candidate: Candidate) -> frozenset[Shown] | Shown:
    """What makes two candidates say the same: the value, or the set of values that ``both`` keeps."""
    return candidate.shown[0] if len(candidate.shown) == 1 else frozenset(candidate.shown)


def join(candidates: Iterable[Candidate], rules: Join) -> bytes:
    """The most restrictive of the candidates' values; blank and unknown ones count as the most restrictive."""
    return rules.values[max(rank(candidate, rules) for candidate in candidates)]


def rank(candidate: Candidate, rules: Join) -> int:
    """How restrictive one candidate is."""
    shown = candidate.shown
    if len(shown) != 1 or shown[0].blank is not Blank.NONE:
        return rules.strictest
    return rules.rank(shown[0].value)


def _latest(reading: Reading) -> tuple[int, bytes, WriteId]:
    return reading.sources[0].order


def _group(keyed: Iterable[tuple[Candidate, object]]) -> list[Reading]:
    """Candidates that say the same become one reading, the latest of them first."""
    groups: dict[object, list[Candidate]] = {}
    for candidate, same in keyed:
        groups.setdefault(same, []).append(candidate)
    readings = []
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=_order, reverse=True)
        readings.append(Reading(group[0].shown, tuple(group)))
    return readings


def _order(candidate: Candidate) -> tuple[int, bytes, WriteId]:
    return candidate.order


def _settle_set(candidates: Sequence[Candidate], waits: bool, newer: bool, kin: Kin) -> FieldState:
    """Elements in the order of their first write; ``gone`` shows none, ``both`` several."""
    elements: dict[Shown, list[Candidate]] = {}
    for candidate in candidates:
        for shown in candidate.shown:
            elements.setdefault(shown, []).append(candidate)
    readings = [
        Reading((shown,), tuple(sorted(sources, key=_order, reverse=True))) for shown, sources in elements.items()
    ]
    readings.sort(key=_earliest)
    disputed = tuple(write for group in kin for write in group if kin and _disagree(candidates, group))
    return FieldState(
        Merge.SET, tuple(candidates), tuple(readings), bool(disputed), waits, newer, kin, disputed
    )


def _earliest(reading: Reading) -> tuple[tuple[int, bytes, WriteId], bytes]:
    return reading.sources[-1].order, reading.shown[0].value


def _disagree(candidates: Sequence[Candidate], group: tuple[WriteId, ...]) -> bool:
    members = frozenset(group)
    return len({key(candidate) for candidate in candidates if candidate.write in members}) > 1
