"""The law in Settings: found by number or word, what nobody checked marked; and the slip in a charge said beside it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.desk import RESOURCES, Desk
from tests.support.live import Live
from tests.support.seen import words
from tests.ui.conftest import ENGLISH, drop_deleted
from ui.bridge.inline import InlineRunner
from ui.pages.page import PageKit
from ui.pages.settings.law_page import LawPage
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT


@pytest.fixture
def page(app: QApplication) -> Iterator[LawPage]:
    made = LawPage(PageKit(Desk(ENGLISH), ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner()))
    made.resize(900, 560)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    drop_deleted()


def find(page: LawPage, text: str) -> list[str]:
    page.text.setText(text)
    page.look()
    return [line.title for line in page.articles.shown]


def test_an_article_is_found_by_number_and_by_word_in_any_language(page: LawPage) -> None:
    assert find(page, "255") == ["255 CC – Act of terrorism"]
    assert find(page, "массовые бес") == ["272 CC – Mass riots"]
    assert find(page, "xyz") == []
    assert "Nothing in the list has these words." in words(page)


def test_versions_and_marks_are_said(page: LawPage) -> None:
    find(page, "146")
    assert [line.title for line in page.articles.shown] == [
        "146 CC – Torture", "146 CC – Cruel, inhuman or degrading treatment, torture"]
    assert "in force until 31 December 2022" in page.articles.shown[0].detail
    assert page.articles.shown[0].marks == ("Not verified",)
    find(page, "158")
    assert page.articles.shown[0].marks == ()


def test_one_law_at_a_time(page: LawPage) -> None:
    page.law.choose("ced")
    page.law.activated.emit(page.law.currentIndex())
    assert len(page.articles.shown) == 8
    assert all(line.title.startswith("CED") for line in page.articles.shown)


def test_a_slip_in_a_charge_is_said_with_the_likely_number(app: QApplication, live: Live) -> None:
    desk = live.empty()
    person = desk.records.save("person", None, {"occupation": "driver"}, "Change").ids[0]
    values: dict[str, object] = {"person": person, "code": "criminal", "article": "ч. 1 ст. 225 УК"}
    charge = desk.records.save("charge", None, values, "Change").ids[0]
    said = [note.words for note in desk.records.get(charge).notes if note.field == "article"]
    assert said == ["Article 225 is not in the list of this program. It may be a slip for 255."]
    desk.records.save("charge", charge, {"article": "ст. 255", "listed": "cc_255"}, "Change")
    assert not [note for note in desk.records.get(charge).notes if note.field in ("article", "listed")]
