"""The frozen picture that a dossier is made from: one look at the vault, on whichever side is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from caseapp.disclosure.audience import Audience
from caseapp.domain.entity import Entity
from caseapp.domain.errors import NotFound
from caseapp.domain.records.verification import Verification
from caseapp.domain.rules.verification import APPROVED
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.dossier.case_file import BlobFacts, CaseFile
from caseapp.exchange.closure import closure
from caseapp.history.ids import RecordKey
from caseapp.security import card as cards
from caseapp.services.author import Author
from caseapp.services.graph import About, VaultGraph
from caseapp.services.mentions import mentioned
from caseapp.services.verifying import counts
from caseapp.storage import frame
from caseapp.storage.reader import Reader

SUBJECTS: Final = ("case", "person", "incident")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every dossier of a vault."""

    organisation: str
    author: Author
    sample: bool


class Gathering:
    """Reads through one reader, in the thread that owns it."""

    def __init__(self, reader: Reader, specs: Mapping[str, RecordSpec], imprint: Imprint) -> None:
        self._reader = reader
        self._specs = specs
        self._imprint = imprint

    def case_file(self, id_: RecordId, audience: Audience, *, now: int, version: int, snapshot: bytes) -> CaseFile:
        """The subject and all that belongs to it; ``now`` in milliseconds. Raises NotFound."""
        subject = RecordKey(self._reader.type_of(id_), id_)
        if subject.type not in SUBJECTS:
            raise NotFound()
        entities = tuple(self._reader.many(key.id for key in self._closure(subject)))
        imprint = self._imprint
        return CaseFile(
            subject=id_, entities=entities, authors=self._aliases(), blobs=self._facts(entities), audience=audience,
            organisation=imprint.organisation, author=imprint.author.alias, dossier_id=f"D1-{id_[-6:]}",
            version=version, now=now // 1000, zone=imprint.author.zone, snapshot=snapshot, sample=imprint.sample,
            others=mentioned(self._reader, self._specs, entities),
            void_approvals=frozenset(self._void(entities)),
        )

    @property
    def _sql(self) -> Any:
        return self._reader.sql

    def _closure(self, subject: RecordKey) -> list[RecordKey]:
        graph = VaultGraph(self._reader, self._specs)
        if subject.type == "case":
            return list(closure(graph, [subject]).records)
        if subject.type == "person":
            about = About(graph, subject, [subject], [])
        else:
            acts = [back.record for back in graph.pointing_at(subject) if back.record.type == "act"]
            about = About(graph, subject, [], acts)
        return [key for key in closure(about, [About.ROOT]).records if key != About.ROOT]

    def _void(self, entities: tuple[Entity, ...]) -> Iterator[RecordId]:
        for entity in entities:
            record = entity.record
            if isinstance(record, Verification) and record.state == APPROVED and not counts(self._reader, record):
                yield entity.id

    def _aliases(self) -> dict[str, str]:
        return {contact.fp.hex(): cards.decode(contact.card).alias for contact in frame.contacts(self._sql)}

    def _facts(self, entities: tuple[Entity, ...]) -> dict[RecordId, BlobFacts]:
        facts = {}
        for entity in entities:
            for spec in self._specs[entity.type].fields.values():
                value = getattr(entity.record, spec.name) if spec.kind is Kind.BLOB else None
                if value is not None:
                    stored = frame.blob(self._sql, bytes.fromhex(value.sha256))
                    if stored is not None:
                        facts[entity.id] = BlobFacts(stored.sha256, stored.size)
        return facts
