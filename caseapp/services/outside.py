"""New files outside the vault: whole or not at all, for this account alone, nothing overwritten. Plaintext from then
on, which the caller says and logs."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from caseapp.domain.errors import Denied, DiskFull, EnvironmentFault
from caseapp.domain.text import N_

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class FileThere(Denied):
    """Nothing is ever overwritten."""

    code = "file-there"
    what = N_("A file of this name is there already.")
    next_step = N_("Choose another name; nothing is ever overwritten.")


class PlaceFault(EnvironmentFault):
    """The folder does not take the file."""

    code = "file-place"
    what = N_("The file cannot be written there.")
    next_step = N_("Choose another folder or name; nothing is ever overwritten.")


class FileFault(EnvironmentFault):
    """A file that was chosen cannot be read."""

    code = "file-unreadable"
    what = N_("This file cannot be read.")
    next_step = N_("See whether it is still there and not opened by another program; nothing was changed.")


class FileTooLarge(Denied):
    """A file that was chosen is larger than what is read at once."""

    code = "file-too-large"
    what = N_("This file is too large: at most {mib} MiB are read at once.")
    next_step = N_("Divide it into several files; nothing was changed.")


def read(path: Path, limit: int) -> bytes:
    """A whole file of at most ``limit`` bytes. Raises FileFault, FileTooLarge."""
    try:
        if not path.is_file():  # a pipe or a device has no end
            raise FileFault()
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError:
        raise FileFault() from None
    if len(data) > limit:
        raise FileTooLarge(mib=limit // (1024 * 1024))
    return data


def write_new(path: Path, data: bytes) -> None:
    """Write a file that was not there. Raises FileThere, PlaceFault, DiskFull; then nothing of it is left."""
    if path.exists():
        raise FileThere()
    part = path.with_name(path.name + ".part")
    ours = False
    try:
        number = os.open(part, _FRESH, 0o600)
        ours = True
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        if ours:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise (DiskFull() if error.errno in _FULL else PlaceFault()) from None
