"""What else a list can be asked, through the window: not, or, no such record, a calendar, operators, who was there."""

import pytest
from pytestqt.qtbot import QtBot

from caseapp.domain.listing import LINKED
from tests.support.desk import SPECS
from ui.address import Address
from ui.pages.filter_mode import Mode
from ui.pages.list_pane import ListPane
from ui.pages.page import PageKit
from ui.pages.place_page import PlacePage
from ui.pages.record_head import NEAR


@pytest.fixture
def pane(real_kit: PageKit, qtbot: QtBot) -> ListPane:
    made = ListPane(real_kit, SPECS["person"])
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    return made


def chips(pane: ListPane) -> list[str]:
    return [chip.label for chip in pane.chips.chips]


def shown(pane: ListPane) -> list[tuple[str, int]]:
    values = [pane.panel.model.value(row) for row in range(pane.panel.model.rowCount())]
    return [(value.label, value.count) for value in values if value is not None]


def test_a_date_is_gone_down_by_its_calendar(pane: ListPane) -> None:
    pane.toggle_filters()
    pane.panel.choose("start", "act.victim")
    for label, short in (("2022", "2022"), ("January 2022", "Jan 2022"), ("6 January 2022", "6 Jan 2022")):
        labels = [each for each, _ in shown(pane)]
        counted = dict(shown(pane))[label]
        pane.panel.values.ticked.emit(pane.panel.model.index(labels.index(label)))
        assert pane.rows.rowCount() == counted, label
        assert chips(pane) == [f"When: {short}"]
    counted = pane.rows.rowCount()
    pane.panel.around.setText("2")
    pane.panel.around.editingFinished.emit()
    assert chips(pane) == ["When: 6 Jan 2022, or within 2 days of it"]
    assert pane.rows.rowCount() > counted
    pane.panel.values.ticked.emit(pane.panel.model.index(0))
    assert chips(pane) == ["When: 2022"], "the first line leads back up"
    pane.panel.values.ticked.emit(pane.panel.model.index(0))
    assert (chips(pane), shown(pane)[0][0]) == ([], "2021")


def test_not_and_or(pane: ListPane) -> None:
    everybody = pane.rows.rowCount()
    pane.toggle_filters()
    pane.panel.choose("sex")
    pane.panel.values.ticked.emit(pane.panel.model.index([label for label, _ in shown(pane)].index("Female")))
    women = pane.rows.rowCount()
    pane.panel.mode.buttons[Mode.NOT].click()
    assert pane.rows.rowCount() == everybody - women
    assert chips(pane) == ["not Sex: Female"]
    pane.panel.mode.buttons[Mode.OR].click()
    assert pane.rows.rowCount() == women
    pane.panel.choose("kind", "safeguard.person")
    assert pane.panel.mode.mode is Mode.MUST, "each question has its own"
    pane.panel.mode.buttons[Mode.OR].click()
    counts = [count for _, count in shown(pane)]
    pane.panel.values.ticked.emit(pane.panel.model.index(counts.index(max(counts))))
    assert women < pane.rows.rowCount() <= women + max(counts)
    assert " or Safeguard with Which right: " in pane.words.text()


def test_without_a_linked_record(pane: ListPane) -> None:
    everybody = pane.rows.rowCount()
    pane.toggle_filters()
    pane.panel.choose(LINKED, "safeguard.person")
    (yes, with_one), (no, without) = shown(pane)
    assert (yes, no, with_one + without) == ("There is one", "There is none", everybody)
    pane.panel.values.ticked.emit(pane.panel.model.index(1))
    assert pane.rows.rowCount() == without
    assert chips(pane) == ["without a linked record: Safeguard"]


def test_same_place_same_time_is_asked_from_a_record(real_kit: PageKit, qtbot: QtBot) -> None:
    place = PlacePage(real_kit, [SPECS["person"], SPECS["organisation"]])
    qtbot.addWidget(place)
    place.show()
    pane = place.panes["person"]
    pane.look_for("Ахметов Данияр")
    pane.step(1)
    went: list[Address] = []
    place.went.connect(went.append)
    place.record.head.choose(NEAR)
    (address,) = went
    place.show_address(address)
    assert place.record.view is not None
    assert chips(pane) == [f"same place, same night or day as {place.record.view.title}"]
    assert place.record.view.id not in pane.rows.ids_at(0, pane.rows.rowCount() - 1)


def test_operators_in_the_search_line(pane: ListPane) -> None:
    def found(text: str) -> set[str]:
        pane.search.setText(text)
        pane.search.textEdited.emit(text)
        return set(pane.rows.ids_at(0, max(0, pane.rows.rowCount() - 1)))

    one, other = found("akhmetov"), found("lim")
    assert one
    assert other
    assert found("akhmetov OR lim") == found("akhmetov ИЛИ lim") == one | other
    assert "akhmetov" in pane.words.text()
    assert found("ахмет -данияр") == found("ахмет") - found("данияр")
    assert found('"данияр ахметов"') == set(), "in quotes the order counts"
    assert found("«ахметов данияр»") == found("ахметов данияр")
