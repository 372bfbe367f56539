"""History, conflicts and overviews on the record page, over a real encrypted vault."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import drop_deleted
from tests.ui.test_record_page import of, texts, view_of
from ui.pages.conflict_box import ConflictBox
from ui.pages.history_diff import RestoreButton
from ui.pages.page import PageKit
from ui.pages.record_body import HISTORY
from ui.pages.record_page import RecordPage
from ui.widgets.custody_bar import CustodyBar


@pytest.fixture
def page(real_kit: PageKit, qtbot: QtBot) -> RecordPage:
    made = RecordPage(real_kit)
    qtbot.addWidget(made)
    made.resize(900, 800)
    made.show()
    return made


@pytest.fixture
def person(real_kit: PageKit) -> str:
    """Driver, then student, then teacher."""
    made = of(real_kit, "person", occupation="driver", phone="+7 701")
    for word in ("student", "teacher"):
        real_kit.desk.records.save("person", made, {"occupation": word}, "Test")
    return made


def disputed(kit: PageKit) -> str:
    """Two people wrote the occupation apart: the second had not read what the first wrote."""
    made = of(kit, "person", occupation="worker")
    seen = kit.desk.records.get(made).seen
    kit.desk.records.save("person", made, {"occupation": "driver"}, "Test", seen)
    kit.desk.records.save("person", made, {"occupation": "student"}, "Test", seen)
    return made


def test_changes_are_told_newest_first_in_words_and_only_when_looked_at(page: RecordPage, person: str) -> None:
    page.show_record("person", person)
    assert page.history.cards == []
    page.body.jump(HISTORY)
    assert [card.step.no for card in page.history.cards] == [3, 2, 1]
    assert "student → teacher" in texts(page.history)
    assert "+7 701" not in texts(page.history)


def test_space_chooses_two_versions_and_their_words_stand_side_by_side(page: RecordPage, person: str) -> None:
    page.show_record("person", person)
    page.body.jump(HISTORY)
    for card in (page.history.cards[0], page.history.cards[2]):
        QTest.keyClick(card, Qt.Key.Key_Space)
    assert page.history.versions is not None
    assert page.history.versions.rows == 1
    names = {each.accessibleName() for each in page.history.versions.findChildren(QWidget)}
    assert {"driver", "teacher"} <= names


def test_one_field_is_restored_as_an_ordinary_write_that_can_be_undone(
    page: RecordPage, person: str, real_kit: PageKit, qtbot: QtBot
) -> None:
    real_kit.desk.undoing.next()
    page.show_record("person", person)
    page.body.jump(HISTORY)
    page.history.compare(1, 3)
    assert page.history.versions is not None
    restore = page.history.versions.findChildren(RestoreButton)[0]
    with qtbot.waitSignal(page.saved) as said:
        restore.findChild(QPushButton).click()
    assert said.args is not None
    assert "Earlier value of Occupation restored" in said.args[0].title
    assert view_of(page).fields["occupation"].value == "driver"
    real_kit.desk.undoing.undo()
    assert real_kit.desk.records.get(person).fields["occupation"].value == "teacher"


def test_an_undone_change_is_marked(page: RecordPage, person: str, real_kit: PageKit) -> None:
    real_kit.desk.undoing.next()
    real_kit.desk.records.save("person", person, {"occupation": "nurse"}, "Test")
    real_kit.desk.undoing.undo()
    page.show_record("person", person)
    page.body.jump(HISTORY)
    assert page.history.cards[1].step.undone
    assert "Undone" in texts(page.history.cards[1])


def test_older_changes_come_a_page_at_a_time(page: RecordPage, person: str, real_kit: PageKit) -> None:
    for n in range(40):
        real_kit.desk.records.save("person", person, {"occupation": f"work {n}"}, "Test")
    page.show_record("person", person)
    page.body.jump(HISTORY)
    assert len(page.history.cards) == 30
    page.history.more.click()
    assert len(page.history.cards) == 43
    assert page.history.more.isHidden()


@pytest.mark.parametrize(("key", "kept"), [(Qt.Key.Key_Left, 0), (Qt.Key.Key_Right, 1)])
def test_an_arrow_keeps_one_value_with_its_reason(
    page: RecordPage, real_kit: PageKit, key: Qt.Key, kept: int
) -> None:
    made = disputed(real_kit)
    page.show_record("person", made)
    wanted = view_of(page).fields["occupation"].standing[kept].value
    box = page.findChild(ConflictBox)
    box.reason.setText("his wife says so")
    QTest.keyClick(box, key)
    field = real_kit.desk.records.get(made).fields["occupation"]
    assert (field.value, field.conflict) == (wanted, False)
    assert "his wife says so" in real_kit.desk.history.steps(made).steps[0].title


def test_the_arrow_down_keeps_both_and_both_are_read(page: RecordPage, real_kit: PageKit) -> None:
    made = disputed(real_kit)
    page.show_record("person", made)
    QTest.keyClick(page.findChild(ConflictBox), Qt.Key.Key_Down)
    drop_deleted()
    assert page.findChild(ConflictBox) is None
    words = texts(page)
    assert "driver" in words
    assert "student" in words


def test_arrows_in_the_reason_decide_nothing(page: RecordPage, real_kit: PageKit) -> None:
    made = disputed(real_kit)
    page.show_record("person", made)
    box = page.findChild(ConflictBox)
    box.reason.setText("because")
    QTest.keyClick(box.reason, Qt.Key.Key_Left)
    assert real_kit.desk.records.get(made).fields["occupation"].conflict


def test_a_protective_answer_is_never_both(page: RecordPage, real_kit: PageKit) -> None:
    made = of(real_kit, "consent", subject=of(real_kit, "person", description="x"))
    seen = real_kit.desk.records.get(made).seen
    real_kit.desk.records.save("consent", made, {"store": "yes"}, "Test", seen)
    real_kit.desk.records.save("consent", made, {"store": "no"}, "Test", seen)
    page.show_record("consent", made)
    box = page.findChild(ConflictBox)
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert real_kit.desk.records.get(made).fields["store"].conflict


def test_the_custody_bar_says_in_words_what_it_draws(page: RecordPage, real_kit: PageKit) -> None:
    read = real_kit.desk.readings.moment
    victim = of(real_kit, "person", description="a man")
    act = of(real_kit, "act", act_type="detention", victim=victim, detained=read("7 January 2022, 18:00").value,
             no_judge=True, ended=read("10 January 2022, 18:00").value)
    for first, last in (("7 January 2022, 19:00", "8 January 2022, 06:00"),
                        ("8 January 2022, 18:00", "10 January 2022, 18:00")):
        of(real_kit, "stay", person=victim, act=act, arrived=read(first).value, left=read(last).value)
    page.show_record("person", victim)
    bar = page.findChild(CustodyBar)
    said = bar.accessibleDescription()
    assert "Unaccounted for: 12 h." in said
    assert "Never brought to a judge." in said
    assert "48 hours: exceeded on every reading of the times" in said
    assert all(words in texts(page.overview) for words in ("Unaccounted for: 12 h.", "Never brought to a judge."))


def test_a_detention_without_an_end_is_never_called_exceeded(page: RecordPage, real_kit: PageKit) -> None:
    victim = of(real_kit, "person", description="a man")
    of(real_kit, "act", act_type="detention", victim=victim,
       detained=real_kit.desk.readings.moment("7 January 2022, 18:00").value)
    page.show_record("person", victim)
    assert "exceeded on every reading" not in texts(page.overview)
    assert "No end is recorded" in texts(page.overview)


def test_two_accounts_stand_side_by_side_with_their_grades(page: RecordPage, real_kit: PageKit) -> None:
    person = of(real_kit, "person", description="a man")
    for name, text in (("Wife", "in the evening"), ("Cellmate", "at night")):
        source = of(real_kit, "source", name=name, reliability="b")
        of(real_kit, "account", source=source, about=(person,), text=text)
    page.show_record("person", person)
    words = texts(page.overview)
    assert "What accounts say (2)" in words
    assert "in the evening" in words
    assert "at night" in words


@pytest.mark.parametrize("type_", ["person", "incident", "case"])
def test_every_overview_of_the_sample_is_shown(page: RecordPage, real_kit: PageKit, type_: str) -> None:
    for id_ in real_kit.desk.records.ids(type_)[:5]:
        page.show_record(type_, id_)
        assert not page.overview.isHidden()
