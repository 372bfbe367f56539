"""What a released PDF may be made of: an allow-list of document information, nothing that acts, nothing appended."""

import re
from collections.abc import Iterator
from typing import Final

import pikepdf

_ALLOWED_INFORMATION: Final = frozenset({"/Title"})
_ACTIVE: Final = frozenset({
    "/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF",
    "/RichMedia", "/XFA", "/AcroForm", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition",
    "/Sound", "/Movie",
})
_LAYERS: Final = frozenset({"/OCProperties", "/OCG", "/OCMD", "/OC"})
_INFORMATION: Final = frozenset({
    "/Author", "/Producer", "/Creator", "/CreationDate", "/ModDate", "/Keywords", "/Subject", "/LastModified",
    "/PieceInfo", "/Metadata",
})
_DATE: Final = re.compile(rb"D:(?:19|20)\d{6}|<xmp|xpacket")
_END: Final = b"%%EOF"


def structural_faults(raw: bytes) -> Iterator[str]:
    """What the bytes alone tell: wrong head, more than one end, something after the end, dates."""
    if not raw.startswith(b"%PDF-"):
        yield "head"
    if raw.count(_END) != 1:
        yield "several-ends"
    if raw[raw.rfind(_END) + len(_END):].strip():
        yield "after-the-end"
    if _DATE.search(raw):
        yield "date"


def foreign_information(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Document information beyond the title, and every object that acts, annotates, attaches or layers."""
    if pdf.is_encrypted:
        yield "encrypted"
    if any(key not in _ALLOWED_INFORMATION for key in pdf.docinfo):
        yield "information"
    for item in pdf.objects:
        yield from _faults(item)


def _faults(item: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    if depth > 20:
        yield "too-deep"
        return
    if isinstance(item, pikepdf.Array):
        for part in item:
            yield from _inner(part, depth)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        keys = set(item.keys())
        yield from _named(keys)
        for key in ("/Type", "/S", "/Subtype"):
            value = item.get(key)
            if isinstance(value, pikepdf.Name):
                yield from _named({str(value)})
        if "/Annots" in keys or str(item.get("/Type", "")) == "/Annot":
            yield "annotation"
        for key in keys:
            yield from _inner(item.get(key), depth)


def _inner(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        yield from _faults(value, depth + 1)


def _named(names: set[str]) -> Iterator[str]:
    if names & _ACTIVE:
        yield "active-content"
    if names & _LAYERS:
        yield "layer"
    if names & _INFORMATION:
        yield "information"
