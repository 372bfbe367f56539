"""From a case, a person or an incident to a printed dossier: gathered, disclosed, typeset, checked, kept.

Three steps on three lanes, so that no save waits for a page to be set: gather (a reader's side), press (anywhere), keep
(the writer's side). What the preview shows is pressed by the same code and passes the same gate as what is issued.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import pypdfium2

from caseapp.disclosure.audience import Audience
from caseapp.domain.canonical import Json
from caseapp.domain.errors import Invalid, NotFound, Stale
from caseapp.domain.pixels import Pixels
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_, Language
from caseapp.domain.vocabulary import Vocabularies
from caseapp.dossier.case_file import CaseFile
from caseapp.dossier.forms import d1_case_file
from caseapp.dossier.pdf.faces import load_faces
from caseapp.dossier.press import press
from caseapp.services import dossier_register as register
from caseapp.services.author import Author
from caseapp.services.dossier_gathering import Gathering, Imprint
from caseapp.services.dossier_register import Copy, Issued
from caseapp.services.outside import write_new
from caseapp.storage import frame
from caseapp.storage.blobs import BlobStore
from caseapp.storage.reader import Reader
from caseapp.storage.writer import Writer

# Form -> what builds its document. A new form is one line here, and its name in ui.desk.dossiers.
FORMS: Final = MappingProxyType({"D1": d1_case_file.build})
Case: TypeAlias = CaseFile
MAX_PDF: Final = 512 * 1024 * 1024
_POINTS: Final = 72
_ONE_AT_A_TIME: Final = threading.Lock()  # neither PDFium nor the press may be used by two threads at once
_MAX_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finished, released PDF that is not kept anywhere yet."""

    pdf: bytes = field(repr=False)
    pages: int
    refusals: tuple[tuple[RecordId, str, str], ...]  # whom to ask, why less is shown, for what purpose
    records: tuple[tuple[str, RecordId], ...] = field(repr=False)  # (type, id) of everything it was made from


def draw(pdf: bytes, page: int, dpi: int) -> Pixels:
    """One page of a PDF of ours as pixels; ``page`` from 0. Any thread. Raises NotFound beyond the last."""
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        if not 0 <= page < len(document):
            raise NotFound()
        bitmap = document[page].render(scale=dpi / _POINTS, rev_byteorder=True, prefer_bgrx=False)
        try:
            stride, width = bitmap.stride, bitmap.width * 3
            raw = bytes(bitmap.buffer)
            rows = (raw[at : at + width] for at in range(0, stride * bitmap.height, stride))
            return Pixels(bitmap.width, bitmap.height, b"".join(rows))
        finally:
            bitmap.close()


def find(sql: Any, id_: str) -> Issued:
    """An issued dossier by its number; either lane, also in a vault opened for reading. Raises NotFound."""
    found = next((one for one in register.issued(sql) if one.id == id_), None)
    if found is None:
        raise NotFound()
    return found


def load(sql: Any, blobs: BlobStore, issued: Issued) -> bytes:
    """The PDF's bytes, verified; either lane. Raises NotFound, BlobDamaged."""
    stored = frame.blob(sql, bytes.fromhex(issued.sha256))
    if stored is None:
        raise NotFound()
    return blobs.load(stored, MAX_PDF)


