"""What every page is handed and what every page promises."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_, Language
from ui.actions import Act
from ui.address import Address
from ui.bridge.masking import MaskedRunner
from ui.bridge.notify import notice
from ui.bridge.outcome import Runs
from ui.forms.kit import FormKit
from ui.ports import Desk, Saved, Standing
from ui.style.look import Look


@dataclass(frozen=True, slots=True)
class PageKit:
    """An open vault and how to show it."""

    desk: Desk
    language: Language
    look: Look
    runner: Runs

    @property
    def writable(self) -> bool:
        """Whether anything may be written: not in a vault opened for reading, nor while names are hidden.

        What cannot be done is not offered, so pages ask before they show a control that writes.
        """
        return not self.desk.door.read_only and not isinstance(self.runner, MaskedRunner)

    def may_change(self, reserved: str) -> bool:
        """Whether a section may be changed that is kept for whoever carries the mark ``reserved``; blank: for all."""
        return self.writable and (not reserved or bool(self.desk.settings.get(reserved)))

    def tr(self, message: str) -> str:
        """The message in the window's language; a blank stays blank."""
        return self.language.text(message) if message else ""

    def form_kit(self, titles: Mapping[RecordId, str], day: str = "") -> FormKit:
        """What editors need, with the titles of the records that a record names and the day that it is about."""
        return FormKit(self.language, self.look, self.runner, self.desk.search, self.desk.vocabularies,
                       self.desk.readings, dict(titles), day, self.desk.terms if self.writable else None)

    def when(self, standing: Standing) -> str:
        """The time of a write in this computer's zone, with a four-digit year."""
        return self.at(standing.at)

    def day(self, at: dt.datetime) -> str:
        """The day of a point in time in this computer's zone, with a four-digit year."""
        local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
        return QLocale(self.language.code).toString(local, "d MMMM yyyy")

    def stamp(self, at: dt.datetime) -> str:
        """A point in time in this computer's zone, with a four-digit year."""
        return self.at(at)

    def at(self, moment: dt.datetime, form: QLocale.FormatType = QLocale.FormatType.LongFormat) -> str:
        """A point of time in this computer's zone; in its short form the hour alone where it is of today."""
        local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
        today = form is QLocale.FormatType.ShortFormat and local.date() == QDateTime.currentDateTime().date()
        return QLocale(self.language.code).toString(local, "HH:mm" if today else "d MMMM yyyy, HH:mm")


class Page(QWidget):
    """A page of the window. It says what happened by signals; the window shows it in the footer or the notice bar."""

    saved = Signal(Saved)
    moved = Signal(Saved)  # what is shown changed without a write of this person: pages read again, nothing to undo
    failed = Signal(object)  # a Notice
    opened = Signal(str, str)  # type, id: show this record
    said = Signal(str)  # a quiet word for the footer
    went = Signal(Address)  # take the person there
    working = Signal(object)  # a Progress that the footer shows until it has ended
    waits = Signal(str, int)  # place, how many things wait there for a person: the number beside it in the rail
    relook = Signal(str, str, int)  # theme, language, zoom in per cent, in force at once; blank or 0 leaves it

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def address(self) -> Address:
        """Where on this page the person is, so that back and forward find it again."""
        return Address()

    def show_address(self, address: Address) -> None:
        """Go to that point of this page; what it does not know it leaves as it is."""

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        """Something was written: read again what is shown of it. ``changes`` maps record type -> ids."""

    def start(self) -> None:
        """The page is shown: put the focus where work begins."""

    def perform(self, act: Act) -> bool:
        """Do an action of the registry; False when this page does not know it."""
        return False

    def can(self, act: Act) -> bool:
        """Whether ``perform`` would do something now: what cannot be done is never offered. Quick; asked often."""
        return False

    def leave(self, at_once: bool = False) -> bool:
        """The person goes elsewhere: record or keep what was typed. False: something cannot be recorded, so stay.

        ``at_once`` (lock, close): keep what can be kept and go, whatever it is.
        """
        return True

    def fit(self) -> None:
        """The zoom changed: take again every length that was set in pixels (``kit.look.px``)."""

    def fail(self, error: BaseException) -> None:
        """Say what went wrong."""
        self.failed.emit(notice(error, self.kit.language))


def unreviewed(kit: PageKit) -> str:
    """What to say of a language that no native speaker read yet; blank for the one that the window was written in."""
    words = N_("The words of the window in this language were translated by machine; a native speaker has not reviewed "
               "them yet.")
    return "" if kit.language.code == "en" else kit.tr(words)


def button(words: str, role: str = "") -> QPushButton:
    """A button of a role; pressed by mouse, Space or Enter."""
    made = QPushButton(words)
    made.setAutoDefault(True)
    if role:
        made.setProperty("role", role)
    return made


def card() -> QFrame:
    """A surface with a hairline."""
    frame = QFrame()
    frame.setProperty("role", "card")
    return frame


def rule() -> QFrame:
    """A hairline."""
    frame = QFrame()
    frame.setProperty("role", "rule")
    return frame


def scrolled(inner: QWidget) -> QScrollArea:
    """A page that is longer than the window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def limited(widget: QWidget, width: int) -> QHBoxLayout:
    """A widget that is never wider than ``width``. A row, because a column would ask it how tall it is when wider."""
    widget.setMaximumWidth(width)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget, 1_000)
    row.addStretch(1)
    return row


def in_row(margins: tuple[int, int, int, int], spacing: int, *widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side; the first takes the room that is left."""
    row = QHBoxLayout()
    row.setContentsMargins(*margins)
    row.setSpacing(spacing)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, 0 if at else 1)
    return row


def padded(widget: QWidget) -> QWidget:
    """Room for the focus ring around a control that stands alone."""
    frame = QWidget()
    frame.setFocusProxy(widget)
    box = QVBoxLayout(frame)
    box.setContentsMargins(4, 4, 4, 4)
    box.addWidget(widget)
    return frame
