"""Printing an issued dossier: page by page, each drawn off the GUI thread, so that the window never stands still."""

from typing import Final

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from caseapp.domain.pixels import Pixels
from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import CalledOff, Progress
from ui.pages.dossiers.preview import Draw
from ui.pages.page import PageKit
from ui.pages.paper.printers import PrinterFault
from ui.ports import Lane, Prepared
from ui.widgets.picture import image_of

DPI: Final = 200  # small print stays sharp; a page is 11 MB while it is drawn


class PrintJob(QObject):
    """Prints pages ``first`` to ``last`` (from 1). ``finished`` carries how many went out, ``failed`` an error."""

    finished = Signal(int)
    failed = Signal(object)

    def __init__(self, kit: PageKit, prepared: Prepared, printer: QPrinter, pages: tuple[int, int],
                 parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._prepared, self._printer = kit, prepared, printer
        self._next, self._last = pages
        self._first = pages[0]
        self._painter = QPainter()
        self.progress = Progress(kit.tr(N_("Printing")))

    @property
    def done(self) -> int:
        """Pages that were handed to the printer."""
        return self._next - self._first

    def start(self) -> None:
        """Begin; the outcome comes by signal."""
        self._printer.setFullPage(True)
        self._printer.setResolution(DPI)
        if not self._painter.begin(self._printer):
            self._stop(PrinterFault())
            return
        self._draw()

    def _draw(self) -> None:
        work = Draw(self._kit, self._prepared.pdf, self._next - 1, DPI)
        self._kit.runner.run(self, Lane.COMPUTE, work, self._on_drawn)

    @Slot(object)
    def _on_drawn(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Pixels):
            self._stop(outcome.error if isinstance(outcome, Failed) else CalledOff())
            return
        if self.done and not self._printer.newPage():
            self._stop(PrinterFault())
            return
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        fitted = QSizeF(outcome.value.width, outcome.value.height).scaled(
            paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(paper.topLeft(), fitted), image_of(outcome.value))
        self._next += 1
        try:
            self.progress(self.done, self._last - self._first + 1)
        except CalledOff as stopped:
            self._stop(stopped)
            return
        if self._next <= self._last:
            self._draw()
            return
        self._end()
        self.finished.emit(self.done)

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self.progress.end()

    def _stop(self, error: BaseException) -> None:
        if self._painter.isActive():
            self._printer.abort()
        self._end()
        self.failed.emit(error)
