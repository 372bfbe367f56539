"""One open vault in the window, from unlocking to locking: when its pages are covered, and what ends it.

Cover: every page is dropped, the key stays. Lock: drafts are written, the vault is closed, the process ends. What the
pages could not write, and what work under way still needs, is hidden at once and dropped when it is written or over.
A lock that would lose what was typed (a full disk) becomes a cover that says so; only the lock at once closes anyway.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QWidget

from caseapp.domain.text import N_
from ui.bridge.notify import Notice, notice
from ui.bridge.outcome import Failed, Outcome
from ui.pages.gate_page import GateKit
from ui.pages.page import PageKit
from ui.ports import Lane
from ui.session.clipping import Clipping
from ui.session.cover_page import CoverPage
from ui.session.idle import IdleWatch
from ui.session.left import Leaving, Left
from ui.session.times import times_of

AT_ONCE_MS: Final = 900  # what a sleeping machine and a hand on the lid leave us
_HURRY: Final = Qt.TimerType.PreciseTimer
_UNSAFE: Final = Notice(
    N_("Covered, not locked"),
    N_("What you typed could not be written, and a lock would lose it. Everything is hidden, but the vault is still "
       "open."),
    N_("Make room on the disk or bring the vault's folder back, then lock again. Holding Esc for two seconds locks at "
       "once and loses what was typed last."),
    "not-kept",
)


class Frame(Protocol):
    """What the keeper asks of the shell."""

    def quick_open(self) -> bool:
        """Whether the quick record lay over the page when all was kept."""

    def keep(self) -> None:
        """Record or keep as drafts what was typed, whatever it is, and where the person is."""

    def busy(self) -> bool:
        """Whether watched work is under way."""

    def stop_work(self) -> None:
        """Ask watched work to stop."""

    def refused(self) -> bool:
        """Whether something could not be kept."""

    def count_down(self, words: str) -> None:
        """Say when the window locks; blank says nothing."""

    def show_interview(self, on: bool) -> None:
        """Show whether interview mode is on."""

    def freeze(self, on: bool) -> None:
        """Take no more input while the vault is being closed."""


class Stage(Protocol):
    """What the keeper asks of the window."""

    def frame(self) -> Frame | None:
        """The shell, when there is one."""

    def hide_frame(self, cover: QWidget) -> None:
        """Show the cover; the shell is hidden and kept."""

    def drop_frame(self) -> None:
        """Let the shell go."""

    def show_frame(self) -> None:
        """Show the shell that was hidden, or a new one where the person was."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """Seconds since any point, and of the wall clock; handed in so that no test waits."""

    steady: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time


SYSTEM_CLOCKS: Final = Clocks()


class Keeper(QObject):
    """Made for an open vault; ``locked`` ends it, ``abandoned`` says that the process must end as it is."""

    locked = Signal()
    abandoned = Signal()
    failed = Signal(object)  # a Notice: the vault could not be closed

    def __init__(self, stage: Stage, kit: PageKit, gate: GateKit, clocks: Clocks, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._kit, self._gate = stage, kit, gate
        self.interview = False
        self.cover_page: CoverPage | None = None
        self._locking = self._dropped = self._kept = False
        self._left = Left()
        self.idle = IdleWatch(times_of(kit.desk.settings), clocks.steady, clocks.wall, self)
        self.idle.covering.connect(self.cover)
        self.idle.locking.connect(self.lock)
        self.idle.slept.connect(self.lock_at_once)
        self.idle.counting.connect(self._on_counting)
        self._beat = QTimer(self)
        self._beat.setInterval(500)
        self._beat.timeout.connect(self.look)
        self._hurry = QTimer(self)
        self._hurry.setSingleShot(True)
        self._hurry.setTimerType(_HURRY)
        self._hurry.setInterval(AT_ONCE_MS)
        self._hurry.timeout.connect(self._on_too_late)

        self.clipping = Clipping(self)

    def start(self) -> None:
        """Begin to watch."""
        self.idle.start()
        self._beat.start()

    @property
    def is_covered(self) -> bool:
        """Whether the cover is on."""
        return self.cover_page is not None

    def dress(self, kit: PageKit, gate: GateKit) -> None:
        """The window speaks another language or wears another look."""
        self._kit, self._gate = kit, gate

    # --- interview mode and times

    @Slot()
    def switch_interview(self) -> None:
        """Stretch both times to an hour, or take that back."""
        self.interview = not self.interview
        self.follow_times()
        frame = self._stage.frame()
        if frame is not None:
            frame.show_interview(self.interview)

    @Slot()
    def follow_times(self) -> None:
        """The person chose other times, or interview mode."""
        self.idle.stretch(times_of(self._kit.desk.settings, self.interview))

    # --- cover

    @Slot()
    def cover(self) -> None:
        """Hide every page at once, then drop it as soon as what it held is safe."""
        frame = self._stage.frame()
        if self._locking or self.is_covered or frame is None:
            return
        frame.keep()
        self._left = Left(frame.quick_open())
        self._put_cover(kept=False)
        self._kit.runner.run(self, Lane.WRITER, _nothing, self._on_written)

    @Slot(object)
    def _on_written(self, _outcome: Outcome) -> None:
        """The writer did everything that the pages asked before; what failed may have become drafts."""
        self._kit.runner.run(self, Lane.DRAFTS, _nothing, self._on_kept)

    def _put_cover(self, *, kept: bool) -> None:
        """``kept``: the pages were already asked for what they hold."""
        self.cover_page = CoverPage(self._gate, self._kit.desk.door, self._kit.runner)
        self.cover_page.lifted.connect(self._on_lifted)
        self.cover_page.gave_up.connect(self.lock)
        self._dropped, self._kept = False, kept
        self._stage.hide_frame(self.cover_page)
        self.cover_page.start()
        self.idle.covered(True)
        self._forget_traces()

    @Slot(object)
    def _on_kept(self, _outcome: Outcome) -> None:
        """So did the keeper of drafts."""
        self._kept = True
        self.look()

    @Slot()
    def look(self) -> None:
        """Twice a second: does work hold the lock back, and may a covered shell go?"""
        self.follow_times()
        frame = self._stage.frame()
        busy = frame is not None and frame.busy()
        self.idle.hold(busy)
        if not self.is_covered or self._dropped or not self._kept or frame is None or busy or frame.refused():
            return
        self._dropped = True
        self._stage.drop_frame()
        self._forget_traces()

    @Slot()
    def _on_lifted(self) -> None:
        self.cover_page = None  # the window lets go of it when it shows the shell
        self.idle.covered(False)
        self.idle.start()
        self._stage.show_frame()
        frame = self._stage.frame()
        if frame is not None:
            frame.show_interview(self.interview)

    # --- lock

    @Slot()
    def lock(self) -> None:
        """Keep what was typed, close the vault behind everything under way, then say so."""
        self._lock(coming_back=True)

    def close(self) -> None:
        """As ``lock``, by somebody who is done: the next opening begins at the first page."""
        self._lock(coming_back=False)

    def _lock(self, *, coming_back: bool) -> None:
        if self._locking:
            return
        self._locking = True
        self.idle.stop()
        frame, cut = self._stage.frame(), False
        if frame is not None:
            cut = frame.busy()
            frame.keep()  # also under the cover: what could not be written before is tried again
            frame.freeze(True)
            self._left = Left(frame.quick_open())
        self._left = Left(self._left.quick, cut, coming_back)
        self._forget_traces()
        self._kit.runner.run(self, Lane.WRITER, _nothing, self._on_all_written)

    @Slot(object)
    def _on_all_written(self, _outcome: Outcome) -> None:
        self._kit.runner.run(self, Lane.DRAFTS, _nothing, self._on_safe)

    @Slot(object)
    def _on_safe(self, _outcome: Outcome) -> None:
        """The writer and the keeper of drafts did everything that the pages asked; did all of it succeed?"""
        frame = self._stage.frame()
        if frame is None or not frame.refused() or self._hurry.isActive():
            self._kit.runner.run(self, Lane.WRITER, Leaving(self._kit.desk, self._left), self._on_locked)
            return
        self.idle.covered(False)  # the time until the next try begins now
        self._stay(frame)
        if not self.is_covered:
            self._put_cover(kept=True)
        self.idle.covered(True)
        self.failed.emit(_in_words(_UNSAFE, self._kit))

    def _stay(self, frame: Frame | None) -> None:
        """There was no lock."""
        self._locking = False
        self.idle.start()
        if frame is not None:
            frame.freeze(False)

    @Slot()
    def lock_at_once(self) -> None:
        """Sleep, lid, the system's own lock, panic: within a second, whatever is under way.

        Work under way is asked to stop. When the writer does not come round in time the process ends as it is: the
        vault is made to be killed at any moment, and the key must not outlast the second.
        """
        frame = self._stage.frame()
        if frame is not None:
            frame.stop_work()
        if not self._hurry.isActive():
            self._hurry.start()
        self.lock()

    @Slot(object)
    def _on_locked(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed) and not self._hurry.isActive():
            self._stay(self._stage.frame())
            self.failed.emit(notice(outcome.error, self._kit.language))
            return
        self._end()
        self.locked.emit()

    @Slot()
    def _on_too_late(self) -> None:
        self._end()
        self.abandoned.emit()

    def _forget_traces(self) -> None:
        """What the window's library keeps of pages: pictures, and what was copied."""
        QPixmapCache.clear()
        self.clipping.forget()

    def _end(self) -> None:
        self._hurry.stop()
        self._beat.stop()
        self.idle.stop()

    @Slot(int)
    def _on_counting(self, left: int) -> None:
        words = ""
        if left:
            told = N_("Locks in {time}") if self.is_covered else N_("Locks in {time} – any key keeps it open")
            words = self._kit.tr(told).format(time=f"{left // 60}:{left % 60:02d}")
        frame = self._stage.frame()
        if self.cover_page is not None:
            self.cover_page.count_down(words)
        elif frame is not None:
            frame.count_down(words)


def _in_words(said: Notice, kit: PageKit) -> Notice:
    return Notice(kit.tr(said.title), kit.tr(said.what), kit.tr(said.next_step), said.code)


def _nothing() -> None:
    """Runs behind everything that the writer was given before."""
