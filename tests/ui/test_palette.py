"""Commands by name: in every language and by English words, never a dead one, keys shown, focus given back."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseapp.domain.names.fold import fold_words
from tests.support.desk import Desk, person_named
from tests.ui.keyboard import EN, RU, Keyboard
from ui.actions import ACTIONS, Act, spec_of
from ui.pages.place_page import PlacePage
from ui.windows.commands import distance, matching, offered
from ui.windows.main_window import MainWindow
from ui.windows.palette import Palette
from ui.windows.shell import Shell


def shell_of(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def acts(palette: Palette) -> list[Act]:
    return [entry.act for entry in palette.entries() if entry.act is not None]


@pytest.mark.parametrize(("typed", "text", "far"), [
    ("lock", "Lock", 0), ("chan rec", "Record the changes", 1), ("cor", "Record the changes", 2),
    ("rtc", "Record the changes", 3), ("xyz", "Record the changes", None), ("z", "Lock", None),
])
def test_a_few_letters_are_enough(typed: str, text: str, far: int | None) -> None:
    assert distance(fold_words(typed), text) == far


def test_an_action_is_found_in_russian_and_by_its_english_words() -> None:
    names = {Act.LOCK: ("Заблокировать", "Lock")}

    def words(spec: object) -> Sequence[str]:
        return names.get(getattr(spec, "act", Act.FIND), ())

    for typed in ("забл", "lock", "ЗАБЛ"):
        assert [spec.act for spec in matching(typed, ACTIONS, words)] == [Act.LOCK]


def test_what_cannot_be_done_is_not_offered() -> None:
    assert offered(lambda _act: False) == []
    assert [spec.act for spec in offered(lambda act: act is Act.EDIT)] == [Act.EDIT]


@pytest.mark.parametrize("layout", [EN, RU])
def test_enter_performs_and_what_was_done_comes_first_next_time(window: MainWindow, layout: str) -> None:
    keys, shell = Keyboard(window, layout), shell_of(window)
    keys.chord("K")
    assert not shell.commands.isHidden()
    assert QApplication.focusWidget() is shell.commands.line
    Keyboard(window, EN).type("go to evi")
    assert acts(shell.commands)[0] is Act.GO_EVIDENCE
    keys.press(Qt.Key.Key_Return)
    assert shell.commands.isHidden()
    assert shell.rail.buttons["evidence"].isChecked()
    keys.chord("K")
    assert acts(shell.commands)[0] is Act.GO_EVIDENCE
    assert shell.state.words("recent") == ["go_evidence"]


def test_escape_gives_the_focus_back(window: MainWindow) -> None:
    keys, shell = Keyboard(window, EN), shell_of(window)
    keys.chord("N")
    before = QApplication.focusWidget()
    keys.chord("K")
    keys.press(Qt.Key.Key_Escape)
    assert shell.commands.isHidden()
    assert QApplication.focusWidget() is before
    assert shell.page() is shell.quick


def test_only_what_this_page_can_do_is_offered(window: MainWindow, desk: Desk) -> None:
    shell = shell_of(window)
    shell.perform(Act.COMMANDS)
    assert Act.EDIT not in acts(shell.commands)
    assert Act.UNDO not in acts(shell.commands)
    shell.open_record("person", person_named(desk, "Лим"))
    shell.perform(Act.COMMANDS)
    shell.perform(Act.COMMANDS)
    assert Act.EDIT in acts(shell.commands)
    assert Act.RECORD not in acts(shell.commands)


def test_undo_stands_there_by_its_name(window: MainWindow, desk: Desk) -> None:
    shell = shell_of(window)
    desk.records.save("person", None, {}, "Add lawyer")
    shell.undoing.look()
    assert shell.words(spec_of(Act.UNDO)) == "Undo “Add lawyer”"
    shell.perform(Act.COMMANDS)
    Keyboard(window, EN).type("undo")
    assert shell.commands.entries()[1].text == "Undo “Add lawyer”"
    assert shell.commands.entries()[1].keys == "Ctrl+Z"


def test_records_are_found_there_too(window: MainWindow, desk: Desk) -> None:
    keys, shell = Keyboard(window, EN), shell_of(window)
    keys.chord("K")
    keys.type("akhmetov daniyar")
    entries = shell.commands.entries()
    assert next(entry.text for entry in entries if entry.heading) == "Persons"
    keys.press(Qt.Key.Key_Return)
    page = shell.page()
    assert isinstance(page, PlacePage)
    assert page.record.view is not None
    assert page.record.view.id == person_named(desk, "Ахметов")


def test_nothing_found_is_said(window: MainWindow) -> None:
    keys, shell = Keyboard(window, EN), shell_of(window)
    keys.chord("K")
    keys.type("xylophone")
    assert [entry.heading for entry in shell.commands.entries()] == [True]
    keys.press(Qt.Key.Key_Return)
    assert not shell.commands.isHidden()
