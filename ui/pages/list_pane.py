"""The list of one record type with its search field; hits stand in the script in which they were written."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.delegates.rows import RowDelegate
from ui.models.hits import HitsModel
from ui.models.rows import RowsModel
from ui.pages.page import PageKit, button
from ui.ports import Hit, Lane
from ui.style.icons import Icon
from ui.widgets.fields import MarkedLine
from ui.widgets.labels import ElidedLabel, PlainLabel

_HITS = 50


class RowsView(QListView):
    """A list whose every row is one line; Enter opens."""

    opened = Signal(QModelIndex)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self.setItemDelegate(RowDelegate(kit.look, self))
        self.setUniformItemSizes(True)
        self.setProperty("ring", False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class SearchLine(MarkedLine):
    """Down goes into the list, Escape clears."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.down.emit()
        else:
            super().keyPressEvent(event)


class ListPane(QWidget):
    """Everything of one type, or what the search finds of it."""

    chosen = Signal(str, str)  # type, id
    wanted_new = Signal(str)
    failed = Signal(object)

    def __init__(self, kit: PageKit, spec: RecordSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit, self.spec = kit, spec
        self._current: RecordId = ""
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rows = RowsModel(kit.desk.records, kit.runner, spec.type, self)
        self.hits = HitsModel()
        self.hits.setParent(self)
        self._build()
        self.rows.counted.connect(self._on_counted)
        self.rows.failed.connect(self._on_failed)
        self.rows.read()

    def _build(self) -> None:
        kit = self.kit
        self.title = ElidedLabel(kit.tr(self.spec.plural), "title")
        self.count = PlainLabel(role="hint")
        self.add = button("", "small")
        self.add.setIcon(kit.look.icon(Icon.ADD, size=16))
        self.add.setFixedSize(32, 28)
        self.add.setToolTip(kit.tr(N_("New record of this kind")))
        self.add.setAccessibleName(kit.tr(N_("New record of this kind")))
        self.add.clicked.connect(self._on_add)
        self.search = SearchLine(kit.look)
        self.search.setClearButtonEnabled(False)
        self.search.setPlaceholderText(kit.tr(N_("Find in every spelling")))
        self.search.setAccessibleName(kit.tr(N_("Find in every spelling")))
        self.search.textEdited.connect(self._on_text)
        self.search.down.connect(self._on_down)
        self.view = RowsView(kit)
        self.view.setModel(self.rows)
        self.view.setAccessibleName(kit.tr(self.spec.plural))
        self.view.opened.connect(self._on_opened)
        self.view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.empty = PlainLabel(role="secondary", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 4)
        head.addWidget(self.title, 1)
        head.setSpacing(8)
        head.addWidget(self.count)
        head.addWidget(self.add)
        find = QHBoxLayout()
        find.setContentsMargins(12, 4, 12, 8)
        find.addWidget(self.search)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addLayout(find)
        box.addWidget(self.stack, 1)

    def mark(self, id_: RecordId) -> None:
        """Show a record as the one that is open."""
        self._current = id_
        row = self.rows.row_of(id_) if self.view.model() is self.rows else -1
        selection = self.view.selectionModel()
        if row < 0:
            selection.clearSelection()
            return
        index = self.rows.index(row)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)

    def look_for(self, text: str) -> None:
        """Search for a text as if it had been typed here."""
        self.search.setText(text)
        self._on_text(text)

    def step(self, by: int) -> None:
        """Open the record before or after the one that is open."""
        model = self.view.model()
        row = min(max(self.view.currentIndex().row() + by, 0), model.rowCount() - 1)
        if row >= 0:
            index = model.index(row, 0)
            self.view.setCurrentIndex(index)
            self._on_opened(index)

    def refresh(self) -> None:
        """Read again after a write."""
        self.rows.read()
        if self.search.text().strip():
            self._on_text(self.search.text())

    @Slot()
    def _on_add(self) -> None:
        self.wanted_new.emit(self.spec.type)

    @Slot()
    def _on_down(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid() and self.view.model().rowCount():
            self.view.setCurrentIndex(self.view.model().index(0, 0))

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        hit = self.hits.hit(index.row()) if self.view.model() is self.hits else None
        id_ = hit.id if hit else self.rows.id_at(index.row())
        if id_:
            self._current = id_
            self.chosen.emit(hit.type if hit else self.spec.type, id_)

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        first = self.view.indexAt(self.view.rect().topLeft()).row()
        last = self.view.indexAt(self.view.rect().bottomLeft()).row()
        if self.view.model() is self.rows and first >= 0:
            self.rows.want(first, last if last >= 0 else self.rows.rowCount() - 1)

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        if self.view.model() is self.rows:
            self._say(count, N_("Nothing is recorded here yet. Ctrl+N records what happened; + makes one by hand."))
            if self._current:
                self.mark(self._current)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        if isinstance(error, BaseException):
            self.failed.emit(notice(error, self.kit.language))

    @Slot(str)
    def _on_text(self, text: str) -> None:
        wanted = text.strip()
        if not wanted:
            if self.view.model() is not self.rows:
                self.view.setModel(self.rows)
            self._on_counted(self.rows.rowCount())
            return
        self.kit.runner.run(self, Lane.READER, _Find(self.kit, wanted, self.spec.type), self._on_found, latest="find")

    @Slot(object)
    def _on_found(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._on_failed(outcome.error)
        if not isinstance(outcome, Done) or not self.search.text().strip() or not isinstance(outcome.value, Sequence):
            return
        self.hits.show(tuple(hit for hit in outcome.value if isinstance(hit, Hit)))
        if self.view.model() is not self.hits:
            self.view.setModel(self.hits)
        self._say(self.hits.rowCount(), N_("Nothing found. Every spelling was tried: Kazakh, Russian and Latin."))

    def _say(self, count: int, empty: str) -> None:
        self.count.setText(f"{count:,}".replace(",", "\u202f") if count else "")
        self.empty.setText(self.kit.tr(empty))
        self.stack.setCurrentWidget(self.view if count else self.empty)


class _Find:
    def __init__(self, kit: PageKit, text: str, type_: str) -> None:
        self._search, self._text, self._type = kit.desk.search, text, type_

    def __call__(self) -> object:
        return self._search.find(self._text, limit=_HITS, types=(self._type,))
