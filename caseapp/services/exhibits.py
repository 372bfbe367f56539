"""Files as evidence: taken in once, hashed on the way, read back before anything is recorded, never changed again."""

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from caseapp.domain.errors import NotFound
from caseapp.domain.findings import Finding
from caseapp.domain.ids import Clock
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import visible
from caseapp.domain.values import BlobRef
from caseapp.history.ids import RecordKey
from caseapp.services import edits
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved
from caseapp.storage import evidence, frame, scope
from caseapp.storage.blob_reader import BlobDamaged
from caseapp.storage.blobs import Blob, BlobReceipt, BlobStore, Known, Progress
from caseapp.storage.writer import Writer

EXHIBIT: Final = "exhibit"
FILE: Final = "file"
UNKNOWN_TYPE: Final = "application/octet-stream"


class FileNotHere(NotFound):
    """The exhibit has no file, or its file did not travel along."""

    code = "file-not-here"
    what = N_("The file of this exhibit is not in this vault.")
    next_step = N_("Ask whoever recorded it for an export with files; nothing was changed.")


class ExhibitService:
    """Writer-lane verbs over evidence."""

    def __init__(self, writer: Writer, records: RecordService, blobs: BlobStore, clock: Clock) -> None:
        self._writer = writer
        self._records = records
        self._blobs = blobs
        self._clock = clock
        self._types = mimetypes.MimeTypes()  # the built-in table: the same answer on every computer

    def attach(
        self, path: Path, values: Mapping[str, Any], title: str, *, id_: RecordId = "",
        progress: Progress | None = None,
    ) -> Saved:
        """Take the file at ``path`` in and record the exhibit that holds it, as one action called ``title``.

        ``values`` are fields of the exhibit; title and original name follow from the file unless given. Raises
        Invalid before anything is read, and what BlobStore.intake_file raises; then nothing stays behind.
        """
        self.check(path, values)
        receipt = self._blobs.intake_file(path, evidence.known(self._writer.sql), progress)
        return self.record(path, receipt, values, title, id_=id_)

    def check(self, path: Path, values: Mapping[str, Any]) -> None:
        """Raises Invalid for what could not be recorded, before anything is read."""
        edits.drafts(self._writer.specs[EXHIBIT], self._writer.rules[EXHIBIT], None, _fields(path, values))

    @staticmethod
    def known(sql: Any, name: str) -> Blob | None:
        """The row for a file of this name, asked of any connection."""
        return evidence.known(sql)(name)

    def take(self, path: Path, known: Known, progress: Progress | None = None) -> BlobReceipt:
        """The long part alone, on any thread: hash, encrypt, read back. ``known`` asks the database for a row."""
        return self._blobs.intake_file(path, known, progress)

    def record(
        self, path: Path, receipt: BlobReceipt, values: Mapping[str, Any], title: str, *, id_: RecordId = ""
    ) -> Saved:
        """The exhibit that holds what was taken in. If this fails, the file does not stay behind."""
        first = self._keep(receipt)
        fields = _fields(path, values) | {FILE: self._reference(receipt.blob, path)}
        edit = Edit(EXHIBIT, id_ or self._records.new_id(), fields)
        saved = False
        try:
            done = self._records.save([edit], title, cause="attach")
            saved = True
        finally:
            if not saved and first:
                self._drop(receipt.blob)
        return done

    def read(self, id_: RecordId) -> BinaryIO:
        """The exhibit's file as a seekable stream, after all of it was compared with its hashes.

        Raises FileNotHere, BlobDamaged.
        """
        reference = scope.value_of(self._writer, RecordKey(EXHIBIT, id_), FILE)
        blob = frame.blob(self._writer.sql, bytes.fromhex(reference.sha256)) if reference else None
        if blob is None:
            raise FileNotHere()
        self._blobs.verify(blob)
        return self._blobs.open(blob)

    def verify(self, step: Callable[[], None] = lambda: None) -> list[Finding]:
        """Read every file and compare; one finding with the number of those that are damaged or missing.

        ``step`` is called after each; it may raise to stop.
        """
        damaged = 0
        for blob in frame.blobs(self._writer.sql):
            damaged += not self._whole(blob)
            step()
        return [Finding("blob", damaged)] if damaged else []

    def _whole(self, blob: Blob) -> bool:
        try:
            self._blobs.verify(blob)
        except BlobDamaged:
            return False
        return True

    def _keep(self, receipt: BlobReceipt) -> bool:
        """Store the row; True if no exhibit can have named this content before."""
        first = frame.blob(self._writer.sql, receipt.blob.sha256) is None
        with self._writer.transaction():
            evidence.put(self._writer.sql, receipt, self._clock())
        return first

    def _drop(self, blob: Blob) -> None:
        with self._writer.transaction():
            evidence.forget(self._writer.sql, blob)
        self._blobs.discard(blob.name)

    def _reference(self, blob: Blob, path: Path) -> BlobRef:
        guess = self._types.guess_type(path.name, strict=True)[0] or UNKNOWN_TYPE
        return BlobRef(sha256=blob.sha256.hex(), size=blob.size, media_type=guess, sha512=blob.sha512.hex())


def _fields(path: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    name = visible(path.name)
    return {"title": name, "original_name": name, **values}
