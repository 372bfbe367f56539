"""The records of a vault as the closure of a case walks them."""

from collections.abc import Iterable, Mapping

from caseapp.domain.spec import Kind, RecordSpec
from caseapp.exchange.closure import Backlink, Link
from caseapp.history.ids import RecordKey
from caseapp.storage.reader import Reader


class VaultGraph:
    """Links and blobs through a reader. Records known only by reference are not walked to."""

    def __init__(self, reader: Reader, specs: Mapping[str, RecordSpec]) -> None:
        self._reader = reader
        self._blob_fields = {
            spec.type: tuple(f.name for f in spec.fields.values() if f.kind is Kind.BLOB) for spec in specs.values()
        }

    def links(self, record: RecordKey) -> Iterable[Link]:
        """What the record names."""
        return [
            Link(link.field, RecordKey(link.target_type, link.target))
            for link in self._reader.links_from(record.id)
            if link.source_type == record.type and link.target_type
        ]

    def pointing_at(self, record: RecordKey) -> Iterable[Backlink]:
        """What names the record."""
        return [
            Backlink(RecordKey(link.source_type, link.source), link.field)
            for link in self._reader.links_to(record.id)
            if link.target_type == record.type
        ]

    def raised(self, record: RecordKey, flag: str) -> bool:
        """Whether a flag of the record stands."""
        return any(getattr(entity.record, flag, False) is True for entity in self._reader.many([record.id]))

    def blobs(self, record: RecordKey) -> Iterable[bytes]:
        """SHA-256 of the files the record holds."""
        names = self._blob_fields.get(record.type, ())
        if not names:
            return []
        found = self._reader.many([record.id])
        values = [getattr(entity.record, name) for entity in found for name in names]
        return [bytes.fromhex(value.sha256) for value in values if value is not None]


class About:
    """A person or an incident seen as if it were a case of its own: the root of its dossier."""

    ROOT = RecordKey("case", "0" * 32)

    def __init__(
        self, graph: VaultGraph, subject: RecordKey, persons: Iterable[RecordKey], acts: Iterable[RecordKey]
    ) -> None:
        self._graph = graph
        self._links = [Link("persons", person) for person in persons] + [Link("acts", act) for act in acts]
        self._links.append(Link("about", subject))

    def links(self, record: RecordKey) -> Iterable[Link]:
        """What the record names."""
        return self._links if record == self.ROOT else self._graph.links(record)

    def pointing_at(self, record: RecordKey) -> Iterable[Backlink]:
        """What names the record."""
        return [] if record == self.ROOT else self._graph.pointing_at(record)

    def raised(self, record: RecordKey, flag: str) -> bool:
        """Whether a flag of the record stands."""
        return record != self.ROOT and self._graph.raised(record, flag)

    def blobs(self, record: RecordKey) -> Iterable[bytes]:
        """SHA-256 of the files the record holds."""
        return [] if record == self.ROOT else self._graph.blobs(record)
