"""The last pass over a fresh PDF: throw away what the typesetter writes about itself, keep title and language.

Only an allow-list of document information survives, and the file identifier follows from the content, so that the
same dossier gives the same bytes and no clock, zone or program can be read from it.
"""

from io import BytesIO
from typing import Final

import pikepdf

TITLE_ONLY: Final = ("/Title",)
_PAGE_EXTRAS: Final = ("/Trans", "/Metadata", "/PieceInfo", "/LastModified")
_ROOT_EXTRAS: Final = ("/Metadata", "/OpenAction", "/AA", "/PieceInfo")


def finish(raw: bytes, title: str, language: str) -> bytes:
    """The cleaned file: title and language set, all other information removed, identifier from the content."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        info = pdf.docinfo
        for key in list(info.keys()):
            if key not in TITLE_ONLY:
                del info[key]
        info["/Title"] = pikepdf.String(title)
        for key in _ROOT_EXTRAS:
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.Root["/Lang"] = pikepdf.String(language)
        pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary(DisplayDocTitle=True)
        for page in pdf.pages:
            for key in _PAGE_EXTRAS:
                if key in page.obj:
                    del page.obj[key]
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                 recompress_flate=False)
    return out.getvalue()
