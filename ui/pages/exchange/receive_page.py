"""Receive: export files are opened and checked, counted as one, and taken in exactly as counted.

Nothing is written before the person says so. Files are opened beside the vault, one after the other; counting and
taking in are short turns of the writer's lane, or watched and stopped in the footer.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from caseapp.domain.errors import Stale
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act
from ui.address import Address
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import CalledOff, Progress
from ui.pages.exchange.calls import Count, Drop, Open, TakeIn
from ui.pages.exchange.catching_up import CatchingUp
from ui.pages.exchange.counts_card import CountsCard
from ui.pages.exchange.file_line import FileLine
from ui.pages.exchange.parts import Halves, dropped, empty, row_of, surface
from ui.pages.exchange.reporting import Reporting, said_of
from ui.pages.exchange.taken_column import TakenColumn
from ui.pages.page import Page, PageKit, button, scrolled
from ui.ports import Counted, FileState, Lane, OpenedFile, TakenIn
from ui.style.icons import Icon
from ui.widgets.labels import StatusLabel

SEPARATOR = "\0"  # between the paths in the note of an address


class ReceivePage(Page):
    """Drop or choose files; look at what they would do; take them in."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.setAcceptDrops(True)
        self.lines: list[FileLine] = []
        self._waiting: list[Path] = []
        self._opening: Progress | None = None
        self._counting: Progress | None = None
        self._taking: Progress | None = None
        self._trust: object = None
        self._opened = 0
        self._old = False
        self._agreed = False  # the person pressed the button, and it was counted again because the vault moved
        self._build()

    # --- what the window calls

    def perform(self, act: Act) -> bool:
        if act is Act.RECORD and not self.counts.isHidden() and self.counts.take_button.isEnabled():
            self._on_take()
            return True
        return False

    def start(self) -> None:
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_address(self, address: Address) -> None:
        """The note names files that were dropped elsewhere in the window."""
        if address.note:
            self.receive([Path(each) for each in address.note.split(SEPARATOR)])

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        """Numbers were counted against what stood before, so they are counted again; a card may count by now."""
        self._old = True
        if self.isVisible():
            self._look_again()

    def _look_again(self) -> None:
        if self._taking is not None or self._opening is not None:
            return
        self._old = False
        again = [line for line in self.lines if line.file.state is FileState.ASIDE]
        for line in again:
            self._forget(line)
        if again:
            self._receive([line.file.path for line in again])  # what was just taken in stays on the page
        else:
            self._count()

    def leave(self, at_once: bool = False) -> bool:
        if at_once:
            self.search.stop()
            self.counts.likely.stop()
            for progress in (self._opening, self._counting, self._taking):
                if progress is not None:
                    progress.stop()
            self._drop([line.file.key for line in self.lines])
        return True

    def receive(self, paths: Sequence[Path]) -> None:
        """Open these files, one after the other. A file that stands in the list already is not opened again."""
        if self._opening is None:
            self.result.clear()
        self._receive(paths)

    def _receive(self, paths: Sequence[Path]) -> None:
        here = [line.file.path for line in self.lines] + self._waiting
        self._waiting += [path for path in dict.fromkeys(paths) if path not in here]
        if self._opening is None and self._waiting:
            self._opened = 0
            self._opening = self._watch(Progress(self.kit.tr(N_("Checking export files"))))
            self.kit.runner.run(self, Lane.WRITER, self.kit.desk.exchange.trust, self._on_trust)

    # --- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.receive(dropped(event.mimeData()))

    def showEvent(self, event: QShowEvent) -> None:
        if self._old:
            self._look_again()

    # --- building

    def _build(self) -> None:
        tr, look = self.kit.tr, self.kit.look
        left, box = surface(self.kit, tr(N_("Receive")), tr(N_(
            "Drop export files here, of one sender or of several. Each is checked first; nothing is written yet.")))
        self.choose_button = button(tr(N_("Choose files…")))
        self.choose_button.setIcon(look.icon(Icon.EXCHANGE, size=16))
        self.choose_button.clicked.connect(self._on_choose)
        box.addLayout(row_of(self.choose_button))
        self.state = QVBoxLayout()
        box.addLayout(self.state)
        self.files = QVBoxLayout()
        self.files.setSpacing(8)
        box.addLayout(self.files)
        box.addStretch(1)
        self.counts = CountsCard(self.kit)
        self.counts.take.connect(self._on_take)
        self.counts.failed.connect(self._on_error)
        self.counts.working.connect(self.working)
        self.counts.hide()
        self.search = CatchingUp(self.kit, self)
        self.search.working.connect(self.working)
        self.search.failed.connect(self._on_error)
        self.counts.report.connect(self._on_ask_report)
        self.reporting = Reporting(self.kit)
        self.reporting.failed.connect(self._on_error)
        self.reporting.closed.connect(self._on_report_closed)
        self.result = TakenColumn(self.kit, self.reporting)
        self.result.moved.connect(self.moved)
        self.result.failed.connect(self._on_error)
        self.result.review.connect(self._on_review)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.result)
        column.addWidget(self.counts)
        column.addWidget(self.reporting)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(Halves(left, right)))

    def _watch(self, progress: Progress) -> Progress:
        self.working.emit(progress)
        return progress

    def _say(self, status: str, words: str) -> None:
        empty(self.state)
        if words:
            self.state.addWidget(StatusLabel(self.kit.look, status, words, wrap=True))

    # --- opening

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Choose export files")), "",
                             self.kit.tr(N_("Export files (*.casepkg);;All files (*)")))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(list)
    def _on_chosen(self, names: list[str]) -> None:
        self.receive([Path(name) for name in names])

    @Slot(object)
    def _on_trust(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self._trust = outcome.value
            self._next()
        else:
            self._waiting.clear()
            self._all_opened()
            self._tell(outcome)

    def _next(self) -> None:
        if not self._waiting or self._opening is None:
            self._all_opened()
            return
        self._opened += 1
        words = self.kit.tr(N_("Checking file {number} of {all}…"))
        self._say("info", words.format(number=self._opened, all=self._opened + len(self._waiting) - 1))
        path = self._waiting.pop(0)
        work = Open(self.kit.desk.exchange, path, self._trust, self._opening)
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_opened)

    @Slot(object)
    def _on_opened(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, OpenedFile):
            self._add(outcome.value)
            self._next()
            return
        self._waiting.clear()
        self._all_opened()
        self._tell(outcome)

    def _all_opened(self) -> None:
        if self._opening is not None:
            self._opening.end()
            self._opening = None
        self._say("", "")
        self._count()

    def _add(self, file: OpenedFile) -> None:
        line = FileLine(self.kit, file)
        line.changed.connect(self._count)
        line.compare.connect(self._on_compare)
        line.removed.connect(self._on_removed)
        self.lines.append(line)
        self.files.addWidget(line)

    def _forget(self, line: FileLine) -> None:
        self.lines.remove(line)
        self.files.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _drop(self, keys: Sequence[str]) -> None:
        if keys:
            self.kit.runner.run(self, Lane.WRITER, Drop(self.kit.desk.exchange, keys), self._on_dropped)

    @Slot(object)
    def _on_removed(self, line: FileLine) -> None:
        self._forget(line)
        self._drop([line.file.key])
        self._count()

    @Slot(object)
    def _on_dropped(self, _outcome: Outcome) -> None:
        """Nobody waits for it."""

    @Slot(str)
    def _on_compare(self, fingerprint: str) -> None:
        self.went.emit(Address(place="exchange", tab="contacts", note=fingerprint))

    # --- counting

    @Slot()
    def _count(self) -> None:
        """Count the chosen files as one; an older count is called off."""
        if self._taking is not None or self._opening is not None:
            return
        if self._counting is not None:
            self._counting.stop()
            self._counting.end()
            self._counting = None
        self.reporting.counted_again()
        chosen = [line.file.key for line in self.lines if line.chosen]
        if not chosen:
            self.counts.hide()
            return
        self._counting = self._watch(Progress(self.kit.tr(N_("Counting what they would do"))))
        self.counts.busy(True)
        work = Count(self.kit.desk.exchange, chosen, self._counting)
        self.kit.runner.run(self, Lane.WRITER, work, self._on_counted, latest="count")

    @Slot(object)
    def _on_counted(self, outcome: Outcome) -> None:
        if self._counting is not None:
            self._counting.end()
            self._counting = None
        self.counts.busy(False)
        if isinstance(outcome, Failed) and isinstance(outcome.error, Stale):
            self._open_again()
            return
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Counted):
            self.counts.hide()
            self._tell(outcome)
            return
        counted = outcome.value
        asked = [line for line in self.lines if line.chosen]
        alarmed = [line for line in asked if line.told(
            counted.notices.get(line.file.key, ()), line.file.key in counted.left_out)]
        if alarmed:
            self._count()  # without it; its tick was taken away
            return
        self._show(counted)

    def _show(self, counted: Counted) -> None:
        chosen = sum(line.chosen for line in self.lines)
        self.counts.setVisible(chosen > 0)
        self.counts.show_counted(counted, chosen)
        if self._agreed:
            self._agreed = False
            self._say("attention", self.kit.tr(N_(
                "The vault changed while you were looking, so it was counted again. Nothing was written. Look at the "
                "numbers and press again.")))

    def _open_again(self) -> None:
        """A card's standing changed since the files were checked."""
        paths = [line.file.path for line in self.lines]
        keys = [line.file.key for line in self.lines]
        for line in list(self.lines):
            self._forget(line)
        self._drop(keys)
        self.receive(paths)

    # --- taking in

    @Slot()
    def _on_take(self) -> None:
        if self._taking is not None or self._counting is not None or self._opening is not None:
            return
        if not any(line.chosen for line in self.lines):
            return
        self._taking = self._watch(Progress(self.kit.tr(N_("Taking in export files"))))
        self._say("", "")
        self.counts.busy(True)
        for line in self.lines:
            line.setEnabled(False)
        self.kit.runner.run(self, Lane.WRITER, TakeIn(self.kit.desk.exchange, self._taking), self._on_taken)

    @Slot(object)
    def _on_taken(self, outcome: Outcome) -> None:
        if self._taking is not None:
            self._taking.end()
            self._taking = None
        for line in self.lines:
            line.setEnabled(True)
        self.counts.busy(False)
        if isinstance(outcome, Failed) and isinstance(outcome.error, Stale):
            self._agreed = True
            self._count()
        elif isinstance(outcome, Done) and isinstance(outcome.value, TakenIn):
            self._report(outcome.value)
        else:
            self._tell(outcome)

    def _report(self, taken: TakenIn) -> None:
        chosen = [line for line in self.lines if line.chosen]
        files = said_of(chosen)
        for line in chosen:
            self._forget(line)
        self.counts.hide()
        self.reporting.drop()
        if self.counts.counted is not None:
            self.result.show_taken(taken, self.counts.counted, files)
        self.moved.emit(taken.saved)
        self.search.start()

    @Slot()
    def _on_ask_report(self) -> None:
        if self.counts.counted is not None:
            self.reporting.ask(self.counts.counted, [line for line in self.lines if line.chosen])

    @Slot()
    def _on_report_closed(self) -> None:
        asked = self.result.card if self.counts.isHidden() else self.counts
        asked.report_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_review(self) -> None:
        self.went.emit(Address(place="exchange", tab="review"))

    # --- telling

    @Slot(object)
    def _on_error(self, error: BaseException) -> None:
        self.fail(error)

    def _tell(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            if isinstance(outcome.error, CalledOff):
                self._say("info", outcome.error.explain(self.kit.language))
            else:
                self.fail(outcome.error)
