"""The answers that a filter offers, each with a tick and a count."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ui.ports import ValueCount

ValueRole: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class ValuesModel(QAbstractListModel):
    """Few and complete. The same answers with other counts keep their rows, so that the place in them is kept too."""

    def __init__(self, spoken: str) -> None:
        """``spoken``: "{value}, {count}" in the window's language."""
        super().__init__()
        self._spoken = spoken
        self._values: tuple[ValueCount, ...] = ()
        self._ticked: frozenset[str] = frozenset()

    def show_values(self, values: Sequence[ValueCount], ticked: Sequence[str]) -> None:
        """Replace all."""
        same = [value.id for value in values] == [value.id for value in self._values]
        if not same:
            self.beginResetModel()
        self._values, self._ticked = tuple(values), frozenset(ticked)
        if same and self._values:
            self.dataChanged.emit(self.index(0), self.index(len(self._values) - 1))
        elif not same:
            self.endResetModel()

    def value(self, row: int) -> ValueCount | None:
        """The answer of a row."""
        return self._values[row] if 0 <= row < len(self._values) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self.value(index.row()) if index.isValid() else None
        if value is None:
            return None
        if role == ValueRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return value.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken.format(value=value.label, count=value.count)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value.id in self._ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else found
