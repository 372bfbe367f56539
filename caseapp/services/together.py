"""Several checked files as one: previewed together, and taken in together or not at all.

Taking them in is one transaction over one fold, so the numbers of the preview are what happens, also where two files
bring the same record (docs/decisions/0050).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from caseapp.domain.entity import Changes
from caseapp.domain.errors import Denied, Stale
from caseapp.domain.preview import Preview
from caseapp.domain.text import N_
from caseapp.exchange import reader
from caseapp.exchange.errors import SenderUnverified
from caseapp.exchange.findings import Odd, Seen, sequence_findings
from caseapp.exchange.manifest import decode, digest, encode
from caseapp.history.ids import RecordKey
from caseapp.services.backup import BEFORE_IMPORT
from caseapp.services.checking import Checked
from caseapp.services.exporting import Parts
from caseapp.storage import evidence, frame, merging
from caseapp.storage.blobs import BlobReceipt
from caseapp.storage.frame import Imported
from caseapp.storage.merging import Look
from caseapp.storage.staging import Staging

__all__ = ["Clash", "Look", "Notice", "Together", "Told", "TrustMoved"]

HOLE: Final = "hole"
Told = Callable[[int, int], None]  # done, in all; may raise to stop


class Clash(Denied):
    """Another file of the same identity was taken in before: no honest Caseapp writes two."""

    code = "package-clash"
    what = N_("Another export file with the same number was taken in before.")
    next_step = N_("Nothing was changed. Tell the sender and your coordinator.")


class TrustMoved(Stale):
    """A card was verified, or no longer counts, since the file was checked: it has to be opened again."""

    code = "trust-moved"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is odd about a file. ``code``: replay, gap, fork, broken (numbers ``first`` to ``last``), hole (how many).

    ``alarm``: the person must be stopped, not only told. ``at``: of a replay, when it was taken in (milliseconds).
    """

    code: str
    first: int
    last: int
    alarm: bool = False
    at: int = 0


class Together:
    """Writer lane. The files stay the caller's to close; those that were taken in before are left out of the count."""

    def __init__(self, parts: Parts, files: Sequence[Checked], told: Told | None = None) -> None:
        """Raises SenderUnverified, Stale if a card's standing changed since a file was checked."""
        if not all(file.verified for file in files):
            raise SenderUnverified
        self._parts = parts
        self._registered = frame.imported(parts.writer.sql)
        self._check_trust(files)
        self.notices = [self._notices_of(file, files[:at], files[at + 1:]) for at, file in enumerate(files)]
        self.replayed = [self._is_replayed(file, files[:at]) for at, file in enumerate(files)]
        self._files = [file for file, replayed in zip(files, self.replayed, strict=True) if not replayed]
        self._keys: dict[str, RecordKey] | None = None
        self._counted_at = parts.writer.version
        self.preview: Preview = merging.preview(parts.writer, *self._staged(), told=told)

    def key_of(self, id_: str) -> RecordKey | None:
        """Which record a number of the preview means."""
        if self._keys is None:
            self._keys = {key.id: key for staging in self._staged() for key in staging.record_keys()}
        return self._keys.get(id_)

    def look(self, ids: Iterable[str]) -> list[Look]:
        """What taking in would make of these records, in their order."""
        keys = (key for id_ in ids if (key := self.key_of(id_)) is not None)
        return merging.look(self._parts.writer, self._staged(), keys)

    def take_in(self, told: Told | None = None) -> Changes:
        """Apply what ``preview`` counted, in one transaction; search is left to catch up.

        Files of evidence and their keys stand before the records that name them, so a crash leaves no record whose
        file cannot be opened. Raises Stale if the vault moved meanwhile, Clash; then nothing was taken in.
        """
        if not self._files:
            return Changes()
        self._check_clash()
        self._check_trust(self._files)
        writer = self._parts.writer
        if self._moved():
            raise Stale()
        self._parts.secure(BEFORE_IMPORT)
        receipts = [
            self._intake(blob) for file in self._files for blob in file.package.blobs() if blob.sha256 in file.blobs
        ]
        at = self._parts.author.clock()
        with writer.transaction():
            for receipt in receipts:
                evidence.put(writer.sql, receipt, at)
            for file in self._files:
                for card in file.cards:
                    self._parts.contacts.put(card)
        registered = [(file.staging, _registration(file, at)) for file in self._files]
        changes = merging.apply_all(writer, registered, self.preview, told, self._counted_at)
        self._note(at)
        return changes

    def _moved(self) -> bool:
        """Whether what was counted against is different now. A count is dear, so the version is asked first."""
        writer = self._parts.writer
        if writer.version == self._counted_at:
            return False
        return merging.preview(writer, *self._staged()).based_on != self.preview.based_on

    def _staged(self) -> list[Staging]:
        return [file.staging for file in self._files]

    # -- judging -----------------------------------------------------------------------------------------------

    def _check_trust(self, files: Sequence[Checked]) -> None:
        counts = self._parts.contacts.counts
        for file in files:
            if any(counts(author) for author in file.held) or not all(counts(author) for author in file.counted):
                raise TrustMoved()

    def _check_clash(self) -> None:
        ids = [file.manifest.package_id for file in self._files]
        if len(set(ids)) < len(ids) or any(self._known(file) is not None for file in self._files):
            raise Clash()

    def _known(self, file: Checked) -> Imported | None:
        return next((known for known in self._registered if known.id == file.manifest.package_id), None)

    def _is_replayed(self, file: Checked, before: Sequence[Checked]) -> bool:
        known = self._known(file)
        if known is not None and digest(known.manifest) == file.package.digest:
            return True
        return any(other.package.digest == file.package.digest for other in before)

    def _notices_of(self, file: Checked, before: Sequence[Checked], after: Sequence[Checked]) -> tuple[Notice, ...]:
        known = [Seen(decode(past.manifest), digest(past.manifest)) for past in self._registered]
        known += [other.seen for other in before]
        known += [other.seen for other in after if other.package.digest != file.package.digest]
        past = self._known(file)
        at = past.at if past is not None else 0
        notices = [
            Notice(odd.odd.value, odd.first, odd.last, odd.alarm, at if odd.odd is Odd.REPLAY else 0)
            for odd in sequence_findings(known, file.seen)
        ]
        if missing := file.holes():
            notices.append(Notice(HOLE, missing, missing))
        return tuple(notices)

    # -- applying ----------------------------------------------------------------------------------------------

    def _intake(self, blob: reader.IncomingBlob) -> BlobReceipt:
        with blob.open() as source:
            return self._parts.blobs.intake(source, evidence.known(self._parts.writer.sql))

    def _note(self, at: int) -> None:
        """The counts are those of all files of this action; ``records`` is what each one carried."""
        counted = self.preview
        with self._parts.writer.transaction():
            for file in self._files:
                frame.put_activity(self._parts.writer.sql, frame.Activity(at, "import", {
                    "package": file.manifest.package_id.hex(), "sender": file.manifest.sender.hex(),
                    "sha256": file.package.file_sha256.hex(), "files": len(self._files),
                    "records": file.staging.size(), "new": len(counted.new), "same": len(counted.same),
                    "changed": len(counted.changed), "conflicts": len(counted.conflicts),
                    "waiting": len(counted.waiting), "withdrawn": len(counted.withdrawn), "held": counted.held,
                }))


def _registration(file: Checked, at: int) -> merging.Package:
    manifest = file.manifest
    return merging.Package(
        manifest.package_id, file.package.file_sha256, manifest.sender, manifest.seq, encode(manifest), at
    )
