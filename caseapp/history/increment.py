"""One more write without folding the record again (history §7): the same state as the full fold, or None.

Fast when the change's id is awaited by nobody, its parents are heads, each ``over`` names a candidate of that field
now, and it holds nothing but puts, removals and unknown ops while no retraction stands. Anything else: fold.
"""

from msgspec.structs import replace

from caseapp.history.candidates import show
from caseapp.history.change import Entry, Op
from caseapp.history.ids import WriteId
from caseapp.history.rules import RETRACTED, Rules
from caseapp.history.state import Candidate, FieldState, Logged, RecordState
from caseapp.history.values import settle
from caseapp.history.view import Liveness


def increment(state: RecordState, new: Logged, rules: Rules) -> RecordState | None:
    """The state after ``new``, which is not yet in it, or None when only a full fold can tell.

    Costs its entries and the candidates of their fields.
    """
    change = new.change
    if new.live is not Liveness.IN or state.kept or state.retracted or change.id in state.waiting_for:
        return None
    if not change.entries or not all(parent in state.heads for parent in change.parents):
        return None
    if not all(is_plain(entry) for entry in change.entries):
        return None
    fields = dict(state.fields)
    for name in {entry.field for entry in change.entries}:
        field = _extended(state.fields.get(name), name, new, rules)
        if field is None:
            return None
        fields[name] = field
    heads = [head for head in state.heads if head not in change.parents]
    return replace(state, empty=False, heads=tuple(sorted((*heads, change.id))), fields=fields)


def is_plain(entry: Entry) -> bool:
    """True for a write that acts on candidates of its own field alone."""
    return bool(entry.field) and entry.field != RETRACTED and (entry.newer or entry.op != Op.BOTH)


def _extended(old: FieldState | None, name: str, new: Logged, rules: Rules) -> FieldState | None:
    """Field ``name`` with the entries of ``new``; None if one of them names anything but a lone candidate."""
    standing = {} if old is None else {candidate.write: candidate for candidate in old.candidates}
    related = () if old is None else old.kin
    blocked = {write for group in related for write in group}
    replaced: set[WriteId] = set()
    added = []
    for k, entry in enumerate(new.change.entries):
        if entry.field != name:
            continue
        over = set(entry.over)
        if not over <= standing.keys() or over & blocked or over & replaced:
            return None
        replaced |= over
        write = WriteId(new.change.id, k)
        shown = show(entry, write, False, rules)
        added.append(Candidate(write, new.change.author, new.hlc, shown, entry.newer))
    kept = [candidate for write, candidate in standing.items() if write not in replaced]
    candidates = sorted((*kept, *added), key=_by_write)
    return settle(name, candidates, old is not None and old.waits, related, rules)


def _by_write(candidate: Candidate) -> WriteId:
    return candidate.write
