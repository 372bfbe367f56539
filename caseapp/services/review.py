"""What waits for a person: conflicts, records withdrawn and edited apart, values whose successors are on their way.

Reading is for the reader's lane, the verbs of ``ReviewService`` for the writer's. Every decision is an ordinary write:
both values stay in the history, and the reason given is part of the action's title, so that it travels with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from caseapp.domain.entity import Entity, Issue
from caseapp.domain.errors import NotFound, Stale
from caseapp.domain.policy import Merge
from caseapp.domain.records.account import Account
from caseapp.domain.records.source import Source
from caseapp.domain.spec import FieldSpec, RecordId, RecordSpec
from caseapp.history.rules import RETRACTED
from caseapp.services import matching
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved
from caseapp.storage import disputes
from caseapp.storage.disputes import Action, Open, Withdrawal, Wrote
from caseapp.storage.reader import Reader

RESOLVED: Final = "resolve"
CAUSES: Final = (RESOLVED, matching.CAUSE)

__all__ = [
    "CAUSES", "RESOLVED", "Action", "Open", "Told", "Withdrawal", "Wrote", "ReviewService", "awaited", "can_both",
    "decided", "first_authors", "told", "waiting", "withdrawal",
]


@dataclass(frozen=True, slots=True)
class Told:
    """An account that stands behind what one author wrote, with its two grades."""

    id: RecordId
    author: str
    reliability: str = ""
    credibility: str = ""


def waiting(reader: Reader, specs: Mapping[str, RecordSpec]) -> list[Open]:
    """Every record with something to decide or to wait for, newest first."""
    return disputes.open_records(reader.sql, specs)


def withdrawal(reader: Reader, spec: RecordSpec, id_: RecordId) -> Withdrawal | None:
    """Who withdrew it, who went on with it; None where there is nothing to decide."""
    return disputes.withdrawal(reader.sql, spec, id_)


def awaited(reader: Reader, spec: RecordSpec, id_: RecordId) -> int:
    """How many changes that others name have not arrived."""
    return disputes.awaited(reader.sql, spec, id_)


def decided(reader: Reader, specs: Mapping[str, RecordSpec]) -> list[Action]:
    """What this vault's person decided and did not undo, newest first."""
    return [one for one in disputes.actions(reader.sql, specs, CAUSES) if not one.undone]


def told(reader: Reader, id_: RecordId) -> list[Told]:
    """The accounts about a record, by who recorded them."""
    about = {link.source for link in reader.links_to(id_) if link.field == "about"}
    accounts = [(one.id, one.record) for one in reader.many(sorted(about)) if isinstance(one.record, Account)]
    authors = disputes.first_authors(reader.sql, (one for one, _ in accounts))
    sources = {
        one.id: one.record.reliability
        for one in reader.many(account.source for _, account in accounts if account.source)
        if isinstance(one.record, Source)
    }
    return [
        Told(one, authors.get(one, ""), sources.get(account.source, ""), account.credibility)
        for one, account in accounts
    ]


def first_authors(reader: Reader, ids: Sequence[RecordId]) -> dict[RecordId, str]:
    """Who began each of these records, fingerprint as hex."""
    return disputes.first_authors(reader.sql, ids)


def can_both(spec: FieldSpec) -> bool:
    """Whether "both are true" is an answer: to a question of protection it is none."""
    return spec.merge.merge is not Merge.PROTECTIVE


class ReviewService:
    """Deciding. Writer lane. ``seen`` is ``Entity.heads`` as it was read: Stale when the record moved on since."""

    def __init__(
        self, records: RecordService, reader: Callable[[], Reader], specs: Mapping[str, RecordSpec]
    ) -> None:
        self._records = records
        self._reader = reader
        self._specs = specs

    def keep(self, id_: RecordId, name: str, value: Any, title: str, seen: bytes) -> Saved:
        """One value (for a field of many, one element or all of them) over everything that stood."""
        entity, spec = self._fresh(id_, seen), self._field(id_, name)
        return self._records.resolve(entity.type, id_, name, whole(spec, entity, value), title, seen)

    def keep_both(self, id_: RecordId, name: str, title: str, seen: bytes) -> Saved:
        """Every value that stands is true."""
        entity = self._fresh(id_, seen)
        return self._records.keep_both(entity.type, id_, name, title)

    def settle(self, id_: RecordId, title: str, seen: bytes, *, withdrawn: bool) -> Saved:
        """Withdrawn for good, or taken back in with the edits."""
        entity = self._fresh(id_, seen)
        return self._records.save([Edit(entity.type, id_, {RETRACTED: withdrawn}, seen)], title, cause=RESOLVED)

    def _fresh(self, id_: RecordId, seen: bytes) -> Entity:
        entity = self._reader().get(id_)
        if entity.heads != seen:
            raise Stale()
        return entity

    def _field(self, id_: RecordId, name: str) -> FieldSpec:
        spec = self._specs[self._reader().type_of(id_)].fields.get(name)
        if spec is None:
            raise NotFound()
        return spec


def whole(spec: FieldSpec, entity: Entity, value: Any) -> Any:
    """For a field of many values one element was chosen: it joins those that nobody disputes."""
    if spec.merge.merge is not Merge.SET or isinstance(value, list | tuple):
        return value
    issue = entity.issues.get(spec.name, Issue())
    disputed: Sequence[Any] = [one.value for one in issue.standing]
    return (*(each for each in getattr(entity.record, spec.name) if each not in disputed), value)
