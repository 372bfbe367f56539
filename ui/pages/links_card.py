"""What is linked with a record, in both directions, by kind and with numbers; a hub is read a page at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.domain.naming import may_name
from caseapp.domain.spec import Kind, RecordId
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button, padded
from ui.pages.section_reading import RecordLink
from ui.ports import Lane, Link, LinkGroup, Mending
from ui.style.icons import Icon
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
    wanted = Signal(object)  # a Mending: a new record that names this one

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self._at: tuple[str, RecordId] = ("", "")
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(kit.tr(N_("Linked records")))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 8, 10, 12)
        self._box.setSpacing(0)

    def show_groups(self, type_: str, id_: RecordId, groups: Sequence[LinkGroup]) -> None:
        """Show them, and what can be added; hidden where there is neither."""
        clear(self._box)
        self._at = type_, id_
        addable = list(may_name(self._kit.desk.records.specs().values(), type_)) if id_ and self._kit.writable else []
        self.setVisible(bool(groups or addable))
        over = QWidget()
        head = QHBoxLayout(over)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(PlainLabel(self._kit.tr(N_("Linked records")), "section"), 1)
        if addable:
            self.add_button = button(self._kit.tr(N_("Add…")), "quiet")
            self.add_button.setAccessibleName(self._kit.tr(N_("Add a record that belongs to this one")))
            self.add_button.setIcon(self._kit.look.icon(Icon.ADD, self._kit.look.theme.accent, 16))
            self.add_button.clicked.connect(self._on_add)
            head.addWidget(padded(self.add_button))
        self._box.addWidget(over)
        for group in groups:
            made = GroupBox(self._kit, id_, group)
            made.opened.connect(self.opened)
            made.failed.connect(self.failed)
            self._box.addWidget(made)


    @Slot()
    def _on_add(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec, field in may_name(self._kit.desk.records.specs().values(), self._at[0]):
            action = QAction(self._kit.tr(spec.label).replace("&", "&&"), menu)
            action.setData((spec.type, field.name))
            menu.addAction(action)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.add(*action.data())

    def add(self, type_: str, field: str) -> None:
        """Ask for a new record of this type that names the one shown in ``field``."""
        many = self._kit.desk.records.specs()[type_].fields[field].kind is Kind.REFS
        id_ = self._at[1]
        self.wanted.emit(Mending(type_, "", "", {field: (id_,) if many else id_}))


class _Page:
    def __init__(self, kit: PageKit, id_: RecordId, key: str, offset: int) -> None:
        self._records, self._id, self._key, self._offset = kit.desk.records, id_, key, offset

    def __call__(self) -> object:
        return tuple(self._records.linked(self._id, self._key, self._offset))
