"""The header: back and forward, search, new record, who writes, the layout in force, lock."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import Act, keys_of, with_keys
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit
from ui.ports import Hit, Lane
from ui.style.icons import Icon
from ui.style.look import Look
from ui.style.tokens import MEASURES
from ui.widgets.fields import system_layout
from ui.widgets.labels import ElidedLabel, PlainLabel
from ui.windows.found import Entry, FoundLine, FoundList, grouped

_FETCHED = 50
_OF_EACH = 5
_ICON_AND_EDGES = 56  # of the search field
_NARROW = 1_180  # below this the record button shows its icon only


class HeaderSearch(QWidget):
    """Find from anywhere; what is found hangs below the header, over the page, each with what matched marked."""

    opened = Signal(str, str)  # type, id
    listed = Signal(str, str)  # type, text: show all of it in that list

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        words = kit.tr(N_("Find a person, place, date…"))
        self.line = FoundLine(kit.look)
        self._words = words
        self.line.setAccessibleName(words)
        self.line.addAction(kit.look.icon(Icon.SEARCH, size=16), self.line.ActionPosition.LeadingPosition)
        self.offers = FoundList(kit.look)
        self.offers.setAccessibleName(kit.tr(N_("What was found")))
        self.offers.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_text)
        self.line.walked.connect(self.offers.walk)
        self.line.entered.connect(self._on_entered)
        self.line.left.connect(self._on_left)
        self.offers.clicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keys are told where there is room for them."""
        super().resizeEvent(event)
        whole = f"{self._words}   {keys_of(Act.FIND)}"
        room = self.line.width() - self._kit.look.px(_ICON_AND_EDGES)
        fits = self.line.fontMetrics().horizontalAdvance(whole) <= room
        self.line.setPlaceholderText(whole if fits else self._words)

    def hang(self, over: QWidget) -> None:
        """Let the list float over ``over``, out of this field's own layout."""
        self.offers.setParent(over)
        self.offers.hide()

    def close_offers(self) -> bool:
        """Close the floating list; False when it was closed already."""
        shown = not self.offers.isHidden()
        self.offers.hide()
        return shown

    @Slot(str)
    def _on_text(self, text: str) -> None:
        wanted = text.strip()
        if not wanted:
            self.offers.hide()
            return
        self._kit.runner.run(self, Lane.READER, _Find(self._kit, wanted), self._on_found, latest="find")

    @Slot(object)
    def _on_found(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Sequence) or not self.line.text().strip():
            return
        hits = [hit for hit in outcome.value if isinstance(hit, Hit)]
        self._show(self._entries(hits))

    def _entries(self, hits: Sequence[Hit]) -> list[Entry]:
        kit = self._kit
        if not hits:
            return [Entry(kit.tr(N_("Nothing found. Every spelling was tried: Kazakh, Russian and Latin.")))]
        specs = kit.desk.records.specs()
        headings = {type_: kit.tr(spec.plural) for type_, spec in specs.items()}
        lines = grouped(hits, headings, _OF_EACH)
        counts = {type_: sum(hit.type == type_ for hit in hits) for type_ in dict.fromkeys(hit.type for hit in hits)}
        for type_, count in counts.items():
            # As many as were asked for may be more than those: then no number is claimed.
            words = kit.tr(N_("Show all in {list}")) if len(hits) >= _FETCHED else \
                kit.language.plural("Show all {n} in {list}", "Show all {n} in {list}", count)
            if count > _OF_EACH:
                lines.append(Entry(words.format(n=count, list=headings.get(type_, "")), more=type_))
        return lines

    def _show(self, lines: Sequence[Entry]) -> None:
        over = self.offers.parentWidget()
        if over is None:
            return
        corner = self.line.mapTo(over, self.line.rect().bottomLeft())
        self.offers.setFixedWidth(min(max(self.line.width(), self._kit.look.px(560)), over.width() - corner.x() - 12))
        self.offers.move(corner.x(), corner.y() + 6)
        self.offers.show_entries(lines, over.height() - corner.y() - 12)
        self.offers.show()
        self.offers.raise_()

    @Slot()
    def _on_entered(self) -> None:
        entry = self.offers.chosen() if not self.offers.isHidden() else None
        if entry is not None:
            self._take(entry)

    @Slot()
    def _on_left(self) -> None:
        """A question that nobody waits for any more does not stay in the header."""
        self.offers.hide()
        self.line.clear()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(self.offers.found.entries[index.row()])

    def _take(self, entry: Entry) -> None:
        text = self.line.text().strip()
        if entry.heading:
            return
        self.line.clear()
        self.offers.hide()
        if entry.hit is not None:
            self.opened.emit(entry.hit.type, entry.hit.id)
        elif entry.more:
            self.listed.emit(entry.more, text)


