"""One walk over every page and state of the window, on a real vault with invented persons and on an empty one.

The gates of languages and accessibility look at each stop. Everything happens at once (``InlineRunner``).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from caseapp.domain.listing import Query
from caseapp.domain.text import Language
from caseapp.runtime import languages
from caseapp.security import hardening
from tests.screens.render import SETTLES, language_of
from tests.screens.scenes_dossiers import scenes as dossier_scenes
from tests.screens.scenes_exchange import exchange_scenes
from tests.screens.scenes_lists import scenes as list_scenes
from tests.screens.scenes_quick import fill, quick
from tests.screens.scenes_review import review_scenes
from tests.screens.scenes_settings import scenes as settings_scenes
from tests.support.desk import RESOURCES
from tests.support.live import Live
from ui.actions import Act
from ui.address import Address
from ui.bridge.inline import InlineRunner
from ui.bridge.notify import Notice
from ui.bridge.progress import Progress
from ui.desk.desk import VaultDesk
from ui.pages.create_pages import CreatePage, RecoveryPage
from ui.pages.place_page import PlacePage
from ui.pages.unlock_page import UnlockPage
from ui.session.cover_page import CoverPage
from ui.session.keeper import Clocks
from ui.style.icons import Icons
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow
from ui.windows.shell import Shell

OPENING, CLOSING, STRETCH = "⟦", "⟧", "ұй"


class PseudoLanguage:
    """Every sentence in brackets and 40 % longer: what shows without brackets never went through the catalogue."""

    code = "en"  # dates and numbers as English has them

    def text(self, message: str) -> str:
        return f"{OPENING}{message} {self._more(message)}{CLOSING}" if message else ""

    def plural(self, singular: str, plural: str, n: int) -> str:
        return self.text(singular if n == 1 else plural)

    @staticmethod
    def _more(message: str) -> str:
        """Words of eight letters, so that the longer text can be wrapped where the shorter one could."""
        left, words = max(2, len(message) * 2 // 5), []
        while left > 0:
            words.append((STRETCH * 4)[:left])
            left -= 8
        return " ".join(words)


@dataclass
class Walk:
    """How the window stands while it is walked. ``code`` "pseudo" is the stretched language."""

    app: QApplication
    sample: Path  # a folder with a closed sample vault
    folder: Path  # empty
    code: str = "en"
    size: tuple[int, int] = (1366, 768)
    theme: str = "light"
    zoom: int = 100
    rooms: tuple[str, ...] = ("gate", "sample", "empty", "exchange", "review")
    window: MainWindow = field(init=False)

    @property
    def spoken(self) -> str:
        """The language that vaults are told to speak."""
        return "en" if self.code == "pseudo" else self.code

    def stops(self) -> Iterator[str]:
        """The name of each page or state; the window shows it until the next is asked for."""
        with self._speaking() as speak:
            live = Live(self.folder / "vaults", self.sample)
            setup = WindowSetup(live.vaults, speak, Icons(RESOURCES / "icons"), {}, self.spoken, self.theme,
                                clocks=Clocks(lambda: 0.0, lambda: 0.0),  # no walk is so slow that the cover comes
                                make_runner=lambda _lanes: InlineRunner())
            self.window = MainWindow(self.app, setup)
            try:
                self.window.resize(*self.size)
                self.window.show()
                self.window.activateWindow()
                rooms: Mapping[str, Callable[[Live], Iterator[str]]] = {
                    "gate": self._gate, "sample": self._sample, "empty": self._empty,
                    "exchange": lambda _: exchange_scenes(self.window, self.spoken),
                    "review": lambda _: review_scenes(self.window, self.spoken),
                }
                for room in self.rooms:
                    for name in rooms[room](live):
                        self._settle()
                        yield f"{room}: {name}"
            finally:
                self.window.close()
                self.window.deleteLater()
                self.app.processEvents()
                live.close()

    @contextmanager
    def _speaking(self) -> Iterator[Callable[[str], Language]]:
        """All that asks for a catalogue is given one read from its source, or the stretched language."""
        pseudo = PseudoLanguage()
        known: dict[str, Language] = {code: language_of(code) for code in ("en", "ru", "kk")}

        def speak(code: str) -> Language:
            return pseudo if self.code == "pseudo" else known.get(code, known["en"])

        load, languages.load = languages.load, lambda _folder, code: speak(code)  # type: ignore[assignment,return-value]
        harden, hardening.harden = hardening.harden, lambda: True  # it would bind this whole process
        try:
            yield speak
        finally:
            languages.load, hardening.harden = load, harden

    def _settle(self) -> None:
        for _ in range(SETTLES):
            self.app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else every sheet dresses the dead

    def _enter(self, desk: VaultDesk) -> Shell:
        desk.settings.put("zoom", self.zoom)
        self.window.enter(desk)
        self.window.resize(*self.size)
        self._settle()
        assert self.window.shell is not None
        return self.window.shell

    # --- before a vault is open

    def _gate(self, live: Live) -> Iterator[str]:
        yield "unlock"
        gate = self.window.gate()
        assert isinstance(gate, UnlockPage)
        gate.passphrase.line.setText("wrong")
        gate.passphrase.entered.emit()
        yield "unlock, wrong"
        self.window.show_restore()
        yield "restore"
        self.window.show_create()
        create = self.window.gate()
        assert isinstance(create, CreatePage)
        yield "create"
        create.words.setText("Almaty 2022")
        yield "create, own words"
        create._on_other()
        create.perform(Act.RECORD)
        yield "recovery"
        recovery = self.window.gate()
        assert isinstance(recovery, RecoveryPage)
        recovery.fields[0].setText("XXXX")
        recovery.perform(Act.RECORD)
        yield "recovery, wrong"
        recovery.print_button.click()
        yield "recovery, print"

    # --- the sample

    def _sample(self, live: Live) -> Iterator[str]:
        desk = live.sample(self.spoken)
        fill(desk._vault.session)
        shell = self._enter(desk)
        shell.go("home")
        yield "home"
        yield from self._records(shell)
        yield from self._guests(shell)
        yield from list_scenes(shell)
        yield from self._over(shell)
        yield from quick(shell)
        shell.show_address(Address(place="people"))
        person = self._first("person")
        yield from dossier_scenes(shell, "person", person)
        yield from self._keeper(shell)

    def _pane(self, type_: str) -> PlacePage:
        shell = self.window.shell
        assert shell is not None
        place = next(key for key, each in shell.places.items() if type_ in each.types)
        shell.show_address(Address(place=place, tab=type_))
        page = shell.page()
        assert isinstance(page, PlacePage)
        return page

    def _first(self, type_: str) -> str:
        return self._pane(type_).panes[type_].rows.id_at(0)

    def _records(self, shell: Shell) -> Iterator[str]:
        """Of every type that has a list: the list, a record, each section as a form, the history, a new record."""
        for type_ in [type_ for place in shell.places.values() for type_ in place.types]:
            page = self._pane(type_)
            yield f"{type_}, list"
            first = self._first(type_)
            if first:
                shell.open_record(type_, first)
                yield from self._record(page, type_)
                page.record.body.jump("@history")
                yield f"{type_}, history"
                page.record.body.jump(next(iter(page.record.body.cards)))
                page.record.head.choose("withdraw")
                yield f"{type_}, withdraw"
                page.record.head.close_panel()
            page.record.show_new(type_)
            yield f"{type_}, new"
            page.record.perform(Act.LEAVE)

    def _record(self, page: PlacePage, type_: str) -> Iterator[str]:
        """A record that is shown, read and with each section as a form."""
        yield f"{type_}, record"
        for key, card in list(page.record.body.cards.items()):
            if not card.isHidden():
                page.record.body.open_field(card)
                yield f"{type_}, form {key}"
                page.record.perform(Act.LEAVE)

    def _guests(self, shell: Shell) -> Iterator[str]:
        """Of every type without a list of its own that the sample has: a record, and each section as a form."""
        lists = shell.kit.desk.lists
        for type_ in [type_ for place in shell.places.values() for type_ in place.guests]:
            ids = lists.find(Query(type_)).ids
            if ids:
                shell.open_record(type_, ids[:16].hex())
                page = shell.page()
                assert isinstance(page, PlacePage)
                yield from self._record(page, type_)

    def _over(self, shell: Shell) -> Iterator[str]:
        """What frames or lies over a page."""
        shell.perform(Act.COMMANDS)
        yield "palette"
        shell.commands.line.setText("a")
        shell.commands.line.textEdited.emit("a")
        yield "palette, typed"
        shell.perform(Act.LEAVE)
        shell.perform(Act.FIND)
        shell.header.search.line.setText("akh")
        shell.header.search.line.textEdited.emit("akh")
        yield "search"
        shell.perform(Act.LEAVE)
        shell.header.search.line.setText("")
        work = Progress(shell.kit.tr("Reading the folder"))
        work(212, 640)
        shell.footer.watch(work)
        tr = shell.kit.tr
        shell.notices.show_notice(Notice(tr("The vault is locked."), tr("The vault is locked."),
                                         tr("Set the clock. The times of what you record depend on it."), "b"))
        yield "notice and work"
        work.end()
        shell.notices.clear()
        shell.perform(Act.RAIL)
        yield "folded rail"
        shell.perform(Act.RAIL)
        shell.perform(Act.HELP)
        yield "keys"
        shell.perform(Act.LEAVE)

    def _keeper(self, shell: Shell) -> Iterator[str]:
        keeper = self.window.keeper
        assert keeper is not None
        keeper.switch_interview()
        keeper.idle.counting.emit(59)
        yield "countdown"
        keeper.cover()
        yield "cover"
        cover = self.window.gate()
        assert isinstance(cover, CoverPage)
        cover.secret.line.setText("wrong")
        cover.secret.entered.emit()
        yield "cover, wrong"
        keeper.lock()

    # --- a vault with nothing in it

    def _empty(self, live: Live) -> Iterator[str]:
        shell = self._enter(live.empty(language=self.spoken))
        for key, place in shell.places.items():
            for type_ in place.types:
                self._pane(type_)
                yield f"{key}, {type_}"
            for tab in place.tabs:
                shell.show_address(Address(place=key, tab=tab.key))
                yield f"{key}, {tab.key}"
        shell.perform(Act.NEW)
        yield "quick"
        shell.perform(Act.LEAVE)
        stick = self.folder / "stick"
        stick.mkdir()
        yield from settings_scenes(self.window, stick)



