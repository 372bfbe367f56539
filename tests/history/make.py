"""Short ways to histories for tests: one record, one author a letter, no randomness."""

from hashlib import sha256

from caseapp.domain.policy import Merge, Policy, Rank
from caseapp.domain.spec import FLAG_RAISED_WINS
from caseapp.history import change as changes
from caseapp.history.change import Change, Draft, Op
from caseapp.history.fold import fold
from caseapp.history.ids import RecordKey, WriteId
from caseapp.history.rules import Rules
from caseapp.history.state import Logged, RecordState
from caseapp.history.view import Liveness

KEY = RecordKey("person", "0190f3a1c0de7000800000000000000a")
RULES = Rules.of({
    "name": Policy(), "phone": Policy(), "tags": Policy(Merge.SET),
    "consent": Policy(Merge.PROTECTIVE, Rank(order=("yes", "unasked", "no"), default="unasked")),
    "retracted": FLAG_RAISED_WINS,
})


def w(change: Change, k: int = 0) -> WriteId:
    """The name of an entry."""
    return WriteId(change.id, k)


class Pad:
    """One record's log under construction."""

    def __init__(self) -> None:
        self.logged: dict[bytes, Logged] = {}
        self.made = 0

    def write(
        self, *drafts: Draft, by: str = "a", parents: tuple[Change, ...] = (), hlc: int = 0, keep: bool = True
    ) -> Change:
        self.made += 1
        change = changes.build(
            sha256(by.encode()).digest(), by.encode() * 8, self.made, KEY, [p.id for p in parents], drafts,
            sha256(bytes([self.made % 256, self.made // 256])).digest(),
        )
        if keep:
            self.add(change, hlc=hlc or self.made)
        return change

    def put(self, value: str, *over: Change, field: str = "name", by: str = "a") -> Change:
        draft = Draft(Op.PUT, field, tuple(w(c) for c in over), b'"' + value.encode() + b'"')
        return self.write(draft, by=by, parents=over)

    def op(self, op: str, *over: Change, field: str = "", by: str = "a") -> Change:
        return self.write(Draft(op, field, tuple(w(c) for c in over)), by=by, parents=over)

    def add(
        self, change: Change, live: Liveness = Liveness.IN, hlc: int = 1, brought: frozenset[bytes] = frozenset()
    ) -> None:
        self.logged[change.id] = Logged(change, hlc, live, brought)

    def without(self, *gone: Change) -> list[Logged]:
        return [item for id_, item in self.logged.items() if id_ not in {c.id for c in gone}]

    def fold(self, *gone: Change) -> RecordState:
        return fold(self.without(*gone), RULES)


def values(state: RecordState, field: str = "name") -> set[str]:
    """What a field shows; blanks as their name."""
    if field not in state.fields:
        return set()
    return {
        s.value.decode().strip('"') if not s.blank else s.blank.name
        for reading in state.fields[field].readings for s in reading.shown
    }
