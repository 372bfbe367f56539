"""The disk stands still while somebody types: letters are there at once, and nothing is lost when it moves again."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.security import hardening
from tests.support.house import House, settle, shell_of
from tests.ui.conftest import drop_deleted
from tests.ui.keyboard import RU, Keyboard
from ui.actions import Act
from ui.address import Address
from ui.pages.place_page import PlacePage
from ui.pages.quick_page import QuickPage
from ui.windows.main_window import MainWindow


class Gate:
    """Every lane that asks the disk stands before it until it is opened."""

    def __init__(self, house: House) -> None:
        self._open = threading.Event()
        lanes = (house.lanes.write, house.lanes.read, house.lanes.draft)
        self._standing = [lane(self._open.wait) for lane in lanes]

    @property
    def shut(self) -> bool:
        """Whether no work can have passed."""
        return not any(each.done() for each in self._standing)

    def open(self) -> None:
        """Let everything through."""
        self._open.set()


@pytest.fixture
def house(sample_folder: Path, tmp_path: Path, app: QApplication, monkeypatch: pytest.MonkeyPatch,
          qtbot: QtBot) -> Iterator[House]:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    made = House(tmp_path / "vaults", sample_folder)
    yield made
    made.close()
    drop_deleted()


@pytest.fixture
def window(house: House, app: QApplication, qtbot: QtBot) -> MainWindow:
    made = house.show(app, qtbot, sample=True)
    settle(made, qtbot)
    return made


@pytest.fixture
def shut(house: House) -> Iterator[Callable[[], Gate]]:
    """Shuts the lanes; they are opened in any case, or the house could not be closed."""
    made: list[Gate] = []

    def make() -> Gate:
        made.append(Gate(house))
        return made[-1]

    yield make
    for each in made:
        each.open()


def test_search_shows_every_letter_while_the_reader_stands_and_answers_the_last(
    window: MainWindow, shut: Callable[[], Gate], qtbot: QtBot
) -> None:
    gate = shut()
    search = shell_of(window).header.search
    search.line.setFocus()
    keys = Keyboard(window, RU)
    for at, letter in enumerate("алматы"):
        keys.type(letter)
        assert search.line.text() == "алматы"[: at + 1]
    assert search.offers.isHidden()
    assert gate.shut
    gate.open()
    settle(window, qtbot)
    assert not search.offers.isHidden()
    assert [entry for entry in search.offers.found.entries if entry.hit is not None]
    assert search.line.text() == "алматы"


def test_a_section_takes_every_letter_and_records_them_when_the_writer_moves_again(
    house: House, window: MainWindow, shut: Callable[[], Gate], qtbot: QtBot
) -> None:
    shell = shell_of(window)
    desk = shell.kit.desk
    id_ = house.lanes.read(desk.records.ids, "person").result()[0]
    shell.show_address(Address(type="person", id=id_, field="workplace"))
    settle(window, qtbot)
    page = shell.page()
    assert isinstance(page, PlacePage)
    card = page.record.body.cards["background"]
    assert card.form is not None
    editor = card.form.boxes["workplace"].editor
    qtbot.waitUntil(editor.isVisible)
    line = editor.focusProxy()
    assert line is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    before = editor.draft()
    gate = shut()
    keys = Keyboard(window, RU)
    for at, letter in enumerate("завод"):
        keys.type(letter)
        assert editor.draft() == before + "завод"[: at + 1]
    shell.perform(Act.RECORD)
    assert card.form is not None, "what is typed stays until it is written"
    assert editor.draft() == before + "завод"
    assert gate.shut
    gate.open()
    settle(window, qtbot)
    kept = house.lanes.read(desk.records.get, id_).result()
    assert kept.fields["workplace"].value == before + "завод"
    assert card.form is None


def test_a_draft_that_could_not_be_written_yet_is_written_when_the_writer_moves_again(
    house: House, window: MainWindow, shut: Callable[[], Gate], qtbot: QtBot
) -> None:
    shell = shell_of(window)
    shell.perform(Act.NEW)
    settle(window, qtbot)
    gate = shut()
    page = shell.page()
    assert isinstance(page, QuickPage)
    page.who.line.setFocus()
    keys = Keyboard(window, RU)
    for at, letter in enumerate("ахметов"):
        keys.type(letter)
        assert page.who.text() == "ахметов"[: at + 1]
    assert page.leave()
    assert gate.shut
    gate.open()
    settle(window, qtbot)
    assert page.who.text() == "ахметов"
    draft = house.lanes.draft(shell.kit.desk.drafts.load, "quick").result()
    assert draft is not None
    assert draft["who"] == "ахметов"


def test_what_is_typed_while_a_record_is_being_written_stays(
    house: House, window: MainWindow, shut: Callable[[], Gate], qtbot: QtBot
) -> None:
    shell = shell_of(window)
    shell.perform(Act.NEW)
    settle(window, qtbot)
    page = shell.page()
    assert isinstance(page, QuickPage)
    keys = Keyboard(window, RU)
    page.who.line.setFocus()
    keys.type("нуров болат")
    page.when.setFocus()
    keys.type("7 января 2022")
    settle(window, qtbot)
    before = set(house.lanes.read(shell.kit.desk.records.ids, "person").result())
    gate = shut()
    shell.perform(Act.RECORD)
    page.words.setFocus()
    keys.type("ещё одно")
    assert page.words.toPlainText() == "ещё одно"
    assert gate.shut
    gate.open()
    settle(window, qtbot)
    made = set(house.lanes.read(shell.kit.desk.records.ids, "person").result()) - before
    assert len(made) == 1
    assert page.words.toPlainText() == "ещё одно"
    assert page.who.text() == "", "what was recorded is not offered again"
    assert page.leave()
    settle(window, qtbot)
    draft = house.lanes.draft(shell.kit.desk.drafts.load, "quick").result()
    assert draft is not None
    assert draft["words"] == "ещё одно"


