"""The monitor's first hour, by keys alone, over a real encrypted vault with real threads: an empty computer, three
detentions, an exhibit, cover, lock, a correction, a backup; and everything is there when the vault is opened again.

Russian is the language of the window and the layout of the keyboard; what she writes down is Kazakh and Russian.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.box.hostile import honest
from tests.e2e.hour import ENTER, LONG, TAB, Hour, first_run, told
from tests.support.house import shell_of
from tests.support.live import Live
from tests.ui.keyboard import Keyboard
from ui.pages.file_card import FileCard
from ui.pages.home_page import HomePage
from ui.pages.section_card import SectionCard
from ui.pages.settings.backup_page import BackupPage
from ui.pages.tabs_page import TabsPage
from ui.session.cover_page import CoverPage

ESC, F2 = Qt.Key.Key_Escape, Qt.Key.Key_F2


def home(hour: Hour) -> HomePage:
    place = shell_of(hour.window).page()
    assert isinstance(place, TabsPage)
    page = place.page()
    assert isinstance(page, HomePage)
    return page


def detention(hour: Hour, who: str, day: str, keyboard: Keyboard, *, next_victim: bool = False,
              same: bool = False) -> None:
    """One quick record from the first key to the last."""
    hour.keys.chord("N")
    keyboard.type(who)
    hour.settle()
    if same:
        hour.keys.press(ENTER)
    hour.keys.press(TAB)
    hour.keys.press(TAB)
    keyboard.digits(day)
    keyboard.type(" қаңтар кешке" if keyboard is hour.kazakh else " янв вечером")
    hour.keys.press(TAB)
    hour.keys.press(TAB)
    keyboard.type("Алматы")
    hour.settle()
    hour.keys.press(ENTER)
    hour.keys.press(ENTER)
    hour.keys.chord("Enter", shift=next_victim)
    hour.settle()


def choose_in_dialog(hour: Hour, path: Path) -> None:
    """The program's own file dialog: the name is typed, Enter takes it."""
    hour.qtbot.waitUntil(lambda: bool(hour.window.findChildren(QFileDialog)), timeout=LONG)
    dialog = hour.window.findChildren(QFileDialog)[-1]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    hour.qtbot.waitUntil(name.hasFocus, timeout=LONG)
    name.selectAll()
    hour.latin.type(str(path))
    QTest.keyClick(name, ENTER)
    hour.qtbot.waitUntil(lambda: not hour.window.findChildren(QFileDialog), timeout=LONG)
    hour.settle()
    hour.window.activateWindow()  # what a window manager does; this platform has none
    hour.qtbot.waitUntil(hour.window.isActiveWindow, timeout=LONG)


def exhibit(hour: Hour, path: Path) -> None:
    """A photograph is taken in with a key and looked at only when that is asked for."""
    hour.keys.chord("A", shift=True)
    choose_in_dialog(hour, path)
    hour.qtbot.waitUntil(lambda: len(hour.ids("exhibit")) == 1, timeout=LONG)
    hour.settle()
    shell = shell_of(hour.window)
    assert shell._here().type == "exhibit"
    card = next(each for each in shell.findChildren(FileCard) if each.isVisible())
    assert card.picture.isHidden()
    hour.tab_to(card.show_button)
    hour.keys.press(Qt.Key.Key_Space)
    hour.settle()
    assert not card.picture.isHidden()


def cover_and_back(hour: Hour, phrase: str) -> None:
    here = shell_of(hour.window)._here()
    hour.keys.chord("L", shift=True)
    assert isinstance(hour.window.gate(), CoverPage)
    hour.qtbot.waitUntil(lambda: hour.window.shell is None, timeout=LONG)
    hour.latin.type(phrase)
    hour.keys.press(ENTER)
    hour.qtbot.waitUntil(lambda: hour.window.shell is not None, timeout=LONG)
    hour.settle()
    assert shell_of(hour.window)._here() == here


