"""The disk fills up, the vault's folder is moved, the stick is pulled, while any page is open.

It is said in the window, nothing typed is lost, and work goes on in the same window once the disk is back. Real disks,
vaults, threads and widgets.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from caseapp.security import hardening
from tests.support.house import House, settle, shell_of
from tests.support.trouble import Moved, Trouble, memory_disk, stick
from tests.ui.conftest import drop_deleted
from ui.actions import Act
from ui.address import Address
from ui.app import make_app
from ui.pages.place_page import PlacePage
from ui.pages.record_page import RecordPage
from ui.pages.section_card import SectionCard
from ui.ports import Lane
from ui.windows.main_window import MainWindow
from ui.windows.places import PLACES

DISK: Final = {"Full": "The disk is full.", "Pulled": "The disk of the vault could not be read or written."}
MISTAKE: Final = "Caseapp made a mistake."
Line = QPlainTextEdit | QLineEdit
TYPED: Final = "zhanaozen"
LISTED: Final = [type_ for place in PLACES for type_ in place.types]


@pytest.fixture
def trouble(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Trouble]:
    """What is named by the parameter."""
    folder = tmp_path / "vaults"
    if request.param == "full":
        with memory_disk(folder, 48) as full:
            yield full
    elif request.param == "pulled":
        with stick(folder, 96) as pulled:
            yield pulled
    else:
        yield Moved(folder)


@pytest.fixture
def house(sample: Path, trouble: Trouble, qapp: QApplication, monkeypatch: pytest.MonkeyPatch,
          qtbot: QtBot) -> Iterator[House]:
    """A computer whose vaults lie on that disk."""
    monkeypatch.setattr(hardening, "harden", lambda: True)
    make_app(Path(__file__).parents[2] / "resources" / "fonts")
    made = House(trouble.folder, sample)
    yield made
    if trouble.on:
        trouble.end()
    made.close()
    drop_deleted()


@pytest.fixture
def window(house: House, qapp: QApplication, qtbot: QtBot) -> MainWindow:
    """The sample vault, open."""
    return house.show(qapp, qtbot, sample=True)


def said(window: QWidget, words: str) -> bool:
    """Whether a label that can be seen says so."""
    return any(label.isVisibleTo(window) and words in label.text() for label in window.findChildren(QLabel))


def go(window: MainWindow, address: Address, qtbot: QtBot) -> None:
    shell_of(window).show_address(address)
    settle(window, qtbot)


def record_page(window: MainWindow, type_: str, qtbot: QtBot) -> RecordPage:
    """The page of the first record of a type."""
    place = next(key for key, each in shell_of(window).places.items() if type_ in each.types)
    go(window, Address(place=place, tab=type_), qtbot)
    page = shell_of(window).page()
    assert isinstance(page, PlacePage)
    first = page.panes[type_].rows.id_at(0)
    assert first, f"the sample has no {type_}"
    go(window, Address(place=place, tab=type_, type=type_, id=first), qtbot)
    return page.record


def lines_of(card: SectionCard) -> list[Line]:
    """The places of a form that text can be typed into."""
    lines = [*card.findChildren(QPlainTextEdit), *card.findChildren(QLineEdit)]
    return [each for each in lines if each.isVisibleTo(card) and each.isEnabled() and not each.isReadOnly()]


def text_of(line: Line) -> str:
    return line.toPlainText() if isinstance(line, QPlainTextEdit) else line.text()


def open_form(page: RecordPage, card: SectionCard, window: MainWindow, qtbot: QtBot) -> None:
    page.body.open_field(card)
    settle(window, qtbot)
    QApplication.processEvents()


def typed_into(page: RecordPage, window: MainWindow, qtbot: QtBot) -> tuple[SectionCard, Line]:
    """The section and the place of the first form that takes free text, with a word typed into it."""
    for card in page.body.cards.values():
        if card.isHidden():
            continue
        open_form(page, card, window, qtbot)
        assert card.form is not None
        for line in lines_of(card):
            line.setFocus()
            QTest.keyClicks(line, TYPED)
            if TYPED in text_of(line) and not card.form.problems():
                return card, line
        page.perform(Act.LEAVE)
        settle(window, qtbot)
    raise AssertionError("no section takes text")


@pytest.mark.parametrize("trouble", ["full", "moved", "pulled"], indirect=True)
def test_every_page_is_open_while_it_happens(
    window: MainWindow, trouble: Trouble, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = shell_of(window)
    stops = [Address(place=key, tab=tab) for key, place in shell.places.items()
             for tab in (*place.types, *(tab.key for tab in place.tabs))]
    for stop in stops:
        go(window, stop, qtbot)
        trouble.begin()
        shell.perform(Act.NEW)  # away and back: whatever is asked of the disk is asked again
        settle(window, qtbot)
        go(window, stop, qtbot)
        assert not said(window, MISTAKE), stop
        trouble.end()
        page = shell.page()
        if isinstance(page, PlacePage) and stop.tab in page.panes:  # of itself
            qtbot.waitUntil(lambda shown=page, at=stop: shown.panes[at.tab].rows.rowCount() > 0, timeout=10_000)
        qtbot.waitUntil(lambda: not said(window, DISK["Pulled"]), timeout=10_000)
        go(window, Address(place="home"), qtbot)
        go(window, stop, qtbot)
        assert not said(window, MISTAKE), stop
        shell.notices.clear()


@pytest.mark.parametrize("type_", LISTED)
@pytest.mark.parametrize("trouble", ["full", "pulled"], indirect=True)
def test_what_was_typed_stays_and_is_recorded_when_the_disk_is_back(
    window: MainWindow, trouble: Trouble, type_: str, qtbot: QtBot
) -> None:
    page = record_page(window, type_, qtbot)
    card, line = typed_into(page, window, qtbot)
    before = text_of(line)
    trouble.begin()
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert said(window, DISK[type(trouble).__name__])
    assert card.form is not None
    assert text_of(line) == before
    assert line.isEnabled()
    trouble.end()
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert card.form is None
    open_form(page, card, window, qtbot)
    assert any(TYPED in text_of(each) for each in lines_of(card))


@pytest.mark.parametrize("trouble", ["full", "pulled"], indirect=True)
def test_a_quick_record_stays_and_is_recorded_when_the_disk_is_back(
    window: MainWindow, trouble: Trouble, qtbot: QtBot
) -> None:
    shell = shell_of(window)
    people = set(people_of(window))
    shell.perform(Act.NEW)
    settle(window, qtbot)
    trouble.begin()
    QTest.keyClicks(shell.quick.who.line, "Sadykov Marat, 31, m")
    QTest.keyClicks(shell.quick.when, "7 jan 2022")
    settle(window, qtbot)
    QTest.keyClick(shell.quick.who.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert said(window, DISK[type(trouble).__name__])
    assert shell.quick.who.text() == "Sadykov Marat, 31, m"
    trouble.end()
    assert set(people_of(window)) == people
    QTest.keyClick(shell.quick.who.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert len(set(people_of(window)) - people) == 1


def people_of(window: MainWindow) -> list[str]:
    desk = shell_of(window).kit.desk
    return list(desk.lanes[Lane.READER].submit(desk.records.ids, "person").result())


@pytest.mark.parametrize("trouble", ["full", "moved", "pulled"], indirect=True)
def test_a_lock_with_nothing_typed_locks_whatever_the_disk_does(
    house: House, trouble: Trouble, qapp: QApplication, qtbot: QtBot
) -> None:
    locked: list[bool] = []
    window = house.show(qapp, qtbot, sample=True, after_lock=partial(locked.append, True))
    people = people_of(window)
    trouble.begin()
    shell_of(window).lock()
    qtbot.waitUntil(lambda: locked == [True], timeout=8_000)
    trouble.end()
    house.close()
    assert len(again(house, qapp, qtbot)) == len(people)


def again(house: House, qapp: QApplication, qtbot: QtBot) -> list[str]:
    """The people of the vault in a fresh process."""
    fresh = House(house.vaults.sample_folder.parent)
    try:
        return people_of(fresh.show(qapp, qtbot, sample=True))
    finally:
        fresh.close()


@pytest.mark.parametrize("trouble", ["full", "moved", "pulled"], indirect=True)
def test_a_lock_never_loses_what_was_typed_while_the_disk_was_away(
    house: House, trouble: Trouble, qapp: QApplication, qtbot: QtBot
) -> None:
    """Nothing that can be read as a date, so that it can only be kept as it stands."""
    locked: list[bool] = []
    window = house.show(qapp, qtbot, sample=True, after_lock=partial(locked.append, True))
    shell_of(window).perform(Act.NEW)
    settle(window, qtbot)
    trouble.begin()
    QTest.keyClicks(shell_of(window).quick.who.line, "Omarova Dana, 32 jan 1990" + " and more" * 40)
    shell_of(window).lock()
    qtbot.waitUntil(lambda: bool(locked) or (window.keeper is not None and window.keeper.is_covered), timeout=8_000)
    if not locked:
        qtbot.waitUntil(lambda: said(window, "What you typed could not be written"), timeout=8_000)
    trouble.end()
    if not locked:
        shell_of(window).lock()
        qtbot.waitUntil(lambda: locked == [True], timeout=8_000)
    house.close()
    fresh = House(house.vaults.sample_folder.parent)
    try:
        shown = fresh.show(qapp, qtbot, sample=True)
        desk = shell_of(shown).kit.desk
        waiting = desk.lanes[Lane.READER].submit(desk.drafts.waiting).result()
        assert any(note.title.startswith("Omarova Dana, 32 jan 1990") for note in waiting)
    finally:
        fresh.close()


@pytest.mark.parametrize("trouble", ["moved"], indirect=True)
def test_what_is_recorded_while_the_folder_is_elsewhere_is_there_once_when_it_is_back(
    house: House, trouble: Trouble, qapp: QApplication, qtbot: QtBot
) -> None:
    """It lies in the file, wherever that is now: who is told that it failed records it twice."""
    window = house.show(qapp, qtbot, sample=True)
    people = people_of(window)
    page = record_page(window, "person", qtbot)
    page.show_new("person")
    card, line = typed_into(page, window, qtbot)
    trouble.begin()
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert card.form is None
    assert not said(window, "could not be written")
    assert len(people_of(window)) == len(people) + 1
    trouble.end()
    house.close()
    assert len(again(house, qapp, qtbot)) == len(people) + 1
