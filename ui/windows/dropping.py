"""Export files dropped anywhere in the window go to Exchange; other files are left to what lies under the pointer."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.address import Address
from ui.pages.exchange.parts import dropped
from ui.pages.exchange.receive_page import SEPARATOR
from ui.pages.page import PageKit


class Dropping(QObject):
    """Watches ``over`` for what no widget inside took."""

    went = Signal(Address)

    def __init__(self, kit: PageKit, over: QWidget) -> None:
        super().__init__(over)
        self._kit = kit
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a drag that bears export files."""
        if isinstance(event, QDropEvent):  # entering is a kind of dropping, for Qt
            exports = [str(path) for path in dropped(event.mimeData()) if self._kit.desk.exchange.look_for(path)]
            if not exports:
                return False
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                self.went.emit(Address(place="exchange", tab="receive", note=SEPARATOR.join(exports)))
            return True
        return False
