"""Pieces that the Exchange pages share."""

from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, QMimeData, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.page import PageKit, card, padded
from ui.widgets.labels import PlainLabel

NARROW: Final = 860  # at the usual type size
_LINE: Final = 21  # height of a line of it


def when(kit: PageKit, at: datetime, time: bool = True) -> str:
    """A time in this computer's zone, with a four-digit year."""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale(kit.language.code).toString(local, "d MMMM yyyy, HH:mm" if time else "d MMMM yyyy")


def dropped(data: QMimeData) -> list[Path]:
    """The local files that hang on the pointer; nothing else is looked at."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def scope_words(kit: PageKit, everything: bool, cases: int, seq: int) -> str:
    """What a file claims to hold."""
    if everything:
        return kit.tr(N_("complete to no. {number}")).format(number=seq)
    return kit.language.plural("no. {number}, part: {n} case", "no. {number}, part: {n} cases", cases).format(
        n=cases, number=seq)


def size_words(kit: PageKit, size: int) -> str:
    """Bytes as people say them."""
    return QLocale(kit.language.code).formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def surface(kit: PageKit, title: str, hint: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A card with a heading, and where its content goes."""
    frame = card()
    box = QVBoxLayout(frame)
    box.setContentsMargins(16, 12, 16, 12)
    box.setSpacing(8)
    box.addWidget(PlainLabel(title, "title"))
    if hint:
        box.addWidget(PlainLabel(hint, "secondary", wrap=True))
    return frame, box


def row_of(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Controls beside each other, each with room for its focus ring."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        row.addWidget(padded(widget))
    if stretch:
        row.addStretch(1)
    return row


class Halves(QWidget):
    """Two columns that stand under each other where there is no room beside each other."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(16, 12, 16, 16)
        self._box.setSpacing(16)
        self._box.addWidget(left, shares[0], Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(right, shares[1], Qt.AlignmentFlag.AlignTop)

    @property
    def stacked(self) -> bool:
        """Whether the second stands under the first."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= NARROW * self.fontMetrics().height() / _LINE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() is not direction:
            self._box.setDirection(direction)


def empty(layout: QLayout) -> None:
    """Take everything out."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
