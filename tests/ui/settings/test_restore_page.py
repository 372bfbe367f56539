"""Restoring at the gate: a lost laptop, a vault taken back to yesterday; through the whole window."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.desk import RESOURCES
from tests.support.live import PHRASE, Live
from tests.ui.conftest import ENGLISH, drop_deleted
from ui.actions import Act
from ui.bridge.inline import InlineRunner
from ui.bridge.progress import Progress
from ui.desk.desk import VaultDesk
from ui.pages.restore_page import RestorePage
from ui.pages.unlock_page import UnlockPage
from ui.pages.working import WorkLine
from ui.style.icons import Icons
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow


@pytest.fixture
def window(app: QApplication, live: Live) -> Iterator[Callable[[], MainWindow]]:
    made: list[MainWindow] = []

    def make() -> MainWindow:
        setup = WindowSetup(live.vaults, lambda _code: ENGLISH, Icons(RESOURCES / "icons"), {}, "en", "light",
                            make_runner=lambda _lanes: InlineRunner())
        made.append(MainWindow(app, setup))
        made[-1].show()
        return made[-1]

    yield make
    for each in made:
        each.close()
        each.deleteLater()
    drop_deleted()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def recorded(live: Live, stick: Path) -> VaultDesk:
    """A vault with one action, backed up to the stick."""
    desk = live.empty()
    desk.records.save("person", None, {"occupation": "driver"}, "Change")
    desk.backups.make(stick)
    return desk


def restoring(window: MainWindow) -> RestorePage:
    gate = window.gate()
    assert gate is not None
    press = next(each for each in gate.findChildren(QPushButton) if each.text() == "Restore a backup…")
    press.click()
    page = window.gate()
    assert isinstance(page, RestorePage)
    return page


def ready(shown: MainWindow, stick: Path) -> RestorePage:
    """Everything is answered; the next key begins."""
    page = restoring(shown)
    page.look_in(str(stick))
    page.secret.line.setText(PHRASE)
    return page


def beside(live: Live) -> list[str]:
    """What lies where vaults are kept."""
    return sorted(path.name for path in live.vaults.sample_folder.parent.iterdir())


def test_a_lost_laptop(live: Live, window: Callable[[], MainWindow], stick: Path) -> None:
    desk = recorded(live, stick)
    desk.lock()
    for folder in desk.folder.parent.iterdir():
        shutil.rmtree(folder)
    shown = window()
    page = restoring(shown)
    page.perform(Act.RECORD)
    assert page.said() == "Choose the folder first, then the backup."
    page.look_in(str(stick))
    assert page.said() == "Backups there: 1."
    page.perform(Act.RECORD)
    assert page.said() == "Type the passphrase first."
    page.secret.line.setText("six wrong words of some length")
    page.perform(Act.RECORD)
    assert "does not open" in page.said()
    page.secret.line.setText(PHRASE)
    page.perform(Act.RECORD)
    gate = shown.gate()
    assert isinstance(gate, UnlockPage)
    assert gate.said().startswith("The vault is restored and verified.")
    again = live.vaults.unlock(Path(gate.vault.chosen()), PHRASE)
    assert again.me.look().actions == 1


def test_in_the_place_of_the_vault_which_is_kept(live: Live, window: Callable[[], MainWindow], stick: Path) -> None:
    desk = recorded(live, stick)
    desk.records.save("person", None, {"occupation": "a mistake"}, "Change")
    folder = desk.folder
    desk.lock()
    shown = window()
    page = ready(shown, stick)
    page.target.choose(str(folder))
    page.perform(Act.RECORD)
    gate = shown.gate()
    assert isinstance(gate, UnlockPage)
    assert "is kept in the folder" in gate.said()
    assert gate.vault.chosen() == str(folder)
    again = live.vaults.unlock(folder, PHRASE)
    assert again.me.look().actions == 1
    again.lock()
    aside = next(path for path in folder.parent.iterdir() if " before " in path.name)
    assert live.vaults.unlock(aside, PHRASE).me.look().actions == 2


def test_another_vault_is_not_replaced(live: Live, window: Callable[[], MainWindow], stick: Path) -> None:
    recorded(live, stick).lock()
    other = live.empty("Another")
    other.lock()
    page = restoring(window())
    page.look_in(str(stick))
    page.secret.line.setText(PHRASE)
    page.target.choose(str(other.folder))
    page.perform(Act.RECORD)
    assert page.said().startswith("Another vault lies there")


def test_a_folder_without_a_backup_and_the_way_back(
    live: Live, window: Callable[[], MainWindow], stick: Path
) -> None:
    live.empty().lock()
    shown = window()
    page = restoring(shown)
    page.look_in(str(stick))
    assert page.said().startswith("There is no backup in this folder.")
    page.perform(Act.LEAVE)
    assert isinstance(shown.gate(), UnlockPage)


def test_stop_leaves_nothing_and_it_can_be_begun_again(
    live: Live, window: Callable[[], MainWindow], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(live, stick).lock()
    shown = window()
    before = beside(live)
    page = ready(shown, stick)
    honestly = WorkLine.watch

    def press_stop(line: WorkLine, progress: Progress) -> None:
        honestly(line, progress)
        assert line.isVisibleTo(page)
        assert not page.back_button.isEnabled(), "the page is not left while a vault is made behind it"
        page.perform(Act.LEAVE)
        assert not line.stop_button.isEnabled()

    monkeypatch.setattr(WorkLine, "watch", press_stop)
    page.perform(Act.RECORD)
    assert page.said() == "It was stopped. Nothing was changed."
    assert beside(live) == before
    monkeypatch.undo()
    page.perform(Act.RECORD)
    gate = shown.gate()
    assert isinstance(gate, UnlockPage)
    assert gate.said().startswith("The vault is restored and verified.")


def test_a_page_that_goes_away_stops_what_it_began(
    live: Live, window: Callable[[], MainWindow], stick: Path, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    recorded(live, stick).lock()
    shown = window()
    before = beside(live)
    page = ready(shown, stick)
    qtbot.waitUntil(page.isVisible)
    monkeypatch.setattr(WorkLine, "watch", lambda line, progress: (setattr(line, "_progress", progress), page.hide()))
    page.perform(Act.RECORD)
    assert page.said() == "It was stopped. Nothing was changed."
    assert beside(live) == before


def test_how_far_it_is_stands_there(app: QApplication, qtbot: QtBot) -> None:
    line = WorkLine(ENGLISH)
    qtbot.addWidget(line)
    now = [0.0]
    progress = Progress("Restoring", clock=lambda: now[0])
    line.watch(progress)
    assert line.words.text() == "Restoring"
    now[0] = 10.0
    progress(25, 100)
    line._on_tick()
    assert line.words.text() == "Restoring · 25 % · 30 s left"
    progress.end()
    line._on_tick()
    assert line.isHidden()
