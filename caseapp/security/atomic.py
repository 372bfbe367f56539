"""Writing a small file so that it is there whole or not at all, whatever happens in between."""

import errno
import os
from pathlib import Path

from caseapp.domain.errors import Damaged, DiskFull, EnvironmentFault


def write(path: Path, data: bytes) -> None:
    """Temp file beside it, fsync, read back, rename, fsync of the folder. Raises DiskFull, Damaged."""
    temporary = path.with_name(path.name + ".new")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise Damaged(place=path.name)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull() from None
        raise EnvironmentFault() from None


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows needs no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
