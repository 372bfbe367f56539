"""What a list answers, found by looking at every record one by one: the measure of the quick way."""

from collections.abc import Iterator, Sequence

from caseapp.domain.entity import Entity
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
    whereabouts,
)
from caseapp.domain.names.fold import fold_words
from caseapp.domain.nights import widened
from caseapp.domain.records.verification import Verification
from caseapp.domain.search_text import Words, parsed
from caseapp.domain.spec import Kind
from caseapp.domain.spec import Search as FieldSearch
from caseapp.services.verifying import counts
from caseapp.storage.projection import bodies_of, titles_of
from tests.support.listed import SPECS
from ui.desk.around import Around
from ui.desk.desk import VaultDesk

Stay = tuple[str, int, int]


class Slowly:
    """Answers by looking at every record."""

    def __init__(self, desk: VaultDesk) -> None:
        vault = desk._vault
        self._reader = reader = vault.session.reader
        self.entities: dict[str, dict[str, Entity]] = {
            type_: {entity.id: entity for entity in reader.many(reader.ids(type_))} for type_ in SPECS}
        self._around = Around(vault, reader)
        self._zone = vault.session.author.zone

    def answers(self, query: Query) -> set[str]:
        return {id_ for id_, entity in self.entities[query.type].items() if self.holds(query, entity)}

    def holds(self, query: Query, entity: Entity) -> bool:
        asked = [each for each in query.conditions if not each.empty]
        shows = query.withdrawn or any(each.field == STATE and State.WITHDRAWN in each.one_of for each in asked)
        if entity.retracted and not entity.conflicts and not shows:
            return False
        alternatives = parsed(query.text)
        if alternatives and not any(all(self._says(entity, words) for words in each) for each in alternatives):
            return False
        if not self._together(entity, [each for each in asked if not each.group]):
            return False
        return all(any(self._together(entity, [each]) for each in asked if each.group == group)
                   for group in {each.group for each in asked} - {0})

    def _together(self, entity: Entity, asked: Sequence[Condition]) -> bool:
        if not all(self._one(entity, each) != each.negated for each in asked if not each.via):
            return False
        pairs = {(each.via, against(each)) for each in asked if each.via}
        return all(self._via(entity, via, [each for each in asked if (each.via, against(each)) == (via, no)]) != no
                   for via, no in pairs)

    def _says(self, entity: Entity, words: Words) -> bool:
        spec = SPECS[entity.type]
        parts = [" ".join(titles_of(spec, entity.record)), " ".join(bodies_of(spec, entity.record))]
        columns = [fold_words(part).split() for part in parts]
        asked = fold_words(words.text).split()
        if not asked:
            return words.negated
        if words.exact:
            found = any(column[at : at + len(asked)] == asked for column in columns for at in range(len(column)))
        else:
            tokens = [token for column in columns for token in column]
            found = all(word in tokens for word in asked[:-1]) and any(t.startswith(asked[-1]) for t in tokens)
        return found != words.negated

    def _via(self, entity: Entity, via: str, asked: Sequence[Condition]) -> bool:
        type_, field = via.split(".")
        return any(names(each, field, entity.id) and not each.retracted
                   and all(self._one(each, one) for one in asked) for each in self.entities[type_].values())

    def _approved(self, id_: str) -> bool:
        return any(isinstance(each.record, Verification) and each.record.subject == id_ and not each.retracted
                   and each.record.state == "approved" and counts(self._reader, each.record)
                   for each in self.entities["verification"].values())

    def _one(self, entity: Entity, condition: Condition) -> bool:
        if condition.field == LINKED:
            return True
        if condition.field == STATE:
            states = {State.WITHDRAWN: entity.retracted, State.NEWER: entity.newer,
                      State.CONFLICTS: bool(entity.conflicts), State.UNAPPROVED: not self._approved(entity.id),
                      State.GAPS: bool(self._around.gaps(entity.id, entity.record))}
            return any(states[State(each)] for each in condition.one_of)
        if condition.field == KNOWN:
            assert condition.period is not None
            first = min(signed.hlc for signed in self._reader.past(entity.id).signed)
            return first < condition.period.latest() * 1_000_000
        if condition.field == NEAR:
            return self._near(entity, condition)
        spec = SPECS[entity.type].fields[condition.field]
        value = getattr(entity.record, condition.field)
        if condition.period is not None:
            wider = (condition.days or 0) * 86_400
            return value is not None and value.earliest() < condition.period.latest() + wider \
                and value.latest() > condition.period.earliest() - wider
        if condition.low is not None or condition.high is not None:
            return value is not None and (condition.low is None or value >= condition.low) \
                and (condition.high is None or value <= condition.high)
        if NOTHING in condition.one_of and value in (None, "", ()):
            return True
        if spec.kind is Kind.FLAG:
            return (YES if value else NO) in condition.one_of
        values = set(value if isinstance(value, tuple) else [value])
        if spec.kind in (Kind.REF, Kind.REFS):
            values = {above for each in values for above in self._above(each)}
        return bool(values & set(condition.one_of))

    def _near(self, entity: Entity, condition: Condition) -> bool:
        whose = {getattr(each.record, field.name) for found in self.entities.values() for each in found.values()
                 if each.id in condition.one_of for field in SPECS[each.type].fields.values()
                 if field.kind is Kind.REF and field.search is FieldSearch.TITLE}
        if entity.id in {*condition.one_of, *whose}:
            return False
        there = [(place, *widened(low, high, condition.days, self._zone))
                 for id_ in condition.one_of for place, low, high in self._stays(id_)]
        return any(low < until and high > since and wanted in self._above(place)
                   for place, low, high in self._stays(entity.id) for wanted, since, until in there)

    def _stays(self, id_: str) -> Iterator[Stay]:
        for type_, found in self.entities.items():
            where = whereabouts(SPECS, type_)
            for each in found.values() if where is not None else ():
                titled = [field.name for field in SPECS[type_].fields.values()
                          if field.kind is Kind.REF and field.search is FieldSearch.TITLE]
                if each.retracted or (each.id != id_ and not any(names(each, name, id_) for name in titled)):
                    continue
                assert where is not None
                moments = [m for name in where.moments if (m := getattr(each.record, name)) is not None]
                for place in (getattr(each.record, name) for name in where.places):
                    if place and moments:
                        yield place, min(m.earliest() for m in moments), max(m.latest() for m in moments)

    def _above(self, id_: str) -> Iterator[str]:
        seen: set[str] = set()
        while id_ and id_ not in seen:
            seen.add(id_)
            yield id_
            entity = next((each[id_] for each in self.entities.values() if id_ in each), None)
            inside = [field.name for field in SPECS[entity.type].fields.values() if field.within] if entity else []
            id_ = getattr(entity.record, inside[0]) if entity and inside else ""


def names(entity: Entity, field: str, id_: str) -> bool:
    """Whether the field holds that record, alone or among others."""
    value = getattr(entity.record, field)
    return id_ in value if isinstance(value, tuple) else value == id_


def against(condition: Condition) -> bool:
    """Whether it says that there is no such record."""
    return condition.negated != (condition.field == LINKED and condition.one_of == (NO,))
