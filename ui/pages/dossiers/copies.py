"""The copies of one dossier that left the vault, each to be accounted for by whoever knows where it is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.page import PageKit, button, padded
from ui.ports import DossierCopy
from ui.widgets.labels import PlainLabel, StatusLabel


class CopyLine(QWidget):
    """One copy: how it left, when, to where; what became of it, or a line to say so."""

    said = Signal(object, str)  # DossierCopy, where it is now

    def __init__(self, kit: PageKit, copy: DossierCopy) -> None:
        super().__init__()
        self._copy = copy
        tr = kit.tr
        if copy.printed and copy.pages is not None:
            words = tr(N_("Printed on {where}: pages {first}–{last}, {when}")).format(
                where=copy.where, first=copy.pages[0], last=copy.pages[1], when=kit.stamp(copy.at))
        else:
            words = tr(N_("Saved as {where}, {when}")).format(where=copy.where or "?", when=kit.stamp(copy.at))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 8)
        box.setSpacing(4)
        box.addWidget(PlainLabel(words, wrap=True).selectable())
        self.where = QLineEdit(self)
        closed = bool(copy.accounted) or not kit.writable
        if closed:
            self.where.hide()
        if copy.accounted:
            told = tr(N_("Accounted for: {where}")).format(where=copy.accounted)
            box.addWidget(StatusLabel(kit.look, "settled", told, wrap=True))
        if closed:
            return
        self.where.setPlaceholderText(tr(N_("Where it is now: handed to the court, burnt, in the safe…")))
        self.where.setAccessibleName(tr(N_("Where this copy is now")))
        self.where.returnPressed.connect(self._on_said)
        press = button(tr(N_("Accounted for")), "small")
        press.clicked.connect(self._on_said)
        row = QHBoxLayout()
        row.addWidget(padded(self.where), 1)
        row.addWidget(padded(press))
        box.addLayout(row)

    @Slot()
    def _on_said(self) -> None:
        self.said.emit(self._copy, self.where.text())


class CopyList(QWidget):
    """All of them, newest first."""

    said = Signal(object, str)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.lines: list[CopyLine] = []

    def show_copies(self, copies: Sequence[DossierCopy]) -> None:
        """Replace what is listed."""
        self.lines = []
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._box.addWidget(PlainLabel(self.kit.tr(N_("Copies that left the vault")), "section"))
        if not copies:
            self._box.addWidget(PlainLabel(self.kit.tr(N_("None: it exists in this vault only.")), "secondary"))
        for copy in copies:
            line = CopyLine(self.kit, copy)
            line.said.connect(self.said)
            self.lines.append(line)
            self._box.addWidget(line)
        self._box.addStretch(1)
