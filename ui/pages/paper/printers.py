"""The printers of this computer, and the row in which one is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.errors import EnvironmentFault
from caseapp.domain.text import N_, Language
from ui.pages.page import button, padded
from ui.ports import Choice
from ui.style.look import Look
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel

MakePrinter = Callable[[str], QPrinter]
Names = Callable[[], list[str]]


class PrinterFault(EnvironmentFault):
    """The printer does not take the job."""

    code = "printer"
    what = N_("The printer did not take the pages.")
    next_step = N_("Check that it is switched on and connected. Pages that came out already are on paper.")


def printers() -> list[str]:
    """The printers of this computer, the usual one first."""
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def system_printer(name: str) -> QPrinter:
    """A printer of this computer."""
    printer = QPrinter(QPrinterInfo.printerInfo(name))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName("Caseapp")  # a print queue is seen by others
    return printer


class PrinterRow(QWidget):
    """Which printer, what else is asked, and the button; or that there is none. ``pressed``: the printer's name."""

    pressed = Signal(str)

    def __init__(self, look: Look, language: Language, words: str, names: Names, between: Sequence[QWidget] = (),
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = names
        self.printer = ChoiceBox(look, ())
        self.printer.setAccessibleName(language.text(N_("Printer")))
        self.print_now = button(words)
        self.print_now.clicked.connect(self._on_pressed)
        self.no_printer = PlainLabel(language.text(N_("No printer is set up on this computer.")), "secondary",
                                     wrap=True)
        self.ask = QWidget()
        row = QHBoxLayout(self.ask)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(padded(self.printer), 1)
        for each in between:
            row.addWidget(each)
        row.addWidget(padded(self.print_now))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.no_printer)
        whole.addWidget(self.ask)
        self.hide()

    def open(self) -> bool:
        """Show what there is; whether there is a printer."""
        names = self.names()
        self.printer.clear()
        for name in names:
            choice = Choice(name, name)
            self.printer.addItem(choice.label, choice.id)
        self.no_printer.setVisible(not names)
        self.ask.setVisible(bool(names))
        self.show()
        if names:
            self.printer.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(names)

    @Slot()
    def _on_pressed(self) -> None:
        if self.printer.chosen():
            self.pressed.emit(self.printer.chosen())
