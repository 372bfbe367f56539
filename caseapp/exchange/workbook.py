"""A table as a workbook (ECMA-376, SpreadsheetML): every cell is text, none is ever computed."""

import io
from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

MOST: Final = 32_767  # characters that a cell of the format can hold; what is longer is cut, so CSV is the whole


def workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """The file. A cell is stored as a string and marked as quoted, so that editing it makes no formula of it either.

    Characters that the format has no place for are left out.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")  # a title could name somebody
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet)
            cell.value = "".join(one for one in text if one.isprintable() or one in "\n\t")[:MOST]
            cell.data_type = "s"  # a text that begins with "=" was taken for a formula
            cell.quotePrefix = True
            cells.append(cell)
        sheet.append(cells)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()
