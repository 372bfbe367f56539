"""The shell over a real vault: places, folding, zoom, another look without losing anything, the window remembered."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseapp.domain.names.person_name import PersonName
from tests.support.active import activate
from tests.support.live import Live
from tests.support.source import ROOT
from tests.ui.conftest import RESOURCES, drop_deleted
from tests.ui.keyboard import EN, KK, RU, Keyboard
from ui.actions import PLACE_ACTS, Act
from ui.address import Address
from ui.bridge.inline import InlineRunner
from ui.bridge.notify import Notice
from ui.desk.vault import VaultLocked
from ui.pages.place_page import PlacePage
from ui.style.icons import Icons
from ui.style.tokens import DARK, MEASURES
from ui.windows.dress import ZOOMS
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow
from ui.windows.shell import Shell

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(app: QApplication, live: Live, qtbot: QtBot) -> Iterator[MakeWindow]:
    made: list[MainWindow] = []

    def make(language: str = "en", place: str = "people") -> MainWindow:
        setup = WindowSetup(live.vaults, live.app.language, Icons(RESOURCES / "icons"), {}, language, "light",
                            make_runner=lambda _lanes: InlineRunner())
        window = MainWindow(app, setup)
        window.show()
        activate(window, qtbot)
        window.enter(live.sample(language))
        if place:
            shell_of(window).go(place)
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    made.clear()
    drop_deleted()


def shell_of(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def place_of(window: MainWindow) -> PlacePage:
    page = shell_of(window).page()
    assert isinstance(page, PlacePage)
    return page


@pytest.mark.parametrize("layout", [EN, RU, KK])
def test_every_place_has_a_key_by_its_position(open_window: MakeWindow, layout: str) -> None:
    window = open_window()
    keys = Keyboard(window, layout)
    shell = shell_of(window)
    keys.alt("C")
    assert shell.rail.buttons["cases"].isChecked()
    keys.alt("P")
    assert shell.rail.buttons["people"].isChecked()
    assert not shell.rail.buttons["cases"].isChecked()


class Windows(QObject):
    """Hears of every widget that comes up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_no_page_comes_up_as_a_window_of_its_own(open_window: MakeWindow, app: QApplication) -> None:
    """A widget that is shown before it has its place takes the keyboard from whoever is typing."""
    shell = shell_of(open_window(place=""))
    heard = Windows()
    app.installEventFilter(heard)
    for place in shell.places.values():
        for tab in (*place.types, *(tab.key for tab in place.tabs)):
            shell.show_address(Address(place=place.key, tab=tab))
    assert heard.shown == []
    loose = QPushButton()
    loose.show()  # the control
    assert heard.shown == ["QPushButton"]
    loose.hide()
    app.removeEventFilter(heard)


def test_a_place_that_is_not_here_is_not_offered(open_window: MakeWindow) -> None:
    shell = shell_of(open_window())
    for key, act in PLACE_ACTS.items():
        assert shell.can(act) == (key in shell.places)


def test_the_rail_folds_where_there_is_no_room_and_where_it_is_wanted(open_window: MakeWindow, qtbot: QtBot) -> None:
    window = open_window()
    shell = shell_of(window)
    assert not shell.rail.folded
    shell.perform(Act.RAIL)
    assert shell.rail.folded
    assert shell.rail.width() == MEASURES.rail_folded
    assert shell.rail.buttons["people"].accessibleName() == "People"
    assert shell.rail.buttons["people"].toolTip() == "People   Alt+P"
    shell.perform(Act.RAIL)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: shell.rail.folded)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: not shell.rail.folded)


def test_a_number_stands_beside_a_place_only_when_something_waits(open_window: MakeWindow) -> None:
    shell = shell_of(open_window())
    place_of(shell.window()).waits.emit("evidence", 4)
    entry = shell.rail.buttons["evidence"]
    assert entry.accessibleName() == "Evidence, 4 wait"
    before = entry.grab().toImage()
    place_of(shell.window()).waits.emit("evidence", 0)
    assert entry.accessibleName() == "Evidence"
    assert entry.grab().toImage() != before


def test_zoom_is_taken_in_place_and_kept_in_the_vault(open_window: MakeWindow) -> None:
    window = open_window()
    shell = shell_of(window)
    shell.open_record("person", shell.kit.desk.records.ids("person")[0])
    shell.perform(Act.EDIT)
    field = QApplication.focusWidget()
    small = field.fontMetrics().height()
    Keyboard(window, EN).zoom("=")
    assert shell_of(window) is shell
    assert QApplication.focusWidget() is field
    assert field.fontMetrics().height() > small
    for _ in ZOOMS:
        shell.perform(Act.ZOOM_IN)
    assert shell.kit.look.zoom == 2
    assert shell.kit.desk.settings.get("zoom") == 200
    shell.perform(Act.ZOOM_NONE)
    assert shell.kit.desk.settings.get("zoom") == 100
    assert field.fontMetrics().height() == small


