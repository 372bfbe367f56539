"""The rail: the places, each always where it was; Settings at the foot; folded to icons where there is no room."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import PLACE_ACTS, keys_of
from ui.pages.page import PageKit, scrolled
from ui.style.icons import Icon
from ui.style.tokens import MEASURES, SIZES
from ui.windows.places import Place

_MOST = 99


class RailEntry(QPushButton):
    """One place: icon, name, and a number when something waits there."""

    def __init__(self, kit: PageKit, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._place = kit, place
        self.count = 0
        self.setProperty("role", "rail")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.fold(False)

    def fold(self, folded: bool) -> None:
        """Show the name, or keep it for the tool tip."""
        name = self._kit.tr(self._place.label)
        self.setText("" if folded else name)
        size = self._kit.look.px(MEASURES.icon)
        self.setIcon(self._kit.look.icon(self._place.icon, size=size))
        self.setIconSize(QSize(size, size))
        act = PLACE_ACTS.get(self._place.key)
        keys = keys_of(act) if act else ""
        self.setToolTip(f"{name}   {keys}" if keys else name)
        self._name()

    def show_count(self, count: int) -> None:
        """Show how many things wait there; nothing when none does."""
        self.count = count
        self._name()
        self.update()

    def _name(self) -> None:
        name = self._kit.tr(self._place.label)
        words = self._kit.language.plural("{place}, {n} waits", "{place}, {n} wait", self.count)
        self.setAccessibleName(words.format(place=name, n=self.count) if self.count else name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count:
            return
        theme, look = self._kit.look.theme, self._kit.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(SIZES.small * look.zoom)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        words = str(self.count) if self.count <= _MOST else f"{_MOST}+"
        high = painter.fontMetrics().height()
        wide = max(high, painter.fontMetrics().horizontalAdvance(words) + look.px(8))
        # Beside the name where that leaves room for it, else at the corner of the icon.
        taken = look.px(MEASURES.icon) + 24 + self.fontMetrics().horizontalAdvance(self.text())
        beside = bool(self.text()) and taken + wide + 12 <= self.width()
        left = self.width() - wide - 12 if beside else look.px(MEASURES.icon) - wide // 3
        place = QRect(left, (self.height() - high) // 2 if beside else 0, wide, high)
        painter.setPen(QColor(theme.attention))
        painter.setBrush(QColor(theme.attention_tint))
        painter.drawRoundedRect(place, high / 2, high / 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QWidget):
    """The places. It folds by itself where the window is narrow, and by its button where the person wants it."""

    chosen = Signal(str)
    fold_wanted = Signal(bool)

    def __init__(self, kit: PageKit, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[str, RailEntry] = {}
        self.folded = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._fold = QPushButton()
        self._fold.setProperty("role", "rail")
        self._fold.setAutoDefault(True)
        self._fold.clicked.connect(self._on_fold)
        upper, lower = QVBoxLayout(), QVBoxLayout()
        for place in places:
            entry = RailEntry(kit, place)
            self._group.addButton(entry)
            self.buttons[place.key] = entry
            (lower if place.foot else upper).addWidget(entry)
        upper.addStretch(1)
        lower.addWidget(self._fold)
        for part in (upper, lower):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(2)
        inner = QWidget()
        inner.setLayout(upper)
        self._area: QScrollArea = scrolled(inner)  # eight entries at 200 % are higher than a small window
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 1, 4)
        box.setSpacing(8)
        box.addWidget(self._area, 1)
        box.addLayout(lower)
        self._group.buttonClicked.connect(self._on_clicked)
        self.fit()

    def mark(self, key: str) -> None:
        """Show which place is open; blank for none."""
        for each, entry in self.buttons.items():
            entry.setChecked(each == key)

    def fold(self, folded: bool) -> None:
        """Icons only, or icons and names."""
        self.folded = folded
        self.fit()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """What waits in which place."""
        for key, count in counts.items():
            if key in self.buttons:
                self.buttons[key].show_count(count)

    def fit(self) -> None:
        """Take the width that the zoom and the folding ask for."""
        look, tr = self._kit.look, self._kit.tr
        self.setFixedWidth(look.px(MEASURES.rail_folded if self.folded else MEASURES.rail))
        for entry in self.buttons.values():
            entry.fold(self.folded)
        words = tr(N_("Show the names of the places")) if self.folded else tr(N_("Fold to icons"))
        self._fold.setIcon(look.icon(Icon.UNFOLD if self.folded else Icon.FOLD, size=MEASURES.small_icon))
        self._fold.setText("")
        self._fold.setToolTip(words)
        self._fold.setAccessibleName(words)

    @Slot()
    def _on_fold(self) -> None:
        self.fold_wanted.emit(not self.folded)

    @Slot(QPushButton)
    def _on_clicked(self, pressed: QPushButton) -> None:
        key = next((key for key, entry in self.buttons.items() if entry is pressed), "")
        self.mark(key)
        self.chosen.emit(key)
