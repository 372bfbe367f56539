"""The kinds of record of the model, and one vault in it."""

from typing import Final

from caseapp.domain.policy import Merge, Policy, Rank
from caseapp.domain.spec import FLAG_RAISED_WINS
from caseapp.history.change import Change
from caseapp.history.ids import ChangeId, RecordKey, WriteId, Writer
from caseapp.history.intervals import Intervals
from caseapp.history.rules import Rules
from caseapp.history.state import RecordState
from caseapp.history.view import Liveness, PackageId, View

CONSENT: Final = Rank(order=("yes", "unasked", "no"), default="unasked")
RULES: Final = Rules.of({
    "name": Policy(), "phone": Policy(), "tags": Policy(Merge.SET),
    "consent": Policy(Merge.PROTECTIVE, CONSENT), "retracted": FLAG_RAISED_WINS,
})
MAIN: Final = RecordKey("person", "0" * 31 + "1")
OTHER: Final = RecordKey("person", "0" * 31 + "2")
FOREIGN: Final = RecordKey("case", MAIN.id)  # the same id under another type is another record
VALUES: Final = ("x", "y", "z")
ORDINARY: Final = ("name", "phone")


class Replica:
    """One vault: copies of changes, who delivered them, the view, and the state kept by increments."""

    def __init__(self, name: int, author: bytes, life: bytes) -> None:
        self.name = name
        self.author = author
        self.life = life
        self.counter = 0
        self.copies: dict[RecordKey, dict[ChangeId, Change]] = {}
        self.own: set[ChangeId] = set()
        self.brought: dict[ChangeId, list[PackageId]] = {}  # live deliveries in order of arrival
        self.packages: dict[PackageId, str] = {}  # on | off | kept
        self.off: dict[Writer, Intervals] = {}
        self.view = View()
        self.destroyed: set[WriteId] = set()
        self.states: dict[RecordKey, RecordState] = {}

    def live(self, change: Change) -> Liveness:
        brought = self.brought.get(change.id, ())
        return self.view.liveness(
            Writer(change.author, change.life), change.counter, change.id in self.own, brought
        )

    def clone(self, name: int, life: bytes) -> "Replica":
        twin = Replica(name, self.author, life)
        twin.counter = self.counter if life == self.life else 0
        twin.copies = {record: dict(copies) for record, copies in self.copies.items()}
        twin.own = set(self.own)
        twin.brought = {id_: list(packages) for id_, packages in self.brought.items()}
        twin.packages = dict(self.packages)
        twin.off = dict(self.off)
        twin.view = self.view
        twin.destroyed = set(self.destroyed)
        twin.states = dict(self.states)
        return twin
