"""Lists of any length, for the window: rows in words, filters with their labels, the query said back."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from caseapp.domain.changing import ChangePlan, FieldChange, How, changeable, ways
from caseapp.domain.entity import Entity
from caseapp.domain.listing import (
    KNOWN,
    LATEST,
    LINKED,
    NEAR,
    STATE,
    TITLE,
    Condition,
    Facet,
    FacetKind,
    Query,
    about_whom,
    columns,
    facets,
    first_columns,
    sortable,
)
from caseapp.domain.moment import Moment
from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.search_text import wanted
from caseapp.domain.spec import FieldSpec, Kind, RecordId, Search
from caseapp.domain.text import N_
from caseapp.services.bulk import collects
from ui.desk.around import Around
from ui.desk.found import excerpt_of
from ui.desk.periods import periods_of
from ui.desk.records import saved_of
from ui.desk.said import JOIN, Saying, day_of
from ui.desk.vault import OpenVault
from ui.ports import (
    ColumnView,
    FacetView,
    FoundView,
    PeriodCount,
    Row,
    Saved,
    Spread,
    ValueCount,
)

_DETAILS: Final = 2  # beside a title stands little
_ASKED: Final = {
    STATE: N_("State of the record"), LINKED: N_("Is there such a record"), KNOWN: N_("Already recorded by"),
}


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
            label = tr(facet.spec.label) if facet.spec is not None else tr(_ASKED[facet.field])
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
        saying = Saying(self._vault, around)
        labels = tuple(saying.label(query.type, condition) for condition in query.conditions)
        return FoundView(found.ids, found.total, found.withdrawn, saying.whole(query, labels), labels)

    def rows(self, query: Query, ids: Sequence[RecordId], columns: Sequence[str] = ()) -> Sequence[Row]:
        """The rows of these ids that are still here."""
        entities = self._vault.reader.many(ids)
        around = Around(self._vault, self._vault.reader)
        around.put(entities)
        around.look_for_gaps(entities)
        newest = self._newest(around, query.type, ids)
        reasons = self._reasons(around, query, ids)
        around.fetch([id_ for entity in entities for id_ in self._shown_refs(entity, columns)])
        return [self._row(around, entity, query, columns, newest, reasons.get(entity.id, "")) for entity in entities]

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
        saying = Saying(self._vault, around)
        found = [ValueCount(value, saying.answer(facet.spec, value), count)
                 for value, count in (dict.fromkeys(chosen, 0) | counts).items()]
        if facet.spec is None or (facet.spec is not None and facet.spec.kind is Kind.FLAG):
            return found
        order = [choice.id for choice in self._vault.vocabularies.choices(facet.spec.vocabulary)] if facet.spec else []
        return sorted(found, key=lambda one: order.index(one.id) if one.id in order else len(order))

    def periods(self, query: Query, facet: Facet) -> Sequence[PeriodCount]:
        """The years, months or days of a date, by the calendar of this vault's zone."""
        offset = self._vault.offset()
        lists, asked = self._vault.session.lists, query.condition(facet.via, facet.field).period
        counting = partial(lists.within, query, facet, offset) if facet.via else None
        return periods_of(self._vault, lists.periods(query, facet, offset), asked, counting)

    def near(self, record: RecordId, type_: str) -> Query | None:
        """Who was in the same place at the same time; what, of records that tell of nobody."""
        of = about_whom(dict(self._vault.specs), type_)
        return Query(of, conditions=(Condition(NEAR, one_of=(record,)),)) if of else None

    def spread(self, query: Query, facet: Facet) -> Spread:
        """Where a number or date goes."""
        found = self._vault.session.lists.range(query, facet)
        if found.least is None or found.greatest is None:
            return Spread(count=found.count)
        if facet.kind is FacetKind.NUMBER:
            return Spread(str(found.least), str(found.greatest), found.count)
        first, last = (self._vault.day_of(second) for second in (found.least, found.greatest - 1))
        return Spread(day_of(self._vault, Moment(first)), day_of(self._vault, Moment(last)), found.count)

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

    def changeable(self, type_: str) -> Sequence[FieldSpec]:
        """In the order of the form."""
        return changeable(self._vault.specs[type_])

    def ways_to_change(self, spec: FieldSpec) -> Sequence[How]:
        """The usual one first."""
        return ways(spec)

    def plan_change(self, change: FieldChange, ids: Sequence[RecordId]) -> ChangePlan:
        """What would happen."""
        return self._vault.session.changing.plan(self._vault.session.reader, change, ids)

    def change_field(self, change: FieldChange, ids: Sequence[RecordId]) -> Saved:
        """One action that says which field."""
        session, language = self._vault.session, self._vault.language
        spec = self._vault.specs[change.type].fields.get(change.field)
        label = self._vault.tr(spec.label) if spec is not None else ""
        words = language.plural("{field} changed in {n} chosen record",
                                "{field} changed in {n} chosen records", len(ids))
        saved = session.changing.change(change, ids, words.format(field=label, n=len(ids)))
        session.settle(now=False)
        return saved_of(saved)

    # --- rows

    def _row(self, around: Around, entity: Entity, query: Query, columns: Sequence[str],
             newest: Mapping[RecordId, str], reason: str) -> Row:
        title = around.title_of(entity)
        excerpt, spans = excerpt_of(self._vault.specs[entity.type], entity, title, wanted(query.text))
        cells = tuple(newest.get(entity.id, "") if key == LATEST else self._cell(around, entity, key)
                      for key in columns)
        detail = reason or newest.get(entity.id) or self._detail(around, entity)
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
        return JOIN.join([*parts, *([detail] if detail else [])])

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
            parts = [day_of(self._vault, moment)] if isinstance(moment, Moment) else []
            parts += [titles[places[id_]]] if places.get(id_) in titles else []
            found[id_] = JOIN.join(part for part in parts if part)
        return found

    def _reasons(self, around: Around, query: Query, ids: Sequence[RecordId]) -> dict[str, str]:
        """Because of which other record each was found."""
        reasons = self._vault.session.lists.reasons(query, ids)
        titles = around.titles(list(reasons.values()))
        return {id_: titles[other] for id_, other in reasons.items() if other in titles}

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
                return JOIN.join(self._vault.vocabularies.label(field.vocabulary, each) for each in value)
            case Kind.MOMENT:
                return day_of(self._vault, value)
            case Kind.REF:
                return around.titles([value]).get(value, "")
            case Kind.REFS:
                return JOIN.join(around.titles(value).values())
            case Kind.FLAG:
                return self._vault.tr(N_("Yes"))
            case Kind.LINE | Kind.INTEGER:
                return str(value)
            case _:
                return self._vault.readings.show(field.kind.value, value).replace("\n", JOIN)

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
