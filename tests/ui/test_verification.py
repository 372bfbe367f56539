"""Verification: steps through the window and the services, four eyes, and what a merge brings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.listing import STATE, Condition, Query, State
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from caseapp.services.verifying import NotByHand, NotTheNextStep, OwnWork, step, verification_id
from tests.support.colleagues import Colleagues, person
from tests.support.desk import RESOURCES
from tests.support.live import Live
from tests.ui.conftest import ENGLISH, drop_deleted
from ui.bridge.inline import InlineRunner
from ui.pages.page import PageKit
from ui.pages.record_page import RecordPage
from ui.pages.review_step import ReviewChip
from ui.ports import ReviewView
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT

WAY = ("reviewed", "legally_reviewed", "approved")


@pytest.fixture
def colleagues(live: Live, tmp_path: Path) -> Iterator[Colleagues]:
    made = Colleagues(live, tmp_path / "colleagues")
    yield made
    made.close()


def received(colleagues: Colleagues, source: Session, name: str) -> None:
    with colleagues.here.exchange.preview(colleagues.file(source, name)) as incoming:
        incoming.take_in()


def seen(colleagues: Colleagues, id_: str) -> ReviewView:
    found = colleagues.desk.records.get(id_).review
    assert found is not None
    return found


def unapproved(colleagues: Colleagues) -> int:
    asked = Query("person", conditions=(Condition(STATE, one_of=(State.UNAPPROVED,)),))
    return colleagues.here.lists.find(asked, {}).count


def test_nobody_approves_what_they_wrote(colleagues: Colleagues) -> None:
    here, records = colleagues.here, colleagues.here.records
    mine = person(here, "Ахметов Данияр")
    with pytest.raises(NotTheNextStep):
        step(records, mine, "approved", "", "approve")
    for state in WAY[:2]:
        step(records, mine, state, "", state)
    with pytest.raises(OwnWork):
        step(records, mine, "approved", "", "approve")
    with pytest.raises(NotByHand):
        records.save([Edit("verification", records.new_id(), {"subject": mine, "state": "approved"})], "by hand")
    with pytest.raises(OwnWork):  # by the general way of writing too, with the facts in the same action
        records.save([Edit("person", mine, {"occupation": "driver"}),
                      Edit("verification", verification_id(mine), {"state": "approved"})], "together")
    assert seen(colleagues, mine).state == "legally_reviewed"
    assert "somebody else" in seen(colleagues, mine).denied


def test_a_colleague_approves_and_a_change_takes_it_away(colleagues: Colleagues) -> None:
    omarov = colleagues.colleague("Omarov")
    theirs = person(omarov, "Ахметов Данияр")
    received(colleagues, omarov, "one.casepkg")
    assert unapproved(colleagues) == 1
    for state in WAY:
        colleagues.desk.records.verify(theirs, state, "read the file")
    review = seen(colleagues, theirs)
    assert (review.state, review.marks, review.denied) == ("approved", (), "")
    assert review.detail.endswith(": read the file")
    assert unapproved(colleagues) == 0
    person(colleagues.here, id_=theirs, occupation="driver")
    assert seen(colleagues, theirs).marks == ("Changed since this step: it has to be checked again.",)
    assert unapproved(colleagues) == 1  # the list says what the page says
    colleagues.here.records.undo("undo")
    assert unapproved(colleagues) == len(seen(colleagues, theirs).marks)
    colleagues.desk.records.verify(theirs, "disputed", "")
    assert unapproved(colleagues) == 1


def test_an_approval_of_own_work_from_elsewhere_is_shown_and_does_not_count(colleagues: Colleagues) -> None:
    omarov = colleagues.colleague("Omarov")
    theirs = person(omarov, "Ахметов Данияр")
    omarov.records._checks = ()  # a program that does not look
    for state in WAY:
        step(omarov.records, theirs, state, "", state)
    received(colleagues, omarov, "one.casepkg")
    review = seen(colleagues, theirs)
    assert review.state == "approved"
    assert review.marks == ("Approved by the person who wrote it: this does not count.",)
    assert unapproved(colleagues) == 1


def test_steps_taken_apart_are_a_conflict_of_one_record(colleagues: Colleagues) -> None:
    omarov = colleagues.colleague("Omarov")
    theirs = person(omarov, "Ахметов Данияр")
    received(colleagues, omarov, "one.casepkg")
    step(omarov.records, theirs, "disputed", "", "one")
    colleagues.desk.records.verify(theirs, "reviewed", "")
    received(colleagues, omarov, "two.casepkg")
    assert "Two steps were taken apart: choose the one that holds." in seen(colleagues, theirs).marks
    colleagues.desk.records.verify(theirs, "disputed", "he told me why")
    assert seen(colleagues, theirs).marks == ()


def test_the_head_of_a_record_takes_the_next_step(app: QApplication, qtbot: QtBot, colleagues: Colleagues) -> None:
    kit = PageKit(colleagues.desk, ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())
    mine = person(colleagues.here, "Ахметов Данияр")
    page = RecordPage(kit)
    page.resize(900, 700)
    page.show()
    page.show_record("person", mine)
    for state in ("reviewed", "legally_reviewed"):
        chip = page.head.findChildren(ReviewChip)[-1]
        chip.press.click()
        page.head.step.choice.choose(state)
        page.head.step.reason.setText("read it")
        panel = page.head._panel
        assert panel is not None
        panel.do_button.click()
        assert page.view is not None
        assert page.view.review is not None
        assert page.view.review.state == state
    page.head.findChildren(ReviewChip)[-1].press.click()
    assert page.head.step.choice.chosen() == "approved"
    assert not page.head.step.ready()
    page.close()
    page.deleteLater()
    drop_deleted()