class LayoutLabel(PlainLabel):
    """The keyboard layout, read again whenever the system or the focus changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "layout", parent=parent)
        QGuiApplication.inputMethod().localeChanged.connect(self._on_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self._on_changed()

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.setText(system_layout())


class Header(QWidget):
    """Back, forward, search, new record, who writes, lock."""

    acted = Signal(object)  # Act
    opened = Signal(str, str)
    listed = Signal(str, str)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setProperty("role", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = HeaderSearch(kit)
        self.search.opened.connect(self.opened)
        self.search.listed.connect(self.listed)
        tr = kit.tr
        self._buttons: list[ActButton] = []
        self.back = self._icon_button(Icon.BACK, tr(N_("Back")), Act.BACK)
        self.forward = self._icon_button(Icon.FORWARD, tr(N_("Forward")), Act.FORWARD)
        self.new = self._button(Icon.ADD, tr(N_("Record")), Act.NEW)
        self.new.setAccessibleName(tr(N_("Quick record")))
        self.lock = self._button(Icon.LOCK, tr(N_("Lock")), Act.LOCK)
        self.interview = self._icon_button(Icon.INTERVIEW, tr(N_("Interview mode")), Act.INTERVIEW)
        self.interview.setCheckable(True)
        self.names = self._button(Icon.HIDE, tr(N_("Names hidden")), Act.NAMES)
        self.names.setCheckable(True)
        self.names.setChecked(True)
        self.names.hide()
        if kit.desk.door.read_only:
            self.new.hide()
        self.author = ElidedLabel(kit.desk.author, "secondary")
        self.author.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.layout_label = LayoutLabel()
        self.layout_label.setAccessibleName(tr(N_("Keyboard layout")))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(self.new)
        row.addWidget(self.author, 2)
        row.addWidget(self.layout_label)
        row.addWidget(self.names)
        row.addWidget(self.interview)
        row.addWidget(self.lock)
        self.fit()

    def show_presenting(self, author: str) -> None:
        """Names are hidden: say so all the time, and hide the author's as well."""
        self.names.show()
        self.new.hide()
        self.author.setText(author)

    def show_trail(self, *, back: bool, forward: bool) -> None:
        """Whether there is anything behind and ahead."""
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def show_interview(self, on: bool) -> None:
        """Whether interview mode is on, in words as well."""
        self.interview.setChecked(on)
        self.interview.setText(self._kit.tr(N_("Interview: 60 min")) if on else "")

    def fit(self) -> None:
        """Take the height and the words that the zoom and the width leave room for."""
        look = self._kit.look
        self.setFixedHeight(max(MEASURES.header, look.px(MEASURES.header - 8) + 8))
        self.search.setMaximumWidth(look.px(460))
        narrow = self.width() < look.px(_NARROW)
        for pressed, act, words in ((self.new, Act.NEW, N_("Record")), (self.lock, Act.LOCK, N_("Lock"))):
            pressed.setText(self._kit.tr(words) if narrow else with_keys(self._kit.tr(words), act))
        for each in self._buttons:
            each.fit(look)

    def resizeEvent(self, event: object) -> None:
        """Drop the keys from the buttons where there is no room for them."""
        self.fit()

    def _button(self, icon: Icon, words: str, act: Act) -> "ActButton":
        made = ActButton(act, words, icon)
        made.acted.connect(self.acted)
        self._buttons.append(made)
        return made

    def _icon_button(self, icon: Icon, words: str, act: Act) -> "ActButton":
        made = self._button(icon, words, act)
        made.setText("")
        made.setProperty("role", "head-icon")
        made.setAccessibleName(words)
        return made


class ActButton(QPushButton):
    """A button that says which action it is."""

    acted = Signal(object)

    def __init__(self, act: Act, words: str, icon: Icon, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._act, self._icon = act, icon
        self.setAutoDefault(True)
        self.setToolTip(with_keys(words, act))
        self.clicked.connect(self._on_clicked)

    def fit(self, look: Look) -> None:
        """Draw the icon at the zoom in force."""
        size = look.px(16)
        self.setIcon(look.icon(self._icon, size=size))
        self.setIconSize(QSize(size, size))

    @Slot()
    def _on_clicked(self) -> None:
        self.acted.emit(self._act)


class _Find:
    """The question as a plain object: it must not keep the field alive."""

    def __init__(self, kit: PageKit, text: str) -> None:
        self._search, self._text = kit.desk.search, text

    def __call__(self) -> object:
        return self._search.find(self._text, limit=_FETCHED)
