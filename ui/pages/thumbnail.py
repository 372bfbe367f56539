"""A small picture of an exhibit: hidden until asked for, made in the box, off the screen when the record is left."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.pixels import Pixels
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button, padded
from ui.ports import Lane
from ui.style.icons import Icon
from ui.widgets.labels import PlainLabel
from ui.widgets.picture import PictureView


class Thumbnail(QWidget):
    """Nothing of the file is read before somebody presses Show."""

    def __init__(self, kit: PageKit, sha256: str, words: str, parent: QWidget | None = None) -> None:
        """``words``: whose picture it is, for whoever hears the button rather than sees it."""
        super().__init__(parent)
        self._kit, self._sha256 = kit, sha256
        self._asked = False
        self.said = PlainLabel(role="hint", wrap=True)
        self.show_button = button("", "small")
        self.show_button.setAccessibleDescription(words)
        self.show_button.clicked.connect(self._on_press)
        self.picture = PictureView(words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        row.addWidget(padded(self.show_button), 0, Qt.AlignmentFlag.AlignRight)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row)
        box.addWidget(self.picture)
        self.cover()

    def cover(self) -> None:
        """Off the screen, and out of memory."""
        self._asked = False
        self.picture.forget()
        self.picture.hide()
        self._say(N_("Picture hidden"), N_("Show"), Icon.SHOW)

    def _say(self, words: str, verb: str, icon: Icon) -> None:
        tr = self._kit.tr
        self.said.setText(tr(words))
        self.show_button.setText(tr(verb))
        self.show_button.setIcon(self._kit.look.icon(icon, size=16))

    @Slot()
    def _on_press(self) -> None:
        if self._asked:
            self.cover()
            return
        self._asked = True
        self._say(N_("Reading the file in a protected process…"), N_("Hide"), Icon.HIDE)
        self._kit.runner.run(self, Lane.COMPUTE, _Make(self._kit, self._sha256), self._on_made, latest="thumbnail")

    @Slot(object)
    def _on_made(self, outcome: Outcome) -> None:
        if not self._asked:
            return
        if isinstance(outcome, Failed):
            self.cover()
            self.said.setText(notice(outcome.error, self._kit.language).text)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Pixels):
            self.said.setText("")
            self.picture.show_pixels(outcome.value)
            self.picture.show()


class _Make:
    def __init__(self, kit: PageKit, sha256: str) -> None:
        self._evidence, self._sha256 = kit.desk.evidence, sha256

    def __call__(self) -> object:
        return self._evidence.thumbnail(self._sha256)
