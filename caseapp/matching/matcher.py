"""Looking for duplicates in a whole vault, or for one person among the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from caseapp.domain.spec import RecordId
from caseapp.matching.blocking import Blocks
from caseapp.matching.profile import Profile
from caseapp.matching.scoring import THRESHOLD, Frequencies, Score, score, weigh

Report = Callable[[int, int], None]  # done, in all; may raise to stop
Pair = tuple[RecordId, RecordId]

_TELL: Final = 250  # people between two reports


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that may be one person; ``one`` has the lesser id, so it is the older record."""

    one: RecordId
    other: RecordId
    score: Score

    @property
    def pair(self) -> Pair:
        """The two ids."""
        return self.one, self.other


def pair(one: RecordId, other: RecordId) -> Pair:
    """Two ids in their order."""
    return (one, other) if one <= other else (other, one)


class Matcher:
    """The people of one vault. Not for two threads at once."""

    def __init__(self, people: Iterable[Profile] = ()) -> None:
        self.people: dict[RecordId, Profile] = {}
        self.blocks = Blocks()
        self._known: Frequencies | None = None
        for one in people:
            self.put(one)

    def put(self, one: Profile) -> None:
        """Add a person, or replace what was known of them."""
        self.people[one.id] = one
        self.blocks.put(one)
        self._known = None

    def drop(self, id_: RecordId) -> None:
        """Forget a person."""
        self.people.pop(id_, None)
        self.blocks.drop(id_)
        self._known = None

    @property
    def known(self) -> Frequencies:
        """How common names are here."""
        if self._known is None:
            self._known = Frequencies(self.people.values())
        return self._known

    def like(self, one: Profile) -> list[Candidate]:
        """Who may be this person, likeliest first; ``one`` need not be here. Milliseconds."""
        known = self.known
        found = [
            Candidate(*pair(one.id, id_), made)
            for id_ in self.blocks.near(one) if (made := score(one, self.people[id_], known)).candidate
        ]
        return sorted(found, key=_order)

    def compare(self, one: RecordId, other: RecordId) -> Score:
        """Two people of this vault, however unlike."""
        return score(self.people[one], self.people[other], self.known)

    def all(self, report: Report | None = None) -> list[Candidate]:
        """Every candidate pair, likeliest first."""
        known, found = self.known, list[Candidate]()
        for at, one in enumerate(self.people.values()):
            if report is not None and at % _TELL == 0:
                report(at, len(self.people))
            for id_ in self.blocks.near(one):
                if one.id < id_ and weigh(one, other := self.people[id_], known)[0] >= THRESHOLD:
                    found.append(Candidate(one.id, id_, score(one, other, known)))
        if report is not None:
            report(len(self.people), len(self.people))
        return sorted(found, key=_order)


def _order(candidate: Candidate) -> tuple[float, RecordId, RecordId]:
    return -candidate.score.value, candidate.one, candidate.other
