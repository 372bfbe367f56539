"""What is linked with a record, in both directions, by kind and with numbers; a hub is read a page at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button
from ui.pages.section_reading import RecordLink
from ui.ports import Lane, Link, LinkGroup
from ui.widgets.flow import clear
from ui.widgets.labels import PlainLabel


class GroupBox(QWidget):
    """The links of one kind."""

    opened = Signal(str, str)
    failed = Signal(object)

    def __init__(self, kit: PageKit, id_: RecordId, group: LinkGroup) -> None:
        super().__init__()
        self._kit, self._id, self._group = kit, id_, group
        self.shown = 0
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(2)
        words = kit.tr(N_("{kind} ({count})")).format(kind=group.label, count=group.count)
        box.addWidget(PlainLabel(words, "label", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box.addLayout(self._rows)
        self.more = button("", "small")
        self.more.setAccessibleDescription(group.label)
        self.more.clicked.connect(self._on_more)
        row = QHBoxLayout()
        row.setContentsMargins(4, 2, 4, 2)
        row.addWidget(self.more)
        row.addStretch(1)
        box.addLayout(row)
        self._append(group.links)

    def _append(self, links: Sequence[Link]) -> None:
        for link in links:
            press = RecordLink(link.type, link.id, link.title)
            press.opened.connect(self.opened)
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(4, 1, 4, 1)
            line.addWidget(press)
            line.addStretch(1)
            self._rows.addWidget(row)
        self.shown += len(links)
        left = self._group.count - self.shown
        self.more.setText(self._kit.language.plural("Show {n} more", "Show {n} more", left).format(n=left))
        if not (left > 0 and links):
            self.more.hide()

    @Slot()
    def _on_more(self) -> None:
        work = _Page(self._kit, self._id, self._group.key, self.shown)
        self._kit.runner.run(self, Lane.READER, work, self._on_page, latest="page")

    @Slot(object)
    def _on_page(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self._kit.language))
        elif isinstance(outcome, Done) and isinstance(outcome.value, tuple):
            self._append(outcome.value)


class LinksCard(QFrame):
    """All kinds under each other."""

    opened = Signal(str, str)
    failed = Signal(object)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(kit.tr(N_("Linked records")))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 8, 10, 12)
        self._box.setSpacing(0)

    def show_groups(self, id_: RecordId, groups: Sequence[LinkGroup]) -> None:
        """Show them; hidden where there are none."""
        clear(self._box)
        self.setVisible(bool(groups))
        if groups:
            self._box.addWidget(PlainLabel(self._kit.tr(N_("Linked records")), "section"))
        for group in groups:
            made = GroupBox(self._kit, id_, group)
            made.opened.connect(self.opened)
            made.failed.connect(self.failed)
            self._box.addWidget(made)


class _Page:
    def __init__(self, kit: PageKit, id_: RecordId, key: str, offset: int) -> None:
        self._records, self._id, self._key, self._offset = kit.desk.records, id_, key, offset

    def __call__(self) -> object:
        return tuple(self._records.linked(self._id, self._key, self._offset))
