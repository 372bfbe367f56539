"""A private scratch file that never holds plaintext: pieces of 1 MiB, each an age file to a key that lives in memory.

What was decrypted must be kept somewhere until all of it is verified, and may be larger than memory. When the object
goes, so does the key, and the bytes left on the disk open for nobody. Pieces allow reading from any place.
"""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from typing import Any, Final

from caseapp.exchange.age import KeyPair
from caseapp.exchange.errors import Altered, explaining

PIECE: Final = 1024 * 1024


class Spool:
    """Written once from front to back, then read from any offset. Offsets and sizes are in bytes of plaintext."""

    def __init__(self, folder: Path) -> None:
        with explaining():
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  (closed by close)
        self._key = KeyPair()
        self._pending = bytearray()
        self._pieces: list[tuple[int, int, bytes]] = []  # offset in the file, length, SHA-256 of the sealed piece
        self._end = 0
        self._last: tuple[int, bytes] = (-1, b"")
        self.size = 0

    def write(self, data: bytes) -> None:
        """Append. Raises DiskFull."""
        self._pending += data
        self.size += len(data)
        while len(self._pending) >= PIECE:
            self._flush(bytes(self._pending[:PIECE]))
            del self._pending[:PIECE]

    def finish(self) -> None:
        """No more will be written. Raises DiskFull."""
        if self._pending:
            self._flush(bytes(self._pending))
            self._pending.clear()
        with explaining():
            self._file.flush()

    def read(self, offset: int, size: int) -> bytes:
        """At most ``size`` bytes from ``offset``; fewer at the end of a piece, none at the end. Raises Altered."""
        if offset >= self.size:
            return b""
        at, inside = divmod(offset, PIECE)
        return self._piece(at)[inside : inside + size]

    def chunks(self, offset: int, length: int) -> Iterator[bytes]:
        """``length`` bytes from ``offset`` in chunks of at most a piece. Raises Altered."""
        end = offset + length
        while offset < end:
            data = self.read(offset, end - offset)
            if not data:
                raise Altered
            yield data
            offset += len(data)

    def close(self) -> None:
        """Delete the file and forget the key."""
        with suppress(OSError):  # what a full disk did not take is not wanted any more
            self._file.close()
        self._last = (-1, b"")
        self._pending.clear()

    def _flush(self, plain: bytes) -> None:
        sealed = self._key.seal(plain)
        with explaining():
            self._file.write(sealed)
        self._pieces.append((self._end, len(sealed), sha256(sealed).digest()))
        self._end += len(sealed)

    def _piece(self, at: int) -> bytes:
        if self._last[0] != at:
            offset, length, expected = self._pieces[at]
            with explaining():
                self._file.seek(offset)
                sealed = self._file.read(length)
            if sha256(sealed).digest() != expected:
                raise Altered
            self._last = (at, self._key.unseal(sealed))
        return self._last[1]


class SpoolReader(RawIOBase):
    """A stretch of a spool as a binary file, for those who want ``read(n)``."""

    def __init__(self, spool: Spool, offset: int, length: int) -> None:
        self._spool = spool
        self._at = offset
        self._end = offset + length

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """As ``io.RawIOBase``. Raises Altered."""
        wanted = min(len(buffer), self._end - self._at)
        if wanted <= 0:
            return 0
        data = self._spool.read(self._at, wanted)
        if not data:
            raise Altered
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
