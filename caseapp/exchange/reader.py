"""Taking an export file in, first half: everything that can be known of it without knowing any record.

The file is read once, decrypted, checked against its signed manifest and kept in a spool under a throw-away key.
Only when its last byte fits does a ``Package`` come out; until then nothing of it counts. Refusals leave no trace.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from caseapp.exchange import age, limits
from caseapp.exchange.errors import (
    Altered,
    Foreign,
    Forged,
    NoRoom,
    NotForUs,
    SampleMismatch,
    SenderUnknown,
    SenderUnverified,
    Truncated,
    Unfinished,
    explaining,
)
from caseapp.exchange.layout import LENGTH_SIZE, MAGIC, SIGNATURE_SIZE, BlobPlace, Layout
from caseapp.exchange.manifest import CARDS, CHANGESETS, Manifest, decode, digest, signed
from caseapp.exchange.spool import Spool, SpoolReader
from caseapp.history import wire
from caseapp.history.bundle import Bundle

PART_SUFFIX: Final = ".part"

Progress = Callable[[int, int], None]  # bytes done, bytes in all; may raise to stop
Free = Callable[[Path], int]  # folder -> free bytes


@dataclass(frozen=True, slots=True)
class Sender:
    """What the vault knows of a card: its 32-byte Ed25519 key, and whether the card was compared with the person."""

    public_key: bytes
    verified: bool


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes the file in. ``sender_of`` answers a fingerprint with what is known of that card, or None."""

    identities: tuple[str, ...] = field(repr=False)  # AGE-SECRET-KEY-1…, the current one and those kept for a while
    fingerprints: frozenset[bytes]
    sample: bool
    sender_of: Callable[[bytes], Sender | None]


@dataclass(frozen=True, slots=True)
class IncomingBlob:
    """One file inside the export, already verified. ``open`` may be called any number of times."""

    sha256: bytes
    size: int
    _spool: Spool = field(repr=False)
    _offset: int = field(repr=False)

    def open(self) -> BinaryIO:
        """The content as a binary file. Raises Altered when the scratch file was touched meanwhile."""
        return BufferedReader(SpoolReader(self._spool, self._offset, self.size), 64 * 1024)


class Package:
    """A whole, verified export file. Records come one at a time, in the sender's order. Close it to leave no trace.

    Of a sender who was never compared only ``manifest`` can be looked at: the rest was not even kept.
    """

    def __init__(self, layout: Layout, verified: bool, spool: Spool, file_sha256: bytes) -> None:
        self.manifest: Manifest = layout.finish()
        self.digest = digest(layout.raw)
        self.verified = verified
        self.file_sha256 = file_sha256
        self._spool = spool
        self._places = layout.places

    def cards(self) -> Iterator[bytes]:
        """The contact cards of the authors, as their own bytes: claims until their own signatures are checked."""
        return self._records(CARDS)

    def changesets(self) -> Iterator[bytes]:
        """The changeset documents (docs/formats/changeset.md). Raises SenderUnverified."""
        return self._records(CHANGESETS)

    def bundles(self) -> Iterator[Bundle]:
        """The same, decoded; the authors' signatures are the caller's to verify. Raises BadHistory, NewerHistory."""
        return map(wire.decode, self.changesets())

    def blobs(self) -> Iterator[IncomingBlob]:
        """The files that travel along. Raises SenderUnverified."""
        self._check_verified()
        return (self._blob(place) for place in self._places)

    def close(self) -> None:
        """Delete the scratch file and forget its key."""
        self._spool.close()

    def __enter__(self) -> "Package":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _blob(self, place: BlobPlace) -> IncomingBlob:
        return IncomingBlob(place.sha256, place.size, self._spool, place.offset)

    def _check_verified(self) -> None:
        if not self.verified:
            raise SenderUnverified

    def _records(self, kind: str) -> Iterator[bytes]:
        self._check_verified()
        start = 0
        for stream in self.manifest.streams:
            if stream.kind == kind:
                return _split(self._spool, start, stream.length)
            start += stream.length
        return iter(())


