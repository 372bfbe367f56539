"""What happens to an issued dossier: a copy outside, or paper. Both are counted and say what they leave behind."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.dossiers import printing
from ui.pages.page import PageKit, button, padded
from ui.pages.paper import printers
from ui.ports import Issued, Lane, Prepared
from ui.style.icons import Icon
from ui.widgets.labels import PlainLabel, StatusLabel


class Outgoing(QWidget):
    """Shown once a dossier is issued. ``make_printer`` stands between us and the system, for the tests."""

    failed = Signal(object)  # an error
    working = Signal(object)
    said = Signal(str)
    left = Signal(str)  # a copy of this dossier left

    def __init__(self, kit: PageKit, parent: QWidget | None = None,
                 make_printer: printers.MakePrinter = printers.system_printer,
                 names: printers.Names = printers.printers) -> None:
        super().__init__(parent)
        self.kit = kit
        self._issued: Issued | None = None
        self._job: printing.PrintJob | None = None
        self._make_printer, self._printer = make_printer, ""
        tr, look = kit.tr, kit.look
        self.status = PlainLabel(role="secondary", wrap=True)
        self.copy_button = button(tr(N_("Save copy outside…")))
        self.copy_button.clicked.connect(self._on_choose)
        self.print_button = button(tr(N_("Print…")))
        self.print_button.setIcon(look.icon(Icon.PRINTER, size=16))
        self.print_button.clicked.connect(self._on_print_panel)
        self.warning = StatusLabel(look, "attention", tr(N_(
            "A copy outside is an open file, and a printer keeps what it printed. Each copy is entered in the activity "
            "log and listed under Issued, to be accounted for.")), wrap=True)
        self._make_print_panel(names)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.status, 1)
        row.addWidget(padded(self.copy_button))
        row.addWidget(padded(self.print_button))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(row)
        whole.addWidget(self.warning)
        whole.addWidget(self.panel)
        self.show_issued(None)

    def show_issued(self, issued: Issued | None) -> None:
        """What was issued, or nothing."""
        self._issued = issued
        self.setVisible(issued is not None and self.kit.writable)  # whatever leaves is entered in the log
        self.panel.hide()
        if issued is not None:
            words = self.kit.language.plural("Issued and kept in the vault: {n} page.",
                                             "Issued and kept in the vault: {n} pages.", issued.pages)
            self.status.setText(words.format(n=issued.pages))
            for box in (self.first, self.last):
                box.setRange(1, max(1, issued.pages))
            self.first.setValue(1)
            self.last.setValue(max(1, issued.pages))

    def busy(self) -> bool:
        """Whether pages are on their way to a printer."""
        return self._job is not None

    def start(self) -> None:
        """Put the focus on the first thing that can be done."""
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- a copy

    def save_to(self, path: Path) -> None:
        """Save the issued dossier into a file outside the vault."""
        if self._issued is not None:
            self.kit.runner.run(self, Lane.WRITER, _Copy(self.kit, self._issued.id, path), self._on_copied)

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Save copy outside")), "", "PDF (*.pdf)")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's own would remember where one was
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("dossier.pdf")  # no name in a file name
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        self.save_to(Path(path))

    @Slot(object)
    def _on_copied(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        elif isinstance(outcome, Done) and self._issued is not None:
            self.status.setText(self.kit.tr(N_("The copy is saved, and entered in the activity log.")))
            self.left.emit(self._issued.id)

    # --- paper

    def _make_print_panel(self, names: printers.Names) -> None:
        tr, look = self.kit.tr, self.kit.look
        self.first, self.last = QSpinBox(), QSpinBox()
        self.first.setAccessibleName(tr(N_("First page")))
        self.last.setAccessibleName(tr(N_("Last page")))
        between = (PlainLabel(tr(N_("Pages")), "label"), padded(self.first), PlainLabel("–", "label"),
                   padded(self.last))
        self.panel = printers.PrinterRow(look, self.kit.language, tr(N_("Print these pages")), names, between)
        self.panel.pressed.connect(self._on_print)

    @Slot()
    def _on_print_panel(self) -> None:
        self.panel.ask.setEnabled(self._job is None)
        if not self.panel.open():
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_print(self, name: str) -> None:
        if self._issued is None or self._job is not None:
            return
        self._printer = name
        self.panel.print_now.setEnabled(False)
        self.kit.runner.run(self, Lane.READER, _Open(self.kit, self._issued.id), self._on_opened)

    @Slot(object)
    def _on_opened(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Prepared):
            self.panel.print_now.setEnabled(True)
            if isinstance(outcome, Failed):
                self.failed.emit(outcome.error)
            return
        pages = (min(self.first.value(), self.last.value()), max(self.first.value(), self.last.value()))
        self._pages = pages
        self._job = printing.PrintJob(self.kit, outcome.value, self._make_printer(self._printer), pages, self)
        self._job.finished.connect(self._on_printed)
        self._job.failed.connect(self._on_print_failed)
        self.working.emit(self._job.progress)
        self._job.start()

    @Slot(int)
    def _on_printed(self, pages: int) -> None:
        words = self.kit.language.plural("{n} page went to the printer, and is entered in the activity log.",
                                         "{n} pages went to the printer, and are entered in the activity log.", pages)
        self.status.setText(words.format(n=pages))
        self._account(pages)

    @Slot(object)
    def _on_print_failed(self, error: object) -> None:
        self._account(self._job.done if self._job is not None else 0)
        self.failed.emit(error)

    def _account(self, pages: int) -> None:
        """What reached the printer is entered, also when the rest did not."""
        job, self._job = self._job, None
        self.panel.print_now.setEnabled(True)
        if job is not None:
            job.deleteLater()
        if pages and self._issued is not None:
            first = self._pages[0]
            work = _Printed(self.kit, self._issued.id, self._printer, first, first + pages - 1)
            self.kit.runner.run(self, Lane.WRITER, work, self._on_entered)

    @Slot(object)
    def _on_entered(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        elif self._issued is not None:
            self.left.emit(self._issued.id)


class _Copy:
    def __init__(self, kit: PageKit, issued: str, path: Path) -> None:
        self._dossiers, self._issued, self._path = kit.desk.dossiers, issued, path

    def __call__(self) -> object:
        self._dossiers.save_copy(self._issued, self._path)
        return None


class _Open:
    def __init__(self, kit: PageKit, issued: str) -> None:
        self._dossiers, self._issued = kit.desk.dossiers, issued

    def __call__(self) -> object:
        return self._dossiers.open(self._issued)


class _Printed:
    def __init__(self, kit: PageKit, issued: str, printer: str, first: int, last: int) -> None:
        self._dossiers, self._entry = kit.desk.dossiers, (issued, printer, first, last)

    def __call__(self) -> object:
        self._dossiers.printed(*self._entry)
        return None
