"""Law: the articles and time limits that the program knows, each with its version and whether anybody checked it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.page import PageKit, padded, rule
from ui.pages.settings.parts import Card, SettingsPage, focus, plain
from ui.ports import LawLine
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel, StatusLabel

_MOST: Final = 60  # lines at once
_PAUSE_MS: Final = 200


class LawPage(SettingsPage):
    """Look up and read; nothing is changed here."""

    title = N_("Law")
    intro = N_(
        "The law as this version of the program knows it. Records refer to these articles; the text that was in force "
        "on the day of the act has to be read before use. What nobody has checked says so, here and on paper."
    )

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        tr = kit.tr
        self.finding = Card(kit, N_("Articles"))
        self.text = QLineEdit()
        self.text.setAccessibleName(tr(N_("Number or words of an article")))
        self.text.setPlaceholderText(tr(N_("Number or words of an article")))
        self.text.setClearButtonEnabled(True)
        self.law = ChoiceBox(kit.look, kit.desk.law.laws(), blank=tr(N_("All laws and treaties")))
        self.law.setAccessibleName(tr(N_("Law or treaty")))
        self.finding.field(tr(N_("Number or words of an article")), self.text)
        self.finding.field(tr(N_("Law or treaty")), padded(self.law))
        self.articles = _Lines(kit)
        self.finding.box.addWidget(self.articles)
        self.limits = _Lines(kit)
        counted = Card(kit, N_("Time limits of detention"), N_("The clocks of the program count with exactly these."))
        counted.box.addWidget(self.limits)
        self.beside = _Lines(kit)
        usual = Card(kit, N_("Often looked at together"), N_(
            "For each kind of act the articles that are usually read first. It is a reminder, not a finding."))
        usual.box.addWidget(self.beside)
        for each in (self.finding, counted, usual):
            self.column.addWidget(each)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self.text.textEdited.connect(self._on_typed)
        self.law.activated.connect(self._on_law)

    def start(self) -> None:
        focus(self.text)

    def reload(self) -> None:
        self.limits.fill(self.kit.desk.law.limits())
        self.look()

    @Slot()
    def look(self) -> None:
        """Show what is looked for."""
        view, text = self.kit.desk.law, self.text.text()
        self.articles.fill(view.articles(self.law.chosen(), text))
        self.beside.fill(view.beside(text))

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._timer.start()

    @Slot(int)
    def _on_law(self, _at: int) -> None:
        self.look()


class _Lines(QWidget):
    """Lines under each other, with their marks."""

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self.shown: Sequence[LawLine] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)

    def fill(self, lines: Sequence[LawLine]) -> None:
        """Show these in the place of what was shown; too many are cut, and that is said."""
        if lines == self.shown and self._box.count():
            return
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.shown = lines
        for line in lines[:_MOST]:
            if self._box.count():
                self._box.addWidget(rule())
            self._box.addWidget(self._line(line))
        more = len(lines) - _MOST
        if not lines:
            self._box.addWidget(plain(self._kit.tr(N_("Nothing in the list has these words.")), "secondary"))
        elif more > 0:
            words = self._kit.language.plural("{n} more; type a number or a word to find it.",
                                              "{n} more; type a number or a word to find them.", more)
            self._box.addWidget(plain(words.format(n=more), "hint"))

    def _line(self, line: LawLine) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(4, 2, 4, 2)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(PlainLabel(line.title, wrap=True), 0, 0)
        if line.detail:
            grid.addWidget(PlainLabel(line.detail, "secondary", wrap=True), 1, 0)
        for row, mark in enumerate(line.marks):
            grid.addWidget(StatusLabel(self._kit.look, "attention", mark), row, 1, Qt.AlignmentFlag.AlignTop)
        return whole
