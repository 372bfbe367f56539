"""The windowed list: lawful as a model, never asking while it is painted, pages fetched once and forgotten in time."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import DiskFull
from caseapp.domain.names.person_name import PersonName
from tests.support.desk import Desk, Records
from ui.bridge.inline import InlineRunner
from ui.models.hits import HitsModel
from ui.models.rows import PAGE, RowRole, RowsModel
from ui.ports import Hit, Row

MANY = 10_000


class Thin(Records):
    """Ten thousand persons whose titles are their numbers."""

    def ids(self, type_: str) -> list[str]:
        return [f"{number:032x}" for number in range(MANY)]

    def rows(self, ids: Sequence[str]) -> Sequence[Row]:
        self.pages += 1
        return [Row(id_, f"№ {int(id_, 16)}") for id_ in ids]


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def model_over(records: Records, owner: QObject) -> RowsModel:
    model = RowsModel(records, InlineRunner(), "person", owner)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    model.read()
    return model


def test_it_is_a_lawful_model(desk: Desk, owner: QObject) -> None:
    model = model_over(desk.records, owner)
    assert model.rowCount() == len(desk.records.ids("person"))
    desk.records.save("person", None, {"names": (PersonName("Абаев"),)}, "new")
    model.read()
    assert model.index(0).data() == "Абаев"


def test_looking_never_asks(owner: QObject) -> None:
    records = Thin()
    model = model_over(records, owner)
    asked = records.pages
    for row in range(0, MANY, 7):
        model.index(row).data()
        model.index(row).data(RowRole)
    assert records.pages == asked
    assert model.index(5_000).data() == ""


def test_wanting_fetches_each_page_once(owner: QObject) -> None:
    records = Thin()
    model = model_over(records, owner)
    model.want(5_000, 5_020)
    asked = records.pages
    assert model.index(5_010).data() == "№ 5010"
    model.want(5_000, 5_020)
    assert records.pages == asked


def test_memory_is_bounded(owner: QObject) -> None:
    model = RowsModel(Thin(), InlineRunner(), "person", owner)
    model.read()
    for first in range(0, MANY, PAGE):
        model.want(first, first + 20)
    held = sum(1 for row in range(MANY) if model.index(row).data())
    assert held <= 40 * PAGE
    assert model.index(MANY - 1).data() == f"№ {MANY - 1}"


def test_a_failure_is_said(qtbot: QtBot, owner: QObject) -> None:
    class Broken(Thin):
        def ids(self, type_: str) -> list[str]:
            raise DiskFull()

    model = RowsModel(Broken(), InlineRunner(), "person", owner)
    with qtbot.waitSignal(model.failed):
        model.read()
    assert model.rowCount() == 0


def test_hits_are_a_lawful_model(owner: QObject) -> None:
    model = HitsModel()
    model.setParent(owner)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    model.show((Hit("1", "person", "Ахметов", "Ахметов", ((0, 7),)),))
    assert model.index(0).data(Qt.ItemDataRole.DisplayRole) == "Ахметов"
    assert model.hit(1) is None
