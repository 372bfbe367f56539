"""Pages through real widgets: one section is one change, conflicts end in place, nothing typed is lost or leaks."""

import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import DiskFull, Invalid
from tests.support.desk import PASSPHRASE, RECOVERY, SPECS, Desk, Vaults, person_named
from tests.ui.conftest import drop_deleted
from ui.actions import Act
from ui.pages.create_pages import CreatePage, RecoveryPage
from ui.pages.dossiers.make_page import MakePage
from ui.pages.list_pane import ListPane
from ui.pages.page import PageKit
from ui.pages.place_page import PlacePage
from ui.pages.quick_page import QuickPage
from ui.pages.record_page import RecordPage
from ui.pages.section_card import ConflictBox, SectionCard
from ui.pages.unlock_page import GateKit, UnlockPage
from ui.ports import Created, Saved
from ui.widgets.fields import MarkedLine


@pytest.fixture
def page(kit: PageKit, desk: Desk, qtbot: QtBot) -> RecordPage:
    """Akhmetov's page."""
    made = RecordPage(kit)
    qtbot.addWidget(made)
    made.show_record("person", person_named(desk, "Ахметов"))
    return made


def card_of(page: RecordPage, section: str) -> SectionCard:
    return next(card for card in page.findChildren(SectionCard) if card.section.key == section)


def line_of(card: SectionCard, field: str) -> MarkedLine:
    assert card.form is not None
    line = card.form.boxes[field].editor.focusProxy()
    assert isinstance(line, MarkedLine)
    return line


def test_a_section_edited_is_one_change_of_what_was_changed(page: RecordPage, desk: Desk, qtbot: QtBot) -> None:
    card = card_of(page, "background")
    card.edit()
    line_of(card, "workplace").setText("Автопарк № 3")
    with qtbot.waitSignal(page.saved):
        page.perform(Act.RECORD)
    assert len(desk.records.saves) == 1
    type_, id_, changes, title = desk.records.saves[0]
    assert (type_, id_, changes) == ("person", person_named(desk, "Ахметов"), {"workplace": "Автопарк № 3"})
    assert "Background" in title
    assert card_of(page, "background").form is None


def test_a_section_left_untouched_writes_nothing(page: RecordPage, desk: Desk) -> None:
    page.perform(Act.EDIT)
    page.perform(Act.LEAVE)
    assert desk.records.saves == []


def test_leaving_a_section_records_it(page: RecordPage, desk: Desk) -> None:
    card = card_of(page, "background")
    card.edit()
    line_of(card, "workplace").setText("Автопарк")
    page.show_record("person", person_named(desk, "Лим"))
    assert desk.records.saves[0][2] == {"workplace": "Автопарк"}
    assert page.view is not None
    assert page.view.title.startswith("Лим")


def test_opening_another_section_records_the_first(page: RecordPage, desk: Desk) -> None:
    card = card_of(page, "background")
    card.edit()
    line_of(card, "workplace").setText("Автопарк")
    card_of(page, "protection").edit()
    assert desk.records.saves[0][2] == {"workplace": "Автопарк"}


def test_discarding_writes_nothing(page: RecordPage, desk: Desk) -> None:
    card = card_of(page, "background")
    card.edit()
    line_of(card, "workplace").setText("Автопарк")
    card.close_form()
    assert desk.records.saves == []


def unreadable(page: RecordPage) -> SectionCard:
    card = card_of(page, "identity")
    card.edit()
    line_of(card, "birth").setText("32 января")
    line_of(card, "description").setText("высокий")
    return card


def test_what_nobody_can_read_keeps_the_page(page: RecordPage, desk: Desk) -> None:
    card = unreadable(page)
    page.show_record("person", person_named(desk, "Лим"))
    assert page.view is not None
    assert page.view.title.startswith("Ахметов")
    assert card.form is not None
    assert desk.records.saves == []


def test_a_lock_keeps_all_of_it_as_a_draft_and_records_nothing(page: RecordPage, desk: Desk) -> None:
    unreadable(page)
    page.leave(at_once=True)
    assert desk.records.saves == []
    (draft,) = desk.drafts.kept.values()
    assert (draft["birth"], draft["description"]) == ("32 января", "высокий")


