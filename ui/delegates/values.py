"""Painting one answer of a filter: box, words, how many."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.delegates.rows import LineDelegate
from ui.models.values import ValueRole
from ui.ports import ValueCount
from ui.style.icons import Icon

_BOX = 14
_PAD = 12
_GAP = 8


class ValueDelegate(LineDelegate):
    """The tick is drawn: a style sheet cannot tint pictures."""

    def paint_content(self, painter: QPainter, option: QStyleOptionViewItem,
                      index: QModelIndex | QPersistentModelIndex) -> None:
        value = index.data(ValueRole)
        if not isinstance(value, ValueCount):
            return
        theme = self._look.theme
        room = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        box = QRect(room.left(), room.center().y() - _BOX // 2, _BOX, _BOX)
        painter.setPen(QColor(theme.accent if ticked else theme.control))
        painter.setBrush(QColor(theme.accent if ticked else theme.surface))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            picture = self._look.pixmap(Icon.CHECK, theme.on_accent, _BOX, painter.device().devicePixelRatio())
            painter.drawPixmap(QPoint(box.left() + 1, box.top() + 1), picture)
        painter.setFont(option.font)
        count = f"{value.count:,}".replace(",", "\u202f")
        width = painter.fontMetrics().horizontalAdvance(count)
        side = QRect(room.right() - width, room.top(), width + 1, room.height())
        self.text(painter, side, count, theme.text_2, Qt.AlignmentFlag.AlignRight)
        words = QRect(box.right() + _GAP, room.top(), side.left() - box.right() - 2 * _GAP, room.height())
        self.text(painter, words, value.label, theme.text if value.count or ticked else theme.text_3)
