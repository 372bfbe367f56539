"""The pages of Settings over a real vault: what is pressed happens on disk, and what is said is what happened."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.services.backup_places import peek
from tests.screens.render import language_of
from tests.support.desk import RESOURCES
from tests.support.live import PHRASE, Live
from tests.support.seen import words
from tests.ui.conftest import ENGLISH, drop_deleted
from ui.actions import Act
from ui.address import Address
from ui.bridge.inline import InlineRunner
from ui.bridge.progress import Progress
from ui.desk.desk import VaultDesk
from ui.pages.about_page import AboutPage
from ui.pages.page import PageKit
from ui.pages.settings.activity_page import ActivityPage
from ui.pages.settings.backup_page import OUTSIDE, PREFERENCE, BackupPage
from ui.pages.settings.doors_forms import DoorForm, DrillForm, PassphraseForm, RecoveryForm
from ui.pages.settings.look_page import LookPage
from ui.pages.settings.me_page import MePage
from ui.pages.settings.parts import SettingsPage
from ui.pages.settings.safety_page import SafetyPage
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT

NEW = "eight loud herons under a bridge"


@pytest.fixture
def desk(live: Live) -> VaultDesk:
    """An own vault with one record in it."""
    made = live.empty()
    made.records.save("person", None, {"occupation": "driver"}, "Change")
    return made


@pytest.fixture
def kit(app: QApplication, desk: VaultDesk) -> PageKit:
    return PageKit(desk, ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def shown() -> Iterator[list[SettingsPage]]:
    pages: list[SettingsPage] = []
    yield pages
    for page in pages:
        page.close()
        page.deleteLater()
    drop_deleted()


def show(shown: list[SettingsPage], page: SettingsPage) -> None:
    shown.append(page)
    page.resize(1000, 700)
    page.show()


# -- backup ----------------------------------------------------------------------------------------------------


def test_a_backup_is_made_listed_checked_and_noted(kit: PageKit, desk: VaultDesk, shown: list[SettingsPage]) -> None:
    page = BackupPage(kit)
    watched: list[Progress] = []
    page.working.connect(watched.append)
    show(shown, page)
    assert page.views == []
    assert not page.check_button.isEnabled()
    page.here_button.click()
    assert page.making.said.words().startswith("The backup is made.")
    assert [view.why for view in page.views] == ["hand"]
    assert [one.ended for one in watched] == [True]
    page.check_button.click()
    assert page.listing.said.words().startswith("Every byte of this backup is as it was written.")
    assert [line.title for line in desk.activity.lines()] == ["A backup was made in the vault"]


def test_a_damaged_backup_is_called_so(kit: PageKit, shown: list[SettingsPage]) -> None:
    page = BackupPage(kit)
    show(shown, page)
    page.here_button.click()
    path = page.views[0].path / "vault.db"
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(data)
    page.check_button.click()
    assert "A file of a backup is not as it was written (1)." in page.listing.said.words()


def test_to_a_stick_that_is_remembered_inside_the_vault(
    kit: PageKit, desk: VaultDesk, shown: list[SettingsPage], stick: Path
) -> None:
    page = BackupPage(kit)
    show(shown, page)
    page.outside_button.click()
    assert page.making.said.words() == "Choose the folder or stick first."
    page.choose(str(stick))
    page.outside_button.click()
    assert len(peek(stick)) == 1
    assert desk.settings.get(PREFERENCE) == str(stick)
    page.where.choose(OUTSIDE)
    page.where.activated.emit(1)
    assert [view.path.parent.parent for view in page.views] == [stick]
    shutil.rmtree(stick)
    page.outside_button.click()
    assert "stick was pulled out" in page.making.said.words()
    assert page.here_button.isEnabled()


def test_restoring_beside_leaves_the_open_vault_alone(
    kit: PageKit, desk: VaultDesk, live: Live, shown: list[SettingsPage]
) -> None:
    page = BackupPage(kit)
    show(shown, page)
    page.here_button.click()
    page.restore_button.click()
    page.restore_now_button.click()
    assert page.restoring.said.words() == "Type the passphrase first."
    page.secret.line.setText("six wrong words of some length")
    page.restore_now_button.click()
    assert "does not open" in page.restoring.said.words()
    page.secret.line.setText(PHRASE)
    page.restore_now_button.click()
    assert page.restoring.said.words().startswith("The vault was restored and verified.")
    assert page.secret.text() == ""
    folder = next(path for path in desk.folder.parent.iterdir() if " restored " in path.name)
    assert desk.me.look().actions == 1
    desk.lock()
    again = live.vaults.unlock(folder, PHRASE)
    assert again.me.look().actions == 1


def test_removing_asks_once_more(kit: PageKit, shown: list[SettingsPage]) -> None:
    page = BackupPage(kit)
    show(shown, page)
    page.here_button.click()
    folder = page.views[0].path
    page.remove_button.click()
    assert folder.exists()
    assert page.remove_button.text() == "Remove for good"
    page.remove_button.click()
    assert not folder.exists()
    assert page.views == []


def test_what_went_wrong_in_the_background_is_told(
    kit: PageKit, desk: VaultDesk, shown: list[SettingsPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseapp.domain.errors import DiskFull  # noqa: PLC0415  # for this one
    from caseapp.storage import backup  # noqa: PLC0415  # patched

    def full(*_: object) -> None:
        raise DiskFull()

    monkeypatch.setattr(backup, "copy_database", full)
    desk.backups.daily()
    page = BackupPage(kit)
    show(shown, page)
    assert page.making.said.words().startswith("Today's backup could not be made. The disk is full.")


def test_the_daily_one_is_made_when_a_vault_is_opened(desk: VaultDesk, live: Live) -> None:
    folder = desk.folder
    desk.lock()
    again = live.vaults.unlock(folder, PHRASE)
    assert [view.why for view in again.backups.found()] == ["daily"]
    again.backups.daily()
    assert len(again.backups.found()) == 1


# -- me and the doors --------------------------------------------------------------------------------------------


def test_my_name_and_the_vaults(kit: PageKit, desk: VaultDesk, shown: list[SettingsPage]) -> None:
    page = MePage(kit)
    show(shown, page)
    assert page.label.text() == desk.label
    page.alias.setText(" ")
    page.me_button.click()
    assert page.me_card.said.words().startswith("The name is empty.")
    page.alias.setText("Айжан")
    page.me_button.click()
    assert desk.author == "Айжан"
    page.label.setText("Тараз")
    page.zone.choose("Asia/Qyzylorda")
    page.vault_button.click()
    assert (desk.label, desk.me.look().zone) == ("Тараз", "Asia/Qyzylorda")
    assert str(desk.folder) in page.facts.text()


def test_ctrl_enter_records_the_form_with_the_focus(
    kit: PageKit, desk: VaultDesk, shown: list[SettingsPage], qtbot: object
) -> None:
    page = MePage(kit)
    show(shown, page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)  # type: ignore[attr-defined]  # pytest-qt's own fixture
    page.alias.setFocus()
    page.alias.setText("Dana")
    assert page.can(Act.RECORD)
    assert page.perform(Act.RECORD)
    assert desk.author == "Dana"


def open_form(page: MePage) -> DoorForm:
    assert page.doors.form is not None
    return page.doors.form


def test_the_passphrase_is_changed_and_old_backups_are_named(
    kit: PageKit, desk: VaultDesk, live: Live, shown: list[SettingsPage]
) -> None:
    page = MePage(kit)
    show(shown, page)
    page.doors.passphrase_button.click()
    form = open_form(page)
    assert isinstance(form, PassphraseForm)
    assert len(form.new.text().split()) == 6
    form.new.setText(NEW)
    form.act()
    assert form.said.words() == "Something is not filled in yet."
    form.old.line.setText("not the passphrase of this vault")
    form.act()
    assert "does not open" in form.said.words()
    form.old.line.setText(PHRASE)
    form.act()
    assert page.doors.form is None
    assert "1 backup in this vault still opens with the old one" in page.doors.said.words()
    backups = BackupPage(kit)
    show(shown, backups)
    assert [view.older for view in backups.views] == [True]
    folder = desk.folder
    desk.lock()
    live.vaults.unlock(folder, NEW)


def test_a_new_recovery_key_counts_once_two_groups_were_typed_back(
    kit: PageKit, desk: VaultDesk, shown: list[SettingsPage]
) -> None:
    page = MePage(kit)
    show(shown, page)
    page.doors.recovery_button.click()
    form = open_form(page)
    assert isinstance(form, RecoveryForm)
    form.phrase.line.setText(PHRASE)
    form.act()
    key = form.key()
    assert len(key.split("-")) == 7
    form.groups[0].setText("ZZZZ")
    form.act()
    assert "differs from the key above" in form.said.words()
    for number, line in zip(form.asked(), form.groups, strict=True):
        line.setText(key.split("-")[number].lower())
    form.act()
    assert page.doors.form is None
    desk.ways.try_recovery(key)


def test_the_drill(kit: PageKit, desk: VaultDesk, live: Live, shown: list[SettingsPage]) -> None:
    key = desk.ways.propose_recovery(PHRASE)
    desk.ways.set_recovery(PHRASE, key)
    page = MePage(kit)
    show(shown, page)
    page.show_address(Address(note="drill"))
    form = open_form(page)
    assert isinstance(form, DrillForm)
    form.key.setText(key[:-1])
    form.act()
    assert "Group 7" in form.said.words()
    form.key.setText(key)
    form.act()
    assert page.doors.said.words() == "The recovery key opens this vault."
    assert desk.activity.lines()[0].title == "The recovery key was tried and opens"


def test_no_keyring_no_button(kit: PageKit, shown: list[SettingsPage]) -> None:
    page = MePage(kit)
    show(shown, page)
    assert not page.doors.keyring_button.isVisible()


# -- safety, look, activity --------------------------------------------------------------------------------------


def test_the_safety_check_leads_to_the_remedy(kit: PageKit, desk: VaultDesk, shown: list[SettingsPage]) -> None:
    page = SafetyPage(kit)
    went: list[Address] = []
    page.went.connect(went.append)
    show(shown, page)
    states = {view.topic: view.status for view in page.views}
    assert (states["backup"], states["stick"], states["recovery"]) == ("attention", "attention", "settled")
    page.cure("stick")
    assert went == [Address("settings", "backup")]
    desk.backups.make()
    page.again_button.click()
    assert {view.topic: view.status for view in page.views}["backup"] == "settled"


def test_verify_says_what_it_found(kit: PageKit, desk: VaultDesk, shown: list[SettingsPage], tmp_path: Path) -> None:
    page = SafetyPage(kit)
    show(shown, page)
    page.verify_button.click()
    assert page.verifying.said.words() == "Everything in this vault is as it was written."
    session = desk._vault.session
    session.writer.sql.execute("DELETE FROM link")
    session.writer.sql.execute("UPDATE record SET flags = 3 WHERE flags = 1")
    page.verify_button.click()
    assert page.verifying.said.words().startswith("Not everything is as it was written.")
    assert page.found_box.count() >= 1
    assert [line.detail for line in desk.activity.lines("verified")][-1] == "Nothing was found."


def test_the_look_is_asked_for_at_once(kit: PageKit, shown: list[SettingsPage]) -> None:
    page = LookPage(kit)
    asked: list[tuple[str, str, int]] = []
    page.relook.connect(lambda *look: asked.append(look))
    show(shown, page)
    page.theme.choose("dark")
    page.theme.activated.emit(2)
    page.language.choose("kk")
    page.language.activated.emit(2)
    page.zoom.choose("150")
    page.zoom.activated.emit(4)
    assert asked == [("dark", "", 0), ("", "kk", 0), ("", "", 150)]


def test_activity_is_filtered_paged_and_saved_without_formulas(
    kit: PageKit, desk: VaultDesk, shown: list[SettingsPage], tmp_path: Path
) -> None:
    session = desk._vault.session
    for _ in range(60):
        session.activity.note("card", {"serial": 2})
    session.activity.note("=cmd|' /C calc'!A0", {})
    page = ActivityPage(kit)
    show(shown, page)
    assert len(page.lines) == 50
    assert page.lines[0].title == "Something that another version of Caseapp entered"
    page.more_button.click()
    assert len(page.lines) == 61
    page.kind.choose("card")
    page.kind.activated.emit(1)
    assert {line.title for line in page.lines} == {"The contact card was made anew"}
    page.save_to(str(tmp_path / "log.csv"))
    rows = (tmp_path / "log.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 61
    page.save_to(str(tmp_path / "log.csv"))
    assert page.card.said.words().startswith("A file of this name is there already.")


def test_nothing_is_without_a_name(kit: PageKit, shown: list[SettingsPage]) -> None:
    for make in (MePage, BackupPage, SafetyPage, LookPage, ActivityPage):
        page = make(kit)
        show(shown, page)
        unnamed = [
            widget for widget in page.findChildren(QWidget)
            if widget.focusPolicy() and widget.isVisible() and not widget.accessibleName()
            and not getattr(widget, "text", lambda: "")()
            and widget.metaObject().className() not in ("QComboBoxListView", "QWidget")
            and not widget.objectName().startswith("qt_")
        ]
        assert [widget.metaObject().className() for widget in unnamed] == [], make.__name__



@pytest.mark.parametrize(("code", "told"), [("en", ""), ("ru", "переведены машиной"), ("kk", "машинамен аударылған")])
def test_a_language_that_nobody_reviewed_says_so_where_it_is_chosen(
    kit: PageKit, qtbot: QtBot, code: str, told: str
) -> None:
    spoken = replace(kit, language=language_of(code))
    for make in (LookPage, AboutPage):
        page = make(spoken)
        qtbot.addWidget(page)
        page.show()
        assert (told in words(page)) if told else ("machine" not in words(page))
