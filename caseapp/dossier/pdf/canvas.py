"""The page furniture: banner, footer, page x of y, watermark, and page numbers that are known only at the end.

A number that is not yet known is drawn by reference (a form XObject) and defined when the last page is done; so the
layout runs once.
"""

from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from caseapp.dossier.outline import Running
from caseapp.dossier.pdf.faces import BODY, STRONG
from caseapp.dossier.pdf.styles import BOTTOM, INK_SOFT, LEFT, LINE, PAGE, RIGHT, RULE, WATERMARK, WATERMARK_ALPHA

FOOT_SIZE: Final = 8
SLOT_WIDTH: Final = 40.0
_FOLIO_WIDTH: Final = 130.0


class CaseCanvas(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """A canvas that remembers where each bookmark fell and fills in page numbers before it is saved."""

    def __init__(self, *args: object, running: Running, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._running = running
        self._folios: list[int] = []
        self._slots: dict[str, int] = {}
        self._wanted: list[str] = []

    def furnish(self) -> None:
        """Draw banner and footer of the page that begins. Call once a page, before its content."""
        running = self._running
        self.saveState()
        self.setFillColor(INK_SOFT)
        self.setFont(STRONG, FOOT_SIZE)
        self.drawCentredString(LEFT + LINE / 2, PAGE[1] - 40, running.banner)
        self.setStrokeColor(RULE)
        self.setLineWidth(0.5)
        self.line(LEFT, PAGE[1] - 48, PAGE[0] - RIGHT, PAGE[1] - 48)
        self.line(LEFT, BOTTOM - 10, PAGE[0] - RIGHT, BOTTOM - 10)
        self.setFont(BODY, FOOT_SIZE)
        self.drawString(LEFT, BOTTOM - 22, fit(running.footer, LINE - _FOLIO_WIDTH - 6))
        number = self.getPageNumber()
        self.translate(PAGE[0] - RIGHT - _FOLIO_WIDTH, BOTTOM - 26)
        self.doForm(f"folio{number}")
        self._folios.append(number)
        self.restoreState()

    def showPage(self) -> None:  # noqa: N802  (reportlab's name)
        """End the page; the watermark comes last, so that no box of the page covers it."""
        if self._running.watermark:
            self._draw_watermark(self._running.watermark)
        super().showPage()

    def bookmark(self, key: str, title: str, level: int, top: float) -> None:
        """Make ``title`` an entry of the outline that leads to this page, and remember the page for slots."""
        self.bookmarkHorizontal(key, 0, top)
        self.addOutlineEntry(title, key, level, closed=False)
        self._slots[key] = self.getPageNumber()

    def slot(self, key: str, x: float, y: float) -> None:
        """Draw, right-aligned in ``SLOT_WIDTH``, the number of the page on which bookmark ``key`` will fall."""
        self.saveState()
        self.translate(x, y)
        self.doForm(f"slot{key}")
        self._wanted.append(key)
        self.restoreState()

    def save(self) -> None:
        """Define every number that was drawn by reference, then write the file."""
        if self._code:
            self.showPage()
        total = len(self._folios)
        for number in self._folios:
            text = self._running.page_of.format_map({"page": number, "pages": total})
            self._define(f"folio{number}", text, _FOLIO_WIDTH, FOOT_SIZE, 4)
        for key in dict.fromkeys(self._wanted):
            self._define(f"slot{key}", str(self._slots.get(key, "")), SLOT_WIDTH, 9, 3)
        super().save()

    def _define(self, name: str, text: str, width: float, size: float, base: float) -> None:
        self.beginForm(name, 0, 0, width, size + 6)
        self.setFillColor(INK_SOFT)
        self.setFont(BODY, size)
        self.drawRightString(width, base, text)
        self.endForm()

    def _draw_watermark(self, word: str) -> None:
        self.saveState()
        self.translate(PAGE[0] / 2, PAGE[1] / 2)
        self.rotate(52)
        self.setFillColor(WATERMARK, alpha=WATERMARK_ALPHA)
        size = min(120.0, 120.0 * 560 / max(1.0, stringWidth(word, STRONG, 120)))
        self.setFont(STRONG, size)
        self.drawCentredString(0, -size / 3, word)
        self.restoreState()


def fit(text: str, width: float) -> str:
    """``text`` for a single line of ``width`` points in the footer's face; a longer one ends in an ellipsis."""
    if stringWidth(text, BODY, FOOT_SIZE) <= width:
        return text
    while text and stringWidth(text + "…", BODY, FOOT_SIZE) > width:
        text = text[:-1]
    return text + "…"
