"""Lists: from what a person asks to what storage answers. Reader lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.listing import (
    LATEST,
    NO,
    STATE,
    TITLE,
    YES,
    Condition,
    Facet,
    FacetKind,
    Query,
    State,
    Via,
    columns,
    vias,
)
from caseapp.domain.records.verification import REVIEWABLE
from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec, Search
from caseapp.services.missing import UNAPPROVED, missing
from caseapp.storage import listing
from caseapp.storage.listing import Listing, Order, Ordered, Range, Through
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Link, Reader
from caseapp.storage.where import (
    All,
    Between,
    During,
    Flagged,
    NamedBy,
    Names,
    Not,
    OneOf,
    Some,
    Text,
    Where,
)

Ranks = Mapping[str, Mapping[str, int]]  # vocabulary -> term -> its place among the labels of a language

# A withdrawal that somebody disputes is not hidden: it waits for a decision.
_HIDDEN: Final = All((Flagged(Flags.RETRACTED), Not(Flagged(Flags.CONFLICT))))
_PRESENT: Final = Not(Flagged(Flags.RETRACTED))
_TONGUES: Final = ("_ru", "_kk", "_en")


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: ids of 16 bytes one after the other, out of how many, and how many withdrawn ones would
    answer it too but are not shown."""

    ids: bytes = field(repr=False)
    total: int
    withdrawn: int = 0

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids) // listing.ID_SIZE


