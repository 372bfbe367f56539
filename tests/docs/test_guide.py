"""The guide tells the truth about names: its pictures, keys, words of the window and pages exist, in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from caseapp.domain.guide import CHAPTERS, WRITTEN, Chapter, Kind, read
from tests.support.source import ROOT
from ui.actions import ACTIONS, keys_of
from ui.pages.gate_help import TOPICS
from ui.windows.places import PLACES

TEXTS = ROOT / "resources" / "guide"
PICTURES = ROOT / "docs" / "guide" / "pictures"
ALL = [(code, key) for code in WRITTEN for key in CHAPTERS]
MOST_BYTES = 3_000_000


def text(code: str, key: str) -> str:
    return (TEXTS / code / f"{key}.md").read_text(encoding="utf-8")


def chapter(code: str, key: str) -> Chapter:
    return read(key, text(code, key), code)


def pictures(source: str) -> set[str]:
    """The pictures that a text shows, from the root of the project."""
    found = re.findall(r"!\[[^]]+]\(([^)]+)\)", source)
    return {str((TEXTS / "en" / each).resolve().relative_to(ROOT)) for each in found}


def unknown_keys(source: str) -> set[str]:
    """Keys in backquotes that no action has."""
    known = {keys_of(spec.act) for spec in ACTIONS} | {each for spec in ACTIONS for each in spec.keys}
    return set(re.findall(r"`([^`]+)`", source)) - known


def words(code: str) -> set[str]:
    """Everything that the window can say in this language, placeholders and markers of the keys aside."""
    with (ROOT / "resources" / "i18n" / "ru" / "LC_MESSAGES" / "caseapp.po").open("rb") as stream:
        catalogue = read_po(stream, locale="ru")
    said: set[str] = set()
    for message in catalogue:
        for each in (message.id if code == "en" else message.string,):
            said |= {each} if isinstance(each, str) else set(each)
    return said


def unknown_words(source: str, code: str) -> set[str]:
    """What a text calls words of the window, and the window never says."""
    return set(re.findall(r"\*\*(.+?)\*\*", source)) - words(code)


def unknown_topics(found: Chapter) -> set[str]:
    """Pages that a section says it belongs to, and that are not there."""
    known = {"quick", "record", *TOPICS}
    for place in PLACES:
        known |= {place.key, *(f"{place.key}/{part}" for part in (*place.types, *(tab.key for tab in place.tabs)))}
    return {topic for section in found.sections for topic in section.topics} - known


def shape(found: Chapter) -> list[object]:
    """What both languages must have in common: the sections, their pages, their steps and points."""
    return [[block.kind for block in found.blocks if block.kind is not Kind.TEXT],
            *((section.topics, [block.kind for block in section.blocks]) for section in found.sections)]


@pytest.mark.parametrize("key", CHAPTERS)
def test_both_languages_say_the_same_in_the_same_order(key: str) -> None:
    english, russian = chapter("en", key), chapter("ru", key)
    assert english.title
    assert len(english.sections) >= 5
    assert shape(english) == shape(russian)


def test_a_section_that_one_language_lacks_is_noticed() -> None:
    cut = re.sub(r"<!-- topic: home -->.*?(?=<!--)", "", text("ru", "monitor"), flags=re.DOTALL)
    assert shape(read("monitor", cut, "ru")) != shape(chapter("en", "monitor"))


@pytest.mark.parametrize("key", CHAPTERS)
def test_what_a_machine_translated_says_so(key: str) -> None:
    assert "переведено машиной" in text("ru", key) or "сделан машиной" in text("ru", key)


@pytest.mark.parametrize(("code", "key"), ALL)
def test_every_key_exists(code: str, key: str) -> None:
    assert not unknown_keys(text(code, key))


@pytest.mark.parametrize(("code", "key"), ALL)
def test_every_word_of_the_window_is_said_by_the_window(code: str, key: str) -> None:
    assert not unknown_words(text(code, key), code)


@pytest.mark.parametrize(("code", "key"), ALL)
def test_every_page_exists(code: str, key: str) -> None:
    assert not unknown_topics(chapter(code, key))


def test_names_that_do_not_exist_are_noticed() -> None:
    planted = "Press `Ctrl+Q` and **Dance**.\n\n<!-- topic: cellar -->\n## Dancing\n"
    assert unknown_keys(planted) == {"Ctrl+Q"}
    assert unknown_words(planted, "en") == {"Dance"}
    assert unknown_topics(read("dance", planted, "en")) == {"cellar"}
    assert unknown_words("**Back up now**", "ru")
    assert not unknown_words("**Back up now**", "en")


def test_every_place_of_the_rail_has_help() -> None:
    topics = {topic for key in CHAPTERS for section in chapter("en", key).sections for topic in section.topics}
    assert set(TOPICS) <= topics, "whoever cannot open the vault has nothing else to read"
    without = {place.key for place in PLACES if not any(each.split("/")[0] == place.key for each in topics)}
    assert not without


def test_the_pictures_are_those_that_are_shown() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"!\[[^]]+]\(([^)]+)\)", readme))
    for code, key in ALL:
        shown |= pictures(text(code, key))
    made = {str(path.relative_to(ROOT)) for path in PICTURES.rglob("*.png")}
    assert shown == made
    assert {Path(each).parent.name for each in made} == set(WRITTEN)
    assert sum((ROOT / each).stat().st_size for each in made) < MOST_BYTES


@pytest.mark.parametrize(("code", "key"), ALL)
def test_a_text_shows_the_pictures_of_its_language(code: str, key: str) -> None:
    assert {Path(each).parent.name for each in pictures(text(code, key))} <= {code}


@pytest.mark.parametrize(("code", "key"), ALL)
def test_only_the_part_of_markdown_that_the_window_shows_is_used(code: str, key: str) -> None:
    found = chapter(code, key)
    blocks = [*found.blocks, *(block for section in found.sections for block in section.blocks)]
    wrong = [block.text for block in blocks if re.search(r"[*`|<>\[\]#]|https?:", block.text)]
    assert not wrong
    assert all(section.blocks for section in found.sections)


def test_the_index_leads_to_every_chapter() -> None:
    index = (ROOT / "docs" / "guide" / "README.md").read_text(encoding="utf-8")
    for code, key in ALL:
        assert f"(../../resources/guide/{code}/{key}.md)" in index
