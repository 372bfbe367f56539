"""The open vault: it routes actions, takes the person from place to place and knows no record type but by its place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.services.records import NamesHidden
from ui.actions import PLACE_ACTS, SPEAK_ACTS, THEME_ACTS, Act, ActionSpec
from ui.address import Address
from ui.bridge.masking import MaskedRunner, initials
from ui.bridge.notify import Notice, notice
from ui.bridge.outcome import Done, Outcome
from ui.pages.help_page import HELP_PLACE, HelpPage
from ui.pages.page import Page, PageKit
from ui.pages.place_page import PlacePage
from ui.pages.quick_page import QuickPage
from ui.ports import Lane, Saved, Takeable
from ui.session.reading import reading_only
from ui.windows.attaching import Attaching
from ui.windows.commands import recent_acts
from ui.windows.counting import Count
from ui.windows.dropping import Dropping
from ui.windows.palette import Palette
from ui.windows.places import SAMPLE
from ui.windows.returning import AWAY, Returning
from ui.windows.sitting import Sitting
from ui.windows.travel import Travel
from ui.windows.undoing import UndoDesk

_ALWAYS = frozenset({
    Act.NEW, Act.FIND, Act.COMMANDS, Act.HELP, Act.LOCK, Act.RAIL, Act.ATTACH, Act.COVER, Act.INTERVIEW, Act.NAMES,
})
_WRITES = (Act.NEW, Act.RECORD, Act.RECORD_NEXT, Act.EDIT, Act.UNDO, Act.REDO, Act.ISSUE, Act.ATTACH)
_ZOOMS = {Act.ZOOM_IN: 1, Act.ZOOM_OUT: -1, Act.ZOOM_NONE: 0}

QUICK_PLACE: Final = "quick"  # not a place of the rail: a page that stands over whatever is open


class Shell(Travel):
    """Everything that is shown while a vault is open; dropped whole when it is locked or looks otherwise."""

    lock_wanted = Signal()
    sample_wanted = Signal()  # close this vault and open the one of invented persons
    relook = Signal(str, str, int)  # see Page.relook
    presented = Signal(bool)  # hide the names of people, or show them again
    zoomed = Signal(int)  # a step up, a step down, 0: back to 100 %

    def __init__(self, kit: PageKit, sitting: Sitting | None = None) -> None:
        super().__init__(kit, sitting or Sitting())
        self._keeping = self._refused = False
        self.presenting = isinstance(kit.runner, MaskedRunner)
        self.made.connect(self._adopt)
        self.undoing = UndoDesk(kit, self)
        self.commands = Palette(kit, self.can, self.words, self)
        self.commands.recent = recent_acts(self.state.words("recent"))
        self.folded = self.state.flag("folded")
        self._connect()
        self.quick = QuickPage(kit)
        self.help = HelpPage(kit)
        for page in (self.quick, self.help):
            self._adopt(page)
        self.returning = Returning(kit, self)
        self.returning.back.connect(self._on_back)
        self.attaching = Attaching(kit, self)
        self._hear(self.attaching)
        self.dropping = Dropping(kit, self)
        self.dropping.went.connect(self.show_address)
        self.dropping.files.connect(self._on_files)
        self._begin()
        self._count()
        self.undoing.look()

    def _connect(self) -> None:
        self.header.acted.connect(self._on_acted)
        self.header.opened.connect(self.open_record)
        self.header.listed.connect(self._on_listed)
        self.commands.chosen.connect(self._on_command)
        self.commands.opened.connect(self.open_record)
        self.rail.chosen.connect(self._on_place)
        self.rail.fold_wanted.connect(self._on_fold)
        self.opening.went.connect(self.show_address)
        self.notices.asked.connect(self._on_asked)
        self.footer.undo.connect(self.undoing.undo)
        self.footer.redo.connect(self.undoing.redo)
        self.undoing.offered.connect(self._on_takeable)
        self.undoing.told.connect(self.footer.undone)
        self.undoing.changed.connect(self._refresh)
        self.undoing.failed.connect(self._on_failed)
        self.undoing.asked.connect(self._on_answers)

    def _begin(self) -> None:
        """Where the person was, before the look changed or the vault was locked; else what needs him today: Home."""
        first = next((key for key in ("home", "people") if key in self.places), next(iter(self.places)))
        wanted = self._trail.here() or (self.state.address() if self.sitting.back else Address())
        self.show_address(wanted if wanted.place in self.places else Address(place=first))
        if self.presenting:
            self.header.show_presenting(initials(self.kit.desk.author))
        elif self.sitting.quick and not self.kit.desk.door.read_only:
            self.perform(Act.NEW)

    # --- what the window calls

    def perform(self, act: Act) -> None:
        """Do an action: the page first, then the frame."""
        page = self.page()
        closed = self.commands.dismiss()
        if (closed and act in (Act.LEAVE, Act.COMMANDS)) or (act is Act.LEAVE and self.header.search.close_offers()):
            return
        if act in _WRITES and self.kit.desk.door.read_only:
            self._on_failed(reading_only(self.kit.language))
            return
        if act in _WRITES and self.presenting:
            self._on_failed(notice(NamesHidden(), self.kit.language))
            return
        if page is not None and page.perform(act):
            return
        if act is Act.NEW:
            self._start_quick()
        elif act is Act.FIND:
            self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.header.search.line.selectAll()
        elif act is Act.COMMANDS:
            self.commands.ask()
        elif act is Act.UNDO:
            self.undoing.undo()
        elif act is Act.REDO:
            self.undoing.redo()
        elif act is Act.HELP:
            self._start_help()
        elif act is Act.LOCK:
            self.lock()
        elif act in (Act.LEAVE, Act.BACK):
            self.back()
        elif act is Act.ATTACH:
            here = self._shown()
            self.attaching.choose(here.type, here.id)
        elif act is Act.FORWARD:
            self._step(1)
        else:
            self._perform_window(act)

    def _perform_window(self, act: Act) -> None:
        place = next((key for key, each in PLACE_ACTS.items() if each is act), "")
        if place in self.places:
            self._on_place(place)
        elif act is Act.NAMES:
            self.presented.emit(not self.presenting)
        elif act is Act.RAIL:
            self._on_fold(not self.rail.folded)
        elif act in _ZOOMS:
            self.zoomed.emit(_ZOOMS[act])
        elif act in THEME_ACTS:
            self.relook.emit(THEME_ACTS[act], "", 0)
        elif act in SPEAK_ACTS:
            self.relook.emit("", SPEAK_ACTS[act], 0)

    def can(self, act: Act) -> bool:
        """Whether ``perform`` would do something now: what cannot be done is never offered."""
        page = self.page()
        if act in _WRITES and (self.presenting or self.kit.desk.door.read_only):
            return False
        if act in _ALWAYS or (page is not None and page.can(act)):
            return True
        place = next((key for key, each in PLACE_ACTS.items() if each is act), "")
        return place in self.places or act in _ZOOMS or act in SPEAK_ACTS or act in THEME_ACTS \
            or (act is Act.UNDO and self.undoing.takeable.undo is not None) \
            or (act is Act.REDO and self.undoing.takeable.redo is not None) \
            or (act is Act.BACK and self._trail.reaches(-1)) or (act is Act.FORWARD and self._trail.reaches(1))

    def words(self, spec: ActionSpec) -> str:
        """What an action is called just now: undo and redo by the name of what they take back."""
        takeable = self.undoing.takeable
        named = {Act.UNDO: (N_("Undo “{what}”"), takeable.undo), Act.REDO: (N_("Redo “{what}”"), takeable.redo)}
        words, what = named.get(spec.act, ("", None))
        return self.kit.tr(words).format(what=what) if what else self.kit.tr(spec.words)

    def leave(self) -> bool:
        """Record or keep whatever was typed, because the pages are about to be built anew. False: something cannot be
        recorded as it stands; it is shown and stays."""
        self._note_place()
        page = self.page()
        if page is not None and not page.leave():
            return False
        self.sitting.quick = page is self.quick
        self.state.flush()
        left = [each.leave() for each in (*self._pages.values(), self.quick)]  # every one, even where an earlier stays
        return all(left)

    @Slot(Address)
    def show_address(self, address: Address) -> None:
        """Go there and remember where from."""
        if address.place == QUICK_PLACE:
            self._start_quick(address.note)
            return
        if address.place == HELP_PLACE:
            self._start_help(address.tab)
            return
        if address.place == SAMPLE:
            self.sample_wanted.emit()
            return
        super().show_address(address)

    def _start_quick(self, draft: str = "") -> None:
        """The quick page, with the draft of that key where one is named."""
        self._note_place()
        if self._show(self.quick):
            self.quick.open_draft(draft)
            self.quick.start()

    def _start_help(self, chapter: str = "") -> None:
        """The guide: the part about the page that is shown, or a chapter."""
        page = self.page()
        self._note_place()
        here = Address(QUICK_PLACE) if page is self.quick else self._here()
        if page is self.help:
            if chapter:
                self.help.show_part(chapter)
            return
        if not self._show(self.help):
            return
        self.help.show_help(here, chapter)
        self.help.start()

    def lock(self) -> None:
        """Ask for the lock."""
        self.lock_wanted.emit()

    # --- what the keeper asks

    def keep(self) -> None:
        """Record or keep as drafts what was typed, whatever it is, and where the person is."""
        self._keeping, self._refused = True, False
        self._note_place()
        self.sitting.quick = self.page() is self.quick
        pages = [*self._pages.values(), self.quick]
        for page in pages:
            page.leave(at_once=True)
        self.state.flush()

    def quick_open(self) -> bool:
        """Whether the quick record lay over the page when all was kept."""
        return self.sitting.quick

    def refused(self) -> bool:
        """Whether something could not be kept since it was asked for."""
        return self._refused

    def busy(self) -> bool:
        """Whether watched work is under way."""
        return self.footer.busy()

    def stop_work(self) -> None:
        """Ask watched work to stop."""
        self.footer.stop_all()

    def count_down(self, words: str) -> None:
        """Say when the window locks."""
        self.footer.count_down(words)

    def show_interview(self, on: bool) -> None:
        """Show whether interview mode is on."""
        self.header.show_interview(on)

    def freeze(self, on: bool) -> None:
        """Take no more input while the vault is being closed."""
        self.setEnabled(not on)

    @Slot(Page)
    def _adopt(self, page: Page) -> None:
        self._hear(page)
        page.moved.connect(self._on_moved)
        page.opened.connect(self.open_record)
        page.said.connect(self.footer.say)
        page.waits.connect(self._on_waits)
        page.relook.connect(self.relook)
        if isinstance(page, PlacePage):
            page.wanted_files.connect(self._on_files_wanted)
        self.stack.addWidget(page)

    def _hear(self, one: Page | Attaching) -> None:
        one.saved.connect(self._on_saved)
        one.failed.connect(self._on_failed)
        one.went.connect(self.show_address)
        one.working.connect(self.footer.watch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The size is part of how the person left the window."""
        super().resizeEvent(event)
        self.commands.fit()
        window = self.window()
        if not (window.isMaximized() or window.isFullScreen()) and window is not self:
            self.state.keep("size", [window.width(), window.height()])
        self.state.keep("maximised", window.isMaximized())

    # --- what pages and bars say

    @Slot(object)
    def _on_acted(self, act: Act) -> None:
        self.perform(act)

    @Slot(object)
    def _on_command(self, act: Act) -> None:
        self.state.keep("recent", [each.value for each in self.commands.recent])
        self.perform(act)

    @Slot(str)
    def _on_place(self, key: str) -> None:
        self.go(key)
        self.start()

    @Slot()
    def _on_files_wanted(self) -> None:
        self.attaching.choose()

    @Slot(object)
    def _on_files(self, paths: list[Path]) -> None:
        here = self._shown()
        self.attaching.take(paths, here.type, here.id)

    @Slot(bool)
    def _on_fold(self, folded: bool) -> None:
        self.folded = folded
        self.state.keep("folded", folded)
        self.fit()

    @Slot(str, str)
    def _on_listed(self, type_: str, text: str) -> None:
        self.show_address(Address(type=type_, tab=type_, find=text))

    @Slot(str, int)
    def _on_waits(self, place: str, count: int) -> None:
        self.rail.show_counts({place: count})

    @Slot(Saved)
    def _on_saved(self, saved: Saved) -> None:
        self.notices.clear()
        self.footer.saved(saved)
        self._refresh(saved)

    @Slot(Saved)
    def _on_moved(self, moved: Saved) -> None:
        self.notices.hide()
        self._refresh(moved)

    @Slot(object)
    def _on_failed(self, found: Notice) -> None:
        self._refused = self._refused or self._keeping
        self.notices.show_notice(found)
        if found.code == AWAY:
            self.returning.watch()

    @Slot()
    def _on_back(self) -> None:
        """The disk is there again: whatever could not be read is read now. What is typed is left alone."""
        self.notices.clear()
        self.footer.say(self.kit.tr(N_("The disk of the vault is back.")))
        here = self._shown()
        self._read_again({here.type: (here.id,)})

    @Slot(object)
    def _on_takeable(self, takeable: Takeable) -> None:
        self.footer.offer_undo(takeable.undo)
        self.footer.offer_redo(takeable.redo)

    @Slot(object, str)
    def _on_answers(self, found: Notice, action: str) -> None:
        self.notices.show_notice(found, "attention", action)

    @Slot(object)
    def _on_asked(self, found: Notice) -> None:
        self.undoing.answer(found)

    @Slot(Saved)
    def _refresh(self, saved: Saved) -> None:
        self._read_again(saved.changes)

    def _read_again(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        for page in self._pages.values():
            page.refresh(changes)
        self._count()
        self.undoing.look()

    def _count(self) -> None:
        asked = {key: place for key, place in self.places.items() if place.waiting is not None}
        if asked:
            self.kit.runner.run(self, Lane.READER, Count(self.kit.desk, asked), self._on_counted, latest="count")

    @Slot(object)
    def _on_counted(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Mapping):
            self.rail.show_counts(outcome.value)
