"""Taking an export file in: checked, staged, previewed; then, if the person agrees, in one go."""

from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caseapp.domain.entity import Changes
from caseapp.domain.errors import Denied, Stale
from caseapp.domain.preview import Preview
from caseapp.domain.text import N_
from caseapp.exchange import reader
from caseapp.exchange.errors import SenderUnverified
from caseapp.exchange.findings import Odd, Seen, sequence_findings
from caseapp.exchange.manifest import Manifest, decode, digest, encode
from caseapp.exchange.reader import Package, Progress, Receiver, Sender
from caseapp.history import bundle as bundles
from caseapp.history import wire
from caseapp.history.bundle import Bundle
from caseapp.history.ids import Writer as WriterId
from caseapp.history.intervals import Intervals
from caseapp.security.card import Card
from caseapp.services.backup import BEFORE_IMPORT
from caseapp.services.exporting import Parts
from caseapp.storage import evidence, frame, merging, scope
from caseapp.storage.blobs import BlobReceipt
from caseapp.storage.frame import Imported
from caseapp.storage.staging import Staging

HOLE: Final = "hole"


class Clash(Denied):
    """Another file of the same identity was taken in before: no honest Caseapp writes two."""

    code = "package-clash"
    what = N_("Another export file with the same number was taken in before.")
    next_step = N_("Nothing was changed. Tell the sender and your coordinator.")


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


@dataclass(frozen=True, slots=True)
class Header:
    """What the sender says of the file, for the person."""

    package_id: bytes
    sender: bytes
    alias: str = field(repr=False)
    seq: int
    created: int  # milliseconds, a claim
    everything: bool
    files: int


class Incoming:
    """A verified file on the threshold. Nothing of it is in the vault until ``take_in``; close it in any case."""

    def __init__(self, parts: Parts, path: Path, progress: Progress | None = None) -> None:
        self._parts = parts
        self._sql = parts.writer.sql
        self._stack = ExitStack()
        self._blobs: set[bytes] = set()
        self._came: dict[WriterId, list[int]] = defaultdict(list)
        ready = False
        try:
            self._package: Package = self._stack.enter_context(
                reader.open_package(path, _receiver(parts), parts.folder, progress=progress)
            )
            if not self._package.verified:
                raise SenderUnverified
            self._staging = self._stack.enter_context(Staging(parts.folder))
            self._stage()
            self._known = self._registered()
            self.header = self._header()
            self.notices = self._notices()
            self.preview: Preview = merging.preview(parts.writer, self._staging)
            ready = True
        finally:
            if not ready:
                self._stack.close()

    def __enter__(self) -> "Incoming":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything that was not taken in."""
        self._stack.close()

    @property
    def replayed(self) -> bool:
        """True if this very file was taken in before: taking it in again changes nothing."""
        return self._known is not None and digest(self._known.manifest) == self._package.digest

    def take_in(self) -> Changes:
        """Apply what ``preview`` counted, in one transaction. Raises Stale if the vault moved meanwhile, Clash.

        Files of evidence and their keys stand before the records that name them, so a crash leaves no record whose
        file cannot be opened.
        """
        if self.replayed:
            return Changes()
        if self._known is not None:
            raise Clash()
        writer = self._parts.writer
        if merging.preview(writer, self._staging).based_on != self.preview.based_on:
            raise Stale()
        self._parts.secure(BEFORE_IMPORT)
        receipts = [self._intake(blob) for blob in self._package.blobs() if blob.sha256 in self._blobs]
        at = self._parts.author.clock()
        with writer.transaction():
            for receipt in receipts:
                evidence.put(self._sql, receipt, at)
            for card in self._cards:
                self._parts.contacts.put(card)
        changes = merging.apply(writer, self._staging, self._registration(at), self.preview)
        self._note(at)
        return changes

    # -- checking ----------------------------------------------------------------------------------------------

    def _stage(self) -> None:
        self._cards: list[Card] = [self._parts.contacts.check(raw) for raw in self._package.cards()]
        keys: dict[bytes, bytes | None] = {}
        for document in self._package.changesets():
            bundle = wire.decode(document)
            fp = bundle.changeset.stamp.author
            if fp not in keys:
                keys[fp] = self._key(fp)
            key = keys[fp]
            if key is None:
                self._staging.hold(bundle, document)
            else:
                bundles.verify(bundle, key)
                self._staging.add(bundle, document)
            self._look_at(bundle)

    def _key(self, fp: bytes) -> bytes | None:
        contacts = self._parts.contacts
        return contacts.public_key(fp) if contacts.counts(fp) else None

    def _look_at(self, bundle: Bundle) -> None:
        stamp = bundle.changeset.stamp
        self._came[WriterId(stamp.author, stamp.life)].append(stamp.counter)
        for part in bundle.parts:
            spec = self._parts.writer.specs.get(part.change.record.type)
            if spec is not None:
                self._blobs.update(scope.named_blobs(spec, part.change))

    def _registered(self) -> Imported | None:
        id_ = self._package.manifest.package_id
        return next((known for known in frame.imported(self._sql) if known.id == id_), None)

    def _header(self) -> Header:
        manifest = self._package.manifest
        card = self._parts.contacts.card(manifest.sender)
        return Header(
            manifest.package_id, manifest.sender, card.alias if card else "", manifest.seq, manifest.created,
            manifest.everything, manifest.counts.get("blobs", 0),
        )

    def _notices(self) -> tuple[Notice, ...]:
        known = [Seen(decode(past.manifest), digest(past.manifest)) for past in frame.imported(self._sql)]
        found = sequence_findings(known, Seen(self._package.manifest, self._package.digest))
        at = self._known.at if self._known else 0
        notices = [
            Notice(odd.odd.value, odd.first, odd.last, odd.alarm, at if odd.odd is Odd.REPLAY else 0) for odd in found
        ]
        if self._package.manifest.everything and (missing := self._holes(self._package.manifest)):
            notices.append(Notice(HOLE, missing, missing))
        return tuple(notices)

    def _holes(self, manifest: Manifest) -> int:
        """How many actions the sender has of which the file brings nothing."""
        came = {who: Intervals.of(counters) for who, counters in self._came.items()}
        return sum(
            len(holding.counters - came.get(who, Intervals())) for who, holding in manifest.have.writers.items()
        )

    # -- applying ----------------------------------------------------------------------------------------------

    def _intake(self, blob: reader.IncomingBlob) -> BlobReceipt:
        with blob.open() as source:
            return self._parts.blobs.intake(source, evidence.known(self._sql))

    def _registration(self, at: int) -> merging.Package:
        manifest = self._package.manifest
        return merging.Package(
            manifest.package_id, self._package.file_sha256, manifest.sender, manifest.seq, encode(manifest), at
        )

    def _note(self, at: int) -> None:
        with self._parts.writer.transaction():
            frame.put_activity(self._sql, frame.Activity(at, "import", {
                "package": self.header.package_id.hex(), "sender": self.header.sender.hex(),
                "sha256": self._package.file_sha256.hex(), "new": len(self.preview.new),
                "changed": len(self.preview.changed), "held": self.preview.held,
            }))


def _receiver(parts: Parts) -> Receiver:
    contacts = parts.contacts

    def sender_of(fp: bytes) -> Sender | None:
        key = contacts.public_key(fp)
        return None if key is None else Sender(key, contacts.counts(fp))

    return Receiver((parts.identity.age_secret,), frozenset((parts.identity.fp,)), parts.sample, sender_of)
