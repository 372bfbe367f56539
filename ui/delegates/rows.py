"""Painting one line of a list: accent bar, title in its own script with what matched behind it, detail, status."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.rows import RowRole
from ui.ports import Hit, Row
from ui.style.icons import Icon
from ui.style.look import Look
from ui.style.tokens import MEASURES, SIZES

_BAR = 3
_PAD = 12
_GAP = 8
_SHARE = 0.45  # of the line at most for what stands beside the title

Spans = tuple[tuple[int, int], ...]


class LineDelegate(QStyledItemDelegate):
    """The ground of a line: selection, accent bar, focus. Reads tokens only; text is drawn as text, never as markup."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, max(self._look.px(MEASURES.row), option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        theme = self._look.theme
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(theme.selected if chosen else theme.surface))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), _BAR, option.rect.height()),
                             QColor(theme.accent))
        self.paint_content(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.focus))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def paint_content(self, painter: QPainter, option: QStyleOptionViewItem,
                      index: QModelIndex | QPersistentModelIndex) -> None:
        """What stands on the ground."""

    def text(self, painter: QPainter, room: QRect, text: str, colour: str,
             align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        """One line, elided."""
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | align | Qt.TextFlag.TextSingleLine, shown)

    def marked(self, painter: QPainter, room: QRect, text: str, spans: Spans, colour: str) -> None:
        """One line with what was looked for on a tint."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        for start, length in spans:
            if start >= len(shown):
                continue
            left = room.left() + metrics.horizontalAdvance(shown[:start])
            width = metrics.horizontalAdvance(shown[start : start + length])
            height = metrics.height()
            painter.fillRect(QRect(left, room.center().y() - height // 2, width, height),
                             QColor(self._look.theme.match))
        self.text(painter, room, text, colour)


class RowDelegate(LineDelegate):
    """The title, what matched, what is missing or in conflict; and beside it, in a list, a detail."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._details = True

    def show_details(self, shown: bool) -> None:
        """In a table the columns say what the detail would."""
        self._details = shown

    def paint_content(self, painter: QPainter, option: QStyleOptionViewItem,
                      index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(RowRole)
        if isinstance(row, Hit):
            row = Row(row.id, row.title, excerpt=row.excerpt if row.excerpt != row.title else "", spans=row.spans)
        if not isinstance(row, Row):
            return
        theme = self._look.theme
        room = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        for icon, colour, shown in (
            (Icon.CONFLICT, theme.danger, row.conflicts),
            (Icon.WARNING, theme.attention, row.gaps or row.unverified),
            (Icon.HIDE, theme.text_2, row.withdrawn),
        ):
            if shown:
                size = MEASURES.small_icon
                picture = self._look.pixmap(icon, colour, size, painter.device().devicePixelRatio())
                painter.drawPixmap(QPoint(room.right() - size, room.center().y() - size // 2), picture)
                room = room.adjusted(0, 0, -size - 4, 0)
        beside = row.excerpt or (row.detail if self._details else "")
        title = QRect(room)
        if beside:
            small = QFont(option.font)
            small.setPointSizeF(SIZES.small * self._look.zoom)
            painter.setFont(small)
            width = min(painter.fontMetrics().horizontalAdvance(beside) + 1, int(room.width() * _SHARE))
            place = QRect(room.right() - width, room.top(), width, room.height())
            self.marked(painter, place, beside, row.spans if row.excerpt else (), theme.text_2)
            title.setRight(place.left() - _GAP)
        font = QFont(option.font)
        font.setStrikeOut(row.withdrawn)
        painter.setFont(font)
        self.marked(painter, title, row.title, () if row.excerpt else row.spans,
                    theme.text_2 if row.withdrawn else theme.text)


class CellDelegate(LineDelegate):
    """One cell of a table."""

    def paint_content(self, painter: QPainter, option: QStyleOptionViewItem,
                      index: QModelIndex | QPersistentModelIndex) -> None:
        text = index.data(Qt.ItemDataRole.DisplayRole)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = align is not None and bool(int(align) & int(Qt.AlignmentFlag.AlignRight))
        painter.setFont(option.font)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.text(painter, option.rect.adjusted(8, 0, -8, 0), str(text or ""), self._look.theme.text, side)
