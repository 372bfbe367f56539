"""One page for every record type: reads as text, one section at a time is a form and is recorded as one change."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.errors import Invalid
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.actions import Act
from ui.address import Address
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.forms.kit import packed, unpacked
from ui.pages.adding_each import title_of_new, without_each
from ui.pages.page import Page, PageKit
from ui.pages.record_body import HISTORY, RecordBody
from ui.pages.record_head import EDIT
from ui.pages.record_work import Get, Join, Origins, Resolve, Save, Verify, Written, withdrawal
from ui.pages.section_card import SectionCard
from ui.pages.section_drafts import PRESET, SEEN, Draft, SectionDrafts, key_of
from ui.ports import FieldView, Lane, Mending, Note, RecordView, Saved, Values
from ui.widgets.labels import PlainLabel


class RecordPage(Page):
    """The record that is open, or the place where one will be shown."""

    dossier = Signal(RecordView)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.view: RecordView | None = None
        self._spec: RecordSpec | None = None
        self._wanted: tuple[str, RecordId] = ("", "")
        self._field = ""  # to be opened when the record has been read
        self._editing = ""
        self._seen: dict[str, object] = {}  # section -> what the author of its draft had read
        self._preset: Values = {}
        self._origins: object = None
        self._gap = -1
        self._arriving = False
        self._drafts = SectionDrafts(kit, self)
        self._drafts.found.connect(self._on_draft)
        self._drafts.failed.connect(self.fail)
        self._build()

    # --- what is shown

    def show_record(self, type_: str, id_: RecordId, field: str = "") -> None:
        """Read a record and show it; what was typed into another one is recorded first."""
        if not self.leave():
            return
        self._wanted, self._field, self._preset = (type_, id_), field, {}
        self.kit.runner.run(self, Lane.READER, Get(self.kit, id_), self._on_read, latest="get")

    def arrive(self) -> None:
        """Somebody came here on purpose, not while walking a list: the focus comes along once the record is read."""
        self._arriving = True

    def show_new(self, type_: str, preset: Mapping[str, object] | None = None, field: str = "") -> None:
        """An empty record of a type with its first section open; nothing is written before something is recorded.

        ``preset``: values that it starts with and that are written with the first section.
        """
        if not self.kit.writable or not self.leave():
            return
        spec = self.kit.desk.records.specs()[type_]
        self._wanted, self._field, self._preset = (type_, ""), "", dict(preset or {})
        title, spec = title_of_new(self.kit, spec, self._preset), without_each(spec, self._preset)
        fields = {name: FieldView(self._preset.get(name)) for name in spec.fields}
        titles = {self.view.id: self.view.title, **self.view.titles} if self.view is not None else {}
        self._show(RecordView("", type_, title, fields, titles=titles), fresh=True)
        section = spec.fields[field].section if field in spec.fields else spec.sections[0].key
        self.body.cards[section].edit(field)

    def put_away(self) -> bool:
        """Show nothing; what was typed is recorded first. False where a form says that it can't be."""
        if not self.leave():
            return False
        self.body.close_forms()
        self.view, self._wanted = None, ("", "")
        self.stack.setCurrentWidget(self.empty)
        return True

    def address(self) -> Address:
        type_, id_ = self._wanted  # also while it is being read
        return Address(type=type_, id=id_, note=self.bar_key()) if id_ else Address()

    def bar_key(self) -> str:
        """The part that is shown, for back and forward."""
        return HISTORY if self.body.in_history() else ""

    def show_address(self, address: Address) -> None:
        """Show the record, and the field or the part that is asked for."""
        if address.id:
            self.show_record(address.type, address.id, address.field)
        if address.note == HISTORY:
            self.body.jump(HISTORY)

    def refresh(self, changed: Mapping[str, tuple[RecordId, ...]]) -> None:
        """Read again after a write elsewhere, unless somebody is typing here."""
        if self.view is not None and self.view.id and self._open_card() is None \
                and any(self.view.id in ids for ids in changed.values()):
            self.kit.runner.run(self, Lane.READER, Get(self.kit, self.view.id), self._on_read, latest="get")

    def perform(self, act: Act) -> bool:
        opened = self._open_card()
        if act is Act.EDIT and opened is None:
            self.body.open_focused()
        elif act is Act.RECORD and opened is not None:
            opened.record()
        elif act is Act.LEAVE and (opened is not None or self.head.close_panel()):
            if opened is not None:
                opened.leave()
                self._drafts.flush()
        elif act is Act.WHO and self.view is not None and self.view.id:
            self._toggle_origins()
        elif act is Act.GAP and self._next_gap():
            pass
        elif act is Act.ISSUE and self.view is not None and self.view.id:
            self.dossier.emit(self.view)
        else:
            return False
        return True

    def can(self, act: Act) -> bool:
        opened, shown = self._open_card() is not None, self.view is not None
        return {
            Act.EDIT: shown and not opened and self.kit.writable, Act.RECORD: opened, Act.LEAVE: opened,
            Act.ISSUE: shown and self.head.dossier_button.isVisibleTo(self),
            Act.WHO: self.view is not None and bool(self.view.id),
            Act.GAP: self.kit.writable and bool(self._cures()),
        }.get(act, False)

    def leave(self, at_once: bool = False) -> bool:
        """Leaving records the open section; a lock keeps it as a draft, since nobody asked for it to be recorded."""
        opened = self._open_card()
        self._drafts.flush()
        self.body.cover()
        if at_once and opened is not None:
            self._on_drafted(opened.section.key, opened.form.draft() if opened.form else {})
            self._drafts.flush()
            return True
        return opened is None or opened.record()

    def focus_record(self) -> None:
        """Put the focus on the first section."""
        self.body.focus_first()

    # --- building

    def _build(self) -> None:
        self.body = body = RecordBody(self.kit)
        self.head, self.area, self.parts = body.head, body.area, body.parts
        self.overview, self.links, self.history = body.overview, body.links, body.history
        for signal, slot in (
            (body.recorded, self._on_recorded), (body.resolved, self._on_resolved), (body.both, self._on_both),
            (body.editing, self._on_editing), (body.drafted, self._on_drafted), (body.dropped, self._on_dropped),
            (body.cured, self._on_cured), (body.opened, self.opened), (body.head.dossier, self._on_dossier),
            (body.head.acted, self._on_acted), (body.head.withdrawn, self._on_withdrawn),
            (body.head.joined, self._on_joined), (body.head.reviewed, self._on_reviewed), (body.head.went, self.went),
            (body.overview.failed, self.failed), (body.overview.wanted, self._on_cure), (body.overview.went, self.went),
            (body.links.wanted, self._on_cure), (body.links.failed, self.failed), (body.head.cured, self._on_cured),
            (body.history.failed, self.failed), (body.history.restored, self._on_restored),
        ):
            signal.connect(slot)
        self.empty = PlainLabel(self.kit.tr(N_("Choose a record on the left, or record what happened with Ctrl+N.")),
                                "secondary", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _show(self, view: RecordView, *, fresh: bool) -> None:
        """``fresh``: another record than before, not the same one read again."""
        spec = without_each(self.kit.desk.records.specs()[view.type], self._preset)
        self.view, self._spec = view, spec
        if fresh:
            self._seen, self._origins, self._gap = {}, None, -1
        self.body.show_view(view, spec, fresh=fresh)
        if fresh:
            self._drafts.open(view.type, view.id, [section.key for section in spec.sections])
        self.stack.setCurrentWidget(self.body)

    # --- parts

    @Slot(str)
    def _on_acted(self, what: str) -> None:
        if what == EDIT:
            self.body.open_focused()
        else:
            self.body.jump(HISTORY)

    # --- gaps

    @Slot(object)
    def _on_cured(self, note: Note) -> None:
        if note.cure is not None:
            self._on_cure(note.cure)

    @Slot(object)
    def _on_cure(self, cure: Mending) -> None:
        """Go where a gap is closed: a field here, one of another record, or a new record that names this one."""
        view = self.view
        if view is not None and cure.id == view.id and cure.type == view.type and self._spec is not None:
            self._open_field(cure.field)
        elif cure.id:
            self.went.emit(Address(type=cure.type, id=cure.id, field=cure.field))
        else:
            self.show_new(cure.type, cure.preset, cure.field)

    def _open_field(self, name: str) -> None:
        if self._spec is None or name not in self._spec.fields:
            return
        card = self.body.cards[self._spec.fields[name].section]
        if not card.isHidden():
            self.body.open_field(card, name)

    def _next_gap(self) -> bool:
        cures = self._cures()
        if cures:
            self._gap = (self._gap + 1) % len(cures)
            self._on_cure(cures[self._gap])
        return bool(cures)

    def _cures(self) -> list[Mending]:
        return [note.cure for note in self.view.notes if note.cure is not None] if self.view is not None else []

    # --- who wrote it

    def _toggle_origins(self) -> None:
        if self._origins is None and self.view is not None:
            work = Origins(self.kit, self.view.id)
            self.kit.runner.run(self, Lane.READER, work, self._on_origins, latest="origins")
            return
        self._origins = None
        for each in self.body.cards.values():
            each.show_origins({}, shown=False)

    @Slot(object)
    def _on_origins(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        if isinstance(outcome, Done) and isinstance(outcome.value, tuple) and self.view is not None \
                and outcome.value[0] == self.view.id:
            self._origins = outcome.value[1]
            for each in self.body.cards.values():
                each.show_origins(outcome.value[1], shown=True)

    # --- editing

    def _open_card(self) -> SectionCard | None:
        opened = self.body.cards.get(self._editing)
        return opened if opened is not None and opened.form is not None else None

    @Slot(str)
    def _on_editing(self, section: str) -> None:
        before = self._open_card()
        self._editing, last = section, self._editing
        if before is not None and last != section and not before.record():
            before.leave()  # it cannot be recorded as it stands: what was typed is kept, and said, in its own place
            self.body.cards[section].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, object)
    def _on_drafted(self, section: str, draft: Draft) -> None:
        if self.view is None:
            return
        seen = self._seen.get(section, self.view.seen)
        said = {**draft, SEEN: seen.hex()} if isinstance(seen, bytes) and draft else dict(draft)
        if self._preset and draft:
            said[PRESET] = packed([[name, value] for name, value in self._preset.items()])
        self._drafts.keep(section, said)

    @Slot(str)
    def _on_dropped(self, section: str) -> None:
        self._seen.pop(section, None)
        if self.view is not None:
            self._drafts.drop(key_of(self.view.type, self.view.id, section))

    @Slot(str, object)
    def _on_draft(self, section: str, draft: Draft) -> None:
        card = self.body.cards.get(section)
        if card is None or (card.form is not None and card.form.draft()):
            return  # somebody types there already
        if SEEN in draft:
            self._seen[section] = bytes.fromhex(draft[SEEN])
        if PRESET in draft and not self._preset:
            pairs = [pair for pair in unpacked(draft[PRESET]) if isinstance(pair, list) and len(pair) == 2]
            self._preset = {name: tuple(value) if isinstance(value, list) else value for name, value in pairs}
        card.offer_draft(draft)

    @Slot(str, object)
    def _on_recorded(self, section: str, changes: Values) -> None:
        view, spec = self.view, self._spec
        if view is None or spec is None:
            return
        form = self.body.cards[section].form
        self._on_drafted(section, form.draft() if form is not None else {})
        self._drafts.flush()  # whatever happens to the write, the text is safe
        label = next(each.label for each in spec.sections if each.key == section)
        title = self.kit.tr(N_("Change of {record}: {section}")).format(section=self.kit.tr(label), record=view.title)
        seen = self._seen.get(section, view.seen)
        preset = {} if view.id else {name: value for name, value in self._preset.items() if name not in changes}
        self._write(Save(self.kit, view, {**preset, **changes}, title, (section, seen)))

    @Slot(str, object, str)
    def _on_resolved(self, field: str, value: object, reason: str) -> None:
        if self.view is not None:
            self._write(Resolve(self.kit, self.view, (field, value), reason))

    @Slot(str, str)
    def _on_both(self, field: str, reason: str) -> None:
        if self.view is not None:
            self._write(Resolve(self.kit, self.view, (field, None), reason, both=True))

    @Slot(bool, str)
    def _on_withdrawn(self, whether: bool, reason: str) -> None:
        if self.view is not None:
            self._write(withdrawal(self.kit, self.view, reason, whether=whether))

    @Slot(str, str)
    def _on_reviewed(self, step: str, reason: str) -> None:
        if self.view is not None:
            self._write(Verify(self.kit, self.view, step, reason))

    @Slot(str)
    def _on_joined(self, holder: RecordId) -> None:
        if self.view is not None:
            self._write(Join(self.kit, self.view, holder))

    @Slot(object)
    def _on_restored(self, saved: Saved) -> None:
        self.saved.emit(saved)
        self._read_again()

    def _write(self, work: Callable[[], object]) -> None:
        self.kit.runner.run(self, Lane.WRITER, work, self._on_saved)

    @Slot(object)
    def _on_saved(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._refused(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Written):
            return
        written = outcome.value
        if written.section:
            self._drafts.drop(key_of(written.type, written.id, written.section))
        if (written.type, written.id) == self._wanted:
            self._settle(written)
        self.saved.emit(written.saved)
        self._read_again()

    def _settle(self, written: Written) -> None:
        """The record that is shown was written."""
        card = self.body.cards.get(written.section)
        self._seen.pop(written.section, None)
        if card is not None:
            card.draft = {}
            card.close_form()
        if not written.id and written.saved.ids:
            self._wanted, self._preset = (written.type, written.saved.ids[0]), {}

    def _read_again(self) -> None:
        if self._wanted[1]:
            self.kit.runner.run(self, Lane.READER, Get(self.kit, self._wanted[1]), self._on_read, latest="get")

    def _refused(self, error: BaseException) -> None:
        opened = self._open_card()
        if opened is not None:
            opened.again()
        words = notice(error, self.kit.language).text
        shown = isinstance(error, Invalid) and opened is not None and opened.form is not None \
            and opened.form.show_problem(error.field, words)
        if not shown:
            self.fail(error)

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        if isinstance(outcome, Done) and isinstance(outcome.value, RecordView) and outcome.value.id == self._wanted[1]:
            again = self.view is not None and self.view.id == outcome.value.id
            if again and self._open_card() is not None:
                return  # somebody began to type meanwhile
            self._show(outcome.value, fresh=not again)
            if self._field:
                self._open_field(self._field)
            elif self._arriving and self.isVisible():
                self.body.bar.start()
            self._arriving, self._field = False, ""

    @Slot()
    def _on_dossier(self) -> None:
        if self.view is not None:
            self.dossier.emit(self.view)
