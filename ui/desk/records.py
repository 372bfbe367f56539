"""Reading and writing records of every type, for lists and record pages."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from caseapp.domain.entity import Changes, Entity, Issue
from caseapp.domain.errors import NotFound
from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec, Search
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_line
from caseapp.services import authors, matching, verifying
from caseapp.services import records as services
from caseapp.services.edits import Edit
from caseapp.services.review import whole
from ui.desk import remarks
from ui.desk.around import Around, references
from ui.desk.reviewing import LIST, review_of
from ui.desk.vault import OpenVault
from ui.ports import FieldView, Link, LinkGroup, RecordView, Row, Saved, Standing, Values

_ANSWERS: Final = {
    "same": N_("The same as"), "different": N_("Not the same as"), "unsure": N_("Not sure whether the same as"),
}
_DETAILS: Final = 2  # beside a title stands little
_IDENTITY: Final = 5
_FIRST: Final = 6  # links of one kind that a record shows at once
_PAGE: Final = 50
_REASON: Final = 1_000  # bytes; a title holds four times as much


class DeskRecords:
    """``ui.ports.Records`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def specs(self) -> Mapping[str, RecordSpec]:
        """Type -> spec."""
        return self._vault.specs

    # --- reader lane

    def ids(self, type_: str) -> Sequence[RecordId]:
        """Every id in the list's order."""
        return self._vault.reader.ids(type_)

    def rows(self, ids: Sequence[RecordId]) -> Sequence[Row]:
        """The rows of these ids that are still here."""
        entities = self._vault.reader.many(ids)
        around = Around(self._vault, self._vault.reader)
        around.put(entities)
        return [self._row(around, entity) for entity in entities]

    def get(self, id_: RecordId) -> RecordView:
        """One record. Raises NotFound."""
        reader = self._vault.reader
        entity = reader.get(id_)
        around = Around(self._vault, reader)
        around.put([entity])
        spec = self._vault.specs[entity.type]
        named = [other for ids in references(spec, entity.record).values() for other in ids]
        absent = self._vault.tr(N_("a record that is not in this vault"))
        titles = dict.fromkeys(named, absent) | around.titles(named)
        groups = self._groups(around, id_, entity.type)
        return RecordView(
            id_, entity.type, around.title_of(entity), self._fields(entity),
            tuple(link for group in groups for link in group.links), titles, around.gaps(id_, entity.record),
            entity.newer, entity.heads, self._identity(entity, around.title_of(entity)),
            remarks.notes(self._vault, around, entity), groups, entity.retracted,
            review_of(self._vault, around, id_, entity.type),
        )

    def _row(self, around: Around, entity: Entity) -> Row:
        gaps = len(around.gaps(entity.id, entity.record))
        return Row(entity.id, around.title_of(entity), self._detail(entity), entity.conflicts, gaps)

    def _detail(self, entity: Entity) -> str:
        parts = [
            text
            for field in self._vault.specs[entity.type].fields.values()
            if field.table and field.search is not Search.TITLE and (text := self._short(field, entity))
        ]
        return " · ".join(parts[:_DETAILS])

    def _short(self, field: FieldSpec, entity: Entity) -> str:
        value = getattr(entity.record, field.name)
        if value in (None, "", ()):
            return ""
        if field.kind is Kind.TERM:
            return self._vault.vocabularies.label(field.vocabulary, value)
        if field.kind in (Kind.MOMENT, Kind.IDENTIFIERS):
            return self._vault.readings.show(field.kind.value, value).replace("\n", ", ")
        return str(value) if field.kind in (Kind.LINE, Kind.INTEGER) else ""

    def _fields(self, entity: Entity) -> dict[str, FieldView]:
        aliases = authors.aliases(self._vault.session.reader) if entity.issues else {}
        return {
            name: self._field(getattr(entity.record, name), entity.issues.get(name), aliases)
            for name in self._vault.specs[entity.type].fields
        }

    def _field(self, value: object, issue: Issue | None, aliases: Mapping[str, str]) -> FieldView:
        if issue is None:
            return FieldView(value)
        unknown = self._vault.tr(N_("an author whose card is not here"))
        standing = tuple(
            Standing(one.value, aliases.get(one.author, unknown), dt.datetime.fromtimestamp(one.hlc / 1e6, dt.UTC))
            for one in issue.standing if not one.blank
        )
        blank = next((one.blank for one in issue.standing if one.blank), "newer" if issue.newer else "")
        return FieldView(value, standing, issue.conflict, blank)

    def _identity(self, entity: Entity, title: str) -> str:
        """Other spellings of the name, then what the list shows beside it."""
        parts = [
            text
            for field in self._vault.specs[entity.type].fields.values()
            if field.table and (field.kind is Kind.NAMES or field.search is not Search.TITLE)
            and (text := self._spelled(field, entity, title))
        ]
        return " · ".join(parts[:_IDENTITY])

    def _spelled(self, field: FieldSpec, entity: Entity, title: str) -> str:
        if field.kind is not Kind.NAMES:
            return self._short(field, entity)
        names = (name.shown() for name in getattr(entity.record, field.name))
        return " · ".join([name for name in dict.fromkeys(names) if name and name != title][:2])

    # --- links, by kind and a page at a time: a place may have ten thousand acts

    def linked(self, id_: RecordId, key: str, offset: int) -> Sequence[Link]:
        """A page of one kind of links."""
        incoming, type_, field = key.split("|")
        around = Around(self._vault, self._vault.reader)
        return self._page(around, id_, (type_, field, incoming == "in"), (offset, _PAGE))

    def _groups(self, around: Around, id_: RecordId, own: str) -> tuple[LinkGroup, ...]:
        reader, specs, tr = self._vault.reader, self._vault.specs, self._vault.tr
        found = self._counterparts(around, id_)
        for incoming in (False, True):
            for group in reader.link_groups(id_, incoming=incoming):
                holder = specs.get(group.type if incoming else own)
                if incoming and group.type == matching.DECISIONS:
                    continue
                if holder is None or group.field not in holder.fields or group.type not in specs:
                    continue
                label = tr(holder.fields[group.field].label)
                if incoming:
                    label = tr(N_("{kind}: {field}")).format(kind=tr(holder.plural), field=label)
                key = "|".join(("in" if incoming else "out", group.type, group.field))
                page = self._page(around, id_, (group.type, group.field, incoming), (0, _FIRST))
                found.append(LinkGroup(key, label, group.count, page))
        return tuple(found)

    def _page(
        self, around: Around, id_: RecordId, kind: tuple[str, str, bool], page: tuple[int, int]
    ) -> tuple[Link, ...]:
        type_, field, incoming = kind
        ids = self._vault.reader.linked(id_, type_, field, page, incoming=incoming)
        titles, tr, specs = around.titles(ids), self._vault.tr, self._vault.specs
        own = tr(specs[type_].label)
        holder = specs[type_ if incoming else self._vault.reader.type_of(id_)]
        label = tr(holder.fields[field].label)
        if incoming:
            label = tr(N_("{kind}: {field}")).format(kind=own, field=label)
        return tuple(Link(each, type_, titles[each] or own, label) for each in ids if each in titles)

    def _counterparts(self, around: Around, id_: RecordId) -> list[LinkGroup]:
        """What was decided to be, or not to be, the same: straight to the other record, from both."""
        reader, tr = self._vault.reader, self._vault.tr
        decided = [link.source for link in reader.links_to(id_) if link.source_type == matching.DECISIONS]
        said = matching.counterparts(reader.many(decided), id_) if decided else []
        titles = around.titles(one.id for one in said)
        type_ = reader.type_of(id_)
        groups = []
        for answer, words in _ANSWERS.items():
            ids = [one.id for one in said if one.answer == answer and one.id in titles]
            links = tuple(Link(each, type_, titles[each], tr(words)) for each in ids)
            groups += [LinkGroup("", tr(words), len(links), links)] if links else []
        return groups

    # --- writer lane

    def save(self, type_: str, id_: RecordId | None, changes: Values, title: str, seen: object = None) -> Saved:
        """Write one change. Raises Invalid, NotFound."""
        session = self._vault.session
        edit = Edit(type_, id_ or session.records.new_id(), changes, seen if isinstance(seen, bytes) else None)
        saved = session.records.save([edit], title)
        session.settle(now=False)
        return saved_of(saved)

    def save_each(self, type_: str, field: str, values: Values, title: str) -> Saved:
        """One new record for each that is named in ``field``. Raises Invalid, TooManyAtOnce."""
        session = self._vault.session
        saved = session.bulk.add_each(type_, field, values, title)
        session.settle(now=False)
        return saved_of(saved)

    def verify(self, id_: RecordId, state: str, reason: str) -> Saved:
        """One step of verification. Raises OwnWork, NotTheNextStep."""
        session = self._vault.session
        entity = session.near.get(id_)
        record = Around(self._vault, session.near).title_of(entity)
        words = self._vault.tr(N_("{record}: {state}"))
        title = words.format(record=record, state=self._vault.vocabularies.label(LIST, state))
        saved = verifying.step(session.records, id_, state, clean_line(reason, N_("Reason"), _REASON), title)
        session.settle(now=False)
        return replace(saved_of(saved), changes={**saved_of(saved).changes, entity.type: (id_,)})

    def resolve(self, id_: RecordId, field: str, value: object, seen: object, reason: str = "") -> Saved:
        """End a conflict: the value given stands over everything that stood."""
        session = self._vault.session
        entity = session.near.get(id_)
        spec = self._spec(entity, field)
        title = self._decision(spec, reason)
        read = seen if isinstance(seen, bytes) else None
        saved = session.records.resolve(entity.type, id_, field, whole(spec, entity, value), title, read)
        session.settle(now=False)
        return saved_of(saved)

    def keep_both(self, id_: RecordId, field: str, reason: str = "") -> Saved:
        """End a conflict: every value that stands is true."""
        session = self._vault.session
        entity = session.near.get(id_)
        title = self._decision(self._spec(entity, field), reason)
        saved = session.records.keep_both(entity.type, id_, field, title)
        session.settle(now=False)
        return saved_of(saved)

    def _spec(self, entity: Entity, field: str) -> FieldSpec:
        spec = self._vault.specs[entity.type].fields.get(field)
        if spec is None:
            raise NotFound()
        return spec

    def _decision(self, spec: FieldSpec, reason: str) -> str:
        """The title keeps the reason: it is signed, travels and is withheld like a value."""
        label, why = self._vault.tr(spec.label), clean_line(reason, N_("Reason"), _REASON)
        if not why:
            return self._vault.tr(N_("Decision between the values of {field}")).format(field=label)
        words = self._vault.tr(N_("Decision between the values of {field}. Reason: {reason}"))
        return words.format(field=label, reason=why)

    def join(self, id_: RecordId, holder: RecordId) -> Saved:
        """Add a record to one that holds such records."""
        session = self._vault.session
        entity, held_by = session.near.get(id_), session.near.get(holder)
        fields = self._vault.specs[held_by.type].fields.values()
        field = next((each for each in fields if each.kind is Kind.REFS and entity.type in each.targets), None)
        if field is None:
            raise NotFound()
        around = Around(self._vault, session.near)
        words = self._vault.tr(N_("{record} added to {holder}"))
        title = words.format(record=around.title_of(entity), holder=around.title_of(held_by))
        values = dict.fromkeys((*getattr(held_by.record, field.name), id_))
        saved = session.records.save([Edit(held_by.type, holder, {field.name: tuple(values)}, held_by.heads)], title)
        session.settle(now=False)
        return saved_of(saved)


def changes_of(changes: Changes) -> Mapping[str, tuple[RecordId, ...]]:
    """Type -> ids, in an order that does not change from run to run."""
    return {type_: tuple(sorted(ids)) for type_, ids in changes.ids.items()}


def saved_of(saved: services.Saved) -> Saved:
    """What a service wrote, as pages take it."""
    return Saved(saved.ids, changes_of(saved.changes), saved.title)
