"""The rows of a sheet as they are read: plain, or of a repeated group of a form joined with the row it belongs to.

KoboToolbox and ODK export a repeated group as a sheet of its own, whose rows name their parent by ``_parent_index``
(and its sheet by ``_parent_table_name``); the parent's own number is its ``_index``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from caseapp.exchange.tables.rows import Row, headers

_PARENT, _SHEET, _INDEX = "_parent_index", "_parent_table_name", "_index"
_DEPTH = 8  # groups within groups
Rows = Mapping[str, Iterable[Row]]  # name of a sheet -> its rows, walked anew each time


@dataclass(frozen=True, slots=True)
class Sheet:
    """``own``: how many of the columns are the sheet's; behind them stand those of the parent's row.

    ``position``: the column with the number of the row within its parent; -1 where there is no parent.
    """

    names: tuple[str, ...]
    source: Iterable[Row] = field(repr=False)
    own: int
    position: int = -1
    parents: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)  # index -> cells
    header: int = 1

    def rows(self) -> Iterator[Row]:
        """Below the headers, every row that holds anything."""
        seen: Counter[str] = Counter()
        for number, cells in self.source:
            if number <= self.header or not any(cells):
                continue
            if self.position < 0:
                yield number, cells
                continue
            at = self.names.index(_PARENT)
            index = cells[at].strip() if at < len(cells) else ""
            seen[index] += 1
            padded = [*cells[: self.own], *[""] * (self.own - len(cells))]
            yield number, [*padded, str(seen[index]), *self.parents.get(index, ())]


def sheet(sheets: Rows, name: str, header: int = 1, depth: int = 0) -> Sheet:
    """The sheet of this name, joined with its parents. Raises KeyError."""
    source = sheets[name]
    names = headers(source, header)
    if _PARENT not in names or depth >= _DEPTH:
        return Sheet(tuple(names), source, len(names), header=header)
    parent = _parent_of(sheets, name, names, header)
    if not parent:
        return Sheet(tuple(names), source, len(names), header=header)
    above = sheet(sheets, parent, header, depth + 1)
    at = above.names.index(_INDEX)
    cells = {row[at].strip(): row for _, row in above.rows() if at < len(row)}
    joined = [each if "/" in each else f"{parent}/{each}" for each in above.names]
    return Sheet((*names, "_position", *joined), source, len(names), len(names), cells, header)


def _parent_of(sheets: Rows, name: str, names: Sequence[str], header: int) -> str:
    """The sheet that the first row names, or the only other that numbers its rows."""
    said = ""
    if _SHEET in names:
        at = names.index(_SHEET)
        first = next((cells for number, cells in islice(sheets[name], 10) if number > header), ())
        said = first[at].strip() if at < len(first) else ""
    others = [each for each, rows in sheets.items() if each != name and _INDEX in headers(rows, header)]
    if said in others:
        return said
    return others[0] if len(others) == 1 else ""
