"""A record that belongs to the one shown is added from its page: every kind that may name it, and it does."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from caseapp.domain.naming import may_name
from caseapp.domain.records import ALL
from caseapp.domain.spec import Kind
from tests.support.live import Live, session_of
from tests.ui.test_pages import line_of
from ui.actions import Act
from ui.pages.page import PageKit
from ui.pages.record_page import RecordPage
from ui.widgets.labels import PlainLabel


@pytest.fixture
def page(real_kit: PageKit, qtbot: QtBot) -> RecordPage:
    made = RecordPage(real_kit)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    return made



def test_who_may_name_whom_follows_from_the_specs() -> None:
    found = {spec.type: field.name for spec, field in may_name(ALL, "person")}
    assert (found["charge"], found["hearing"], found["act"]) == ("person", "persons", "victim")
    assert found["consent"] == "subject", "the required field, not the one who answered"
    assert "match_decision" not in found, "two records are compared in Review, not in an empty form"


@pytest.mark.parametrize(("type_", "field", "typed"), [
    ("charge", "person", "article"), ("hearing", "persons", "judge")])
def test_a_record_is_added_and_names_the_one_it_was_added_to(
    page: RecordPage, real_kit: PageKit, live: Live, type_: str, field: str, typed: str
) -> None:
    session = session_of(real_kit)
    who = session.reader.ids("person")[0]
    before = set(session.reader.ids(type_))
    page.show_record("person", who)
    page.body.links.add(type_, field)
    assert page.address().id == ""
    assert set(session.reader.ids(type_)) == before, "nothing is written before something is recorded"
    line_of(page.body.cards["main"], typed).setText("x")
    page.perform(Act.RECORD)
    (made,) = set(session.reader.ids(type_)) - before
    value = getattr(session.reader.get(made).record, field)
    many = real_kit.desk.records.specs()[type_].fields[field].kind is Kind.REFS
    assert value == ((who,) if many else who)


def test_the_menu_offers_them_by_name(page: RecordPage, real_kit: PageKit) -> None:
    session = session_of(real_kit)
    page.show_record("person", session.reader.ids("person")[0])
    page.body.links.add_button.click()
    menu = page.body.links.findChild(QMenu)
    assert menu is not None
    labels = [action.text() for action in menu.actions()]
    assert {"Charge", "Hearing or decision", "Consent", "Task"} <= set(labels)
    menu.close()


def test_the_one_it_was_added_to_is_called_by_its_title(page: RecordPage, real_kit: PageKit) -> None:
    session = session_of(real_kit)
    who = session.reader.ids("person")[0]
    page.show_record("person", who)
    assert page.view is not None
    title = page.view.title
    page.body.links.add("hearing", "persons")
    shown = [label.text() for label in page.body.cards["main"].findChildren(PlainLabel)]
    assert title in shown
    assert not [text for text in shown if who in text]
