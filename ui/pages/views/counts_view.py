"""A list in numbers: one unit at a time, by one or two of its sides; every number opens the records behind it."""

from typing import Final

from PySide6.QtCore import QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from caseapp.domain.listing import Query
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit
from ui.pages.views.gathered import Gathered
from ui.pages.views.set_view import SetView
from ui.ports import CountAsk, CountTable, Lane
from ui.widgets.choices import ChoiceBox
from ui.widgets.count_picture import HIDDEN, CountPicture
from ui.widgets.labels import PlainLabel, number

_HIDDEN_WORDS: Final = N_("hidden")


class CountsTable(QTableWidget):
    """Numbers that are walked with the arrows; Enter or a click opens one."""

    entered = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.cellClicked.connect(self.entered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.currentRow() >= 0:
            self.entered.emit(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)


class CountsView(SetView):
    """Asks for a table whenever the list or what is counted changes."""

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, type_, parent)
        self.shown: CountTable | None = None
        self._asked = CountAsk(type_)
        self._build()
        self._fill_aspects()

    def refresh(self) -> None:
        self.side.hide()
        ask = CountAsk(self.unit.chosen(), self.by_rows.chosen(), self.by_columns.chosen(), self.public.isChecked())
        self.kit.runner.run(self, Lane.READER, _Count(self.kit, self.query, ask), self._on_counted, latest="counts")

    def fit(self) -> None:
        self.side.fit()
        self._fit_table()

    def start(self) -> None:
        self.table_shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def picture_size(self, font: QFont) -> QSizeF:
        return self._picture().size(font)

    def draw(self, painter: QPainter, size: QSizeF, font: QFont) -> None:
        self._picture().paint(painter, font)

    def table(self) -> list[list[str]]:
        """As it is shown, with the sentences that belong to it below."""
        shown = self.shown
        return [*self._lines(), *([note] for note in shown.notes)] if shown is not None else []

    # --- building

    def _build(self) -> None:
        tr, kit = self.kit.tr, self.kit
        self.unit = ChoiceBox(kit.look, kit.desk.counts.units(self.query.type))
        self.by_rows, self.by_columns = ChoiceBox(kit.look, ()), ChoiceBox(kit.look, ())
        self.public = QCheckBox(tr(N_("For the public: hide small numbers")))
        for box, words in ((self.unit, N_("Count")), (self.by_rows, N_("Divided by")), (self.by_columns, N_("and by"))):
            label = PlainLabel(tr(words), "label")
            label.setBuddy(box)
            box.setAccessibleName(tr(words))
            self.tools.addWidget(_pair(label, box))
        self.tools.addWidget(self.public)
        self.unit.currentIndexChanged.connect(self._on_unit)
        self.by_rows.currentIndexChanged.connect(self._on_asked)
        self.by_columns.currentIndexChanged.connect(self._on_asked)
        self.public.toggled.connect(self._on_asked)
        self.table_shown = CountsTable()
        self.table_shown.setAccessibleName(tr(N_("Counts")))
        self.table_shown.entered.connect(self._on_entered)
        self.notes = PlainLabel(role="hint", wrap=True)
        self.side = Gathered(kit)
        self.side.opened.connect(self.opened)
        self.side.failed.connect(self.failed)
        self.side.closed.connect(self._on_closed)
        self.side.hide()
        middle = QHBoxLayout()
        middle.setContentsMargins(12, 0, 12, 0)
        middle.addWidget(self.table_shown, 1)
        middle.addWidget(self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.tool_row)
        whole.addLayout(middle, 1)
        whole.addWidget(self.notes)
        self.notes.setContentsMargins(16, 0, 12, 8)

    def _fill_aspects(self) -> None:
        aspects = self.kit.desk.counts.aspects(self.unit.chosen())
        for box in (self.by_rows, self.by_columns):
            before = box.blockSignals(True)
            kept = box.chosen()
            box.clear()
            box.addItem(self.kit.tr(N_("Nothing")), "")
            for aspect in aspects:
                box.addItem(aspect.label, aspect.id)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.blockSignals(before)

    def _picture(self) -> CountPicture:
        shown = self.shown
        bars = [row[-1] for row in shown.cells[:-1]] if shown is not None else []
        return CountPicture(self._lines() or [[""]], bars, shown.notes if shown is not None else ())

    def _lines(self) -> list[list[str]]:
        shown, tr = self.shown, self.kit.tr
        if shown is None:
            return []
        total = tr(N_("Total"))
        head = [shown.unit, *shown.column_labels, total]
        return [head, *([label, *(self._text(count) for count in row)]
                        for label, row in zip((*shown.row_labels, total), shown.cells, strict=True))]

    def _text(self, count: int | None) -> str:
        return HIDDEN if count is None else number(count)

    def _fit_table(self) -> None:
        self.table_shown.verticalHeader().setDefaultSectionSize(self.kit.look.px(30))
        self.table_shown.verticalHeader().setMaximumWidth(self.kit.look.px(320))
        self.table_shown.horizontalHeader().setMaximumSectionSize(self.kit.look.px(220))
        self.table_shown.horizontalHeader().setMinimumSectionSize(self.kit.look.px(72))
        self.table_shown.resizeColumnsToContents()

    # --- answers

    @Slot(object)
    def _on_counted(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if not isinstance(outcome, Done) or not isinstance(outcome.value, tuple):
            return
        self._asked, self.shown = outcome.value
        self._show()

    def _show(self) -> None:
        shown, table = self.shown, self.table_shown
        if shown is None:
            return
        lines = self._lines()
        table.setRowCount(len(lines) - 1)
        table.setColumnCount(len(lines[0]) - 1)
        table.setHorizontalHeaderLabels(lines[0][1:])
        table.setVerticalHeaderLabels([line[0] for line in lines[1:]])
        spoken, gone = self.kit.tr(N_("{row}, {column}: {count}")), self.kit.tr(_HIDDEN_WORDS)
        for r, line in enumerate(lines[1:]):
            for c, text in enumerate(line[1:]):
                item = QTableWidgetItem(f"{text} ")
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                words = spoken.format(row=line[0], column=lines[0][c + 1], count=gone if text == HIDDEN else text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
                table.setItem(r, c, item)
        self._fit_table()
        self.notes.setText(" ".join(shown.notes))
        self.notes.setVisible(bool(shown.notes))

    # --- what the person does

    @Slot()
    def _on_unit(self) -> None:
        self._fill_aspects()
        self.refresh()

    @Slot()
    def _on_asked(self) -> None:
        self.refresh()

    @Slot(int, int)
    def _on_entered(self, row: int, column: int) -> None:
        shown = self.shown
        if shown is None or not shown.cells[row][column]:
            return
        keys = (shown.row_keys[row] if row < len(shown.row_keys) else None,
                shown.column_keys[column] if column < len(shown.column_keys) else None)
        lines = self._lines()
        words = self.kit.tr(N_("{row}, {column}: {count}")).format(
            row=lines[row + 1][0], column=lines[0][column + 1], count=lines[row + 1][column + 1])
        work = _Behind(self.kit, self.query, self._asked, keys, words)
        self.kit.runner.run(self, Lane.READER, work, self._on_behind, latest="behind")

    @Slot(object)
    def _on_behind(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if isinstance(outcome, Done) and isinstance(outcome.value, tuple):
            ids, words = outcome.value
            self.side.show_records(Query(self._asked.unit, withdrawn=True), ids, words)

    @Slot()
    def _on_closed(self) -> None:
        self.side.hide()
        self.start()


def _pair(label: QWidget, box: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(8)
    row.addWidget(label)
    row.addWidget(box)
    return made


class _Count:
    def __init__(self, kit: PageKit, query: Query, ask: CountAsk) -> None:
        self._counts, self._query, self._ask = kit.desk.counts, query, ask

    def __call__(self) -> object:
        return self._ask, self._counts.count(self._query, self._ask)


class _Behind:
    def __init__(self, kit: PageKit, query: Query, ask: CountAsk, keys: tuple[str | None, str | None],
                 words: str) -> None:
        self._counts, self._query, self._ask, self._keys, self._words = kit.desk.counts, query, ask, keys, words

    def __call__(self) -> object:
        return tuple(self._counts.behind(self._query, self._ask, *self._keys)), self._words
