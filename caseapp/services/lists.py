"""Lists: from what a person asks to what storage answers. Reader lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.listing import (
    LATEST,
    LINKED,
    NO,
    NOTHING,
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
from caseapp.services.asking import HIDDEN, PRESENT, Asking
from caseapp.services.missing import missing
from caseapp.storage import listing
from caseapp.storage.listing import Listing, Order, Ordered, Range, Through
from caseapp.storage.reader import Link, Reader
from caseapp.storage.where import All, NamedBy, Not, Where

Ranks = Mapping[str, Mapping[str, int]]  # vocabulary -> term -> its place among the labels of a language

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

    def listed(self) -> list[RecordId]:
        """The ids one by one."""
        return [self.ids[at : at + listing.ID_SIZE].hex() for at in range(0, len(self.ids), listing.ID_SIZE)]


class ListService:
    """Questions about the lists of all types, over the reader of one vault."""

    def __init__(self, reader: Reader, specs: Mapping[str, RecordSpec], zone: str = "UTC") -> None:
        self._reader = reader
        self._specs = dict(specs)
        self._asking = Asking(reader, specs, zone)
        self._counts: dict[tuple[str, bool], int] = {}
        self._whole: dict[tuple[str, bool], tuple[Order, Ordered]] = {}
        self._kept_at = (0, 0)

    def find(self, query: Query, ranks: Ranks, language: str = "") -> Found:
        """The records that answer a query, in its order."""
        asked = Listing(self._reader, query.type)
        where = self._asking.where(query)
        ids = self._ids(asked, query, where, self._order(query, ranks, language))
        open_to_all = query.withdrawn or self._asks_withdrawn(query)
        hidden = 0 if open_to_all or not self._all(query.type, True) else asked.count(All((where, HIDDEN)))
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
            kept = self._whole[query.type, hides] = order, asked.whole(order, HIDDEN if hides else None)
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
            where = HIDDEN if hidden else Not(HIDDEN)
            self._counts[type_, hidden] = Listing(self._reader, type_).count(where)
        return self._counts[type_, hidden]

    def shown(self, query: Query) -> Where:
        """What must hold of the records that a query shows: for views that ask more of them than a list does."""
        return self._visible(query, self._asking.where(query))

    def values(self, query: Query, facet: Facet) -> dict[str, int]:
        """Term, yes or no, or state -> how many of the records that every other filter leaves hold it."""
        rest, through = self._rest(query, facet)
        asked = Listing(self._reader, query.type)
        if facet.field == STATE:
            return {state: asked.count(self._in_state(query, rest, state)) for state in self.states(query.type)}
        if facet.kind is FacetKind.LINKED and through is not None:
            linked = NamedBy(through.type, through.field, through.where)
            return {YES: asked.count(All((rest, linked))), NO: asked.count(All((rest, Not(linked))))}
        if facet.spec is None:
            return {}
        found = asked.values(rest, facet.spec, through)
        if facet.spec.kind is Kind.FLAG:
            return {YES: found.get("1", 0), NO: found.get("", 0) + found.get("0", 0)}
        return {value or NOTHING: count for value, count in found.items() if count}

    def periods(self, query: Query, facet: Facet, offset: int) -> list[tuple[int, int, int]]:
        """First and last day (since 1970, ``offset`` seconds east of Greenwich) of a date of the records that every
        other filter leaves, with how many there are of each."""
        rest, through = self._rest(query, facet)
        return [] if facet.spec is None else Listing(self._reader, query.type).days(rest, facet.spec, offset, through)

    def within(self, query: Query, facet: Facet, offset: int, days: Sequence[Sequence[int]]) -> dict[int, int]:
        """The same for a date of other records: first day, last day and to which period they count -> how many records
        of the list count to it, each once."""
        rest, through = self._rest(query, facet)
        if facet.spec is None or through is None:
            return {}
        return Listing(self._reader, query.type).within(rest, facet.spec, offset, days, through)

    def reasons(self, query: Query, ids: Sequence[RecordId]) -> dict[RecordId, RecordId]:
        """For each record the one that names it and because of which it was found, where other records were asked."""
        found: dict[RecordId, RecordId] = {}
        main = self.via(query.type)  # a list says of itself when that was
        for via in dict.fromkeys(each.via for each in query.conditions if each.via and not each.negated):
            if main is not None and via == main.key:
                continue
            asked = [each for each in query.conditions if each.via == via and not each.negated and each.field != LINKED]
            type_, name = via.split(".")
            moment = next((f.name for f in self._specs[type_].fields.values() if f.kind is Kind.MOMENT), "")
            if ids and not any(each.one_of == (NO,) and each.field == LINKED for each in query.conditions):
                through = Through(type_, name, self._asking.of_one_record(query.type, via, asked))
                found = listing.newest(self._reader, ids, through, moment) | found
        return found

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
        return listing.newest(self._reader, ids, Through(via.spec.type, via.field, PRESENT), via.moment)

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
        return where if query.withdrawn or self._asks_withdrawn(query) else All((where, Not(HIDDEN)))

    def _asks_withdrawn(self, query: Query) -> bool:
        return State.WITHDRAWN in query.condition("", STATE).one_of

    def _in_state(self, query: Query, rest: Where, state: State) -> Where:
        """Asked for alone: only who asks for the withdrawn sees them."""
        shown = (rest, self._asking.state(query.type, state))
        return All(shown) if query.withdrawn or state is State.WITHDRAWN else All((*shown, Not(HIDDEN)))

    def _rest(self, query: Query, facet: Facet) -> tuple[Where, Through | None]:
        """What every other filter leaves; and for a filter via other records, what is asked of those."""
        asked = query.condition(facet.via, facet.field)
        apart = self._asking.siblings(query, asked)
        where = self._asking.where(query, apart)
        shows = query.withdrawn or facet.field == STATE or self._asks_withdrawn(query)
        where = where if shows else All((where, Not(HIDDEN)))
        if not facet.via:
            return where, None
        same = [each for each in query.conditions
                if each.via == facet.via and each.field not in (facet.field, LINKED) and not each.empty
                and (each.negated, each.group) == (asked.negated, asked.group)]
        type_, name = facet.via.split(".")
        return where, Through(type_, name, self._asking.of_one_record(query.type, facet.via, same))

    def _order(self, query: Query, ranks: Ranks, language: str) -> Order:
        spec = self._specs[query.type]
        via = self.via(query.type)
        if query.sort == LATEST and via is not None:
            return Order(via.moment, query.descending, through=Through(via.spec.type, via.field, PRESENT))
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
