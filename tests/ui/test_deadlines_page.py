"""Deadlines over a real vault: a tab of Cases, filters, the way to the record, paper and a calendar file."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.moment import Moment
from caseapp.services.edits import Edit
from tests.support.desk import RESOURCES
from tests.support.live import Live, session_of
from tests.ui.conftest import ENGLISH
from ui.address import Address
from ui.bridge.inline import InlineRunner
from ui.pages.deadlines_page import DeadlinesPage
from ui.pages.page import PageKit
from ui.pages.place_page import PlacePage
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT
from ui.windows.places import PLACES

ALMATY = "Asia/Almaty"


@pytest.fixture
def kit(app: QApplication, live: Live) -> PageKit:
    """A new vault; its clock stands on 11 January 2022, about noon in Greenwich."""
    return PageKit(live.empty(), ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())


def record(kit: PageKit) -> tuple[str, str]:
    session = session_of(kit)
    who, step, task = (session.records.new_id() for _ in range(3))
    session.records.save([
        Edit("person", who, {"description": "Akhmetov Daniyar"}),
        Edit("remedy_step", step, {"persons": (who,), "reply_due": Moment("2022-01-14", zone=ALMATY)}),
        Edit("hearing", session.records.new_id(), {
            "persons": (who,), "kind": "judgment", "decision": "convicted",
            "held": Moment("2021-12-20", zone=ALMATY)}),
        Edit("task", task, {"title": "Ask the bar", "who": "Somebody else",
                            "due": Moment("2022-01-11", zone=ALMATY)}),
    ], "Dates")
    return step, task


def said(page: DeadlinesPage) -> dict[str, list[str]]:
    return {card.title.text(): [line.subject.text() for line in card.lines] for card in page.cards}


def test_days_filters_and_the_way_to_the_record(kit: PageKit, qtbot: QtBot) -> None:
    step, _ = record(kit)
    page = DeadlinesPage(kit)
    qtbot.addWidget(page)
    page.show()
    assert said(page) == {
        "Overdue": ["Akhmetov Daniyar · Judgment · 20 Dec 2021"], "Today, Tuesday, 11 January 2022": ["Ask the bar"],
        "Friday, 14 January 2022": ["Akhmetov Daniyar"]}
    assert "not checked in the law" in page.cards[0].lines[0].words.text()
    went: list[Address] = []
    page.went.connect(went.append)
    page.cards[2].lines[0].go.click()
    assert went == [Address(type="remedy_step", id=step)]
    page.mine.setChecked(True)
    assert "Ask the bar" not in str(said(page))
    page.kind.choose("reply")
    page.kind.activated.emit(page.kind.currentIndex())
    assert list(said(page)) == ["Friday, 14 January 2022"]


def test_a_file_and_a_page_hold_what_is_shown_and_the_log_says_so(
    kit: PageKit, qtbot: QtBot, tmp_path: Path
) -> None:
    record(kit)
    page = DeadlinesPage(kit)
    qtbot.addWidget(page)
    page.show()
    page.mine.setChecked(True)
    out = tmp_path / "dates.ics"
    page.save_to(str(out))
    raw = out.read_bytes()
    assert raw.count(b"BEGIN:VEVENT") == 2
    assert b"Akhmetov" not in raw
    assert page.said_here.words().startswith("2 deadlines were saved.")
    page.save_to(str(out))
    assert "already" in page.said_here.words()
    assert out.read_bytes() == raw
    page.print_button.click()
    paper = page.panel.page.toPlainText()
    assert "A. D." in paper
    assert "Akhmetov" not in paper
    page.named.setChecked(True)
    page.print_button.click()
    assert "Akhmetov" in page.panel.page.toPlainText()
    page.panel.printed.emit()
    kinds = session_of(kit).activity.counts()
    assert (kinds["deadlines-saved-outside"], kinds["agenda-printed"]) == (1, 1)


def test_it_is_a_tab_beside_the_lists_of_cases(kit: PageKit, qtbot: QtBot) -> None:
    step, _ = record(kit)
    specs = kit.desk.records.specs()
    place = next(place for place in PLACES if place.key == "cases")
    page = PlacePage(kit, [specs[type_] for type_ in place.types], place.tabs)
    qtbot.addWidget(page)
    page.show()
    page.tabs["deadlines"].click()
    assert page.address() == Address(tab="deadlines")
    assert isinstance(page.page(), DeadlinesPage)
    page.show_address(Address(type="remedy_step", id=step))
    assert page.page() is None
    assert page.address().id == step
    page.show_address(Address(tab="deadlines"))
    assert page.page() is not None
    page.tabs["case"].click()
    assert page.page() is None
