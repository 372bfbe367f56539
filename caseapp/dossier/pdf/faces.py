"""The faces a dossier is set in, and which characters each of them can print.

Every face is a static TrueType file handed over as a folder; nothing of the system is used. A character that no face
has is printed as its code point, so that no value is silently lost.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from caseapp.domain.errors import EnvironmentFault
from caseapp.domain.text import N_

BODY: Final = "CaseappSerif"
ITALIC: Final = "CaseappSerif-Italic"
STRONG: Final = "CaseappSerif-SemiBold"
MONO: Final = "CaseappMono"

_FILES: Final = {
    BODY: "SourceSerif4-Regular.ttf",
    ITALIC: "SourceSerif4-Italic.ttf",
    STRONG: "SourceSerif4-SemiBold.ttf",
    MONO: "DejaVuSansMono.ttf",
}


class FontMissing(EnvironmentFault):
    """A bundled font file is missing or damaged: the installation is at fault."""

    code = "font-missing"
    what = N_("A font that comes with Caseapp is missing or damaged: {file}.")
    next_step = N_("Install Caseapp again; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Faces:
    """Face name -> code points it has; made by ``load_faces``."""

    coverage: dict[str, frozenset[int]]

    def has(self, face: str, char: str) -> bool:
        """Whether ``face`` can print ``char``."""
        return ord(char) in self.coverage[face]


def load_faces(folder: Path) -> Faces:
    """Read the bundled fonts from ``folder`` and make them known to the typesetter. Raises FontMissing."""
    coverage: dict[str, frozenset[int]] = {}
    for name, file in _FILES.items():
        try:
            font = TTFont(name, str(folder / file))
        except (OSError, TTFError):
            raise FontMissing(file=file) from None
        registerFont(font)
        addMapping(name, 0, 0, name)
        addMapping(name, 1, 0, STRONG)
        addMapping(name, 0, 1, ITALIC)
        addMapping(name, 1, 1, STRONG)
        coverage[name] = frozenset(code for code in font.face.charToGlyph if code <= 0xFFFF)
    return Faces(coverage)
