"""The pages of a PDF of ours, one at a time, drawn off the GUI thread."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from caseapp.domain.pixels import Pixels
from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button, padded
from ui.ports import Choice, Lane, Prepared
from ui.style.icons import Icon
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel
from ui.widgets.picture import PictureView

ZOOMS: Final = (50, 75, 100, 150, 200)
_DPI: Final = 96


class Sheet(QScrollArea):
    """The page under the eye: it scrolls to its end, and only then hands the key on that turns it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_PageDown: bar.maximum(), Qt.Key.Key_PageUp: bar.minimum()}
        if not event.modifiers() and ends.get(Qt.Key(event.key())) == bar.value():
            event.ignore()
        else:
            super().keyPressEvent(event)


class Preview(QWidget):
    """Page, zoom, and the keys that turn pages. What is shown is what would leave."""

    failed = Signal(object)  # an error

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._shown: Prepared | None = None
        self._page = 0
        self.picture = PictureView(kit.tr(N_("Page of the dossier")))
        self.zoom = ChoiceBox(kit.look, [Choice(str(each), f"{each} %") for each in ZOOMS])
        self.zoom.setAccessibleName(kit.tr(N_("Zoom of the preview")))
        self.zoom.choose("75")
        self.zoom.setMinimumContentsLength(5)
        self.zoom.activated.connect(self._draw)
        self.back = self._turner(Icon.BACK, N_("Page before"))
        self.back.clicked.connect(self._on_back)
        self.on = self._turner(Icon.FORWARD, N_("Next page"))
        self.on.clicked.connect(self._on_next)
        self.count = PlainLabel(role="secondary")
        self.said = PlainLabel(role="secondary", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._show_state()

    def show_prepared(self, prepared: Prepared) -> None:
        """Show this, at the page that was shown of the one before if it has it."""
        self._shown = prepared
        self._page = min(self._page, prepared.pages - 1)
        self.say("")
        self._draw()

    def say(self, words: str) -> None:
        """Words in place of a page, or beside one that is being made anew."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def forget(self) -> None:
        """Let go of the page and the file."""
        self._shown = None
        self.picture.forget()
        self._show_state()

    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    def turn(self, by: int) -> None:
        """Forward or back."""
        pages = self._shown.pages if self._shown else 0
        wanted = min(max(self._page + by, 0), max(0, pages - 1))
        if wanted != self._page:
            self._page = wanted
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.minimum() if by > 0 else bar.maximum())
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and not event.modifiers():
            self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _turner(self, icon: Icon, words: str) -> QPushButton:
        made = button("", "small")
        made.setIcon(self.kit.look.icon(icon, size=16))
        made.setFixedSize(32, 28)
        made.setAccessibleName(self.kit.tr(words))
        made.setToolTip(self.kit.tr(words))
        return made

    def _lay_out(self) -> None:
        inner = QWidget()
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(16, 16, 16, 16)
        middle.addWidget(self.said)
        middle.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        self.area = Sheet()
        self.area.setProperty("role", "desk")
        self.area.setWidgetResizable(True)
        self.area.setWidget(inner)
        self.area.setAccessibleName(self.kit.tr(N_("Preview")))
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        bar.setSpacing(8)
        bar.addWidget(padded(self.back))
        bar.addWidget(self.count)
        bar.addWidget(padded(self.on))
        bar.addStretch(1)
        bar.addWidget(padded(self.zoom))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(self.area, 1)

    def _show_state(self) -> None:
        pages = self._shown.pages if self._shown else 0
        words = self.kit.tr(N_("Page {page} of {pages}")).format(page=self._page + 1, pages=pages)
        self.count.setText(words if pages else "")
        self.back.setEnabled(pages > 0 and self._page > 0)
        self.on.setEnabled(self._page < pages - 1)

    @Slot()
    def _on_back(self) -> None:
        self.turn(-1)

    @Slot()
    def _on_next(self) -> None:
        self.turn(1)

    @Slot()
    def _draw(self) -> None:
        self._show_state()
        if self._shown is not None:
            dpi = round(_DPI * int(self.zoom.chosen()) / 100 * self.devicePixelRatioF())
            work = Draw(self.kit, self._shown.pdf, self._page, dpi)
            self.kit.runner.run(self, Lane.COMPUTE, work, self._on_drawn, latest="draw")

    @Slot(object)
    def _on_drawn(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Pixels) and self._shown is not None:
            self.picture.show_pixels(outcome.value)
            words = self.kit.tr(N_("Page {page} of {pages}"))
            self.picture.setAccessibleName(words.format(page=self._page + 1, pages=self._shown.pages))


class Draw:
    """One page, on the compute lane."""

    def __init__(self, kit: PageKit, pdf: bytes, page: int, dpi: int) -> None:
        self._dossiers, self._pdf, self._page, self._dpi = kit.desk.dossiers, pdf, page, dpi

    def __call__(self) -> object:
        return self._dossiers.draw(self._pdf, self._page, self._dpi)
