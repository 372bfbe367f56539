"""Counts over a real vault: units never mixed, every number equal to what looking at each record gives, each opens."""

from collections import Counter
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import Invalid
from caseapp.domain.listing import Condition, Query
from caseapp.domain.moment import Moment
from caseapp.services.edits import Edit
from tests.support.live import Live, session_of
from ui.pages.page import PageKit
from ui.pages.views.counts_view import CountsView
from ui.pages.views.framed import Framed, Framing
from ui.ports import CountAsk, CountTable


@pytest.fixture
def view(real_kit: PageKit, qtbot: QtBot) -> CountsView:
    made = CountsView(real_kit, "person")
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_query(Query("person"))
    return made


def as_dict(table: CountTable) -> dict[str, int | None]:
    return {label: row[-1] for label, row in zip((*table.row_labels, "total"), table.cells, strict=True)}


def test_units_are_not_mixed(real_kit: PageKit) -> None:
    """Of persons, what was done to them, in how many incidents, by how many accounts: each by looking at every one."""
    session, counts = session_of(real_kit), real_kit.desk.counts
    records = {type_: {e.id: e.record for e in session.reader.many(session.reader.ids(type_)) if not e.retracted}
               for type_ in ("person", "act", "incident", "account")}
    acts = {id_: act for id_, act in records["act"].items() if getattr(act, "victim") in records["person"]}  # noqa: B009
    told = {*records["person"], *acts}
    expected = {
        "person": len(records["person"]), "act": len(acts),
        "incident": len({getattr(act, "incident") for act in acts.values()} & records["incident"].keys()),  # noqa: B009
        "account": sum(bool(told & set(getattr(one, "about"))) for one in records["account"].values()),  # noqa: B009
    }
    assert [choice.id for choice in counts.units("person")] == ["person", "act", "incident", "account"]
    for unit, number in expected.items():
        assert counts.count(Query("person"), CountAsk(unit)).cells == ((number,),), unit
    assert len(set(expected.values())) > 2, "or mixing them would not be seen"
    with pytest.raises(Invalid):
        counts.count(Query("place"), CountAsk("act"))


def test_by_a_term_and_a_month(real_kit: PageKit) -> None:
    session, counts = session_of(real_kit), real_kit.desk.counts
    acts = [e.record for e in session.reader.many(session.reader.ids("act")) if not e.retracted]
    slowly = Counter(getattr(act, "act_type") for act in acts)  # noqa: B009
    table = counts.count(Query("act"), CountAsk("act", "act_type", "start@month"))
    assert {key: row[-1] for key, row in zip(table.row_keys, table.cells, strict=False)} == dict(slowly)
    assert table.cells[-1][-1] == len(acts)
    assert "January 2022" in table.column_labels
    for row in table.cells:
        assert sum(count or 0 for count in row[:-1]) == row[-1]
    for number, key in enumerate(table.row_keys):
        behind = counts.behind(Query("act"), CountAsk("act", "act_type", "start@month"), key, None)
        assert len(behind) == table.cells[number][-1]


def test_what_is_known_too_imprecisely_is_not_known(live: Live) -> None:
    desk = live.empty()
    session = desk._vault.session
    new = session.records.new_id
    session.records.save([
        Edit("act", new(), {"start": Moment("2022-01-06", zone="Asia/Almaty")}),
        Edit("act", new(), {"start": Moment("2022-01", zone="Asia/Almaty")}),
        Edit("act", new(), {"start": Moment("2022", zone="Asia/Almaty")}), Edit("act", new(), {"act_type": "arrest"}),
    ], "made")
    for by, expected in (("year", {"2022": 3, "Not known": 1}), ("month", {"January 2022": 2, "Not known": 2}),
                         ("day", {"6 January 2022": 1, "Not known": 3})):
        table = desk.counts.count(Query("act"), CountAsk("act", f"start@{by}"))
        assert as_dict(table) == {**expected, "total": 4}, by


def test_regions_of_the_time_and_of_today(live: Live) -> None:
    """Zhezkazgan lay in Karaganda region in January 2022 and lies in Ulytau today."""
    desk = live.sample()
    session = desk._vault.session
    place = next(row.id for row in desk.lists.rows(Query("place"), session.reader.ids("place"))
                 if row.title == "Zhezkazgan")
    session.records.save([Edit("act", session.records.new_id(), {"act_type": "arrest", "place": place})], "made")
    only = Query("act", conditions=(Condition("place", one_of=(place,)),))
    then, now = (desk.counts.count(only, CountAsk("act", f"place@{by}")) for by in ("then", "now"))
    assert (then.row_labels, now.row_labels) == (("Karaganda Region",), ("Ulytau",))
    assert (then.notes, now.notes) == (("Regions as they were before 8 June 2022.",),
                                       ("Regions as they are since 8 June 2022.",))


def test_one_in_two_rows_is_one_in_the_total(real_kit: PageKit) -> None:
    table = real_kit.desk.counts.count(Query("person"), CountAsk("person", "act.victim>act_type"))
    rows = [row[-1] or 0 for row in table.cells[:-1]]
    assert sum(rows) > (table.cells[-1][-1] or 0)
    assert "do not add up" in table.notes[0]


def test_the_view_counts_opens_and_hides(view: CountsView, real_kit: PageKit) -> None:
    view.by_rows.choose("sex")
    assert view.shown is not None
    assert as_dict(view.shown)["total"] == 9
    row = view.shown.row_labels.index("Female")
    view.table_shown.entered.emit(row, 0)
    assert view.side.isVisible()
    assert view.side.lines.count() == view.shown.cells[row][-1]
    assert view.side.title.text().startswith("Female, Total: ")
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.public.setChecked(True)
    small = [row[-1] for row in view.shown.cells]
    assert None in small
    assert "hidden" in view.notes.text()
    assert "·" in {line[1] for line in view.table()[1:] if len(line) > 1}
    view.table_shown.entered.emit(small.index(None), 0)
    assert not view.side.isVisible(), "a hidden number tells nobody either"


def test_the_copy_is_the_table_that_is_shown(view: CountsView, tmp_path: Path) -> None:
    view.by_rows.choose("sex")
    view.public.setChecked(True)
    svg = Framed(view, Framing("Counts", "CONFIDENTIAL")).svg().decode()
    assert "Female" in svg
    assert all(f">{n}<" not in svg for n in (1, 2, 3, 4)), "no hidden number is in its bytes"
