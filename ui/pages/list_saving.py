"""A list saved outside as a table: what the list shows, in the words that it shows."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from caseapp.domain.errors import UserError
from caseapp.domain.listing import Query
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button
from ui.ports import Activity, ColumnView, Lane, Lists
from ui.widgets.labels import PlainLabel

_KIND: Final = "list-table"
_AT_ONCE: Final = 500
_MOST: Final = 20_000
_ID: Final = 16  # bytes
Table = list[tuple[str, ...]]


class TooLong(UserError):
    """More records than one table takes."""

    code = "list-too-long"
    what = N_("This list is too long to be saved as a table.")
    next_step = N_("Narrow it by filters to at most 20,000 records; nothing was written.")


class ListSaving(QWidget):
    """A button for the bar of a list, and a line that says what became of it. ``button`` stands where the bar wants."""

    failed = Signal(object)

    def __init__(self, kit: PageKit, type_: str) -> None:
        super().__init__()
        self._kit = kit
        self._query = Query(type_)
        self._path = Path()
        self.button = button(kit.tr(N_("Save as a table…")), "small")
        self.button.setToolTip(kit.tr(N_("Every record of this list with every column, in a file that is not "
                                         "encrypted")))
        self.button.clicked.connect(self._on_choose)
        if not kit.writable:
            self.button.hide()  # showing it before it has a place would make it a window
        self.status = PlainLabel(role="hint", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 0, 12, 6)
        box.addWidget(self.status)
        self.hide()

    def show_query(self, query: Query) -> None:
        """What is asked now; what was said of another list goes."""
        if query != self._query:
            self._query = query
            self.hide()

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self._kit.tr(N_("Save as a table")), "", "CSV (*.csv);;Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # a native one would remember the file
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("list.csv")
        dialog.filterSelected.connect(self._on_format)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def _on_format(self, chosen: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            suffix = "xlsx" if "xlsx" in chosen else "csv"
            dialog.setDefaultSuffix(suffix)
            dialog.selectFile(f"list.{suffix}")

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write the list there; the ending of the name says as what."""
        self._path = Path(path)
        work = _Read(self._kit.desk.lists, self._query, self._kit.desk.lists.columns(self._query.type))
        self._kit.runner.run(self, Lane.READER, work, self._on_read, latest="table")

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, list):
            work = _Save(self._kit.desk.activity, self._path, outcome.value)
            self._kit.runner.run(self, Lane.WRITER, work, self._on_saved)
        else:
            self._fail(outcome)

    @Slot(object)
    def _on_saved(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, int):
            self.status.setText(self._kit.language.plural(
                "{n} record was saved. The file outside is not encrypted; the activity log says that it was made.",
                "{n} records were saved. The file outside is not encrypted; the activity log says that it was made.",
                outcome.value).format(n=outcome.value))
            self.show()
        else:
            self._fail(outcome)

    def _fail(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self._kit.language))


class _Read:
    """All rows in the order of the list, its columns above them."""

    def __init__(self, lists: Lists, query: Query, columns: Sequence[ColumnView]) -> None:
        self._lists, self._query, self._columns = lists, query, columns

    def __call__(self) -> Table:
        ids = self._lists.find(self._query).ids
        if len(ids) > _MOST * _ID:
            raise TooLong()
        keys = [column.key for column in self._columns[1:]]  # the first is the title
        table: Table = [tuple(column.label for column in self._columns)]
        for start in range(0, len(ids), _AT_ONCE * _ID):
            page = ids[start : start + _AT_ONCE * _ID]
            some = [page[at : at + _ID].hex() for at in range(0, len(page), _ID)]
            table += [(row.title, *row.cells) for row in self._lists.rows(self._query, some, keys)]
        return table


class _Save:
    def __init__(self, activity: Activity, path: Path, table: Table) -> None:
        self._save: Callable[..., None] = activity.save_table
        self._path, self._table = path, table

    def __call__(self) -> int:
        self._save(_KIND, self._path, self._table)
        return len(self._table) - 1
