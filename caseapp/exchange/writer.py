"""Writing an export file so that what is named ``.casepkg`` is whole: spool, hash, sign, encrypt, re-read, rename.

Plaintext never touches a disk. The file grows under a name that no import accepts and gets its own only after it was
read back from the medium, decrypted and compared. Nothing is ever overwritten.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, Protocol

import msgspec

from caseapp.domain.errors import CaseappError
from caseapp.exchange import age, limits
from caseapp.exchange.errors import NoRoom, NotAsWritten, SourceAltered, TargetExists, TooBig, explaining
from caseapp.exchange.layout import LENGTH_SIZE, MAGIC, Layout
from caseapp.exchange.manifest import BLOBS, CARDS, CHANGESETS, Manifest, Stream, digest, encode, signed
from caseapp.exchange.reader import PART_SUFFIX, Free, Progress, free_bytes
from caseapp.exchange.spool import Spool

_CHUNK: Final = 64 * 1024
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # never follows a planted link

Sign = Callable[[bytes], bytes]  # message -> 64-byte Ed25519 signature


class Readable(Protocol):
    """What a blob's content is read from."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""

    def close(self) -> None:
        """Nobody reads on."""


@dataclass(frozen=True, slots=True)
class BlobSource:
    """A file that travels along. ``open`` is called twice: once to hash, once to write."""

    sha256: bytes
    size: int
    open: Callable[[], Readable] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to be written. ``manifest`` comes without counts and streams: they follow from the rest."""

    manifest: Manifest
    recipients: Sequence[str]  # age1…, in any order; their fingerprints stand in the manifest
    sign: Sign = field(repr=False)
    cards: Iterable[bytes] = ()
    changesets: Iterable[bytes] = ()
    blobs: Sequence[BlobSource] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What came to stand on the medium: for the registry of packages, the receipt, and the person."""

    manifest: Manifest
    digest: bytes  # hash of the manifest: the package's own
    file_sha256: bytes
    size: int


def write_package(
    target: Path, outgoing: Outgoing, staging: Path, *, free: Free = free_bytes, progress: Progress | None = None
) -> Written:
    """Write ``target``; ``staging`` is a folder of the vault for the encrypted spool.

    ``progress`` is told bytes written and read back of bytes in all, and may raise to stop. Raises TargetExists,
    NoRoom, DiskFull, FileTooBigForMedium, MediumLost, NotAsWritten, SourceAltered, TooBig; then no file is left.
    """
    with explaining():
        if target.exists():
            raise TargetExists
    with closing(Spool(staging)) as spool:
        manifest, raw = _prepare(outgoing, spool)
        total = len(MAGIC) + LENGTH_SIZE + len(raw) + 64 + manifest.body
        needed = age.sealed_size(total) + limits.MAX_AGE_HEADER
        with explaining():
            room = free(target.parent)
        if room < needed:
            raise NoRoom(needed, room)
        plain = _plaintext(raw, outgoing, spool)
        part = target.with_name(target.name + PART_SUFFIX)
        done = False
        try:
            written = _Writing(part, total, progress).run(plain, outgoing, manifest, raw)
            with explaining():
                if target.exists():
                    raise TargetExists
                part.rename(target)
                _sync_folder(target.parent)
            done = True
        finally:
            if not done:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
    return written


def _prepare(outgoing: Outgoing, spool: Spool) -> tuple[Manifest, bytes]:
    cards, n_cards = _spool_records(outgoing.cards, CARDS, limits.MAX_CARD, limits.MAX_CARDS, spool)
    changes, n_changes = _spool_records(
        outgoing.changesets, CHANGESETS, limits.MAX_RECORD, limits.MAX_CHANGESETS, spool
    )
    spool.finish()
    manifest = msgspec.structs.replace(
        outgoing.manifest,
        streams=(cards, changes, _hash_blobs(outgoing.blobs)),
        counts={
            **outgoing.manifest.counts, CARDS: n_cards, CHANGESETS: n_changes, BLOBS: len(outgoing.blobs)
        },
    )
    return manifest, encode(manifest)


