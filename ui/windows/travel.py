"""From place to place in an open vault: which page answers an address, and the way back."""


from PySide6.QtCore import Signal, Slot

from caseapp.domain.spec import RecordId
from ui.address import Address
from ui.pages.page import Page, PageKit
from ui.pages.place_page import PlacePage
from ui.pages.tabs_page import TabsPage
from ui.ports import RecordView
from ui.windows.frame import Frame
from ui.windows.places import PLACES, Place
from ui.windows.sitting import Sitting
from ui.windows.state import WindowState


class Travel(Frame):
    """The pages of the places, made when they are first shown. Whoever builds on it hears of each by ``made``."""

    made = Signal(Page)

    def __init__(self, kit: PageKit, sitting: Sitting) -> None:
        specs = kit.desk.records.specs()
        self.places: dict[str, Place] = {
            place.key: place for place in PLACES if place.tabs or any(type_ in specs for type_ in place.types)
        }
        super().__init__(kit, self.places)
        self.sitting = sitting
        self.state = WindowState(kit, self)
        self._pages: dict[str, PlacePage | TabsPage] = {}
        self._place = ""
        self._trail = self.sitting.trail

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
            if not address.begins:  # a new record is a step on the way once it has become one
                self._trail.visit(self._here())
            self._show_trail()

    @Slot()
    def back(self) -> None:
        """To the page before; from a page that is no place, to the place."""
        if self.page() is not self._pages.get(self._place):
            self._travel(self._trail.here() or Address(place=self._place))
        elif not self._step(-1):
            self._travel(Address(place=self._place))

    def start(self) -> None:
        """Put the focus where work begins."""
        page = self.page()
        if page is not None:
            page.start()

    # --- from place to place

    def _step(self, by: int) -> bool:
        self._note_place()
        address = self._trail.step(by)
        if address is None:
            return False
        if not self._travel(address):
            self._trail.step(-by)
        self._show_trail()
        return True

    def _travel(self, address: Address) -> bool:
        """False when the page that is shown cannot be left."""
        key = address.place or self._home_of(address.type)
        if key not in self.places:
            return False
        page, before = self._place_page(key), self.page()
        if not self._show(page):
            return False
        self._place = key
        self.rail.mark(key)
        page.show_address(address)
        focused = self.window().focusWidget()
        elsewhere = page is not before or focused is None or not page.isAncestorOf(focused)
        if elsewhere and not (address.id or address.begins):  # a record takes the focus when it has been read
            page.start()  # nobody is left without a place for the next key
        return True

    def _home_of(self, type_: str) -> str:
        """Where records of a type are read: beside their list; without one, here if records are shown here."""
        lists = next((key for key, place in self.places.items() if type_ in place.types), "")
        here = self.places.get(self._place)
        if lists or not type_ or (here is not None and here.types):
            return lists or self._place
        return next((key for key, place in self.places.items() if type_ in place.guests), self._place)

    def _here(self) -> Address:
        """The address of the place page that is shown."""
        inner = self._place_page(self._place).address()
        return Address(self._place, inner.tab, inner.type, inner.id, note=inner.note)

    def _shown(self) -> Address:
        """The same, blank where a page stands over the place."""
        return self._here() if self.page() is self._pages.get(self._place) else Address()

    def _note_place(self) -> None:
        """What happened inside the page since it was visited is part of the way back."""
        page = self.page()
        if page is not None and page is self._pages.get(self._place):
            self._trail.visit(self._here())
            self._show_trail()

    def _show_trail(self) -> None:
        self.header.show_trail(back=self._trail.reaches(-1), forward=self._trail.reaches(1))
        self.state.keep_address(self._trail.here() or Address())

    # --- pages

    def _place_page(self, key: str) -> PlacePage | TabsPage:
        if key not in self._pages:
            place = self.places[key]
            self._pages[key] = self._records_page(place) if place.types else TabsPage(self.kit, place.tabs)
            self.made.emit(self._pages[key])
        return self._pages[key]

    def _records_page(self, place: Place) -> PlacePage:
        specs = self.kit.desk.records.specs()
        page = PlacePage(self.kit, [specs[type_] for type_ in place.types if type_ in specs], place.tabs)
        page.dossier.connect(self._on_dossier)
        width = self.state.number("list")
        if width:
            page.widen(width)
        page.widened.connect(self._on_widened)
        return page

    def _show(self, page: Page) -> bool:
        now = self.page()
        if now is not None and now is not page and not now.leave():
            return False
        self.stack.setCurrentWidget(page)
        if page not in self._pages.values():
            self.rail.mark("")
        return True

    # --- what the pages of the places say

    @Slot(RecordView)
    def _on_dossier(self, view: RecordView) -> None:
        self.show_address(Address(place="dossiers", tab="make", type=view.type, id=view.id))
        self.start()

    @Slot(int)
    def _on_widened(self, width: int) -> None:
        self.state.keep("list", width)
