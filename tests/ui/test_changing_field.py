"""A field of many records is changed at once: counted before, one action, one Undo; protection and conflicts stay."""

import pytest
from pytestqt.qtbot import QtBot

from caseapp.domain.changing import ChangePlan, FieldChange, How, changeable, ways
from caseapp.domain.errors import Invalid
from caseapp.domain.policy import Merge
from caseapp.domain.records import ALL
from caseapp.domain.spec import Kind
from caseapp.services.bulk import MOST, TooManyAtOnce
from caseapp.services.edits import Edit
from tests.support.live import Live, session_of
from ui.desk.desk import VaultDesk
from ui.forms.editors import TermEditor
from ui.pages.page import PageKit
from ui.pages.place_page import PlacePage


def acts_of(live: Live) -> tuple[VaultDesk, list[str]]:
    desk = live.empty()
    session = desk._vault.session
    ids = [session.records.new_id() for _ in range(4)]
    values = ({"methods": ("beating",)}, {"methods": ("beating", "wounding")}, {}, {"methods": ("wounding",)})
    session.records.save([Edit("act", id_, {"act_type": "arrest", **each})
                          for id_, each in zip(ids, values, strict=True)], "made")
    return desk, ids


def methods(desk: VaultDesk, ids: list[str]) -> list[object]:
    return [desk.records.get(id_).fields["methods"].value for id_ in ids]


def test_add_remove_set_and_clear_are_counted_and_done(live: Live) -> None:
    desk, ids = acts_of(live)
    before = methods(desk, ids)
    for how, value, plan, after in (
        (How.ADD, ("wounding",), ChangePlan(2, 2, 0), [("beating", "wounding"), ("beating", "wounding"), ("wounding",),
                                                        ("wounding",)]),
        (How.REMOVE, ("beating",), ChangePlan(2, 2, 0), [(), ("wounding",), (), ("wounding",)]),
        (How.SET, ("wounding",), ChangePlan(3, 1, 0), [("wounding",)] * 4),
        (How.CLEAR, None, ChangePlan(3, 1, 0), [()] * 4),
    ):
        change = FieldChange("act", "methods", how, value)
        desk.undoing.next()
        assert desk.lists.plan_change(change, ids) == plan, how
        assert methods(desk, ids) == before, "a plan writes nothing"
        saved = desk.lists.change_field(change, ids)
        assert methods(desk, ids) == after, how
        assert "How changed in 4 chosen records" in saved.title
        desk.undoing.undo()
        assert methods(desk, ids) == before, "one action, one Undo"


def test_what_protects_or_identifies_is_not_changed_by_the_hundred(live: Live) -> None:
    for spec in ALL:
        for each in changeable(spec):
            assert each.merge.merge is not Merge.PROTECTIVE
            assert not each.identifies
            assert set(ways(each)) >= {How.SET, How.CLEAR}
    assert not [each for spec in ALL for each in changeable(spec) if each.kind in (Kind.NAMES, Kind.IDENTIFIERS)]
    desk, ids = acts_of(live)
    for change in (FieldChange("act", "retracted", How.SET, True), FieldChange("act", "victim", How.CLEAR),
                   FieldChange("act", "act_type", How.ADD, ("arrest",)), FieldChange("act", "no_such", How.CLEAR),
                   FieldChange("act", "act_type", How.SET, "")):
        with pytest.raises(Invalid):
            desk.lists.change_field(change, ids)
    with pytest.raises(TooManyAtOnce):
        desk.lists.plan_change(FieldChange("act", "act_type", How.CLEAR), [f"{n:032x}" for n in range(MOST + 1)])


def test_one_refusal_changes_nothing(live: Live) -> None:
    desk, ids = acts_of(live)
    with pytest.raises(Invalid):
        desk.lists.change_field(FieldChange("act", "methods", How.SET, ("no such term",)), ids)
    assert methods(desk, ids)[0] == ("beating",)


def test_the_bar_counts_before_it_changes(real_kit: PageKit, qtbot: QtBot) -> None:
    session = session_of(real_kit)
    page = PlacePage(real_kit, [real_kit.desk.records.specs()["act"]])
    qtbot.addWidget(page)
    page.show()
    pane = page.panes["act"]
    pane.view.selectAll()
    bar = pane.selection
    bar.change.click()
    changing = bar.changing
    changing.field.choose("certainty")
    assert not changing.change_button.isVisible()
    changing.check_button.click()
    assert changing.said.text() == "Say first what the field shall hold."
    assert isinstance(changing.editor, TermEditor)
    changing.editor.choice.choose("confirmed")
    changing.check_button.click()
    ids = session.reader.ids("act")
    before = [getattr(each.record, "certainty") for each in session.reader.many(ids)]  # noqa: B009
    changes = sum(each != "confirmed" for each in before)
    assert changing.said.text().startswith(f"{changes} records change.")
    assert changing.change_button.text() == f"Change {changes} records"
    changing.editor.choice.choose("corroborated")
    assert not changing.change_button.isVisible(), "another value is counted anew"
    changing.check_button.click()
    changing.change_button.click()
    shown = pane.rows.ids_at(0, pane.rows.rowCount() - 1)
    assert {getattr(each.record, "certainty") for each in session.reader.many(shown)} == {"corroborated"}  # noqa: B009
