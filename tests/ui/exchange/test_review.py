"""Review over real vaults with real conflicts: every answer by the keys alone, and nothing is ever lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.names.person_name import PersonName
from tests.support.colleagues import Colleagues, person
from tests.support.quarrel import Quarrel, quarrel, take, write
from tests.ui.keyboard import EN, KK, RU, Keyboard
from ui.actions import Act
from ui.address import Address
from ui.bridge.notify import Notice
from ui.pages.exchange.review_dispute import DisputeView
from ui.pages.exchange.review_done import DoneView
from ui.pages.exchange.review_item import ItemView
from ui.pages.exchange.review_page import ReviewPage
from ui.pages.exchange.review_twins import TwinsView, WithdrawnView
from ui.pages.page import PageKit
from ui.ports.review import Dispute, Mark, Segment, Twins


@pytest.fixture
def quarrelled(colleagues: Colleagues) -> Quarrel:
    return quarrel(colleagues)


@pytest.fixture
def page(exchange_kit: PageKit, quarrelled: Quarrel, qtbot: QtBot, app: QApplication) -> Iterator[ReviewPage]:
    made = ReviewPage(exchange_kit)
    made.resize(1000, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.saved.connect(lambda saved: made.refresh(saved.changes))  # what the window does
    made.start()
    yield made
    made.close()
    made.deleteLater()


def press(page: ReviewPage, key: Qt.Key, layout: str = EN) -> None:
    Keyboard(page, layout).press(key)


def open_item(page: ReviewPage, id_: str, field: str = "") -> ItemView:
    """Walk with Later until the item of this record is shown."""
    for _ in range(len(page.queue) + 1):
        item = page.item
        view = getattr(item, "view", None)
        if view is not None and view.id == id_ and (not field or getattr(item, "field", "") == field):
            break
        page.perform(Act.NEXT)
    assert isinstance(page.view, ItemView)
    return page.view


def occupation(colleagues: Colleagues, id_: str) -> tuple[str, list[str]]:
    """The value shown and every value that stands."""
    entity = colleagues.here.reader.get(id_)
    issue = entity.issues.get("occupation")
    return entity.record.occupation, [one.value for one in issue.standing] if issue else []


def test_the_queue_says_how_much_waits(page: ReviewPage) -> None:
    assert page.counts.conflicts == 4
    assert page.counts.duplicates == 1
    assert page.counts.waiting == 1
    assert page.counts.done == 0
    assert page.position.text() == "1 of 4"
    assert "4" in page.segments[Segment.CONFLICTS].text()


@pytest.mark.parametrize("layout", [EN, RU, KK])
@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right])
def test_an_arrow_keeps_the_value_it_points_at(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues, key: Qt.Key, layout: str
) -> None:
    view = open_item(page, quarrelled.two, "occupation")
    assert isinstance(view, DisputeView)
    wanted = view.item.said[0 if key == Qt.Key.Key_Left else 1].value
    press(page, key, layout)
    assert occupation(colleagues, quarrelled.two) == (wanted, [])
    history = colleagues.here.reader.history(quarrelled.two)
    assert {b"driver" in entry.value or b"student" in entry.value
            for one in history for entry in one.change.entries if entry.field == "occupation"} >= {True}
    assert page.counts.conflicts == 3


def test_both_are_true(page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues) -> None:
    open_item(page, quarrelled.two, "occupation")
    press(page, Qt.Key.Key_Down)
    _, standing = occupation(colleagues, quarrelled.two)
    assert set(standing) == {"driver", "student"}
    assert colleagues.here.reader.get(quarrelled.two).issues["occupation"].conflict is False


def test_another_value_with_a_reason_that_is_kept(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues
) -> None:
    view = open_item(page, quarrelled.two, "occupation")
    view.reason.setText("his employment book")
    view.do("other")
    assert isinstance(view, DisputeView)
    assert view.editor is not None
    view.editor.line.setText("taxi driver")  # type: ignore[attr-defined]  # a line editor for a line
    assert page.perform(Act.RECORD)
    assert occupation(colleagues, quarrelled.two) == ("taxi driver", [])
    page.segments[Segment.DONE].click()
    assert isinstance(page.view, DoneView)
    assert "his employment book" in page.view.rows[0].made.title


def test_arrows_move_the_cursor_while_something_is_typed(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues
) -> None:
    view = open_item(page, quarrelled.two, "occupation")
    view.reason.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down):
        press(page, key)
    assert len(occupation(colleagues, quarrelled.two)[1]) == 2
    assert page.perform(Act.LEAVE)
    press(page, Qt.Key.Key_Left)
    assert occupation(colleagues, quarrelled.two)[1] == []


def test_arrows_answer_from_a_button_too(page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues) -> None:
    open_item(page, quarrelled.two, "occupation")
    page.segments[Segment.CONFLICTS].setFocus()
    press(page, Qt.Key.Key_Right)
    assert occupation(colleagues, quarrelled.two)[1] == []


def test_three_values_are_walked_and_kept_with_enter(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues
) -> None:
    view = open_item(page, quarrelled.three)
    assert isinstance(view, DisputeView)
    assert len(view.cards) == 3
    press(page, Qt.Key.Key_Right)
    assert len(colleagues.here.reader.get(quarrelled.three).issues["workplace"].standing) == 3
    wanted = view.item.said[1].value
    press(page, Qt.Key.Key_Return)
    assert colleagues.here.reader.get(quarrelled.three).record.workplace == wanted


def test_a_protective_answer_says_what_counts_meanwhile(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues
) -> None:
    view = open_item(page, quarrelled.guarded)
    assert isinstance(view, DisputeView)
    assert view.item.protective
    assert "strictest" in view.spoken()
    assert not view.item.can_both
    press(page, Qt.Key.Key_Down)
    assert colleagues.here.reader.get(quarrelled.guarded).issues["partners"].conflict
    loose = next(at for at, said in enumerate(view.item.said) if said.value == "not_asked")
    press(page, (Qt.Key.Key_Left, Qt.Key.Key_Right)[loose])
    assert colleagues.here.reader.get(quarrelled.guarded).record.partners == "not_asked"


def test_undo_of_a_protective_answer_relaxes_nothing(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues
) -> None:
    view = open_item(page, quarrelled.guarded)
    assert isinstance(view, DisputeView)
    strict = next(at for at, said in enumerate(view.item.said) if said.value == "no")
    press(page, (Qt.Key.Key_Left, Qt.Key.Key_Right)[strict])
    said: list[str] = []
    page.said.connect(said.append)
    page.segments[Segment.DONE].click()
    assert isinstance(page.view, DoneView)
    page.view.rows[0].button.click()
    assert colleagues.here.reader.get(quarrelled.guarded).record.partners == "no"
    assert any("answer anew" in words for words in said)


@pytest.mark.parametrize(("key", "retracted"), [(Qt.Key.Key_Left, True), (Qt.Key.Key_Right, False)])
def test_withdrawn_and_edited_apart(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues, key: Qt.Key, retracted: bool
) -> None:
    view = open_item(page, quarrelled.withdrawn)
    assert isinstance(view, WithdrawnView)
    assert "recorded by mistake" in view.spoken()
    assert "Omarov" in view.spoken()
    assert "Occupation" in view.spoken()
    press(page, key)
    entity = colleagues.here.reader.get(quarrelled.withdrawn)
    assert entity.retracted is retracted
    assert entity.record.occupation == "editor"
    assert page.counts.conflicts == 3


def twins_of(page: ReviewPage) -> TwinsView:
    page.segments[Segment.DUPLICATES].click()
    assert isinstance(page.view, TwinsView)
    return page.view


@pytest.mark.parametrize(("key", "answer"), [
    (Qt.Key.Key_Left, "different"), (Qt.Key.Key_Right, "same"), (Qt.Key.Key_Down, "unsure"),
])
def test_twins_are_decided_with_an_arrow_and_undone(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues, key: Qt.Key, answer: str
) -> None:
    view = twins_of(page)
    assert {view.item.one.id, view.item.other.id} == set(quarrelled.twins)
    view.reason.setText("one mother")
    press(page, key)
    reader = colleagues.here.reader
    (decision,) = (reader.get(id_).record for id_ in reader.ids("match_decision"))
    assert (decision.answer, decision.reason) == (answer, "one mother")
    assert page.counts.duplicates == 0
    assert all(not reader.get(id_).empty for id_ in quarrelled.twins)
    page.segments[Segment.DONE].click()
    assert isinstance(page.view, DoneView)
    page.view.rows[0].button.click()
    assert page.counts.duplicates == 1


def test_twins_side_by_side_in_marks_words_and_reasons(page: ReviewPage) -> None:
    view = twins_of(page)
    assert isinstance(view.item, Twins)
    assert view.item.marks["names"] is Mark.SAME
    assert view.item.marks["sex"] is Mark.ONE_SIDE
    assert {"Occupation", "Names", "Sex", "Born", "What happened"} == {row[0] for row in view.rows}
    spoken = page.stage.accessibleName()
    for words in ("surname folds alike (strong)", "same night, same place", "born 1994 / about 1994", "one side only",
                  "Ахметов Данияр Серікұлы", "Akhmetov Daniyar"):
        assert words in spoken


def test_enter_opens_both_and_back_returns_to_the_item(page: ReviewPage, quarrelled: Quarrel) -> None:
    twins_of(page)
    there: list[Address] = []
    page.went.connect(there.append)
    here = page.address()
    press(page, Qt.Key.Key_Return)
    assert {address.id for address in there} == set(quarrelled.twins)
    page.segments[Segment.CONFLICTS].click()
    page.show_address(here)
    assert page.segment is Segment.DUPLICATES
    assert page.address() == here


def test_a_contradiction_is_shown_with_who_said_what(
    exchange_kit: PageKit, colleagues: Colleagues, quarrelled: Quarrel
) -> None:
    one, other = quarrelled.twins
    for answer in ("same", "different"):
        write(colleagues.here, "match_decision", one=one, other=other, answer=answer)
    page = ReviewPage(exchange_kit)
    view = twins_of(page)
    assert len(view.item.answers) == 2
    assert "contradict" not in view.item.answers[0]
    page.saved.connect(lambda saved: page.refresh(saved.changes))
    view.do("same")
    reader = colleagues.here.reader
    assert {reader.get(id_).record.answer for id_ in reader.ids("match_decision")} == {"same"}
    assert page.counts.duplicates == 0
    page.deleteLater()


def test_waiting_says_what_has_not_arrived_and_may_be_decided(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues
) -> None:
    page.segments[Segment.WAITING].click()
    assert isinstance(page.item, Dispute)
    assert page.item.view.id == quarrelled.waits
    assert page.item.awaited == 1
    assert isinstance(page.view, DisputeView)
    assert "not arrived" in page.view.spoken()
    press(page, Qt.Key.Key_Left)
    assert page.counts.waiting == 0


def test_what_stands_behind_a_value_is_named(page: ReviewPage, quarrelled: Quarrel) -> None:
    view = open_item(page, quarrelled.two, "occupation")
    assert isinstance(view, DisputeView)
    behind = {said.author: said.behind for said in view.item.said}
    assert behind["Omarov"] == ()
    assert "B – usually reliable" in behind["Serikova"][0]
    assert "2 – probably true" in behind["Serikova"][0]


def test_somebody_wrote_meanwhile_so_nothing_is_decided(
    page: ReviewPage, quarrelled: Quarrel, colleagues: Colleagues
) -> None:
    open_item(page, quarrelled.two, "occupation")
    failed: list[Notice] = []
    page.failed.connect(failed.append)
    person(colleagues.here, id_=quarrelled.two, phone="+7 700 000 00 00")
    press(page, Qt.Key.Key_Left)
    assert [one.code for one in failed] == ["stale"]
    assert len(occupation(colleagues, quarrelled.two)[1]) == 2
    press(page, Qt.Key.Key_Left)
    assert occupation(colleagues, quarrelled.two)[1] == []


def test_later_leaves_it_open_and_comes_round(page: ReviewPage) -> None:
    first = page.address()
    for _ in range(len(page.queue)):
        page.perform(Act.NEXT)
    assert page.address() == first
    page.perform(Act.PREVIOUS)
    assert page.position.text() == "4 of 4"
    assert page.counts.conflicts == 4


def test_a_new_record_is_compared_at_once(page: ReviewPage, colleagues: Colleagues) -> None:
    id_ = person(colleagues.here, "Gulnar Bekova")
    page.refresh({"person": (id_,)})
    assert page.counts.duplicates == 2
    write(colleagues.here, "person", id_, retracted=True)
    page.refresh({"person": (id_,)})
    assert page.counts.duplicates == 1


def test_both_records_lead_to_each_other_once_decided(
    page: ReviewPage, quarrelled: Quarrel, exchange_kit: PageKit
) -> None:
    twins_of(page)
    press(page, Qt.Key.Key_Right)
    one, other = quarrelled.twins
    for here, there in ((one, other), (other, one)):
        view = exchange_kit.desk.records.get(here)
        groups = {group.label: [link.id for link in group.links] for group in view.groups}
        assert groups["The same as"] == [there]


def test_a_disputed_name_is_kept_and_the_others_stay(
    exchange_kit: PageKit, colleagues: Colleagues, qtbot: QtBot
) -> None:
    here, lim = colleagues.here, colleagues.colleague("Lim")
    names = {name: PersonName(full=name) for name in ("Ким Алексей", "Kim Alexey", "Ким Алексей Иванович", "Ким Лёша")}
    id_ = write(here, "person", names=(names["Ким Алексей"], names["Kim Alexey"]))
    take(lim, colleagues.file(here, "a.casepkg", target=lim))
    write(here, "person", id_, names=(names["Ким Алексей Иванович"], names["Kim Alexey"]))
    write(lim, "person", id_, names=(names["Ким Лёша"], names["Kim Alexey"]))
    take(here, colleagues.file(lim, "b.casepkg"))
    page = ReviewPage(exchange_kit)
    page.saved.connect(lambda saved: page.refresh(saved.changes))
    view = page.view
    assert isinstance(view, DisputeView)
    assert {said.value.full for said in view.item.said} == {"Ким Алексей Иванович", "Ким Лёша"}
    kept = view.item.said[0].value
    assert view.key(Qt.Key.Key_Left)
    assert set(here.reader.get(id_).record.names) == {kept, names["Kim Alexey"]}
    assert page.counts.conflicts == 0
    page.deleteLater()
