"""Header, rail and footer: what frames every page of an open vault."""

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import Act, keys_of, with_keys
from ui.bridge.notify import Notice
from ui.bridge.progress import Progress
from ui.pages.page import PageKit, button
from ui.ports import Hit, Saved
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel
from ui.widgets.suggest import SuggestField
from ui.windows.places import Place

WATCH_MS = 100


class HeaderSearch(SuggestField):
    """Find from anywhere; what is found hangs below the header, over the page."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit.look, kit.runner, kit.desk.search, (), parent=parent)
        words = kit.tr(N_("Find a person, place, date…"))
        self.line.setPlaceholderText(f"{words}   {keys_of(Act.FIND)}")
        self.line.setAccessibleName(words)
        self.line.addAction(kit.look.icon(Icon.SEARCH, size=16), self.line.ActionPosition.LeadingPosition)

    def hang(self, over: QWidget) -> None:
        """Let the offers float over ``over``, out of this field's own layout."""
        self.offers.setParent(over)
        self.offers.hide()

    def close_offers(self) -> bool:
        """Close the floating list; False when it was closed already."""
        shown = not self.offers.isHidden()
        self.show_hits(())
        return shown

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        super().show_hits(hits)
        over = self.offers.parentWidget()
        if over is not None and hits:
            corner = self.line.mapTo(over, self.line.rect().bottomLeft())
            self.offers.move(corner.x(), corner.y() + 6)
            self.offers.setFixedWidth(max(self.line.width(), 420))
            self.offers.raise_()


class Header(QWidget):
    """Search, new record, who writes, lock."""

    acted = Signal(object)  # Act
    opened = Signal(str, str)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(MEASURES.header + 8)
        self.search = HeaderSearch(kit)
        self.search.setMaximumWidth(460)
        self.search.took.connect(self._on_took)
        tr, look = kit.tr, kit.look
        self.new = button(with_keys(tr(N_("Quick record")), Act.NEW))
        self.new.setIcon(look.icon(Icon.ADD, size=16))
        self.new.clicked.connect(self._on_new)
        self.lock = button(with_keys(tr(N_("Lock")), Act.LOCK))
        self.lock.setIcon(look.icon(Icon.LOCK, size=16))
        self.lock.clicked.connect(self._on_lock)
        author = ElidedLabel(kit.desk.author, "secondary")
        author.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 12, 4)
        row.setSpacing(12)
        row.addWidget(self.search, 3)
        row.addWidget(author, 2)
        row.addWidget(self.new)
        row.addWidget(self.lock)

    @Slot()
    def _on_took(self) -> None:
        hit = self.search.taken
        self.search.show_record("", "")
        if hit is not None:
            self.opened.emit(hit.type, hit.id)

    @Slot()
    def _on_new(self) -> None:
        self.acted.emit(Act.NEW)

    @Slot()
    def _on_lock(self) -> None:
        self.acted.emit(Act.LOCK)


class Rail(QWidget):
    """The places."""

    chosen = Signal(str)

    def __init__(self, kit: PageKit, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(MEASURES.rail)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 1, 12)
        box.setSpacing(2)
        for place in places:
            entry = button(kit.tr(place.label), "rail")
            entry.setCheckable(True)
            entry.setIcon(kit.look.icon(place.icon))
            entry.setIconSize(QSize(MEASURES.icon, MEASURES.icon))
            self._group.addButton(entry)
            self.buttons[place.key] = entry
            box.addWidget(entry)
        box.addStretch(1)
        self._group.buttonClicked.connect(self._on_clicked)

    def mark(self, key: str) -> None:
        """Show which place is open; blank for none."""
        for each, entry in self.buttons.items():
            entry.setChecked(each == key)

    @Slot(QPushButton)
    def _on_clicked(self, pressed: QPushButton) -> None:
        key = next((key for key, entry in self.buttons.items() if entry is pressed), "")
        self.mark(key)
        self.chosen.emit(key)


class Footer(QWidget):
    """What was written last, with its Undo; at the right, what is under way."""

    undo = Signal()

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setProperty("role", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(MEASURES.footer + 4)
        self.words = PlainLabel(role="secondary")
        self.undo_button = button(kit.tr(N_("Undo")), "foot")
        self.undo_button.setIcon(kit.look.icon(Icon.UNDO, kit.look.theme.accent, 16))
        self.undo_button.clicked.connect(self.undo)
        self.undo_button.hide()
        self.doing = ElidedLabel(role="secondary")
        self.doing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.stop = button(kit.tr(N_("Stop")), "foot")
        self.stop.clicked.connect(self._on_stop)
        self.stop.hide()
        self._watched: list[Progress] = []
        self._clock = QTimer(self)
        self._clock.setInterval(WATCH_MS)
        self._clock.timeout.connect(self._on_tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.words)
        row.addWidget(self.undo_button)
        row.addWidget(self.doing, 1)
        row.addWidget(self.stop)

    def saved(self, saved: Saved) -> None:
        """Say that a write is safe, and offer its Undo."""
        time = QDateTime.currentDateTime().toString("HH:mm")
        self.words.setText(self._kit.tr(N_("Saved {time}")).format(time=time))
        words = self._kit.tr(N_("Undo “{what}”")).format(what=saved.title) if saved.title else self._kit.tr(N_("Undo"))
        self.undo_button.setText(self.undo_button.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, 420).replace("&", "&&"))
        self.undo_button.show()

    def undone(self) -> None:
        """Say that the last write was taken back."""
        self.words.setText(self._kit.tr(N_("Undone. It stays in the history.")))
        self.undo_button.hide()

    def say(self, words: str) -> None:
        """Say what is under way."""
        self.doing.setText(words)

    @Slot(object)
    def watch(self, progress: Progress) -> None:
        """Show this work until it has ended: count, time left, Stop. The newest is shown first."""
        self._watched.append(progress)
        self.stop.show()
        self._clock.start()
        self._on_tick()

    @Slot()
    def _on_tick(self) -> None:
        self._watched = [each for each in self._watched if not each.ended]
        if not self._watched:
            self._clock.stop()
            self.stop.hide()
            self.doing.setText("")
            return
        self.doing.setText(self._told(self._watched[-1]))

    def _told(self, progress: Progress) -> str:
        tr = self._kit.tr
        done, total = progress.counts
        if not total:
            return progress.words
        left = progress.seconds_left()
        share = tr(N_("{what} · {percent} %")).format(what=progress.words, percent=done * 100 // total)
        if left is None or left < 1:
            return share
        if left < 90:
            return tr(N_("{share} · {seconds} s left")).format(share=share, seconds=round(left))
        return tr(N_("{share} · {minutes} min left")).format(share=share, minutes=round(left / 60))

    @Slot()
    def _on_stop(self) -> None:
        if self._watched:
            self._watched[-1].stop()


class NoticeBar(QWidget):
    """What went wrong, above the page, until it is closed; never a dialog."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(16, 8, 12, 0)
        self.status = StatusLabel(kit.look, "danger", "", wrap=True)
        close = button("", "small")
        close.setIcon(kit.look.icon(Icon.CLOSE, size=16))
        close.setFixedSize(32, 28)
        close.setAccessibleName(kit.tr(N_("Close this notice")))
        close.setToolTip(kit.tr(N_("Close this notice")))
        close.clicked.connect(self.hide)
        self._box.addWidget(self.status, 1)
        self._box.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show what happened and what to do."""
        self.status.words.setText(f"{notice.title}. {notice.text}")
        self.show()
