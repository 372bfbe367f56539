"""The open vault: header, rail, pages, footer. It routes actions and knows no record type but by its place."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act
from ui.address import Address
from ui.bridge.notify import Notice, notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.dossier_page import DossierPage
from ui.pages.help_page import HelpPage
from ui.pages.page import Page, PageKit
from ui.pages.place_page import PlacePage
from ui.pages.quick_page import QuickPage
from ui.pages.tabs_page import TabsPage
from ui.ports import Lane, RecordView, Saved
from ui.widgets.labels import PlainLabel
from ui.windows.attaching import Attaching
from ui.windows.bars import Footer, Header, NoticeBar, Rail
from ui.windows.places import PLACES, Place
from ui.windows.trail import Trail


class Shell(QWidget):
    """Everything that is shown while a vault is open; dropped whole when it is locked."""

    locked = Signal()

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._locking = False
        specs = kit.desk.records.specs()
        self.places: dict[str, Place] = {
            place.key: place for place in PLACES if place.tabs or any(type_ in specs for type_ in place.types)
        }
        self._pages: dict[str, PlacePage | TabsPage] = {}
        self._place = ""
        self._trail = Trail()
        self.dossier: DossierPage | None = None
        self._build()
        self.quick = QuickPage(kit)
        self.help = HelpPage(kit)
        for page in (self.quick, self.help):
            self._adopt(page)
        self.attaching = Attaching(kit, self)
        self._hear(self.attaching)
        self.go("people" if "people" in self.places else next(iter(self.places)))

    # --- what the window calls

    def perform(self, act: Act) -> None:
        """Do an action: the page first, then the frame."""
        page = self.page()
        if act is Act.LEAVE and self.header.search.close_offers():
            return
        if page is not None and page.perform(act):
            return
        if act is Act.NEW:
            self._note_place()
            self._show(self.quick)
            self.quick.start()
        elif act is Act.FIND:
            self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.header.search.line.selectAll()
        elif act is Act.UNDO:
            self.undo()
        elif act is Act.HELP:
            self._show(self.help)
        elif act is Act.LOCK:
            self.lock()
        elif act in (Act.LEAVE, Act.BACK):
            self.back()
        elif act is Act.ATTACH:
            here = self._here() if page is not None and page is self._pages.get(self._place) else Address()
            self.attaching.choose(here.type, here.id)
        elif act is Act.FORWARD:
            self._step(1)

    def start(self) -> None:
        """Put the focus where work begins."""
        page = self.page()
        if page is not None:
            page.start()

    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, key: str) -> None:
        """Open a place."""
        self.show_address(Address(place=key))

    @Slot(str, str)
    def open_record(self, type_: str, id_: RecordId) -> None:
        """Show a record in the place where its type lives; without an id, go back."""
        if id_:
            self.show_address(Address(type=type_, id=id_))
        else:
            self.back()

    @Slot(Address)
    def show_address(self, address: Address) -> None:
        """Go there and remember where from."""
        self._note_place()
        if self._travel(address):
            self._trail.visit(self._here())

    @Slot()
    def back(self) -> None:
        """To the page before."""
        if not self._step(-1):
            self._travel(Address(place=self._place))

    def _step(self, by: int) -> bool:
        self._note_place()
        address = self._trail.step(by)
        if address is None:
            return False
        if not self._travel(address):
            self._trail.step(-by)
        return True

    def _travel(self, address: Address) -> bool:
        """False when the page that is shown cannot be left."""
        lives = next((key for key, place in self.places.items() if address.type in place.types), self._place)
        key = address.place or lives
        if key not in self.places:
            return False
        page = self._place_page(key)
        if not self._show(page):
            return False
        self._place = key
        self.rail.mark(key)
        if isinstance(page, TabsPage):
            page.show_address(address)
        elif address.id:
            page.open_record(address.type, address.id)
        elif address.tab in page.types():
            page.show_type(address.tab)
        return True

    def _here(self) -> Address:
        """The address of the place page that is shown."""
        inner = self._place_page(self._place).address()
        return Address(self._place, inner.tab, inner.type, inner.id, note=inner.note)

    def _note_place(self) -> None:
        """What happened inside the page since it was visited is part of the way back."""
        page = self.page()
        if page is not None and page is self._pages.get(self._place):
            self._trail.visit(self._here())

    @Slot()
    def undo(self) -> None:
        """Void the last write of this sitting."""
        self.kit.runner.run(self, Lane.WRITER, self.kit.desk.records.undo, self._on_undone)

    def lock(self) -> None:
        """Keep what was typed, close the vault on the writer's lane behind everything under way, then say so."""
        if self._locking:
            return
        self._locking = True
        self.setEnabled(False)
        for page in (*self._pages.values(), self.quick):
            page.leave(at_once=True)
        self.kit.runner.run(self, Lane.WRITER, self.kit.desk.lock, self._on_locked)

    # --- building

    def _build(self) -> None:
        self.header = Header(self.kit)
        self.header.acted.connect(self._on_acted)
        self.header.opened.connect(self.open_record)
        self.rail = Rail(self.kit, tuple(self.places.values()))
        self.rail.chosen.connect(self._on_place)
        self.notices = NoticeBar(self.kit)
        self.stack = QStackedWidget()
        self.footer = Footer(self.kit)
        self.footer.undo.connect(self.undo)
        right = QVBoxLayout()
        right.setSpacing(0)
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
        if self.kit.desk.sample:
            whole.addWidget(self._band())
        whole.addLayout(middle, 1)
        whole.addWidget(self.footer)
        self.header.search.hang(self)

    def _band(self) -> QWidget:
        band = QWidget()
        band.setProperty("role", "sample")
        band.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(band)
        row.setContentsMargins(16, 2, 16, 2)
        row.addWidget(PlainLabel(self.kit.tr(N_("SAMPLE – invented persons"))))
        return band

    def _place_page(self, key: str) -> PlacePage | TabsPage:
        if key not in self._pages:
            place = self.places[key]
            self._pages[key] = self._tabs_page(place) if place.tabs else self._records_page(place)
            self._adopt(self._pages[key])
        return self._pages[key]

    def _tabs_page(self, place: Place) -> TabsPage:
        return TabsPage(self.kit, place.tabs)

    def _records_page(self, place: Place) -> PlacePage:
        specs = self.kit.desk.records.specs()
        page = PlacePage(self.kit, [specs[type_] for type_ in place.types if type_ in specs])
        page.dossier.connect(self._on_dossier)
        return page

    def _adopt(self, page: Page) -> None:
        self._hear(page)
        page.opened.connect(self.open_record)
        page.said.connect(self.footer.say)
        self.stack.addWidget(page)

    def _hear(self, one: Page | Attaching) -> None:
        one.saved.connect(self._on_saved)
        one.failed.connect(self._on_failed)
        one.went.connect(self.show_address)
        one.working.connect(self.footer.watch)

    def _show(self, page: Page) -> bool:
        now = self.page()
        if now is not None and now is not page and not now.leave():
            return False
        self.stack.setCurrentWidget(page)
        if page not in self._pages.values():
            self.rail.mark("")
        if self.dossier is not None and page is not self.dossier:
            self.stack.removeWidget(self.dossier)
            self.dossier.deleteLater()
            self.dossier = None
        return True

    # --- what pages say

    @Slot(object)
    def _on_acted(self, act: Act) -> None:
        self.perform(act)

    @Slot(str)
    def _on_place(self, key: str) -> None:
        self.go(key)
        self._place_page(key).start()

    @Slot(RecordView)
    def _on_dossier(self, view: RecordView) -> None:
        page = DossierPage(self.kit, view)
        self._adopt(page)
        self._show(page)
        self.dossier = page
        page.start()

    @Slot(Saved)
    def _on_saved(self, saved: Saved) -> None:
        self.notices.hide()
        self.footer.saved(saved)
        self._refresh(saved)

    @Slot(object)
    def _on_failed(self, found: Notice) -> None:
        self.notices.show_notice(found)

    @Slot(object)
    def _on_undone(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._on_failed(notice(outcome.error, self.kit.language))
        elif isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self.footer.undone()
            self._refresh(outcome.value)

    def _refresh(self, saved: Saved) -> None:
        for page in self._pages.values():
            page.refresh(saved.changes)

    @Slot(object)
    def _on_locked(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._locking = False
            self.setEnabled(True)
            self._on_failed(notice(outcome.error, self.kit.language))
            return
        self.locked.emit()
