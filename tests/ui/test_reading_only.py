"""A vault opened for reading: what would be refused is not offered, by mouse or by key."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.desk import RESOURCES
from tests.support.live import Live
from tests.ui.conftest import ENGLISH, drop_deleted
from ui.actions import Act
from ui.bridge.inline import InlineRunner
from ui.desk.vaults import SAMPLE_WORDS
from ui.pages.list_pane import ListPane
from ui.pages.page import PageKit
from ui.pages.record_head import HISTORY
from ui.pages.record_page import RecordPage
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT

WRITES = ("Edit", "Add", "Change", "Keep", "Restore", "Continue", "Discard")
Open = Callable[[bool, str], RecordPage]


@pytest.fixture
def page(app: QApplication, live: Live, qtbot: QtBot) -> Iterator[Open]:
    made: list[RecordPage] = []

    def open_(reading: bool, type_: str) -> RecordPage:
        desk = live.vaults.unlock(live.vaults.sample_folder, SAMPLE_WORDS, read_only=reading)
        kit = PageKit(desk, ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())
        one = RecordPage(kit)
        one.resize(900, 700)
        one.show()
        made.append(one)
        one.show_record(type_, desk.records.ids(type_)[0])
        return one

    yield open_
    for one in made:
        one.close()
        one.deleteLater()
    drop_deleted()


def offered(page: RecordPage) -> list[str]:
    """The words of every button that begins with a verb of writing."""
    return [button.text() for button in page.findChildren(QPushButton)
            if button.isVisibleTo(page) and button.isEnabled() and button.text().startswith(WRITES)]


@pytest.mark.parametrize("type_", ["person", "act", "consent", "exhibit", "case"])
def test_no_control_that_writes_is_offered(page: Open, type_: str) -> None:
    reading = page(True, type_)
    assert not reading.kit.writable
    assert offered(reading) == []
    assert [key for key, _, _ in reading.head._ways(reading.view)] == [HISTORY] if reading.view else False
    for card in reading.body.cards.values():
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        QTest.keyClick(card, Qt.Key.Key_Return)
        assert card.form is None
    assert not reading.can(Act.EDIT)
    assert not reading.can(Act.GAP)
    reading.show_new(type_)
    assert reading.view is not None
    assert reading.view.id, "no empty record takes the place of the one that is read"


def test_the_same_page_offers_them_where_they_can_be_done(page: Open) -> None:
    """The control."""
    writing = page(False, "act")
    assert offered(writing)
    card = next(iter(writing.body.cards.values()))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert card.form is not None


@pytest.mark.parametrize("reading", [True, False])
def test_a_list_offers_a_new_record_only_where_one_can_be_made(page: Open, reading: bool) -> None:
    kit = page(reading, "person").kit
    pane = ListPane(kit, kit.desk.records.specs()["person"])
    assert pane.add.isHidden() is reading
    pane.deleteLater()
