"""Exchange in the whole window on real threads: files are opened beside the vault, saves go on, locking ends it all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.security import hardening
from caseapp.services.session import Session
from tests.support.colleagues import person, trusting
from tests.support.house import PHRASE, House, settle, shell_of
from ui.actions import Act
from ui.desk.desk import VaultDesk
from ui.pages.exchange.receive_page import ReceivePage
from ui.pages.page import Page
from ui.pages.tabs_page import TabsPage


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    made = House(tmp_path / "vaults")
    yield made
    made.close()


@pytest.fixture
def omarov(house: House, tmp_path: Path) -> Iterator[Session]:
    house.app.vaults.create(tmp_path / "omarov", PHRASE, "Omarov", alias="Omarov")
    session = house.app.vaults.open(tmp_path / "omarov", PHRASE)
    session.writer.open()
    yield session
    session.close()


def opened(house: House, qtbot: QtBot, qt: QApplication) -> tuple[ReceivePage, Session]:
    place = house.lanes.compute(house.vaults.create, "Coordination", PHRASE).result().place
    window = house.show(qt, qtbot)
    desk = house.lanes.compute(house.vaults.unlock, place.path, PHRASE, "en").result()
    assert isinstance(desk, VaultDesk)
    window.enter(desk)
    settle(window, qtbot)
    shell_of(window).go("exchange")
    tabs = shell_of(window).page()
    assert isinstance(tabs, TabsPage)
    page: Page = tabs.page("receive")
    assert isinstance(page, ReceivePage)
    settle(window, qtbot)
    return page, desk._vault.session


def test_files_are_taken_in_on_threads_and_a_save_meanwhile_is_kept(
    house: House, omarov: Session, app: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    page, here = opened(house, qtbot, app)
    house.lanes.write(trusting, here, omarov).result()
    omarov.contacts.add(here.card.raw)
    omarov.contacts.trust(here.card.fp, "compared")
    for number in range(60):
        person(omarov, f"Person {number}")
    path = tmp_path / "o.casepkg"
    omarov.exchange.export(path, [here.card.fp])
    page.receive([path])
    saved: list[object] = []
    house.lanes.write(lambda: saved.append(person(here, "Ким Алексей")))
    settle(house.window, qtbot)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: page.counts.take_button.isEnabled())
    assert len(page.lines) == 1
    page.perform(Act.RECORD)
    settle(house.window, qtbot)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: page.result.taken is not None)
    assert len(saved) == 1
    ids = house.lanes.read(here.reader.ids, "person").result()
    assert len(ids) == 61
    assert house.lanes.read(here.reader.find, "Person 59", 5).result(), "search has caught up"
    assert house.lanes.write(here.verify).result() == []


def test_locking_with_files_open_leaves_no_scratch_file(
    house: House, omarov: Session, app: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    page, here = opened(house, qtbot, app)
    house.lanes.write(trusting, here, omarov).result()
    omarov.contacts.add(here.card.raw)
    omarov.contacts.trust(here.card.fp, "compared")
    person(omarov, "Бекова Гүлнар")
    path = tmp_path / "o.casepkg"
    omarov.exchange.export(path, [here.card.fp])
    page.receive([path])
    settle(house.window, qtbot)  # type: ignore[arg-type]
    assert list(here.folder.glob("*.staging")), "negative control"
    assert house.window is not None
    desk = shell_of(house.window).kit.desk
    assert isinstance(desk, VaultDesk)
    house.window._on_act(Act.LOCK)
    qtbot.waitUntil(lambda: desk.locked and house.window is not None and house.window.shell is None)
    assert not list(here.folder.glob("*.staging"))


def test_an_export_dropped_anywhere_goes_to_exchange_and_another_file_becomes_an_exhibit(
    house: House, app: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    page, _ = opened(house, qtbot, app)
    assert house.window is not None
    shell = shell_of(house.window)
    shell.go("people")
    for name, place in (("x.txt", "evidence"), ("x.casepkg", "exchange")):
        (tmp_path / name).write_bytes(b"no export at all")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                           Qt.KeyboardModifier.NoModifier)
        assert shell.dropping.eventFilter(shell, event)
        settle(house.window, qtbot)
        assert shell.page() is shell._place_page(place)
    qtbot.waitUntil(lambda: len(page.lines) == 1)
    shell.back()
    settle(house.window, qtbot)
    shell.perform(Act.FORWARD)
    settle(house.window, qtbot)
    assert len(page.lines) == 1, "going there again does not open it again"
