"""From blocks of the document tree to things that flow over pages: one handler per kind of block."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, LongTable, Paragraph, Spacer, TableStyle

from caseapp.dossier import outline
from caseapp.dossier.outline import Block
from caseapp.dossier.pdf.faces import BODY, MONO, STRONG, Faces
from caseapp.dossier.pdf.plate import Plate
from caseapp.dossier.pdf.styles import HEAD_FILL, INK, LINE, RULE, Styles, styles_for
from caseapp.dossier.pdf.text import markup, printable

ROW_LINES: Final = 54  # lines of a cell before it goes on in another row: a row must fit on a page
_LETTER: Final = 9.0  # points that a letter of a cell takes at most
BESIDE_LIMIT: Final = 1600  # characters of a quote before translation stands under and not beside the original
PAD: Final = 4.0
# Points that must be left on a page for a heading to stand there with the beginning of what it heads.
ROOM_HEADING: Final = 150.0
ROOM_SUBHEADING: Final = 90.0
ROOM_CAPTION: Final = 75.0


@dataclass(slots=True)
class Setter:
    """Sets blocks of one document; counts the numbered paragraphs through all sections."""

    faces: Faces
    language: str
    number: int = 0
    _styles: dict[str, Styles] = field(default_factory=dict)

    def styles(self, language: str = "") -> Styles:
        """Styles for text in ``language``, or the document's own."""
        key = language or self.language
        if key not in self._styles:
            self._styles[key] = styles_for(key)
        return self._styles[key]

    def paragraph(self, text: str, style: Any, bullet: str | None = None) -> Paragraph:
        """A paragraph of plain text; nothing in it is markup."""
        return Paragraph(markup(text, self.faces, style.fontName), style, bulletText=bullet)

    def flow(self, block: Block) -> Iterator[Flowable]:
        """The flowables of one block."""
        match block:
            case outline.NumberedParagraph():
                yield self._numbered(block)
            case outline.Paragraph():
                yield self.paragraph(block.text, self.styles(block.language).of_tone(block.tone))
            case outline.Subheading():
                yield CondPageBreak(ROOM_SUBHEADING)
                yield self.paragraph(block.text, self.styles().subheading)
            case outline.Table():
                yield from self._table(block)
            case outline.KeyValues():
                yield from self._key_values(block)
            case outline.Quote():
                yield from self._quote(block)
            case outline.TimelinePlate():
                plate = Plate(block, self.faces, self.styles())
                yield KeepTogether([self.paragraph(block.caption, self.styles().caption), plate, Spacer(1, 8)])
            case outline.SignatureBlock():
                yield KeepTogether(list(self._signatures(block)))

    def _numbered(self, block: outline.NumberedParagraph) -> Flowable:
        self.number += 1
        refs = "".join(f" [{ref.label}]" for ref in block.refs)
        return self.paragraph(block.text + refs, self.styles(block.language).numbered, f"{self.number}.")

    def _table(self, block: outline.Table) -> Iterator[Flowable]:
        if block.caption:
            yield CondPageBreak(ROOM_CAPTION)
            yield self.paragraph(block.caption, self.styles().caption)
        total = sum(block.widths)
        widths = [LINE * share / total for share in block.widths]
        rows: list[list[object]] = [[self.paragraph(text, self.styles().cell_head) for text in block.header]]
        for row in block.rows:
            for part in _continued(row, widths):
                rows.append([self.cell(text, widths[i], i in block.mono) for i, text in enumerate(part)])
        yield LongTable(rows, colWidths=widths, repeatRows=1, style=_GRID, hAlign="LEFT", spaceAfter=8)

    def cell(self, text: str, width: float, mono: bool = False) -> object:
        """A plain string where it fits on one line (twice as fast to set), else a paragraph that wraps."""
        styles = self.styles()
        face = MONO if mono else BODY
        shown = printable(text, self.faces, face)
        plain = not mono and "\n" not in shown and all(self.faces.has(face, char) for char in shown)
        if plain and stringWidth(shown, face, styles.cell.fontSize) <= width - 2 * PAD:
            return shown
        return self.paragraph(text, styles.cell_mono if mono else styles.cell)

    def _key_values(self, block: outline.KeyValues) -> Iterator[Flowable]:
        widths = [LINE * 0.3, LINE * 0.7]
        styles = self.styles()
        rows: list[list[object]] = []
        for index, (label, value) in enumerate(block.rows):
            for part, piece in enumerate(_pieces(value, widths[1])):
                head = self.paragraph(label, styles.label) if part == 0 else ""
                rows.append([head, self.cell(piece, widths[1], index in block.mono)])
        if rows:
            yield LongTable(rows, colWidths=widths, style=_PAIRS, hAlign="LEFT", spaceAfter=8)

    def _quote(self, block: outline.Quote) -> Iterator[Flowable]:
        own = self.styles(block.original_language)
        original = [self.paragraph(block.original_label, own.quote_label),
                    *self._paragraphs(block.original, own.quote)]
        if not block.translation:
            yield from _ruled([original], [LINE])
            return
        translated = [self.paragraph(block.translation_label, self.styles().quote_label),
                      *self._paragraphs(block.translation, self.styles().quote)]
        if max(len(block.original), len(block.translation)) <= BESIDE_LIMIT:
            yield from _ruled([original, translated], [LINE / 2, LINE / 2])
        else:
            yield from _ruled([original], [LINE])
            yield from _ruled([translated], [LINE])

    def _paragraphs(self, text: str, style: Any) -> list[Flowable]:
        return [self.paragraph(part, style) for part in text.split("\n") if part.strip()]

    def _signatures(self, block: outline.SignatureBlock) -> Iterator[Flowable]:
        for line in block.lines:
            yield Spacer(1, 30)
            yield LongTable([[self.paragraph(line, self.styles().label), ""]], colWidths=[LINE * 0.55, LINE * 0.45],
                            style=_SIGN, hAlign="LEFT")