def test_a_refusal_stands_beside_the_field_and_the_form_stays(page: RecordPage, desk: Desk) -> None:
    card = card_of(page, "background")
    card.edit()
    line_of(card, "workplace").setText("Автопарк")
    desk.records.refuse = Invalid(SPECS["person"].fields["workplace"].label)
    page.perform(Act.RECORD)
    assert card.form is not None
    assert not card.form.boxes["workplace"].problem.isHidden()
    assert line_of(card, "workplace").text() == "Автопарк"


def test_a_full_disk_is_said_and_the_text_stays(page: RecordPage, desk: Desk, qtbot: QtBot) -> None:
    card = card_of(page, "background")
    card.edit()
    line_of(card, "workplace").setText("Автопарк")
    desk.records.refuse = DiskFull()
    with qtbot.waitSignal(page.failed) as said:
        page.perform(Act.RECORD)
    assert said.args is not None
    assert said.args[0].code == "disk-full"
    assert line_of(card, "workplace").text() == "Автопарк"


def test_a_conflict_shows_both_values_with_author_and_time_and_ends_in_place(page: RecordPage, desk: Desk) -> None:
    box = page.findChild(ConflictBox)
    words = [label.text() for label in box.findChildren(QWidget) if hasattr(label, "text")]
    assert {"водитель", "студент"} <= set(words)
    assert any(text.startswith("Serikova, 11 January 2022") for text in words)
    assert any(text.startswith("Omarov, 11 January 2022") for text in words)
    box.rows[1]._on_keep()
    assert desk.records.resolved == [(person_named(desk, "Ахметов"), "occupation", "студент")]
    drop_deleted()
    assert page.findChild(ConflictBox) is None


def test_a_new_record_is_written_only_when_something_was_typed(kit: PageKit, desk: Desk, qtbot: QtBot) -> None:
    page = RecordPage(kit)
    qtbot.addWidget(page)
    page.show_new("person")
    page.perform(Act.LEAVE)
    assert desk.records.saves == []
    page.show_new("person")
    line_of(card_of(page, "identity"), "description").setText("неизвестная женщина")
    page.perform(Act.RECORD)
    assert desk.records.saves[0][:3] == ("person", None, {"description": "неизвестная женщина"})
    assert page.view is not None
    assert page.view.id


def test_another_tab_takes_an_empty_form_away_and_records_one_that_was_begun(
    kit: PageKit, desk: Desk, qtbot: QtBot
) -> None:
    page = PlacePage(kit, [SPECS["person"], SPECS["organisation"]])
    qtbot.addWidget(page)
    page.record.show_new("person")
    page.tabs["organisation"].click()
    assert (page.record.view, desk.records.saves) == (None, [])
    page.tabs["person"].click()
    page.record.show_new("person")
    line_of(card_of(page.record, "identity"), "description").setText("неизвестная женщина")
    page.tabs["organisation"].click()
    assert page.record.view is None
    assert desk.records.saves[0][:3] == ("person", None, {"description": "неизвестная женщина"})
    assert page.address().tab == "organisation"


@pytest.mark.parametrize("type_", SPECS)
def test_every_type_has_a_page(kit: PageKit, desk: Desk, qtbot: QtBot, type_: str) -> None:
    page = RecordPage(kit)
    qtbot.addWidget(page)
    ids = desk.records.ids(type_)
    if ids:
        page.show_record(type_, ids[0])
        assert page.view is not None
        assert page.view.id == ids[0]
    page.show_new(type_)
    assert page.view is not None
    assert page.view.type == type_


@pytest.mark.parametrize("text", ["Akhmetov", "Ахметов", "ахметов данияр"])
def test_search_shows_hits_in_their_own_script(real_kit: PageKit, qtbot: QtBot, text: str) -> None:
    pane = ListPane(real_kit, SPECS["person"])
    qtbot.addWidget(pane)
    pane.search.setText(text)
    pane.search.textEdited.emit(text)
    row = pane.rows.row(0)
    assert row is not None
    assert row.title == "Akhmetov Daniyar"
    assert row.spans
    assert row.excerpt in ("", "Ахметов Данияр Серікұлы")


