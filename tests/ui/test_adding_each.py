"""What happened to all who are chosen is typed once and is a record for each, one action with one Undo."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import Invalid
from caseapp.services.bulk import MOST, TooManyAtOnce
from tests.support.live import session_of
from tests.ui.test_pages import line_of
from ui.actions import Act
from ui.pages.page import PageKit
from ui.pages.place_page import PlacePage
from ui.pages.record_page import RecordPage


@pytest.fixture
def people(real_kit: PageKit, qtbot: QtBot) -> PlacePage:
    page = PlacePage(real_kit, [real_kit.desk.records.specs()["person"]])
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    return page


def choose_everybody(page: PlacePage) -> list[str]:
    pane = page.panes["person"]
    pane.view.selectAll()
    return pane.view.chosen_ids(MOST)


def form_of(page: RecordPage) -> set[str]:
    card = next(card for card in page.body.cards.values() if card.form is not None)
    assert card.form is not None
    return set(card.form.boxes)


def test_one_stay_for_each_and_one_undo(people: PlacePage, real_kit: PageKit) -> None:
    session = session_of(real_kit)
    before = set(session.reader.ids("stay"))
    real_kit.desk.undoing.next()  # the sitting begins
    chosen = choose_everybody(people)
    assert len(chosen) > 2
    people.panes["person"].selection.adding.pick("stay", "person")
    record = people.record
    assert record.view is not None
    assert str(len(chosen)) in record.view.title
    assert "person" not in form_of(record), "who it is for is answered already"
    assert set(session.reader.ids("stay")) == before
    line_of(record.body.cards["main"], "place_detail").setText("a bus")
    record.perform(Act.RECORD)
    made = session.reader.many(sorted(set(session.reader.ids("stay")) - before))
    assert sorted(getattr(each.record, "person") for each in made) == sorted(chosen)  # noqa: B009
    assert {getattr(each.record, "place_detail") for each in made} == {"a bus"}  # noqa: B009
    assert record.view.id in {each.id for each in made}
    assert "person" in record.view.fields
    real_kit.desk.undoing.undo()
    assert set(session.reader.ids("stay")) == before


def test_a_hearing_names_them_all(people: PlacePage, real_kit: PageKit) -> None:
    session = session_of(real_kit)
    before = set(session.reader.ids("hearing"))
    chosen = choose_everybody(people)
    people.panes["person"].selection.adding.pick("hearing", "persons")
    line_of(people.record.body.cards["main"], "judge").setText("not told")
    people.record.perform(Act.RECORD)
    (made,) = set(session.reader.ids("hearing")) - before
    assert set(getattr(session.reader.get(made).record, "persons")) == set(chosen)  # noqa: B009


def test_the_menu_says_which_is_one_for_all(people: PlacePage) -> None:
    choose_everybody(people)
    button = people.panes["person"].selection.adding.button
    assert button.isVisible()
    button.click()
    menu = button.findChild(QMenu)
    assert menu is not None
    labels = [action.text() for action in menu.actions()]
    assert "Stay at a place of detention" in labels
    assert "Hearing or decision (one that names them all)" in labels
    menu.close()


def test_a_field_of_many_nobody_and_too_many_are_refused(real_kit: PageKit) -> None:
    session = session_of(real_kit)
    person = session.reader.ids("person")[0]
    for type_, field, named in (("hearing", "persons", (person,)), ("stay", "person", ()), ("stay", "person", person)):
        with pytest.raises(Invalid):
            session.bulk.add_each(type_, field, {field: named}, "x")
    with pytest.raises(TooManyAtOnce):
        session.bulk.add_each("stay", "person", {"person": tuple(f"{n:032x}" for n in range(MOST + 1))}, "x")
    twice = session.bulk.add_each("stay", "person", {"person": (person, person)}, "x")
    assert len(twice.ids) == 1, "nobody is held twice because two lines were chosen"
