"""From what a person asks of a list to the tree that storage answers. Reader lane."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.ids import parse_id
from caseapp.domain.listing import (
    KNOWN,
    LINKED,
    NEAR,
    NO,
    NOTHING,
    STATE,
    YES,
    Condition,
    Query,
    State,
    namers,
    whereabouts,
)
from caseapp.domain.nights import DAY, widened
from caseapp.domain.search_text import Words, parsed
from caseapp.domain.spec import FieldSpec, Kind, RecordSpec, Search
from caseapp.services.missing import missing, unapproved
from caseapp.services.standing import Approvals
from caseapp.storage import near
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Reader
from caseapp.storage.where import (
    All,
    Between,
    During,
    Filled,
    Flagged,
    NamedBy,
    Names,
    Near,
    Not,
    OneOf,
    Recorded,
    Some,
    Span,
    Text,
    Way,
    Where,
)

# A withdrawal that somebody disputes is not hidden: it waits for a decision.
HIDDEN: Final = All((Flagged(Flags.RETRACTED), Not(Flagged(Flags.CONFLICT))))
PRESENT: Final = Not(Flagged(Flags.RETRACTED))
_MICRO: Final = 1_000_000
MOST_DAYS: Final = 36_600  # a hundred years around a date
_MOST_DIGITS: Final = 1 << 62  # what a column of numbers holds


class Asking:
    """The tree of a query. ``zone``: whose nights are meant where two records are compared."""

    def __init__(self, reader: Reader, specs: Mapping[str, RecordSpec], zone: str) -> None:
        self._reader = reader
        self._specs = dict(specs)
        self._zone = zone
        self._approvals = Approvals(reader)

    def where(self, query: Query, but: Collection[Condition] = ()) -> Where:
        """What all filters leave, or all but some. Raises Invalid for a filter that this version does not know."""
        asked = [each for each in query.conditions if not each.empty and each not in but]
        parts = [*_text(query.text), *self._together(query.type, [each for each in asked if not each.group])]
        for group in sorted({each.group for each in asked} - {0}):
            alternatives = [each for each in asked if each.group == group]
            parts.append(Some(tuple(All(tuple(self._together(query.type, [each]))) for each in alternatives)))
        return All(tuple(parts))

    def siblings(self, query: Query, condition: Condition) -> list[Condition]:
        """The filters that cannot be told apart from this one: the other alternatives of its group; where it says that
        there is no such record, what else that record would be."""
        if condition.group:
            return [each for each in query.conditions if each.group == condition.group]
        if condition.via and condition.negated:
            return [each for each in query.conditions if each.via == condition.via and each.negated and not each.group]
        return [condition]

    def one(self, type_: str, condition: Condition) -> Where:
        """One filter of a type's own, as if it were not negated."""
        if condition.field == LINKED:
            return All()
        if condition.field == STATE and not set(State).issuperset(condition.one_of):
            raise Invalid(field=STATE)
        if condition.field == STATE:
            return Some(tuple(self.state(type_, state) for state in condition.one_of))
        if condition.field == KNOWN and condition.period is not None:
            return Recorded(condition.period.latest() * _MICRO)
        if condition.field == NEAR:
            return self._near(type_, condition)
        spec = self._specs[type_].fields.get(condition.field)
        if spec is None or not _fits(condition, spec):
            raise Invalid(field=condition.field)
        if condition.period is not None:
            wider = (condition.days or 0) * DAY
            return During(spec.name, condition.period.earliest() - wider, condition.period.latest() + wider)
        if condition.low is not None or condition.high is not None:
            return Between(spec.name, condition.low, condition.high)
        said = tuple(value for value in condition.one_of if value != NOTHING)
        parts: list[Where] = [Not(Filled(spec.name))] if NOTHING in condition.one_of else []
        if said and spec.kind in (Kind.REF, Kind.REFS):
            parts.append(Names(spec.name, tuple(parse_id(each) for each in said)))
        elif said:
            values = tuple(int(value == YES) for value in said) if spec.kind is Kind.FLAG else said
            parts.append(OneOf(spec.name, values))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def state(self, type_: str, state: str) -> Where:
        """Records in a state."""
        gaps = missing(type_)
        if state == State.GAPS and gaps is not None:
            return gaps
        if state == State.UNAPPROVED:
            return unapproved(self._approvals.void())
        flags = {State.CONFLICTS: Flags.CONFLICT, State.NEWER: Flags.NEWER, State.WITHDRAWN: Flags.RETRACTED}
        return Flagged(flags.get(State(state), Flags(0)))

    def of_one_record(self, type_: str, via: str, conditions: Sequence[Condition]) -> Where:
        """What must hold of one and the same record that names one of the list."""
        if via not in namers(self._specs, type_):
            raise Invalid(field=via)
        return All((PRESENT, *(self.one(via.split(".")[0], each) for each in conditions)))

    # -- parts --------------------------------------------------------------------------------------------------

    def _together(self, type_: str, conditions: Sequence[Condition]) -> list[Where]:
        parts: list[Where] = []
        by_via: dict[tuple[str, bool], list[Condition]] = {}
        for condition in conditions:
            if condition.via:
                against = condition.negated != (condition.field == LINKED and condition.one_of == (NO,))
                by_via.setdefault((condition.via, against), []).append(condition)
            else:
                held = self.one(type_, condition)
                parts.append(Not(held) if condition.negated else held)
        for (via, against), asked in by_via.items():
            namer, field = via.split(".")
            named = NamedBy(namer, field, self.of_one_record(type_, via, asked))
            parts.append(Not(named) if against else named)
        return parts

    def _near(self, type_: str, condition: Condition) -> Where:
        """Who else was there where and when the named records were, in that night or day or so many days around."""
        ids = tuple(parse_id(each) for each in condition.one_of)
        if condition.days is not None and not 0 <= condition.days <= MOST_DAYS:
            raise Invalid(field=NEAR)
        named = self._reader.many(ids)
        ways = {way for entity in named for way in self._ways(entity.type)}
        found = near.spans(self._reader, ids, sorted(ways, key=str))
        wider = tuple(Span(span.place, *widened(span.earliest, span.latest, condition.days, self._zone))
                      for span in found)
        whose = [getattr(entity.record, field.name) for entity in named
                 for field in self._specs[entity.type].fields.values()
                 if field.kind is Kind.REF and field.search is Search.TITLE]
        return Near(wider, self._ways(type_), (*ids, *(id_ for id_ in whose if id_)))

    def _ways(self, type_: str) -> tuple[Way, ...]:
        """How records of a type come to have been somewhere: by their own fields, or by those of what happened to
        them."""
        found = []
        for spec in self._specs.values():
            there = whereabouts(self._specs, spec.type)
            if there is None:
                continue
            fields = [""] if spec.type == type_ else [
                field.name for field in spec.fields.values()
                if field.kind is Kind.REF and type_ in field.targets and field.search is Search.TITLE]
            found += [Way(spec.type, field, there.places, there.moments) for field in fields]
        return tuple(found)


def _fits(condition: Condition, spec: FieldSpec) -> bool:
    """Whether a field of this kind can be asked so: filters come from scripts and from kept searches too."""
    if condition.days is not None and not 0 <= condition.days <= MOST_DAYS:
        return False
    if condition.period is not None:
        return spec.kind is Kind.MOMENT
    bounds = [each for each in (condition.low, condition.high) if each is not None]
    return spec.kind is Kind.INTEGER and all(abs(each) < _MOST_DIGITS for each in bounds) if bounds else True


def _text(text: str) -> list[Where]:
    alternatives = [tuple(_words(words) for words in each) for each in parsed(text)]
    if not alternatives:
        return []
    if len(alternatives) == 1:
        return list(alternatives[0])
    return [Some(tuple(All(each) for each in alternatives))]


def _words(words: Words) -> Where:
    held = Text(words.text, words.exact)
    return Not(held) if words.negated else held
