"""R0: the record's graph as flat arrays. Writes get small integers; an edge is looked up once and never again.

An edge to something absent waits. One to another record, to another field or to no entry is ignored and reported.
"""

from array import array
from collections.abc import Container, Sequence

from caseapp.history.change import Entry, Op, Status
from caseapp.history.ids import ChangeId, WriteId
from caseapp.history.state import Flaw, Ignored, Logged


class Graph:
    """The writes of one record, numbered in the order given: ``entries[w]`` belongs to change ``owner[w]``.

    ``targets[starts[w]:starts[w + 1]]`` are the writes that ``w`` names in ``over``. ``waits[w]`` marks a covering
    edge of ``w`` that ends at something not here.
    """

    __slots__ = ("base", "entries", "ignored", "index", "logged", "owner", "starts", "targets", "waiting_for", "waits")

    def __init__(self, logged: Sequence[Logged], elsewhere: Container[ChangeId]) -> None:
        self.logged = logged
        self.index: dict[ChangeId, int] = {}
        self.base: list[int] = []
        self.entries: list[Entry] = []
        self.owner: list[int] = []
        for at, item in enumerate(logged):
            change = item.change
            self.index[change.id] = at
            self.base.append(len(self.entries))
            self.entries += change.entries
            self.owner += [at] * len(change.entries)
        self.base.append(len(self.entries))
        self.waiting_for: set[ChangeId] = set()
        self.ignored: list[Ignored] = []
        self.starts = array("i", [0])
        self.targets = array("i")
        self.waits = bytearray(len(self.entries))
        for w, entry in enumerate(self.entries):
            if entry.over:
                self._resolve(w, entry, elsewhere)
            self.starts.append(len(self.targets))

    def _resolve(self, w: int, entry: Entry, elsewhere: Container[ChangeId]) -> None:
        index, base, entries, field = self.index, self.base, self.entries, entry.field
        found = self.targets
        for change, k in entry.over:
            at = index.get(change)
            if at is None:
                self._missing(w, WriteId(change, k), elsewhere)
                continue
            target = base[at] + k
            if target >= base[at + 1]:
                self._ignore(w, WriteId(change, k), Flaw.ENTRY)
            elif not field or entries[target].field == field:
                found.append(target)
            elif entries[target].status is Status.BARE:
                self.waits[w] = 1
            else:
                self._ignore(w, WriteId(change, k), Flaw.FIELD)

    def _missing(self, w: int, target: WriteId, elsewhere: Container[ChangeId]) -> None:
        if target.change in elsewhere:
            self._ignore(w, target, Flaw.RECORD)
        else:
            self.waiting_for.add(target.change)
            self.waits[w] = 1

    def _ignore(self, w: int, target: WriteId, flaw: Flaw) -> None:
        self.ignored.append(Ignored(self.logged[self.owner[w]].change.id, target.change, target.k, flaw))

    def over(self, w: int) -> "array[int]":
        """The writes named by ``w`` that are here."""
        return self.targets[self.starts[w]:self.starts[w + 1]]

    def write_id(self, w: int) -> WriteId:
        """The name of write ``w``."""
        at = self.owner[w]
        return WriteId(self.logged[at].change.id, w - self.base[at])

    def item(self, w: int) -> Logged:
        """The change that write ``w`` belongs to."""
        return self.logged[self.owner[w]]

    def with_op(self, op: Op) -> list[int]:
        """All writes of one known op."""
        return [w for w, entry in enumerate(self.entries) if entry.op == op and not entry.newer]

    def parents(self, elsewhere: Container[ChangeId]) -> list[list[int]]:
        """Per change its parents that are here; the others are added to ``waiting_for`` or ``ignored``."""
        found = []
        for item in self.logged:
            here = []
            for parent in item.change.parents:
                at = self.index.get(parent)
                if at is not None:
                    here.append(at)
                elif parent in elsewhere:
                    self.ignored.append(Ignored(item.change.id, parent, -1, Flaw.RECORD))
                else:
                    self.waiting_for.add(parent)
            found.append(here)
        return found
