"""The frame of an open vault: header, rail, notices, the stack of pages, footer; and how it fits the window."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.page import Page, PageKit
from ui.session.opening import OpeningBars
from ui.session.reading import ReadingBand
from ui.style.tokens import MEASURES
from ui.widgets.labels import PlainLabel
from ui.windows.footer import Footer
from ui.windows.header import Header
from ui.windows.notices import NoticeBar
from ui.windows.places import Place
from ui.windows.rail import Rail


class Frame(QWidget):
    """What stands around every page. It knows no page and no action."""

    def __init__(self, kit: PageKit, places: Mapping[str, Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.folded = False  # as the person wants it, whatever the width
        self.header = Header(kit)
        self.rail = Rail(kit, tuple(places.values()))
        self.notices = NoticeBar(kit)
        self.opening = OpeningBars(kit)
        self.stack = QStackedWidget()
        self.footer = Footer(kit)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.opening)
        right.addWidget(self.notices)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        if kit.desk.sample:
            whole.addWidget(self._band())
        if kit.desk.door.read_only:
            whole.addWidget(ReadingBand(kit))
        whole.addLayout(middle, 1)
        whole.addWidget(self.footer)
        self.header.search.hang(self)

    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def fit(self) -> None:
        """Take the zoom and the width in force."""
        self._fold()
        self.header.fit()
        self.footer.fit()
        for at in range(self.stack.count()):
            page = self.stack.widget(at)
            if isinstance(page, Page):
                page.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail where there is no room for its names."""
        super().resizeEvent(event)
        self._fold()
        self.header.search.close_offers()

    def _fold(self) -> None:
        self.rail.fold(self.folded or self.window().width() < self.kit.look.px(MEASURES.fold))

    def _band(self) -> QWidget:
        band = QWidget()
        band.setProperty("role", "sample")
        band.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(band)
        row.setContentsMargins(16, 2, 16, 2)
        row.addWidget(PlainLabel(self.kit.tr(N_("SAMPLE – invented persons"))))
        return band
