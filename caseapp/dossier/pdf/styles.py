"""Sizes, leadings and colours of a printed dossier. Points; the numbers are those of the project's type tokens."""

from dataclasses import dataclass
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from caseapp.dossier.outline import Tone
from caseapp.dossier.pdf.faces import BODY, ITALIC, MONO, STRONG

PAGE: Final[tuple[float, float]] = A4
LEFT: Final = 25 * mm  # binding
RIGHT: Final = 20 * mm
TOP: Final = 24 * mm
BOTTOM: Final = 22 * mm
LINE: Final = PAGE[0] - LEFT - RIGHT
NUMBER_INDENT: Final = 9 * mm

INK: Final[Color] = HexColor("#1A1E23")
INK_SOFT: Final[Color] = HexColor("#47505A")
RULE: Final[Color] = HexColor("#B9C0C7")
HEAD_FILL: Final[Color] = HexColor("#ECEEF1")
ATTENTION: Final[Color] = HexColor("#7D5A00")
ATTENTION_FILL: Final[Color] = HexColor("#FBF0D3")
ACCENT: Final[Color] = HexColor("#0B5F73")
DANGER: Final[Color] = HexColor("#BE0F4B")
WATERMARK: Final[Color] = HexColor("#5A646F")
WATERMARK_ALPHA: Final = 0.09  # over the text, so it must leave everything legible

HYPHENATION: Final = {"en": "en_GB", "ru": "ru_RU"}  # Kazakh has no pattern file


@dataclass(frozen=True, slots=True)
class Styles:
    """All paragraph styles for text of one language."""

    body: ParagraphStyle
    numbered: ParagraphStyle
    note: ParagraphStyle
    attention: ParagraphStyle
    cell: ParagraphStyle
    cell_head: ParagraphStyle
    cell_mono: ParagraphStyle
    label: ParagraphStyle
    quote: ParagraphStyle
    quote_label: ParagraphStyle
    heading1: ParagraphStyle
    heading2: ParagraphStyle
    subheading: ParagraphStyle
    caption: ParagraphStyle
    cover_kind: ParagraphStyle
    cover_title: ParagraphStyle
    cover_subtitle: ParagraphStyle

    def of_tone(self, tone: Tone) -> ParagraphStyle:
        """The style of an unnumbered paragraph."""
        return {Tone.PLAIN: self.body, Tone.NOTE: self.note, Tone.ATTENTION: self.attention}[tone]


def styles_for(language: str) -> Styles:
    """The styles for text in ``language`` (``en``, ``ru``, ``kk`` or any other): hyphenated where patterns exist."""
    hyphens = HYPHENATION.get(language, "")
    justify = TA_JUSTIFY if hyphens else TA_LEFT

    def style(name: str, face: str, size: float, leading: float, **more: object) -> ParagraphStyle:
        base: dict[str, object] = {
            "fontName": face, "fontSize": size, "leading": leading, "textColor": INK, "bulletFontName": face,
            "bulletFontSize": size, "allowWidows": 0, "allowOrphans": 0, "splitLongWords": 1, "hyphenationLang": "",
            "embeddedHyphenation": 0, "uriWasteReduce": 0,
        }
        return ParagraphStyle(name, **(base | more))

    flowing = {"hyphenationLang": hyphens, "hyphenationMinWordLength": 6}
    return Styles(
        body=style("body", BODY, 10.5, 15, spaceAfter=6, alignment=justify, **flowing),
        numbered=style("numbered", BODY, 10.5, 15, spaceAfter=6, alignment=justify, leftIndent=NUMBER_INDENT,
                       bulletIndent=0, **flowing),
        note=style("note", BODY, 9, 12.5, spaceAfter=5, textColor=INK_SOFT, **flowing),
        attention=style("attention", BODY, 9.5, 13, spaceBefore=8, spaceAfter=11, backColor=ATTENTION_FILL,
                        borderColor=ATTENTION, borderWidth=0.5, borderPadding=(4, 6, 5, 6), leftIndent=6,
                        rightIndent=6, **flowing),
        cell=style("cell", BODY, 9, 12, **flowing),
        cell_head=style("cell_head", STRONG, 9, 12),
        cell_mono=style("cell_mono", MONO, 7.2, 10.5),
        label=style("label", BODY, 9, 12, textColor=INK_SOFT),
        quote=style("quote", ITALIC, 10, 14, **flowing),
        quote_label=style("quote_label", BODY, 8, 11, textColor=INK_SOFT, spaceAfter=2),
        heading1=style("heading1", STRONG, 14, 18, spaceBefore=16, spaceAfter=6),
        heading2=style("heading2", STRONG, 12, 16, spaceBefore=12, spaceAfter=5),
        subheading=style("subheading", STRONG, 10.5, 15, spaceBefore=8, spaceAfter=4),
        caption=style("caption", BODY, 9, 12, textColor=INK_SOFT, spaceBefore=4, spaceAfter=3),
        cover_kind=style("cover_kind", STRONG, 12, 16, textColor=ACCENT, spaceAfter=6),
        cover_title=style("cover_title", STRONG, 22, 27, spaceAfter=6),
        cover_subtitle=style("cover_subtitle", BODY, 12, 17, textColor=INK_SOFT, spaceAfter=16),
    )
