"""One call from document tree to the bytes of a PDF. Same tree, same bytes."""

from functools import partial
from io import BytesIO

from reportlab import rl_config
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from caseapp.dossier.outline import Cover, Document, Section, Subheading, TimelinePlate
from caseapp.dossier.pdf.canvas import SLOT_WIDTH, CaseCanvas
from caseapp.dossier.pdf.faces import BODY, Faces
from caseapp.dossier.pdf.finish import finish
from caseapp.dossier.pdf.flow import ROOM_HEADING, ROOM_SUBHEADING, Setter
from caseapp.dossier.pdf.plate import Plate
from caseapp.dossier.pdf.styles import BOTTOM, LEFT, LINE, PAGE, TOP
from caseapp.dossier.pdf.text import markup, printable


def typeset(document: Document, faces: Faces) -> bytes:
    """The finished PDF of ``document``: fonts embedded, outline and page numbers in place, no foreign metadata."""
    rl_config.useA85 = 0  # ASCII-85 in pure Python is most of the time otherwise, and a quarter of the size
    setter = Setter(faces, document.language)
    story = _cover(document, setter)
    for index, section in enumerate(document.sections):
        story.extend(_section(section, index, setter))
    out = BytesIO()
    _Template(out, document).build(story, canvasmaker=partial(CaseCanvas, running=document.running))
    return finish(out.getvalue(), document.title, document.language)


class _Template(BaseDocTemplate):  # type: ignore[misc]  # reportlab ships no types
    """One frame a page; tells the canvas where each heading fell."""

    def __init__(self, out: BytesIO, document: Document) -> None:
        super().__init__(
            out, pagesize=PAGE, title=document.title, lang=document.language, initialFontName=BODY,
            initialFontSize=10.5, initialLeading=15, invariant=1, pageCompression=1,
        )
        frame = Frame(LEFT, BOTTOM, LINE, PAGE[1] - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0,
                      bottomPadding=0)
        self.addPageTemplates([PageTemplate("page", [frame], onPage=_furnish)])

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  (the library's own hook)
        """Bookmark a heading where it was set."""
        if isinstance(flowable, _Heading):
            self.canv.bookmark(flowable.key, flowable.title, flowable.level - 1, self.frame._y + flowable.height)


class _Heading(Paragraph):  # type: ignore[misc]  # reportlab ships no types
    """A heading that knows its bookmark. Never split: a split copy would lose it."""

    key = ""
    title = ""
    level = 1

    def split(self, width: float, height: float) -> list[Flowable]:
        """Go to the next page as a whole."""
        return []


class _ContentsLine(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """One line of the contents: heading at the left, its page at the right once it is known."""

    def __init__(self, words: Paragraph, key: str, indent: float) -> None:
        super().__init__()
        self._words = words
        self._key = key
        self._indent = indent

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = LINE
        self.height = self._words.wrap(LINE - SLOT_WIDTH - self._indent - 8, height)[1] + 3
        return self.width, self.height

    def draw(self) -> None:
        self._words.drawOn(self.canv, self._indent, 3)
        self.canv.slot(self._key, LINE - SLOT_WIDTH, 3)


def _furnish(canvas: CaseCanvas, _: BaseDocTemplate) -> None:
    canvas.furnish()


def _cover(document: Document, setter: Setter) -> list[Flowable]:
    cover: Cover = document.cover
    styles = setter.styles()
    story: list[Flowable] = [
        Spacer(1, 18),
        setter.paragraph(cover.kind, styles.cover_kind),
        setter.paragraph(cover.title, styles.cover_title),
        setter.paragraph(cover.subtitle, styles.cover_subtitle),
        *setter.flow(cover.facts),
        Spacer(1, 6),
    ]
    for note in cover.notes:
        story.extend(setter.flow(note))
    story.append(setter.paragraph(cover.contents_heading, styles.subheading))
    for index, section in enumerate(document.sections):
        words = setter.paragraph(section.heading, styles.cell)
        story.append(_ContentsLine(words, f"s{index}", 12.0 * (section.level - 1)))
    story.append(PageBreak())
    return story


def _section(section: Section, index: int, setter: Setter) -> list[Flowable]:
    styles = setter.styles()
    style = styles.heading1 if section.level == 1 else styles.heading2
    heading = _Heading(markup(section.heading, setter.faces, style.fontName), style)
    heading.key = f"s{index}"
    heading.title = printable(section.heading, setter.faces, style.fontName)
    heading.level = section.level
    story: list[Flowable] = [CondPageBreak(ROOM_HEADING), heading]
    for block, following in zip(section.blocks, (*section.blocks[1:], None), strict=True):
        if isinstance(block, Subheading) and isinstance(following, TimelinePlate):
            story.append(CondPageBreak(Plate(following, setter.faces, styles).wrap(LINE, PAGE[1])[1] + ROOM_SUBHEADING))
        story.extend(setter.flow(block))
    return story
