"""Replicas that write, exchange, undo and lie at random. Everything they do goes through the product's own code.

The model keeps apart what the product must not rely on: who delivered what, and who could read what.
"""

from collections.abc import Callable
from random import Random

import msgspec

from caseapp.domain.policy import Merge
from caseapp.history import change as changes
from caseapp.history import write
from caseapp.history.change import Change, Draft, Entry, Op, Status, unite, withhold
from caseapp.history.fold import fold
from caseapp.history.ids import ChangeId, RecordKey, WriteId, Writer
from caseapp.history.increment import increment
from caseapp.history.intervals import Intervals
from caseapp.history.state import Blank, Logged, RecordState
from caseapp.history.view import Liveness
from tests.laws.replica import FOREIGN, MAIN, ORDINARY, OTHER, RULES, VALUES, Replica


class Step(msgspec.Struct):
    """What one step did: ``lowers`` if it may relax a protective value, ``same_view`` if law 2 applies."""

    kind: str
    replica: Replica
    records: list[RecordKey]
    lowers: bool = False
    same_view: bool = True
    made: Change | None = None
    answer: tuple[str, bytes] | None = None  # a protective answer that a person gave in this step


class World:
    """All replicas of one random history."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.hlc: dict[ChangeId, int] = {}
        self.record_of: dict[ChangeId, RecordKey] = {}
        self.whole: dict[ChangeId, Change] = {}
        self.honest: set[ChangeId] = set()
        self.replicas = [
            Replica(at, bytes([at + 1]) * 32, self.dice.randbytes(8)) for at in range(self.dice.randint(2, 4))
        ]
        self.steps: list[tuple[int, Callable[[Replica], Step | None]]] = [
            (16, self.edit), (8, self.settle), (8, self.keep_both), (6, self.edit_set), (14, self.edit_element),
            (7, self.consent), (4, self.retract), (9, self.undo), (4, self.redo), (4, self.erase), (22, self.deliver),
            (9, self.switch_package), (2, self.switch_writer), (1, self.copy_vault), (3, self.unknown),
            (3, self.hostile), (2, self.destroy),
        ]
        self.weights = [weight for weight, _ in self.steps]

    def step(self) -> Step | None:
        """One random step, or None when the one drawn had nothing to do."""
        (_, act), = self.dice.choices(self.steps, self.weights)
        return act(self.dice.choice(self.replicas))

    # what a replica has

    def logged(self, replica: Replica, record: RecordKey) -> list[Logged]:
        return [self.log(replica, copy) for copy in replica.copies.get(record, {}).values()]

    def log(self, replica: Replica, copy: Change) -> Logged:
        return Logged(
            copy, self.hlc[copy.id], replica.live(copy), frozenset(replica.brought.get(copy.id, ()))
        )

    def elsewhere(self, replica: Replica, record: RecordKey) -> set[ChangeId]:
        return {id_ for other, copies in replica.copies.items() if other != record for id_ in copies}

    def state(self, replica: Replica, record: RecordKey) -> RecordState:
        return fold(self.logged(replica, record), RULES, self.elsewhere(replica, record))

    def _record(self, replica: Replica) -> RecordKey:
        return MAIN if self.dice.random() < 0.85 else self.dice.choice((OTHER, FOREIGN))

    # writing

    def write(
        self, replica: Replica, record: RecordKey, state: RecordState | None, drafts: list[Draft], kind: str,
        honest: bool = True, lowers: bool = False, answer: tuple[str, bytes] | None = None,
    ) -> Step | None:
        if not drafts:
            return Step(kind, replica, [record], answer=answer) if answer else None
        content = write.record(record, state, drafts)
        replica.counter += 1
        made = changes.build(
            replica.author, replica.life, replica.counter, record, content.parents, content.drafts,
            self.dice.randbytes(32),
        )
        if made.id in self.hlc:  # a clone said the very same: the greater claim counts (docs/decisions/0015)
            for twin in self.replicas:
                twin.states.pop(record, None)
        self.hlc[made.id] = max(self.hlc.get(made.id, 0), self.dice.choice((1000, 2000)))
        self.record_of[made.id] = record
        self.whole[made.id] = made
        if honest:
            self.honest.add(made.id)
        replica.own.add(made.id)
        self.receive(replica, made)
        return Step(kind, replica, [record], lowers=lowers, made=made, answer=answer)

    def receive(self, replica: Replica, copy: Change) -> None:
        """Keep a copy, and the state by the incremental path where it allows."""
        copies = replica.copies.setdefault(copy.record, {})
        if replica.destroyed:
            copy = withhold(copy, lambda k, _: (
                Status.ERASED if WriteId(copy.id, k) in replica.destroyed else Status.WHOLE
            ))
        old = copies.get(copy.id)
        if old is not None:
            merged = unite(old, copy)
            assert unite(copy, old) == merged
            assert unite(merged, copy) == merged
            copies[copy.id] = merged
            replica.states.pop(copy.record, None)
            return
        copies[copy.id] = copy
        state = replica.states.get(copy.record)
        new = self.log(replica, copy)
        after = None if state is None else increment(state, new, RULES)
        for record, waiting in list(replica.states.items()):
            if record != copy.record and copy.id in waiting.waiting_for:
                del replica.states[record]
        replica.states[copy.record] = after or self.state(replica, copy.record)

    def edit(self, replica: Replica) -> Step | None:
        record = self._record(replica)
        state = replica.states.get(record)
        drafts: list[Draft] = []
        for name in self.dice.sample(ORDINARY, self.dice.choice((1, 1, 2))):
            if not _newer(state, name):
                leave = self._leave(state, name)
                value = self.dice.choice((*VALUES, None))
                drafts += write.put(state, name, value, RULES, leave)
        return self.write(replica, record, state, drafts, "edit")

    def _leave(self, state: RecordState | None, name: str) -> list[WriteId]:
        """Sometimes a person deliberately leaves one of several standing writes open."""
        if state is None or name not in state.fields or self.dice.random() < 0.8:
            return []
        return [self.dice.choice(state.fields[name].candidates).write]

    def settle(self, replica: Replica) -> Step | None:
        for record, state in replica.states.items():
            for name, field in state.fields.items():
                if not field.difference or field.newer:
                    continue
                if field.merge is Merge.SET:
                    value = self.dice.choice((*VALUES, None))
                    drafts = write.settle_elements(state, name, field.disputed, value, RULES)
                elif field.merge is Merge.REGISTER:
                    drafts = write.put(state, name, self.dice.choice(VALUES), RULES)
                else:
                    continue
                return self.write(replica, record, state, drafts, "settle")
        return None

    def keep_both(self, replica: Replica) -> Step | None:
        for record, state in replica.states.items():
            for name, field in state.fields.items():
                if field.difference and not field.newer and field.merge is not Merge.PROTECTIVE:
                    return self.write(replica, record, state, write.keep_both(state, name, RULES), "both")
        return None

    def edit_set(self, replica: Replica) -> Step | None:
        record = self._record(replica)
        state = replica.states.get(record)
        if _newer(state, "tags"):
            return None
        wanted = self.dice.sample(VALUES, self.dice.randint(0, 3))
        return self.write(replica, record, state, write.elements(state, "tags", wanted, RULES), "set")

    def edit_element(self, replica: Replica) -> Step | None:
        """One element of the set corrected or removed, so that two people often touch the same one."""
        state = replica.states.get(MAIN)
        if _newer(state, "tags"):
            return None
        if state is None or "tags" not in state.fields:
            return self.write(replica, MAIN, state, write.elements(state, "tags", ["x"], RULES), "set")
        field = state.fields["tags"]
        readable = [reading for reading in field.readings if reading.shown[0].blank is Blank.NONE]
        if not readable:
            return None
        over = write.named(field, self.dice.choice(readable))
        draft = Draft(Op.GONE, "tags", over)
        if self.dice.random() < 0.75:
            draft = Draft(Op.PUT, "tags", over, b'"' + self.dice.choice(VALUES).encode() + b'"')
        return self.write(replica, MAIN, state, [draft], "set")

    def consent(self, replica: Replica) -> Step | None:
        record = self._record(replica)
        state = replica.states.get(record)
        if _newer(state, "consent"):
            return None
        value = self.dice.choice(("yes", "yes", "no"))
        drafts = write.put(state, "consent", value, RULES)
        raw = b'"' + value.encode() + b'"'
        return self.write(replica, record, state, drafts, "consent", lowers=True, answer=("consent", raw))

    def retract(self, replica: Replica) -> Step | None:
        record = self._record(replica)
        state = replica.states.get(record)
        if _newer(state, "retracted"):
            return None
        value = self.dice.random() < 0.6
        drafts = write.put(state, "retracted", value, RULES)
        raw = b"true" if value else b"false"
        return self.write(replica, record, state, drafts, "retract", lowers=True, answer=("retracted", raw))

    def _pick(self, replica: Replica, wanted: Callable[[Entry], bool], mid_chain: float) -> tuple[
        RecordKey, list[WriteId]
    ]:
        """Some writes of one record; with probability ``mid_chain`` one that others have replaced."""
        record = self._record(replica)
        state = replica.states.get(record)
        if state is None:
            return record, []
        standing = {c.write for field in state.fields.values() for c in field.candidates}
        found = [
            WriteId(copy.id, k)
            for copy in replica.copies[record].values() if replica.live(copy) is Liveness.IN
            for k, entry in enumerate(copy.entries) if wanted(entry)
        ]
        middle = [id_ for id_ in found if id_ not in standing]
        pool = middle if middle and self.dice.random() < mid_chain else found
        return record, [self.dice.choice(pool)] if pool else []

    def undo(self, replica: Replica) -> Step | None:
        """Of anything, protective entries too: the fold has to refuse that, not the writer."""
        record, targets = self._pick(replica, lambda entry: bool(entry.field), 0.6)
        drafts = [Draft(Op.VOID, "", tuple(targets))] if targets else []
        return self.write(replica, record, replica.states.get(record), drafts, "undo")

    def redo(self, replica: Replica) -> Step | None:
        record, targets = self._pick(replica, lambda entry: entry.op in (Op.VOID, Op.ERASE), 0)
        drafts = [Draft(Op.VOID, "", tuple(targets))] if targets else []
        return self.write(replica, record, replica.states.get(record), drafts, "redo")

    def erase(self, replica: Replica) -> Step | None:
        record, targets = self._pick(replica, lambda entry: entry.op == Op.PUT, 0.3)
        return self.write(replica, record, replica.states.get(record), write.erase(targets), "erase")

    def unknown(self, replica: Replica) -> Step | None:
        """What a newer Caseapp might write: an op, or a field, that this one does not know."""
        record = self._record(replica)
        state = replica.states.get(record)
        name = self.dice.choice(("name", "tags", "consent", "horoscope"))
        over = write.replaced(None if state is None else state.fields.get(name))
        drafts = [Draft("annotate" if name != "horoscope" else "put", name, over, b'"new"')]
        return self.write(replica, record, state, drafts, "unknown")

    def hostile(self, replica: Replica) -> Step | None:
        """Edges that no honest author writes: to other records, other fields, no entry, nothing, the unread."""
        record = self._record(replica)
        everything = list(self.record_of)
        targets = [WriteId(self.dice.randbytes(32), 0)]
        for id_ in self.dice.sample(everything, min(3, len(everything))):
            targets.append(WriteId(id_, self.dice.choice((0, 0, 1, 7))))
        name = self.dice.choice((*ORDINARY, "tags", "consent"))
        op = self.dice.choice((Op.PUT, Op.GONE, Op.BOTH, Op.VOID, Op.ERASE))
        value = b'"y"' if op is Op.PUT else None
        draft = Draft(op, "" if op in (Op.VOID, Op.ERASE) else name, tuple(targets), value)
        return self.write(
            replica, record, replica.states.get(record), [draft], "hostile", honest=False, lowers=True
        )

    # exchange and view

    def deliver(self, replica: Replica) -> Step | None:
        sender = self.dice.choice(self.replicas)
        if sender is replica or not sender.copies:
            return None
        package = self.dice.randbytes(16)
        mode = self.dice.choice(("full", "full", "holes", "redacted"))
        hidden = self.dice.choice(((), ("name",), ("tags", "name"))) if mode == "redacted" else ()
        bare = self.dice.random() < 0.3
        parts: list[tuple[Change, bool]] = []
        for copies in sender.copies.values():
            for copy in copies.values():
                if mode == "holes" and self.dice.random() < 0.35:
                    continue
                live = sender.live(copy) is Liveness.IN
                parts.append((_sent(copy, hidden, bare, live), live))
        self.dice.shuffle(parts)
        replica.packages[package] = "on"
        touched = []
        for copy, live in parts:
            had = replica.copies.get(copy.record, {}).get(copy.id)
            before = None if had is None else replica.live(had)
            if live:
                replica.brought.setdefault(copy.id, []).append(package)
            if had is not None and replica.live(had) is not before:
                replica.states.pop(copy.record, None)
            self.receive(replica, copy)
            touched.append(copy.record)
        return Step("deliver", replica, list(dict.fromkeys(touched)), lowers=True)

    def switch_package(self, replica: Replica) -> Step | None:
        """Take a package out, keeping its protective writes or not, or in again."""
        if not replica.packages:
            return None
        package = self.dice.choice(list(replica.packages))
        lowers = True
        if replica.packages[package] == "on":
            kept = self.dice.random() < 0.7
            replica.packages[package] = "kept" if kept else "off"
            replica.view = replica.view.take_out(package, kept)
            lowers = not kept
        else:
            replica.packages[package] = "on"
            replica.view = replica.view.take_in(package)
        replica.states.clear()
        return Step("view", replica, list(replica.copies), lowers=lowers, same_view=False)

    def switch_writer(self, replica: Replica) -> Step | None:
        other = self.dice.choice(self.replicas)
        writer = Writer(other.author, other.life)
        counters = Intervals(((1, self.dice.randint(1, 4)),))
        if writer in replica.off:
            replica.view = replica.view.switch_on(writer, replica.off.pop(writer))
        else:
            replica.off[writer] = counters
            replica.view = replica.view.switch_off(writer, counters)
        replica.states.clear()
        return Step("writer", replica, list(replica.copies), lowers=True, same_view=False)

    def copy_vault(self, replica: Replica) -> Step | None:
        """A laptop cloned with its life (equivocation), or a backup restored into a new life."""
        if len(self.replicas) >= 5:
            return None
        life = replica.life if self.dice.random() < 0.5 else self.dice.randbytes(8)
        self.replicas.append(replica.clone(len(self.replicas), life))
        return None

    def destroy(self, replica: Replica) -> Step | None:
        """A person confirms that erased values go for good; they are refused content from now on."""
        for record, copies in replica.copies.items():
            state = replica.states.get(record)
            if state is None:
                continue
            for field in state.fields.values():
                for candidate in field.candidates:
                    if any(shown.blank is Blank.ERASED and shown.write == candidate.write
                           for shown in candidate.shown):
                        target = candidate.write
                        replica.destroyed.add(target)
                        copies[target.change] = withhold(copies[target.change], _only(target.k))
                        return Step("destroy", replica, [record])
        return None


def _only(wanted: int) -> Callable[[int, Entry], Status]:
    return lambda k, _: Status.ERASED if k == wanted else Status.WHOLE


def _newer(state: RecordState | None, name: str) -> bool:
    return state is not None and name in state.fields and state.fields[name].newer


def _sent(copy: Change, hidden: tuple[str, ...], bare: bool, live: bool) -> Change:
    """The copy that travels: a skeleton, a redacted one, or the whole."""
    if not live:
        return withhold(copy, lambda _, entry: Status.WITHHELD if entry.status is Status.WHOLE else entry.status)
    if not hidden:
        return copy
    status = Status.BARE if bare else Status.WITHHELD
    return withhold(copy, lambda _, entry: status if entry.field in hidden else Status.WHOLE)
