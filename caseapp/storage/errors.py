"""What can go wrong between the vault's file and us, told apart by SQLite's own result codes."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from caseapp.domain.errors import Bug, CaseappError, Damaged, Denied, DiskFull, EnvironmentFault, TooNew
from caseapp.domain.text import N_


class VaultBusy(EnvironmentFault):
    """Another connection holds the write lock for longer than we wait."""

    code = "vault-busy"
    what = N_("The vault is busy with another write.")
    next_step = N_("Wait a moment and repeat; nothing was changed.")


class VaultDiskFault(EnvironmentFault):
    """The vault's own disk does not take or give the bytes: the stick was pulled out, the folder is away."""

    code = "vault-disk"
    what = N_("The disk of the vault could not be read or written.")
    next_step = N_(
        "What was recorded before is safe, and what was typed stays here. Put the disk or stick back, then repeat the "
        "last step.")


class ReadOnlyVault(Denied):
    """The vault was opened for reading only."""

    code = "read-only"
    what = N_("This vault is open for reading only.")
    next_step = N_("Close it and open it for writing; nothing was changed.")


class NewerSchema(TooNew):
    """The frame of the database was written by a newer Caseapp."""

    code = "newer-schema"


class PagesDamaged(Damaged):
    """A page of a database does not authenticate or does not fit the others: so SQLite says, also of a page that its
    disk did not give (docs/decisions/0086)."""

    def __init__(self) -> None:
        super().__init__(place="vault.db")


class ChangesMissing(Damaged):
    """The database stands behind the tip sidecar: acknowledged changesets are gone."""

    code = "changes-missing"
    what = N_("{missing} recorded changes are missing from the vault.")
    next_step = N_("Nothing was written. Keep the folder as it is and open a backup beside it.")

    def __init__(self, missing: int) -> None:
        super().__init__(place="head", missing=missing)


_FULL: Final = sqlite3.SQLITE_FULL
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DISK: Final = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)
_NO_DISK: Final = (errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE)


def explained(error: driver.Error) -> CaseappError:
    """The error of our tree behind a driver error; never carries the driver's text, which may quote values."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    text = str(error)
    if code == _FULL or "disk is full" in text:
        return DiskFull()
    if code in _BUSY or "is locked" in text:
        return VaultBusy()
    if code == sqlite3.SQLITE_READONLY or "readonly" in text:
        return ReadOnlyVault()
    if code in _DAMAGED or any(word in text for word in ("malformed", "not a database", "hmac")):
        return PagesDamaged()
    if code in _DISK:
        return VaultDiskFault()
    return Bug(f"database-{getattr(error, 'sqlite_errorname', 'unknown')}")


@contextmanager
def explaining() -> Iterator[None]:
    """Turn errors of the driver and of the disk inside the block into errors of our tree."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, driver.Error):
            raise explained(error.orig) from None
        raise Bug("database") from None
    except driver.Error as error:
        raise explained(error) from None
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull() from None
        if error.errno in _NO_DISK:
            raise VaultDiskFault() from None
        raise
