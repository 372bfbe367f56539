"""D1 from the vault to the released file, beside bare reportlab setting the same words in the same fonts."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pypdfium2
from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from benchmarks.stats import Line, Stopwatch
from benchmarks.world import World
from benchmarks.writing import Written
from caseapp.disclosure.audience import Audience
from caseapp.dossier import outline
from caseapp.dossier.forms import d1_case_file
from caseapp.dossier.outline import Document
from caseapp.dossier.pdf.faces import BODY, STRONG, load_faces
from caseapp.dossier.pdf.styles import BOTTOM, LEFT, LINE, PAGE, RIGHT, TOP
from caseapp.dossier.pdf.typeset import typeset
from caseapp.dossier.release_gate import release
from caseapp.runtime import paths
from caseapp.services.edits import Edit

PEOPLE: Final = 20
_LANGUAGE: Final = "ru"
_TEXT: Final = ParagraphStyle("text", fontName=BODY, fontSize=10.5, leading=15, spaceAfter=6)
_CELL: Final = ParagraphStyle("cell", fontName=BODY, fontSize=9, leading=12)
_HEAD: Final = ParagraphStyle("head", fontName=STRONG, fontSize=14, leading=18, spaceBefore=16, spaceAfter=6)
_GRID: Final = TableStyle([
    ("FONT", (0, 0), (-1, -1), BODY, 9, 12), ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, "#B9C0C7"),
])
_SHORT: Final = 12  # letters of a cell that surely fit on one line


def printing(world: World, written: Written) -> list[Line]:
    """Milliseconds a page: gathering, composing, typesetting, the release gate; and the bare typesetter."""
    case = _case(written)
    watches: list[dict[str, float]] = [_print(world, written, case) for _ in range(world.rounds)]

    def column(*names: str) -> tuple[float, ...]:
        return tuple(sum(one[name] for name in names) for one in watches)

    bare, whole = column("bare"), ("gather", "build", "typeset", "gate")
    note = f"{watches[0]['pages']:.0f} pages against {watches[0]['bare pages']:.0f}"
    yardstick = "bare reportlab: same words, fonts and tables"
    return [
        Line("D1 a page: all of it", yardstick, "ms/page", column(*whole), bare, note=note),
        Line("D1 a page: typesetting alone", yardstick, "ms/page", column("typeset"), bare),
        Line("D1 a page: release gate", yardstick, "ms/page", column("gate"), bare),
        Line("D1 a page: gathering and composing", yardstick, "ms/page", column("gather", "build"), bare),
    ]


def _case(written: Written) -> str:
    session = written.session
    case = session.records.new_id()
    session.records.save([Edit("case", case, {
        "title": "Задержания", "persons": written.made.people[:PEOPLE], "acts": written.made.acts[:PEOPLE],
    })], "Case")
    return case


def _print(world: World, written: Written, case_id: str) -> dict[str, float]:
    session, language, faces = written.session, world.language(_LANGUAGE), load_faces(paths.RESOURCES / "fonts")
    gather, build, setting, gate, bare = (Stopwatch() for _ in range(5))
    with gather.lap():
        case = session.dossiers.case_file(case_id, Audience.INTERNAL)
    with build.lap():
        built = d1_case_file.build(case, session.specs, language, session.vocabularies)
    with setting.lap():
        raw = typeset(built.document, faces)
    with gate.lap():
        pdf = release(raw, built.protected)
    with bare.lap():
        plain = _bare(built.document)
    pages, bare_pages = _pages(pdf), _pages(plain)
    per = {"gather": gather, "build": build, "typeset": setting, "gate": gate}
    return {
        "pages": pages, "bare pages": bare_pages, "bare": bare.total * 1000 / bare_pages,
        **{name: watch.total * 1000 / pages for name, watch in per.items()},
    }


def _pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _bare(document: Document) -> bytes:
    rl_config.useA85 = 0
    out = BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=PAGE, leftMargin=LEFT, rightMargin=RIGHT, topMargin=TOP, bottomMargin=BOTTOM, pageCompression=1,
        initialFontName=BODY,
    )
    template.build(list(_story(document)))
    return out.getvalue()


def _story(document: Document) -> Iterator[Flowable]:
    for section in document.sections:
        yield Paragraph(_escaped(section.heading), _HEAD)
        for block in section.blocks:
            yield from _flow(block)


def _flow(block: outline.Block) -> Iterator[Flowable]:
    match block:
        case outline.NumberedParagraph() | outline.Paragraph() | outline.Subheading():
            yield Paragraph(_escaped(block.text), _TEXT)
        case outline.Quote():
            yield Paragraph(_escaped(block.original), _TEXT)
            yield Paragraph(_escaped(block.translation), _TEXT)
        case outline.Table():
            yield _table((block.header, *block.rows), block.widths)
        case outline.KeyValues():
            yield _table(block.rows, (0.3, 0.7))
        case outline.TimelinePlate():
            yield _table(tuple((row.label, row.text) for row in block.rows), (0.4, 0.6))
        case outline.SignatureBlock():
            yield Spacer(1, 40)


def _table(rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]) -> Flowable:
    cells = [[_cell(text) for text in row] for row in rows]
    across: list[Any] = [LINE * width / sum(widths) for width in widths]
    return LongTable(cells, colWidths=across, style=_GRID, spaceAfter=8) if cells else Spacer(1, 1)


def _cell(text: str) -> object:
    return text if len(text) <= _SHORT else Paragraph(_escaped(text), _CELL)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
