"""Writing small files so that each is there whole or not at all, whatever happens in between."""

import contextlib
import errno
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from caseapp.domain.errors import DiskFull
from caseapp.security.errors import CannotWrite

SUFFIX: Final = ".new"  # of the file that is written first; one that is left over from a crash is replaced
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write(path: Path, data: bytes) -> None:
    """One file: written beside, fsync, read back, renamed, folder fsync. Raises DiskFull, CannotWrite."""
    write_each((path,), data)


def write_each(paths: Sequence[Path], data: bytes) -> None:
    """The same bytes under several names in one folder, renamed in the order given.

    All are on the disk before the first rename: a full disk is noticed while every old file still stands. Raises
    DiskFull, CannotWrite.
    """
    prepared = [path.with_name(path.name + SUFFIX) for path in paths]
    try:
        with _explaining():
            for temporary in prepared:
                _prepare(temporary, data)
            for temporary, path in zip(prepared, paths, strict=True):
                temporary.replace(path)
                sync_folder(path.parent)
    except (DiskFull, CannotWrite):
        for temporary in prepared:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise


def read(path: Path, limit: int) -> bytes:
    """At most ``limit`` + 1 bytes, so that a caller sees too much without holding it. Raises OSError."""
    with path.open("rb") as file:
        return file.read(limit + 1)


def sweep(folder: Path, names: Sequence[str]) -> None:
    """Delete what a crash left of these files before it was renamed: nothing in it was ever acknowledged."""
    for name in names:
        with contextlib.suppress(OSError):
            (folder / (name + SUFFIX)).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows needs no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prepare(temporary: Path, data: bytes) -> None:
    """Exclusive creation: nobody's link or open file is written through."""
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if read(temporary, len(data)) != data:
        raise CannotWrite()


@contextlib.contextmanager
def _explaining() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise (DiskFull() if error.errno in _FULL else CannotWrite()) from None
