"""The gate lets the honest file through and stops every kind of leak; each leak here is made on purpose."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from caseapp.disclosure.scrub import scrubber
from caseapp.domain.names.person_name import PersonName
from caseapp.dossier import release_gate
from caseapp.dossier.outline import Document, NumberedParagraph, Section
from caseapp.dossier.pdf.typeset import typeset
from caseapp.dossier.release_gate import Protected, ReleaseRefused, findings, release
from tests.dossier.sheets import faces, sheet

NAMES = {"1": [PersonName(surname="Токаев", given="Қасым"), PersonName(full="Серікбаев")]}
SCRUBBER = scrubber(NAMES, {"1": "Лицо 1"}, "[…]", ["010101100008"])
PROTECTED = Protected(SCRUBBER.finds, ("010101100008", "Токаев"))


@pytest.fixture(scope="module")
def honest() -> bytes:
    return typeset(sheet(watermark="ОБРАЗЕЦ"), faces())


def checks(pdf: bytes, protected: Protected = PROTECTED) -> set[str]:
    return {finding.check for finding in findings(pdf, protected)}


def altered(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def test_the_honest_file_passes_unchanged(honest: bytes) -> None:
    assert checks(honest) == set()
    assert release(honest, PROTECTED) is honest


@pytest.mark.parametrize("leak", [
    "с Токаевым", "Toqaev", "TOKAYEVA", "Серик-\nбаева", "Тоқаевтың", "ИИН 010101 100008",
])
def test_a_leaked_name_or_number_in_any_spelling_is_caught(leak: str) -> None:
    pdf = typeset(sheet(body=f"Свидетель видел {leak} на площади."), faces())
    with pytest.raises(ReleaseRefused) as caught:
        release(pdf, PROTECTED)
    assert {finding.check for finding in caught.value.found} == {"text"}
    assert "Токаев" not in repr(caught.value) + str(caught.value) + repr(caught.value.found) + repr(PROTECTED)


def one_paragraph_each(counts: Iterable[int]) -> bytes:
    blocks = tuple(NumberedParagraph("да " * n + "Серикбаевым") for n in counts)
    return typeset(replace(sheet(), sections=(Section("x", blocks),)), faces())


def test_a_name_cut_by_hyphenation_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    text = pypdf.PdfReader(BytesIO(one_paragraph_each(range(15, 35)))).pages[-1].extract_text()
    cut = re.search(r"((?:да )+)(?!Серикбаевым)\w+-\n", text)
    assert cut, "some paragraph of these must end in a cut name"
    pdf = one_paragraph_each([cut[1].count("да ")])
    assert checks(pdf) == {"text"}
    monkeypatch.setattr(release_gate, "readings", lambda text: (text,))
    assert checks(pdf) == set(), "negative control: without joining the halves it would pass"


def broken_over_two_pages(first: str, second: str) -> bytes:
    """``first`` is the last word of a page and ``second`` the first of the next, with the running lines between."""
    def set_after(count: int) -> tuple[bytes, list[str]]:
        paragraph = NumberedParagraph("да " * count + f"{first} {second}" + " да" * 300)
        pdf = typeset(replace(sheet(watermark="ОБРАЗЕЦ"), sections=(Section("x", (paragraph,)),)), faces())
        return pdf, [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]

    fitting = next(filter(None, (len(re.findall(r"\bда\b", page)) for page in set_after(3000)[1])))
    for count in range(fitting - 40, fitting + 1):
        pdf, pages = set_after(count)
        if any(first in one and second not in one and second in other for one, other in pairwise(pages)):
            return pdf
    raise AssertionError("no page break fell between the two words")


FAMILY = {"1": [PersonName(surname="Ахметова", given="Сауле")], "2": [PersonName(surname="Ахметов", given="Данияр")]}


def test_a_shown_name_that_a_page_break_cuts_is_not_taken_for_the_withheld_relative(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    protected = Protected(scrubber(FAMILY, {"1": "Лицо 1"}, "[…]", []).finds)
    pdf = broken_over_two_pages("Ахметов", "Данияр")
    assert checks(pdf, protected) == set()
    monkeypatch.setattr(release_gate, "read_on", tuple)
    assert checks(pdf, protected) == {"text"}, "negative control: page by page it is refused"


def test_a_withheld_name_that_a_page_break_cuts_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Protected(lambda text: "Сауле Кайратовна" in text)
    pdf = broken_over_two_pages("Сауле", "Кайратовна")
    assert checks(pdf, whole) == {"text"}
    monkeypatch.setattr(release_gate, "read_on", tuple)
    assert checks(pdf, whole) == set(), "negative control: page by page nobody sees it"


def test_running_lines_are_read_too() -> None:
    document = sheet()
    pdf = typeset(replace(document, running=replace(document.running, footer="Токаев, версия 1")), faces())
    assert checks(pdf) >= {"text"}


def test_a_leak_in_the_title_or_a_bookmark_is_caught() -> None:
    assert "string" in checks(typeset(sheet(title="Дело Токаева"), faces()))
    document: Document = sheet()
    sections = (replace(document.sections[0], heading="Токаев"),)
    assert {"string", "text"} <= checks(typeset(replace(document, sections=sections), faces()))


def test_a_leak_that_no_extractor_shows_is_caught(honest: bytes) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream("Токаев".encode("utf-16-be"))
        pdf.pages[0].obj["/Hidden"] = stream

    assert checks(altered(honest, hide)) == {"stream"}
    assert checks(altered(honest, lambda pdf: pdf.Root.__setitem__("/X", pikepdf.String("Toqaev")))) == {"string"}


def spoil_information(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Producer"] = pikepdf.String("x")


def spoil_date(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/CreationDate"] = pikepdf.String("D:20220107180000+06'00'")


def spoil_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)"))


def spoil_link(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name("/Annot"), Subtype=pikepdf.Name("/Link"), Rect=[0, 0, 9, 9],
                              A=pikepdf.Dictionary(S=pikepdf.Name("/URI"), URI=pikepdf.String("http://x")))
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(link)])


def spoil_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"hello"


def spoil_layer(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OCProperties"] = pikepdf.Dictionary(OCGs=pikepdf.Array([]))


def spoil_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["somebody"]


def spoil_picture(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Photo"] = pdf.make_stream(b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM")


@pytest.mark.parametrize(("spoil", "check"), [
    (spoil_information, "information"), (spoil_date, "information"), (spoil_script, "active-content"),
    (spoil_link, "annotation"), (spoil_link, "active-content"), (spoil_attachment, "active-content"),
    (spoil_layer, "layer"), (spoil_xmp, "information"), (spoil_picture, "image-information"),
])
def test_foreign_information_and_active_content_are_caught(
    honest: bytes, spoil: Callable[[pikepdf.Pdf], None], check: str
) -> None:
    assert check in checks(altered(honest, spoil))


def test_bytes_after_the_end_and_a_second_version_are_caught(honest: bytes) -> None:
    assert checks(honest + b"Aktobe") == {"after-the-end"}
    assert "several-ends" in checks(honest + b"\n%%EOF\n")
    assert "unreadable" in checks(b"no pdf at all")


def fake_redaction(covered: bool) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    if not covered:
        canvas.rect(90, 690, 200, 30, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(100, 700, "A witness name")
    if covered:
        canvas.rect(90, 690, 200, 30, stroke=0, fill=1)
    canvas.save()
    return out.getvalue()


def test_a_box_over_text_is_caught_and_a_box_under_text_is_not() -> None:
    assert "covered-text" in checks(fake_redaction(covered=True))
    assert "covered-text" not in checks(fake_redaction(covered=False))


def test_with_its_checks_switched_off_the_gate_lets_the_leak_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the refusals above come from the checks and from nothing else."""
    pdf = typeset(sheet(body="с Токаевым"), faces())
    monkeypatch.setattr(release_gate, "_holds", lambda *_: False)
    assert checks(pdf) == set()


