"""In the child: an XML document as rows, one an element, with nothing declared, included or fetched."""

import io
from collections.abc import Iterator
from typing import Any, Final, Protocol

from lxml import etree

from caseapp.box.limits import MAX_CELL, MAX_DEPTH, MAX_ELEMENTS, MAX_XML
from caseapp.box.rows_wire import Refused, Why

_DECLARES: Final = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in (
    "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
_CHUNK: Final = 65_536


class Tells(Protocol):
    """Where rows go."""

    def sheet(self, name: str) -> None:
        """A sheet begins."""

    def row(self, number: int, cells: list[str]) -> None:
        """One row of it."""


def refuse_declarations(data: bytes) -> None:
    """No standard that is read here needs a document type; what declares one is refused before it is parsed."""
    if any(word in data for word in _DECLARES):
        raise Refused(Why.DECLARED)


def events(source: io.BufferedIOBase, wanted: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The parser's events, bounded in depth. Raises Refused for what is not well-formed, with the line as row."""
    depth = 0
    parsed: Any = etree.iterparse(
        source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )
    try:
        for event, element in parsed:
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH:
                raise Refused(Why.DEEP, 0, element.sourceline or 0)
            if event in wanted:
                yield event, element
    except etree.XMLSyntaxError as error:
        raise Refused(Why.BROKEN, 0, error.lineno or 0) from None


def read(data: bytes, tell: Tells) -> None:
    """Tell every element in document order. Raises Refused; a row is then a line of the file."""
    if len(data) > MAX_XML:
        raise Refused(Why.TOO_LARGE)
    refuse_declarations(data)
    rows: list[list[str]] = []
    places: list[int] = []
    for event, element in events(io.BytesIO(data), ("start", "end")):
        if event == "start":
            if len(rows) >= MAX_ELEMENTS:
                raise Refused(Why.ROWS, 0, element.sourceline or 0)
            rows.append([str(len(places)), _name(element.tag), "", *_attributes(element)])
            places.append(len(rows) - 1)
            continue
        row = rows[places.pop()]
        row[2] = _text(element)
        if len(row[2]) > MAX_CELL:
            raise Refused(Why.LONG_CELL, 0, element.sourceline or 0)
    tell.sheet("")
    for number, row in enumerate(rows, 1):
        tell.row(number, row)


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attributes(element: Any) -> list[str]:
    return [part for name, value in element.attrib.items() for part in (_name(name), value or " ")]


def _text(element: Any) -> str:
    """What stands in it and not in an element of its own."""
    return " ".join(part.strip() for part in (element.text, *(c.tail for c in element)) if part and part.strip())