def test_the_keys_of_zoom_work_in_the_kazakh_layout(open_window: MakeWindow) -> None:
    window = open_window()
    keys = Keyboard(window, KK)
    keys.zoom("=")
    assert shell_of(window).kit.look.zoom == 1.1
    keys.zoom("-")
    keys.zoom("-")
    assert shell_of(window).kit.look.zoom == 0.9
    keys.zoom("0")
    assert shell_of(window).kit.look.zoom == 1


def test_another_theme_and_language_leave_the_person_where_he_was(open_window: MakeWindow) -> None:
    window = open_window()
    shell = shell_of(window)
    person = shell.kit.desk.records.ids("person")[1]
    shell.open_record("person", person)
    shell.perform(Act.THEME_DARK)
    again = shell_of(window)
    assert again is not shell
    assert again.kit.look.theme is DARK
    assert place_of(window).record.view is not None
    assert place_of(window).record.view.id == person
    again.perform(Act.SPEAK_RU)
    assert shell_of(window).rail.buttons["people"].text() == "Люди"
    assert shell_of(window).kit.look.theme is DARK
    view = place_of(window).record.view
    assert view is not None
    assert view.id == person
    settings = shell_of(window).kit.desk.settings
    assert (settings.get("theme"), settings.get("language")) == ("dark", "ru")


def test_what_is_typed_survives_another_language(open_window: MakeWindow) -> None:
    window = open_window()
    keys = Keyboard(window, EN)
    keys.chord("N")
    keys.type("Zhanov")
    shell_of(window).perform(Act.SPEAK_KK)
    shell = shell_of(window)
    assert shell.page() is shell.quick
    assert shell.quick.who.text() == "Zhanov"


def test_a_form_is_recorded_before_the_look_changes(open_window: MakeWindow) -> None:
    window = open_window()
    shell = shell_of(window)
    person = shell.kit.desk.records.ids("person")[0]
    shell.open_record("person", person)
    before = place_of(window).record.view
    shell.perform(Act.EDIT)
    Keyboard(window, EN).type("Q")
    shell.perform(Act.THEME_DARK)
    view = place_of(window).record.view
    assert before is not None
    assert view is not None
    assert view.seen != before.seen


