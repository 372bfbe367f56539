"""One running Caseapp per vault: a lock of the operating system, which a crash gives back by itself."""

import errno
import os
import sys
from pathlib import Path
from typing import IO, Final

from caseapp.domain.errors import DiskFull, EnvironmentFault, LockedElsewhere

NAME: Final = "lock"


class Instance:
    """Held while a vault is open. The file stays; only the lock on it counts."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file: IO[bytes] | None = (folder / NAME).open("ab")
        except OSError as error:
            raise (DiskFull() if error.errno in (errno.ENOSPC, errno.EDQUOT) else EnvironmentFault()) from None
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            self._file = None
            raise LockedElsewhere() from None

    def release(self) -> None:
        """Give the vault free."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
