"""Fake redaction: text that is still in the page under a box or picture drawn over it."""

from typing import Final, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top in points

_HIDDEN: Final = 0.6  # share of a text's box that must be under the cover
_OPAQUE: Final = 200  # alpha from which a fill hides what is under it


def covered_text(page: pypdfium2.PdfPage) -> bool:
    """Whether any text of ``page`` lies under an opaque shape or picture that is painted after it."""
    texts: list[Box] = []
    for item in page.get_objects(max_depth=1):
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            texts.append(item.get_bounds())
        elif _hides(item):
            cover = item.get_bounds()
            if any(_share(text, cover) >= _HIDDEN for text in texts):
                return True
    return False


def _hides(item: pypdfium2.PdfObject) -> bool:
    if item.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        return True
    if item.type != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroke = pdfium.c_int(), pdfium.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item.raw, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return False
    red, green, blue, alpha = (pdfium.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
    return not known or alpha.value >= _OPAQUE


def _share(text: Box, cover: Box) -> float:
    """How much of ``text`` lies under ``cover``, 0 to 1."""
    wide = min(text[2], cover[2]) - max(text[0], cover[0])
    high = min(text[3], cover[3]) - max(text[1], cover[1])
    area = (text[2] - text[0]) * (text[3] - text[1])
    if wide <= 0 or high <= 0 or area <= 0:
        return 0.0
    return wide * high / area
