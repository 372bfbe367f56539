"""Help: what the guide says about the page that was shown, in the words of the window's language, by keyboard alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.screens.render import language_of
from tests.ui.conftest import drop_deleted
from ui.actions import ACTIONS, Act, keys_of
from ui.address import Address
from ui.pages.help_page import HERE, KEYS, HelpPage, topics
from ui.pages.page import PageKit
from ui.widgets.labels import PlainLabel
from ui.windows.shell import Shell


def said(page: HelpPage) -> list[str]:
    return [label.text() for label in page.area.widget().findChildren(PlainLabel)]


@pytest.fixture
def make_shell() -> Iterator[Callable[[PageKit], Shell]]:
    made: list[Shell] = []

    def make(kit: PageKit) -> Shell:
        made.append(Shell(kit))
        return made[-1]

    yield make
    for shell in made:
        shell.deleteLater()
    made.clear()
    drop_deleted()


@pytest.fixture
def shell(make_shell: Callable[[PageKit], Shell], real_kit: PageKit) -> Shell:
    return make_shell(real_kit)


@pytest.mark.parametrize(("address", "title"), [
    (Address("home"), "Home: what waits today"),
    (Address("exchange", "receive"), "Receive"),
    (Address("exchange", "history"), "Set aside, take in again"),
    (Address("settings", "backup"), "Backups"),
    (Address("dossiers", "make"), "Prepare a dossier"),
])
def test_the_part_about_the_page_and_every_key_beneath(shell: Shell, address: Address, title: str) -> None:
    shell.show_address(address)
    shell.perform(Act.HELP)
    assert shell.page() is shell.help
    words = said(shell.help)
    assert words[0] == title
    assert {keys_of(spec.act) for spec in ACTIONS if spec.keys} <= set(words)
    assert words.index(title) < words.index("Keys")
    shell.perform(Act.LEAVE)
    assert shell._here().place == address.place


def test_an_open_record_comes_before_its_list(shell: Shell) -> None:
    shell.show_address(Address(type="person", id=shell.kit.desk.records.ids("person")[0]))
    shell.perform(Act.HELP)
    words = said(shell.help)
    assert words.index("Read and correct a record") < words.index("Lists and filters")


def test_the_quick_page_has_its_own(shell: Shell) -> None:
    shell.perform(Act.NEW)
    shell.perform(Act.HELP)
    assert said(shell.help)[0] == "Record in under a minute"


def test_a_page_that_the_guide_does_not_know_is_told_so(shell: Shell) -> None:
    shell.show_address(Address("settings", "activity"))
    shell.perform(Act.HELP)
    assert said(shell.help)[0].startswith("The guide says nothing about this page alone.")


def test_a_chapter_is_reached_from_about_and_by_the_tabs(shell: Shell) -> None:
    shell.show_address(Address("help", "safety"))
    assert shell.help.buttons["safety"].isChecked()
    assert "You are forced to give the passphrase" in said(shell.help)
    QTest.keyClick(shell.help.buttons[KEYS], Qt.Key.Key_Space)
    assert "You are forced to give the passphrase" not in said(shell.help)
    assert "Keys" in said(shell.help)
    QTest.keyClick(shell.help.buttons[HERE], Qt.Key.Key_Space)
    assert said(shell.help)[0] == "Home: what waits today"


def test_a_chapter_is_reached_from_help_itself(shell: Shell) -> None:
    shell.perform(Act.HELP)
    shell.show_address(Address("help", "safety"))
    assert shell.help.buttons["safety"].isChecked()


def test_help_inside_help_changes_nothing(shell: Shell) -> None:
    shell.show_address(Address("exchange", "receive"))
    shell.perform(Act.HELP)
    shell.perform(Act.HELP)
    assert said(shell.help)[0] == "Receive"


def test_a_kazakh_window_shows_the_russian_text_and_says_so(
    make_shell: Callable[[PageKit], Shell], real_kit: PageKit
) -> None:
    desk = real_kit.desk.speak("kk")
    shell = make_shell(replace(real_kit, desk=desk, language=language_of("kk")))
    shell.perform(Act.HELP)
    words = said(shell.help)
    assert desk.guide.code == "ru"
    assert words[0] == shell.kit.tr("The guide is not translated into this language yet; here it stands in Russian.")
    assert "Главная: что ждёт сегодня" in words


def test_nothing_in_the_text_is_markup_or_a_link(shell: Shell) -> None:
    for chapter in shell.kit.desk.guide.chapters:
        shell.help.show_part(chapter.key)
        labels = shell.help.area.widget().findChildren(PlainLabel)
        assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
        assert not any(mark in label.text() for label in labels for mark in ("**", "`", "<!--", "!["))


def test_a_record_is_a_topic_only_where_one_is_open() -> None:
    assert topics(Address("people", "person")) == ("people/person", "people")
    assert topics(Address("people", "person", "person", "1"))[0] == "record"
    assert topics(Address("dossiers", "make", "case", "1")) == ("dossiers/make", "dossiers")