class ListService:
    """Questions about the lists of all types, over the reader of one vault."""

    def __init__(self, reader: Reader, specs: Mapping[str, RecordSpec]) -> None:
        self._reader = reader
        self._specs = dict(specs)
        self._counts: dict[tuple[str, bool], int] = {}
        self._whole: dict[tuple[str, bool], tuple[Order, Ordered]] = {}
        self._kept_at = (0, 0)

    def find(self, query: Query, ranks: Ranks, language: str = "") -> Found:
        """The records that answer a query, in its order."""
        asked = Listing(self._reader, query.type)
        where = self._where(query)
        ids = self._ids(asked, query, where, self._order(query, ranks, language))
        open_to_all = query.withdrawn or self._asks_withdrawn(query)
        hidden = 0 if open_to_all or not self._all(query.type, True) else asked.count(All((where, _HIDDEN)))
        if not query.narrowed:
            return Found(ids, len(ids) // 16, hidden)
        total = self._all(query.type, False) + (self._all(query.type, True) if query.withdrawn else 0)
        return Found(ids, total, hidden)

    def _ids(self, asked: Listing, query: Query, where: Where, order: Order) -> bytes:
        """In order. The whole list is kept until something is written, because finding out which of it answer is
        quick and putting them in order again is not."""
        self._keep()
        hides = not query.withdrawn
        kept = self._whole.get((query.type, hides))
        if self._asks_withdrawn(query) or (query.narrowed and (kept is None or kept[0] != order)):
            return asked.ids(self._visible(query, where), order)
        if kept is None or kept[0] != order:
            kept = self._whole[query.type, hides] = order, asked.whole(order, _HIDDEN if hides else None)
        if not query.narrowed:
            return kept[1].ids
        return kept[1].among(asked.marked(where))

    def _keep(self) -> None:
        """What was counted and put in order stays until somebody writes."""
        version = self._reader.version
        if version != self._kept_at:
            self._counts, self._whole, self._kept_at = {}, {}, version

    def _all(self, type_: str, hidden: bool) -> int:
        """How many there are, or are withdrawn, whatever is asked: the same from one letter typed to the next."""
        self._keep()
        kept = None if hidden else self._whole.get((type_, True))
        if kept is not None:
            return len(kept[1].numbers)
        if (type_, hidden) not in self._counts:
            where = _HIDDEN if hidden else Not(_HIDDEN)
            self._counts[type_, hidden] = Listing(self._reader, type_).count(where)
        return self._counts[type_, hidden]

    def shown(self, query: Query) -> Where:
        """What must hold of the records that a query shows: for views that ask more of them than a list does."""
        return self._visible(query, self._where(query))

    def values(self, query: Query, facet: Facet) -> dict[str, int]:
        """Term, yes or no, or state -> how many of the records that every other filter leaves hold it."""
        rest, through = self._rest(query, facet)
        asked = Listing(self._reader, query.type)
        if facet.field == STATE:
            return {state: asked.count(self._in_state(query, rest, state)) for state in self.states(query.type)}
        if facet.spec is None:
            return {}
        found = asked.values(rest, facet.spec, through)
        if facet.spec.kind is Kind.FLAG:
            return {YES: found.get("1", 0), NO: found.get("", 0) + found.get("0", 0)}
        return {value: count for value, count in found.items() if value}

    def targets(self, query: Query, facet: Facet) -> list[tuple[RecordId, int]]:
        """The records that are named most, with their counts."""
        rest, through = self._rest(query, facet)
        return [] if facet.spec is None else Listing(self._reader, query.type).targets(rest, facet.spec, through)

    def range(self, query: Query, facet: Facet) -> Range:
        """Least and greatest of a number or date among the records that every other filter leaves."""
        rest, through = self._rest(query, facet)
        found = Range(None, None, 0)
        return found if facet.spec is None else Listing(self._reader, query.type).range(rest, facet.spec, through)

    def newest(self, type_: str, ids: Sequence[RecordId]) -> dict[RecordId, RecordId]:
        """For each record of a type the newest one that tells when something was done to it."""
        via = self.via(type_)
        if via is None or not ids:
            return {}
        return listing.newest(self._reader, ids, Through(via.spec.type, via.field, _PRESENT), via.moment)

    def links_to(self, ids: Sequence[RecordId], types: Sequence[str]) -> list[Link]:
        """What of these types points at any of many records, in one statement."""
        return listing.links_to(self._reader, ids, types)

    def via(self, type_: str) -> Via | None:
        """What tells of a type's records when something was done to them."""
        return next(iter(vias(self._specs, type_)), None)

    def states(self, type_: str) -> tuple[State, ...]:
        """What records of a type can be in."""
        gaps = (State.GAPS,) if missing(type_) is not None else ()
        unapproved = (State.UNAPPROVED,) if type_ in REVIEWABLE else ()
        return (*gaps, *unapproved, State.CONFLICTS, State.NEWER, State.WITHDRAWN)

    # -- from the query to the tree -----------------------------------------------------------------------------

    def _visible(self, query: Query, where: Where) -> Where:
        return where if query.withdrawn or self._asks_withdrawn(query) else All((where, Not(_HIDDEN)))

    def _asks_withdrawn(self, query: Query) -> bool:
        return State.WITHDRAWN in query.condition("", STATE).one_of

    def _where(self, query: Query, without: tuple[str, str] | None = None) -> Where:
        parts: list[Where] = [Text(query.text)] if query.text.strip() else []
        by_via: dict[str, list[Where]] = {}
        for condition in query.conditions:
            if condition.key == without or condition.empty:
                continue
            if condition.via:
                by_via.setdefault(condition.via, []).append(self._one(*self._across(query.type, condition)))
            else:
                parts.append(self._one(query.type, condition))
        for via, inner in by_via.items():
            type_, name = via.split(".")
            parts.append(NamedBy(type_, name, All((_PRESENT, *inner))))
        return All(tuple(parts))

    def _across(self, type_: str, condition: Condition) -> tuple[str, Condition]:
        if condition.via not in {via.key for via in vias(self._specs, type_)}:
            raise Invalid(field=condition.via)
        return condition.via.split(".")[0], condition

    def _one(self, type_: str, condition: Condition) -> Where:
        if condition.field == STATE:
            return Some(tuple(self._state(type_, state) for state in condition.one_of))
        spec = self._specs[type_].fields.get(condition.field)
        if spec is None:
            raise Invalid(field=condition.field)
        if condition.period is not None:
            return During(spec.name, condition.period.earliest(), condition.period.latest())
        if condition.low is not None or condition.high is not None:
            return Between(spec.name, condition.low, condition.high)
        if spec.kind in (Kind.REF, Kind.REFS):
            return Names(spec.name, condition.one_of)
        if spec.kind is Kind.FLAG:
            return OneOf(spec.name, tuple(int(value == YES) for value in condition.one_of))
        return OneOf(spec.name, condition.one_of)

    def _in_state(self, query: Query, rest: Where, state: State) -> Where:
        """Asked for alone: only who asks for the withdrawn sees them."""
        shown = (rest, self._state(query.type, state))
        return All(shown) if query.withdrawn or state is State.WITHDRAWN else All((*shown, Not(_HIDDEN)))

    def _state(self, type_: str, state: str) -> Where:
        gaps = missing(type_)
        if state == State.GAPS and gaps is not None:
            return gaps
        if state == State.UNAPPROVED:
            return UNAPPROVED
        flags = {State.CONFLICTS: Flags.CONFLICT, State.NEWER: Flags.NEWER, State.WITHDRAWN: Flags.RETRACTED}
        return Flagged(flags.get(State(state), Flags(0)))

    def _rest(self, query: Query, facet: Facet) -> tuple[Where, Through | None]:
        """What every other filter leaves; and for a filter via other records, what is asked of those."""
        key = (facet.via, facet.field)
        where = self._visible_but(query, key)
        if not facet.via:
            return where, None
        type_, name = facet.via.split(".")
        same = [self._one(type_, each) for each in query.conditions
                if each.via == facet.via and each.key != key and not each.empty]
        return where, Through(type_, name, All((_PRESENT, *same)))

    def _visible_but(self, query: Query, key: tuple[str, str]) -> Where:
        where = self._where(query, key)
        shows = query.withdrawn or key == ("", STATE) or self._asks_withdrawn(query)
        return where if shows else All((where, Not(_HIDDEN)))

    def _order(self, query: Query, ranks: Ranks, language: str) -> Order:
        spec = self._specs[query.type]
        via = self.via(query.type)
        if query.sort == LATEST and via is not None:
            return Order(via.moment, query.descending, through=Through(via.spec.type, via.field, _PRESENT))
        if query.sort == TITLE or query.sort not in columns(self._specs, query.type):
            return Order(descending=query.descending, titles=_titles(spec, language))
        chosen = spec.fields[query.sort]
        return Order(query.sort, query.descending, ranks=ranks.get(chosen.vocabulary, {}))


def _titles(spec: RecordSpec, language: str) -> tuple[str, ...]:
    """Where a type has a name in each language: those fields, the window's first. Blank: the stored key serves."""
    own = [field for field in spec.fields.values() if field.search is Search.TITLE and field.kind is Kind.LINE]
    named = [field.name for field in own if field.name.endswith(_TONGUES)]
    if not named or not language or named[0].endswith(f"_{language}"):
        return ()
    return tuple(sorted((f.name for f in own), key=lambda name: not name.endswith(f"_{language}")))


def facet_of(specs: Mapping[str, RecordSpec], type_: str, condition: Condition) -> FieldSpec | None:
    """The field that a condition asks for; None for the state or where it is not known."""
    of = condition.via.split(".")[0] if condition.via else type_
    return specs[of].fields.get(condition.field) if of in specs else None


__all__ = ["FacetKind", "Found", "ListService", "facet_of"]
