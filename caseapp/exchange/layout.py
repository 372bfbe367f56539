"""Reading the plaintext of an export file as it falls out of the decryption, with a bounded look at any moment.

``Layout`` is pushed bytes of any size and splits them: magic, manifest, signature, streams. It checks every length,
hash and count; what it lets through still counts for nothing until ``finish`` has said that all of it was there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

from caseapp.exchange import limits
from caseapp.exchange.errors import Altered, BadPackage, Foreign, TooBig, Truncated
from caseapp.exchange.manifest import BLOBS, CARDS, CHANGESETS, Manifest, Stream

MAGIC: Final = b"CASEPKG\0"
SIGNATURE_SIZE: Final = 64
BLOB_HEAD: Final = 40  # SHA-256, then the length as eight bytes, big-endian
LENGTH_SIZE: Final = 4  # of a manifest or a record, big-endian

Judge = Callable[[bytes, bytes], Manifest]  # manifest bytes, signature -> the manifest, or an error
Keep = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class BlobPlace:
    """Where a blob's content lies; ``offset`` counts from the end of the signature."""

    sha256: bytes
    size: int
    offset: int


class _Frames(Protocol):
    def feed(self, data: bytes) -> None: ...

    def finish(self) -> int: ...


class _Records:
    """Length-prefixed records: only lengths are looked at. ``finish`` gives their number."""

    def __init__(self, kind: str, limit: int, most: int) -> None:
        self._kind = kind
        self._limit = limit
        self._most = most
        self._head = b""
        self._left = 0
        self._count = 0

    def feed(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            if self._left:
                step = min(self._left, len(data) - at)
                self._left -= step
                at += step
                continue
            take = LENGTH_SIZE - len(self._head)
            self._head += data[at : at + take]
            at += take
            if len(self._head) == LENGTH_SIZE:
                self._open(int.from_bytes(self._head, "big"))

    def finish(self) -> int:
        if self._left or self._head:
            raise BadPackage(self._kind, "a record without its end")
        return self._count

    def _open(self, length: int) -> None:
        if not 0 < length <= self._limit:
            raise TooBig(self._kind, self._limit)
        self._count += 1
        if self._count > self._most:
            raise TooBig(self._kind, self._most)
        self._left = length
        self._head = b""


class _Blobs:
    """Blob after blob, each with its own hash, so that one can be taken out without reading the others."""

    def __init__(self, start: int) -> None:
        self._at = start
        self._head = b""
        self._left = 0
        self._hash = sha256()
        self._seen: set[bytes] = set()
        self.places: list[BlobPlace] = []

    def feed(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            if self._left:
                step = data[at : at + self._left]
                self._hash.update(step)
                self._left -= len(step)
                at += len(step)
                self._close_if_done()
                continue
            take = BLOB_HEAD - len(self._head)
            self._head += data[at : at + take]
            at += min(take, len(data) - at)
            if len(self._head) == BLOB_HEAD:
                self._open(self._at + at)
        self._at += len(data)

    def finish(self) -> int:
        if self._left or self._head:
            raise BadPackage(BLOBS, "a file without its end")
        return len(self.places)

    def _open(self, offset: int) -> None:
        name, size = self._head[:32], int.from_bytes(self._head[32:], "big")
        if size > limits.MAX_BLOB:
            raise TooBig(BLOBS, limits.MAX_BLOB)
        if len(self.places) >= limits.MAX_BLOBS:
            raise TooBig(BLOBS, limits.MAX_BLOBS)
        if name in self._seen:
            raise BadPackage(BLOBS, "twice the same")
        self._seen.add(name)
        self.places.append(BlobPlace(name, size, offset))
        self._left = size
        self._hash = sha256()
        self._head = b""
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._left == 0 and self._hash.digest() != self.places[-1].sha256:
            raise BadPackage(BLOBS, "hash")


class _Opaque:
    """A stream of a newer minor version: its hash is checked, its inside is not ours to read."""

    def feed(self, data: bytes) -> None:
        """Nothing to look at."""

    def finish(self) -> int:
        return -1


class Layout:
    """See the module's head. ``judge`` may refuse by raising; ``keep`` is given the bytes of the streams."""

    def __init__(self, judge: Judge, keep: Keep | None = None) -> None:
        self._judge = judge
        self._keep = keep
        self._head = bytearray()
        self._wanted = len(MAGIC) + LENGTH_SIZE
        self._at = -1  # index of the stream that is being read
        self._left = 0
        self._frames: _Frames = _Opaque()
        self._hash = sha256()
        self._offset = 0
        self.manifest: Manifest | None = None
        self.raw = b""  # the manifest's bytes
        self.places: tuple[BlobPlace, ...] = ()

    def feed(self, data: bytes) -> None:
        """Take the next bytes. Raises the errors of ``judge``, Foreign, TooBig, BadPackage, Altered."""
        if self.manifest is None:
            data = self._feed_head(data)
        if data:
            self._feed_streams(data)

    def finish(self) -> Manifest:
        """All bytes were given. Raises Truncated, Foreign."""
        if self.manifest is None:
            raise Truncated if self._head[:8] == MAGIC[: len(self._head)] else Foreign
        if self._at < len(self.manifest.streams):
            raise Truncated
        return self.manifest

    def _feed_head(self, data: bytes) -> bytes:
        fixed = len(MAGIC) + LENGTH_SIZE
        while self.manifest is None:
            take = self._wanted - len(self._head)
            self._head += data[:take]
            data = data[take:]
            if not MAGIC.startswith(self._head[: len(MAGIC)]):
                raise Foreign
            if len(self._head) < self._wanted:
                return b""
            if self._wanted == fixed:
                length = int.from_bytes(self._head[-LENGTH_SIZE:], "big")
                if not 0 < length <= limits.MAX_MANIFEST:
                    raise TooBig("manifest", limits.MAX_MANIFEST)
                self._wanted = fixed + length + SIGNATURE_SIZE
            else:
                self.raw = bytes(self._head[fixed:-SIGNATURE_SIZE])
                self.manifest = self._judge(self.raw, bytes(self._head[-SIGNATURE_SIZE:]))
                self._head.clear()
                self._next_stream(self.manifest)
        return data

    def _feed_streams(self, data: bytes) -> None:
        manifest = self.manifest
        while data and manifest is not None:
            if self._at >= len(manifest.streams):
                raise Altered
            piece, data = data[: self._left], data[self._left :]
            self._hash.update(piece)
            self._frames.feed(piece)
            if self._keep is not None:
                self._keep(piece)
            self._left -= len(piece)
            self._offset += len(piece)
            if self._left == 0:
                self._end_stream(manifest)

    def _next_stream(self, manifest: Manifest) -> None:
        self._at += 1
        if self._at >= len(manifest.streams):
            return
        stream = manifest.streams[self._at]
        self._left = stream.length
        self._hash = sha256()
        self._frames = self._frames_of(stream)
        if self._left == 0:
            self._end_stream(manifest)

    def _frames_of(self, stream: Stream) -> _Frames:
        if stream.kind == CARDS:
            return _Records(CARDS, limits.MAX_CARD, limits.MAX_CARDS)
        if stream.kind == CHANGESETS:
            return _Records(CHANGESETS, limits.MAX_RECORD, limits.MAX_CHANGESETS)
        return _Blobs(self._offset) if stream.kind == BLOBS else _Opaque()

    def _end_stream(self, manifest: Manifest) -> None:
        stream = manifest.streams[self._at]
        if self._hash.digest() != stream.sha256:
            raise Altered
        count = self._frames.finish()
        if count >= 0 and manifest.counts[stream.kind] != count:
            raise BadPackage("manifest.counts", stream.kind)
        if isinstance(self._frames, _Blobs):
            self.places = tuple(self._frames.places)
        self._next_stream(manifest)
