"""A hand-made document with every kind of block, and readers of finished files, for the tests of the dossier."""

import re
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2

from caseapp.dossier.outline import (
    AnnexRef,
    Cover,
    Document,
    KeyValues,
    NumberedParagraph,
    Paragraph,
    PlateLimit,
    PlateRow,
    Quote,
    Running,
    Section,
    SignatureBlock,
    Subheading,
    Table,
    TimelinePlate,
    Tone,
)
from caseapp.dossier.pdf.faces import Faces, load_faces

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
LONG = "Задержанный был доставлен в изолятор временного содержания без составления протокола. "


@cache
def faces() -> Faces:
    """The bundled faces, read once."""
    return load_faces(FONTS)


def sheet(title: str = "Case file 1", body: str = "", watermark: str = "", language: str = "ru") -> Document:
    """A document with every kind of block; ``body`` becomes its first paragraph."""
    plate = TimelinePlate(
        "Время под стражей", "часы", ((0.0, "0 ч"), (1440.0, "24 ч"), (2880.0, "48 ч")),
        (PlateRow("Фактическое задержание", "7 января 2022 г., 18:00–24:00", 0, 360),
         PlateRow("Протокол", "8 января 2022 г., 09:30", 930, 930),
         PlateRow("Под стражей", "между 62 ч и 68 ч", 0, 3720, lasting=True)),
        (PlateLimit("3 ч: протокол", 180, 360), PlateLimit("48 ч", 2880, 360)),
    )
    blocks = (
        NumberedParagraph(body or LONG * 3, (AnnexRef("Приложение 1"),)),
        NumberedParagraph(KAZAKH, language="kk"),
        Paragraph("Внимание: расхождение в датах.", Tone.ATTENTION),
        Paragraph(KAZAKH * 2, Tone.NOTE, language="kk"),
        Subheading(KAZAKH),
        KeyValues((("Орган", "Полиция <b>& КНБ</b>"), ("Хэш", "ab" * 32), ("Подробно", LONG * 30)), mono=(1,)),
        Table(("№", KAZAKH, "Хэш"), tuple((str(n), LONG, "cd" * 32) for n in range(30)), (1, 6, 5), (2,), "Таблица 1"),
        Quote(KAZAKH, "kk", "На языке оригинала: казахский", "Перевод слов", "Перевод: машинный, не проверен"),
        Quote(LONG * 40, "ru", "На языке оригинала: русский", LONG * 40, "Перевод 2"),
        plate,
        SignatureBlock(("Подпись составителя", "Подпись юриста")),
    )
    cover = Cover("Досье D1", "Дело " + KAZAKH, "Версия 1", KeyValues((("Язык", "русский"),)),
                  (Paragraph("Только для адвоката.", Tone.NOTE),), "Содержание")
    running = Running("КОНФИДЕНЦИАЛЬНО", "D1-2022-001, версия 1", "Страница {page} из {pages}", watermark)
    return Document(title, language, cover, (Section("Первый раздел", blocks), Section("Второй", blocks, 2)), running)


def squeeze(text: str) -> str:
    """``text`` without blanks and hyphens: what a line break may have changed."""
    return re.sub(r"[\s\-‐‑\u00ad\ufffe\x02]+", "", unicodedata.normalize("NFC", text))


def texts(pdf: bytes, running: Running) -> tuple[str, str]:
    """All text of ``pdf`` as two extractors read it, without what runs on every page, squeezed."""
    by_pypdf = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    with pypdfium2.PdfDocument(pdf) as document:
        by_pdfium = [page.get_textpage().get_text_range() for page in document]
    return _joined(by_pypdf, running), _joined(by_pdfium, running)


def _joined(pages: list[str], running: Running) -> str:
    bare = []
    for number, page in enumerate(pages, 1):
        text = squeeze(page)
        folio = running.page_of.format(page=number, pages=len(pages))
        for furniture in (running.banner, running.footer, folio):
            text = text.replace(squeeze(furniture), "", 1)
        if running.watermark:  # painted last, over the page
            text = "".join(text.rsplit(squeeze(running.watermark), 1))
        bare.append(text)
    return "".join(bare)
