"""Tables: a list that somebody kept in a spreadsheet or a form becomes records, after it was looked at.

Choose a file, see what is in it, say which column fills which field, look at the numbers, take it in. Reading and
mapping run beside the vault, comparing and writing on the writer's lane; all of it can be stopped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from caseapp.domain.errors import Stale, UserError
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import CalledOff, Progress
from ui.pages.exchange.catching_up import CatchingUp
from ui.pages.exchange.parts import Halves, empty, row_of, surface
from ui.pages.exchange.table_calls import (
    CountRows,
    KeepMapping,
    LoadMapping,
    MapRows,
    OpenTable,
    SaveMapping,
    SeeSheet,
    TakeRows,
)
from ui.pages.exchange.table_columns import TableColumns
from ui.pages.exchange.table_counts import TableCounts
from ui.pages.page import Page, PageKit, button, padded, scrolled
from ui.ports import Lane, Saved
from ui.ports.base import Choice
from ui.ports.tables import Chosen, SheetSeen, TableCounted, TableFile
from ui.style.icons import Icon
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel, StatusLabel

ENCODINGS = (Choice("utf-8", "UTF-8"), Choice("utf-16", "UTF-16"), Choice("cp1251", "Windows-1251"))


class TablesPage(Page):
    """One file at a time."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.path: Path | None = None
        self.file: TableFile | None = None
        self.seen: SheetSeen | None = None
        self.kept: list[Chosen] = []
        self._progress: Progress | None = None
        self._taking = False
        self._build()
        if kit.writable:
            kit.runner.run(self, Lane.WRITER, kit.desk.tables.kept, self._on_kept)

    # --- what the window calls

    def perform(self, act: Act) -> bool:
        if act is Act.RECORD and not self.counts.isHidden() and self.counts.take_button.isEnabled():
            self._on_take()
            return True
        return False

    def start(self) -> None:
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        """The numbers were counted against what stood before."""
        if self.seen is not None and not self.counts.isHidden() and not self._taking:
            self._preview()

    def leave(self, at_once: bool = False) -> bool:
        if at_once:
            self.counts.likely.stop()
            self.search.stop()
            if self._progress is not None:
                self._progress.stop()
        return True

    # --- building

    def _build(self) -> None:
        tr, look = self.kit.tr, self.kit.look
        frame, box = surface(self.kit, tr(N_("Tables")), tr(N_(
            "A list in CSV or XLSX, the answers of a form exported by KoboToolbox or ODK, or a document in the "
            "HURIDOCS formats becomes records. The file is read in a closed process; nothing is written yet.")))
        self.choose_button = button(tr(N_("Choose a table…")))
        self.choose_button.setIcon(look.icon(Icon.EXCHANGE, size=16))
        self.choose_button.clicked.connect(self._on_choose)
        self.choose_button.setEnabled(self.kit.writable)
        self.load_button = button(tr(N_("Load a mapping…")))
        self.load_button.clicked.connect(self._on_load)
        self.load_button.setEnabled(self.kit.writable)
        box.addLayout(row_of(self.choose_button, self.load_button))
        self.state = QVBoxLayout()
        box.addLayout(self.state)
        self.sheets = ChoiceBox(look, ())
        self.encodings = ChoiceBox(look, ENCODINGS)
        self.mappings = ChoiceBox(look, (), tr(N_("as the headers suggest")))
        self.sheet_row = self._row(box, tr(N_("Sheet")), self.sheets)
        self.encoding_row = self._row(box, tr(N_("Encoding")), self.encodings)
        self.mapping_row = self._row(box, tr(N_("Mapping")), self.mappings)
        self.sheets.activated.connect(self._on_sheet)
        self.encodings.activated.connect(self._on_encoding)
        self.mappings.activated.connect(self._on_mapping)
        self.columns = TableColumns(self.kit, self.kit.desk.tables.fields())
        self.columns.changed.connect(self._on_changed)
        self.columns.keep.connect(self._on_keep)
        self.columns.save.connect(self._on_save)
        self.preview_button = button(tr(N_("Look at what it would do")), "primary")
        self.preview_button.clicked.connect(self._preview)
        self.counts = TableCounts(self.kit)
        self.counts.take.connect(self._on_take)
        self.counts.understood.connect(self.columns.understand)
        self.counts.failed.connect(self._on_error)
        self.counts.working.connect(self.working)
        self.search = CatchingUp(self.kit, self)
        self.search.working.connect(self.working)
        self.search.failed.connect(self._on_error)
        self._lay(frame)
        self._show(())

    def _lay(self, frame: QWidget) -> None:
        left, right = QWidget(), QWidget()
        for side, widgets in ((left, (frame, self.columns)), (right, (self._beside(self.preview_button), self.counts))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(Halves(left, right)))

    @staticmethod
    def _beside(control: QWidget) -> QWidget:
        frame = QWidget()
        frame.setLayout(row_of(control))
        return frame

    @staticmethod
    def _row(box: QVBoxLayout, label: str, control: QWidget) -> QWidget:
        frame = QWidget()
        words = PlainLabel(label, "label")
        words.setBuddy(control)
        control.setAccessibleName(label)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(words)
        inner.addWidget(padded(control))
        box.addWidget(frame)
        return frame

    def _show(self, shown: Sequence[QWidget]) -> None:
        for widget in (self.sheet_row, self.encoding_row, self.mapping_row, self.columns, self.preview_button,
                       self.counts):
            widget.setVisible(widget in shown)

    def _say(self, status: str, words: str) -> None:
        empty(self.state)
        if words:
            self.state.addWidget(StatusLabel(self.kit.look, status, words, wrap=True))

    def _watch(self, words: str) -> Progress:
        self._end()
        self._progress = Progress(self.kit.tr(words))
        self.working.emit(self._progress)
        return self._progress

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.end()
        self._progress = None

    # --- the file

    @Slot()
    def _on_choose(self) -> None:
        self._ask(N_("Choose a table"), N_("Tables (*.csv *.tsv *.txt *.xlsx *.xml);;All files (*)"), self._on_chosen)

    def _ask(self, title: str, kinds: str, slot: object) -> None:
        dialog = QFileDialog(self, self.kit.tr(title), "", self.kit.tr(kinds))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(slot)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.read(Path(name))

    def read(self, path: Path, encoding: str = "") -> None:
        """Read this file; what was here of another is forgotten."""
        self.path, self.file, self.seen = path, None, None
        self._show(())
        self._say("info", self.kit.tr(N_("Reading the table…")))
        self.choose_button.setEnabled(False)
        work = OpenTable(self.kit.desk.tables, path, encoding, self._watch(N_("Reading the table")))
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_read)

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        self._end()
        self.choose_button.setEnabled(True)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, TableFile):
            self._tell(outcome)
            return
        self._say("", "")
        self.file = outcome.value
        self.sheets.clear()
        for sheet in self.file.sheets:
            self.sheets.addItem(sheet.label, sheet.id)
        if self.file.encoding:
            self.encodings.choose(self.file.encoding)
        self._see()

    @Slot(int)
    def _on_encoding(self, _at: int) -> None:
        if self.path is not None and self.file is not None and self.encodings.chosen() != self.file.encoding:
            self.read(self.path, self.encodings.chosen())

    @Slot(int)
    def _on_sheet(self, _at: int) -> None:
        self._see()

    def _see(self) -> None:
        work = SeeSheet(self.kit.desk.tables, self.sheets.chosen())
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_seen, latest="sheet")

    @Slot(object)
    def _on_seen(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Done) or not isinstance(outcome.value, SheetSeen) or self.file is None:
            self._tell(outcome)
            return
        self.seen = outcome.value
        shown: list[QWidget] = [self.preview_button]
        shown += [] if self.file.document else [self.columns]
        shown += [self.sheet_row] if len(self.file.sheets) > 1 else []
        shown += [self.encoding_row] if self.file.encoding else []
        shown += [self.mapping_row] if self.kept else []
        self._show(shown)
        headers = {column.header for column in self.seen.columns}
        fitting = [one for one in self.kept if one.fields and set(one.fields) <= headers]
        self.mappings.choose(fitting[0].namespace if fitting else "")
        self._on_mapping(0)
        self.preview_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- mappings

    @Slot(object)
    def _on_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Sequence):
            self.kept = [one for one in outcome.value if isinstance(one, Chosen)]
            while self.mappings.count() > 1:
                self.mappings.removeItem(1)
            for one in self.kept:
                self.mappings.addItem(one.name or self.kit.tr(N_("without a name")), one.namespace)

    @Slot(int)
    def _on_mapping(self, _at: int) -> None:
        if self.seen is None:
            return
        chosen = next((one for one in self.kept if one.namespace == self.mappings.chosen()), self.seen.suggested)
        self.columns.show_sheet(self.seen, replace(chosen, sheet=self.sheets.chosen()))
        self.counts.hide()

    @Slot()
    def _on_keep(self) -> None:
        work = KeepMapping(self.kit.desk.tables, self.columns.chosen())
        self.kit.runner.run(self, Lane.WRITER, work, self._on_mapping_kept)

    @Slot(object)
    def _on_mapping_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Chosen):
            self.columns.kept(outcome.value)
            self.said.emit(self.kit.tr(N_("The mapping is kept.")))
            self.kit.runner.run(self, Lane.WRITER, self.kit.desk.tables.kept, self._on_kept)
        else:
            self._tell(outcome)

    @Slot()
    def _on_load(self) -> None:
        self._ask(N_("Choose a mapping"), N_("Mappings (*.json);;All files (*)"), self._on_mapping_file)

    @Slot(str)
    def _on_mapping_file(self, name: str) -> None:
        self.kit.runner.run(self, Lane.WRITER, LoadMapping(self.kit.desk.tables, Path(name)), self._on_mapping_kept)

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Save the mapping")), "", self.kit.tr(N_("Mappings (*.json)")))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_save_to)
        dialog.open()

    @Slot(str)
    def _on_save_to(self, name: str) -> None:
        work = SaveMapping(self.kit.desk.tables, self.columns.chosen(), Path(name))
        self.kit.runner.run(self, Lane.WRITER, work, self._on_mapping_saved)

    @Slot(object)
    def _on_mapping_saved(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self.said.emit(self.kit.tr(N_("The mapping was saved; it holds nothing of the rows.")))
        else:
            self._tell(outcome)

    # --- counting and taking in

    @Slot()
    def _on_changed(self) -> None:
        if not self.counts.isHidden():
            self._preview()

    @Slot()
    def _preview(self) -> None:
        self._say("", "")
        self.counts.likely.stop()
        work = MapRows(self.kit.desk.tables, self.columns.chosen(), self._watch(N_("Reading the rows")))
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_mapped, latest="preview")

    @Slot(object)
    def _on_mapped(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Done):
            self._end()
            self._tell(outcome)
            return
        work = CountRows(self.kit.desk.tables, outcome.value, self._watch(N_("Counting what they would do")))
        self.kit.runner.run(self, Lane.WRITER, work, self._on_counted, latest="count")

    @Slot(object)
    def _on_counted(self, outcome: Outcome) -> None:
        self._end()
        if isinstance(outcome, Done) and isinstance(outcome.value, TableCounted):
            self.counts.show()
            self.counts.show_counted(outcome.value)
        else:
            self._tell(outcome)

    @Slot()
    def _on_take(self) -> None:
        if self._taking:
            return
        self._taking = True
        self.counts.busy(True)
        work = TakeRows(self.kit.desk.tables, self._watch(N_("Taking in the table")))
        self.kit.runner.run(self, Lane.WRITER, work, self._on_taken)

    @Slot(object)
    def _on_taken(self, outcome: Outcome) -> None:
        self._end()
        self._taking = False
        self.counts.busy(False)
        if isinstance(outcome, Failed) and isinstance(outcome.error, Stale):
            self._preview()
            self._say("attention", self.kit.tr(N_(
                "The vault changed while you were looking, so it was counted again. Nothing was written. Look at the "
                "numbers and press again.")))
        elif isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self._show(())
            self.seen = None
            self._say("settled", self.kit.tr(N_("The table was taken in. One undo takes all of it back.")))
            self.saved.emit(outcome.value)
            self.kit.runner.run(self, Lane.WRITER, self.kit.desk.tables.kept, self._on_kept)
            self.search.start()
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._tell(outcome)

    @Slot(object)
    def _on_error(self, error: BaseException) -> None:
        self.fail(error)

    def _tell(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            error = outcome.error
            if isinstance(error, UserError):  # what is wrong with a file is said beside it
                status = "info" if isinstance(error, CalledOff) else "danger"
                self._say(status, error.explain(self.kit.language))
            else:
                self._say("", "")
                self.fail(error)
