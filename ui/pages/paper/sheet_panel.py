"""A page shown before it leaves: looked at, printed, saved as a PDF. Both say what they leave behind."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QTextEdit, QVBoxLayout, QWidget

from caseapp.domain.text import N_, Language
from ui.pages.page import button, padded
from ui.pages.paper import printers
from ui.pages.paper.sheet import Sheet, pdf_of, print_on, set_sheet
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.labels import PlainLabel

_ROOM: Final = 24  # kept around what is brought into view
_TALL: Final = 300  # of the page on the screen, at the usual type size


class SheetPanel(QWidget):
    """Hidden until ``show_sheet``. ``printed`` and ``saving`` let the owner enter it in the activity log.

    ``savable``: whether a PDF may be made of it. ``warning`` says what a copy leaves behind.
    """

    printed = Signal()
    saving = Signal(Path, bytes)  # where, and the PDF
    failed = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, language: Language, warning: str, *, savable: bool = True,
                 make_printer: printers.MakePrinter = printers.system_printer,
                 names: printers.Names = printers.printers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._sheet: Sheet | None = None
        self.make_printer = make_printer
        self.page = QTextEdit()
        self.page.setReadOnly(True)
        self.page.setTabChangesFocus(True)
        self.page.setAcceptRichText(False)
        self.page.setProperty("role", "paper")
        self.page.setFixedHeight(look.px(_TALL))
        self.save_button = button(self._tr(N_("Save as PDF…")))
        self.save_button.clicked.connect(self._on_choose)
        self.print_button = button(self._tr(N_("Print…")))
        self.print_button.setIcon(look.icon(Icon.PRINTER, size=16))
        self.close_button = button(self._tr(N_("Close")), "quiet")
        self.close_button.clicked.connect(self._on_close)
        self.status = PlainLabel(role="secondary", wrap=True)
        self.row = printers.PrinterRow(look, language, self._tr(N_("Print it")), names)
        self.row.pressed.connect(self._on_print)
        self.print_button.clicked.connect(self._on_open)
        self._lay_out(warning, savable)
        self.hide()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show this page; what was said of another one goes."""
        self._sheet = sheet
        document = set_sheet(sheet, narrow=True)
        document.setParent(self.page)
        self.page.setDocument(document)
        self.page.setAccessibleName(sheet.title)
        self.said("")
        self.row.hide()
        self.show()

    def start(self) -> None:
        """Put the focus on the page and bring it into view as soon as it has its place."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring)

    def said(self, words: str) -> None:
        """What became of it."""
        self.status.setText(words)
        self.status.setVisible(bool(words))

    def save_to(self, path: Path) -> None:
        """Ask the owner to write the page there as a PDF."""
        if self._sheet is not None:
            self.saving.emit(path, pdf_of(self._sheet))

    def _tr(self, words: str) -> str:
        return self._language.text(words)

    def _lay_out(self, warning: str, savable: bool) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(4)
        shown = [self.save_button] if savable else []
        for each in (*shown, self.print_button, self.close_button):
            buttons.addWidget(padded(each))
        buttons.addStretch(1)
        if not savable:
            self.save_button.setParent(self)
            self.save_button.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(padded(self.page))
        box.addWidget(PlainLabel(warning, "hint", wrap=True))
        box.addLayout(buttons)
        box.addWidget(self.row)
        box.addWidget(self.status)
        self.status.hide()

    @Slot()
    def _bring(self) -> None:
        over = self.parentWidget()
        while over is not None and not isinstance(over, QScrollArea):
            over = over.parentWidget()
        if over is not None:
            over.ensureWidgetVisible(self.close_button, 0, _ROOM)
            over.ensureWidgetVisible(self.page, 0, _ROOM)

    @Slot()
    def _on_open(self) -> None:
        if not self.row.open():
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_print(self, name: str) -> None:
        if self._sheet is None:
            return
        printer = self.make_printer(name)
        print_on(set_sheet(self._sheet), printer)
        if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            self.failed.emit(printers.PrinterFault())
            return
        self.row.hide()
        self.said(self._tr(N_("It went to the printer.")))
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.printed.emit()

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self._tr(N_("Save as PDF")), "", "PDF (*.pdf)")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's own would remember where one was
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("page.pdf")  # a file name tells nothing
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        self.save_to(Path(path))

    @Slot()
    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