def _ruled(columns: list[list[Flowable]], widths: list[float]) -> Iterator[Flowable]:
    """Columns of paragraphs with a rule at the left of each; a long single column flows over pages paragraph by
    paragraph, since a row cannot."""
    if len(columns) == 1:
        yield LongTable([[[item]] for item in columns[0]], colWidths=widths, style=_RULED, hAlign="LEFT",
                        spaceAfter=8)
    else:
        yield LongTable([columns], colWidths=widths, style=_RULED, hAlign="LEFT", spaceAfter=8)


def _pieces(text: str, width: float) -> list[str]:
    """``text`` in pieces of at most ``ROW_LINES`` lines in a column of ``width`` points, cut between words."""
    across = max(1, int((width - 2 * PAD) / _LETTER))
    pieces: list[str] = []
    piece: list[str] = []
    lines = 0
    for line in text.split("\n"):
        for part in _cut(line, across * ROW_LINES):
            needed = 1 + len(part) // across
            if piece and lines + needed > ROW_LINES:
                pieces.append("\n".join(piece))
                piece, lines = [], 0
            piece.append(part)
            lines += needed
    return [*pieces, "\n".join(piece)]


def _cut(line: str, most: int) -> Iterator[str]:
    """``line`` in parts of at most ``most`` characters, cut at spaces where there are any."""
    while len(line) > most:
        space = line.rfind(" ", most // 2, most)
        cut = space if space > 0 else most
        yield line[:cut].rstrip()
        line = line[cut:].lstrip()
    yield line


def _continued(row: tuple[str, ...], widths: list[float]) -> Iterator[tuple[str, ...]]:
    """A row whose longest cell is too long for a page, as several rows."""
    parts = [_pieces(text, width) for text, width in zip(row, widths, strict=True)]
    for index in range(max(map(len, parts))):
        yield tuple(part[index] if index < len(part) else "" for part in parts)


_TEXT: Final = [
    ("FONT", (0, 0), (-1, -1), BODY, 9, 12),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), PAD),
    ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]
_GRID: Final = TableStyle([
    *_TEXT,
    ("FONT", (0, 0), (-1, 0), STRONG, 9, 12),
    ("BACKGROUND", (0, 0), (-1, 0), HEAD_FILL),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, -1), (-1, -1), 0.8, INK),
])
_PAIRS: Final = TableStyle([
    *_TEXT,
    ("LEFTPADDING", (0, 0), (0, -1), 0),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
])
_RULED: Final = TableStyle([
    *_TEXT,
    ("LEFTPADDING", (0, 0), (-1, -1), 8),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("LINEBEFORE", (0, 0), (-1, -1), 1.5, RULE),
])
_SIGN: Final = TableStyle([
    *_TEXT,
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("LINEABOVE", (0, 0), (0, 0), 0.6, INK),
])
