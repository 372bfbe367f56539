"""The list of a million rows: the longest frame while it is scrolled. Ids are in memory, rows are made up."""

import secrets
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from benchmarks.stats import Line, percentile
from benchmarks.window.screen import processor
from benchmarks.window.vaults import cheap
from caseapp.domain.listing import Query
from ui.app import make_app
from ui.bridge.inline import InlineRunner
from ui.models.rows import RowsModel
from ui.pages.list_view import RecordsView
from ui.pages.page import PageKit
from ui.ports import FoundView, Row
from ui.style.icons import Icons
from ui.style.look import Look, apply_look
from ui.style.tokens import LIGHT

_STEPS: Final = 300
_WHEEL: Final = 96  # pixels: three lines
_JUMPS: Final = 40
_HEIGHT: Final = 600
Index = QModelIndex | QPersistentModelIndex


class _Lists:
    """Answers as the desk does, without a vault: only what a view costs is measured here."""

    def __init__(self, count: int) -> None:
        self._ids = secrets.token_bytes(16 * count)

    def find(self, _query: Query) -> FoundView:
        return FoundView(self._ids, len(self._ids) // 16)

    def rows(self, _query: Query, ids: Sequence[str], _columns: Sequence[str] = ()) -> list[Row]:
        return [Row(id_, f"Ахметов Ержан {id_[:6]}", "07.01.2022, Алматы", gaps=1) for id_ in ids]


class _Bare(QAbstractTableModel):
    """The same words in a plain list."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return f"Ахметов Ержан {index.row()}, 07.01.2022, Алматы" if role == Qt.ItemDataRole.DisplayRole else None


def scrolling(count: int, rounds: int) -> list[Line]:
    """By the wheel from the top, then to places all over the list; a frame is the step and its painting."""
    app = cheap()
    desk: Any = None  # the view asks its model alone
    kit = PageKit(desk, app.language("en"), Look(LIGHT, Icons(app.resources / "icons")), InlineRunner())
    apply_look(make_app(app.resources / "fonts"), kit.look)
    lists: Any = _Lists(count)
    rows = RowsModel(lists, InlineRunner(), Query("person"))
    ours = RecordsView(kit, rows)
    rows.read()
    bare = QTableView()
    bare.setModel(_Bare(count))
    bare.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    found = []
    for name, places in (("wheel", [_WHEEL * step for step in range(1, _STEPS)]),
                         ("all over the list", [count * 32 // _JUMPS * step for step in range(1, _JUMPS)])):
        frames = [(_frames(ours, places), _frames(bare, places)) for _ in range(rounds)]
        found += [
            Line(f"scrolling {count:,} rows, {name}: {word}", f"a bare table view: {word}", "ms",
                 tuple(percentile(one, share) for one, _ in frames),
                 tuple(percentile(other, share) for _, other in frames), "<= 16 ms")
            for word, share in (("longest frame", 1.0), ("p95", 0.95))
        ]
    return found


def _frames(view: QTableView, places: Sequence[int]) -> list[float]:
    view.resize(480, _HEIGHT)
    view.show()
    QCoreApplication.processEvents()
    bar = view.verticalScrollBar()
    bar.setValue(0)
    QCoreApplication.processEvents()
    taken = []
    for place in places:
        taken.append(processor(lambda place=place: _frame(view, place)))
    view.hide()
    return taken


def _frame(view: QTableView, place: int) -> None:
    view.verticalScrollBar().setValue(place)
    view.viewport().repaint()
    QCoreApplication.processEvents()
