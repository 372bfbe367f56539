"""The list in time: what is known imprecisely is drawn so, gaps are drawn, and everything is walked by keys."""

import random
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from caseapp.domain.listing import Query
from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.services.edits import Edit
from tests.support.live import Live, session_of
from tests.ui.conftest import ENGLISH
from ui.desk.desk import VaultDesk
from ui.pages.page import PageKit
from ui.pages.views.framed import Framed, Framing
from ui.pages.views.timeline_view import TimelineView
from ui.widgets.time_scale import DAY, HOUR, Scale, Step, whole

ALMATY = "Asia/Almaty"


def at(text: str, end: str = "") -> Moment:
    return Moment(text, end, zone=ALMATY)


def held(live: Live) -> tuple[VaultDesk, str]:
    """Detained on a day, brought away in the night, found in a facility the day after the next."""
    desk = live.empty()
    session = desk._vault.session
    person = session.records.new_id()
    session.records.save([
        Edit("person", person, {"names": (PersonName("Ахметов"),)}),
        Edit("act", session.records.new_id(), {
            "act_type": "detention", "victim": person, "start": at("2022-01-06"), "detained": at("2022-01-06"),
            "ended": at("2022-01-09T10:00")}),
        Edit("stay", session.records.new_id(), {
            "person": person, "arrived": at("2022-01-06T20:00"), "left": at("2022-01-07T02:00", "2022-01-07T04:00")}),
        Edit("stay", session.records.new_id(), {"person": person, "arrived": at("2022-01-08T09:00")}),
    ], "made")
    return desk, person


def test_what_is_uncertain_stays_so_and_a_gap_is_seen(live: Live) -> None:
    desk, person = held(live)
    (row,) = desk.times.look(Query("person")).rows
    assert row.id == person
    act = next(bar for bar in row.bars if bar.type == "act")
    day = at("2022-01-06")
    assert act.begin == (day.earliest(), day.latest())
    assert act.end == (at("2022-01-09T10:00").earliest(), at("2022-01-09T10:00").latest())
    assert act.limits == (day.earliest() + 48 * HOUR, day.earliest() + 72 * HOUR)
    (gap,) = [bar for bar in row.bars if bar.unaccounted]
    left = at("2022-01-07T02:00", "2022-01-07T04:00")
    assert gap.whole == (left.latest(), at("2022-01-08T09:00").earliest()), "only what is certainly unaccounted for"
    assert desk.times.told(gap) == ["Nothing is recorded of this time between two places of detention"]
    assert "Actual detention: 6 Jan 2022" in desk.times.told(act)


def test_stays_that_may_touch_leave_no_gap(live: Live) -> None:
    desk = live.empty()
    session = desk._vault.session
    person = session.records.new_id()
    session.records.save([
        Edit("person", person, {"names": (PersonName("Ким"),)}),
        Edit("stay", session.records.new_id(), {
            "person": person, "arrived": at("2022-01-06"), "left": at("2022-01-07")}),
        Edit("stay", session.records.new_id(), {"person": person, "arrived": at("2022-01-07")}),
    ], "made")
    (row,) = desk.times.look(Query("person")).rows
    assert not [bar for bar in row.bars if bar.unaccounted]


@pytest.fixture
def view(real_kit: PageKit, qtbot: QtBot) -> TimelineView:
    made = TimelineView(real_kit, "person")
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_query(Query("person"))
    return made


def test_it_is_walked_zoomed_and_opened_by_keys(view: TimelineView) -> None:
    canvas = view.canvas
    opened = QSignalSpy(view.opened)
    canvas.setFocus()
    first = canvas.current
    assert first is not None
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.at[0] == 1
    assert canvas.current is not None
    assert canvas.current != first
    assert view.said.text(), "what has the focus is said in words"
    assert canvas.accessibleDescription() == view.said.text()
    QTest.keyClick(canvas, Qt.Key.Key_0)
    before = canvas.scale.per
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.scale.per < before
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.scale.per == before
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    moved = canvas.scale.first
    canvas.show_all()
    assert canvas.scale.first < moved
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert opened.count() == 1


def test_it_begins_where_most_happened(view: TimelineView) -> None:
    """The sample's persons were born in the 20th century; what is told of them is January 2022."""
    canvas = view.canvas
    assert canvas.scale.first > 1_600_000_000
    assert canvas.current is not None
    assert canvas.current.whole[0] > canvas.scale.first
    view.everything.click()
    assert canvas.scale.first < 1_000_000_000


def test_the_copy_and_the_table_hold_every_row(view: TimelineView, real_kit: PageKit) -> None:
    rows = view.canvas.shown.rows
    assert len(rows) > 5
    svg = Framed(view, Framing("Timeline", "CONFIDENTIAL")).svg().decode()
    assert rows[0].title.split()[0] in svg
    table = view.table()
    assert len(table) == 1 + sum(len(row.bars) for row in rows)
    assert len(session_of(real_kit).reader.ids("person")) == view.canvas.shown.total


@pytest.mark.parametrize(("days", "step"), [(1, Step.HOUR), (10, Step.DAY), (60, Step.WEEK), (300, Step.MONTH),
                                            (4_000, Step.YEAR), (40_000, Step.DECADE)])
def test_the_scale_says_what_has_room(days: int, step: Step) -> None:
    scale = whole(1_641_400_000, 1_641_400_000 + days * DAY, 1_000, 6 * HOUR)
    ticks = list(scale.ticks(1_000))
    assert scale.step() in (step, Step.SIX_HOURS)
    assert 2 <= len(ticks) <= 30
    assert all(b > a for (a, _), (b, _) in pairwise(ticks))


def test_zooming_keeps_what_stands_under_the_pointer() -> None:
    dice = random.Random(4)
    for _ in range(200):
        scale = Scale(dice.uniform(-1e9, 2e9), dice.uniform(30, 1e6))
        x = dice.uniform(0, 1_000)
        zoomed = scale.zoomed(dice.choice((0.5, 2.0)), x, 1_000)
        assert zoomed.second(x) == pytest.approx(scale.second(x))
        assert scale.x(scale.second(x)) == pytest.approx(x)


def test_ticks_are_said_in_the_windows_language(view: TimelineView) -> None:
    (_, first), *_ = Scale(1_641_000_000, 3_600, 0).ticks(900)
    assert view._tick(first, Step.DAY).split()[-1] in ("Jan", "Dec")
    assert view.kit.language is ENGLISH
