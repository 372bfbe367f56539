"""About the program: version, licence, the parts by others with theirs."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.guide import CHAPTERS
from caseapp.domain.text import N_
from caseapp.services.about import About, about
from ui.actions import Act
from ui.address import Address
from ui.pages.help_page import HELP_PLACE
from ui.pages.page import Page, PageKit, button, card, limited, rule, scrolled, unreviewed
from ui.pages.whats_new_page import WhatsNewPage
from ui.style.icons import Icon
from ui.widgets.labels import PlainLabel

NEWS = "news"  # the note of an address


class AboutPage(Page):
    """The program, and one step on, what is new in it."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.stack = QStackedWidget()
        self._front = self._make_front(about())
        self.stack.addWidget(self._front)
        self._news: WhatsNewPage | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def address(self) -> Address:
        return Address(note="" if self.stack.currentWidget() is self._front else NEWS)

    def show_address(self, address: Address) -> None:
        if address.note != NEWS:
            self.stack.setCurrentWidget(self._front)
            return
        if self._news is None:
            self._news = WhatsNewPage(self.kit)
            self.stack.addWidget(self._news)
        self.stack.setCurrentWidget(self._news)

    def perform(self, act: Act) -> bool:
        if act is Act.LEAVE and self.stack.currentWidget() is not self._front:
            self.stack.setCurrentWidget(self._front)
            self.start()
            return True
        return False

    def start(self) -> None:
        if self.stack.currentWidget() is self._front:
            self.news_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_front(self, found: About) -> QWidget:
        tr = self.kit.tr
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(PlainLabel(tr(N_("Caseapp {version}")).format(version=found.version), "page-title"))
        told = card()
        box = QVBoxLayout(told)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        for words in (
            tr(N_("It works without a network and opens no connection of its own.")),
            tr(N_("Free software under the licence {licence}.")).format(licence=found.licence),
            tr(N_("Record types: version {records}. Python {python}.")).format(
                records=found.records, python=found.python),
            unreviewed(self.kit),
        ):
            if words:
                box.addWidget(PlainLabel(words, wrap=True))
        self.news_button = button(tr(N_("What is new")))
        self.news_button.setIcon(self.kit.look.icon(Icon.INFO, size=16))
        self.news_button.clicked.connect(self._on_news)
        row = QHBoxLayout()
        self.guide_button = button(tr(N_("Open the guide")))
        self.guide_button.setIcon(self.kit.look.icon(Icon.HELP, size=16))
        self.guide_button.clicked.connect(self._on_guide)
        row.addWidget(self.news_button)
        row.addWidget(self.guide_button)
        row.addStretch(1)
        box.addLayout(row)
        column.addLayout(limited(told, self.kit.look.px(720)))
        column.addWidget(PlainLabel(tr(N_("Made with")), "title"))
        column.addLayout(limited(self._parts(found), self.kit.look.px(720)))
        column.addStretch(1)
        return scrolled(inner)

    def _parts(self, found: About) -> QWidget:
        frame = card()
        grid = QGridLayout(frame)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 3)
        for at, words in enumerate((N_("Part"), N_("Version"), N_("Licence"))):
            grid.addWidget(PlainLabel(self.kit.tr(words), "label"), 0, at)
        grid.addWidget(rule(), 1, 0, 1, 3)
        for row, part in enumerate(found.components, 2):
            grid.addWidget(PlainLabel(part.name), row, 0)
            grid.addWidget(PlainLabel(part.version, "secondary"), row, 1)
            grid.addWidget(PlainLabel(part.licence, "secondary"), row, 2)
        return frame

    @Slot()
    def _on_guide(self) -> None:
        self.went.emit(Address(place=HELP_PLACE, tab=CHAPTERS[0]))

    @Slot()
    def _on_news(self) -> None:
        self.went.emit(Address(place="settings", tab="about", note=NEWS))
