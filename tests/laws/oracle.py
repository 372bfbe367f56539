"""What the fold should say, worked out the slow and obvious way: recursion, dictionaries, one search per write."""

from dataclasses import dataclass, field

from caseapp.domain.policy import Merge
from caseapp.history.change import KNOWN_OPS, Entry, Status
from caseapp.history.ids import ChangeId, WriteId
from caseapp.history.rules import Rules
from caseapp.history.state import Logged
from caseapp.history.view import Liveness


@dataclass
class Expected:
    candidates: dict[str, set[WriteId]] = field(default_factory=dict)
    muted: set[WriteId] = field(default_factory=set)
    covered: set[WriteId] = field(default_factory=set)
    hidden: set[WriteId] = field(default_factory=set)
    waits: set[str] = field(default_factory=set)
    shown: dict[WriteId, frozenset[object]] = field(default_factory=dict)
    retraction_conflict: set[ChangeId] = field(default_factory=set)
    disputed: dict[str, set[WriteId]] = field(default_factory=dict)


class Oracle:
    """One record under one view."""

    def __init__(self, logged: list[Logged], rules: Rules) -> None:
        self.rules = rules
        self.items = {item.change.id: item for item in logged}
        self.entries: dict[WriteId, Entry] = {
            WriteId(item.change.id, k): entry for item in logged for k, entry in enumerate(item.change.entries)
        }
        self.named_by: dict[WriteId, list[WriteId]] = {}
        for write, entry in self.entries.items():
            if entry.op == "void" and not entry.newer:
                for target in entry.over:
                    self.named_by.setdefault(target, []).append(write)
        self._muted: dict[WriteId, bool] = {}
        self._below: dict[WriteId, set[WriteId]] = {}

    def live(self, write: WriteId) -> Liveness:
        return self.items[write.change].live

    def protective(self, write: WriteId) -> bool:
        return self.entries[write].field in self.rules.joins

    def muted(self, write: WriteId) -> bool:
        if write not in self._muted:
            live = self.live(write)
            entry = self.entries[write]
            if live is not Liveness.IN:
                answer = not (live is Liveness.KEPT and self.protective(write))
            elif self.protective(write) or (entry.op == "erase" and not entry.newer):
                answer = False
            else:
                answer = any(not self.muted(void) for void in self.named_by.get(write, ()))
            self._muted[write] = answer
        return self._muted[write]

    def below(self, write: WriteId) -> list[WriteId]:
        name = self.entries[write].field
        if not name:
            return []
        return [t for t in self.entries[write].over if t in self.entries and self.entries[t].field == name]

    def open_end(self, write: WriteId) -> bool:
        for target in self.entries[write].over:
            if target.change not in self.items:
                return True
            if target in self.entries and self.entries[target].status is Status.BARE:
                return True
        return False

    def reach(self, start: WriteId) -> set[WriteId]:
        """What an unmuted write covers."""
        kept = self.live(start) is Liveness.KEPT
        packages = self.items[start.change].brought
        found: set[WriteId] = set()
        stack = [start]
        while stack:
            for target in self.below(stack.pop()):
                item = self.items[target.change]
                if kept and (item.live is Liveness.IN or not item.brought <= packages):
                    continue
                if target not in found:
                    found.add(target)
                    stack.append(target)
        return found

    def closure(self, start: WriteId) -> set[WriteId]:
        if start not in self._below:
            found: set[WriteId] = set()
            for target in self.below(start):
                found.add(target)
                found |= self.closure(target)
            self._below[start] = found
        return self._below[start]

    def run(self) -> Expected:
        out = Expected()
        out.muted = {write for write in self.entries if self.muted(write)}
        self._hide(out)
        for write, entry in self.entries.items():
            if entry.field and write not in out.muted and (entry.over):
                reached = self.reach(write)
                out.covered |= reached
                if any(self.open_end(w) for w in (write, *reached)):
                    out.waits.add(entry.field)
        for write, entry in self.entries.items():
            if entry.field and write not in out.muted and write not in out.covered:
                out.candidates.setdefault(entry.field, set()).add(write)
                out.shown[write] = frozenset(self._shown(write, out, {write}))
        for name, writes in out.candidates.items():
            if self.rules.merges.get(name) is Merge.SET:
                self._dispute(name, writes, out)
        self._retraction(out)
        return out

    def _hide(self, out: Expected) -> None:
        for write, entry in self.entries.items():
            if entry.op == "erase" and not entry.newer:
                for target in entry.over:
                    if target in self.entries and self.entries[target].op == "put":  # others have no value
                        kept = self.live(write) is Liveness.KEPT and self.protective(target)
                        if kept or write not in out.muted:
                            out.hidden.add(target)

    def _shown(self, write: WriteId, out: Expected, seen: set[WriteId]) -> list[object]:
        entry = self.entries[write]
        merge = self.rules.merges.get(entry.field)
        if entry.newer or entry.op not in KNOWN_OPS:
            return [("newer", write)]
        if entry.op == "put":
            if write in out.hidden or entry.status is Status.ERASED:
                return [("erased", write)]
            return [("withheld", write)] if entry.status is Status.WITHHELD else [entry.value]
        if merge is Merge.PROTECTIVE:
            return [("newer", write)]
        if entry.op == "gone":
            return [b"null"] if merge is Merge.REGISTER else []
        parts: list[object] = []
        for target in self.below(write):
            if target not in seen and target not in out.muted:
                seen.add(target)
                parts += self._shown(target, out, seen)
        return parts

    def _dispute(self, name: str, writes: set[WriteId], out: Expected) -> None:
        groups = [{write} for write in writes]
        joined = True
        while joined:
            joined = False
            for one in groups:
                for other in groups:
                    if one is not other and self._share(one, other):
                        one |= other
                        groups.remove(other)
                        joined = True
                        break
                if joined:
                    break
        bad: set[WriteId] = set()
        for group in groups:
            if len({out.shown[write] for write in group}) > 1:
                bad |= group
        out.disputed[name] = bad

    def _share(self, one: set[WriteId], other: set[WriteId]) -> bool:
        mine = set().union(*(self.closure(write) for write in one))
        return any(mine & self.closure(write) for write in other)

    def ancestors(self, change: ChangeId) -> set[ChangeId]:
        found: set[ChangeId] = set()
        stack = [change]
        while stack:
            for parent in self.items[stack.pop()].change.parents:
                if parent in self.items and parent not in found:
                    found.add(parent)
                    stack.append(parent)
        return found

    def _retraction(self, out: Expected) -> None:
        retracting = {
            write.change for write in out.candidates.get("retracted", set())
            if out.shown[write] != frozenset((b"false",))
        }
        if not retracting:
            return
        above = set().union(*(self.ancestors(change) for change in retracting))
        for id_, item in self.items.items():
            if item.live is not Liveness.IN or id_ in retracting or id_ in above:
                continue
            if self.ancestors(id_) & retracting:
                continue
            for k, entry in enumerate(item.change.entries):
                write = WriteId(id_, k)
                ordinary = entry.status is Status.BARE or (entry.field and not self.protective(write))
                if ordinary and write not in out.muted:
                    out.retraction_conflict.add(id_)
                    break
