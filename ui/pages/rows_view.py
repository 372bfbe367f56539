"""A short list of rows inside a page."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.delegates.rows import RowDelegate
from ui.pages.page import PageKit


class RowsView(QListView):
    """A list whose every row is one line; Enter opens. For thousands of rows at most: it lays out every one."""

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
