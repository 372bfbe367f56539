"""A record at a glance: custody, what happened, consent, evidence, what accounts say. For types that have one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.address import Address
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button, padded
from ui.pages.section_reading import RecordLink
from ui.pages.thumbnail import Thumbnail
from ui.ports import Agreement, Custody, Issued, Items, Lane, Mending, Overview, Told
from ui.style.tokens import MEASURES
from ui.widgets.custody_bar import CustodyBar
from ui.widgets.flow import Flow, clear
from ui.widgets.labels import PlainLabel, StatusLabel

_DOSSIERS = 4  # shown; the others are under Issued


class Part(QFrame):
    """A card with a heading."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(14, 8, 10, 12)
        self.box.setSpacing(4)
        self.box.addWidget(PlainLabel(heading, "section", wrap=True))


class OverviewView(QWidget):
    """Reads and shows the overview of one record."""

    opened = Signal(str, str)
    wanted = Signal(object)  # a Mending: a new record that names this one
    failed = Signal(object)
    went = Signal(Address)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._of: tuple[str, RecordId] = ("", "")
        self._parts: list[tuple[QWidget, bool]] = []  # widget, whether it takes the whole width
        self._columns = 0
        self.channel: SafeChannel | None = None
        self.thumbnails: list[Thumbnail] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.hide()

    def show_record(self, type_: str, id_: RecordId) -> None:
        """Read it; a blank type has no overview."""
        again = (type_, id_) == self._of
        self._of = (type_, id_)
        if not again:
            self._drop()
        if type_:
            self._kit.runner.run(self, Lane.READER, _Read(self._kit, type_, id_), self._on_read, latest="overview")

    def cover(self) -> None:
        """Cover again what was shown on asking."""
        if self.channel is not None:
            self.channel.cover()
        for each in self.thumbnails:
            each.cover()

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self._kit.language))
        if isinstance(outcome, Done) and isinstance(outcome.value, tuple) and outcome.value[0] == self._of:
            _, overview, issued = outcome.value
            if isinstance(overview, Overview):
                self._show(overview, issued)

    def _drop(self) -> None:
        clear(self._grid)
        self._parts, self._columns, self.channel, self.thumbnails = [], 0, None, []
        self.hide()

    def _show(self, overview: Overview, issued: Sequence[Issued]) -> None:
        self._drop()
        kit, tr = self._kit, self._kit.tr
        if overview.facts:
            self._add(self._facts(overview.facts), wide=True)
        if overview.safe_channel:
            self.channel = SafeChannel(kit, overview.safe_channel)
            self._add(self.channel, wide=True)
        for custody in overview.custody:
            self._add(self._custody(custody), wide=True)
        for items in overview.lists:
            self._add(self._list(items))
        if overview.photograph:
            self._add(self._photograph(overview))
        if overview.agreements or overview.consent_note:
            self._add(self._consent(overview.agreements, overview.consent_note))
        if issued:
            self._add(self._issued(issued))
        if overview.told:
            self._add(self._told(overview.told, overview.told_count), wide=True)
        if overview.presets and kit.writable:
            self._add(self._adding(overview), wide=True)
        self.setAccessibleName(tr(N_("Overview")))
        self._place()
        self.setVisible(bool(self._parts))

    def _add(self, widget: QWidget, *, wide: bool = False) -> None:
        self._parts.append((widget, wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = 2 if self.width() >= MEASURES.two_columns else 1
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for widget, wide in self._parts:
            self._grid.removeWidget(widget)
            if (wide or columns == 1) and column:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, columns if wide else 1)
            if wide or columns == 1:
                row += 1
            else:
                row, column = (row + 1, 0) if column else (row, 1)
        for index in range(2):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)

    # --- parts

    def _facts(self, facts: Sequence[str]) -> QWidget:
        return PlainLabel(" · ".join(facts), "title", wrap=True)

    def _custody(self, custody: Custody) -> QWidget:
        part = Part(self._kit.tr(N_("Custody")))
        part.box.addWidget(self._link("act", custody.act, custody.title))
        if custody.stretches:
            part.box.addWidget(CustodyBar(self._kit.look, custody))
            part.box.addWidget(PlainLabel(self._kit.tr(N_(
                "Solid: held for certain. Hatched: possibly held. “?”: held, place not known. Upright lines: limits, "
                "counted from actual detention.")), "hint", wrap=True))
        for status, words in custody.words:
            if status:
                part.box.addWidget(StatusLabel(self._kit.look, status, words, wrap=True))
            else:
                part.box.addWidget(PlainLabel(words, wrap=True))
        return part

    def _list(self, items: Items) -> QWidget:
        tr = self._kit.tr
        part = Part(tr(N_("{kind} ({count})")).format(kind=items.label, count=items.count))
        for item in items.items:
            part.box.addWidget(self._link(item.type, item.id, item.title))
            if item.detail:
                part.box.addWidget(PlainLabel(item.detail, "hint", wrap=True))
            self._add_picture(part, item.picture, item.title)
        left = items.count - len(items.items)
        if left > 0:
            words = self._kit.language.plural("and {n} more, under Linked", "and {n} more, under Linked", left)
            part.box.addWidget(PlainLabel(words.format(n=left), "hint", wrap=True))
        part.box.addStretch(1)
        return part

    def _issued(self, issued: Sequence[Issued]) -> QWidget:
        """What a lawyer asks of a case first: what left of it already, and what is still out."""
        kit = self._kit
        part = Part(kit.tr(N_("Dossiers issued ({count})")).format(count=len(issued)))
        for one in issued[:_DOSSIERS]:
            words = kit.tr(N_("{form} · {language} · {day}")).format(
                form=one.form, language=one.language, day=kit.day(one.at))
            part.box.addWidget(PlainLabel(words, wrap=True))
            if one.open:
                copies = kit.language.plural("{n} copy to account for", "{n} copies to account for", one.open)
                part.box.addWidget(StatusLabel(kit.look, "attention", copies.format(n=one.open), wrap=True))
        all_of_them = button(kit.tr(N_("Issued dossiers")), "quiet")
        all_of_them.clicked.connect(self._on_issued)
        part.box.addWidget(padded(all_of_them), 0, Qt.AlignmentFlag.AlignLeft)
        part.box.addStretch(1)
        return part

    @Slot()
    def _on_issued(self) -> None:
        self.went.emit(Address(place="dossiers", tab="issued"))

    def _photograph(self, overview: Overview) -> QWidget:
        tr = self._kit.tr
        part = Part(tr(N_("Photograph")))
        part.box.addWidget(self._link("exhibit", overview.photograph, tr(N_("Open the photograph’s exhibit"))))
        self._add_picture(part, overview.photograph_picture, tr(N_("Photograph")))
        part.box.addWidget(PlainLabel(overview.photograph_note, "hint", wrap=True))
        part.box.addStretch(1)
        return part

    def _add_picture(self, part: Part, sha256: str, words: str) -> None:
        if sha256:
            made = Thumbnail(self._kit, sha256, words)
            self.thumbnails.append(made)
            part.box.addWidget(made)

    def _consent(self, agreements: Sequence[Agreement], note: str) -> QWidget:
        part = Part(self._kit.tr(N_("Consent in force")))
        if note:
            part.box.addWidget(StatusLabel(self._kit.look, "attention", note, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, one in enumerate(agreements):
            grid.addWidget(PlainLabel(one.purpose, wrap=True), row, 0)
            answer = StatusLabel(self._kit.look, one.status, one.answer) if one.status else \
                PlainLabel(one.answer, "hint")
            grid.addWidget(answer, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        part.box.addLayout(grid)
        part.box.addStretch(1)
        return part

    def _told(self, told: Sequence[Told], count: int) -> QWidget:
        """Two accounts that differ stand side by side; which is right is nobody's guess here."""
        part = Part(self._kit.tr(N_("What accounts say ({count})")).format(count=count))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, one in enumerate(told):
            cell = QWidget()
            box = QVBoxLayout(cell)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(2)
            box.addWidget(self._link("account", one.id, one.source))
            for words in filter(None, (" · ".join(filter(None, (one.when, one.grade))), one.how, one.about)):
                box.addWidget(PlainLabel(words, "hint", wrap=True))
            if one.text:
                box.addWidget(PlainLabel(one.text, wrap=True))
            box.addStretch(1)
            grid.addWidget(cell, at // 2, at % 2)
            grid.setColumnStretch(at % 2, 1)
        part.box.addLayout(grid)
        return part

    def _adding(self, overview: Overview) -> QWidget:
        made = QWidget()
        flow = Flow(made, spacing=8)
        specs = self._kit.desk.records.specs()
        for type_, preset in overview.presets.items():
            if type_ in specs:
                words = self._kit.tr(N_("Add: {kind}")).format(kind=self._kit.tr(specs[type_].label))
                press = AddButton(Mending(type_, "", "", preset), words)
                press.wanted.connect(self.wanted)
                flow.addWidget(press)
        return made

    def _link(self, type_: str, id_: RecordId, title: str) -> QWidget:
        link = RecordLink(type_, id_, title)
        link.opened.connect(self.opened)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(link)
        row.addStretch(1)
        return box


class SafeChannel(QFrame):
    """How to reach a person without harming them: prominent, and covered until asked for."""

    def __init__(self, kit: PageKit, words: str) -> None:
        super().__init__()
        self.setProperty("status", "info")
        self._words = PlainLabel(words, wrap=True)
        self.show_button = button(kit.tr(N_("Show")), "small")
        self.show_button.setAccessibleDescription(kit.tr(N_("Safe way to reach")))
        self.show_button.clicked.connect(self._on_show)
        head = QHBoxLayout()
        head.addWidget(StatusLabel(kit.look, "info", kit.tr(N_("Safe way to reach"))))
        head.addStretch(1)
        head.addWidget(self.show_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 10, 8)
        box.addLayout(head)
        box.addWidget(self._words)
        self.cover()

    def cover(self) -> None:
        """Off the screen again."""
        self._words.hide()
        self.show_button.show()

    @Slot()
    def _on_show(self) -> None:
        self._words.show()
        self.show_button.hide()


class AddButton(QWidget):
    """Begins a record that names this one."""

    wanted = Signal(object)

    def __init__(self, cure: Mending, words: str) -> None:
        super().__init__()
        self._cure = cure
        press = button(words.replace("&", "&&"), "small")
        press.clicked.connect(self._on_press)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(press)

    @Slot()
    def _on_press(self) -> None:
        self.wanted.emit(self._cure)


class _Read:
    def __init__(self, kit: PageKit, type_: str, id_: RecordId) -> None:
        self._overviews, self._dossiers, self._of = kit.desk.overviews, kit.desk.dossiers, (type_, id_)

    def __call__(self) -> object:
        return self._of, self._overviews.overview(*self._of), tuple(self._dossiers.issued(self._of[1]))
