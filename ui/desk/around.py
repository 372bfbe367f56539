"""Looking from one record to the others: titles of what it ties together, and what its rules see."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from caseapp.domain.entity import Entity
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.person import Person
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.gaps import complaint_gaps, minimum_gaps
from caseapp.domain.rules.remark import Remark
from caseapp.domain.spec import Kind, Record, RecordId, RecordSpec, Search, declared
from caseapp.domain.titles import FIRST, title_of
from ui.desk.vault import OpenVault, Reads

AnyRecord = TypeVar("AnyRecord", bound=Record)
_DEEP: Final = 3  # a title names a record whose title names a record; nobody reads further


class Around:
    """One look at the vault; what it reads it keeps, so that a page of a list costs few statements.

    Made anew for every call, on the lane whose ``reader`` it is given.
    """

    def __init__(self, vault: OpenVault, reader: Reads) -> None:
        self._vault = vault
        self._reader = reader
        self._known: dict[RecordId, Entity | None] = {}
        self._titles: dict[RecordId, str] = {}
        self._sources: dict[tuple[RecordId, str], list[RecordId]] = {}
        self._types = {declared(spec.struct): spec.type for spec in vault.specs.values()}
        self._depth = 0

    # --- titles

    def titles(self, ids: Iterable[RecordId]) -> dict[RecordId, str]:
        """The titles of many records; those that are not here are left out."""
        wanted = list(dict.fromkeys(ids))
        self.fetch(wanted)
        return {id_: self.title(id_) for id_ in wanted if self._known.get(id_) is not None}

    def title_of(self, entity: Entity) -> str:
        """One line for a list; the name of its kind for a record that says nothing of itself."""
        self._known.setdefault(entity.id, entity)
        return self.title(entity.id) or self._vault.tr(self._vault.specs[entity.type].label)

    def title(self, id: RecordId) -> str:
        """``TitleWords``: the title of another record, blank where it is not here."""
        if id in self._titles:
            return self._titles[id]
        self.fetch([id])
        entity = self._known[id]
        if entity is None or self._depth >= _DEEP:
            return ""
        self._depth += 1
        try:
            spec = self._vault.specs[entity.type]
            self._titles[id] = title_of(spec, entity.record, self, self._vault.language.code)
        finally:
            self._depth -= 1
        return self._titles[id]

    def term(self, vocabulary: str, term: str) -> str:
        """``TitleWords``: the label of a term."""
        return self._vault.vocabularies.label(vocabulary, term)

    def moment(self, moment: Moment) -> str:
        """``TitleWords``: short, as lists want it."""
        return format_moment(moment, self._vault.language, long=False)

    def type_of(self, id: RecordId) -> str:
        """The type of a record, blank where it is not here."""
        self.fetch([id])
        entity = self._known[id]
        return "" if entity is None else entity.type

    # --- reading

    def fetch(self, ids: Iterable[RecordId]) -> None:
        """Read these records and what their titles need, in few statements."""
        wanted = [id_ for id_ in ids if id_ not in self._known]
        for _ in range(_DEEP):
            if not wanted:
                return
            found = {entity.id: entity for entity in self._reader.many(wanted)}
            self._known.update({id_: found.get(id_) for id_ in wanted})
            needed = (id_ for entity in found.values() for id_ in _named(self._vault.specs[entity.type], entity.record))
            wanted = [id_ for id_ in dict.fromkeys(needed) if id_ not in self._known]

    def put(self, entities: Iterable[Entity]) -> None:
        """Records that were read already."""
        for entity in entities:
            self._known[entity.id] = entity
        self.fetch([id_ for entity in list(filter(None, self._known.values()))
                    for id_ in _named(self._vault.specs[entity.type], entity.record)])

    def record(self, id_: RecordId) -> Record | None:
        """A record that was fetched; None where it is not here."""
        entity = self._known.get(id_)
        return None if entity is None else entity.record

    def entity(self, id: RecordId) -> Entity | None:
        """The whole record, None where it is not here."""
        self.fetch([id])
        return self._known[id]

    # --- rules

    def get(self, id: RecordId, struct: type[AnyRecord]) -> AnyRecord | None:
        """``Linked``: the record, or None where it is not here or of another type."""
        self.fetch([id])
        entity = self._known[id]
        return entity.record if entity is not None and isinstance(entity.record, struct) else None

    def pointing_at(self, id: RecordId, struct: type[AnyRecord]) -> Sequence[tuple[RecordId, AnyRecord]]:
        """``Linked``: the records of one type that refer to ``id``, withdrawn ones left out."""
        type_ = self._types[struct]
        sources = self._sources.get((id, type_))
        if sources is None:
            found_links = (link.source for link in self._reader.links_to(id) if link.source_type == type_)
            sources = self._sources[id, type_] = list(dict.fromkeys(found_links))
        found = [(source, self.get(source, struct)) for source in sources]
        return [(source, record) for source, record in found if record is not None and not record.retracted]

    def look(self, ids: Iterable[RecordId], *structs: type[Record]) -> list[Entity]:
        """Read at once what of these types points at many records, so that rules over a page cost few statements."""
        types = [self._types[struct] for struct in structs]
        wanted = [id_ for id_ in dict.fromkeys(ids) if (id_, types[0]) not in self._sources]
        links = self._vault.session.lists.links_to(wanted, types)
        for id_ in wanted:
            self._sources.update({(id_, type_): [] for type_ in types})
        for link in links:
            if link.source not in self._sources[link.target, link.source_type]:
                self._sources[link.target, link.source_type].append(link.source)
        self.fetch([link.source for link in links])
        known = (self._known.get(link.source) for link in links)
        return [entity for entity in known if entity is not None]

    def look_for_gaps(self, entities: Sequence[Entity]) -> None:
        """Everything that ``gaps`` will ask of these records."""
        people = [entity.id for entity in entities if isinstance(entity.record, Person)]
        acts = [entity for entity in entities if isinstance(entity.record, Act)]
        if acts:
            self.look([entity.id for entity in acts], Stay)
        if people:
            done = [entity for entity in self.look(people, Act, Account, Consent) if isinstance(entity.record, Act)]
            incidents = [entity.record.incident for entity in done
                         if isinstance(entity.record, Act) and entity.record.incident]
            self.look([*(entity.id for entity in done), *incidents], Account)

    def gaps(self, id: RecordId, record: Record) -> tuple[str, ...]:
        """What is still missing, in short words of the window's language."""
        return tuple(self._vault.tr(remark.short or remark.text) for remark in self.remarks(id, record))

    def remarks(self, id: RecordId, record: Record) -> tuple[Remark, ...]:
        """What is still missing, with the field where it is written down."""
        return minimum_gaps(id, record, self) if isinstance(record, Person) else \
            complaint_gaps(id, record, self) if isinstance(record, Act) else ()


def _named(spec: RecordSpec, record: Record) -> list[RecordId]:
    """The records that the title of this one names."""
    found: list[RecordId] = []
    for field in spec.fields.values():
        if field.search is Search.TITLE and field.kind is Kind.REF:
            found.append(getattr(record, field.name))
        elif field.search is Search.TITLE and field.kind is Kind.REFS:
            found += getattr(record, field.name)[:FIRST]
    return [id_ for id_ in found if id_]


def references(spec: RecordSpec, record: Record) -> Mapping[str, tuple[RecordId, ...]]:
    """Field -> the ids in its REF or REFS value."""
    found: dict[str, tuple[RecordId, ...]] = {}
    for field in spec.fields.values():
        value = getattr(record, field.name)
        if field.kind is Kind.REF and value:
            found[field.name] = (value,)
        elif field.kind is Kind.REFS and value:
            found[field.name] = tuple(value)
    return found