def test_an_empty_list_says_what_belongs_there(kit: PageKit, desk: Desk, qtbot: QtBot) -> None:
    desk.records.stored.clear()
    pane = ListPane(kit, SPECS["person"])
    qtbot.addWidget(pane)
    assert pane.stack.currentWidget() is not pane.view
    assert "Ctrl+N" in pane.empty.text()
    asked: list[str] = []
    pane.wanted_new.connect(asked.append)
    pane.first.click()
    assert asked == ["person"]


@pytest.fixture
def gates(kit: PageKit, vaults: Vaults) -> GateKit:
    return GateKit(vaults, kit.language, kit.look, kit.runner)


def test_a_wrong_passphrase_says_so_and_only_that(gates: GateKit, vaults: Vaults, qtbot: QtBot) -> None:
    page = UnlockPage(gates, vaults.found(), "light")
    qtbot.addWidget(page)
    opened: list[object] = []
    page.unlocked.connect(opened.append)
    page.passphrase.line.setText("wrong")
    page.open_button.click()
    assert page.said().startswith("The passphrase is wrong.")
    assert opened == []
    page.passphrase.line.setText(PASSPHRASE)
    page.open_button.click()
    assert len(opened) == 1
    assert page.passphrase.text() == ""


def test_the_passphrase_is_hidden_until_it_is_shown(gates: GateKit, vaults: Vaults, qtbot: QtBot) -> None:
    page = UnlockPage(gates, vaults.found(), "light")
    qtbot.addWidget(page)
    assert page.passphrase.line.echoMode() is MarkedLine.EchoMode.Password
    page.passphrase.show_button.click()
    assert page.passphrase.line.echoMode() is MarkedLine.EchoMode.Normal


def test_a_vault_is_made_and_its_recovery_key_proved(gates: GateKit, qtbot: QtBot) -> None:
    page = CreatePage(gates)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.created) as made:
        page.make_button.click()
    assert made.args is not None
    created = made.args[0]
    assert isinstance(created, Created)
    assert RECOVERY not in repr(created)
    recovery = RecoveryPage(gates, created)
    qtbot.addWidget(recovery)
    proved: list[object] = []
    recovery.proved.connect(proved.append)
    recovery.fields[0].setText("XXXX")
    recovery.perform(Act.RECORD)
    assert proved == []
    for number, field in zip(recovery.asked(), recovery.fields, strict=True):
        field.setText(RECOVERY.split("-")[number].lower())
    recovery.perform(Act.RECORD)
    assert proved == [created]


def test_a_short_passphrase_is_refused(gates: GateKit, qtbot: QtBot) -> None:
    page = CreatePage(gates)
    qtbot.addWidget(page)
    page.words.setText("short")
    page.make_button.click()
    assert page.said()


MAKERS: dict[str, Callable[[PageKit], QWidget]] = {
    "record": RecordPage,
    "quick": QuickPage,
    "place": lambda kit: PlacePage(kit, [SPECS["person"], SPECS["organisation"]]),
    "dossier": MakePage,
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_page_that_is_dropped_is_gone(app: QApplication, kit: PageKit, name: str) -> None:
    page = MAKERS[name](kit)
    if isinstance(page, RecordPage):
        page.show_record("person", kit.desk.records.ids("person")[0])
        page.perform(Act.EDIT)
    seen = weakref.ref(page)
    page.deleteLater()
    del page
    drop_deleted()
    assert seen() is None


def test_a_slot_that_closes_over_its_page_would_leak(app: QApplication, kit: PageKit) -> None:
    page = RecordPage(kit)
    seen = weakref.ref(page)

    def leave(kept: RecordPage = page) -> None:
        kept.leave()

    page.head.dossier_button.clicked.connect(leave)
    del page
    drop_deleted()
    assert seen() is not None
    seen().deleteLater()
    del leave
    drop_deleted()
    assert seen() is None


def test_a_list_row_is_told_to_screen_readers(kit: PageKit, qtbot: QtBot) -> None:
    pane = ListPane(kit, SPECS["person"])
    qtbot.addWidget(pane)
    assert pane.view.accessibleName() == "Persons"
    assert pane.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_saved_names_what_can_be_undone(page: RecordPage, qtbot: QtBot) -> None:
    card = card_of(page, "background")
    card.edit()
    line_of(card, "workplace").setText("Автопарк")
    with qtbot.waitSignal(page.saved) as said:
        page.perform(Act.RECORD)
    assert said.args is not None
    assert isinstance(said.args[0], Saved)