SHORT = Protected(literals=("4821", "Ли Н"))


def picture_with(data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(opened, data)
        stream["/Type"], stream["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Image")
        opened.pages[0].obj["/Extra"] = opened.make_indirect(stream)

    return change


def test_four_letters_that_meet_by_chance_in_a_picture_refuse_no_dossier(honest: bytes) -> None:
    """Packed bytes of a few megabytes hold any four bytes once in a thousand files; six never."""
    chance = bytes(range(200, 256)) + b"4821" + bytes(range(200))
    assert checks(altered(honest, picture_with(chance)), SHORT) == set()
    certain = bytes(range(200, 256)) + b"010101100008" + bytes(range(200))
    assert "stream" in checks(altered(honest, picture_with(certain)), PROTECTED)


def test_a_short_number_is_still_found_wherever_text_can_stand(honest: bytes) -> None:
    def annotate(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj["/Extra"] = opened.make_indirect(pikepdf.Stream(opened, b"room 4821"))

    def name(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj["/Extra"] = pikepdf.String("room 4821")

    assert "stream" in checks(altered(honest, annotate), SHORT)
    assert "string" in checks(altered(honest, name), SHORT)
    assert "bytes" in checks(honest.replace(b"%%EOF", b"% 4821\n%%EOF"), SHORT)
