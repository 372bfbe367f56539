"""A table saved outside as CSV: whole or not at all, nothing overwritten, no cell that another program would compute.

It is plaintext from then on, which the caller says and logs.
"""

import csv
import errno
import io
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from caseapp.domain.errors import Denied, DiskFull, EnvironmentFault
from caseapp.domain.text import N_

_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r")
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class TableExists(Denied):
    """Nothing is ever overwritten."""

    code = "table-exists"
    what = N_("A file of this name is there already.")
    next_step = N_("Choose another name; nothing is ever overwritten.")


class TablePlace(EnvironmentFault):
    """The folder does not take the file."""

    code = "table-place"
    what = N_("The file cannot be written there.")
    next_step = N_("Choose another folder or name; nothing is ever overwritten.")


def defused(cell: str) -> str:
    """The cell as text for every program: one that begins like a formula gets an apostrophe before it."""
    return "'" + cell if cell.lstrip(" \n").startswith(_COMPUTED) or cell.startswith(_COMPUTED) else cell


def save(path: Path, rows: Iterable[Sequence[str]]) -> int:
    """Write the rows; how many. UTF-8 with a mark, so that office programs read Cyrillic.

    Raises TableExists, TablePlace, DiskFull.
    """
    if path.exists():
        raise TableExists()
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    count = 0
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
        count += 1
    part = path.with_name(path.name + ".part")
    try:
        with part.open("xb") as file:
            file.write(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise (DiskFull() if error.errno in _FULL else TablePlace()) from None
    return count
