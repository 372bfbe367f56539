"""Single pages: what is asked of the printer or the file is exactly what the page showed, as plain text."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caseapp.runtime.languages import load
from tests.support.desk import RESOURCES
from tests.support.paper import FilePrinter, pdf_text
from ui.pages.paper.recovery_sheet import recovery_panel, recovery_sheet
from ui.pages.paper.sheet import Code, Facts, Groups, Heading, Sheet, Words, pdf_of
from ui.pages.paper.sheet_panel import SheetPanel
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT

SHEET = Sheet("Report <b>of</b> Ұлытау", (
    Facts((("Vault", "A & <i>B</i>"), ("Made on", "7 January 2022"))), Heading("Files"), Words("1 new record"),
    Groups(("acid", "", "nine")),
))


def text_of(pdf: bytes) -> str:
    return pdf_text(BytesIO(pdf))


def made_panel(paper: Path) -> SheetPanel:
    look = Look(LIGHT, Icons(RESOURCES / "icons"))
    return SheetPanel(look, load(RESOURCES / "i18n", "en"), "It is open.", names=lambda: ["Office"],
                      make_printer=FilePrinter(paper))


@pytest.fixture
def panel(app: QApplication, tmp_path: Path, qtbot: QtBot) -> SheetPanel:
    made = made_panel(tmp_path / "paper.pdf")
    qtbot.addWidget(made)
    return made


def test_a_page_is_set_as_plain_text_with_every_letter(app: QApplication) -> None:
    text = text_of(pdf_of(SHEET))
    for words in ("Report <b>of</b> Ұлытау", "A & <i>B</i>", "7 January 2022", "1 new record", "acid", "nine"):
        assert words in text


def test_the_pdf_tells_nothing_beside_its_words(app: QApplication) -> None:
    told = pypdf.PdfReader(BytesIO(pdf_of(SHEET))).metadata
    assert told is not None
    assert set(told) <= {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/Author"}
    assert (told["/Title"], told["/Creator"], told.get("/Author", "")) == (SHEET.title, "Caseapp", "")


def test_a_long_one_takes_several_numbered_pages(app: QApplication) -> None:
    long = Sheet("Long", tuple(Words(f"Line {n}") for n in range(150)))
    pages = pypdf.PdfReader(BytesIO(pdf_of(long))).pages
    assert len(pages) > 2
    assert pages[-1].extract_text().split()[-3:] == ["Line", "149", str(len(pages))]


def test_a_code_is_a_picture_with_its_name(app: QApplication) -> None:
    image = QImage(33, 33, QImage.Format.Format_RGB32)
    image.fill(0xFF000000)
    pdf = pdf_of(Sheet("Card", (Code(image, "The card as a QR code"),)))
    assert "The card as a QR code" in text_of(pdf)
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages[0].images) == 1


def test_printing_goes_to_the_chosen_printer_and_is_told_to_the_owner(panel: SheetPanel, tmp_path: Path) -> None:
    panel.show_sheet(SHEET)
    panel.show()
    printed = QSignalSpy(panel.printed)
    assert not panel.row.isVisible(), "first the page, then where it goes"
    panel.print_button.click()
    panel.row.print_now.click()
    assert printed.count() == 1
    assert "A & <i>B</i>" in pdf_text(tmp_path / "paper.pdf")
    assert "printer" in panel.status.text()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_said_and_nothing_is_entered(panel: SheetPanel, tmp_path: Path) -> None:
    panel.make_printer = FilePrinter(tmp_path / "gone" / "paper.pdf")
    panel.show_sheet(SHEET)
    said: list[object] = []
    printed = QSignalSpy(panel.printed)
    panel.failed.connect(said.append)
    panel.print_button.click()
    panel.row.print_now.click()
    assert [type(one).__name__ for one in said] == ["PrinterFault"]
    assert printed.count() == 0


def test_without_a_printer_it_says_so(panel: SheetPanel) -> None:
    panel.row.names = list
    panel.show_sheet(SHEET)
    panel.show()
    panel.print_button.click()
    assert panel.row.no_printer.isVisible()
    assert not panel.row.print_now.isVisible()


def test_saving_hands_the_owner_the_same_page(panel: SheetPanel, tmp_path: Path) -> None:
    panel.show_sheet(SHEET)
    saving = QSignalSpy(panel.saving)
    panel.save_to(tmp_path / "page.pdf")
    path, pdf = saving.at(0)
    assert path == tmp_path / "page.pdf"
    assert "1 new record" in text_of(pdf)
    assert not (tmp_path / "page.pdf").exists(), "the owner writes it, and enters that"


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_the_page_of_the_recovery_key_has_boxes_and_no_key(app: QApplication, code: str, qtbot: QtBot) -> None:
    language = load(RESOURCES / "i18n", code)
    sheet = recovery_sheet(language, "Қазан", 7)
    assert [part.pieces for part in sheet.parts if isinstance(part, Groups)] == [("",) * 7]
    text = text_of(pdf_of(sheet))
    assert "Қазан" in text
    assert all(str(number) in text for number in range(1, 8))
    made = recovery_panel(Look(LIGHT, Icons(RESOURCES / "icons")), language)
    qtbot.addWidget(made)
    made.show_sheet(sheet)
    assert not made.save_button.isVisibleTo(made)


def test_a_page_that_opens_below_the_fold_is_brought_into_view(app: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    panel = made_panel(tmp_path / "paper.pdf")
    inner = QWidget()
    column = QVBoxLayout(inner)
    above = QWidget()
    above.setFixedHeight(900)
    column.addWidget(above)
    column.addWidget(panel)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    qtbot.addWidget(area)
    area.resize(600, 500)
    area.show()
    panel.show_sheet(SHEET)
    panel.start()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    top = panel.page.mapTo(area.viewport(), panel.page.rect().topLeft()).y()
    assert 0 <= top < area.viewport().height()
