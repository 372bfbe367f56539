"""The bundled fonts can write what our users write, and may be passed on."""

import pytest
from fontTools.ttLib import TTFont

from tests.support.source import ROOT

FONTS = sorted((ROOT / "resources" / "fonts").rglob("*.[to]tf"))
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
RUSSIAN = "".join(chr(code) for code in range(0x410, 0x450)) + "Ёё"
SIGNS = "№₸«»–—→✓≤≥“”…§"


def lacking(font: TTFont, letters: str) -> list[str]:
    """Letters the font has no drawing for."""
    drawn = font.getBestCmap()
    return [letter for letter in letters if ord(letter) not in drawn or drawn[ord(letter)] == ".notdef"]


def test_there_are_fonts() -> None:
    families = {path.name.split("-")[0] for path in FONTS}
    assert {"SourceSans3", "SourceSerif4", "DejaVuSansMono"} <= families


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_every_letter_is_there(path: object) -> None:
    with TTFont(path) as font:
        assert "fvar" not in font, "reportlab cannot embed a variable font"
        assert not lacking(font, KAZAKH + RUSSIAN + SIGNS)


def test_a_missing_letter_is_seen() -> None:
    with TTFont(FONTS[0]) as font:
        del font["cmap"].getBestCmap()[ord("ұ")]
        assert lacking(font, KAZAKH) == ["ұ"]


def test_each_family_brings_its_licence() -> None:
    licences = {path.name.split("-")[0] for path in (ROOT / "resources" / "fonts").rglob("*.txt")}
    for path in FONTS:
        family = path.name.split("-")[0]
        assert any(family.startswith(name) for name in licences), path.name
