"""Cover and lock through the real window: what is dropped, what comes back, what ends the sitting."""

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import DiskFull
from tests.support.desk import PASSPHRASE, RESOURCES, Desk, Vaults, person_named
from tests.ui.conftest import ENGLISH, drop_deleted
from tests.ui.keyboard import EN, RU, Keyboard
from ui.actions import Act
from ui.bridge.inline import InlineRunner
from ui.bridge.progress import Progress
from ui.pages.unlock_page import UnlockPage
from ui.session.cover_page import CoverPage
from ui.session.keeper import Clocks, Keeper
from ui.style.icons import Icons
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow
from ui.windows.shell import Shell


def keeper_of(window: MainWindow) -> Keeper:
    assert window.keeper is not None
    return window.keeper


def shell_of(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def cover(window: MainWindow) -> CoverPage:
    keeper_of(window).cover()
    page = window.gate()
    assert isinstance(page, CoverPage)
    return page


def lift(page: CoverPage, secret: str) -> None:
    page.secret.line.setText(secret)
    page.secret.entered.emit()


def test_the_cover_drops_every_page_and_the_passphrase_brings_them_back(window: MainWindow, desk: Desk) -> None:
    id_ = person_named(desk, "Ахметов")
    shell_of(window).open_record("person", id_)
    QGuiApplication.clipboard().setText("Ахметов")
    seen = weakref.ref(shell_of(window))
    page = cover(window)
    drop_deleted()
    gc.collect()
    assert seen() is None
    assert window.shell is None
    assert QGuiApplication.clipboard().text() == ""
    assert not [line for line in window.findChildren(QLineEdit) if "Ахметов" in line.text()]
    assert desk.locks == 0
    lift(page, PASSPHRASE)
    shell = shell_of(window)
    assert window.gate() is None
    drop_deleted()
    assert shell.isVisible()
    assert shell._here().id == id_
    assert not keeper_of(window).is_covered


def test_a_hidden_shell_would_still_hold_the_record(window: MainWindow, desk: Desk,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without dropping, the pages stay in memory under the cover."""
    monkeypatch.setattr(Keeper, "look", lambda _self: None)
    shell_of(window).open_record("person", person_named(desk, "Ахметов"))
    seen = weakref.ref(shell_of(window))
    cover(window)
    drop_deleted()
    assert seen() is not None


def test_what_was_typed_is_a_draft_before_the_pages_go(window: MainWindow, desk: Desk) -> None:
    keys = Keyboard(window, EN)
    keys.chord("N")
    keys.type("Zhanov")
    page = cover(window)
    assert desk.drafts.kept["quick"]["who"] == "Zhanov"
    lift(page, PASSPHRASE)
    shell = shell_of(window)
    assert shell.page() is shell.quick
    assert shell.quick.who.text() == "Zhanov"


def test_what_cannot_be_written_is_hidden_and_not_dropped(window: MainWindow, desk: Desk,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    shell = shell_of(window)
    shell.open_record("person", person_named(desk, "Лим"))
    shell.perform(Act.EDIT)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText("Лим Алексей")
    desk.records.refuse = DiskFull()

    def full(*_args: object) -> None:
        raise DiskFull()

    monkeypatch.setattr(desk.drafts, "save", full)
    page = cover(window)
    assert window.shell is shell
    assert not shell.isVisible()
    lift(page, PASSPHRASE)
    assert window.shell is shell
    drop_deleted()
    assert shell.isVisible()
    assert line.text() == "Лим Алексей"


def test_work_under_way_keeps_the_shell_hidden_until_it_ends(window: MainWindow) -> None:
    progress = Progress("Taking in")
    shell = shell_of(window)
    shell.footer.watch(progress)
    cover(window)
    assert window.shell is shell
    assert not shell.isVisible()
    progress.end()
    keeper_of(window).look()
    assert window.shell is None


def test_five_wrong_tries_lock(window: MainWindow, desk: Desk) -> None:
    page = cover(window)
    for left in (4, 3, 2, 1):
        lift(page, "wrong")
        assert str(left) in page.said()
        assert page.secret.text() == ""
    assert desk.locks == 0
    lift(page, "wrong")
    assert desk.locks == 1
    assert isinstance(window.gate(), UnlockPage)


def test_a_short_code_is_chosen_under_the_first_cover_and_lifts_the_next(window: MainWindow, desk: Desk) -> None:
    page = cover(window)
    assert page.code is not None
    page.code.line.setText("1111")
    lift(page, PASSPHRASE)
    assert "easy to guess" in page.said()
    page.code.line.setText("4711")
    lift(page, PASSPHRASE)
    assert desk.door.has_code
    assert "4711" not in str(desk.settings.kept)
    page = cover(window)
    assert page.code is None
    lift(page, "4711")
    assert window.gate() is None


def test_the_cover_can_be_locked_and_closed(window: MainWindow, desk: Desk) -> None:
    cover(window).perform(Act.LOCK)
    assert desk.locks == 1
    assert window.keeper is None
    assert isinstance(window.gate(), UnlockPage)


@pytest.mark.parametrize("layout", [EN, RU])
def test_cover_and_interview_by_keys(window: MainWindow, layout: str) -> None:
    keys = Keyboard(window, layout)
    keys.chord("I")
    assert keeper_of(window).interview
    assert shell_of(window).header.interview.isChecked()
    assert keeper_of(window).idle._times.lock == 3600
    keys.chord("I")
    assert not keeper_of(window).interview
    keys.chord("L", shift=True)
    assert isinstance(window.gate(), CoverPage)


def test_the_countdown_stands_in_the_footer_and_on_the_cover(window: MainWindow) -> None:
    shell, keeper = shell_of(window), keeper_of(window)
    keeper.idle.counting.emit(59)
    assert shell.footer.counted.words.text() == "Locks in 0:59 – any key keeps it open"
    keeper.idle.counting.emit(0)
    assert shell.footer.counted.isHidden()
    page = cover(window)
    keeper.idle.counting.emit(7)
    assert page.counted.words.text() == "Locks in 0:07"


def test_an_idle_window_is_covered_then_locked(app: QApplication, vaults: Vaults, desk: Desk, qtbot: QtBot) -> None:
    now = [0.0]
    setup = WindowSetup(vaults, lambda code: ENGLISH, Icons(RESOURCES / "icons"), {}, "en", "light",
                        clocks=Clocks(lambda: now[0], lambda: now[0]), make_runner=lambda _lanes: InlineRunner())
    window = MainWindow(app, setup)
    qtbot.addWidget(window)
    window.show()
    gate = window.gate()
    assert isinstance(gate, UnlockPage)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.passphrase.entered.emit()
    idle = keeper_of(window).idle
    while now[0] < 300:
        now[0] += 60
        idle.tick()
    assert isinstance(window.gate(), CoverPage)
    while now[0] < 900:
        assert desk.locks == 0
        now[0] += 60
        idle.tick()
    assert desk.locks == 1


def test_a_held_escape_locks_at_once(window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(window._held, "_clock", lambda: now[0])
    for _ in range(60):
        now[0] += 0.04
        if window.keeper is None:
            break
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert desk.locks == 1
    assert now[0] >= 2.0


def test_a_lock_that_is_not_had_in_time_ends_the_process(make_window: Callable[[], MainWindow], desk: Desk,
                                                         window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress("Taking in")
    shell_of(window).footer.watch(progress)
    keeper = keeper_of(window)
    monkeypatch.setattr(keeper._kit.runner, "run", lambda *_args, **_more: None)  # a writer that never comes round
    ended: list[bool] = []
    keeper.abandoned.connect(lambda: ended.append(True))
    window.lock_at_once()
    assert progress.stopped
    assert keeper._hurry.isActive()
    assert keeper._hurry.interval() < 1_000
    keeper._hurry.timeout.emit()
    assert ended == [True]


def test_a_lock_that_fails_is_said_and_the_window_goes_on(window: MainWindow, desk: Desk,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DiskFull()

    monkeypatch.setattr(desk, "lock", refuse)
    keeper_of(window).lock()
    shell = shell_of(window)
    assert shell.isEnabled()
    assert any("disk is full" in words for words in shell.notices.texts())
    monkeypatch.undo()
    keeper_of(window).lock()
    assert desk.locks == 1


def test_what_was_copied_is_gone_after_a_minute(window: MainWindow, app: QApplication) -> None:
    keeper = keeper_of(window)
    QGuiApplication.clipboard().setText("Ахметов")
    assert keeper.clipping.timer.isActive()
    keeper.clipping.timer.timeout.emit()
    assert QGuiApplication.clipboard().text() == ""
    QGuiApplication.clipboard().setText("from elsewhere")
    keeper.clipping._ours = False
    keeper.clipping.forget()
    assert QGuiApplication.clipboard().text() == "from elsewhere"
