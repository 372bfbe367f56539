"""The window: keys by place in three layouts, undo, lock drops everything, no stray windows, focus ring."""

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.desk import Desk, Vaults, person_named
from tests.ui.conftest import drop_deleted
from tests.ui.keyboard import EN, KK, RU, Keyboard
from ui.actions import ACTIONS, Act, keys_of
from ui.pages.create_pages import CreatePage
from ui.pages.help_page import HelpPage
from ui.pages.place_page import PlacePage
from ui.pages.unlock_page import UnlockPage
from ui.windows.main_window import MainWindow


def test_every_key_is_a_chord_or_a_function_key() -> None:
    for spec in ACTIONS:
        for keys in spec.keys:
            assert "+" in keys or keys in ("F1", "F2", "F6", "F8", "Esc")
            # A digit only with Ctrl, and then matched by its place: the Kazakh layout has none.
            assert not keys[-1].isdigit() or keys.startswith(("Ctrl+", "F"))
    assert len({keys for spec in ACTIONS for keys in spec.keys}) == sum(len(spec.keys) for spec in ACTIONS)
    assert {spec.act for spec in ACTIONS} == set(Act)


@pytest.mark.parametrize("layout", [EN, RU, KK])
def test_chords_work_by_place_in_every_layout(window: MainWindow, desk: Desk, layout: str) -> None:
    keys = Keyboard(window, layout)
    shell = window.shell
    assert shell is not None
    keys.chord("N")
    assert shell.page() is shell.quick
    keys.chord("F")
    assert QApplication.focusWidget() is shell.header.search.line
    keys.chord("L")
    assert desk.locks == 1
    assert window.shell is None


def test_without_places_a_cyrillic_chord_does_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shell, actions = window.shell, window._actions
    assert shell is not None
    assert actions is not None
    monkeypatch.setattr(actions, "by_place", lambda _event: False)
    Keyboard(window, RU).chord("N")
    assert shell.page() is not shell.quick


def test_saved_offers_undo_and_undo_is_said(window: MainWindow, desk: Desk) -> None:
    shell = window.shell
    assert shell is not None
    shell.open_record("person", person_named(desk, "Лим"))
    shell.perform(Act.EDIT)
    page = shell.page()
    assert isinstance(page, PlacePage)
    QApplication.focusWidget().setText("Лим Алексей")
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.records.saves) == 1
    assert not shell.footer.undo_button.isHidden()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.undoing.undone) == 1
    assert shell.footer.undo_button.isHidden()
    assert not shell.footer.redo_button.isHidden()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.undoing.undone == []
    assert not shell.footer.undo_button.isHidden()


def test_escape_leaves_the_quick_page_and_keeps_the_draft(window: MainWindow, desk: Desk) -> None:
    keys = Keyboard(window, EN)
    keys.chord("N")
    keys.type("Zhanov")
    keys.press(Qt.Key.Key_Escape)
    shell = window.shell
    assert shell is not None
    assert shell.page() is not shell.quick
    assert desk.drafts.kept["quick"]["who"] == "Zhanov"


def test_a_lock_keeps_drafts_and_drops_every_page(window: MainWindow, desk: Desk) -> None:
    keys = Keyboard(window, EN)
    keys.chord("N")
    keys.type("Zhanov")
    seen = weakref.ref(window.shell)
    keys.chord("L")
    drop_deleted()
    gc.collect()
    assert desk.drafts.kept["quick"]["who"] == "Zhanov"
    assert desk.locks == 1
    assert seen() is None
    assert isinstance(window.gate(), UnlockPage)


def test_closing_locks_first(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.close()
    assert desk.locks == 1
    qtbot.waitUntil(lambda: not window.isVisible())


def test_walking_the_list(window: MainWindow) -> None:
    shell = window.shell
    assert shell is not None
    shell.go("people")
    shell.perform(Act.NEXT)
    page = shell.page()
    assert isinstance(page, PlacePage)
    first = page.record.view
    shell.perform(Act.NEXT)
    assert page.record.view is not first
    shell.perform(Act.PREVIOUS)
    assert first is not None
    assert page.record.view is not None
    assert page.record.view.id == first.id


def test_find_from_anywhere_opens_the_record_in_its_place(window: MainWindow, desk: Desk) -> None:
    keys = Keyboard(window, EN)
    keys.chord("F")
    keys.type("akhmetov daniyar")
    shell = window.shell
    assert shell is not None
    assert not shell.header.search.offers.isHidden()
    keys.press(Qt.Key.Key_Return)
    page = shell.page()
    assert isinstance(page, PlacePage)
    assert page.record.view is not None
    assert page.record.view.id == person_named(desk, "Ахметов")


def test_the_sheet_of_keys_is_the_registry(window: MainWindow) -> None:
    shell = window.shell
    assert shell is not None
    shell.perform(Act.HELP)
    page = shell.page()
    assert isinstance(page, HelpPage)
    words = {label.text() for label in page.findChildren(type(shell.footer.words))}
    assert {keys_of(spec.act) for spec in ACTIONS if spec.keys} <= words


def test_the_focus_ring_follows_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    Keyboard(window, EN).chord("N")
    ring = window._ring
    assert ring is not None
    qtbot.waitUntil(lambda: ring._ring is not None and ring._ring.isVisible())
    first = ring._ring
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert ring._ring is not first
    target = ring._target
    assert target is QApplication.focusWidget()
    assert ring._ring is not None
    assert ring._ring.geometry().contains(target.geometry().adjusted(-3, -3, 3, 3))


def test_the_title_of_the_window_tells_nobody_anything(window: MainWindow, desk: Desk) -> None:
    shell = window.shell
    assert shell is not None
    shell.open_record("person", person_named(desk, "Ахметов"))
    assert window.windowTitle() == "Caseapp"


def test_no_vault_yet_begins_with_making_one(make_window: Callable[[], MainWindow], vaults: Vaults) -> None:
    vaults.places.clear()
    assert isinstance(make_window().gate(), CreatePage)


def test_another_theme_builds_the_gate_again(make_window: Callable[[], MainWindow]) -> None:
    window = make_window()
    gate = window.gate()
    assert isinstance(gate, UnlockPage)
    gate.look_chosen.emit("dark", "en")
    again = window.gate()
    assert again is not gate
    assert isinstance(again, UnlockPage)
    assert again.theme.chosen() == "dark"
