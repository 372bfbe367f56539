"""What can be wrong with an export file, each told apart because the person can do something different about it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from caseapp.domain.errors import Denied, DiskFull, EnvironmentFault, TooNew, UserError
from caseapp.domain.text import N_


class Foreign(UserError):
    """Not an age file, or not one that Caseapp wrote."""

    code = "foreign-file"
    what = N_("This file is not an export file of Caseapp.")
    next_step = N_("Choose a file that ends in .casepkg; nothing was changed.")


class Unfinished(UserError):
    """A ``.part`` file: the export that wrote it never ended."""

    code = "unfinished-file"
    what = N_("This export file was never finished: its writing was interrupted.")
    next_step = N_("Ask the sender to export again; nothing was changed.")


class Truncated(UserError):
    """The end of the file is missing."""

    code = "truncated-file"
    what = N_("This export file is incomplete: its end is missing.")
    next_step = N_("Ask the sender to copy it again; nothing was changed.")


class Altered(UserError):
    """Bytes differ from those that were written; of a short file this may also be a missing end."""

    code = "altered-file"
    what = N_("This export file was altered or cut off after it was written.")
    next_step = N_("Nothing in it was used. Ask the sender to copy or export it again.")


class NotForUs(Denied):
    """None of our keys opens it, or the signed list of recipients does not name us."""

    code = "not-for-us"
    what = N_("This export file was not made for this vault.")
    next_step = N_("Ask the sender to export it for your contact card; nothing was changed.")


class Forged(Denied):
    """The signature is not the sender's."""

    code = "forged-file"
    what = N_("This export file was not signed by the person whose card it names.")
    next_step = N_("Nothing in it was used. Tell the sender and your coordinator.")


class SenderUnknown(Denied):
    """No card of the sender is here."""

    code = "sender-unknown"
    what = N_("The contact card of this file's sender is not in this vault.")
    next_step = N_("Take in the sender's card and compare the words, then open the file again.")


class SenderUnverified(Denied):
    """The sender's card is here but was never compared."""

    code = "sender-unverified"
    what = N_("The contact card of this file's sender was never compared with the sender.")
    next_step = N_("Compare the words of both cards, then open the file again; nothing was changed.")


class NewerPackage(TooNew):
    """Another major version, or a minor one that says this Caseapp cannot read it."""

    code = "newer-package"
    what = N_("This export file was written by a newer Caseapp.")
    next_step = N_("Install the newer version to take it in; keep the file until then. Nothing was changed.")


class SampleMismatch(Denied):
    """Made-up data on its way into a real vault, or the reverse."""

    code = "sample-mismatch"
    what = N_("Sample data and real data do not mix: one of this file and this vault is a sample.")
    next_step = N_("Open the file in a vault of its own kind; nothing was changed.")


class BadPackage(UserError):
    """Signed by the sender, yet not of the form that Caseapp writes; ``place`` names where, never what stood there."""

    code = "bad-package"
    what = N_("This export file is not in the form that Caseapp writes ({place}: {reason}).")
    next_step = N_("It was refused as a whole; nothing was changed.")

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place=place, reason=reason)


class TooBig(UserError):
    """More than a file may carry; ``limit`` is the number allowed."""

    code = "package-too-big"
    what = N_("This export file holds more than is accepted ({place}, at most {limit}).")
    next_step = N_("Ask for several smaller exports; nothing was changed.")

    def __init__(self, place: str, limit: int) -> None:
        super().__init__(place=place, limit=limit)


class NoRoom(DiskFull):
    """Seen before writing began: less free space than the work needs. Sizes in MiB."""

    code = "no-room"
    what = N_("There is not enough free space: {needed} MiB are needed, {free} MiB are free.")
    next_step = N_("Free some space and repeat; nothing was changed.")

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(needed=-(-needed // 1024**2), free=free // 1024**2)


class FileTooBigForMedium(EnvironmentFault):
    """The file system of the stick ends at 4 GiB (FAT32), or a quota was reached."""

    code = "file-too-big-for-medium"
    what = N_("This stick or disk cannot hold a file of this size.")
    next_step = N_("Use one formatted as exFAT, or export less at once; nothing was left behind.")


class MediumLost(EnvironmentFault):
    """The stick was pulled out, is read-only or fails."""

    code = "medium-lost"
    what = N_("The stick or disk could not be read or written.")
    next_step = N_("Put it in again, or use another one, and repeat; nothing was changed.")


class TargetExists(UserError):
    """An export never overwrites a file."""

    code = "target-exists"
    what = N_("There is already a file of this name.")
    next_step = N_("Choose another name; the file was left as it is.")


class NotAsWritten(EnvironmentFault):
    """What came back from the medium is not what went out."""

    code = "not-as-written"
    what = N_("The export file was written but came back altered when it was read again.")
    next_step = N_("The file was removed. Use another stick or disk and export again.")


class SourceAltered(EnvironmentFault):
    """A blob's bytes are not those whose hash the vault recorded."""

    code = "source-altered"
    what = N_("A file kept in this vault no longer has the bytes that were taken in.")
    next_step = N_("Nothing was exported. Run a check of the vault, and keep its backups.")


_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def explaining() -> Iterator[None]:
    """Turn the operating system's errors inside the block into errors of our tree; paths stay out of them."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from None
        if error.errno == errno.EFBIG:
            raise FileTooBigForMedium from None
        raise MediumLost from None
