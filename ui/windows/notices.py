"""What went wrong, above the page, until it is closed; never a dialog."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.notify import Notice
from ui.pages.page import PageKit, button
from ui.style.icons import Icon
from ui.widgets.labels import StatusLabel

_MOST = 3  # the rest of the page must stay in sight


class NoticeRow(QWidget):
    """One notice: what happened and what to do, perhaps one thing that can be done here, and a way to close it."""

    closed = Signal(object)
    asked = Signal(object)

    def __init__(self, kit: PageKit, notice: Notice, status: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self.status = StatusLabel(kit.look, status, f"{notice.title}. {notice.text}", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 0)
        row.addWidget(self.status, 1)
        self.action = button(action.replace("&", "&&"))
        self.action.setVisible(bool(action))
        self.action.clicked.connect(self._on_action)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop)
        self.close_button = button("", "small")
        self.close_button.setIcon(kit.look.icon(Icon.CLOSE, size=16))
        self.close_button.setFixedSize(32, 28)
        self.close_button.setAccessibleName(kit.tr(N_("Close this notice")))
        self.close_button.setToolTip(kit.tr(N_("Close this notice")))
        self.close_button.clicked.connect(self._on_close)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _on_close(self) -> None:
        self.closed.emit(self)

    @Slot()
    def _on_action(self) -> None:
        self.asked.emit(self)


class NoticeBar(QWidget):
    """The newest notices, each once; ``asked`` carries the notice whose button was pressed."""

    asked = Signal(object)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.rows: list[NoticeRow] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.hide()

    def show_notice(self, notice: Notice, status: str = "danger", action: str = "") -> None:
        """Show what happened and what to do; said again, it is not shown twice."""
        for row in [row for row in self.rows if (row.notice.code, row.notice.text) == (notice.code, notice.text)]:
            self._drop(row)
        made = NoticeRow(self._kit, notice, status, action)
        made.closed.connect(self._on_closed)
        made.asked.connect(self._on_asked)
        self.rows.insert(0, made)
        self._box.insertWidget(0, made)
        for row in self.rows[_MOST:]:
            self._drop(row)
        self.show()

    def clear(self) -> None:
        """Something was written: what stood here is over."""
        for row in list(self.rows):
            self._drop(row)

    def texts(self) -> list[str]:
        """What is said, newest first."""
        return [row.status.words.text() for row in self.rows]

    def _drop(self, row: NoticeRow) -> None:
        self.rows.remove(row)
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.setVisible(bool(self.rows))

    @Slot(object)
    def _on_closed(self, row: NoticeRow) -> None:
        self._drop(row)

    @Slot(object)
    def _on_asked(self, row: NoticeRow) -> None:
        self._drop(row)
        self.asked.emit(row.notice)