def correct(hour: Hour) -> tuple[str, str]:
    """From the list into the record (F6), down to a section, F2, another occupation; recorded, undone, done again."""
    shell = shell_of(hour.window)
    hour.keys.press(Qt.Key.Key_F6)
    for _ in range(10):
        card = QApplication.focusWidget()
        assert isinstance(card, SectionCard), (told(hour.window.focusWidget()), hour.window.isActiveWindow())
        if card.section.key == "background":
            break
        hour.keys.press(Qt.Key.Key_Down)
    hour.keys.press(F2)
    hour.settle()
    card = next(each for each in shell.findChildren(SectionCard) if each.isVisible() and each.form is not None)
    assert card.section.key == "background", card.section.key
    lines = {each.accessibleName(): each for each in card.findChildren(QWidget) if each.accessibleName()}
    assert "Род занятий" in lines, list(lines)
    hour.qtbot.waitUntil(lines["Род занятий"].isVisible, timeout=LONG)
    hour.tab_to(lines["Род занятий"])
    hour.keys.type("водитель")
    hour.keys.chord("Enter")
    hour.settle()
    person = shell._here().id
    assert hour.view(person).fields["occupation"].value == "водитель"
    undo = shell.footer.undo_button.accessibleName()
    assert "Жумабеков" in undo or "Жұмабеков" in undo
    hour.keys.chord("Z")
    hour.settle()
    assert hour.view(person).fields["occupation"].value == ""
    redo = shell.footer.redo_button.accessibleName()
    assert undo.split(": ", 1)[1] in redo
    hour.keys.chord("Z", shift=True)
    hour.settle()
    assert hour.view(person).fields["occupation"].value == "водитель"
    return person, "водитель"


def backup(hour: Hour, folder: Path) -> None:
    hour.keys.alt("S")
    hour.settle()
    place = shell_of(hour.window).page()
    assert isinstance(place, TabsPage)
    hour.tab_to(place.buttons["me"])  # the tabs are one stop; arrows walk them
    hour.keys.press(Qt.Key.Key_Right)
    hour.keys.press(Qt.Key.Key_Space)
    hour.settle()
    page = place.page()
    assert isinstance(page, BackupPage)
    hour.tab_to(page.choose_button)
    hour.keys.press(ENTER)
    choose_in_dialog(hour, folder)
    hour.tab_to(page.outside_button)
    hour.keys.press(ENTER)
    hour.settle()
    assert any(each.is_dir() for each in folder.iterdir())


def test_the_monitors_first_hour(folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    photograph = tmp_path / "photo.jpg"
    photograph.write_bytes(honest("JPEG", (640, 480)))
    stick = tmp_path / "stick"
    stick.mkdir()
    # --- an empty computer
    hour = Hour(folder, qapp, qtbot)
    phrase = first_run(hour)
    steps = [each.text() for each in home(hour).findChildren(QPushButton) if each.isVisible()]
    assert [step.split("   ")[0] for step in steps] == [
        "Записать задержание", "Принять файл экспорта", "Открыть учебное хранилище"]
    # --- three detentions
    detention(hour, "Жұмабеков Ерлан ", "7", hour.kazakh, next_victim=True)
    hour.keys.type("Садыков Марат")
    hour.keys.chord("Enter")
    hour.settle()
    assert len(hour.ids("person")) == 2
    assert len(hour.ids("act")) in (1, 2)
    detention(hour, "Жумабеков Ерлан", "9", hour.keys, same=True)
    assert len(hour.ids("person")) == 2, "the one who is there already was offered across scripts"
    acts = len(hour.ids("act"))
    # --- one exhibit
    hour.keys.press(ESC)
    exhibit(hour, photograph)
    cover_and_back(hour, phrase)
    here = shell_of(hour.window)._here()
    hour.lock()
    # --- a fresh process, where she was
    hour = Hour(folder, qapp, qtbot)
    hour.unlock(phrase)
    assert shell_of(hour.window)._here().id == here.id
    hour.keys.alt("P")
    hour.settle()
    hour.keys.press(Qt.Key.Key_Home)
    hour.keys.press(ENTER)
    hour.settle()
    person, occupation = correct(hour)
    # --- half a record, and somebody at the door
    hour.keys.chord("N")
    hour.keys.type("Неизвестный мужчина, ок")
    hour.lock()
    hour = Hour(folder, qapp, qtbot)
    hour.unlock(phrase)
    shell = shell_of(hour.window)
    assert shell.page() is shell.quick
    assert shell.quick.who.text() == "Неизвестный мужчина, ок"
    hour.keys.press(ESC)
    backup(hour, stick)
    hour.close()
    # --- what is left
    live = Live(folder)
    try:
        desk = live.vaults.unlock(next(iter(live.vaults.found())).path, phrase)
        assert len(list(desk.records.ids("person"))) == 2
        assert len(list(desk.records.ids("act"))) == acts
        assert len(list(desk.records.ids("exhibit"))) == 1
        assert desk.records.get(person).fields["occupation"].value == occupation
        assert [note.title for note in desk.drafts.waiting()] == ["Неизвестный мужчина, ок"]
    finally:
        live.close()
