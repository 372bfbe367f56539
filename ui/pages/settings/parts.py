"""What the pages of Settings share: a column of cards, a line that says what happened, lanes asked by name."""

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Cancelled, Done, Failed, Outcome, Slot
from ui.bridge.progress import Progress
from ui.pages.page import Page, PageKit, limited, padded, scrolled
from ui.ports import Lane, Saved
from ui.widgets.labels import PlainLabel, StatusLabel
from ui.widgets.secret import PassphraseField

WIDTH = 760


class Said(QWidget):
    """One status line that changes; nothing while there is nothing to say."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(4, 0, 4, 0)
        self._line: StatusLabel | None = None
        self.hide()

    def say(self, status: str, words: str) -> None:
        """Show it, or take it away when there are no words."""
        if self._line is not None:
            self._line.hide()
            self._line.deleteLater()
            self._line = None
        if words:
            self._line = StatusLabel(self._kit.look, status, words, wrap=True)
            self._box.addWidget(self._line)
        self.setVisible(bool(words))

    def fail(self, error: BaseException) -> None:
        """Say what went wrong, here where it was asked for."""
        self.say("danger", notice(error, self._kit.language).text)

    def words(self) -> str:
        """What it says now."""
        return self._line.words.text() if self._line is not None else ""


class Card(QFrame):
    """A titled surface with a line for what happened in it."""

    def __init__(self, kit: PageKit, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setProperty("role", "card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(12, 12, 12, 12)
        self.box.setSpacing(8)
        self.box.addWidget(plain(kit.tr(title), "title"))
        if hint:
            self.box.addWidget(plain(kit.tr(hint), "secondary"))
        self.said = Said(kit)
        self.box.addWidget(self.said)

    def row(self, *widgets: QWidget) -> QHBoxLayout:
        """Widgets side by side at the left."""
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.box.addLayout(row)
        return row

    def field(self, label: str, widget: QWidget) -> None:
        """A labelled field."""
        self.box.addWidget(plain(label, "label"))
        self.box.addWidget(padded(widget) if isinstance(widget, QLineEdit) else widget)


class SettingsPage(Page):
    """A scrolled column of cards. What it shows is read when it is shown."""

    title = ""
    intro = ""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(24, 16, 24, 24)
        self._inside = column = QWidget()
        self.column = QVBoxLayout(column)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.column.addWidget(PlainLabel(kit.tr(self.title), "page-title", wrap=True))
        if self.intro:
            self.column.addWidget(PlainLabel(kit.tr(self.intro), "secondary", wrap=True))
        outer.addLayout(limited(column, kit.look.px(WIDTH)))
        outer.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(inner)
        whole.addWidget(self.area)
        self._progress: Progress | None = None
        self._unread = False

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what others may have changed meanwhile."""
        super().showEvent(event)
        self._reload()

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        """What could not be read is read again: the window says so too when the disk of the vault is back."""
        if self._unread and self.isVisible():
            self._reload()

    def unread(self, error: BaseException) -> None:
        """What is shown could not be read; said in the window, which looks whether the disk comes back."""
        self._unread = True
        self.fail(error)

    def _reload(self) -> None:
        self._unread = False
        self.reload()

    def fit(self) -> None:
        self._inside.setMaximumWidth(self.kit.look.px(WIDTH))

    def reload(self) -> None:
        """Read what is shown."""

    def ask(self, lane: Lane, work: Callable[[], object], slot: Slot, latest: str = "") -> None:
        """Work on a lane, its outcome to a bound slot of this page."""
        self.kit.runner.run(self, lane, work, slot, latest)

    def begin(self, words: str) -> Progress:
        """Long work begins: the footer shows it until ``ended``."""
        self._progress = Progress(words)
        self.working.emit(self._progress)
        return self._progress

    def ended(self) -> None:
        """Its outcome is there."""
        if self._progress is not None:
            self._progress.end()
            self._progress = None

    def recorded(self, outcome: Outcome, where: Card) -> bool:
        """Whether something was recorded: then it can be undone and is read again; else ``where`` says why not."""
        error = failed(outcome)
        if error is not None:
            where.said.fail(error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Saved):
            return False
        where.said.say("", "")
        self.saved.emit(outcome.value)
        self.reload()
        return True

    @property
    def busy(self) -> bool:
        """Whether long work of this page is under way."""
        return self._progress is not None

    def day(self, moment: dt.datetime) -> str:
        """A moment in this computer's zone, with a four-digit year."""
        local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
        return QLocale(self.kit.language.code).toString(local, "d MMMM yyyy, HH:mm")


def plain(words: str, role: str) -> PlainLabel:
    """Wrapped words that begin where the border of a field begins, room for its focus ring included."""
    made = PlainLabel(words, role, wrap=True)
    made.setContentsMargins(4, 0, 4, 0)
    return made


def passphrase(kit: PageKit, label: str) -> PassphraseField:
    """A field for a secret, named for who cannot see its label."""
    made = PassphraseField(kit.look, kit.language)
    made.line.setAccessibleName(label)
    return made


def failed(outcome: Outcome) -> BaseException | None:
    """The error of an outcome, if it is one; a call that was called off is none."""
    return outcome.error if isinstance(outcome, Failed) else None


def off(outcome: Outcome) -> bool:
    """Whether the work was never done."""
    return isinstance(outcome, Cancelled)


def size_words(kit: PageKit, size: int) -> str:
    """A size as people say it."""
    if size < 1024 * 1024:
        return kit.tr(N_("{size} KiB")).format(size=max(1, size // 1024))
    if size < 1024**3:
        return kit.tr(N_("{size} MiB")).format(size=size // 1024**2)
    return kit.tr(N_("{size} GiB")).format(size=f"{size / 1024**3:.1f}")


def focus(widget: QWidget) -> None:
    """Put the keyboard there."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)

