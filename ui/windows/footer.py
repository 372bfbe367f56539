"""The footer: what was written last, undo and redo by name; at the right, what is under way."""

from PySide6.QtCore import QDateTime, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from caseapp.domain.text import N_
from ui.actions import Act, keys_of
from ui.bridge.progress import Progress
from ui.pages.page import PageKit, button
from ui.pages.working import WATCH_MS, told
from ui.ports import Saved
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel

_NAMED = 260  # most room for the name of what would be undone or redone


class Footer(QWidget):
    """What was written last, with its Undo; at the right, what is under way."""

    undo = Signal()
    redo = Signal()

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setProperty("role", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = PlainLabel(role="secondary")
        self._said, self._named = "", ["", ""]  # in full; the labels show what fits
        self.undo_button = self._hidden_button()
        self.undo_button.clicked.connect(self.undo)
        self.redo_button = self._hidden_button()
        self.redo_button.clicked.connect(self.redo)
        self.doing = ElidedLabel(role="secondary")
        self.doing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.stop = button(kit.tr(N_("Stop")), "foot")
        self.stop.clicked.connect(self._on_stop)
        self.stop.hide()
        self.counted = StatusLabel(kit.look, "attention", "")
        self.counted.setContentsMargins(0, -2, 0, -2)  # as high as the footer is, with all of its words
        self.counted.hide()
        self._watched: list[Progress] = []
        self._clock = QTimer(self)
        self._clock.setInterval(WATCH_MS)
        self._clock.timeout.connect(self._on_tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.words)
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        row.addWidget(self.doing, 1)
        row.addWidget(self.stop)
        row.addWidget(self.counted)
        self.fit()

    def fit(self) -> None:
        """Take the height that the zoom asks for."""
        look = self._kit.look
        self.setFixedHeight(look.px(MEASURES.footer))
        size = look.px(16)
        for each, icon in ((self.undo_button, Icon.UNDO), (self.redo_button, Icon.REDO)):
            each.setIcon(look.icon(icon, look.theme.accent, size))
            each.setIconSize(QSize(size, size))
        self._elide()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Share the room anew: words, undo, redo, work."""
        self._elide()

    def _elide(self) -> None:
        room = min(self._kit.look.px(_NAMED), self.width() // 5)
        for label, words, most in (
            (self.words, self._said, self.width() // 3), (self.undo_button, self._named[0], room),
            (self.redo_button, self._named[1], room),
        ):
            shown = label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, most)
            label.setText(shown if label is self.words else shown.replace("&", "&&"))

    def told(self) -> str:
        """What is said at the left, whole, however much of it fits."""
        return self._said

    def _say(self, words: str) -> None:
        self._said = words
        self.words.setAccessibleName(words)
        self._elide()

    def saved(self, saved: Saved) -> None:
        """Say that a write is safe, and offer its Undo."""
        time = QDateTime.currentDateTime().toString("HH:mm")
        self._say(self._kit.tr(N_("Saved {time}")).format(time=time))
        self.offer_undo(saved.title)
        self.offer_redo(None)

    def undone(self, words: str) -> None:
        """Say what an undo or redo did."""
        self._say(words)

    def offer_undo(self, title: str | None) -> None:
        """Offer to take this back; None: there is nothing."""
        self._offer(self.undo_button, title, N_("Undo"), N_("Undo “{what}”"), Act.UNDO)

    def offer_redo(self, title: str | None) -> None:
        """Offer to do this again; None: there is nothing."""
        self._offer(self.redo_button, title, N_("Redo"), N_("Redo “{what}”"), Act.REDO)

    def _offer(self, pressed: QPushButton, title: str | None, plain: str, named: str, act: Act) -> None:
        words = self._kit.tr(named).format(what=title) if title else self._kit.tr(plain)
        self._named[pressed is self.redo_button] = words
        self._elide()
        pressed.setAccessibleName(words)
        pressed.setToolTip(keys_of(act))
        pressed.setVisible(title is not None)

    @staticmethod
    def _hidden_button() -> QPushButton:
        made = button("", "foot")
        made.hide()
        return made

    def count_down(self, words: str) -> None:
        """Say when the window locks; blank says nothing."""
        self.counted.words.setText(words)
        self.counted.setVisible(bool(words))

    def busy(self) -> bool:
        """Whether watched work is under way."""
        return any(not each.ended for each in self._watched)

    def stop_all(self) -> None:
        """Ask all of it to stop."""
        for each in self._watched:
            each.stop()

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
        self.doing.setText(told(self._kit.language, self._watched[-1]))

    @Slot()
    def _on_stop(self) -> None:
        if self._watched:
            self._watched[-1].stop()
