"""Small things at the edge of a stick or disk: card files in and out, free space. No path gets into an error."""

import os
from pathlib import Path
from typing import Final

from caseapp.domain.errors import NotFound
from caseapp.domain.text import N_
from caseapp.exchange import reader
from caseapp.exchange.errors import TargetExists, explaining
from caseapp.exchange.reader import PART_SUFFIX
from caseapp.security.card import MAX_CARD

PACKAGE_SUFFIX: Final = ".casepkg"
CARD_SUFFIX: Final = ".casecard"
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class NoFile(NotFound):
    """A folder, a device, or nothing at all."""

    code = "no-file"
    what = N_("There is no file to read there.")
    next_step = N_("Choose the file itself; nothing was changed.")


def claims_package(path: Path) -> bool:
    """By its name alone: also one whose writing was never finished, so that it can be told so."""
    return path.name.removesuffix(PART_SUFFIX).endswith(PACKAGE_SUFFIX)


def claims_card(path: Path) -> bool:
    """By its name alone."""
    return path.name.endswith(CARD_SUFFIX)


def read_card(path: Path) -> bytes:
    """The bytes of a card file, one more than a card may have at the most. Raises NoFile, MediumLost."""
    with explaining():
        if not path.is_file():  # a pipe or a device has no end
            raise NoFile()
        with path.open("rb") as file:
            return file.read(MAX_CARD + 1)


def write_card(path: Path, data: bytes) -> None:
    """A new file that only this account may read. Raises TargetExists, DiskFull, MediumLost."""
    with explaining():
        try:
            number = os.open(path, _FRESH, 0o600)
        except FileExistsError:
            raise TargetExists() from None
        done = False
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            done = True
        finally:
            if not done:
                path.unlink(missing_ok=True)


def free_bytes(folder: Path) -> int:
    """Free space there. Raises MediumLost."""
    with explaining():
        return reader.free_bytes(folder)
