"""What the window's tests share: a dressed application, an open vault in memory, a window that is active."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.runtime.languages import load
from caseapp.security import hardening
from tests.support.active import activate
from tests.support.desk import PASSPHRASE, RESOURCES, Desk, Vaults, with_sample
from tests.support.live import Live, make_sample
from ui.app import make_app
from ui.bridge.inline import InlineRunner
from ui.forms.kit import FormKit
from ui.pages.page import PageKit
from ui.pages.unlock_page import UnlockPage
from ui.style.icons import Icons
from ui.style.look import Look, apply_look
from ui.style.tokens import LIGHT
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow

ENGLISH = load(RESOURCES / "i18n", "en")


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    make_app(RESOURCES / "fonts")
    apply_look(qapp, Look(LIGHT, Icons(RESOURCES / "icons")))
    return qapp


@pytest.fixture
def desk() -> Desk:
    return with_sample(Desk(ENGLISH))


@pytest.fixture
def kit(app: QApplication, desk: Desk) -> PageKit:
    return PageKit(desk, ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed sample vault, made once; tests that want a real vault work on copies."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
        make_sample(folder)
    return folder


@pytest.fixture
def live(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """A computer with the sample vault on it; everything happens at once."""
    monkeypatch.setattr(hardening, "harden", lambda: True)
    made = Live(tmp_path / "vaults", sample_folder)
    yield made
    made.close()


@pytest.fixture
def real_kit(app: QApplication, live: Live) -> PageKit:
    """What pages get, over the real sample vault."""
    return PageKit(live.sample(), ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())


@pytest.fixture
def forms(kit: PageKit) -> FormKit:
    return kit.form_kit({})


@pytest.fixture
def vaults(desk: Desk) -> Vaults:
    return Vaults(desk)


@pytest.fixture
def make_window(app: QApplication, vaults: Vaults, qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    made: list[MainWindow] = []

    def make() -> MainWindow:
        setup = WindowSetup(vaults, lambda code: ENGLISH, Icons(RESOURCES / "icons"), {}, "en", "light",
                            make_runner=lambda _lanes: InlineRunner())
        window = MainWindow(app, setup)
        window.show()
        activate(window, qtbot)
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    made.clear()
    drop_deleted()


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    """A window with the sample vault open."""
    made = make_window()
    gate = made.gate()
    assert isinstance(gate, UnlockPage)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.passphrase.entered.emit()
    assert made.shell is not None
    return made


def drop_deleted() -> None:
    """Let Qt carry out every deleteLater, then Python."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        gc.collect()
