"""From a case, a person or an incident to a printed dossier: gathered, disclosed, typeset, checked, kept."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

import pypdfium2

from caseapp.disclosure.audience import Audience
from caseapp.domain.canonical import Json
from caseapp.domain.entity import Entity
from caseapp.domain.errors import DiskFull, EnvironmentFault, Invalid, NotFound, UserError
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.text import N_, Language
from caseapp.domain.vocabulary import Vocabularies
from caseapp.dossier.case_file import BlobFacts, CaseFile
from caseapp.dossier.forms import d1_case_file
from caseapp.dossier.pdf.faces import load_faces
from caseapp.dossier.press import press
from caseapp.exchange.closure import closure
from caseapp.history.ids import RecordKey
from caseapp.security import card as cards
from caseapp.services.author import Author
from caseapp.services.graph import About, VaultGraph
from caseapp.services.mentions import mentioned
from caseapp.storage import frame
from caseapp.storage.blobs import BlobStore
from caseapp.storage.reader import Reader
from caseapp.storage.writer import Writer

FORMS: Final = ("D1",)
SUBJECTS: Final = ("case", "person", "incident")
ISSUED: Final = "dossier-issued"
SAVED: Final = "dossier-saved-outside"
MAX_PDF: Final = 512 * 1024 * 1024


class CopyExists(UserError):
    """The file to be written is there already; nothing is ever overwritten."""

    code = "copy-exists"
    what = N_("There is a file of this name already.")
    next_step = N_("Choose another name; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Issued:
    """A dossier kept in the vault. ``at`` in milliseconds; ``refusals``, ``pages`` of the moment of issue."""

    id: str
    form: str
    subject: RecordId
    language: str
    audience: str
    sha256: str
    size: int
    pages: int
    at: int
    refusals: tuple[tuple[RecordId, str], ...] = ()  # whom to ask, and why less is shown


class DossierService:
    """Runs on the writer's side, with a reader of its own there."""

    def __init__(
        self, writer: Writer, reader: Reader, blobs: BlobStore, author: Author, specs: Mapping[str, RecordSpec],
        vocabularies: Vocabularies, fonts: Path, organisation: str, sample: bool, clock: Callable[[], int],
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._blobs = blobs
        self._author = author
        self._specs = specs
        self._vocabularies = vocabularies
        self._fonts = fonts
        self._organisation = organisation
        self._sample = sample
        self._clock = clock

    def issue(self, form: str, id_: RecordId, language: Language, audience: str) -> Issued:
        """Make it, pass it through the release gate, keep it in the vault. Raises ReleaseRefused, NotFound, Invalid."""
        if form not in FORMS:
            raise Invalid(field=N_("Form"))
        wanted = next((one for one in Audience if one.value == audience), None)
        if wanted is None:
            raise Invalid(field=N_("Audience"))
        case = self.case_file(id_, wanted)
        built = d1_case_file.build(case, self._specs, language, self._vocabularies)
        pdf = press(built, load_faces(self._fonts))
        receipt = self._blobs.intake(BytesIO(pdf), lambda name: frame.blob_named(self._writer.sql, name))
        refusals = tuple((refusal.subject, refusal.reason.value) for refusal in built.disclosed.refusals)
        issued = Issued(
            f"{case.dossier_id}-{case.version}-{language.code}", form, id_, language.code, audience,
            sha256(pdf).hexdigest(), len(pdf), pages_of(pdf), self._clock(), refusals,
        )
        with self._writer.transaction():
            frame.put_blob(self._writer.sql, receipt.blob, self._clock())
            frame.put_activity(self._writer.sql, frame.Activity(issued.at, ISSUED, _told(issued)))
        return issued

    def case_file(self, id_: RecordId, audience: Audience) -> CaseFile:
        """The frozen picture of the subject and all that belongs to it."""
        subject = RecordKey(self._reader.type_of(id_), id_)
        if subject.type not in SUBJECTS:
            raise NotFound()
        keys = self._closure(subject)
        entities = tuple(self._reader.many(key.id for key in keys))
        version = 1 + sum(one.subject == id_ for one in self.issued())
        return CaseFile(
            subject=id_, entities=entities, authors=self._aliases(), blobs=self._facts(entities), audience=audience,
            organisation=self._organisation, author=self._author.alias, dossier_id=f"D1-{id_[-6:]}", version=version,
            now=self._clock() // 1000, zone=self._author.zone, snapshot=self._writer.tip.root(), sample=self._sample,
            others=mentioned(self._reader, self._specs, entities),
        )

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

    def _aliases(self) -> dict[str, str]:
        return {
            contact.fp.hex(): cards.decode(contact.card).alias for contact in frame.contacts(self._writer.sql)
        }

    def _facts(self, entities: tuple[Entity, ...]) -> dict[RecordId, BlobFacts]:
        facts = {}
        for entity in entities:
            for spec in self._specs[entity.type].fields.values():
                value = getattr(entity.record, spec.name) if spec.kind is Kind.BLOB else None
                if value is not None:
                    stored = frame.blob(self._writer.sql, bytes.fromhex(value.sha256))
                    if stored is not None:
                        facts[entity.id] = BlobFacts(stored.sha256, stored.size)
        return facts

    def issued(self) -> list[Issued]:
        """Every dossier issued here, newest first."""
        return [
            _issued(line.at, line.detail)
            for line in frame.activities(self._writer.sql, limit=10_000)
            if line.kind == ISSUED and isinstance(line.detail, dict)
        ]

    def load(self, issued: Issued) -> bytes:
        """The PDF's bytes, verified. Raises NotFound, BlobDamaged."""
        stored = frame.blob(self._writer.sql, bytes.fromhex(issued.sha256))
        if stored is None:
            raise NotFound()
        return self._blobs.load(stored, MAX_PDF)

    def save_copy(self, issued: Issued, path: Path) -> None:
        """Write the PDF outside the vault, where it is plaintext, and enter that in the activity log."""
        data = self.load(issued)
        _write_new(path, data)
        with self._writer.transaction():
            frame.put_activity(self._writer.sql, frame.Activity(self._clock(), SAVED, {"id": issued.id}))


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def _write_new(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    if path.exists():
        raise CopyExists()
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise (DiskFull() if error.errno == 28 else EnvironmentFault()) from None


def _told(issued: Issued) -> Json:
    return {
        "audience": issued.audience, "form": issued.form, "id": issued.id, "language": issued.language,
        "pages": issued.pages, "sha256": issued.sha256, "size": issued.size, "subject": issued.subject,
    }


def _issued(at: int, detail: Mapping[str, Json]) -> Issued:
    def text(name: str) -> str:
        return str(detail.get(name, ""))

    def number(name: str) -> int:
        value = detail.get(name, 0)
        return value if isinstance(value, int) else 0

    return Issued(
        text("id"), text("form"), text("subject"), text("language"), text("audience"), text("sha256"), number("size"),
        number("pages"), at,
    )