def _spool_records(
    records: Iterable[bytes], kind: str, limit: int, most: int, spool: Spool
) -> tuple[Stream, int]:
    running = sha256()
    length = count = 0
    for record in records:
        count += 1
        if not 0 < len(record) <= limit or count > most:
            raise TooBig(kind, limit if count <= most else most)
        framed = len(record).to_bytes(LENGTH_SIZE, "big") + record
        length += len(framed)
        if length > limits.MAX_STREAM:
            raise TooBig(kind, limits.MAX_STREAM)
        running.update(framed)
        spool.write(framed)
    return Stream(kind, length, running.digest()), count


def _hash_blobs(blobs: Sequence[BlobSource]) -> Stream:
    if len(blobs) > limits.MAX_BLOBS:
        raise TooBig(BLOBS, limits.MAX_BLOBS)
    running = sha256()
    length = 0
    for chunk in _blob_frames(blobs):
        running.update(chunk)
        length += len(chunk)
    return Stream(BLOBS, length, running.digest())


def _blob_frames(blobs: Sequence[BlobSource]) -> Iterator[bytes]:
    for blob in blobs:
        if blob.size > limits.MAX_BLOB:
            raise TooBig(BLOBS, limits.MAX_BLOB)
        yield blob.sha256 + blob.size.to_bytes(8, "big")
        running = sha256()
        size = 0
        with closing(blob.open()) as source:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > blob.size:
                    raise SourceAltered
                running.update(chunk)
                yield chunk
        if size != blob.size or running.digest() != blob.sha256:
            raise SourceAltered


def _plaintext(raw: bytes, outgoing: Outgoing, spool: Spool) -> Iterator[bytes]:
    yield MAGIC + len(raw).to_bytes(LENGTH_SIZE, "big") + raw + outgoing.sign(signed(raw))
    yield from spool.chunks(0, spool.size)
    yield from _blob_frames(outgoing.blobs)


class _Writing:
    """One attempt at one ``.part`` file."""

    def __init__(self, part: Path, total: int, progress: Progress | None) -> None:
        self._part = part
        self._total = 2 * total
        self._progress = progress
        self._moved = 0
        self._check_key = age.KeyPair()  # opens the file once, for the comparison, and is lost with this object

    def run(self, plain: Iterator[bytes], outgoing: Outgoing, manifest: Manifest, raw: bytes) -> Written:
        with explaining():
            self._part.unlink(missing_ok=True)
            with os.fdopen(os.open(self._part, _FRESH, 0o600), "wb") as file:
                written = self._encrypt(plain, file, outgoing.recipients)
                file.flush()
                os.fsync(file.fileno())
                size = file.tell()
                _forget_cached(file.fileno())
            if self._read_back(manifest, raw) != written:
                raise NotAsWritten
        return Written(manifest, digest(raw), written, size)

    def _encrypt(self, plain: Iterator[bytes], file: BinaryIO, recipients: Sequence[str]) -> bytes:
        running = sha256()
        source = _Pull(plain, self._step)

        def write(data: bytes) -> None:
            running.update(data)
            file.write(data)

        age.seal(source.read, write, (*recipients, self._check_key.recipient))
        return running.digest()

    def _read_back(self, manifest: Manifest, raw: bytes) -> bytes:
        running = sha256()

        def judge(found: bytes, signature: bytes) -> Manifest:
            if found != raw:
                raise NotAsWritten
            return manifest

        layout = Layout(judge)

        def check(data: bytes) -> None:
            self._step(len(data))
            layout.feed(data)

        with self._part.open("rb") as file:
            def read(size: int) -> bytes:
                data = file.read(size)
                running.update(data)
                return data

            try:
                age.unseal(read, check, (self._check_key.unlock(),))
                layout.finish()
            except CaseappError as error:
                raise NotAsWritten from error
        return running.digest()

    def _step(self, moved: int) -> None:
        self._moved += moved
        if self._progress is not None:
            self._progress(self._moved, self._total)


class _Pull:
    """An iterator of chunks as something that can be read from."""

    def __init__(self, chunks: Iterator[bytes], step: Callable[[int], None]) -> None:
        self._chunks = chunks
        self._step = step
        self._rest = memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = memoryview(chunk)
        data = bytes(self._rest[:size])
        self._rest = self._rest[size:]
        self._step(len(data))
        return data


def _forget_cached(descriptor: int) -> None:
    """Ask the system to read from the medium again; without it the comparison would compare its memory to itself."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable. Windows has no such call and does it with the rename."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
