"""A view taken along: a picture, a table, a page on paper. Each is readable by anybody who has it, which is said before
and entered in the activity log after."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button
from ui.pages.paper import printers
from ui.pages.views.framed import Framed, Framing
from ui.pages.views.set_view import SetView
from ui.ports import Lane
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel

_ENDINGS: Final = ("svg", "png", "csv")
_FOOT: Final = N_("CONFIDENTIAL – for use inside the organisation only")
_MARK: Final = N_("SAMPLE")
_WARNING: Final = N_("What is saved or printed here leaves the vault and is readable by anybody who has it. Homes and "
                     "witnesses are shown no closer than their town. Each copy is entered in the activity log.")


class LeavingBar(QWidget):
    """Hidden until it is asked for."""

    failed = Signal(object)

    def __init__(self, kit: PageKit, make_printer: printers.MakePrinter = printers.system_printer,
                 names: printers.Names = printers.printers) -> None:
        super().__init__()
        self._kit = kit
        self._view: SetView | None = None
        self._title = ""
        self.make_printer = make_printer
        tr = kit.tr
        self.save: dict[str, QPushButton] = {
            "svg": button(tr(N_("Picture (SVG)…")), "small"), "png": button(tr(N_("Picture (PNG)…")), "small"),
            "csv": button(tr(N_("Table (CSV)…")), "small"),
        }
        for made, slot in zip(self.save.values(), (self._on_svg, self._on_png, self._on_csv), strict=True):
            made.clicked.connect(slot)
        self.print_button = button(tr(N_("Print…")), "small")
        self.print_button.clicked.connect(self._on_print)
        self.row = printers.PrinterRow(kit.look, kit.language, tr(N_("Print it")), names)
        self.row.pressed.connect(self._on_printer)
        self.status = PlainLabel(role="secondary", wrap=True)
        buttons = QWidget()
        flow = Flow(buttons, 8)
        flow.setContentsMargins(0, 0, 0, 0)
        for pressed in (*self.save.values(), self.print_button):
            flow.addWidget(pressed)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 4)
        box.setSpacing(4)
        for each in (PlainLabel(tr(_WARNING), "hint", wrap=True), buttons, self.row, self.status):
            box.addWidget(each)
        self.status.hide()
        self.hide()

    def show_view(self, view: SetView, title: str) -> None:
        """What would be taken along."""
        self._view, self._title = view, title
        self.status.hide()

    def framed(self) -> Framed | None:
        """The picture with its words."""
        if self._view is None:
            return None
        tr = self._kit.tr
        return Framed(self._view, Framing(self._title, tr(_FOOT), tr(_MARK) if self._kit.desk.sample else ""))

    def save_to(self, path: Path) -> None:
        """Write what the ending of the name says; the writer's lane does."""
        ending = path.suffix.lower().lstrip(".")
        framed = self.framed()
        if self._view is None or framed is None or ending not in _ENDINGS:
            return
        activity = self._kit.desk.activity
        work: Callable[[], object]
        if ending == "csv":
            work = _SaveTable(activity.save_table, path, self._view.table())
        else:
            work = _SavePicture(activity.save_page, path, framed.svg() if ending == "svg" else framed.png())
        self._kit.runner.run(self, Lane.WRITER, work, self._on_saved)

    def print_to(self, printer: QPrinter) -> None:
        """As large as one page takes it."""
        framed = self.framed()
        if framed is None:
            return
        if framed.size.width() > framed.size.height():
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        painter = QPainter(printer)
        room = QRectF(painter.viewport())
        scale = min(room.width() / framed.size.width(), room.height() / framed.size.height())
        painter.scale(scale, scale)
        framed.paint(painter)
        painter.end()
        if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            self.failed.emit(notice(printers.PrinterFault(), self._kit.language))
            return
        self.row.hide()
        self._say(N_("It went to the printer."))
        self._kit.runner.run(self, Lane.WRITER, _Printed(self._kit), self._on_noted)

    def _say(self, words: str) -> None:
        self.status.setText(self._kit.tr(words))
        self.status.show()

    def _choose(self, ending: str) -> None:
        dialog = QFileDialog(self, self._kit.tr(N_("Save copy outside")), "", f"{ending.upper()} (*.{ending})")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's own would remember where one was
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"view.{ending}")  # a file name tells nothing
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    # --- what the person does

    @Slot()
    def _on_svg(self) -> None:
        self._choose("svg")

    @Slot()
    def _on_png(self) -> None:
        self._choose("png")

    @Slot()
    def _on_csv(self) -> None:
        self._choose("csv")

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        self.save_to(Path(path))

    @Slot()
    def _on_print(self) -> None:
        if not self.row.open():
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_printer(self, name: str) -> None:
        self.print_to(self.make_printer(name))

    # --- answers

    @Slot(object)
    def _on_saved(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self._say(N_("Saved outside the vault, and entered in the activity log."))
        self._on_noted(outcome)

    @Slot(object)
    def _on_noted(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self._kit.language))


class _SavePicture:
    def __init__(self, save: Callable[[str, Path, bytes], None], path: Path, data: bytes) -> None:
        self._save, self._path, self._data = save, path, data

    def __call__(self) -> object:
        self._save("view", self._path, self._data)
        return None


class _SaveTable:
    def __init__(self, save: Callable[[str, Path, list[list[str]]], None], path: Path, rows: list[list[str]]) -> None:
        self._save, self._path, self._rows = save, path, rows

    def __call__(self) -> object:
        self._save("view-table", self._path, self._rows)
        return None


class _Printed:
    def __init__(self, kit: PageKit) -> None:
        self._activity = kit.desk.activity

    def __call__(self) -> object:
        self._activity.printed("view")
        return None
