"""The lawyer's dossier, by keys alone: find, gaps, consent, preview, issue, save a copy, print, account for it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseapp.disclosure import disclose
from tests.support.house import House, settle, shell_of
from tests.support.paper import FilePrinter
from tests.ui.keyboard import EN, Keyboard
from ui.address import Address
from ui.pages.dossiers.issued_page import IssuedPage
from ui.pages.dossiers.make_page import MakePage
from ui.pages.page import Page
from ui.pages.place_page import PlacePage
from ui.pages.section_reading import RecordLink
from ui.pages.tabs_page import TabsPage
from ui.ports import Lane, RecordView
from ui.widgets.choices import ChoiceBox
from ui.windows.main_window import MainWindow

# Whom the lawyer looks for, typed in another script than the window shows; when he was brought before a judge.
FIND = {"en": "Ахметов Данияр", "ru": "Akhmetov Daniyar"}
SHOWN = {"en": "Akhmetov Daniyar", "ru": "Ахметов Данияр"}
JUDGE = "09.01.2022 10:00"
# The wife of that man was not asked; a sister is nowhere else in the case than as this name.
WITHHELD = ("Ахметова", "Болатқызы", "Akhmetova", "Bolatqyzy")
SPOUSE = "Ахметова Дана Болатқызы"


class Lawyer:
    """Two hands on a keyboard before the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot, self.keys = window, qtbot, Keyboard(window, EN)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def chord(self, letter: str) -> None:
        self.keys.chord(letter)
        self.settle()

    def back(self) -> None:
        self.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    def settle(self) -> None:
        settle(self.window, self.qtbot)

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> QWidget:
        """Walk with Tab to the first control that fits, as somebody without a mouse does."""
        way: list[str] = []
        for _ in range(120):
            focused = QApplication.focusWidget()
            if focused is not None and wanted(focused):
                return focused
            way.append(type(focused).__name__)
            QTest.keyClick(focused or self.window, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead there, but over {way}")

    def tab_into(self, target: QWidget) -> None:
        self.tab_to(lambda widget: widget is target or target.isAncestorOf(widget))

    # --- what is on the screen

    def page(self) -> Page:
        page = shell_of(self.window).page()
        assert page is not None
        return page.page() if isinstance(page, TabsPage) else page

    def make(self) -> MakePage:
        page = self.page()
        assert isinstance(page, MakePage)
        self.qtbot.waitUntil(lambda: not page._settle.isActive())
        self.settle()
        return page

    def records(self) -> PlacePage:
        page = self.page()
        assert isinstance(page, PlacePage)
        return page

    def open(self) -> RecordView:
        view = self.records().record.view
        assert view is not None
        return view


@pytest.fixture(params=["en", "ru"])
def lawyer(request: pytest.FixtureRequest, house: House, qapp: QApplication, qtbot: QtBot) -> Lawyer:
    return Lawyer(house.show(qapp, qtbot, sample=True, language=request.param), qtbot)


def language_of(lawyer: Lawyer) -> str:
    return shell_of(lawyer.window).kit.language.code


def find_and_open_the_case(lawyer: Lawyer) -> str:
    """Ctrl+F, the name, Enter; then the case by its link. Returns the case's id."""
    lawyer.chord("F")
    lawyer.keys.type(FIND[language_of(lawyer)])
    lawyer.settle()
    lawyer.press(Qt.Key.Key_Return)
    assert lawyer.open().type == "person"
    assert lawyer.open().title.startswith(SHOWN[language_of(lawyer)])
    lawyer.tab_to(lambda widget: isinstance(widget, RecordLink) and widget._at[0] == "case")
    lawyer.press(Qt.Key.Key_Return)
    assert lawyer.open().type == "case"
    return lawyer.open().id


def cure(lawyer: Lawyer, kind: str, field: str, type_: str = "act") -> QPushButton:
    """Walk from the page's choices into "Before it leaves", and there to the line that leads to this field."""
    page = lawyer.make()
    for _ in range(3):
        if page.before.isAncestorOf(QApplication.focusWidget() or page):
            break
        lawyer.press(Qt.Key.Key_F6)
    line = next(line for line in page.before.lines if line._at is not None and line._at.field == field
                and line._at.type == type_ and (kind in ("", "missing") or not line._at.id))
    found = lawyer.tab_to(lambda widget: line.isAncestorOf(widget))
    assert isinstance(found, QPushButton)
    return found


def everything(pdf: bytes) -> Iterator[bytes]:
    """The file as it is, every stream unpacked, every string, and the text that it shows."""
    yield pdf
    with pikepdf.open(BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                yield each.read_bytes()
            yield repr(each).encode()
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        yield page.extract_text().encode()


def names_in(pdf: bytes) -> list[str]:
    """Which of the withheld names stand in any byte of a file."""
    return [name for name in WITHHELD for part in everything(pdf)
            if name.encode() in part or name.encode("utf-16-be") in part]


def shown_pdf(page: MakePage) -> bytes:
    assert page.preview._shown is not None
    assert page.preview.picture.holds()
    return page.preview._shown.pdf


def consent_of_the_spouse(lawyer: Lawyer) -> None:
    """From the line "not asked" into a new consent record, and back when she said yes."""
    cure(lawyer, "withheld", "store", "consent")
    lawyer.press(Qt.Key.Key_Space)
    record = lawyer.records().record
    assert record.view is not None
    assert (record.view.type, record.view.id) == ("consent", "")
    answer = QApplication.focusWidget()
    assert isinstance(answer, ChoiceBox)
    lawyer.press(Qt.Key.Key_Home)
    for _ in range(answer.count()):
        if answer.chosen() == "yes":
            break
        lawyer.press(Qt.Key.Key_Down)
    lawyer.chord("Enter")
    assert lawyer.open().id
    assert SPOUSE in lawyer.open().titles.values()
    assert lawyer.open().fields["store"].value == "yes"
    lawyer.back()


def test_the_lawyers_dossier(lawyer: Lawyer, tmp_path: Path) -> None:
    case = find_and_open_the_case(lawyer)
    lawyer.chord("P")
    page = lawyer.make()
    assert page.subject == ("case", case)
    lawyer.tab_into(page.audience)
    lawyer.press(Qt.Key.Key_Down)  # from our organisation to the lawyer
    page = lawyer.make()
    assert page.audience.chosen() == "lawyer"
    first = shown_pdf(page)
    assert not names_in(first), "the name of who was not asked is in no byte"

    # a gap is mended where its button leads, and is gone on coming back
    count = len(page.before.lines)
    cure(lawyer, "missing", "judge")
    lawyer.press(Qt.Key.Key_Space)
    assert lawyer.open().type == "act"
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    lawyer.keys.type(JUDGE)
    lawyer.chord("Enter")
    assert lawyer.open().fields["judge"].value is not None
    lawyer.back()
    page = lawyer.make()
    assert len(page.before.lines) == count - 1
    second = shown_pdf(page)
    assert second != first

    # consent is asked for where it lacks; the name appears
    consent_of_the_spouse(lawyer)
    page = lawyer.make()
    assert len(page.before.lines) == count - 2
    assert "Ахметова" in names_in(shown_pdf(page)) or "Akhmetova" in names_in(shown_pdf(page))

    issue_and_copy(lawyer, page, tmp_path)
    print_two_pages(lawyer, page, tmp_path)
    account_for_one(lawyer)


def issue_and_copy(lawyer: Lawyer, page: MakePage, folder: Path) -> None:
    """Ctrl+P, then the dialog of the program itself: the system's would remember."""
    lawyer.chord("P")
    assert page.issued is not None
    assert page.outgoing.copy_button.hasFocus()
    lawyer.press(Qt.Key.Key_Space)
    dialog = page.outgoing.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    name = dialog.findChild(QLineEdit)
    assert name is not None
    lawyer.qtbot.waitUntil(name.hasFocus)
    name.selectAll()
    lawyer.keys.type(str(folder / "for the court.pdf"))
    QTest.keyClick(name, Qt.Key.Key_Return)
    lawyer.window.activateWindow()  # what a desktop does when a dialog closes
    lawyer.qtbot.waitUntil(lawyer.window.isActiveWindow)
    lawyer.settle()
    desk = shell_of(lawyer.window).kit.desk
    kept = desk.lanes[Lane.READER].submit(desk.dossiers.open, page.issued.id).result()
    assert (folder / "for the court.pdf").read_bytes() == kept.pdf
    assert names_in(kept.pdf)


def print_two_pages(lawyer: Lawyer, page: MakePage, folder: Path) -> None:
    """Pages 2 to 3, to a printer whose paper is a file."""
    panel = page.outgoing
    panel._make_printer, panel.panel.names = FilePrinter(folder / "paper.pdf"), lambda: ["Office"]
    lawyer.tab_into(panel.print_button)
    lawyer.press(Qt.Key.Key_Space)
    lawyer.tab_into(panel.first)
    panel.first.selectAll()
    lawyer.keys.type("2")
    lawyer.tab_into(panel.last)
    panel.last.selectAll()
    lawyer.keys.type("3")
    lawyer.tab_into(panel.panel.print_now)
    lawyer.press(Qt.Key.Key_Space)
    lawyer.qtbot.waitUntil(lambda: not panel.busy())
    lawyer.settle()
    assert len(pypdf.PdfReader(folder / "paper.pdf").pages) == 2


def account_for_one(lawyer: Lawyer) -> None:
    """Both copies are counted under Issued; of one somebody says where it is."""
    place = shell_of(lawyer.window).page()
    assert isinstance(place, TabsPage)
    lawyer.tab_into(place.buttons["make"])
    lawyer.press(Qt.Key.Key_Right)
    page = lawyer.page()
    assert isinstance(page, IssuedPage)
    assert page._all[0].copies == page._all[0].open == 2
    lawyer.qtbot.waitUntil(lambda: any(line.where.isVisible() for line in page.copies.lines))
    lawyer.tab_to(lambda widget: any(line.where is widget for line in page.copies.lines))
    lawyer.keys.type("handed to the court")
    lawyer.press(Qt.Key.Key_Return)
    assert page._all[0].copies == 2
    assert page._all[0].open == 1


def test_without_consent_rules_the_name_would_stand_there(
    lawyer: Lawyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nobody is judged, and the name is found the same way."""
    monkeypatch.setattr(disclose, "judge", lambda *_: {})
    find_and_open_the_case(lawyer)
    lawyer.chord("P")
    page = lawyer.make()
    lawyer.tab_into(page.audience)
    lawyer.press(Qt.Key.Key_Down)
    assert names_in(shown_pdf(lawyer.make()))


def test_records_without_a_list_open_from_any_place(house: House, qapp: QApplication, qtbot: QtBot) -> None:
    """Consent, stay, involvement, relationship: read beside other records, also from where there are none."""
    lawyer = Lawyer(house.show(qapp, qtbot, sample=True), qtbot)
    shell = shell_of(lawyer.window)
    desk = shell.kit.desk
    listed = {type_ for place in shell.places.values() for type_ in place.types}
    unlisted = [type_ for type_ in desk.records.specs() if type_ not in listed]
    assert {"consent", "stay"} <= set(unlisted)
    for type_ in unlisted:
        for id_ in desk.lanes[Lane.READER].submit(desk.records.ids, type_).result()[:1]:
            shell.go("dossiers")
            shell.show_address(Address(type=type_, id=id_))
            lawyer.settle()
            assert lawyer.open().id == id_
            lawyer.back()
            assert isinstance(lawyer.page(), MakePage)
