"""What follows from all match decisions together: groups that are the same, pairs that are not, contradictions.

"Same" is transitive. "Not the same" holds between whole groups. Where the two collide (A is B, B is C, A is not C; or
two people answered one pair differently), nothing is resolved here: every pair of that group is ``CONTRADICTED``, which
joins nobody, until a person changes one of the answers. A pure function of a set: order and repetition do not matter.
"""

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from caseapp.domain.spec import RecordId
from caseapp.matching.matcher import Pair, pair

SAME: Final = "same"
DIFFERENT: Final = "different"
UNSURE: Final = "unsure"
ANSWERS: Final = (SAME, DIFFERENT, UNSURE)


class Relation(enum.Enum):
    """How two records stand to each other."""

    OPEN = "open"  # nobody said anything
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Decided:
    """One answer about one pair. ``id``: the record it stands in; a record in conflict gives several."""

    one: RecordId
    other: RecordId
    answer: str
    id: RecordId = ""

    @property
    def pair(self) -> Pair:
        """The two ids in their order."""
        return pair(self.one, self.other)


class Decisions:
    """All answers of a vault, read once."""

    def __init__(self, decided: Iterable[Decided]) -> None:
        said = {one for one in decided if one.one and one.other and one.one != one.other}
        self._said = frozenset(said)
        self._leader = _joined(one.pair for one in said if one.answer == SAME)
        self._apart = {self._ends(one.pair) for one in said if one.answer == DIFFERENT}
        self._unsure = {one.pair for one in said if one.answer == UNSURE}
        self._records: dict[Pair, set[RecordId]] = defaultdict(set)
        for one in said:
            self._records[one.pair].add(one.id)
        self._against = {ends[0] for ends in self._apart if ends[0] == ends[1]}
        self._quarrels = frozenset(
            one.pair for one in said if one.answer == DIFFERENT and self.leader(one.one) in self._against
            and self.leader(one.one) == self.leader(one.other)
        )

    def relation(self, one: RecordId, other: RecordId) -> Relation:
        """What is decided about two records, said of them or following from what was said of others."""
        ends = self._ends((one, other))
        if ends[0] == ends[1]:
            return Relation.CONTRADICTED if ends[0] in self._against else Relation.SAME
        if ends in self._apart:
            return Relation.DIFFERENT
        return Relation.UNSURE if pair(one, other) in self._unsure else Relation.OPEN

    def leader(self, id_: RecordId) -> RecordId:
        """The least id of the group that a record belongs to, itself if nobody joined it."""
        return self._leader.get(id_, id_)

    def groups(self) -> Mapping[RecordId, frozenset[RecordId]]:
        """Leader -> members, of the groups that nothing speaks against."""
        found: dict[RecordId, set[RecordId]] = defaultdict(set)
        for id_, leader in self._leader.items():
            found[leader].add(id_)
        return {leader: frozenset(ids) for leader, ids in found.items() if leader not in self._against}

    def contradictions(self) -> frozenset[Pair]:
        """The pairs said not to be the same that other answers join."""
        return self._quarrels

    def records(self, one: RecordId, other: RecordId) -> tuple[RecordId, ...]:
        """The decision records that speak of just these two: a new answer is written into all of them."""
        return tuple(sorted(id_ for id_ in self._records.get(pair(one, other), ()) if id_))

    def answers(self, one: RecordId, other: RecordId) -> tuple[Decided, ...]:
        """Everything that was said within the group, or between the two groups, that these records belong to."""
        ends = set(self._ends((one, other)))
        return tuple(sorted(
            (each for each in self._said if {self.leader(each.one), self.leader(each.other)} == ends),
            key=lambda each: (each.pair, each.answer, each.id),
        ))

    def _ends(self, ids: Pair) -> Pair:
        return pair(self.leader(ids[0]), self.leader(ids[1]))


def _joined(pairs: Iterable[Pair]) -> dict[RecordId, RecordId]:
    """Union-find: id -> least id of its group."""
    leader: dict[RecordId, RecordId] = {}

    def find(id_: RecordId) -> RecordId:
        while leader.setdefault(id_, id_) != id_:
            leader[id_] = leader[leader[id_]]
            id_ = leader[id_]
        return id_

    for one, other in pairs:
        low, high = pair(find(one), find(other))
        leader[high] = low
    return {id_: find(id_) for id_ in list(leader)}
