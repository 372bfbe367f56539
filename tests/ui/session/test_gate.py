"""The pages before a vault: choosing, damage and what can be done all the same, the passphrase, the first run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import Damaged
from caseapp.storage.errors import ChangesMissing
from tests.support.desk import PASSPHRASE, Desk, Vaults
from ui.actions import Act
from ui.pages.create_pages import CreatePage
from ui.pages.gate_page import GateKit
from ui.pages.page import PageKit
from ui.pages.unlock_page import UnlockPage
from ui.session.opening import OpeningBars
from ui.widgets.secret import SecretLine
from ui.windows.main_window import MainWindow


@pytest.fixture
def gates(kit: PageKit, vaults: Vaults) -> GateKit:
    return GateKit(vaults, kit.language, kit.look, kit.runner)


@pytest.fixture
def page(gates: GateKit, vaults: Vaults, qtbot: QtBot) -> UnlockPage:
    made = UnlockPage(gates, vaults.found(), "light")
    qtbot.addWidget(made)
    made.show()
    return made


def opens(page: UnlockPage, passphrase: str = PASSPHRASE) -> list[object]:
    found: list[object] = []
    page.unlocked.connect(found.append)
    page.passphrase.line.setText(passphrase)
    page.passphrase.entered.emit()
    return found


def test_missing_changes_are_said_and_the_person_chooses(page: UnlockPage, vaults: Vaults, desk: Desk) -> None:
    vaults.damage = ChangesMissing(3)
    assert opens(page) == []
    assert page.said().startswith("3 recorded changes are missing")
    harm = page.harm
    assert harm is not None
    assert not harm.restore.isHidden()
    assert not harm.write.isEnabled()
    harm.write.click()
    assert not desk.door.read_only
    harm.read.click()
    assert desk.door.read_only


def test_writing_on_needs_to_be_known(page: UnlockPage, vaults: Vaults, desk: Desk) -> None:
    vaults.damage = ChangesMissing(3)
    found = opens(page)
    assert page.harm is not None
    assert "3 recorded changes" in page.harm.know.text()
    page.harm.know.click()
    page.harm.write.click()
    assert found == [desk]
    assert not desk.door.read_only


def test_a_damaged_database_is_for_reading_only(page: UnlockPage, vaults: Vaults) -> None:
    vaults.damage = Damaged(place="vault.db")
    opens(page)
    assert page.harm is not None
    assert page.harm.write.isHidden()
    assert not page.harm.read.isHidden()


def test_a_backup_is_offered_where_somebody_restores(gates: GateKit, vaults: Vaults, qtbot: QtBot) -> None:
    page = UnlockPage(gates, vaults.found(), "light")
    qtbot.addWidget(page)
    vaults.damage = ChangesMissing(1)
    opens(page)
    assert page.harm is not None
    with qtbot.waitSignal(page.wanted_restore) as asked:
        page.harm.restore.click()
    assert asked.args == [Path("sample")]


def test_reading_can_be_asked_for(page: UnlockPage, desk: Desk) -> None:
    page.reading.click()
    assert opens(page) == [desk]
    assert desk.door.read_only


def test_a_vault_elsewhere_is_remembered_only_when_ticked(page: UnlockPage, vaults: Vaults, tmp_path: Path) -> None:
    page.take_folder(str(tmp_path))
    assert page.said().startswith("This folder does not hold a vault.")
    vaults.elsewhere.append(tmp_path)
    page.take_folder(str(tmp_path))
    assert page.vault.chosen() == str(tmp_path)
    opens(page)
    assert vaults.remembered == []
    page.take_folder(str(tmp_path))
    page.keep.click()
    opens(page)
    assert vaults.remembered == [tmp_path]


def test_wrong_tries_wait_longer_each_time_and_the_wait_ends(page: UnlockPage) -> None:
    waits = []
    for _ in range(6):
        opens(page, "wrong")
        waits.append(page._wait)
        assert page.open_button.isEnabled() == (page._wait == 0)
        page._timer.stop()
        while page._wait:
            assert opens(page) == []
            page._on_waited()
    assert waits == [0, 0, 2, 4, 8, 16]
    assert len(opens(page)) == 1


def test_a_passphrase_leaves_no_undo(gates: GateKit, qtbot: QtBot) -> None:
    line = SecretLine(gates.look)
    qtbot.addWidget(line)
    QTest.keyClicks(line, "secret words")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "secret words"
    line.forget()
    line.undo()
    assert line.text() == ""


def test_clear_alone_would_leave_the_text_to_undo(gates: GateKit, qtbot: QtBot) -> None:
    """The control: this is why ``forget`` exists."""
    line = SecretLine(gates.look)
    qtbot.addWidget(line)
    QTest.keyClicks(line, "secret")
    line.clear()
    line.undo()
    assert line.text() == "secret"


def test_caps_lock_is_said(page: UnlockPage) -> None:
    def key(text: str, shift: bool = False) -> None:
        modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QCoreApplication.sendEvent(page.passphrase.line, QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, text))

    key("A", shift=True)
    assert page.passphrase.caps.isHidden()
    key("Ә")
    assert not page.passphrase.caps.isHidden()
    key("ә")
    assert page.passphrase.caps.isHidden()


def test_the_first_run_offers_words_own_words_and_a_meter(gates: GateKit, qtbot: QtBot) -> None:
    page = CreatePage(gates, theme="light", first=True)
    qtbot.addWidget(page)
    page.show()
    assert page.shown.text() == page.words.text()
    assert page.meter.value == 3
    page.words.setText("password12")
    assert page.meter.value == 0
    assert page.well.isHidden()
    page.words.setText("nine lemons on a tin roof at dawn")
    assert page.meter.value == 3
    page.show_button.click()
    assert page.words.echoMode() is SecretLine.EchoMode.Password
    page.other.click()
    assert page.shown.text() == page.words.text()
    assert page.well.isHidden()  # still hidden from who looks on


def test_the_sample_opens_with_one_key_from_the_first_screen(
    make_window: Callable[[], MainWindow], vaults: Vaults, desk: Desk
) -> None:
    vaults.places.clear()
    window = make_window()
    page = window.gate()
    assert isinstance(page, CreatePage)
    assert page.sample_button is not None
    QTest.keyPress(page.sample_button, Qt.Key.Key_Return)
    assert window.shell is not None
    assert window.shell.kit.desk.sample


def test_a_language_chosen_at_the_gate_is_kept(make_window: Callable[[], MainWindow], vaults: Vaults) -> None:
    gate = make_window().gate()
    assert isinstance(gate, UnlockPage)
    gate.look_chosen.emit("light", "ru")
    assert vaults.language == "ru"


def test_reading_shows_a_band_and_refuses_in_words(make_window: Callable[[], MainWindow], desk: Desk) -> None:
    window = make_window()
    gate = window.gate()
    assert isinstance(gate, UnlockPage)
    gate.reading.click()
    opens(gate)
    shell = window.shell
    assert shell is not None
    assert shell.header.new.isHidden()
    for act in (Act.NEW, Act.EDIT, Act.UNDO):
        assert not shell.can(act)
        shell.perform(act)
        assert any("open for reading only" in words for words in shell.notices.texts())
    assert desk.records.saves == []
    assert shell.page() is not shell.quick


def test_what_is_said_at_opening_leaves_the_page_in_sight(kit: PageKit, desk: Desk, qtbot: QtBot) -> None:
    desk.door.warnings = ("head", "header-copies", "log")
    bars = OpeningBars(kit)
    qtbot.addWidget(bars)
    assert len(bars.words()) == 3
    assert [bar.isHidden() for bar in bars.bars] == [False, False, True]
    bars.bars[0].close_button.click()
    assert [bar.isHidden() for bar in bars.bars] == [False, False]
    for bar in list(bars.bars):
        bar.close_button.click()
    assert bars.isHidden()
