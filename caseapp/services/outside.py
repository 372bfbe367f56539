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
