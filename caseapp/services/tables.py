"""A table saved outside as CSV or as a workbook: whole or not at all, nothing overwritten, no cell that another program
would compute.

It is plaintext from then on, which the caller says and logs.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from caseapp.exchange.workbook import workbook
from caseapp.services.outside import write_new

_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r")
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # no space, and not seen either
_LOOKED_AT: Final = 1_000
WORKBOOK: Final = ".xlsx"


def defused(cell: str) -> str:
    """The cell as text for every program: one that begins like a formula gets an apostrophe before it.

    Begins: behind whatever is not seen, and in the full-width forms that some programs read as the usual ones.
    """
    begins = unicodedata.normalize("NFKC", "".join(one for one in cell[:_LOOKED_AT] if one not in _UNSEEN)).lstrip()
    return "'" + cell if begins.startswith(_COMPUTED) or cell.startswith(_COMPUTED) else cell


def save(path: Path, rows: Iterable[Sequence[str]]) -> int:
    """Write the rows; how many. A workbook where the name ends so, else CSV: UTF-8 with a mark, so that office
    programs read Cyrillic.

    Raises FileThere, PlaceFault, DiskFull.
    """
    kept = [tuple(row) for row in rows]
    if path.suffix.lower() == WORKBOOK:
        write_new(path, workbook(kept))
        return len(kept)
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([defused(cell) for cell in row] for row in kept)
    write_new(path, b"\xef\xbb\xbf" + text.getvalue().encode("utf-8"))
    return len(kept)
