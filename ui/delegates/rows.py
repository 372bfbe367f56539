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


class RowDelegate(QStyledItemDelegate):
    """Reads tokens only; text is drawn as text, so nothing in it can be markup."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, max(MEASURES.row, option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        theme = self._look.theme
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(theme.selected if chosen else theme.surface))
        if chosen:
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), _BAR, option.rect.height()),
                             QColor(theme.accent))
        room = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        value = index.data(RowRole)
        if isinstance(value, Hit):
            self._hit(painter, room, option.font, value)
        elif isinstance(value, Row):
            self._row(painter, room, option.font, value)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused:
            painter.setPen(QColor(theme.focus))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _row(self, painter: QPainter, room: QRect, font: QFont, row: Row) -> None:
        theme = self._look.theme
        for icon, colour, shown in (
            (Icon.CONFLICT, theme.danger, row.conflicts),
            (Icon.WARNING, theme.attention, row.gaps or row.unverified),
        ):
            if shown:
                size = MEASURES.small_icon
                picture = self._look.pixmap(icon, colour, size, painter.device().devicePixelRatio())
                painter.drawPixmap(QPoint(room.right() - size, room.center().y() - size // 2), picture)
                room = room.adjusted(0, 0, -size - 4, 0)
        self._two(painter, room, font, row.title, row.detail)

    def _two(self, painter: QPainter, room: QRect, font: QFont, title: str, detail: str) -> None:
        theme = self._look.theme
        small = QFont(font)
        small.setPointSizeF(SIZES.small * self._look.zoom)
        painter.setFont(small)
        detail_width = min(painter.fontMetrics().horizontalAdvance(detail), int(room.width() * 0.45)) if detail else 0
        if detail:
            painter.setPen(QColor(theme.text_2))
            place = QRect(room.right() - detail_width, room.top(), detail_width + 1, room.height())
            shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, detail_width + 1)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        width = room.width() - detail_width - (_GAP if detail else 0)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(room.left(), room.top(), width, room.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _hit(self, painter: QPainter, room: QRect, font: QFont, hit: Hit) -> None:
        if hit.excerpt in ("", hit.title):
            self._marked(painter, room, font, hit.title, hit.spans)
            return
        half = room.width() // 2
        self._two(painter, QRect(room.left(), room.top(), half - _GAP, room.height()), font, hit.title, "")
        small = QFont(font)
        small.setPointSizeF(SIZES.small * self._look.zoom)
        self._marked(painter, QRect(room.left() + half, room.top(), half, room.height()), small, hit.excerpt, hit.spans)

    def _marked(self, painter: QPainter, room: QRect, font: QFont, text: str,
                spans: tuple[tuple[int, int], ...]) -> None:
        painter.setFont(font)
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
        painter.setPen(QColor(self._look.theme.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


