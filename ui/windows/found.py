"""What hangs below a search line: records under the heading of their kind, commands with their keys, "show all".

The header's search and the palette of commands show the same list; the focus stays in the line above it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from ui.actions import Act
from ui.delegates.rows import RowDelegate
from ui.models.rows import RowRole
from ui.ports import Hit
from ui.style.icons import Icon
from ui.style.look import Look
from ui.style.tokens import MEASURES, SIZES
from ui.widgets.fields import MarkedLine

EntryRole = int(Qt.ItemDataRole.UserRole) + 7
_MOST_ROWS = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. With nothing but ``text`` it is a heading; ``more`` is the type whose whole list it opens."""

    text: str = ""
    hit: Hit | None = None
    act: Act | None = None
    keys: str = ""
    icon: Icon | None = None
    more: str = ""

    @property
    def heading(self) -> bool:
        """Read, not chosen."""
        return self.hit is None and self.act is None and not self.more


class FoundModel(QAbstractListModel):
    """The lines shown now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Replace all lines."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or self.entries[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == EntryRole:
            return entry
        if role == RowRole:
            return entry.hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.hit.title if entry.hit else entry.text
        return None


class FoundDelegate(RowDelegate):
    """Hits as every list shows them; headings small; commands with icon and keys."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        entry = index.data(EntryRole)
        if not isinstance(entry, Entry) or entry.hit is not None:
            return
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._line(painter, option.rect.adjusted(12, 0, -12, 0), option.font, entry, chosen=chosen)
        painter.restore()

    def _line(self, painter: QPainter, room: QRect, font: QFont, entry: Entry, *, chosen: bool) -> None:
        theme, look = self._look.theme, self._look
        small = QFont(font)
        small.setPointSizeF(SIZES.small * look.zoom)
        flags = Qt.AlignmentFlag.AlignVCenter
        if entry.heading:
            small.setWeight(QFont.Weight.DemiBold)
            painter.setFont(small)
            painter.setPen(QColor(theme.text_3))
            painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeft, entry.text)
            return
        if entry.keys:
            painter.setFont(small)
            painter.setPen(QColor(theme.text_2))
            painter.drawText(room, flags | Qt.AlignmentFlag.AlignRight, entry.keys)
            room = room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(entry.keys) - 12, 0)
        size = look.px(MEASURES.small_icon)
        if entry.icon is not None:
            picture = look.pixmap(entry.icon, "", size, painter.device().devicePixelRatio())
            painter.drawPixmap(room.left(), room.center().y() - size // 2, picture)
        if not entry.more:
            room = room.adjusted(size + 8, 0, 0, 0)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if entry.more and not chosen else theme.text))
        shown = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeft, shown)


class FoundList(QListView):
    """The lines; never takes the focus."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = FoundModel(self)
        self.setModel(self.found)
        self.setItemDelegate(FoundDelegate(look, self))
        self.setProperty("role", "suggest")
        self.setProperty("ring", False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def show_entries(self, entries: Sequence[Entry], room: int = 0) -> None:
        """Show these and mark the first that can be chosen; never higher than ``room``, if that is given."""
        self.found.show(entries)
        high = self._row_height()
        rows = min(len(entries), _MOST_ROWS, max(3, (room - 8) // high) if room and high else _MOST_ROWS)
        self.setFixedHeight(rows * high + 8)
        self.walk(1, 0)

    def walk(self, step: int, start: int | None = None) -> None:
        """Mark the next line that can be chosen, round the end."""
        entries = self.found.entries
        row = (self.currentIndex().row() + step) if start is None else start
        for _ in entries:
            row %= len(entries)
            if not entries[row].heading:
                self.setCurrentIndex(self.found.index(row))
                return
            row += step

    def chosen(self) -> Entry | None:
        """The marked line."""
        row = self.currentIndex().row()
        return self.found.entries[row] if 0 <= row < len(self.found.entries) else None

    def _row_height(self) -> int:
        option = QStyleOptionViewItem()
        option.initFrom(self)
        return self.itemDelegate().sizeHint(option, self.found.index(0)).height() if self.found.entries else 0

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())


class FoundLine(MarkedLine):
    """The line above: arrows walk the list, Enter takes, leaving says so."""

    walked = Signal(int)
    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()


def grouped(hits: Sequence[Hit], headings: dict[str, str], most: int) -> list[Entry]:
    """Hits under the headings of their types, the type of the best hit first; ``most`` of each."""
    types = dict.fromkeys(hit.type for hit in hits)
    lines: list[Entry] = []
    for type_ in types:
        lines.append(Entry(headings.get(type_, "")))
        lines += [Entry(hit=hit) for hit in hits if hit.type == type_][:most]
    return lines
