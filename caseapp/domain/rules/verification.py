"""From what is taken in to what may stand in a dossier: which step follows which, and that two persons take part.

Nobody approves what they wrote: the author of the newest facts of a record is not the one who approves it. What comes
from another vault is not refused, since it is signed and there, but an approval of one's own work does not count.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from caseapp.domain.records.account import Account
from caseapp.domain.records.source import Source
from caseapp.domain.rules.remark import Linked
from caseapp.domain.spec import RecordId

INTAKE: Final = "intake"
APPROVED: Final = "approved"
CORROBORATED: Final = "corroborated"
INDEPENDENT: Final = 2  # so many origins corroborate one another
_ASIDE: Final = ("disputed", "retracted", "duplicate", "closed")
# State -> the steps that may follow, the usual one first. A single source may be all there is: corroboration can be
# left out. Nothing is final: what was put aside can be taken in again.
STEPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    INTAKE: ("reviewed", *_ASIDE),
    "reviewed": (CORROBORATED, "legally_reviewed", INTAKE, *_ASIDE),
    CORROBORATED: ("legally_reviewed", "reviewed", *_ASIDE),
    "legally_reviewed": (APPROVED, "reviewed", *_ASIDE),
    APPROVED: ("reviewed", *_ASIDE),
    "disputed": ("reviewed", INTAKE, "retracted", "duplicate", "closed"),
    "retracted": (INTAKE, "closed"),
    "duplicate": (INTAKE, "closed"),
    "closed": (INTAKE,),
})


@dataclass(frozen=True, slots=True)
class Signed:
    """Who wrote something, by fingerprint, and by what clock."""

    author: str
    clock: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands. ``own_work``: approved by whoever wrote it. ``changed``: facts are newer than the step."""

    state: str
    step: Signed | None = None
    own_work: bool = False
    changed: bool = False

    @property
    def counts(self) -> bool:
        """Whether it may be called approved."""
        return self.state == APPROVED and not self.own_work and not self.changed


def may_follow(before: str, after: str) -> bool:
    """Whether a step is allowed; staying where one is always is. A state of a newer version leads to intake only."""
    return before == after or after in STEPS.get(before or INTAKE, (INTAKE,))


def approves_own(facts: Iterable[Signed], author: str) -> bool:
    """Whether ``author`` wrote the newest of ``facts``."""
    newest = max(facts, key=lambda one: one.clock, default=None)
    return newest is not None and newest.author == author


def standing(state: str, step: Signed | None, facts: Sequence[Signed]) -> Standing:
    """Where a record stands by its last step and by what was written into it."""
    if step is None or not state:
        return Standing(INTAKE)
    before = [one for one in facts if one.clock <= step.clock]
    own = state == APPROVED and approves_own(before, step.author)
    return Standing(state, step, own, any(one.clock > step.clock for one in facts))


def origins(accounts: Iterable[tuple[RecordId, Account]], linked: Linked) -> frozenset[RecordId]:
    """Where accounts come from in the end: two channels that repeat one post are one origin, and so is one source.

    An account without source is an origin of its own: nothing says that it repeats another.
    """
    return frozenset(_root(id_, account, linked) for id_, account in accounts)


def _root(id_: RecordId, account: Account, linked: Linked) -> RecordId:
    first = _end(id_, lambda one: (linked.get(one, Account) or Account()).origin)
    source = (linked.get(first, Account) or (account if first == id_ else Account())).source
    return _end(source, lambda one: (linked.get(one, Source) or Source()).origin) if source else first


def _end(start: RecordId, before: Callable[[RecordId], RecordId]) -> RecordId:
    """The end of a chain of what repeats what; of records that name one another in a ring, one and the same."""
    seen = [start]
    while following := before(seen[-1]):
        if following in seen:
            return min(seen[seen.index(following):])
        seen.append(following)
    return seen[-1]