def test_the_system_may_go_dark_while_the_vault_is_open(
        open_window: MakeWindow, app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window()
    shell_of(window).perform(Act.THEME_SYSTEM)
    before = shell_of(window)
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert shell_of(window) is before  # it went nowhere
    monkeypatch.setattr("ui.windows.dress.system_theme", lambda _app: DARK)
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert shell_of(window).kit.look.theme is DARK


def test_the_window_is_remembered_in_the_vault_and_nowhere_else(open_window: MakeWindow, qtbot: QtBot) -> None:
    window = open_window()
    shell = shell_of(window)
    person = shell.kit.desk.records.ids("person")[2]
    shell.open_record("person", person)
    shell.perform(Act.RAIL)
    window.resize(1300, 700)
    qtbot.waitUntil(lambda: shell.width() == 1300)
    place_of(window).widened.emit(420)
    shell.lock()
    again = open_window(place="")
    screen = again.screen().availableGeometry()  # never larger than that
    assert (again.width(), again.height()) == (max(900, min(1300, screen.width())), min(700, screen.height()))
    assert shell_of(again).rail.folded
    view = place_of(again).record.view
    assert view is not None
    assert view.id == person
    assert shell_of(again).state.number("list") == 420
    assert not [path for path in (ROOT / "ui").rglob("*.py") if "QSettings" in path.read_text("utf-8")]


def test_back_and_forward_stand_in_the_header(open_window: MakeWindow) -> None:
    window = open_window()
    shell = shell_of(window)
    assert not shell.header.forward.isEnabled()
    shell.go("cases")
    shell.go("evidence")
    QTest.mouseClick(shell.header.back, Qt.MouseButton.LeftButton)
    assert shell.rail.buttons["cases"].isChecked()
    assert shell.header.forward.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert shell.rail.buttons["evidence"].isChecked()
    assert not shell.header.forward.isEnabled()


def test_escape_leaves_the_sheet_of_keys_for_the_page_before(open_window: MakeWindow) -> None:
    shell = shell_of(open_window())
    shell.go("cases")
    shell.perform(Act.HELP)
    shell.perform(Act.LEAVE)
    assert shell.rail.buttons["cases"].isChecked()


def test_undo_and_redo_by_name_with_keys(open_window: MakeWindow) -> None:
    window = open_window()
    shell, desk = shell_of(window), shell_of(window).kit.desk
    assert shell.footer.undo_button.isHidden()  # what was written before this sitting is not offered
    person = desk.records.ids("person")[0]
    for work in ("driver", "miner"):
        shell.quick.saved.emit(desk.records.save("person", person, {"occupation": work}, f"Now {work}"))
    assert shell.footer.undo_button.text() == "Undo “Now miner”"
    keys = Keyboard(window, RU)
    keys.chord("Z")
    assert shell.footer.told() == "Undone: “Now miner”. It stays in the history."
    assert desk.records.get(person).fields["occupation"].value == "driver"
    assert shell.footer.undo_button.text() == "Undo “Now driver”"
    assert shell.footer.redo_button.text() == "Redo “Now miner”"
    keys.chord("Z", shift=True)
    assert desk.records.get(person).fields["occupation"].value == "miner"
    assert shell.footer.redo_button.isHidden()
    assert not shell.can(Act.REDO)
    keys.chord("Z", shift=True)
    assert shell.notices.texts() == ["Not done. There is nothing to redo."]


def test_undo_never_changes_an_answer_about_consent_but_a_person_may(open_window: MakeWindow) -> None:
    window = open_window()
    shell, records = shell_of(window), shell_of(window).kit.desk.records
    person = records.ids("person")[0]
    consent = records.save("consent", None, {"subject": person, "store": "no"}, "Asked").ids[0]
    shell.quick.saved.emit(records.save("consent", consent, {"store": "yes"}, "Asked again"))
    shell.perform(Act.UNDO)
    assert records.get(consent).fields["store"].value == "yes"
    assert "undo never changes it by itself" in shell.notices.texts()[0]
    row = shell.notices.rows[0]
    assert row.action.text() == "Answer as before"
    QTest.mouseClick(row.action, Qt.MouseButton.LeftButton)
    assert records.get(consent).fields["store"].value == "no"
    assert shell.notices.rows == []
    assert shell.footer.told() == "Answered as before; the history shows both answers."


def test_undo_outlives_another_language(open_window: MakeWindow) -> None:
    window = open_window()
    shell, records = shell_of(window), shell_of(window).kit.desk.records
    shell.quick.saved.emit(records.save("person", records.ids("person")[0], {"occupation": "driver"}, "Now driver"))
    shell.perform(Act.SPEAK_RU)
    assert shell_of(window).undoing.takeable.undo == "Now driver"
    shell_of(window).perform(Act.UNDO)
    assert shell_of(window).undoing.takeable.redo == "Now driver"


def test_a_vault_locked_in_another_language_is_locked_for_both(open_window: MakeWindow, live: Live) -> None:
    window = open_window()
    before = shell_of(window).kit.desk
    shell_of(window).perform(Act.SPEAK_RU)
    after = shell_of(window).kit.desk
    assert after is not before
    shell_of(window).lock()
    for desk in (before, after):
        with pytest.raises(VaultLocked):
            desk.records.ids("person")


def test_several_notices_stand_one_above_the_other_and_each_once(open_window: MakeWindow) -> None:
    window = open_window()
    shell = shell_of(window)
    for code in ("a", "b", "a", "c", "d"):
        shell.notices.show_notice(Notice("Not done", f"What {code}.", "", code))
    assert shell.notices.texts() == [f"Not done. What {code}." for code in ("d", "c", "a")]
    QTest.mouseClick(shell.notices.rows[1].close_button, Qt.MouseButton.LeftButton)
    assert shell.notices.texts() == [f"Not done. What {code}." for code in ("d", "a")]
    shell.notices.clear()
    assert shell.notices.isHidden()


def test_search_marks_groups_and_offers_the_whole_list(open_window: MakeWindow) -> None:
    window = open_window()
    shell = shell_of(window)
    for number in range(7):
        shell.kit.desk.records.save("person", None, {"names": (PersonName(f"Шопанов Нур{number}"),)}, "New")
    keys = Keyboard(window, EN)
    keys.chord("F")
    keys.type("shopanov")
    entries = shell.header.search.offers.found.entries
    assert entries[0].text == "Persons"
    hits = [entry.hit for entry in entries if entry.hit]
    assert len(hits) == 5
    assert hits[0].excerpt.startswith("Шопанов")
    assert hits[0].spans[0] == (0, 7)
    assert entries[-1].text == "Show all 7 in Persons"
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_Return)
    page = place_of(window)
    assert page.panes["person"].search.text() == "shopanov"
    assert page.panes["person"].rows.rowCount() == 7
