"""What is to be said when a vault was opened: odd files, an odd clock, a cut-off import, a new version."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.clock_check import ClockDoubt, ClockFinding
from caseapp.domain.text import N_
from caseapp.services.exporting import APP
from ui.address import Address
from ui.bridge.outcome import Outcome
from ui.pages.page import PageKit, button
from ui.ports import Lane, Settings
from ui.session.left import left_at
from ui.style.icons import Icon
from ui.widgets.labels import StatusLabel

NEWS: Final = Address(place="settings", tab="about", note="news")
_SEEN: Final = "news_seen"
_MOST: Final = 2  # shown at a time: the page must stay in sight; closing one shows the next

_WARNINGS: Final = {
    "header-copies": N_("One of the two copies of the vault's header was missing or damaged. The other one is good and "
                        "nothing of what was recorded is touched. If this happens again, the disk may be failing: "
                        "make a backup on another medium."),
    "head": N_("The vault does not reach as far as its last note says: recorded changes may be missing. What is here "
               "was checked and can be read. Compare it with a backup before you rely on it."),
    "log": N_("The order of recorded changes differs from the vault's last note. What is here can be read. Compare it "
              "with a backup before you rely on it."),
}
_OTHER: Final = N_("A part of the vault is damaged: {place}. What can be read is shown. Compare it with a backup "
                   "before you rely on it.")
_CLOCKS: Final = {
    ClockDoubt.UNSET: N_("The clock of this computer shows {now}; that cannot be right."),
    ClockDoubt.BEHIND: N_("The clock of this computer shows {now}, which is before this vault was last used "
                          "({then})."),
    ClockDoubt.LEAP: N_("The clock of this computer shows {now}, more than a year after this vault was last used "
                        "({then})."),
}
_FOLLOWS: Final = N_("The times of what you record, the legal limits, and the order of changes from several computers "
                     "follow this clock. If it is wrong, set it in the system before you record.")
_ZONE: Final = N_("This computer's clock is now at UTC{now}; when the vault was last used it was at UTC{then}. What "
                  "was recorded keeps its times. If you did not travel, check the time zone in the system.")
_CUT: Final = N_("Work under way was cut off when the vault was locked. Nothing of it was taken in half. Start it "
                 "again from here.")


@dataclass(frozen=True, slots=True)
class Told:
    """A status and its words; ``action`` is the label of a button that leads to ``to``."""

    status: str
    words: str
    action: str = ""
    to: Address = NEWS


def said_at_opening(kit: PageKit) -> Iterator[Told]:
    """The worst first."""
    for code in kit.desk.door.warnings:
        yield Told("danger", kit.tr(_WARNINGS.get(code, _OTHER)).format(place=code))
    for finding in kit.desk.door.clock:
        yield Told("attention", clock_words(kit, finding))
    if left_at(kit.desk.settings).cut:
        yield Told("attention", kit.tr(_CUT))
    if kit.desk.settings.get(_SEEN) != APP:
        words = kit.tr(N_("This vault is opened with Caseapp {version} for the first time.")).format(version=APP)
        yield Told("info", words, kit.tr(N_("What is new")), NEWS)


def clock_words(kit: PageKit, finding: ClockFinding) -> str:
    """What is odd about the clock, and what follows from it."""
    if finding.doubt is ClockDoubt.ZONE:
        return kit.tr(_ZONE).format(now=_offset(finding.now), then=_offset(finding.then))
    first = kit.tr(_CLOCKS[finding.doubt]).format(now=_moment(kit, finding.now), then=_moment(kit, finding.then))
    return " ".join((first, kit.tr(_FOLLOWS)))


def _moment(kit: PageKit, at: int) -> str:
    return QLocale(kit.language.code).toString(QDateTime.fromMSecsSinceEpoch(at), "d MMMM yyyy, HH:mm")


def _offset(minutes: int) -> str:
    sign, rest = "+" if minutes >= 0 else "−", abs(minutes)
    return f"{sign}{rest // 60}" if rest % 60 == 0 else f"{sign}{rest // 60}:{rest % 60:02d}"


class OpeningBars(QWidget):
    """One bar each, above the page, until it is closed."""

    went = Signal(Address)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.bars: list[_Bar] = []  # those that wait for room are hidden
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 12, 0)
        column.setSpacing(4)
        for told in said_at_opening(kit):
            bar = _Bar(kit, told)
            bar.went.connect(self.went)
            bar.closed.connect(self._on_closed)
            self.bars.append(bar)
            column.addWidget(bar)
        for bar in self.bars[_MOST:]:
            bar.hide()
        if self.bars:
            column.setContentsMargins(16, 8, 12, 0)
            kit.runner.run(self, Lane.WRITER, _Seen(kit.desk.settings), self._on_seen)
        else:
            self.hide()

    def words(self) -> list[str]:
        """What is said."""
        return [bar.status.words.text() for bar in self.bars]

    @Slot(object)
    def _on_closed(self, bar: "_Bar") -> None:
        self.bars.remove(bar)
        bar.hide()
        bar.deleteLater()
        for each in self.bars[:_MOST]:
            each.show()
        if not self.bars:
            self.hide()

    @Slot(object)
    def _on_seen(self, _outcome: Outcome) -> None:
        """Said again next time where it could not be kept."""


class _Bar(QWidget):
    went = Signal(Address)
    closed = Signal(object)

    def __init__(self, kit: PageKit, told: Told) -> None:
        super().__init__()
        self._to = told.to
        self.status = StatusLabel(kit.look, told.status, told.words, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.status, 1)
        if told.action:
            self.action = button(told.action, "small")
            self.action.setFixedHeight(28)
            self.action.clicked.connect(self._on_action)
            row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop)
        self.close_button = close = button("", "small")
        close.setIcon(kit.look.icon(Icon.CLOSE, size=16))
        close.setFixedSize(32, 28)
        close.setAccessibleName(kit.tr(N_("Close this notice")))
        close.setToolTip(kit.tr(N_("Close this notice")))
        close.clicked.connect(self._on_close)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _on_action(self) -> None:
        self.went.emit(self._to)
        self.closed.emit(self)

    @Slot()
    def _on_close(self) -> None:
        self.closed.emit(self)


class _Seen:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self) -> None:
        if self._settings.get(_SEEN) != APP:
            self._settings.put(_SEEN, APP)
