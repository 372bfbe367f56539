"""The laws of the history specification as checks after every step of a random history."""

from caseapp.domain.policy import Merge
from caseapp.history.change import Op, Status, withhold
from caseapp.history.explain import Fate, explain
from caseapp.history.fold import fold
from caseapp.history.ids import RecordKey, WriteId, Writer
from caseapp.history.rules import Rules
from caseapp.history.state import Blank, FieldState, Logged, RecordState, Shown
from caseapp.history.values import join
from caseapp.history.view import Liveness, View
from tests.laws.model import Step, World
from tests.laws.oracle import Expected, Oracle
from tests.laws.replica import RULES, Replica


class LawBroken(AssertionError):
    """A law did not hold; the text says which, without random data."""


def require(holds: bool, law: str) -> None:
    if not holds:
        raise LawBroken(law)


class Check:
    """Runs one random history and checks every law at every step. The seed replays it."""

    def __init__(self, seed: int) -> None:
        self.world = World(seed)
        self.dice = self.world.dice
        self.before: dict[tuple[int, RecordKey], RecordState] = {}

    def run(self) -> int:
        """The number of steps taken."""
        taken = 0
        wanted = self.dice.randint(10, 25)
        for _ in range(4 * wanted):  # some draws find nothing to do
            step = self.world.step()
            if step is None:
                continue
            taken += 1
            if taken > wanted:
                break
            for record in step.records:
                self.check(step, record)
        return taken

    def check(self, step: Step, record: RecordKey) -> None:
        world, replica = self.world, step.replica
        logged = world.logged(replica, record)
        elsewhere = world.elsewhere(replica, record)
        state = fold(logged, RULES, elsewhere)
        old = self.before.get((replica.name, record))
        self.before[(replica.name, record)] = state
        self.order(replica, record, logged, state)
        expected = Oracle(logged, RULES).run()
        against_oracle(state, expected)
        erased_stays_hidden(state, expected)
        self.views(replica, logged)
        self.blank_one(logged, state)
        if any(item.change.entries and _protects(item) for item in logged):
            self.default_removal(replica, record, logged, state)
        if old is not None:
            self.disappearance(step, old, state, logged)
            self.protective_floor(step, old, state)
        if step.made is not None:
            self.informed(step, old, record)
            if step.kind == "erase" and old is not None:
                require(_candidates(old) == _candidates(state), "5: erase changes no candidate")
        self.recorded(step)

    def order(self, replica: Replica, record: RecordKey, logged: list[Logged], state: RecordState) -> None:
        shuffled = list(logged)
        self.dice.shuffle(shuffled)
        elsewhere = self.world.elsewhere(replica, record)
        require(fold(shuffled, RULES, elsewhere) == state, "1: order of arrival")
        kept = replica.states.get(record)
        if kept is None:
            replica.states[record] = state
        else:
            require(kept == state, "1: one by one equals all at once")

    def views(self, replica: Replica, logged: list[Logged]) -> None:
        """Law 6: the liveness of each change follows from the set of packages that are on, in whatever order."""
        for item in logged:
            change = item.change
            writer = Writer(change.author, change.life)
            answers = {replica.packages[package] for package in replica.brought.get(change.id, ())}
            if writer in replica.off and change.counter in replica.off[writer]:
                wanted = Liveness.OUT
            elif change.id in replica.own or "on" in answers:
                wanted = Liveness.IN
            else:
                wanted = Liveness.KEPT if "kept" in answers else Liveness.OUT
            require(item.live is wanted, "6: set of packages")
        packages = list(replica.packages.items())
        self.dice.shuffle(packages)
        rebuilt = View(off=replica.view.off)
        for package, answer in packages:
            if answer != "on":
                rebuilt = rebuilt.take_out(package, answer == "kept")
        require(rebuilt == replica.view, "6: order of acts")
        for package, answer in packages[:1]:
            if answer == "on":
                require(replica.view.take_out(package).take_in(package) == replica.view, "6: undo and merge")

    def blank_one(self, logged: list[Logged], state: RecordState) -> None:
        """Law 9: a value that is not here changes only its own blank, differences and joins."""
        at = self.dice.randrange(len(logged))
        item = logged[at]
        whole = [k for k, entry in enumerate(item.change.entries) if entry.status is Status.WHOLE]
        if not whole:
            return
        k = self.dice.choice(whole)
        copy = withhold(item.change, lambda n, _: Status.WITHHELD if n == k else Status.WHOLE)
        require(copy.id == item.change.id, "9: id")
        other = [*logged[:at], Logged(copy, item.hlc, item.live, item.brought), *logged[at + 1:]]
        blanked = fold(other, RULES)
        plain = state if not state.ignored else fold(logged, RULES)
        require(_candidates(plain) == _candidates(blanked), "9: candidates")
        require(plain.heads == blanked.heads and plain.empty == blanked.empty, "9: heads")
        missing = WriteId(item.change.id, k)
        for name, field in plain.fields.items():
            _same_but(field, blanked.fields[name], missing)
            if field.merge is Merge.PROTECTIVE:
                _not_lower(name, field, blanked.fields[name], "4: blank lowers")

    def default_removal(
        self, replica: Replica, record: RecordKey, logged: list[Logged], state: RecordState
    ) -> None:
        """Law 4: taking a package out with the preselected answer relaxes nothing."""
        on = [package for package, answer in replica.packages.items() if answer == "on"]
        if not on:
            return
        view = replica.view.take_out(self.dice.choice(on))
        out = [_under(replica, view, item) for item in logged]
        if all(new.live is item.live for new, item in zip(out, logged, strict=True)):
            return
        after = fold(out, RULES, self.world.elsewhere(replica, record))
        for name, field in state.fields.items():
            if field.merge is Merge.PROTECTIVE:
                require(name in after.fields, "4: removal drops an answer")
                _not_lower(name, field, after.fields[name], "4: removal lowers")
        against_oracle(after, Oracle(out, RULES).run())

    def disappearance(
        self, step: Step, old: RecordState, state: RecordState, logged: list[Logged]
    ) -> None:
        """Law 2: a candidate stops being one only for a cause that can be named."""
        if not step.same_view:
            return
        now = _candidates(state)
        live = {item.change.id: item.live for item in logged}
        for name, writes in _candidates(old).items():
            for write in writes - now.get(name, set()):
                if step.kind == "deliver" and _delivery_changed_view(old, live, write):
                    continue
                reason = explain(logged, RULES, write)
                require(reason.fate in (Fate.COVERED, Fate.UNDONE) and bool(reason.by), "2: unexplained")
                require(all(live[by.change] is not Liveness.OUT for by in reason.by), "2: cause not live")

    def protective_floor(self, step: Step, old: RecordState, state: RecordState) -> None:
        """Law 4: nothing but an answer, a delivery or a view lowers a protective value."""
        if step.lowers:
            return
        for name, field in old.fields.items():
            if field.merge is Merge.PROTECTIVE:
                require(name in state.fields, f"4: {step.kind} drops an answer")
                _not_lower(name, field, state.fields[name], f"4: {step.kind} lowers")

    def informed(self, step: Step, old: RecordState | None, record: RecordKey) -> None:
        """Law 3: an honest author names only what he could read in his view, or saw erased."""
        made = step.made
        if made is None or made.id not in self.world.honest:
            return
        copies = step.replica.copies[record]
        for entry in made.entries:
            if entry.op in (Op.VOID, Op.ERASE) or not entry.field:
                continue
            for target in entry.over:
                require(target.change in copies, "3: names what is not here")
                named = copies[target.change].entries[target.k]
                require(step.replica.live(copies[target.change]) is not Liveness.OUT, "3: names out of view")
                require(named.status in (Status.WHOLE, Status.NONE, Status.ERASED) or _saw_erased(old, target),
                        "3: names the unread")
                require(not named.newer, "3: names the unknown")

    def recorded(self, step: Step) -> None:
        """A protective answer is on record even when it changes nothing (history section 8, row G)."""
        if step.answer is None:
            return
        name, raw = step.answer
        made = step.made
        require(made is not None and any(e.field == name and e.value == raw for e in made.entries),
                "4: an answer was not recorded")


