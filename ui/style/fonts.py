"""Loading the bundled faces, so that the window looks and measures alike on every computer."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from caseapp.domain.errors import Damaged
from ui.style.tokens import MONO_FAMILY, SIZES, UI_FAMILY


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Register every TrueType face of ``folder``; returns the families found, sorted.

    Raises Damaged when the interface family is not among them: a silent fallback would lose Kazakh letters.
    """
    families: set[str] = set()
    for path in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.update(QFontDatabase.applicationFontFamilies(number) if number >= 0 else ())
    if UI_FAMILY not in families:
        raise Damaged("fonts")
    return tuple(sorted(families))


def ui_font(points: float = SIZES.base, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface face at a size and weight."""
    font = QFont(UI_FAMILY)
    font.setPointSizeF(points)
    font.setWeight(weight)
    return font


def mono_font(points: float = SIZES.base) -> QFont:
    """For hashes, keys and generated words, where every letter must be told from every other."""
    font = QFont(MONO_FAMILY)
    font.setPointSizeF(points)
    return font
