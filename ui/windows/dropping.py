"""Files dropped anywhere in the window: exports go to Exchange, others become exhibits of the record that is shown."""

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
    files = Signal(object)  # list of Path: to be taken in as exhibits

    def __init__(self, kit: PageKit, over: QWidget) -> None:
        super().__init__(over)
        self._kit = kit
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a drag that bears files. A drop of both kinds is an export with something that lay beside it."""
        if not isinstance(event, QDropEvent):  # entering is a kind of dropping, for Qt
            return False
        paths = dropped(event.mimeData())
        exports = [str(path) for path in paths if self._kit.desk.exchange.look_for(path)]
        others = [path for path in paths if path.is_file()] if self._kit.writable else []
        if not exports and not others:
            return False
        event.acceptProposedAction()
        if isinstance(event, QDragEnterEvent) or event.type() != QEvent.Type.Drop:
            return True
        if exports:
            self.went.emit(Address(place="exchange", tab="receive", note=SEPARATOR.join(exports)))
        else:
            self.files.emit(others)
        return True
