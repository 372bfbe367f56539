"""What stands on a page that is printed from the window, and how it is set. Every word is plain text, never markup."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from ui.style.fonts import mono_font, ui_font

_TITLE: Final = 18.0  # points
_HEADING: Final = 12.0
_TEXT: Final = 10.5
_SMALL: Final = 8.0
_GROUP: Final = 14.0
_FEW: Final = 2
_CODE: Final = 190  # side of a QR code, in pixels of the page
_CODE_PIXELS: Final = 800  # of its picture
DPI: Final = 300


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What, and beside it how it is."""

    rows: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Groups:
    """Short pieces to be read aloud or typed: large, in boxes, each with its number. A blank one is filled in by
    hand. ``across``: how many stand in a row."""

    pieces: tuple[str, ...] = field(repr=False)
    across: int = 4


@dataclass(frozen=True, slots=True)
class Code:
    """A square picture, and what it is."""

    image: QImage
    name: str


Part = Heading | Words | Facts | Groups | Code


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of a page or a few."""

    title: str
    parts: tuple[Part, ...]


def set_sheet(sheet: Sheet, *, narrow: bool = False) -> QTextDocument:
    """The sheet as a document, for the screen and for paper alike. ``narrow``: two groups in a row, no more."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(ui_font(_TEXT))
    cursor = QTextCursor(document)
    _line(cursor, sheet.title, _TITLE, 0, QFont.Weight.Bold)
    for part in sheet.parts:
        match part:
            case Heading():
                _line(cursor, part.text, _HEADING, 10, QFont.Weight.DemiBold)
            case Words():
                _line(cursor, part.text, _TEXT, 4)
            case Facts():
                _facts(cursor, part)
            case Groups():
                _groups(cursor, part, min(part.across, _FEW) if narrow and any(part.pieces) else part.across)
            case Code():
                _code(cursor, part)
    return document


def print_on(document: QTextDocument, device: QPagedPaintDevice) -> None:
    """Every page of it, numbered where there are several."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)  # a document brings 2 cm of its own
    document.print_(device)


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a PDF. It names no person and no program but in its words."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(sheet.title)
    writer.setCreator("Caseapp")
    print_on(set_sheet(sheet), writer)
    del writer  # it writes the end of the file as it goes
    return bytes(buffer.data().data())


def _line(cursor: QTextCursor, text: str, points: float, above: float,
          weight: QFont.Weight = QFont.Weight.Normal) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(above)
    block.setBottomMargin(4)
    _put(cursor, block)
    cursor.insertText(text, _letters(ui_font(points, weight)))


def _put(cursor: QTextCursor, block: QTextBlockFormat) -> None:
    """A new block with this form; the first of a document is there already."""
    if cursor.position() == 0:
        cursor.setBlockFormat(block)
    else:
        cursor.insertBlock(block, QTextCharFormat())


def _letters(font: QFont) -> QTextCharFormat:
    letters = QTextCharFormat()
    letters.setFont(font)
    return letters


def _facts(cursor: QTextCursor, facts: Facts) -> None:
    form = QTextTableFormat()
    form.setBorder(0)
    form.setCellPadding(2)
    form.setBottomMargin(6)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share) for share in (32, 68)])
    table = cursor.insertTable(len(facts.rows), 2, form)
    for at, (label, value) in enumerate(facts.rows):
        table.cellAt(at, 0).firstCursorPosition().insertText(label, _letters(ui_font(_TEXT, QFont.Weight.DemiBold)))
        table.cellAt(at, 1).firstCursorPosition().insertText(value, _letters(ui_font(_TEXT)))
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _groups(cursor: QTextCursor, groups: Groups, across: int) -> None:
    form = QTextTableFormat()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(6)
    form.setTopMargin(6)
    form.setBottomMargin(6)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    share = QTextLength(QTextLength.Type.PercentageLength, 100 / across)
    form.setColumnWidthConstraints([share] * across)
    table = cursor.insertTable(-(-len(groups.pieces) // across), across, form)
    for at, piece in enumerate(groups.pieces):
        place = table.cellAt(at // across, at % across).firstCursorPosition()
        place.insertText(f"{at + 1}", _letters(ui_font(_SMALL)))
        place.insertBlock()
        place.insertText(piece or "\u00a0", _letters(mono_font(_GROUP)))
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _code(cursor: QTextCursor, code: Code) -> None:
    _put(cursor, QTextBlockFormat())
    document = cursor.document()
    name = f"code-{cursor.position()}"
    step = -(-_CODE_PIXELS // code.image.width())  # whole steps, or its edges would blur
    image = code.image.scaled(code.image.width() * step, code.image.height() * step)
    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    form = QTextImageFormat()
    form.setName(name)
    form.setWidth(_CODE)
    form.setHeight(_CODE)
    cursor.insertImage(form)
    _line(cursor, code.name, _TEXT, 0)


MakeSheet = Callable[[], Sheet]
