"""Every deadline of the vault in a span of time, in order. Reader lane; bounded, whatever the vault's size."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from caseapp.domain.entity import Entity
from caseapp.domain.rules.deadlines import TERMS, Deadline, Sort, Standing, deadlines_of
from caseapp.domain.rules.remark import AnyRecord
from caseapp.domain.spec import Record, RecordId
from caseapp.services.attention import AttentionService, Held
from caseapp.storage import attention
from caseapp.storage.reader import Reader

DAY: Final = 86_400
BACK: Final = 366  # days: what passed longer ago is no deadline any more but history
MOST: Final = 2_000  # records looked at for each date
# Where a date to keep is stated, and where a term of the law begins to run.
_STATED: Final = (("consent", "expires"), ("hearing", "appeal_until"), ("hearing", "held_until"), ("hearing", "held"),
                  ("remedy_step", "reply_due"), ("task", "due"))
_BEGINS: Final = (("hearing", "held"), ("remedy_step", "filed"))
_TYPES: Final = frozenset(type_ for type_, _ in (*_STATED, *_BEGINS))
_LONGEST: Final = max(term.months * 31 + term.days for term in TERMS) + 2


@dataclass(frozen=True, slots=True)
class Agenda:
    """Deadlines in order. ``more``: there are so many that not all were looked at."""

    now: int
    deadlines: tuple[Deadline, ...] = ()
    more: bool = False


class DeadlineService:
    """``held`` tells who is held now and whose limits run."""

    def __init__(self, reader: Reader, held: AttentionService, now: Callable[[], int]) -> None:
        """``now`` in milliseconds."""
        self._reader = reader
        self._held = held
        self._now = now

    def agenda(self, days: int, back: int = BACK, most: int = MOST) -> Agenda:
        """What runs out within ``days`` days from now, and what ran out within ``back`` days and is not settled."""
        now = self._now() // 1000
        span = (now - back * DAY, now + days * DAY)
        entities, more = self._candidates(span, most)
        around = Near(self._reader, entities)
        found = [deadline for entity in entities for deadline in deadlines_of(entity.id, entity.record, around)]
        found += [one for held in self._held.everyone(now) for one in _of_held(held, now)]
        kept = sorted((one for one in found if _shown(one, span, now)),
                      key=lambda one: (one.earliest, one.latest or one.earliest, one.id, one.field, one.key))
        return Agenda(now, tuple(kept), more)

    def _candidates(self, span: tuple[int, int], most: int) -> tuple[list[Entity], bool]:
        ids: dict[RecordId, None] = {}
        more = False
        begun = (span[0] - _LONGEST * DAY, span[1])
        for fields, within in ((_STATED, span), (_BEGINS, begun)):
            for type_, field in fields:
                due = attention.due(self._reader.sql, type_, field, within, most)
                more = more or len(due) == most
                ids.update(dict.fromkeys(one.id for one in due))
        return self._reader.many(ids), more


class Near:
    """``domain.rules.remark.Linked`` over a reader, reading each record once."""

    def __init__(self, reader: Reader, known: Iterable[Entity] = ()) -> None:
        self._reader = reader
        self._known: dict[RecordId, Entity | None] = {entity.id: entity for entity in known}
        self._sources: dict[RecordId, tuple[RecordId, ...]] = {}

    def get(self, id: RecordId, struct: type[AnyRecord]) -> AnyRecord | None:
        """The record, or None where it is not here or of another type."""
        self._fetch((id,))
        entity = self._known[id]
        return entity.record if entity is not None and isinstance(entity.record, struct) else None

    def pointing_at(self, id: RecordId, struct: type[AnyRecord]) -> Sequence[tuple[RecordId, AnyRecord]]:
        """Those of one type that refer to ``id``, withdrawn ones left out."""
        if id not in self._sources:
            self._sources[id] = tuple(dict.fromkeys(
                link.source for link in self._reader.links_to(id) if link.source_type in _TYPES))
        self._fetch(self._sources[id])
        found: list[tuple[RecordId, AnyRecord]] = []
        for source in self._sources[id]:
            record: Record | None = entity.record if (entity := self._known[source]) is not None else None
            if isinstance(record, struct) and not record.retracted:
                found.append((source, record))
        return found

    def _fetch(self, ids: Sequence[RecordId]) -> None:
        wanted = [id_ for id_ in ids if id_ not in self._known]
        self._known.update(dict.fromkeys(wanted))
        self._known.update((entity.id, entity) for entity in self._reader.many(wanted))


def _of_held(held: Held, now: int) -> list[Deadline]:
    """The limits that run for somebody who is held. One that is over is told on Home, as long as it matters."""
    return [
        Deadline(Sort.DETENTION, "act", held.act, "detained", ending.expires[0], ending.expires[1] + 1,
                 (held.person,), ending.limit.key, ending.limit.label, ending.limit.source, ending.limit.verified)
        for ending in held.endings if ending.expires[1] >= now
    ]


def _shown(one: Deadline, span: tuple[int, int], now: int) -> bool:
    if one.sort is Sort.HEARING and one.standing(now) is Standing.PASSED:
        return False  # what was decided there is missing: a gap, and nothing that could still be kept
    return span[0] <= (one.latest or one.earliest) and one.earliest < span[1]
