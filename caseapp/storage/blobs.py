"""Evidence at rest: each file once, as an age file under its own key, whose secret is a row of the database.

Any age tool can open one in twenty years; destroying the row is the erasure. A file is named by a keyed hash, so that
nobody without the vault's key can ask whether a known file is in it, and padded, so that its size says little.
Bytes and names are final: docs/formats/blob.md.
"""

import errno
import hmac
import os
import secrets
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256, sha512
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final, Protocol

import pyrage

from caseapp.domain.errors import Bug, DiskFull, EnvironmentFault, UserError
from caseapp.domain.text import N_
from caseapp.storage.blob_reader import CHUNK, BlobDamaged, BlobFile
from caseapp.storage.errors import VaultDiskFault

PAD: Final = 64 * 1024
MAX_BLOB: Final = 16 * 1024**3
_TEMPORARY: Final = ".new"
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Progress = Callable[[int], None]  # bytes of the source read so far; may raise to stop


class BlobTooBig(UserError):
    """More than 16 GiB in one file."""

    code = "blob-too-big"
    what = N_("This file is too big: at most {gib} GiB can be taken in.")
    next_step = N_("Split it into parts and take them in one by one; nothing was changed.")


class NotAFile(UserError):
    """A folder, a device or a pipe."""

    code = "not-a-file"
    what = N_("Only a regular file can be taken in.")
    next_step = N_("Choose a file; nothing was changed.")


class SourceChanged(UserError):
    """Somebody wrote to the source while it was read."""

    code = "source-changed"
    what = N_("This file was changed by another program while it was being read.")
    next_step = N_("Close the other program and take the file in again; nothing was changed.")


class SourceUnreadable(EnvironmentFault):
    """The stick was pulled out, the file is gone or forbidden."""

    code = "source-unreadable"
    what = N_("This file could not be read.")
    next_step = N_("Check the disk or stick it lies on and try again; nothing was changed.")


class Secret:
    """The one-time key of a blob. It shows itself only when asked by name."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """``AGE-SECRET-KEY-1…``, for the database row and for decryption."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._text, other._text)

    def __hash__(self) -> int:
        return hash(self._text)


@dataclass(frozen=True, slots=True)
class Blob:
    """What the database keeps of one file; ``size`` in bytes without padding."""

    name: str  # HMAC-SHA-256 of the hash, 64 hexadecimal digits: the file's name
    sha256: bytes
    sha512: bytes
    size: int
    secret: Secret = field(repr=False)


@dataclass(frozen=True, slots=True)
class BlobReceipt:
    """The answer to an intake. ``fresh``: a new file was written, so the row must be stored; else it stood already."""

    blob: Blob
    fresh: bool


