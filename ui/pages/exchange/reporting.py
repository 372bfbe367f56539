"""The report of an import on the screen: of what is counted now, or of what was just taken in; printed or saved."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.exchange.calls import EnterPrinted
from ui.pages.exchange.file_line import FileLine
from ui.pages.exchange.import_report import KIND, FileSaid, Told, report
from ui.pages.exchange.parts import surface
from ui.pages.page import PageKit
from ui.pages.paper.sheet_panel import SheetPanel
from ui.ports import Activity, Counted, Exchange, Lane, TakenIn


class Reporting(QWidget):
    """Hidden until a report is asked for."""

    failed = Signal(object)
    closed = Signal()

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        frame, box = surface(kit, kit.tr(N_("Report")))
        self.panel = SheetPanel(kit.look, kit.language, kit.tr(N_(
            "It names nobody who is recorded, but it tells who sends files to whom. A file outside is not encrypted, "
            "and a printer keeps what it printed; both are entered in the activity log.")))
        self.panel.failed.connect(self.failed)
        self.panel.printed.connect(self._on_printed)
        self.panel.saving.connect(self._on_saving)
        self.panel.closed.connect(self._on_closed)
        box.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._asked: tuple[Counted, tuple[FileSaid, ...]] | None = None
        self.hide()

    def ask(self, counted: Counted, lines: Sequence[FileLine]) -> None:
        """Of what is counted now."""
        self._asked = counted, said_of(lines)
        work = _Touched(self.kit.desk.exchange)
        self.kit.runner.run(self, Lane.WRITER, work, self._on_touched, latest="touched")

    def show_taken(self, taken: TakenIn, counted: Counted, files: Sequence[FileSaid]) -> None:
        """Of what was just taken in."""
        self._asked = None
        self._show(Told(True, files, counted.counts, counted.held, taken.touched))

    def drop(self) -> None:
        """What it told is not so any more."""
        self._asked = None
        self.hide()

    def counted_again(self) -> None:
        """A preview that it told of is no longer the one."""
        if self._asked is not None:
            self.drop()

    def _show(self, told: Told) -> None:
        self.panel.show_sheet(report(self.kit, told))
        self.show()
        self.panel.start()

    @Slot(object)
    def _on_touched(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, tuple) and self._asked is not None:
            counted, files = self._asked
            self._show(Told(False, files, counted.counts, counted.held, outcome.value))

    @Slot()
    def _on_printed(self) -> None:
        self.kit.runner.run(self, Lane.WRITER, EnterPrinted(self.kit.desk.activity, KIND), self._on_entered)

    @Slot(object)
    def _on_entered(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)

    @Slot(Path, bytes)
    def _on_saving(self, path: Path, pdf: bytes) -> None:
        self.kit.runner.run(self, Lane.WRITER, _Save(self.kit.desk.activity, path, pdf), self._on_kept)

    @Slot(object)
    def _on_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        elif isinstance(outcome, Done):
            self.panel.said(self.kit.tr(N_("The report is saved, and entered in the activity log.")))

    @Slot()
    def _on_closed(self) -> None:
        self.hide()
        self.closed.emit()


def said_of(lines: Sequence[FileLine]) -> tuple[FileSaid, ...]:
    """The files of these lines, with what was odd about them."""
    return tuple(FileSaid(line.file, tuple(one.words for one in line.notices)) for line in lines)


class _Touched:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def __call__(self) -> object:
        return tuple(self._exchange.touched())


class _Save:
    def __init__(self, activity: Activity, path: Path, pdf: bytes) -> None:
        self._activity, self._path, self._pdf = activity, path, pdf

    def __call__(self) -> object:
        self._activity.save_page(KIND, self._path, self._pdf)
        return None
