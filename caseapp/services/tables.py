"""A table saved outside as CSV: whole or not at all, nothing overwritten, no cell that another program would compute.

It is plaintext from then on, which the caller says and logs.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from caseapp.services.outside import write_new

_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: str) -> str:
    """The cell as text for every program: one that begins like a formula gets an apostrophe before it."""
    return "'" + cell if cell.lstrip(" \n").startswith(_COMPUTED) or cell.startswith(_COMPUTED) else cell


def save(path: Path, rows: Iterable[Sequence[str]]) -> int:
    """Write the rows; how many. UTF-8 with a mark, so that office programs read Cyrillic.

    Raises FileThere, PlaceFault, DiskFull.
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    count = 0
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
        count += 1
    write_new(path, b"\xef\xbb\xbf" + text.getvalue().encode("utf-8"))
    return count