class DossierService:
    """Runs on the writer's side, with a reader of its own there, but for what says otherwise."""

    def __init__(
        self, writer: Writer, reader: Reader, blobs: BlobStore, author: Author, specs: Mapping[str, RecordSpec],
        vocabularies: Vocabularies, fonts: Path, organisation: str, sample: bool, clock: Callable[[], int],
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._blobs = blobs
        self._specs = specs
        self._vocabularies = vocabularies
        self._fonts = fonts
        self._imprint = Imprint(organisation, author, sample)
        self._clock = clock

    # --- gathering

    def case_file(self, id_: RecordId, audience: Audience) -> CaseFile:
        """The frozen picture of the subject and all that belongs to it, as it would be issued now."""
        return Gathering(self._reader, self._specs, self._imprint).case_file(
            id_, audience, now=self._clock(), version=self._next_version(id_), snapshot=self.snapshot(),
        )

    def gathered(self, reader: Reader, id_: RecordId, audience: str, snapshot: bytes) -> CaseFile:
        """The same for a preview, on the side of ``reader``. Raises NotFound, Invalid."""
        version = 1 + sum(one.subject == id_ for one in register.issued(reader.sql))
        return Gathering(reader, self._specs, self._imprint).case_file(
            id_, audience_of(audience), now=self._clock(), version=version, snapshot=snapshot,
        )

    def snapshot(self) -> bytes:
        """The hash of the vault's state, as a dossier prints it."""
        return self._writer.tip.root()

    def _next_version(self, id_: RecordId) -> int:
        return 1 + sum(one.subject == id_ for one in self.issued())

    # --- pressing: any thread

    def press(self, case: CaseFile, form: str, language: Language) -> Pressed:
        """Build, typeset and release. Any thread. Raises ReleaseRefused, Invalid."""
        if form not in FORMS:
            raise Invalid(field=N_("Form"))
        with _ONE_AT_A_TIME:
            built = FORMS[form](case, self._specs, language, self._vocabularies)
            pdf = press(built, load_faces(self._fonts))
            pages = pages_of(pdf)
        refusals = tuple((one.subject, one.reason.value, one.purpose) for one in built.disclosed.refusals)
        return Pressed(pdf, pages, refusals, tuple((entity.type, entity.id) for entity in case.entities))

    # --- keeping

    def issue(self, form: str, id_: RecordId, language: Language, audience: str) -> Issued:
        """All of it in one go. Raises ReleaseRefused, NotFound, Invalid."""
        case = self.case_file(id_, audience_of(audience))
        return self.keep(case, form, language, self.press(case, form, language))

    def keep(self, case: CaseFile, form: str, language: Language, pressed: Pressed) -> Issued:
        """Keep it in the vault and enter it in the register. Raises Stale when another was issued meanwhile."""
        if case.version != self._next_version(case.subject):
            raise Stale()
        receipt = self._blobs.intake(BytesIO(pressed.pdf), lambda name: frame.blob_named(self._writer.sql, name))
        issued = Issued(
            f"{case.dossier_id}-{case.version}-{language.code}", form, case.subject, language.code,
            case.audience.value, sha256(pressed.pdf).hexdigest(), len(pressed.pdf), pressed.pages, self._clock(),
            tuple((subject, reason) for subject, reason, _ in pressed.refusals),
        )
        with self._writer.transaction():
            frame.put_blob(self._writer.sql, receipt.blob, self._clock())
            frame.put_activity(self._writer.sql, frame.Activity(issued.at, register.ISSUED, register.told_of(issued)))
        return issued

    # --- the register and the copies

    def issued(self) -> list[Issued]:
        """Every dossier issued here, newest first."""
        return register.issued(self._writer.sql)

    def copies(self) -> list[Copy]:
        """Every copy that left, newest first."""
        return register.copies(self._writer.sql)

    def find(self, id_: str) -> Issued:
        """An issued dossier by its number. Raises NotFound."""
        return find(self._writer.sql, id_)

    def load(self, issued: Issued) -> bytes:
        """The PDF's bytes, verified. Raises NotFound, BlobDamaged."""
        return load(self._writer.sql, self._blobs, issued)

    def save_copy(self, issued: Issued, path: Path) -> None:
        """Write the PDF outside the vault, where it is plaintext, and enter that in the activity log."""
        data = self.load(issued)
        write_new(path, data)
        self._note(register.SAVED, {"id": issued.id, "where": str(path)})

    def printed(self, issued: Issued, printer: str, first: int, last: int) -> None:
        """Pages went to a printer: its spool holds them in the clear."""
        self._note(register.PRINTED, {"id": issued.id, "where": printer, "first": first, "last": last})

    def account(self, copy: Copy, how: str) -> None:
        """A person says where a copy is now. Raises Invalid for nothing said."""
        said = " ".join(how.split())[:_MAX_NOTE]
        if not said:
            raise Invalid(field=N_("Where it is now"))
        self._note(register.ACCOUNTED, {"id": copy.dossier, "at": copy.at, "how": said})

    def _note(self, kind: str, detail: dict[str, Json]) -> None:
        with self._writer.transaction():
            frame.put_activity(self._writer.sql, frame.Activity(self._clock(), kind, detail))


def audience_of(name: str) -> Audience:
    """Raises Invalid for one that is not there."""
    found = next((one for one in Audience if one.value == name), None)
    if found is None:
        raise Invalid(field=N_("Audience"))
    return found


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)
