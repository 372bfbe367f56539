"""One page for every record type: reads as text, one section at a time is a form and is recorded as one change."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.errors import Invalid
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.actions import Act
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.forms.record_form import offered
from ui.pages.page import Page, PageKit, button, card, scrolled
from ui.pages.section_card import SectionCard
from ui.ports import FieldView, Lane, Link, RecordView, Saved, Values
from ui.style.icons import Icon
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel


class LinkButton(QWidget):
    """A record that points here or is pointed at."""

    opened = Signal(str, str)

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link
        press = button(link.title.replace("&", "&&"), "quiet")
        press.clicked.connect(self._on_press)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 4, 2)
        label = PlainLabel(link.label, "label", wrap=True)
        label.setFixedWidth(168)
        row.addWidget(label)
        row.addWidget(press)
        row.addStretch(1)

    @Slot()
    def _on_press(self) -> None:
        self.opened.emit(self._link.type, self._link.id)


class RecordPage(Page):
    """The record that is open, or the place where one will be shown."""

    dossier = Signal(RecordView)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.view: RecordView | None = None
        self._spec: RecordSpec | None = None
        self._cards: dict[str, SectionCard] = {}
        self._wanted: tuple[str, RecordId] = ("", "")
        self._editing = ""
        self._build()

    def show_record(self, type_: str, id_: RecordId) -> None:
        """Read a record and show it; what was typed into another one is recorded first."""
        if not self.leave():
            return
        self._wanted = (type_, id_)
        self.kit.runner.run(self, Lane.READER, _Get(self.kit, id_), self._on_read, latest="get")

    def show_new(self, type_: str) -> None:
        """An empty record of a type with its first section open; nothing is written before something is recorded."""
        if not self.leave():
            return
        spec = self.kit.desk.records.specs()[type_]
        self._wanted = (type_, "")
        title = self.kit.tr(N_("New: {kind}")).format(kind=self.kit.tr(spec.label))
        self._show(RecordView("", type_, title, {}))
        self._cards[spec.sections[0].key].edit()

    def refresh(self, changed: Mapping[str, tuple[RecordId, ...]]) -> None:
        """Read again after a write elsewhere, unless somebody is typing here."""
        if self.view is not None and self.view.id and self._open_card() is None \
                and any(self.view.id in ids for ids in changed.values()):
            self.kit.runner.run(self, Lane.READER, _Get(self.kit, self.view.id), self._on_read, latest="get")

    def perform(self, act: Act) -> bool:
        opened = self._open_card()
        if act is Act.EDIT and opened is None:
            self._focused_card_or_first()
        elif act in (Act.RECORD, Act.LEAVE) and opened is not None:
            opened.record()
        elif act is Act.ISSUE and self.view is not None and self.view.id:
            self.dossier.emit(self.view)
        else:
            return False
        return True

    def can(self, act: Act) -> bool:
        opened, shown = self._open_card() is not None, self.view is not None
        return {
            Act.EDIT: shown and not opened, Act.RECORD: opened,
            Act.ISSUE: shown and self.dossier_button.isVisibleTo(self),
        }.get(act, False)

    def leave(self, at_once: bool = False) -> bool:
        opened = self._open_card()
        return opened is None or opened.record(readable_only=at_once)

    def focus_record(self) -> None:
        """Put the focus on the first section."""
        for each in self._cards.values():
            if not each.isHidden():
                each.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    # --- building

    def _build(self) -> None:
        self.title = ElidedLabel(role="page-title")
        self.dossier_button = button(self.kit.tr(N_("Dossier…")))
        self.dossier_button.setIcon(self.kit.look.icon(Icon.DOSSIER, size=16))
        self.dossier_button.clicked.connect(self._on_dossier)
        self._statuses = QHBoxLayout()
        self._statuses.setContentsMargins(4, 0, 0, 0)
        self._statuses.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.dossier_button)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(16, 16, 12, 24)
        self._column.setSpacing(12)
        self._column.addLayout(head)
        self._column.addLayout(self._statuses)
        self._gaps = QVBoxLayout()
        self._gaps.setContentsMargins(4, 0, 4, 0)
        self._column.addLayout(self._gaps)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(12)
        self._column.addLayout(self._sections)
        self._column.addStretch(1)
        self.empty = PlainLabel(self.kit.tr(N_("Choose a record on the left, or record what happened with Ctrl+N.")),
                                "secondary", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = scrolled(inner)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.area)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    def _show(self, view: RecordView) -> None:
        spec = self.kit.desk.records.specs()[view.type]
        self.view = view
        if self._spec is None or self._spec.type != spec.type:
            self._make_cards(spec)
        forms = self.kit.form_kit(view.titles)
        fields = view.fields or {name: FieldView(None) for name in spec.fields}
        values = {name: field.value for name, field in fields.items()}
        for section in spec.sections:
            box = self._cards[section.key]
            box.show_fields(fields, forms)
            box.setVisible(offered(section.when, values))
        self.title.setText(view.title or self.kit.tr(N_("No name recorded")))
        self.dossier_button.setVisible(bool(view.id and self.kit.desk.dossiers.forms(view.type)))
        self._show_statuses(view)
        self._show_links(view)
        self.stack.setCurrentWidget(self.area)

    def _make_cards(self, spec: RecordSpec) -> None:
        _empty(self._sections)
        self._spec = spec
        self._cards = {}
        for section in spec.sections:
            made = SectionCard(spec, section, self.kit)
            made.recorded.connect(self._on_recorded)
            made.resolved.connect(self._on_resolved)
            made.editing.connect(self._on_editing)
            self._cards[section.key] = made
            self._sections.addWidget(made)
        self._links = card()
        self._links_box = QVBoxLayout(self._links)
        self._links_box.setContentsMargins(16, 8, 12, 12)
        self._links_box.setSpacing(0)
        self._sections.addWidget(self._links)

    def _show_statuses(self, view: RecordView) -> None:
        _empty(self._statuses)
        _empty(self._gaps)
        language, tr, look = self.kit.language, self.kit.tr, self.kit.look
        conflicts = sum(field.conflict for field in view.fields.values())
        found: list[tuple[str, str]] = []
        if view.newer:
            found.append(("info", tr(N_("Parts of this record need a newer Caseapp; they are kept as they are."))))
        if conflicts:
            words = language.plural("{n} conflict", "{n} conflicts", conflicts).format(n=conflicts)
            found.append(("danger", words))
        if view.gaps:
            words = language.plural("{n} gap: {what}", "{n} gaps: {what}", len(view.gaps))
            shown = words.format(n=len(view.gaps), what=", ".join(view.gaps))
            self._gaps.addWidget(StatusLabel(look, "attention", shown, wrap=True))
        for status, words in found:
            self._statuses.addWidget(StatusLabel(look, status, words))
        self._statuses.addStretch(1)

    def _show_links(self, view: RecordView) -> None:
        _empty(self._links_box)
        self._links.setVisible(bool(view.links))
        if view.links:
            self._links_box.addWidget(PlainLabel(self.kit.tr(N_("Linked records")), "section"))
        for link in view.links:
            row = LinkButton(link)
            row.opened.connect(self.opened)
            self._links_box.addWidget(row)

    # --- editing

    def _open_card(self) -> SectionCard | None:
        opened = self._cards.get(self._editing)
        return opened if opened is not None and opened.form is not None else None

    def _focused_card_or_first(self) -> None:
        cards = [each for each in self._cards.values() if not each.isHidden()]
        focused = [each for each in cards if each.hasFocus() or each.isAncestorOf(self.focusWidget() or self)]
        for each in (focused or cards)[:1]:
            each.edit()

    @Slot(str)
    def _on_editing(self, section: str) -> None:
        before = self._open_card()
        self._editing, last = section, self._editing
        if before is not None and last != section:
            before.record()

    @Slot(str, object)
    def _on_recorded(self, section: str, changes: Values) -> None:
        view, spec = self.view, self._spec
        if view is None or spec is None:
            return
        label = next(each.label for each in spec.sections if each.key == section)
        title = self.kit.tr(N_("Change of {record}: {section}")).format(section=self.kit.tr(label), record=view.title)
        work = _Save(self.kit, view, changes, title)
        self.kit.runner.run(self, Lane.WRITER, work, self._on_saved)

    @Slot(str, object)
    def _on_resolved(self, field: str, value: object) -> None:
        if self.view is not None:
            self.kit.runner.run(self, Lane.WRITER, _Resolve(self.kit, self.view, field, value), self._on_saved)

    @Slot(object)
    def _on_saved(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._refused(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Saved):
            return
        saved = outcome.value
        opened = self._open_card()
        if opened is not None:
            opened.close_form()
        type_, id_ = self._wanted
        if not id_ and saved.ids:
            self._wanted = (type_, saved.ids[0])
        self.saved.emit(saved)
        self.kit.runner.run(self, Lane.READER, _Get(self.kit, self._wanted[1]), self._on_read, latest="get")

    def _refused(self, error: BaseException) -> None:
        opened = self._open_card()
        words = notice(error, self.kit.language).text
        shown = isinstance(error, Invalid) and opened is not None and opened.form is not None \
            and opened.form.show_problem(error.field, words)
        if not shown:
            self.fail(error)

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        if isinstance(outcome, Done) and isinstance(outcome.value, RecordView) \
                and outcome.value.id == self._wanted[1]:
            self._show(outcome.value)

    @Slot()
    def _on_dossier(self) -> None:
        if self.view is not None:
            self.dossier.emit(self.view)


def _empty(box: QVBoxLayout | QHBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class _Get:
    def __init__(self, kit: PageKit, id_: RecordId) -> None:
        self._records, self._id = kit.desk.records, id_

    def __call__(self) -> object:
        return self._records.get(self._id)


class _Save:
    def __init__(self, kit: PageKit, view: RecordView, changes: Values, title: str) -> None:
        self._records, self._view, self._changes, self._title = kit.desk.records, view, changes, title

    def __call__(self) -> object:
        view = self._view
        return self._records.save(view.type, view.id or None, self._changes, self._title, view.seen)


class _Resolve:
    def __init__(self, kit: PageKit, view: RecordView, field: str, value: object) -> None:
        self._records, self._view, self._field, self._value = kit.desk.records, view, field, value

    def __call__(self) -> object:
        return self._records.resolve(self._view.id, self._field, self._value, self._view.seen)
