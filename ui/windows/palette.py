"""The palette of commands: every action that can be done now and every record, by name; it floats over the page.

It never offers what would do nothing, shows the keys of what it offers, and gives the focus back where it took it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import Act, ActionSpec, keys_of
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit
from ui.ports import Hit, Lane
from ui.style.icons import Icon
from ui.windows.commands import matching, offered
from ui.windows.found import Entry, FoundLine, FoundList, grouped

_WIDTH = 600
_HITS = 24
_OF_EACH = 4
_MOST_COMMANDS = 8
RECENT = 5


class Palette(QFrame):
    """One line and what it finds. ``can`` and ``words`` are bound methods of whoever performs."""

    chosen = Signal(object)  # Act
    opened = Signal(str, str)  # type, id

    def __init__(self, kit: PageKit, can: Callable[[Act], bool], words: Callable[[ActionSpec], str],
                 parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._can, self._words, self._over = kit, can, words, parent
        self._before: QWidget | None = None
        self._hits: tuple[Hit, ...] = ()
        self.recent: list[Act] = []
        self.setProperty("role", "palette")
        self.setAccessibleName(kit.tr(N_("Commands")))
        self.line = FoundLine(kit.look)
        asked = kit.tr(N_("A command, a person, a place…"))
        self.line.setPlaceholderText(asked)
        self.line.setAccessibleName(asked)
        self.line.addAction(kit.look.icon(Icon.COMMAND, size=16), self.line.ActionPosition.LeadingPosition)
        self.list = FoundList(kit.look)
        self.list.setAccessibleName(kit.tr(N_("What was found")))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 8)
        box.setSpacing(8)
        box.addWidget(self.line)
        box.addWidget(self.list)
        self.line.textEdited.connect(self._on_text)
        self.line.walked.connect(self._on_walked)
        self.line.entered.connect(self._on_entered)
        self.line.left.connect(self.hide)
        self.list.clicked.connect(self._on_clicked)
        self.hide()

    def ask(self) -> None:
        """Open it, empty, over the page; recent commands first."""
        self._before = QApplication.focusWidget()
        self._hits = ()
        self.line.clear()
        self._place()
        self._show()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> bool:
        """Close it and give the focus back; False when it was closed already."""
        if self.isHidden():
            return False
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        return True

    def entries(self) -> Sequence[Entry]:
        """What is shown now."""
        return self.list.found.entries

    def fit(self) -> None:
        """The window has another size, or the zoom changed: stand in its middle again."""
        if not self.isHidden():
            self._place()
            self._show()

    def _place(self) -> None:
        over, look = self._over, self._kit.look
        width = min(look.px(_WIDTH), over.width() - 32)
        self.setFixedWidth(width)
        self.move((over.width() - width) // 2, look.px(52))

    def _show(self) -> None:
        text = self.line.text().strip()
        specs = offered(self._can)
        if text:
            lines = self._found(matching(text, specs, self._names)[:_MOST_COMMANDS])
        else:
            lines = self._all(specs)
        room = self._over.height() - self.y() - self.line.sizeHint().height() - 48
        self.list.show_entries(lines, room)
        self.adjustSize()
        self._say()

    def _found(self, specs: Sequence[ActionSpec]) -> list[Entry]:
        kit = self._kit
        lines = [Entry(kit.tr(N_("Commands"))), *map(self._entry, specs)] if specs else []
        headings = {type_: kit.tr(spec.plural) for type_, spec in kit.desk.records.specs().items()}
        lines += grouped(self._hits, headings, _OF_EACH)
        return lines or [Entry(kit.tr(N_("No command and no record is called so.")))]

    def _all(self, specs: Sequence[ActionSpec]) -> list[Entry]:
        kit = self._kit
        recent = [spec for act in self.recent for spec in specs if spec.act is act]
        lines = [Entry(kit.tr(N_("Recent"))), *map(self._entry, recent)] if recent else []
        for group in dict.fromkeys(spec.group for spec in specs):
            rest = [spec for spec in specs if spec.group is group and spec not in recent]
            lines += [Entry(kit.tr(group.value)), *map(self._entry, rest)] if rest else []
        return lines

    def _entry(self, spec: ActionSpec) -> Entry:
        return Entry(self._words(spec), act=spec.act, keys=keys_of(spec.act), icon=spec.icon)

    def _names(self, spec: ActionSpec) -> Sequence[str]:
        return self._words(spec), spec.words

    def _say(self) -> None:
        """What is marked, for who does not see it: the focus is in the line, not in the list."""
        entry = self.list.chosen()
        said = "" if entry is None else entry.hit.title if entry.hit else " ".join((entry.text, entry.keys)).strip()
        self.line.setAccessibleDescription(said)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        if not text.strip():
            self._hits = ()
        else:
            work = _Find(self._kit, text.strip())
            self._kit.runner.run(self, Lane.READER, work, self._on_found, latest="find")
        self._show()

    @Slot(object)
    def _on_found(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Sequence) and self.line.text().strip():
            self._hits = tuple(hit for hit in outcome.value if isinstance(hit, Hit))
            self._show()

    @Slot(int)
    def _on_walked(self, step: int) -> None:
        self.list.walk(step)
        self._say()

    @Slot()
    def _on_entered(self) -> None:
        entry = self.list.chosen()
        if entry is not None:
            self._take(entry)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(self.list.found.entries[index.row()])

    def _take(self, entry: Entry) -> None:
        if entry.heading:
            return
        self.dismiss()
        if entry.hit is not None:
            self.opened.emit(entry.hit.type, entry.hit.id)
        elif entry.act is not None:
            self.recent = [entry.act, *(act for act in self.recent if act is not entry.act)][:RECENT]
            self.chosen.emit(entry.act)


class _Find:
    def __init__(self, kit: PageKit, text: str) -> None:
        self._search, self._text = kit.desk.search, text

    def __call__(self) -> object:
        return self._search.find(self._text, limit=_HITS)
