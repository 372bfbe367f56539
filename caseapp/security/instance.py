"""One running Caseapp per vault: a lock of the operating system, which a crash gives back by itself.

The file notes who holds it (start of this system, process number). Where a file system knows no locks, the note takes
their place: one from before the last start of the system, or of a process that is gone, is stale and is taken over.
"""

import contextlib
import errno
import os
import sys
import uuid
from pathlib import Path
from typing import Final

from caseapp.domain.errors import DiskFull, LockedElsewhere
from caseapp.security.errors import CannotWrite

NAME: Final = "lock"
_MAX_NOTE: Final = 100
_NOTE_AT: Final = 1  # the first byte is what Windows locks; a locked byte cannot be read there
_HELD: Final = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_LOCKS: Final = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


class Instance:
    """Held while a vault is open. The file stays; only the lock on it counts.

    Raises LockedElsewhere, DiskFull, CannotWrite: three different things to do for the person.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: int | None = None
        self.take()

    def take(self) -> None:
        """Once more, after the disk was away: a lock on a file that is gone holds nothing. Raises as making it does."""
        self._let_go()
        folder = self._folder
        try:
            handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise (DiskFull() if error.errno in _FULL else CannotWrite()) from None
        try:
            self._take(handle)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def _take(self, handle: int) -> None:
        try:
            _lock(handle)
        except OSError as error:
            if error.errno in _HELD:
                raise LockedElsewhere() from None
            if error.errno in _FULL:
                raise DiskFull() from None
            if error.errno not in _NO_LOCKS:
                raise CannotWrite() from None
            if _held_by_note(handle):
                raise LockedElsewhere() from None
        with contextlib.suppress(OSError):  # the note is for file systems without locks; a full disk shows elsewhere
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, b"\n" + _note(boot_id(), os.getpid()).ljust(_MAX_NOTE))

    def release(self) -> None:
        """Give the vault free."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, 0)
            self._let_go()

    def _let_go(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):  # of a disk that is away
                os.close(handle)


def boot_id() -> str:
    """Which start of this system it is; where that cannot be asked, blank, and then every note counts as stale."""
    try:
        return str(uuid.UUID(_BOOT_ID.read_text("ascii").strip()))
    except (OSError, ValueError):
        return ""


def _note(boot: str, process: int) -> bytes:
    return f"{boot or '-'} {process}\n".encode("ascii")


def _held_by_note(handle: int) -> bool:
    """True if the note names a process of this start of the system that still runs."""
    os.lseek(handle, _NOTE_AT, os.SEEK_SET)
    words = os.read(handle, _MAX_NOTE).decode("ascii", "replace").split()
    if len(words) != 2 or not words[1].isdecimal() or words[0] != boot_id():
        return False
    process = int(words[1])
    return process != os.getpid() and _runs(process)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _runs(process: int) -> bool:
        """Windows has locks on every file system that it writes; the note is never asked."""
        return True
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _runs(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True
