"""Lists of any length, for the window: rows in words, filters with their labels, the query said back."""

from collections.abc import Mapping, Sequence
from typing import Final

from caseapp.domain.entity import Entity
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
    columns,
    facets,
    first_columns,
    sortable,
)
from caseapp.domain.moment import Moment, Precision
from caseapp.domain.moment_format import format_moment
from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.spec import FieldSpec, Kind, RecordId, Search
from caseapp.domain.text import N_
from caseapp.services.bulk import collects
from caseapp.services.lists import facet_of
from ui.desk.around import Around
from ui.desk.found import excerpt_of
from ui.desk.records import saved_of
from ui.desk.vault import OpenVault
from ui.ports import ColumnView, FacetView, FoundView, Row, Saved, Spread, ValueCount

_DETAILS: Final = 2  # beside a title stands little
_STATES: Final = {
    State.GAPS: N_("with gaps"), State.CONFLICTS: N_("with conflicts"), State.WITHDRAWN: N_("withdrawn"),
    State.UNAPPROVED: N_("not yet approved"), State.NEWER: N_("needs a newer Caseapp"),
}
_JOIN: Final = ", "


class DeskLists:
    """``ui.ports.Lists`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault
        self._ranks: dict[str, Mapping[str, int]] = {}

    # --- what there is to choose from

    def facets(self, type_: str) -> Sequence[FacetView]:
        """Every filter with its words."""
        tr, specs = self._vault.tr, self._vault.specs
        found = []
        for facet in facets(dict(specs), type_):
            label = tr(facet.spec.label) if facet.spec is not None else tr(N_("State of the record"))
            group = tr(specs[facet.via.split(".")[0]].label) if facet.via else ""
            found.append(FacetView(facet, label, group))
        return found

    def columns(self, type_: str) -> Sequence[ColumnView]:
        """Every column with its words."""
        specs, tr = dict(self._vault.specs), self._vault.tr
        found = [ColumnView(TITLE, tr(specs[type_].label))]
        for key in columns(specs, type_):
            label = tr(N_("Latest")) if key == LATEST else tr(specs[type_].fields[key].label)
            number = key != LATEST and specs[type_].fields[key].kind is Kind.INTEGER
            found.append(ColumnView(key, label, sortable(specs, type_, key), number))
        return found

    def first_columns(self, type_: str) -> Sequence[str]:
        """Those of a table whose columns nobody chose."""
        return first_columns(dict(self._vault.specs), type_)

    def collects(self, type_: str) -> bool:
        """Whether a case has a place for this type."""
        return bool(collects(self._vault.specs, type_))

    # --- reader lane

    def find(self, query: Query) -> FoundView:
        """Ids in order, counts and words."""
        found = self._vault.session.lists.find(query, self._ranked(query), self._vault.language.code)
        around = Around(self._vault, self._vault.reader)
        labels = tuple(self._label(around, query.type, condition) for condition in query.conditions)
        return FoundView(found.ids, found.total, found.withdrawn, self._words(query, labels), labels)

    def rows(self, query: Query, ids: Sequence[RecordId], columns: Sequence[str] = ()) -> Sequence[Row]:
        """The rows of these ids that are still here."""
        entities = self._vault.reader.many(ids)
        around = Around(self._vault, self._vault.reader)
        around.put(entities)
        around.look_for_gaps(entities)
        newest = self._newest(around, query.type, ids)
        around.fetch([id_ for entity in entities for id_ in self._shown_refs(entity, columns)])
        return [self._row(around, entity, query, columns, newest) for entity in entities]

    def values(self, query: Query, facet: Facet) -> Sequence[ValueCount]:
        """The answers to a filter, what is chosen first kept even where it counts nothing."""
        lists = self._vault.session.lists
        chosen = query.condition(facet.via, facet.field).one_of
        around = Around(self._vault, self._vault.reader)
        if facet.kind is FacetKind.RECORDS:
            counted = dict(lists.targets(query, facet))
            found = [ValueCount(id_, label, counted.get(id_, 0))
                     for id_, label in around.titles([*counted, *chosen]).items()]
            return sorted(found, key=lambda one: (-one.count, sort_key(one.label)))
        counts = dict(lists.values(query, facet))
        found = [ValueCount(value, self._answer(around, facet.spec, value), count)
                 for value, count in (dict.fromkeys(chosen, 0) | counts).items()]
        if facet.field == STATE or (facet.spec is not None and facet.spec.kind is Kind.FLAG):
            return found
        order = [choice.id for choice in self._vault.vocabularies.choices(facet.spec.vocabulary)] if facet.spec else []
        return sorted(found, key=lambda one: order.index(one.id) if one.id in order else len(order))

    def spread(self, query: Query, facet: Facet) -> Spread:
        """Where a number or date goes."""
        found = self._vault.session.lists.range(query, facet)
        if found.least is None or found.greatest is None:
            return Spread(count=found.count)
        if facet.kind is FacetKind.NUMBER:
            return Spread(str(found.least), str(found.greatest), found.count)
        first, last = (self._vault.day_of(second) for second in (found.least, found.greatest - 1))
        return Spread(self._day(Moment(first)), self._day(Moment(last)), found.count)

    # --- writer lane

    def collect(self, case: RecordId, name: str, type_: str, ids: Sequence[RecordId]) -> Saved:
        """Put records into a case."""
        session, language = self._vault.session, self._vault.language
        words = language.plural("{n} record put into a case", "{n} records put into a case", len(ids))
        saved = session.bulk.collect(case, name, type_, ids, words.format(n=len(ids)))
        session.settle(now=False)
        return saved_of(saved)

    def withdraw(self, type_: str, ids: Sequence[RecordId], reason: str) -> Saved:
        """Withdraw records as one action."""
        session, language = self._vault.session, self._vault.language
        words = language.plural("{n} record withdrawn", "{n} records withdrawn", len(ids))
        saved = session.bulk.withdraw(type_, ids, reason, words.format(n=len(ids)))
        session.settle(now=False)
        return saved_of(saved)

    # --- rows

    def _row(self, around: Around, entity: Entity, query: Query, columns: Sequence[str],
             newest: Mapping[RecordId, str]) -> Row:
        title = around.title_of(entity)
        excerpt, spans = excerpt_of(self._vault.specs[entity.type], entity, title, query.text)
        cells = tuple(newest.get(entity.id, "") if key == LATEST else self._cell(around, entity, key)
                      for key in columns)
        detail = newest[entity.id] if entity.id in newest else self._detail(around, entity)
        gaps = len(around.gaps(entity.id, entity.record))
        return Row(entity.id, title, detail, entity.conflicts, gaps, withdrawn=entity.retracted,
                   spoken=self._spoken(entity, title, gaps, detail), cells=cells,
                   excerpt=excerpt if excerpt != title else "", spans=spans)

    def _spoken(self, entity: Entity, title: str, gaps: int, detail: str) -> str:
        """The line for ears: what the icons show is said."""
        plural, parts = self._vault.language.plural, [title]
        if entity.conflicts:
            parts.append(plural("{n} conflict", "{n} conflicts", entity.conflicts).format(n=entity.conflicts))
        if gaps:
            parts.append(plural("{n} gap", "{n} gaps", gaps).format(n=gaps))
        if entity.retracted:
            parts.append(self._vault.tr(N_("withdrawn")))
        return _JOIN.join([*parts, *([detail] if detail else [])])

    def _newest(self, around: Around, type_: str, ids: Sequence[RecordId]) -> dict[RecordId, str]:
        """Date and place of the newest record that tells when something was done."""
        via = self._vault.session.lists.via(type_)
        if via is None:
            return {}
        newest = self._vault.session.lists.newest(type_, ids)
        around.fetch(newest.values())
        records = {id_: around.record(other) for id_, other in newest.items()}
        places = {id_: getattr(record, via.place) for id_, record in records.items() if record and via.place}
        titles = around.titles([place for place in places.values() if place])
        found = {}
        for id_, record in records.items():
            moment = getattr(record, via.moment, None)
            parts = [self._day(moment)] if isinstance(moment, Moment) else []
            parts += [titles[places[id_]]] if places.get(id_) in titles else []
            found[id_] = _JOIN.join(part for part in parts if part)
        return found

    def _shown_refs(self, entity: Entity, columns: Sequence[str]) -> list[RecordId]:
        fields = self._vault.specs[entity.type].fields
        found: list[RecordId] = []
        for field in fields.values():
            value = getattr(entity.record, field.name)
            if value and (field.name in columns or field.table):
                found += [value] if field.kind is Kind.REF else list(value) if field.kind is Kind.REFS else []
        return found

    def _detail(self, around: Around, entity: Entity) -> str:
        parts: list[str] = []
        for field in self._vault.specs[entity.type].fields.values():
            if field.table and field.search is not Search.TITLE and len(parts) < _DETAILS:
                text = self._cell(around, entity, field.name)
                parts += [text] if text else []
        return " · ".join(parts)

    def _cell(self, around: Around, entity: Entity, name: str) -> str:
        field = self._vault.specs[entity.type].fields.get(name)
        value = getattr(entity.record, name, None)
        if field is None or value is None or value in ("", (), False):
            return ""
        match field.kind:
            case Kind.TERM:
                return self._vault.vocabularies.label(field.vocabulary, value)
            case Kind.TERMS:
                return _JOIN.join(self._vault.vocabularies.label(field.vocabulary, each) for each in value)
            case Kind.MOMENT:
                return self._day(value)
            case Kind.REF:
                return around.titles([value]).get(value, "")
            case Kind.REFS:
                return _JOIN.join(around.titles(value).values())
            case Kind.FLAG:
                return self._vault.tr(N_("Yes"))
            case Kind.LINE | Kind.INTEGER:
                return str(value)
            case _:
                return self._vault.readings.show(field.kind.value, value).replace("\n", _JOIN)

    def _day(self, moment: Moment) -> str:
        """Short, and no finer than a day: lists are looked along by days."""
        if moment.precision is Precision.MINUTE:
            end = moment.end[:10]
            moment = Moment(moment.start[:10], end if end > moment.start[:10] else "", moment.approximate)
        return format_moment(moment, self._vault.language, long=False)

    # --- words

    def _ranked(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """Terms in the order of their labels, where the list is sorted by them."""
        field = self._vault.specs[query.type].fields.get(query.sort)
        if field is None or not field.vocabulary:
            return {}
        if field.vocabulary not in self._ranks:
            label = self._vault.vocabularies.label
            terms = self._vault.session.vocabularies[field.vocabulary].terms
            ordered = sorted(terms, key=lambda term: sort_key(label(field.vocabulary, term)))
            self._ranks[field.vocabulary] = {term: at for at, term in enumerate(ordered)}
        return self._ranks

    def _words(self, query: Query, labels: Sequence[str]) -> str:
        """The query said back: "Persons, what was done: Detention, where: Almaty, with gaps"."""
        tr = self._vault.tr
        parts = [tr(self._vault.specs[query.type].plural), *labels]
        if query.text.strip():
            parts.insert(1, tr(N_("with the words “{text}”")).format(text=query.text.strip()))
        if query.withdrawn:
            parts.append(tr(N_("with the withdrawn ones")))
        return _JOIN.join(parts)

    def _label(self, around: Around, type_: str, condition: Condition) -> str:
        tr = self._vault.tr
        spec = facet_of(self._vault.specs, type_, condition)
        answers = [self._answer(around, spec, value) for value in condition.one_of]
        if condition.period is not None:
            answers = [self._day(condition.period)]
        elif condition.low is not None or condition.high is not None:
            answers = [self._bounds(condition)]
        said = answers[0] if answers else ""
        for answer in answers[1:]:
            said = tr(N_("{first} or {second}")).format(first=said, second=answer)
        return tr(N_("{field}: {value}")).format(field=tr(spec.label), value=said) if spec is not None else said

    def _bounds(self, condition: Condition) -> str:
        tr = self._vault.tr
        if condition.low is None:
            return tr(N_("at most {number}")).format(number=condition.high)
        if condition.high is None:
            return tr(N_("at least {number}")).format(number=condition.low)
        return tr(N_("{low} to {high}")).format(low=condition.low, high=condition.high)

    def _answer(self, around: Around, spec: FieldSpec | None, value: str) -> str:
        tr = self._vault.tr
        if spec is None:
            return tr(_STATES[State(value)]) if value in set(State) else value
        if spec.kind is Kind.FLAG:
            return tr({YES: N_("Yes"), NO: N_("No")}.get(value, value))
        if spec.kind in (Kind.REF, Kind.REFS):
            return around.titles([value]).get(value) or tr(N_("a record that is not in this vault"))
        return self._vault.vocabularies.label(spec.vocabulary, value)