def _split(spool: Spool, start: int, length: int) -> Iterator[bytes]:
    reader = BufferedReader(SpoolReader(spool, start, length), 64 * 1024)
    while head := reader.read(LENGTH_SIZE):
        yield reader.read(int.from_bytes(head, "big"))


def free_bytes(folder: Path) -> int:
    """Free space for us on the disk of ``folder``."""
    return shutil.disk_usage(folder).free


def open_package(
    path: Path, receiver: Receiver, staging: Path, *, free: Free = free_bytes, progress: Progress | None = None
) -> Package:
    """Read, decrypt and verify the file at ``path``, keeping its content under a throw-away key in ``staging``.

    Raises a subclass of CaseappError for everything that can be wrong with it (exchange/errors.py); in that case
    nothing stays behind. Whether a file was taken in before is the caller's to ask (``findings``).
    """
    if path.name.endswith(PART_SUFFIX):
        raise Unfinished
    with explaining(), path.open("rb") as file:
        size = _plain_file_size(file)
        header = age.check_header(file.read(limits.MAX_AGE_HEADER))
        file.seek(0)
        needed = size * limits.DISK_FACTOR_TENTHS // 10
        if (room := free(staging)) < needed:
            raise NoRoom(needed, room)
        return _Opening(receiver, header, size, Spool(staging), progress).run(file)


def _plain_file_size(file: BinaryIO) -> int:
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        raise Foreign
    return status.st_size


class _Opening:
    """One pass over one file."""

    def __init__(
        self, receiver: Receiver, header: int, size: int, spool: Spool, progress: Progress | None
    ) -> None:
        self._receiver = receiver
        self._header = header
        self._size = size
        self._spool = spool
        self._progress = progress
        self._hash = sha256()
        self._read = 0
        self._verified = False
        self._layout = Layout(self._judge, self._keep)

    def run(self, file: BinaryIO) -> Package:
        done = False
        try:
            package = self._run(file)
            done = True
        finally:
            if not done:
                self._spool.close()
        return package

    def _run(self, file: BinaryIO) -> Package:
        def read(size: int) -> bytes:
            data = file.read(size)
            self._hash.update(data)
            self._read += len(data)
            if self._progress is not None:
                self._progress(self._read, self._size)
            return data

        try:
            age.unseal(read, self._layout.feed, self._receiver.identities)
        except Altered:
            if self._too_short():
                raise Truncated from None
            raise
        self._layout.finish()
        if self._read != self._size:
            raise Altered
        self._spool.finish()
        return Package(self._layout, self._verified, self._spool, self._hash.digest())

    def _keep(self, data: bytes) -> None:
        if self._verified:
            self._spool.write(data)

    def _judge(self, raw: bytes, signature: bytes) -> Manifest:
        manifest = decode(raw)
        sender = self._receiver.sender_of(manifest.sender)
        if sender is None:
            raise SenderUnknown
        try:
            Ed25519PublicKey.from_public_bytes(sender.public_key).verify(signature, signed(raw))
        except InvalidSignature:
            raise Forged from None
        if self._receiver.fingerprints.isdisjoint(manifest.recipients):
            raise NotForUs
        if manifest.sample != self._receiver.sample:
            raise SampleMismatch
        if self._needed(manifest, len(raw)) > self._size:
            raise Truncated
        self._verified = sender.verified
        return manifest

    def _needed(self, manifest: Manifest, raw: int) -> int:
        return self._header + age.sealed_size(len(MAGIC) + LENGTH_SIZE + raw + SIGNATURE_SIZE + manifest.body)

    def _too_short(self) -> bool:
        manifest = self._layout.manifest
        return manifest is not None and self._needed(manifest, len(self._layout.raw)) > self._size
