"""F1 before a vault is open: who forgot the passphrase, or is here for the first time, can read what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.security import hardening
from tests.support.house import House
from tests.support.seen import words
from tests.ui.conftest import drop_deleted
from tests.ui.keyboard import RU, Keyboard
from ui.pages.gate_help import GateHelp
from ui.pages.unlock_page import UnlockPage


@pytest.fixture
def house(sample_folder: Path, tmp_path: Path, app: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    made = House(tmp_path / "vaults", sample_folder)
    yield made
    made.close()
    drop_deleted()


@pytest.mark.parametrize(("language", "told"), [
    ("en", "The passphrase is forgotten"), ("ru", "Парольная фраза забыта"), ("kk", "Парольная фраза забыта"),
])
def test_help_stands_before_a_closed_vault(
    house: House, app: QApplication, qtbot: QtBot, language: str, told: str
) -> None:
    window = house.show(app, qtbot, language=language)
    keys = Keyboard(window, RU)
    gate = window.gate()
    assert isinstance(gate, UnlockPage)
    assert gate.help_button.isVisible()
    keys.press(Qt.Key.Key_F1)
    shown = window.gate()
    assert isinstance(shown, GateHelp)
    assert told in words(shown)
    assert ("Russian" in words(shown) or "орыс" in words(shown).casefold()) is (language == "kk")
    keys.press(Qt.Key.Key_Escape)
    assert isinstance(window.gate(), UnlockPage)
    again = window.gate()
    assert isinstance(again, UnlockPage)
    again.help_button.click()
    assert isinstance(window.gate(), GateHelp)