def against_oracle(state: RecordState, expected: Expected) -> None:
    require(_candidates(state) == expected.candidates, "R5: candidates")
    for name, field in state.fields.items():
        says = [expected.shown[candidate.write] for candidate in field.candidates]
        for candidate, wanted in zip(field.candidates, says, strict=True):
            require(frozenset(map(_plain, candidate.shown)) == wanted, "R6: what a write shows")
        require(field.waits == (name in expected.waits), "R5: waiting")
        if field.merge is Merge.SET:
            require(set(field.disputed) == expected.disputed[name], "R6: disputes")
            shown = {_plain(reading.shown[0]) for reading in field.readings}
            require(shown == set().union(*says), "R6: elements")
        else:
            distinct = {wanted for wanted in says if wanted}
            require(len(field.readings) == len(distinct), "R6: distinct values")
            require(field.difference == (len(distinct) > 1), "R6: difference")
            pick(field)
        if field.merge is Merge.PROTECTIVE:
            _joins(name, field, says)
    require(set(state.retraction_conflict) == expected.retraction_conflict, "R7: retraction against edit")


def pick(field: FieldState) -> None:
    """R6: the shown pick is the greatest by clock, author, change id."""
    standing = [candidate for candidate in field.candidates if candidate.shown]
    if standing:
        best = max(standing, key=lambda c: (c.hlc, c.author, c.write.change, c.write.k))
        require(best in field.readings[0].sources, "R6: pick")
        require(field.readings[0].sources[0] == best, "R6: pick is total")


