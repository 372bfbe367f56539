"""What a record page shows: head, jump bar, overview, sections, files, links, history; it reads and writes nothing."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.moment import Moment
from caseapp.domain.spec import Kind, RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.values import BlobRef
from ui.forms.record_form import offered
from ui.pages.file_card import FileCard
from ui.pages.history_view import HistoryView
from ui.pages.jump_bar import JumpBar
from ui.pages.links_card import LinksCard
from ui.pages.overview_view import OverviewView
from ui.pages.page import PageKit, scrolled
from ui.pages.record_head import RecordHead
from ui.pages.record_work import joining
from ui.pages.section_card import SectionCard, Shown
from ui.ports import FieldView, RecordView
from ui.widgets.flow import clear

OVERVIEW: Final = "@overview"
LINKED: Final = "@linked"
HISTORY: Final = "@history"


def day_of(spec: RecordSpec, view: RecordView) -> str:
    """The first day that a record is about, as far as it is known: the terms of that day are offered in its forms."""
    values = (view.fields[name].value for name, field in spec.fields.items()
              if field.kind is Kind.MOMENT and name in view.fields)
    moments = [value.start[:10] for value in values if isinstance(value, Moment)]
    return min((start for start in moments if len(start) == len("2022-01-07")), default="")


class RecordBody(QWidget):
    """The parts of one record, under each other; the history in their place when it is asked for."""

    recorded = Signal(str, object)
    resolved = Signal(str, object, str)
    both = Signal(str, str)
    editing = Signal(str)
    drafted = Signal(str, object)
    dropped = Signal(str)
    cured = Signal(object)
    opened = Signal(str, str)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._type = ""
        self._spec: RecordSpec | None = None
        self.cards: dict[str, SectionCard] = {}
        self.files: list[FileCard] = []
        self.head = RecordHead(kit)
        self.bar = JumpBar(kit)
        self.bar.jumped.connect(self.jump)
        self.overview = OverviewView(kit)
        self.overview.opened.connect(self.opened)
        self.links = LinksCard(kit)
        self.links.opened.connect(self.opened)
        self.history = HistoryView(kit)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 4, 12, 24)
        column.setSpacing(12)
        column.addWidget(self.overview)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(12)
        column.addLayout(self._sections)
        self._file_box = QVBoxLayout()
        column.addLayout(self._file_box)
        column.addWidget(self.links)
        column.addStretch(1)
        self.area = scrolled(inner)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.area)
        self.parts.addWidget(self.history)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self.head, self.bar):
            box.addWidget(widget)
        box.addWidget(self.parts, 1)

    # --- showing

    def show_view(self, view: RecordView, spec: RecordSpec, *, fresh: bool) -> None:
        """``fresh``: another record than before, not the same one read again."""
        if self._spec is not spec:  # people may have added fields since
            self._make_cards(spec)
        forms = self._kit.form_kit(view.titles, day_of(spec, view))
        fields = view.fields or {name: FieldView(None) for name in spec.fields}
        shown = Shown(fields, view.notes, {link.id: link.type for link in view.links})
        values = shown.values()
        for section in spec.sections:
            box = self.cards[section.key]
            if fresh:
                box.draft = {}
            box.show_origins({}, shown=False)
            box.show_fields(shown, forms)
            box.setVisible(offered(section.when, values))
        if fresh:
            self.parts.setCurrentWidget(self.area)
            self.area.verticalScrollBar().setValue(0)
        self._show_files(fields, spec, fresh=fresh)
        self.head.show_view(view, spec, joining(self._kit, spec))
        self.links.show_groups(view.type, view.id, view.groups)
        has = bool(view.id) and self._kit.desk.overviews.has(view.type)
        self.overview.show_record(view.type if has else "", view.id)
        self._show_parts(view, spec, overview=has)
        self.history.show_record(view, spec, read=self.in_history())

    def in_history(self) -> bool:
        """Whether the history is shown."""
        return self.parts.currentWidget() is self.history

    def cover(self) -> None:
        """The record is left: nothing sensitive stays on the screen."""
        for card in self.cards.values():
            card.cover()
        self.overview.cover()
        for file in self.files:
            file.hide_content()

    def close_forms(self) -> None:
        """Show every section as text again."""
        for card in self.cards.values():
            card.close_form()

    def _make_cards(self, spec: RecordSpec) -> None:
        clear(self._sections)
        self._type, self._spec = spec.type, spec
        self.cards = {}
        for section in spec.sections:
            made = SectionCard(spec, section, self._kit)
            for signal, mine in (
                (made.recorded, self.recorded), (made.resolved, self.resolved), (made.both, self.both),
                (made.editing, self.editing), (made.drafted, self.drafted), (made.dropped, self.dropped),
                (made.cured, self.cured), (made.opened, self.opened),
            ):
                signal.connect(mine)
            made.walked.connect(self._on_walked)
            self.cards[section.key] = made
            self._sections.addWidget(made)

    def _show_files(self, fields: Mapping[str, FieldView], spec: RecordSpec, *, fresh: bool) -> None:
        """Files of the record: named, and read only when asked for."""
        if not fresh and self.files:
            return
        clear(self._file_box)
        self.files = []
        for name, field in spec.fields.items():
            value = fields[name].value if name in fields else None
            if field.kind is Kind.BLOB and isinstance(value, BlobRef):
                made = FileCard(self._kit, self._kit.tr(field.label))
                made.show_file(value)
                self.files.append(made)
                self._file_box.addWidget(made)

    def _show_parts(self, view: RecordView, spec: RecordSpec, *, overview: bool) -> None:
        tr = self._kit.tr
        parts = [(OVERVIEW, tr(N_("Overview")))] if overview else []
        parts += [(section.key, tr(section.label)) for section in spec.sections
                  if not self.cards[section.key].isHidden()]
        linked = sum(group.count for group in view.groups)
        if linked:
            parts.append((LINKED, tr(N_("Linked {count}")).format(count=linked)))
        if view.id:
            parts.append((HISTORY, tr(N_("History"))))
        self.bar.show_parts(parts, HISTORY if self.in_history() else "")

    # --- walking

    @Slot(str)
    def jump(self, key: str) -> None:
        """Show a part and put the focus into it."""
        self.bar.mark(key)
        if key == HISTORY:
            self.parts.setCurrentWidget(self.history)
            self.history.read()
            self.history.start()
            return
        self.parts.setCurrentWidget(self.area)
        target = {OVERVIEW: self.overview, LINKED: self.links}.get(key) or self.cards.get(key)
        if target is not None:
            self.area.verticalScrollBar().setValue(max(0, target.y() - 4))
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(int)
    def _on_walked(self, step: int) -> None:
        shown = [each for each in self.cards.values() if not each.isHidden()]
        at = next((at for at, each in enumerate(shown) if each.hasFocus()), 0) + step
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(shown[at], 0, 24)

    def open_field(self, card: SectionCard, name: str = "") -> None:
        """Turn a section into a form with the focus in a field."""
        self.parts.setCurrentWidget(self.area)
        self.bar.mark(card.section.key)
        card.edit(name)
        self.area.ensureWidgetVisible(card, 0, 24)

    def open_focused(self) -> None:
        """The section that has the focus becomes a form, by default the first."""
        shown = [each for each in self.cards.values() if not each.isHidden()]
        focused = [each for each in shown if each.hasFocus() or each.isAncestorOf(self.focusWidget() or self)]
        for each in (focused or shown)[:1]:
            self.open_field(each)

    def focus_first(self) -> None:
        """Put the focus on the first section."""
        for each in self.cards.values():
            if not each.isHidden():
                each.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
