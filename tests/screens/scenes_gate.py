"""First run, unlock, damage, cover, reading, about: as pictures.

``python -m tests.screens.scenes_gate FOLDER [LANGUAGE …]``
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # Qt reads the platform when it is imported first

from caseapp.domain.clock_check import ClockDoubt, ClockFinding
from caseapp.storage.errors import ChangesMissing
from tests.screens.render import SIZES, THEMES, make_window, unlock
from tests.support.desk import PASSPHRASE, RESOURCES, Desk, Vaults
from ui.actions import Act
from ui.address import Address
from ui.app import make_app
from ui.pages.about_page import NEWS, AboutPage
from ui.pages.cover_settings_page import CoverSettingsPage
from ui.pages.create_pages import CreatePage
from ui.pages.unlock_page import UnlockPage
from ui.session.cover_page import CoverPage
from ui.windows.main_window import MainWindow

SMALL = (900, 560)


def scenes(window: MainWindow, desk: Desk) -> Iterator[str]:
    """Each name is one picture to take."""
    vaults = window._setup.vaults
    assert isinstance(vaults, Vaults)
    places, vaults.places = vaults.places, []
    window.show_gate()
    create = window.gate()
    assert isinstance(create, CreatePage)
    yield "50-first-run"
    create.words.setText("Almaty 2022")
    yield "51-own-phrase"
    create._on_other()
    create.perform(Act.RECORD)
    yield "52-recovery"
    vaults.places = places
    window.show_gate()
    gate = window.gate()
    assert isinstance(gate, UnlockPage)
    vaults.damage = ChangesMissing(3)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.passphrase.entered.emit()
    yield "53-damaged"
    assert gate.harm is not None
    desk.door.warnings = ("head", "header-copies")
    desk.door.clock = (ClockFinding(ClockDoubt.BEHIND, 1_641_900_000_000, 1_609_900_000_000),
                       ClockFinding(ClockDoubt.ZONE, 360, 300))
    desk.settings.put("news_seen", "")
    gate.harm.read.click()
    yield "54-reading"
    assert window.keeper is not None
    window.keeper.lock()
    vaults.damage, desk.door.warnings, desk.door.clock = None, (), ()
    unlock(window)
    assert window.keeper is not None
    window.keeper.switch_interview()
    window.keeper.idle.counting.emit(59)
    yield "55-countdown"
    window.keeper.cover()
    yield "56-cover"
    cover = window.gate()
    assert isinstance(cover, CoverPage)
    cover.secret.line.setText("wrong")
    cover.secret.entered.emit()
    window.keeper.idle.counting.emit(42)
    yield "57-cover-wrong"
    cover.secret.line.setText(PASSPHRASE)
    cover.secret.entered.emit()
    shell = window.shell
    assert shell is not None
    for name, make in (("58-cover-settings", CoverSettingsPage), ("59-about", AboutPage)):
        page = make(shell.kit)  # alone: the other tabs of their place want a real vault
        shell.stack.addWidget(page)
        shell.stack.setCurrentWidget(page)
        yield name
        if isinstance(page, AboutPage):
            page.show_address(Address(note=NEWS))
            yield "59-news"


def render(app: QApplication, folder: Path, theme: str, code: str, size: tuple[int, int]) -> list[Path]:
    """Render every scene of one theme and language."""
    window, desk = make_window(app, theme, code)
    window.resize(*size)
    window.show()
    made = []
    for name in scenes(window, desk):
        for _ in range(3):
            app.processEvents()
        path = folder / f"{name}-{code}-{theme}-{size[0]}.png"
        window.grab().save(str(path))
        made.append(path)
    window.close()
    window.deleteLater()
    app.processEvents()
    return made


def main(arguments: list[str]) -> int:
    """The command."""
    folder = Path(arguments[0] if arguments else "out/screens")
    folder.mkdir(parents=True, exist_ok=True)
    app = make_app(RESOURCES / "fonts")
    for theme in THEMES:
        for code in arguments[1:] or ("en", "ru", "kk"):
            for size in (*SIZES, SMALL):
                render(app, folder, theme, code, size)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