def _joins(name: str, field: FieldState, says: list[frozenset[object]]) -> None:
    """Law 4, independently of ``join``: not below any live candidate."""
    order: list[object] = list(RULES.joins[name].values)
    wanted = max(
        order.index(next(iter(said))) if len(said) == 1 and said <= set(order) else len(order) - 1 for said in says
    )
    require(field.joined == order[wanted], "4: below a candidate")
    require(join(field.candidates, RULES.joins[name]) == field.joined, "4: join")


def erased_stays_hidden(state: RecordState, expected: Expected) -> None:
    """Law 5: no value of an erased write is shown, also not through ``both``."""
    for field in state.fields.values():
        for candidate in field.candidates:
            if candidate.write in expected.hidden:
                require(all(shown.blank is not Blank.NONE for shown in candidate.shown), "5: erased shown")


def _protects(item: Logged) -> bool:
    return any(entry.field in RULES.joins for entry in item.change.entries)


def _under(replica: Replica, view: View, item: Logged) -> Logged:
    change = item.change
    live = view.liveness(
        Writer(change.author, change.life), change.counter, change.id in replica.own,
        replica.brought.get(change.id, ()),
    )
    return Logged(change, item.hlc, live, item.brought)


def _candidates(state: RecordState) -> dict[str, set[WriteId]]:
    return {name: {c.write for c in field.candidates} for name, field in state.fields.items()}


def _plain(shown: Shown) -> object:
    return shown.value if shown.blank is Blank.NONE else (shown.blank.name.lower(), shown.write)


def _same_but(field: FieldState, other: FieldState, missing: WriteId) -> None:
    for one, two in zip(field.candidates, other.candidates, strict=True):
        blank = [shown for shown in two.shown if shown.write == missing]
        if one.write == missing or blank:
            continue
        require(set(one.shown) == set(two.shown), "9: another value changed")


def _not_lower(name: str, old: FieldState, new: FieldState, law: str) -> None:
    rank = RULES.joins[name].rank
    require(rank(new.joined) >= rank(old.joined), law)


def _delivery_changed_view(old: RecordState, live: dict[bytes, Liveness], write: WriteId) -> bool:
    """A delivery may bring a kept or skeleton change into view, and with it what that change mutes or covers."""
    return old.kept or live[write.change] is Liveness.OUT


def _saw_erased(old: RecordState | None, target: WriteId) -> bool:
    if old is None:
        return False
    return any(
        shown.write == target and shown.blank is Blank.ERASED
        for field in old.fields.values() for c in field.candidates for shown in c.shown
    )


__all__ = ["RULES", "Check", "LawBroken", "Rules"]
