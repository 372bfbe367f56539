"""The story through real widgets over a real encrypted vault: record, find, print."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.disclosure import disclose
from caseapp.domain.moment import Moment
from caseapp.domain.names.fold import fold_words
from caseapp.storage import search
from tests.dossier.sheets import KAZAKH, squeeze
from tests.support.house import House, settle, shell_of
from tests.ui.keyboard import EN, KK, RU, Keyboard
from ui.actions import Act
from ui.pages.dossiers.make_page import MakePage
from ui.pages.place_page import PlacePage
from ui.pages.tabs_page import TabsPage
from ui.ports import Lane, RecordView
from ui.windows.main_window import MainWindow

LANGUAGE = {EN: "en", RU: "ru", KK: "kk"}
WORDS = {
    EN: ("Zhumabekov Yerlan, ", ", m", " jan evening", "Almaty"),
    RU: ("Жумабеков Ерлан, ", ", м", " янв вечером", "Алматы"),
    KK: ("Жұмабеков Ерлан ", " ер", " қаңтар кешке", "Алматы"),
}
SPELLINGS = ("Тоқаев", "Токаев", "Tokayev", "Tokaev", "Toqaev")
WITHHELD = ("Бекова", "Гүлнар", "Bekova", "Gulnar")
TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


def persons(house: House) -> list[str]:
    """Every person in the vault that is open, on the lane that may ask."""
    assert house.window is not None
    desk = shell_of(house.window).kit.desk
    return list(desk.lanes[Lane.READER].submit(desk.records.ids, "person").result())


def view(window: MainWindow, id_: str) -> RecordView:
    desk = shell_of(window).kit.desk
    return desk.lanes[Lane.READER].submit(desk.records.get, id_).result()


def minimum(window: MainWindow, qtbot: QtBot, keys: Keyboard) -> None:
    """The keys of the wireframe with the data between them."""
    who, sex, when, where = WORDS[keys.layout]
    keys.chord("N")
    keys.type(who + "27" + sex)
    settle(window, qtbot)
    keys.press(TAB)
    keys.press(TAB)
    keys.digits("7")
    keys.type(when)
    keys.press(TAB)
    keys.press(TAB)
    keys.type(where)
    settle(window, qtbot)
    keys.press(ENTER)
    keys.press(ENTER)
    keys.chord("Enter")
    settle(window, qtbot)


# --- line 3


@pytest.mark.parametrize("layout", [EN, RU, KK])
def test_a_minimum_record_takes_eight_keys(
    house: House, qapp: QApplication, qtbot: QtBot, layout: str
) -> None:
    window = house.show(qapp, qtbot, sample=True, language=LANGUAGE[layout])
    before = set(persons(house))
    keys = Keyboard(window, layout)
    minimum(window, qtbot, keys)
    assert keys.beyond == 8
    made = set(persons(house)) - before
    assert len(made) == 1
    person = view(window, made.pop())
    assert fold_words(WORDS[layout][0].strip(" ,")) == fold_words(person.title)
    assert person.fields["sex"].value == "male"
    acts = [link for link in person.links if link.type == "act"]
    assert len(acts) == 1
    act = view(window, acts[0].id)
    assert act.fields["start"].value == Moment("2022-01-07T18:00", "2022-01-07T24:00", zone="Asia/Almaty")
    assert act.titles[str(act.fields["place"].value)] in ("Алматы", "Almaty")
    assert act.gaps
    assert not shell_of(window).quick.after.isHidden()


def test_nothing_is_written_without_the_last_key(house: House, qapp: QApplication, qtbot: QtBot) -> None:
    window = house.show(qapp, qtbot, sample=True)
    before = persons(house)
    keys = Keyboard(window, EN)
    keys.chord("N")
    keys.type("Zhumabekov")
    keys.press(TAB)
    settle(window, qtbot)
    assert persons(house) == before


# --- line 4


def people(window: MainWindow) -> PlacePage:
    shell = shell_of(window)
    shell.go("people")
    page = shell.page()
    assert isinstance(page, PlacePage)
    return page


def found(window: MainWindow, qtbot: QtBot, text: str) -> list[str]:
    """What the search field of the list finds, typed as an input method commits it."""
    pane = people(window).panes["person"]
    pane.search.setFocus()
    pane.search.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(pane.search, event)
    assert pane.search.text() == text
    settle(window, qtbot)
    return pane.rows.ids_at(0, pane.rows.rowCount() - 1)


def with_tokayev(house: House, qapp: QApplication, qtbot: QtBot) -> tuple[MainWindow, str]:
    window = house.show(qapp, qtbot, sample=True)
    before = set(persons(house))
    keys = Keyboard(window, KK)
    keys.chord("N")
    keys.type("Тоқаев Ерлан")
    settle(window, qtbot)
    keys.press(TAB)
    keys.press(TAB)
    keys.digits("7")
    keys.type(" қаңтар")
    keys.chord("Enter")
    settle(window, qtbot)
    made = set(persons(house)) - before
    assert len(made) == 1
    return window, made.pop()


def test_five_spellings_find_the_same_person(house: House, qapp: QApplication, qtbot: QtBot) -> None:
    window, person = with_tokayev(house, qapp, qtbot)
    for spelling in SPELLINGS:
        assert person in found(window, qtbot, spelling), spelling
    assert found(window, qtbot, "Zzyzx") == []


def test_without_folding_the_spellings_differ(
    house: House, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, person = with_tokayev(house, qapp, qtbot)
    monkeypatch.setattr(search, "fold_words", str.lower)
    assert [spelling for spelling in SPELLINGS if person in found(window, qtbot, spelling)] != list(SPELLINGS)


# --- line 5


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


def issue(window: MainWindow, qtbot: QtBot, id_: str, language: str, audience: str, path: Path) -> bytes:
    """Through the dossier page: choose, issue, save a copy."""
    shell = shell_of(window)
    shell.open_record(view(window, id_).type, id_)
    settle(window, qtbot)
    shell.perform(Act.ISSUE)
    settle(window, qtbot)
    place = shell.page()
    assert isinstance(place, TabsPage)
    page = place.page()
    assert isinstance(page, MakePage)
    page.language.choose(language)
    page.audience.choose(audience)
    page.perform(Act.ISSUE)
    settle(window, qtbot)
    assert page.issued is not None
    page.outgoing.save_to(path)
    settle(window, qtbot)
    return path.read_bytes()


@pytest.fixture
def case(house: House, qapp: QApplication, qtbot: QtBot) -> tuple[MainWindow, str]:
    """The sample's case; the story of its detained man holds every letter that only Kazakh has."""
    window = house.show(qapp, qtbot, sample=True)
    person = found(window, qtbot, "Ахметов Данияр")[0]
    act = next(link for link in view(window, person).links if link.type == "act")
    desk = shell_of(window).kit.desk
    save = desk.records.save
    desk.lanes[Lane.WRITER].submit(save, "act", act.id, {"narrative": f"Оқиға: {KAZAKH}"}, "Story").result()
    return window, desk.lanes[Lane.READER].submit(desk.records.ids, "case").result()[0]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_case_file_shows_its_values_and_not_the_withheld_name(
    case: tuple[MainWindow, str], qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    window, case_id = case
    pdf = issue(window, qtbot, case_id, language, "lawyer", tmp_path / "copy.pdf")
    text = squeeze("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages))
    for value in (f"Оқиға: {KAZAKH}", "Akhmetov" if language == "en" else "Ахметов"):
        assert squeeze(value) in text, value
    assert all(letter in text for letter in KAZAKH)
    for part in everything(pdf):
        for name in WITHHELD:
            assert name.encode() not in part
            assert name.encode("utf-16-be") not in part


def test_without_consent_rules_that_name_stands_there(
    case: tuple[MainWindow, str], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nobody is judged, and the name is found the same way that the test above looks for it."""
    monkeypatch.setattr(disclose, "judge", lambda *_: {})
    window, case_id = case
    pdf = issue(window, qtbot, case_id, "ru", "lawyer", tmp_path / "copy.pdf")
    assert any("Бекова".encode() in part for part in everything(pdf))
