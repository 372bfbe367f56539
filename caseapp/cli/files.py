"""The few files that the command line itself reads and writes: small, bounded, never overwritten."""

import os
from pathlib import Path
from typing import Final

from caseapp.cli.errors import TooLarge, Unreadable, Unwritable

_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def read_small(path: Path, limit: int) -> bytes:
    """The content, at most ``limit`` bytes. Raises Unreadable, TooLarge."""
    try:
        if not path.is_file():  # a pipe or a device has no end
            raise Unreadable()
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError:
        raise Unreadable() from None
    if len(data) > limit:
        raise TooLarge()
    return data


def write_new(path: Path, data: bytes) -> None:
    """A new file that only this user may read. Raises Unwritable where something is already."""
    try:
        with os.fdopen(os.open(path, _FRESH, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise Unwritable() from None
