"""What every view over the filtered set of a list promises: it shows a query, says what is to be opened, and can be
taken along as a picture and as a table."""

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from caseapp.domain.listing import Query
from ui.pages.page import PageKit
from ui.widgets.flow import Flow


class SetView(QWidget):
    """A view of one record type. What leaves is drawn by ``draw`` and told by ``table``, not taken from the screen: a
    copy may show less."""

    opened = Signal(str, str)  # type, id
    asked = Signal(Query)  # the list narrowed to a part of the view
    failed = Signal(object)  # a Notice

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.query = Query(type_)
        self.tool_row = QWidget()  # what the view itself has to be set; the frame adds how to take it along
        self.tools = Flow(self.tool_row, 8)
        self.tools.setContentsMargins(12, 4, 12, 4)

    def show_query(self, query: Query) -> None:
        """Show this set."""
        self.query = query
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        raise NotImplementedError

    def fit(self) -> None:
        """The zoom changed."""

    def start(self) -> None:
        """Put the focus where looking begins."""

    def picture_size(self, font: QFont) -> QSizeF:
        """How large the picture is that leaves, in pixels."""
        raise NotImplementedError

    def draw(self, painter: QPainter, size: QSizeF, font: QFont) -> None:
        """The picture that leaves, in the light colours, from 0, 0."""
        raise NotImplementedError

    def table(self) -> list[list[str]]:
        """The same as lines of a table, headings first."""
        raise NotImplementedError
