"""Choices whose chevron and tick are painted from the tokens: a style sheet cannot tint pictures."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ui.ports import Choice
from ui.style.icons import Icon
from ui.style.look import Look


class ChoiceBox(QComboBox):
    """One of a closed list. An id that is not in the list is kept and shown as it is: another version may know it."""

    def __init__(self, look: Look, choices: Sequence[Choice], blank: str | None = None,
                 parent: QWidget | None = None, unverified: str = "") -> None:
        """``unverified``: the words for a label that nobody has checked, with ``{label}``."""
        super().__init__(parent)
        self._look = look
        self._blank, self._unverified = blank, unverified
        self._offered: tuple[Choice, ...] = ()
        self._fill(choices)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)
        self.setProperty("elides", True)
        self.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen(self.currentIndex())

    def offer(self, choices: Sequence[Choice]) -> None:
        """Another list, the answer kept; the same list changes nothing, and nobody is told of a change."""
        if tuple(choices) == self._offered:
            return
        chosen = self.chosen()
        quiet = self.blockSignals(True)
        self._fill(choices)
        if chosen or self._blank is not None:
            self.choose(chosen)
        self.blockSignals(quiet)

    def _fill(self, choices: Sequence[Choice]) -> None:
        self._offered = tuple(choices)
        model = QStandardItemModel(self)  # filled before it is shown: adding to the box measures it every time
        if self._blank is not None:
            model.appendRow(_item(self._blank, ""))
        for choice in choices:
            item = _item(choice.label, choice.id)
            if self._unverified and not choice.verified:
                self._mark(item, self._unverified.format(label=choice.label))
            model.appendRow(item)
        self.setModel(model)

    def _mark(self, item: QStandardItem, words: str) -> None:
        item.setIcon(self._look.icon(Icon.INFO, self._look.theme.text_3, 16))
        item.setToolTip(words)
        item.setAccessibleText(words)

    @Slot(int)
    def _on_chosen(self, at: int) -> None:
        """The closed box says the whole of a label that it cuts, and that nobody has checked it."""
        self.setToolTip((self.itemData(at, Qt.ItemDataRole.ToolTipRole) or self.itemText(at)).replace("<", ""))

    def chosen(self) -> str:
        """The id, blank for none."""
        return str(self.currentData() or "")

    def choose(self, term: str) -> None:
        """Show an id; one that the list does not know is added at the end."""
        at = self.findData(term)
        if at < 0:
            self.addItem(term, term)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page must not change an answer that lies under the pointer."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its text elided where there is no room, then the chevron."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - 50  # padding and chevron, as in the style sheet
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        field = QStylePainter(self)
        field.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        field.end()
        size = 16
        place = QPoint(self.width() - size - 8, (self.height() - size) // 2)
        painter = QPainter(self)
        painter.drawPixmap(place, self._look.pixmap(Icon.CHEVRON, size=size, ratio=self.devicePixelRatioF()))


def _item(label: str, id_: str) -> QStandardItem:
    item = QStandardItem(label)
    item.setData(id_, Qt.ItemDataRole.UserRole)
    return item


class Tick(QCheckBox):
    """A check box with a drawn tick."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the tick."""
        super().paintEvent(event)
        if self.checkState() != Qt.CheckState.Checked:
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        picture = self._look.pixmap(Icon.CHECK, self._look.theme.on_accent, 14, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(QPoint(box.center().x() - 6, box.center().y() - 6), picture)
