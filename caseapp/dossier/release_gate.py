"""The last door: a finished PDF is read again from its bytes and handed over only if nothing forbidden is in it.

It trusts nothing of how the file was made. Text comes from two extractors that share no code, bytes from the raw file
and from every stream unpacked. What it looks for (security target "Dossier PDF"): withheld names in any spelling,
withheld literals (numbers, identifiers), document information beyond the title, dates and zones, scripts, actions,
annotations, attachments, layers, images with EXIF, text hidden under a drawn box, bytes after the end of the file.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

import pikepdf
import pypdf
import pypdfium2
from pypdf.errors import PyPdfError

from caseapp.domain.errors import UserError
from caseapp.domain.text import N_
from caseapp.dossier.gate.overlay import covered_text
from caseapp.dossier.gate.structure import foreign_information, structural_faults
from caseapp.dossier.gate.text import read_on, readings, spellings

_NO_CHANCE: Final = 6  # bytes; shorter ones meet by chance in packed or binary data of a few megabytes
_STREAM: Final = re.compile(rb"\bstream\r?\n.*?endstream", re.DOTALL)
_BINARY: Final = ("/Image", "/CIDFontType0C", "/Type1C", "/OpenType")


class ReleaseRefused(UserError):
    """The finished dossier holds something that must not leave; the file is not handed over."""

    code = "release-refused"
    what = N_("The finished dossier was not released: it holds something that must not leave ({findings}).")
    next_step = N_("Nothing was handed over. Check what is withheld, and report this if it happens again.")

    def __init__(self, found: tuple["Finding", ...]) -> None:
        self.found = found
        super().__init__(findings=", ".join(sorted({finding.check for finding in found})))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. Never carries what was found, only which check and where (page from 1, or 0: whole file)."""

    check: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Protected:
    """What must not be in the file.

    ``find`` says whether a text holds a withheld name in any spelling (it knows folding and declension); ``literals``
    are withheld strings looked for as they are, in every usual encoding, also in the raw bytes.
    """

    find: Callable[[str], bool] = field(default=lambda _: False, repr=False)
    literals: tuple[str, ...] = field(default=(), repr=False)


def release(pdf: bytes, protected: Protected) -> bytes:
    """``pdf`` itself if nothing was found. Raises ReleaseRefused."""
    found = tuple(findings(pdf, protected))
    if found:
        raise ReleaseRefused(found)
    return pdf


def findings(pdf: bytes, protected: Protected) -> Iterator[Finding]:
    """Everything found in ``pdf``, by several means: the same leak may be reported more than once."""
    yield from _text_findings(pdf, protected)
    for fault in structural_faults(pdf):
        yield Finding(fault)
    needles = spellings(protected.literals)
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            yield from map(Finding, foreign_information(opened))
            yield from _stream_findings(pdf, opened, protected, needles)
    except pikepdf.PdfError:
        yield Finding("unreadable")


def _text_findings(pdf: bytes, protected: Protected) -> Iterator[Finding]:
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf), strict=True).pages]
    except (PyPdfError, ValueError, KeyError, RecursionError):
        yield Finding("unreadable")
        pages = []
    yield from _found_in(pages, protected)
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        yield Finding("unreadable")
        return
    with document:
        yield from _found_in([page.get_textpage().get_text_range() for page in document], protected)
        for number, page in enumerate(document, 1):
            if covered_text(page):
                yield Finding("covered-text", number)


def _found_in(pages: Sequence[str], protected: Protected) -> Iterator[Finding]:
    """The whole is asked first: a page alone may end in the middle of a name that is shown."""
    if any(_holds(text, protected) for text in read_on(pages)):
        numbers = [number for number, text in enumerate(pages, 1) if _holds(text, protected)]
        yield from (Finding("text", number) for number in numbers or (0,))


def _holds(text: str, protected: Protected) -> bool:
    return any(
        protected.find(reading) or any(literal in reading for literal in protected.literals)
        for reading in readings(text)
    )


def _stream_findings(
    raw: bytes, opened: pikepdf.Pdf, protected: Protected, needles: tuple[bytes, ...]
) -> Iterator[Finding]:
    certain = tuple(needle for needle in needles if len(needle) >= _NO_CHANCE)
    between = _STREAM.sub(b"", raw)
    if any(needle in raw for needle in certain) or any(needle in between for needle in needles):
        yield Finding("bytes")
    for item in opened.objects:
        if isinstance(item, pikepdf.Stream):
            data = _unpacked(item)
            if any(needle in data for needle in (certain if _binary(item) else needles)):
                yield Finding("stream")
            if b"Exif\x00\x00" in data[:65536] or b"<x:xmpmeta" in data or b"ns.adobe.com/xap" in data[:65536]:
                yield Finding("image-information")
        for text in _strings(item):
            if _holds(text, protected):
                yield Finding("string")


def _binary(stream: pikepdf.Stream) -> bool:
    """Whether it is a font or a picture: bytes in which four letters stand by chance once in a thousand dossiers."""
    return "/Length1" in stream or stream.get("/Subtype") in _BINARY


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()  # an image codec that only a viewer unpacks: searched as it is


def _strings(item: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    if depth > 20:
        return
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for part in item:
            yield from _strings(part, depth + 1)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for _, value in item.items():
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _strings(value, depth + 1)
