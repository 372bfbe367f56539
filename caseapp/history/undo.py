"""Undo of a changeset: voids by reference, never inverse values, so that undoing in any order gives the same.

Undo of a whole package is not here: it is the view that is switched (view.py), and no change is written.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from caseapp.history.change import MAX_OVER, Change, Draft, Op, Status
from caseapp.history.explain import Fate, fates
from caseapp.history.fold import fold
from caseapp.history.ids import RecordKey, WriteId
from caseapp.history.rules import Rules
from caseapp.history.state import Logged
from caseapp.history.write import Content, record


class Undo(msgspec.Struct, frozen=True):
    """The voids of an undo, and its report: "n undone, m kept because later edits replace them, p not here".

    ``confirm``: protective writes of the action. Undo never touches them; a person answers each anew (``write.put``).
    """

    contents: tuple[Content, ...]
    undone: int
    kept: int
    absent: int
    confirm: tuple[WriteId, ...]


def undo(
    changes: Sequence[Change], total: int, histories: Mapping[RecordKey, Sequence[Logged]],
    rules: Callable[[str], Rules],
) -> Undo:
    """Undo of the changeset whose changes here are ``changes``, of ``total`` that it has.

    ``histories``: all changes of each record touched. Undoing an undo is redo.
    """
    contents = []
    undone = kept = 0
    absent = total - len(changes)
    confirm: list[WriteId] = []
    for change in changes:
        logged, known = histories[change.record], rules(change.record.type)
        fate = fates(logged, known)
        over = []
        for k, entry in enumerate(change.entries):
            write = WriteId(change.id, k)
            if fate[write] in (Fate.UNDONE, Fate.OUT_OF_VIEW) or entry.op == Op.ERASE:
                continue
            if entry.status in (Status.WITHHELD, Status.BARE) or entry.newer:
                absent += 1
            elif entry.field in known.joins:
                confirm.append(write)
            else:
                over.append(write)
                kept += fate[write] is Fate.COVERED
                undone += fate[write] is not Fate.COVERED
        if over:
            contents.append(record(change.record, fold(logged, known), _voids(over)))
    return Undo(tuple(contents), undone, kept, absent, tuple(confirm))


def _voids(over: Sequence[WriteId]) -> list[Draft]:
    return [Draft(Op.VOID, "", tuple(over[at:at + MAX_OVER])) for at in range(0, len(over), MAX_OVER)]
