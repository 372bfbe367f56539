"""Before it leaves: what is missing, what is withheld, what to check; one line each, with the key to its cure."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.address import Address
from ui.pages.page import PageKit, button, padded, scrolled
from ui.ports import Cure
from ui.widgets.labels import PlainLabel, StatusLabel

_KINDS: Final = (("missing", "attention", N_("Missing ({n})")), ("withheld", "danger", N_("Withheld ({n})")),
                 ("check", "info", N_("Check ({n})")))
_SHOWN: Final = 60  # lines of one kind; a long case has hundreds, and nobody reads them here


class CureLine(QWidget):
    """One line and its button."""

    went = Signal(Address)

    def __init__(self, cure: Cure) -> None:
        super().__init__()
        self._at = cure.at
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(PlainLabel(cure.words, wrap=True), 1)
        if cure.at is not None and cure.label:
            press = button(cure.label, "small")
            press.setAccessibleName(f"{cure.label}: {cure.words}")
            press.clicked.connect(self._on_press)
            self.setFocusProxy(press)
            row.addWidget(padded(press))

    @Slot()
    def _on_press(self) -> None:
        if self._at is not None:
            self.went.emit(self._at)


class BeforeItLeaves(QWidget):
    """The list beside the preview."""

    went = Signal(Address)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._inner = QWidget()
        self._box = QVBoxLayout(self._inner)
        self._box.setContentsMargins(16, 12, 8, 16)
        self._box.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(self._inner))
        self.lines: list[CureLine] = []

    def show_cures(self, cures: Sequence[Cure]) -> None:
        """Replace what is listed."""
        self.lines = []
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._box.addWidget(PlainLabel(self.kit.tr(N_("Before it leaves")), "section"))
        for kind, status, words in _KINDS:
            found = [cure for cure in cures if cure.kind == kind]
            if found:
                self._add(status, self.kit.tr(words).format(n=len(found)), found)
        if not [cure for cure in cures if cure.kind != "check"]:
            settled = self.kit.tr(N_("Nothing is missing and nothing is withheld."))
            self._box.insertWidget(1, StatusLabel(self.kit.look, "settled", settled, wrap=True))
        self._box.addStretch(1)

    def _add(self, status: str, title: str, cures: Sequence[Cure]) -> None:
        self._box.addWidget(StatusLabel(self.kit.look, status, title))
        for cure in cures[:_SHOWN]:
            line = CureLine(cure)
            line.went.connect(self.went)
            self._box.addWidget(line)
            self.lines.append(line)
        if len(cures) > _SHOWN:
            more = self.kit.language.plural("and {n} more line", "and {n} more lines", len(cures) - _SHOWN)
            self._box.addWidget(PlainLabel(more.format(n=len(cures) - _SHOWN), "hint"))
