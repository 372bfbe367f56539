"""A dossier as it comes off the press: every value there, fonts inside, nothing about who made it."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest

from caseapp.domain.errors import EnvironmentFault
from caseapp.dossier.outline import NumberedParagraph, Section, Table, numbered, shown
from caseapp.dossier.pdf.faces import load_faces
from caseapp.dossier.pdf.flow import Setter
from caseapp.dossier.pdf.text import markup, printable
from caseapp.dossier.pdf.typeset import typeset
from tests.dossier.sheets import FONTS, KAZAKH, faces, sheet, squeeze, texts


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typeset(sheet(watermark="ОБРАЗЕЦ"), faces())


def test_every_shown_string_is_found_again_by_two_extractors(pdf: bytes) -> None:
    document = sheet(watermark="ОБРАЗЕЦ")
    for extracted in texts(pdf, document.running):
        missing = [text for text in shown(document) if squeeze(text) not in extracted and len(text) <= 1400]
        assert missing == []


def test_a_clipped_value_would_be_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the test above."""
    monkeypatch.setattr("caseapp.dossier.pdf.text.printable", lambda text, *_: text[:34])
    document = sheet()
    extracted, _ = texts(typeset(document, faces()), document.running)
    assert [text for text in shown(document) if squeeze(text) not in extracted and len(text) <= 1400]


def test_the_kazakh_letters_come_out_of_every_face(pdf: bytes) -> None:
    fonts = set()
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        def visit(text: str, *rest: object) -> None:
            font = rest[2]
            if isinstance(font, dict) and set(KAZAKH) & set(text):
                fonts.add(str(font["/BaseFont"]).split("+")[-1])
        page.extract_text(visitor_text=visit)
    assert {"SourceSerif4-Regular", "SourceSerif4-SemiBold", "SourceSerif4-Italic"} <= fonts
    assert set(KAZAKH) <= set("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages))


def test_all_fonts_are_embedded_subsets_with_a_way_back_to_text(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert len(fonts) >= 4
        for font in fonts:
            assert "/ToUnicode" in font
            assert "/FontFile2" in font["/FontDescriptor"]
            assert "+" in str(font["/BaseFont"])


def test_same_document_same_bytes_and_no_trace_of_the_maker(pdf: bytes) -> None:
    assert typeset(sheet(watermark="ОБРАЗЕЦ"), faces()) == pdf
    assert typeset(sheet(), faces()) != pdf
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert list(opened.docinfo.keys()) == ["/Title"]
        assert str(opened.Root["/Lang"]) == "ru"
        assert "/Metadata" not in opened.Root
        assert all("/ASCII85Decode" not in repr(o.get("/Filter", "")) for o in opened.objects
                   if isinstance(o, pikepdf.Stream))
    for trace in (b"ReportLab", b"reportlab", b"pikepdf", b"qpdf", b"Producer", b"CreationDate", str(FONTS).encode()):
        assert trace not in pdf


def test_bookmarks_lead_to_the_page_of_their_heading(pdf: bytes) -> None:
    reader = pypdf.PdfReader(BytesIO(pdf))
    first, nested = reader.outline
    assert isinstance(first, pypdf.generic.Destination)
    assert first.title == "Первый раздел"
    assert isinstance(nested, list)
    second = nested[0]
    assert second.title == "Второй"
    for entry in (first, second):
        number = reader.get_destination_page_number(entry)
        assert number is not None
        assert str(entry.title) in reader.pages[number].extract_text()
        # the contents on the cover name the same page
        assert squeeze(f"{entry.title}{number + 1}") in squeeze(reader.pages[0].extract_text())


def test_page_x_of_y_banner_and_watermark_on_every_page(pdf: bytes) -> None:
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"Страница {number} из {len(pages)}" in text
        assert "КОНФИДЕНЦИАЛЬНО" in text
        assert "ОБРАЗЕЦ" in text


def test_headers_of_tables_repeat_and_paragraph_numbers_run_on(pdf: bytes) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    with_rows = [text for text in pages if "cdcdcdcd" in text]
    assert len(with_rows) > 2
    assert all("Хэш" in text for text in with_rows)
    assert numbered(sheet()) == 4
    joined = "\n".join(pages)
    assert all(f"{n}." in joined for n in range(1, 5))


def test_foreign_text_is_never_markup_and_never_lost() -> None:
    hostile = "<b>x</b> &amp; <a href='http://x'>y</a> \u202e中文 \x00 Ж\u0306 a\u00adb 😀"
    assert "<b>" not in markup(hostile, faces(), "CaseappSerif").replace("<br/>", "")
    words = printable(hostile, faces(), "CaseappSerif")
    assert "[U+202E][U+4E2D][U+6587] [U+0000]" in words
    assert "[U+1F600]" in words
    document = sheet(body=hostile)
    extracted, other = texts(typeset(document, faces()), document.running)
    assert squeeze("<b>x</b> &amp; <a href='http://x'>y</a>") in extracted
    assert squeeze("[U+202E][U+4E2D][U+6587]") in other


def test_words_and_rows_longer_than_a_page_are_set() -> None:
    huge = "ж" * 9000
    document = sheet(body=huge)
    table = Table(("a", "b", "c"), ((huge, "x" * 500, "y\n" * 300), ("Ж" * 900, "", "")), (1, 8, 2))
    document = type(document)(document.title, "en", document.cover,
                              (*document.sections, Section("Last", (table, NumberedParagraph(huge)))), document.running)
    assert typeset(document, faces()).count(b"%%EOF") == 1


def test_an_empty_cell_and_a_wrong_row() -> None:
    assert Setter(faces(), "en").cell("", 50) == ""
    with pytest.raises(ValueError, match="as many cells"):
        Table(("a", "b"), (("only one",),), (1, 1))


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        load_faces(tmp_path)
    assert caught.value.params == {"file": "SourceSerif4-Regular.ttf"}
    (tmp_path / "SourceSerif4-Regular.ttf").write_bytes(b"no font")
    with pytest.raises(EnvironmentFault):
        load_faces(tmp_path)
