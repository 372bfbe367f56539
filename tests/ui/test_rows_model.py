"""The windowed list: lawful as a model, never asking while it is painted, changed row by row after a write."""

import random
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import DiskFull
from caseapp.domain.listing import Query
from caseapp.domain.names.person_name import PersonName
from tests.support.desk import SPECS, Desk, Records
from tests.support.lists import Lists
from ui.bridge.inline import InlineRunner
from ui.models.ids import MOST_COMPARED, SIZE, Removal, position, steps
from ui.models.rows import PAGE, RowRole, RowsModel
from ui.models.values import ValuesModel
from ui.ports import ColumnView, FoundView, Row, ValueCount

MANY = 10_000


class Thin(Lists):
    """Ten thousand persons whose titles are their numbers; ``numbers`` may be changed between two readings."""

    def __init__(self, numbers: Sequence[int] = range(MANY)) -> None:
        super().__init__(Records(), SPECS)
        self.numbers = numbers
        self.pages = 0

    def find(self, query: Query) -> FoundView:
        return FoundView(b"".join(number.to_bytes(SIZE, "big") for number in self.numbers), len(self.numbers))

    def rows(self, query: Query, ids: Sequence[str], columns: Sequence[str] = ()) -> Sequence[Row]:
        self.pages += 1
        return [Row(id_, f"№ {int(id_, 16)}", cells=tuple(columns)) for id_ in ids]


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def model_over(lists: Lists, owner: QObject) -> RowsModel:
    model = RowsModel(lists, InlineRunner(), Query("person"), owner)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    model.read()
    return model


def shown(model: RowsModel) -> list[int]:
    return [int(model.id_at(row), 16) for row in range(model.rowCount())]


def test_it_is_a_lawful_model(desk: Desk, owner: QObject) -> None:
    model = model_over(desk.lists, owner)
    assert model.rowCount() == len(desk.records.ids("person"))
    desk.records.save("person", None, {"names": (PersonName("Абаев"),)}, "new")
    model.read()
    assert model.index(0, 0).data() == "Абаев"


def test_looking_never_asks(owner: QObject) -> None:
    lists = Thin()
    model = model_over(lists, owner)
    asked = lists.pages
    for row in range(0, MANY, 7):
        model.index(row, 0).data()
        model.index(row, 0).data(RowRole)
    assert lists.pages == asked
    assert model.index(5_000, 0).data() == ""


def test_wanting_fetches_each_page_once(owner: QObject) -> None:
    lists = Thin()
    model = model_over(lists, owner)
    model.want(5_000, 5_020)
    asked = lists.pages
    assert model.index(5_010, 0).data() == "№ 5010"
    model.want(5_000, 5_020)
    assert lists.pages == asked


def test_memory_is_bounded(owner: QObject) -> None:
    model = RowsModel(Thin(), InlineRunner(), Query("person"), owner)
    model.read()
    for first in range(0, MANY, PAGE):
        model.want(first, first + 20)
    held = sum(1 for row in range(MANY) if model.index(row, 0).data())
    assert held <= 160 * PAGE
    assert model.index(MANY - 1, 0).data() == f"№ {MANY - 1}"


def test_a_failure_is_said(qtbot: QtBot, owner: QObject) -> None:
    class Broken(Thin):
        def find(self, query: Query) -> FoundView:
            raise DiskFull()

    model = RowsModel(Broken(), InlineRunner(), Query("person"), owner)
    with qtbot.waitSignal(model.failed):
        model.read()
    assert model.rowCount() == 0


def test_columns_are_fetched_with_their_rows(owner: QObject) -> None:
    model = model_over(Thin(), owner)
    model.show_columns([ColumnView("sex", "Sex"), ColumnView("n", "Number", number=True)])
    assert [model.index(3, column).data() for column in range(3)] == ["№ 3", "sex", "n"]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Sex"
    assert model.index(3, 2).data(Qt.ItemDataRole.TextAlignmentRole) is not None
    assert model.index(3, 1).data(Qt.ItemDataRole.TextAlignmentRole) is None


def test_an_id_is_found_where_it_stands_and_not_across_two_others(owner: QObject) -> None:
    model = model_over(Thin(), owner)
    assert model.row_of(f"{4_321:032x}") == 4_321
    assert model.row_of(f"{MANY:032x}") == -1
    ids = bytes(8) + b"\x01" * 16 + bytes(8)  # the wanted id lies here, but over the border of two rows
    assert position(ids, b"\x01" * 16) == -1
    assert position(ids + b"\x01" * 16, b"\x01" * 16) == 2


@pytest.mark.parametrize("seed", range(12))
def test_a_change_moves_only_what_moved(owner: QObject, seed: int) -> None:
    dice = random.Random(seed)
    before = dice.sample(range(300), 200)
    lists = Thin(before)
    model = model_over(lists, owner)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    for _ in range(8):
        after = [each for each in before if dice.random() > 0.05]
        if dice.random() < 0.5:
            after.insert(dice.randrange(len(after)), after.pop(dice.randrange(len(after))))
        after += [each for each in dice.sample(range(1_000, 9_000), 3) if each not in after]
        lists.numbers = before = after
        model.read()
        assert shown(model) == after
    assert not resets


def choose(view: QTableView, row: int) -> None:
    """Whatever modifier key an earlier test left pressed."""
    flag = QItemSelectionModel.SelectionFlag
    view.selectionModel().setCurrentIndex(view.model().index(row, 0), flag.ClearAndSelect | flag.Rows)


def test_what_is_chosen_and_looked_at_survives_a_change(owner: QObject, qtbot: QtBot) -> None:
    lists = Thin(range(100, 1_100))
    model = model_over(lists, owner)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    choose(view, 500)
    lists.numbers = [*range(90, 600), *range(601, 1_100)]
    model.read()
    assert model.row_of(f"{600:032x}") == -1  # it is gone, and the choice with it
    choose(view, model.row_of(f"{700:032x}"))
    lists.numbers = range(50, 1_100)
    model.read()
    assert [int(model.id_at(index.row()), 16) for index in view.selectionModel().selectedRows()] == [700]


def test_a_new_order_is_taken_at_once(owner: QObject) -> None:
    lists = Thin()
    model = model_over(lists, owner)
    lists.numbers = list(reversed(range(MANY)))
    model.read()
    assert shown(model)[:3] == [MANY - 1, MANY - 2, MANY - 3]
    assert MANY > MOST_COMPARED


def test_one_moved_row_is_one_step_out_and_one_in() -> None:
    rows = [bytes([at]) * SIZE for at in range(100)]
    moved = [*rows[:10], *rows[11:60], rows[10], *rows[60:]]
    found = steps(b"".join(rows), b"".join(moved))
    assert found is not None
    assert len(found) <= 2
    assert isinstance(found[0], Removal)


def test_the_answers_of_a_filter_are_a_lawful_model(owner: QObject) -> None:
    model = ValuesModel("{value}: {count}")
    model.setParent(owner)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    model.show_values([ValueCount("a", "Alpha", 3), ValueCount("b", "Beta", 0)], ("b",))
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Alpha: 3"
    assert Qt.CheckState(model.index(1).data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
    model.show_values([ValueCount("a", "Alpha", 4), ValueCount("b", "Beta", 1)], ())
    assert model.value(0) == ValueCount("a", "Alpha", 4)
    assert model.value(2) is None
