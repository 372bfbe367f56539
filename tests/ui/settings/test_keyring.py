"""Tying the passphrase to this computer, and freeing it, through the page: the recovery key is proved before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.security import hardening
from caseapp.security.errors import NoKeyring
from tests.support.desk import RESOURCES
from tests.support.keyring import Keyring
from tests.support.live import PHRASE, Live
from tests.ui.conftest import ENGLISH, drop_deleted
from ui.bridge.inline import InlineRunner
from ui.pages.page import PageKit
from ui.pages.settings.doors_forms import KeyringForm
from ui.pages.settings.me_page import MePage
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


@pytest.fixture
def live(tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """A computer that has a keyring."""
    monkeypatch.setattr(hardening, "harden", lambda: True)
    made = Live(tmp_path / "vaults", keyring=keyring)
    yield made
    made.close()
    drop_deleted()


@pytest.fixture
def page(app: QApplication, live: Live, qtbot: QtBot) -> MePage:
    made = MePage(PageKit(live.empty(), ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner()))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def opened(page: MePage) -> KeyringForm:
    page.doors.keyring_button.click()
    assert isinstance(page.doors.form, KeyringForm)
    return page.doors.form


def tie(page: MePage, key: str) -> KeyringForm:
    form = opened(page)
    form.phrase.line.setText(PHRASE)
    assert form.key is not None
    form.key.setText(key)
    form.act()
    return form


def fresh_key(page: MePage) -> str:
    ways = page.kit.desk.ways
    key = ways.propose_recovery(PHRASE)
    ways.set_recovery(PHRASE, key)
    return key


def test_the_passphrase_opens_only_here_until_it_is_freed(page: MePage, live: Live, keyring: Keyring) -> None:
    key = fresh_key(page)
    folder = live.vaults.last_folder
    assert folder is not None
    assert page.doors.keyring_button.text() == "Tie the passphrase to this computer…"
    tie(page, key)
    assert page.doors.said.words() == "The passphrase opens the vault only on this computer now."
    assert page.doors.keyring_button.text() == "Free the passphrase from this computer…"
    assert page.kit.desk.activity.lines()[0].title == "The passphrase was tied to this computer's keyring"
    page.kit.desk.lock()
    held = dict(keyring.kept)
    keyring.kept.clear()  # as on any other computer
    with pytest.raises(NoKeyring):
        live.vaults.unlock(folder, PHRASE)
    keyring.kept.update(held)
    desk = live.vaults.unlock(folder, PHRASE)
    again = MePage(PageKit(desk, ENGLISH, page.kit.look, InlineRunner()))
    again.show()
    form = opened(again)
    form.phrase.line.setText(PHRASE)
    form.act()
    assert again.doors.said.words() == "The passphrase alone opens the vault now."
    assert keyring.kept == {}
    desk.lock()
    live.vaults.unlock(folder, PHRASE)
    again.close()
    again.deleteLater()


def test_a_wrong_recovery_key_ties_nothing(page: MePage, keyring: Keyring) -> None:
    key = fresh_key(page)
    form = tie(page, key[:-1])
    assert "Group 7" in form.said.words()
    assert keyring.kept == {}
    assert page.doors.form is form, "what was typed stays"


def test_a_wrong_passphrase_ties_nothing(page: MePage, keyring: Keyring) -> None:
    key = fresh_key(page)
    form = opened(page)
    form.phrase.line.setText("six wrong words of some length")
    assert form.key is not None
    form.key.setText(key)
    form.act()
    assert "does not open" in form.said.words()
    assert keyring.kept == {}
    assert not any(way.type == "passphrase+device" for way in page.kit.desk.ways.look().ways)
