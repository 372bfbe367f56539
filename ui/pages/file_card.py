"""A file of evidence on the page of its record: shown only when asked, read only in the box, gone when hidden."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from caseapp.domain.pixels import Pixels
from caseapp.domain.text import N_
from caseapp.domain.values import BlobRef
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button, padded
from ui.ports import Lane
from ui.style.icons import Icon
from ui.widgets.labels import PlainLabel, StatusLabel
from ui.widgets.picture import PictureView

SIDE: Final = 1_024
_TEXT_HEIGHT: Final = 360


class FileCard(QFrame):
    """What the file is, and the button that shows it."""

    def __init__(self, kit: PageKit, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._ref: BlobRef | None = None
        self._asked = False
        self.setProperty("role", "card")
        self.about = PlainLabel(role="secondary", wrap=True)
        self.show_button = button("")
        self.show_button.setIcon(kit.look.icon(Icon.SHOW, size=16))
        self.show_button.clicked.connect(self._on_show)
        self.status = StatusLabel(kit.look, "attention", "", wrap=True)
        self.status.hide()
        self.picture = PictureView(kit.tr(N_("Picture in the file")))
        self.picture.hide()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(kit.tr(N_("Text in the file")))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_TEXT_HEIGHT)
        self.text.hide()
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 12, 12)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(label, "section"), 1)
        head.addWidget(padded(self.show_button), 0, Qt.AlignmentFlag.AlignRight)
        box.addLayout(head)
        for each in (self.about, self.status, self.picture, self.text):
            box.addWidget(each)

    def show_file(self, ref: BlobRef) -> None:
        """Tell of a file; what was shown of another one is dropped."""
        if ref == self._ref:
            return
        self._ref = ref
        self.hide_content()
        size = self.kit.language.plural("{n} byte", "{n} bytes", ref.size).format(n=ref.size)
        self.about.setText(f"{ref.media_type} · {size}")
        self.show_button.setVisible(self._is_picture() or ref.media_type == "text/plain")

    def hide_content(self) -> None:
        """Let go of whatever is shown."""
        self._asked = False
        self.picture.forget()
        self.picture.hide()
        self.text.clear()
        self.text.hide()
        self.status.hide()
        if self._ref is not None:
            self.show_button.setText(self.kit.tr(N_("Show picture") if self._is_picture() else N_("Show text")))

    def _is_picture(self) -> bool:
        return self._ref is not None and self._ref.media_type.startswith("image/")

    @Slot()
    def _on_show(self) -> None:
        if self._ref is None:
            return
        if self._asked:
            self.hide_content()
            return
        self._asked = True
        self.show_button.setEnabled(False)
        self._say("info", self.kit.tr(N_("Reading the file in a protected process…")))
        work = _Picture(self.kit, self._ref.sha256) if self._is_picture() else _Text(self.kit, self._ref.sha256)
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_read, latest="file")

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        self.show_button.setEnabled(True)
        self.status.hide()
        if isinstance(outcome, Failed):
            self._asked = False
            self._say("attention", notice(outcome.error, self.kit.language).text)
        elif isinstance(outcome, Done) and self._asked:
            if isinstance(outcome.value, Pixels):
                self.picture.show_pixels(outcome.value)
                self.picture.show()
            else:
                self.text.setPlainText(str(outcome.value))
                self.text.show()
            self.show_button.setText(self.kit.tr(N_("Hide again")))

    def _say(self, status: str, words: str) -> None:
        """A status is a widget of its kind, so a new one takes the place of the old."""
        fresh = StatusLabel(self.kit.look, status, words, wrap=True)
        self._box.replaceWidget(self.status, fresh)
        self.status.hide()
        self.status.deleteLater()
        self.status = fresh


class _Picture:
    def __init__(self, kit: PageKit, sha256: str) -> None:
        self._evidence, self._sha256 = kit.desk.evidence, sha256

    def __call__(self) -> object:
        return self._evidence.picture(self._sha256, SIDE)


class _Text:
    def __init__(self, kit: PageKit, sha256: str) -> None:
        self._evidence, self._sha256 = kit.desk.evidence, sha256

    def __call__(self) -> object:
        return self._evidence.text(self._sha256)
