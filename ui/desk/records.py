"""Reading and writing records of every type, for lists and record pages."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from caseapp.domain.entity import Changes, Entity, Issue
from caseapp.domain.errors import NotFound
from caseapp.domain.policy import Merge
from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec, Search
from caseapp.domain.text import N_
from caseapp.services import authors
from caseapp.services import records as services
from caseapp.services.edits import Edit
from ui.desk.around import Around, references
from ui.desk.vault import OpenVault
from ui.ports import FieldView, Link, RecordView, Row, Saved, Standing, Values

_DETAILS: Final = 2  # beside a title stands little


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
        return RecordView(
            id_, entity.type, around.title_of(entity), self._fields(entity), self._links(around, id_), titles,
            around.gaps(id_, entity.record), entity.newer, entity.heads,
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
        return FieldView(value, standing, issue.conflict)

    def _links(self, around: Around, id_: RecordId) -> tuple[Link, ...]:
        reader, specs, tr = self._vault.reader, self._vault.specs, self._vault.tr
        outgoing = [link for link in reader.links_from(id_) if link.target_type]
        incoming = [link for link in reader.links_to(id_) if link.source_type in specs and link.source != id_]
        titles = around.titles([*(link.target for link in outgoing), *(link.source for link in incoming)])
        found = [
            Link(link.target, link.target_type, titles[link.target] or tr(specs[link.target_type].label),
                 tr(specs[link.source_type].fields[link.field].label))
            for link in outgoing if link.target in titles and link.field in specs[link.source_type].fields
        ]
        for link in incoming:
            spec = specs[link.source_type]
            if link.source in titles and link.field in spec.fields:
                label = tr(N_("{kind}: {field}")).format(kind=tr(spec.label), field=tr(spec.fields[link.field].label))
                found.append(Link(link.source, spec.type, titles[link.source] or tr(spec.label), label))
        return tuple(found)

    # --- writer lane

    def save(self, type_: str, id_: RecordId | None, changes: Values, title: str, seen: object = None) -> Saved:
        """Write one change. Raises Invalid, NotFound."""
        session = self._vault.session
        edit = Edit(type_, id_ or session.records.new_id(), changes, seen if isinstance(seen, bytes) else None)
        saved = session.records.save([edit], title)
        session.settle(now=False)
        return saved_of(saved)

    def resolve(self, id_: RecordId, field: str, value: object, seen: object) -> Saved:
        """End a conflict: the value given stands over everything that stood."""
        session = self._vault.session
        entity = session.near.get(id_)
        spec = self._vault.specs[entity.type].fields.get(field)
        if spec is None:
            raise NotFound()
        title = self._vault.tr(N_("Decision between the values of {field}")).format(field=self._vault.tr(spec.label))
        read = seen if isinstance(seen, bytes) else None
        saved = session.records.resolve(entity.type, id_, field, _whole(spec, entity, value), title, read)
        session.settle(now=False)
        return saved_of(saved)


def _whole(spec: FieldSpec, entity: Entity, value: object) -> Any:
    """For a field of many values one element was chosen: it joins those that nobody disputes."""
    if spec.merge.merge is not Merge.SET or isinstance(value, list | tuple):
        return value
    issue = entity.issues.get(spec.name, Issue())
    disputed = [one.value for one in issue.standing]
    return (*(each for each in getattr(entity.record, spec.name) if each not in disputed), value)


def changes_of(changes: Changes) -> Mapping[str, tuple[RecordId, ...]]:
    """Type -> ids, in an order that does not change from run to run."""
    return {type_: tuple(sorted(ids)) for type_, ids in changes.ids.items()}


def saved_of(saved: services.Saved) -> Saved:
    """What a service wrote, as pages take it."""
    return Saved(saved.ids, changes_of(saved.changes), saved.title)