class Readable(Protocol):
    """What an intake reads from."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""


Known = Callable[[str], Blob | None]  # name -> the row that is kept, if any


def padded_size(size: int) -> int:
    """``size`` rounded up to a multiple of 64 KiB, at least one."""
    return max(1, -(-size // PAD)) * PAD


class BlobStore:
    """The folder of evidence files. Rows are the caller's: this class keeps no secret."""

    def __init__(self, folder: Path, name_key: bytes) -> None:
        self._folder = folder
        self._name_key = name_key

    def __repr__(self) -> str:
        return "BlobStore(…)"

    def name_of(self, content_sha256: bytes) -> str:
        """The file's name for a content."""
        return hmac.digest(self._name_key, content_sha256, "sha256").hex()

    def intake_file(self, source: Path, known: Known, progress: Progress | None = None) -> BlobReceipt:
        """Take in the file at ``source``, which is only ever read. Raises as ``intake``, NotAFile, SourceChanged."""
        with _explaining_source():
            if not stat.S_ISREG(source.stat().st_mode):  # a pipe would block in open
                raise NotAFile
            file = source.open("rb")
        with file:
            before = os.fstat(file.fileno())
            if before.st_size > MAX_BLOB:
                raise BlobTooBig(gib=MAX_BLOB // 1024**3)

            def unchanged() -> None:
                now = os.fstat(file.fileno())
                if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
                    raise SourceChanged

            def watch(done: int) -> None:
                if done > before.st_size:  # a log that grows faster than it is read would never end
                    raise SourceChanged
                if progress is not None:
                    progress(done)

            return self._take_in(file, known, watch, unchanged)

    def intake(self, source: Readable, known: Known, progress: Progress | None = None) -> BlobReceipt:
        """Read ``source`` once to its end, hash and encrypt it, read it back, and let it stand under its name.

        Durable on return; the caller then stores the row. A content whose row is ``known`` is checked and kept, or
        written anew when its file is damaged. Raises BlobTooBig, SourceUnreadable, DiskFull, VaultDiskFault,
        BlobDamaged (what came back from the disk was not what went out).
        """
        return self._take_in(source, known, progress, lambda: None)

    def _take_in(
        self, source: Readable, known: Known, progress: Progress | None, unchanged: Callable[[], None]
    ) -> BlobReceipt:
        new = self._folder / (secrets.token_hex(16) + _TEMPORARY)
        try:
            blob = self._encrypt(source, new, progress)
            unchanged()
            self._check(new, blob)
            kept = known(blob.name)
            if kept is not None and self._stands(kept):
                return BlobReceipt(kept, False)
            with _explaining_disk():
                os.replace(new, self._folder / blob.name)
                _sync_folder(self._folder)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        return BlobReceipt(blob, True)

    def open(self, blob: Blob) -> BinaryIO:
        """The content as a seekable binary file, decrypted chunk by chunk in memory. Raises BlobDamaged."""
        return BufferedReader(self._raw(self._folder / blob.name, blob), CHUNK)

    def read(self, blob: Blob) -> Iterator[bytes]:
        """The content in chunks; BlobDamaged at the latest after the last one, which makes all of them worthless."""
        return self._chunks(self._folder / blob.name, blob)

    def load(self, blob: Blob, limit: int) -> bytes:
        """The whole content, verified, for viewing from memory. Raises BlobDamaged, BlobTooBig beyond ``limit``."""
        if blob.size > limit:
            raise BlobTooBig(gib=MAX_BLOB // 1024**3)
        return b"".join(self.read(blob))

    def verify(self, blob: Blob) -> None:
        """Raise BlobDamaged unless the file is whole and its content has the recorded hashes and padding."""
        self._check(self._folder / blob.name, blob)

    def verify_copy(self, path: Path, blob: Blob) -> None:
        """The same of a copy under another name or in another folder. Raises BlobDamaged."""
        self._check(path, blob)

    def discard(self, name: str) -> None:
        """Delete one file: the last step of an erasure, after its row and so its key are gone."""
        with _explaining_disk():
            (self._folder / name).unlink(missing_ok=True)
            _sync_folder(self._folder)

    def sweep(self, kept: Collection[str]) -> int:
        """Delete what no row names: leftovers of a crash between file and row. Only while nothing is being taken in."""
        gone = 0
        with _explaining_disk():
            for path in self._folder.iterdir():
                ours = path.name.endswith(_TEMPORARY) or len(path.name) == 64
                if ours and path.name not in kept and path.is_file():
                    path.unlink()
                    gone += 1
            _sync_folder(self._folder)
        return gone

    def _stands(self, kept: Blob) -> bool:
        try:
            self.verify(kept)
        except BlobDamaged:
            return False
        return True

    def _raw(self, path: Path, blob: Blob) -> BlobFile:
        if blob.name != self.name_of(blob.sha256):
            raise BlobDamaged("name")
        return _open_raw(path, blob)

    def _chunks(self, path: Path, blob: Blob) -> Iterator[bytes]:
        running = sha256()
        with _explaining_disk(), self._raw(path, blob) as file:
            while chunk := file.read(CHUNK):
                running.update(chunk)
                yield chunk
            file.check_padding()
        if running.digest() != blob.sha256:
            raise BlobDamaged("hash")

    def _check(self, path: Path, blob: Blob) -> None:
        running = sha512()
        for chunk in self._chunks(path, blob):
            running.update(chunk)
        if running.digest() != blob.sha512:
            raise BlobDamaged("hash")

    def _encrypt(self, source: Readable, new: Path, progress: Progress | None) -> Blob:
        identity = pyrage.x25519.Identity.generate()
        feed = _Feed(source, progress)
        with _explaining_disk(), os.fdopen(os.open(new, _FRESH, 0o600), "wb") as file:
            sink = _Sink(file)
            try:
                pyrage.encrypt_io(feed, sink, [identity.to_public()])
            except (pyrage.EncryptError, OSError):
                raise feed.failure or sink.failure or Bug("encrypt") from None
            file.flush()
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # so that the check reads the disk and not our own memory of it
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        found = feed.sha256.digest()
        return Blob(self.name_of(found), found, feed.sha512.digest(), feed.size, Secret(str(identity)))


class _Feed:
    """The content, hashed as it passes, then zeros up to a multiple of 64 KiB."""

    def __init__(self, source: Readable, progress: Progress | None) -> None:
        self._source = source
        self._progress = progress
        self._padding = -1  # bytes still to come; -1 while the content lasts
        self.sha256 = sha256()
        self.sha512 = sha512()
        self.size = 0
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._read(size)
        except BaseException as error:
            self.failure = error
            raise

    def _read(self, size: int) -> bytes:
        if self._padding < 0:
            with _explaining_source():
                data = self._source.read(size)
            if data:
                return self._hashed(data)
            self._padding = padded_size(self.size) - self.size
        data = bytes(min(size, self._padding))
        self._padding -= len(data)
        return data

    def _hashed(self, data: bytes) -> bytes:
        self.size += len(data)
        if self.size > MAX_BLOB:
            raise BlobTooBig(gib=MAX_BLOB // 1024**3)
        self.sha256.update(data)
        self.sha512.update(data)
        if self._progress is not None:
            self._progress(self.size)
        return data


class _Sink:
    """The file that is written, with the first failure kept: pyrage would replace it by its own."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.failure: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except BaseException as error:
            self.failure = error
            raise

    def flush(self) -> None:
        """pyrage calls it; the file is flushed and synced once, at the end."""


def _open_raw(path: Path, blob: Blob) -> BlobFile:
    try:
        file = path.open("rb")
    except (FileNotFoundError, IsADirectoryError):
        raise BlobDamaged("missing") from None
    try:
        return BlobFile(file, blob.secret.reveal(), blob.size, padded_size(blob.size))
    except BlobDamaged:
        file.close()
        raise


@contextmanager
def _explaining_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull from None
        raise VaultDiskFault from None


@contextmanager
def _explaining_source() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise SourceUnreadable from None


def _sync_folder(folder: Path) -> None:
    """Make names durable. Windows has no such call and does it with the rename."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
