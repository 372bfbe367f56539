"""Help: what the guide says about the page the person came from, every key beneath it, and the chapters as a whole.

Drawn as plain labels, a sentence or two each: they zoom and change colour like every page, a screen reader reads them
one by one, and nothing in a text can be a link or load anything.
"""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.guide import Chapter, about
from caseapp.domain.text import N_
from ui.actions import ACTIONS, Act, Group, keys_of
from ui.address import Address
from ui.pages.guide_text import GuideColumn
from ui.pages.page import Page, PageKit, button, scrolled
from ui.widgets.labels import PlainLabel, StatusLabel

HELP_PLACE: Final = "help"  # not a place of the rail; the tab of its address is a chapter
HERE: Final = "here"
KEYS: Final = "keys"
_LABELS: Final = {
    HERE: N_("This page"), "monitor": N_("Recording"), "lawyer": N_("Cases and dossiers"),
    "coordinator": N_("Exchange"), "safety": N_("Safety"), KEYS: N_("Keys"),
}


def topics(address: Address) -> tuple[str, ...]:
    """By what names the guide may speak of this part of the window, the nearest first."""
    record = ("record",) if address.id and address.type and address.tab != "make" else ()
    return (*record, f"{address.place}/{address.tab}", address.place)


class HelpPage(Page):
    """One part at a time: this page, a chapter, the sheet of keys from the registry of actions."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._topics: tuple[str, ...] = ()
        self.buttons: dict[str, QPushButton] = {}
        self.area = scrolled(QWidget())
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar())
        whole.addWidget(self.area, 1)

    def show_help(self, address: Address, chapter: str = "") -> None:
        """The part about that page; or a chapter."""
        self._topics = topics(address)
        self.show_part(chapter if chapter in self.buttons else HERE)

    def show_part(self, key: str) -> None:
        """Show one of the tabs."""
        self.buttons[key].setChecked(True)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(8)
        self._text = GuideColumn(self._column, self.kit.look)
        if key == HERE:
            self._here()
        elif key == KEYS:
            self._keys()
        else:
            self._chapter(next(each for each in self.kit.desk.guide.chapters if each.key == key))
        self._column.addStretch(1)
        self.area.setWidget(inner)  # the one before is deleted by the area
        self.area.setAccessibleName(self.kit.tr(_LABELS[key]))

    def perform(self, act: Act) -> bool:
        if act is Act.LEAVE:
            self.opened.emit("", "")
            return True
        return False

    def start(self) -> None:
        """Let the arrows scroll."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 4)
        row.setSpacing(4)
        group = QButtonGroup(self)
        chapters = [chapter.key for chapter in self.kit.desk.guide.chapters]
        for key in (HERE, *chapters, KEYS):
            entry = button(self.kit.tr(_LABELS[key]), "tab")
            entry.setCheckable(True)
            group.addButton(entry)
            row.addWidget(entry)
            self.buttons[key] = entry
        row.addStretch(1)
        group.buttonClicked.connect(self._on_tab)
        return bar

    @Slot(QPushButton)
    def _on_tab(self, pressed: QPushButton) -> None:
        self.show_part(next(key for key, entry in self.buttons.items() if entry is pressed))
        self.start()

    # --- the parts

    def _here(self) -> None:
        found = about(self.kit.desk.guide.chapters, self._topics)
        self._language()
        for section in found:
            self._text.section(section)
        if not found:
            words = N_("The guide says nothing about this page alone. Its chapters stand above, the keys below.")
            self._text.say(self.kit.tr(words), "secondary")
        self._column.addSpacing(16)
        self._keys()

    def _chapter(self, chapter: Chapter) -> None:
        self._language()
        self._text.say(chapter.title, "page-title")
        self._text.blocks(chapter.blocks)
        for section in chapter.sections:
            self._text.section(section)

    def _language(self) -> None:
        """The guide may not speak the language of the window, and says then which one it speaks."""
        if self.kit.desk.guide.code != self.kit.language.code:
            words = N_("The guide is not translated into this language yet; here it stands in Russian.")
            row = QHBoxLayout()
            row.addWidget(StatusLabel(self.kit.look, "info", self.kit.tr(words), wrap=True))
            row.addStretch(1)
            self._column.addLayout(row)

    def _keys(self) -> None:
        self._text.say(self.kit.tr(N_("Keys")), "page-title")
        words = N_("Keys are found by their place, so they work in every layout. Ctrl+K finds every command by name.")
        self._text.say(self.kit.tr(words), "secondary")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for group in Group:
            self._group(grid, group)
        self._column.addLayout(grid)

    def _group(self, grid: QGridLayout, group: Group) -> None:
        specs = [spec for spec in ACTIONS if spec.group is group and spec.keys]
        head = PlainLabel(self.kit.tr(group.value), "title")
        head.setContentsMargins(0, 12, 0, 0)
        grid.addWidget(head, grid.rowCount(), 0, 1, 3)
        for spec in specs:
            row = grid.rowCount()
            grid.addWidget(PlainLabel(keys_of(spec.act), "section"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(self.kit.tr(spec.words)), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(self.kit.tr(spec.help), "secondary", wrap=True), row, 2)
