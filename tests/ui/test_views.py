"""Map and Links over the filtered set, with real widgets over the real sample vault."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseapp.domain.atlas import Conic
from caseapp.domain.listing import Condition, Query
from caseapp.domain.situating import Fineness
from caseapp.domain.values import Point
from tests.support.active import activate
from tests.support.desk import SPECS
from tests.support.live import session_of
from ui.actions import Act
from ui.bridge.masking import Mask, MaskedRunner
from ui.pages.list_pane import ListPane
from ui.pages.list_state import state_of
from ui.pages.page import PageKit
from ui.pages.place_page import PlacePage
from ui.pages.views.links_view import LinksView
from ui.pages.views.map_view import MapView
from ui.widgets.map_marks import MarkMaker

HOME = Point(lat_e6=47_123_456, lon_e6=67_654_321)


@pytest.fixture
def page(real_kit: PageKit, qtbot: QtBot) -> Iterator[PlacePage]:
    made = PlacePage(real_kit, [SPECS["person"], SPECS["finding"]])
    made.resize(1366, 700)
    made.show()
    activate(made, qtbot)
    yield made
    made.close()
    made.deleteLater()


def look(page: PlacePage, key: str) -> ListPane:
    pane = page.panes["person"]
    pane.bar.views[key].click()
    return pane


def the_map(page: PlacePage) -> MapView:
    view = look(page, "map").views.current
    assert isinstance(view, MapView)
    return view


def the_links(page: PlacePage) -> LinksView:
    view = look(page, "links").views.current
    assert isinstance(view, LinksView)
    return view


def test_a_list_offers_the_views_that_its_type_has_and_is_found_as_it_was_left(
        page: PlacePage, real_kit: PageKit) -> None:
    pane = look(page, "map")
    assert not page.record.isVisible()
    assert pane.stack.currentWidget() is pane.views
    assert state_of(real_kit, "person").view == "map"
    again = ListPane(real_kit, SPECS["person"])
    again.show_table(again.table)
    assert (again.table, again.views.key) == (True, "map")
    again.deleteLater()
    page.show_type("finding")
    assert list(page.panes["finding"].bar.views) == ["timeline"]
    page.show_type("person")
    pane.bar.as_list.click()
    assert page.record.isVisible()
    assert pane.stack.currentWidget() is pane.view


def test_a_map_is_walked_by_keys_and_opens_what_a_mark_holds(page: PlacePage) -> None:
    view = the_map(page)
    canvas = view.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    first = canvas.current
    assert first is not None
    assert len(first.records) == max(len(mark.records) for mark in canvas.marks), "the largest first"
    assert canvas.accessibleDescription() == view.said.text()
    assert canvas.accessibleDescription().startswith("Almaty")
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.current not in (None, first)
    scale = canvas.window_shown.scale
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.window_shown.scale > scale
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.window_shown.scale == pytest.approx(scale)
    canvas.focus_mark(next(mark for mark in canvas.marks if len(mark.records) == len(first.records)))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert view.side.isVisible()
    assert view.side.lines.count() == len(first.records)
    QTest.keyClick(view.side.lines, Qt.Key.Key_Return)
    assert page.record.isVisible()
    assert page.record.view is not None
    assert page.perform(Act.LEAVE), "back to the map"
    assert page.panes["person"].stack.currentWidget() is page.panes["person"].views
    assert canvas.hasFocus()


def test_what_has_no_place_is_counted_beside_the_map_and_opens(page: PlacePage) -> None:
    view = the_map(page)
    assert view.shown is not None
    assert view.nowhere.text() == f"{len(view.shown.nowhere)} without a place"
    view.nowhere.click()
    assert view.side.lines.count() == len(view.shown.nowhere) > 0
    pane = page.panes["person"]
    pane.ask(pane.query.with_condition(Condition("sex", one_of=("female",))))
    assert view.shown.total == pane.rows.rowCount(), "the map shows the list as it is filtered"
    assert not view.side.isVisible()


def test_the_map_of_today_says_which_borders_it_draws(page: PlacePage) -> None:
    view = the_map(page)
    assert view.canvas.drawing is not None
    assert list(view.canvas.drawing.words.notes) == []
    assert "kz-33" not in view.canvas.drawing.words.regions
    view.now.click()
    assert list(view.canvas.drawing.words.notes) == ["Borders before June 2022"]
    assert view.canvas.drawing.words.regions["kz-33"] == "Zhetisu"


def test_nothing_that_leaves_the_vault_tells_where_a_home_is(
        page: PlacePage, real_kit: PageKit, tmp_path: Path) -> None:
    records = real_kit.desk.records
    town = next(id_ for id_ in session_of(real_kit).reader.ids("place")
                if getattr(session_of(real_kit).reader.get(id_).record, "name_en", "") == "Zhezkazgan")
    house = records.save("place", None, {"name_en": "Secret Street 7", "kind": "building", "parent": town,
                                         "position": HOME, "precision": "exact"}, "Change").ids[0]
    person = records.save("person", None, {"residence": house}, "Change").ids[0]
    page.refresh({})
    view = the_map(page)
    assert view.shown is not None
    assert view._basemap is not None
    here = Conic().forward(HOME.longitude, HOME.latitude)
    on_screen = [mark for mark in MarkMaker(view.shown, view._basemap).marks(30.0) if person in mark.records]
    assert [(mark.private, mark.fineness) for mark in on_screen] == [(True, Fineness.EXACT)]
    assert on_screen[0].spot == pytest.approx(here), "on the screen it stands where it is, marked"
    leaving = [mark for mark in MarkMaker(view.shown, view._basemap, leaving=True).marks(30.0)
               if person in mark.records]
    assert [(mark.places, mark.fineness) for mark in leaving] == [((town,), Fineness.CITY)]
    assert "Secret Street 7" not in str(view.table())
    bar = page.panes["person"].views.bar
    for ending in ("svg", "png", "csv"):
        bar.save_to(tmp_path / f"view.{ending}")
        raw = (tmp_path / f"view.{ending}").read_bytes()
        assert len(raw) > 200
        assert b"Secret" not in raw
    assert not any(part in raw for part in (b"47.1", b"67.6")), "the table holds no position"
    assert bar.status.text().startswith("Saved outside")
    logged = [line.title for line in real_kit.desk.activity.lines()][:3]
    assert logged == ["The table of a view was saved outside", *["A picture of a view was saved outside"] * 2]


def test_a_chart_is_walked_along_its_lines_and_opens_its_knots(page: PlacePage, real_kit: PageKit) -> None:
    view = the_links(page)
    canvas = view.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    headings = [column.title for column in canvas.web.columns]
    assert headings == ["Body", "Who, as alleged", "What", "To whom", "Where", "In which incident"]
    assert canvas.current == canvas.web.columns[0].knots[0]
    for _ in range(3):
        before = canvas.current
        assert before is not None
        QTest.keyClick(canvas, Qt.Key.Key_Right)
        assert canvas.current is not None
        assert canvas.current.key in canvas.drawing.neighbours(before.key), "along a line"
    assert canvas.current in canvas.web.columns[3].knots
    assert canvas.accessibleDescription().startswith(f"To whom: {canvas.current.title}. Tied to")
    assert canvas.current.type == "person"
    view.related.click()
    assert view.canvas.web.columns[-1].title == "Relatives and contacts"
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert page.record.view is not None
    assert page.record.view.id == canvas.current.id


def test_names_are_hidden_in_the_views_as_everywhere(real_kit: PageKit) -> None:
    names = real_kit.desk.presenting.names()
    shown = {}
    for runner in (real_kit.runner, MaskedRunner(real_kit.runner, Mask(names))):
        view = LinksView(replace(real_kit, runner=runner), "person")
        view.show_query(Query("person"))
        shown[runner] = [knot.title for column in view.canvas.web.columns for knot in column.knots]
        view.deleteLater()
    open_, masked = shown.values()
    assert any("Akhmetov" in title for title in open_)
    assert len(masked) == len(open_)
    assert not any("Akhmetov" in title for title in masked)


def test_a_chart_in_sample_leaves_with_its_words_and_never_over_another_file(
        page: PlacePage, real_kit: PageKit, tmp_path: Path) -> None:
    view = the_links(page)
    table = view.table()
    assert len(table) == 1 + len(view.canvas.web.ties)
    assert any("Alleged" in line[4] for line in table)
    assert any(not tie.sure and not tie.plain for tie in view.canvas.web.ties)
    bar = page.panes["person"].views.bar
    framed = bar.framed()
    assert framed is not None
    raw = framed.svg()
    assert b"SAMPLE" in raw
    assert b"CONFIDENTIAL" in raw
    there = tmp_path / "view.csv"
    there.write_bytes(b"mine")
    failed: list[object] = []
    bar.failed.connect(failed.append)
    bar.save_to(there)
    assert (len(failed), there.read_bytes()) == (1, b"mine")
