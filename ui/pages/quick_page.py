"""Quick record: one page, six answers, nothing modal; what is already known stands beside.

The minimum record costs eight keys beyond the data (wireframe 5): Ctrl+N, Tab, Tab, Tab, Tab, Enter, Enter, Ctrl+Enter.
"""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from caseapp.domain.errors import Invalid
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import Page, PageKit, button, rule, scrolled
from ui.pages.quick_drafts import DRAFT_DELAY_MS, KeepDraft, LoadDraft, WriteRecord
from ui.pages.quick_parts import Answer, KeyedChoice, KnownPane, NameIn, Radios
from ui.ports import Agreed, Choice, Lane, QuickRecord, Recorded, Still
from ui.style.tokens import MEASURES
from ui.widgets.fields import MarkedLine, MomentLine
from ui.widgets.labels import PlainLabel, StatusLabel
from ui.widgets.suggest import SuggestField

PERSON: Final = ("person",)
PLACE: Final = ("place",)


class QuickPage(Page):
    """The six answers. ``recorded`` tells the window to refresh lists."""

    recorded = Signal(Recorded)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._kept: Recorded | None = None
        self._next = False
        self._writing = False
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(DRAFT_DELAY_MS)
        self._draft_timer.timeout.connect(self._on_draft)
        self._build()
        self._connect()
        kit.runner.run(self, Lane.WRITER, LoadDraft(kit), self._on_draft_loaded)

    # --- what other parts of the window call

    def start(self) -> None:
        """Put the focus where a new record begins."""
        self.who.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def perform(self, act: Act) -> bool:
        if act in (Act.RECORD, Act.RECORD_NEXT):
            self._record(act is Act.RECORD_NEXT)
        elif act is Act.MORE:
            self._on_more()
        else:
            return False
        return True

    def can(self, act: Act) -> bool:
        return act in (Act.RECORD, Act.RECORD_NEXT, Act.MORE)

    def leave(self, at_once: bool = False) -> bool:
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self._on_draft()
        return True

    def answers(self) -> QuickRecord:
        """What stands on the page now."""
        kept = self._kept
        return QuickRecord(
            who=self.who.text().strip(),
            who_id=self.who.chosen or None,
            what=self.what.chosen(),
            when=self.when.text().strip(),
            still=Still(self.still.chosen()),
            released=self.released.text().strip() if self.still.chosen() == Still.RELEASED.value else "",
            where=self.where.text().strip(),
            where_id=self.where.chosen or None,
            told_by=self.told_by.chosen(),
            told_name=self.told_name.text().strip(),
            told_on=self.told_on.text().strip(),
            agreed=Agreed(self.agreed.chosen()),
            incident_id=kept.incident_id if kept else None,
            source_id=kept.source_id if kept and not self._source_touched else None,
            by_whom=self.by_whom.chosen(),
            held_at=self.held_at.text().strip(),
            words=self.words.toPlainText().strip(),
        )

    # --- building

    def _build(self) -> None:
        tr, quick = self.kit.tr, self.kit.desk.quick
        self._source_touched = False
        self.who = SuggestField(self.kit.look, self.kit.runner, self.kit.desk.search, PERSON, NameIn(quick))
        self.who.line.setPlaceholderText(tr(N_("Name, age, man or woman – or: unknown man, about 30")))
        self.what = KeyedChoice(self.kit.look, quick.presets())
        self.when = MomentLine(self.kit.look)
        self.when.setPlaceholderText(tr(N_("7 Jan evening")))
        self.still = Radios((
            (Still.NOT_KNOWN.value, tr(N_("not known"))),
            (Still.HELD.value, tr(N_("yes"))),
            (Still.RELEASED.value, tr(N_("released"))),
        ))
        self.released = MomentLine(self.kit.look)
        self.released.setPlaceholderText(tr(N_("when")))
        self.where = SuggestField(self.kit.look, self.kit.runner, self.kit.desk.search, PLACE, exact=True)
        self.where.line.setPlaceholderText(tr(N_("The city is enough")))
        self.told_by = KeyedChoice(self.kit.look, quick.relations())
        self.told_name = MarkedLine(self.kit.look)
        self.told_name.setPlaceholderText(tr(N_("Name, optional")))
        self.told_on = MomentLine(self.kit.look)
        self.told_on.setPlaceholderText(tr(N_("Today")))
        self.agreed = Radios((
            (Agreed.NOT_ASKED.value, tr(N_("not asked yet: stays inside our organisation"))),
            (Agreed.ORGANISATION_AND_LAWYER.value, tr(N_("our organisation and the lawyer"))),
        ), vertical=True)
        self._build_optional()
        self._lay_out()

    def _build_optional(self) -> None:
        nobody = Choice("", self.kit.tr(N_("Not recorded")))
        self.by_whom = KeyedChoice(self.kit.look, (nobody, *self.kit.desk.quick.forces()))
        self.held_at = MarkedLine(self.kit.look)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(84)
        self.optional = QWidget()
        box = QVBoxLayout(self.optional)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(Answer(self.kit, "", N_("By whom"), self.by_whom))
        box.addWidget(Answer(self.kit, "", N_("Held at"), self.held_at))
        box.addWidget(Answer(self.kit, "", N_("In words"), self.words))
        self.optional.hide()

    def _lay_out(self) -> None:
        tr = self.kit.tr
        self.rows = {
            "who": Answer(self.kit, "1", N_("Who"), self.who, required=True),
            "what": Answer(self.kit, "2", N_("What"), self.what, required=True),
            "when": Answer(self.kit, "3", N_("When"), self.when, required=True),
            "still": Answer(self.kit, "", N_("Still held"), self.still, self.released),
            "where": Answer(self.kit, "4", N_("Where"), self.where, required=True),
            "told": Answer(self.kit, "5", N_("Who told us"), self.told_by, required=True),
            "told_name": Answer(self.kit, "", N_("Name and day"), self.told_name, self.told_on, shares=(3, 2)),
            "agreed": Answer(self.kit, "6", N_("Agreed to"), self.agreed, required=True),
        }
        self.title = PlainLabel(tr(N_("New record")), "page-title")
        self.kept_words = PlainLabel(role="hint", wrap=True)
        self.after = StatusLabel(self.kit.look, "settled", "", wrap=True)
        self.after.hide()
        self.more = button(with_keys(tr(N_("Optional answers")), Act.MORE), "quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # off the Tab path
        self.record_button = button(with_keys(tr(N_("Record")), Act.RECORD), "primary")
        self.next_button = button(with_keys(tr(N_("Record and next victim")), Act.RECORD_NEXT))
        self.draft_words = PlainLabel(tr(N_("Esc keeps the draft")), "hint")
        self.known = KnownPane(self.kit, self.who)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(self._column()), 3)
        whole.addWidget(self.known, 2)
        self.kept_words.hide()
        self._on_still()

    def _column(self) -> QWidget:
        column = QWidget()
        column.setMaximumWidth(MEASURES.quick_width + 40)
        box = QVBoxLayout(column)
        box.setContentsMargins(24, 16, 16, 16)
        box.setSpacing(10)
        for widget in (self.title, self.kept_words, self.after, *self.rows.values(), rule()):
            box.addWidget(widget)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.optional)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(4, 4, 4, 4)
        buttons.setSpacing(12)
        buttons.addWidget(self.record_button)
        buttons.addWidget(self.next_button)
        buttons.addStretch(1)
        box.addLayout(buttons)
        box.addWidget(self.draft_words)
        box.addStretch(1)
        return column

    def _connect(self) -> None:
        self.who.line.textEdited.connect(self._on_who)
        self.who.took.connect(self._on_who_taken)
        self.when.textEdited.connect(self._on_when)
        self.still.changed.connect(self._on_still)
        self.where.took.connect(self._on_where_done)
        self.where.passed.connect(self._on_where_done)
        self.told_by.entered.connect(self._on_told_done)
        self.told_by.currentIndexChanged.connect(self._on_source_touched)
        self.told_name.textEdited.connect(self._on_source_touched)
        self.record_button.clicked.connect(self._on_record)
        self.next_button.clicked.connect(self._on_record_next)
        self.more.clicked.connect(self._on_more)
        for line in self.findChildren(QLineEdit):
            line.textEdited.connect(self._on_typed)
        self.words.textChanged.connect(self._on_typed)

    # --- what typing does

    @Slot(str)
    def _on_who(self, text: str) -> None:
        reading = self.kit.desk.quick.who(text.strip()) if text.strip() else None
        self.rows["who"].say(reading.words if reading else "")
        self.known.watch()

    @Slot()
    def _on_who_taken(self) -> None:
        self.rows["who"].say(self.kit.tr(N_("the same person as in this vault")))
        self.known.watch()

    @Slot(str)
    def _on_when(self, text: str) -> None:
        reading = self.kit.desk.readings.moment(text.strip()) if text.strip() else None
        self.rows["when"].say(reading.words if reading else "")

    @Slot()
    def _on_still(self) -> None:
        released = self.still.chosen() == Still.RELEASED.value
        self.released.setVisible(released)
        frame = self.released.parentWidget()
        if frame is not None:
            frame.setVisible(released)

    @Slot()
    def _on_where_done(self) -> None:
        self.told_by.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_told_done(self) -> None:
        self.agreed.take_focus()

    @Slot()
    def _on_source_touched(self) -> None:
        self._source_touched = True

    @Slot()
    def _on_typed(self) -> None:
        self._draft_timer.start()

    @Slot()
    def _on_more(self) -> None:
        self.optional.setVisible(self.optional.isHidden())
        if not self.optional.isHidden():
            self.by_whom.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- drafts

    def _texts(self) -> dict[str, str]:
        fields: dict[str, QLineEdit] = {
            "who": self.who.line, "when": self.when, "released": self.released, "where": self.where.line,
            "told_name": self.told_name, "told_on": self.told_on, "held_at": self.held_at,
        }
        found = {name: line.text() for name, line in fields.items() if line.text()}
        if self.words.toPlainText():
            found["words"] = self.words.toPlainText()
        if found:
            found |= {"what": self.what.chosen(), "still": self.still.chosen(), "told_by": self.told_by.chosen(),
                      "agreed": self.agreed.chosen()}
        return found

    @Slot()
    def _on_draft(self) -> None:
        self.kit.runner.run(self, Lane.WRITER, KeepDraft(self.kit, self._texts()), self._on_draft_kept)

    @Slot(object)
    def _on_draft_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done):
            self.draft_words.setText(self.kit.tr(N_("Draft saved. Esc keeps the draft")))

    @Slot(object)
    def _on_draft_loaded(self, outcome: Outcome) -> None:
        draft = outcome.value if isinstance(outcome, Done) else None
        if not isinstance(draft, dict) or self._texts():
            return
        self.who.line.setText(draft.get("who", ""))
        self.what.choose(draft.get("what", self.what.chosen()))
        self.when.setText(draft.get("when", ""))
        self.still.choose(draft.get("still", Still.NOT_KNOWN.value))
        self.released.setText(draft.get("released", ""))
        self.where.line.setText(draft.get("where", ""))
        self.told_by.choose(draft.get("told_by", self.told_by.chosen()))
        self.told_name.setText(draft.get("told_name", ""))
        self.told_on.setText(draft.get("told_on", ""))
        self.agreed.choose(draft.get("agreed", Agreed.NOT_ASKED.value))
        self.held_at.setText(draft.get("held_at", ""))
        self.words.setPlainText(draft.get("words", ""))
        self._draft_timer.stop()
        if draft:
            self.draft_words.setText(self.kit.tr(N_("This is the draft you left. Esc keeps the draft")))

    # --- recording

    @Slot()
    def _on_record(self) -> None:
        self._record(False)

    @Slot()
    def _on_record_next(self) -> None:
        self._record(True)

    def _record(self, next_victim: bool) -> None:
        if self._writing or self._blocked():
            return
        self._draft_timer.stop()
        self._writing, self._next = True, next_victim
        self.kit.runner.run(self, Lane.WRITER, WriteRecord(self.kit, self.answers()), self._on_recorded)

    def _blocked(self) -> bool:
        """Only an empty "what" or "when" blocks, and a date that nobody can read; each is said beside its field."""
        answers, tr = self.answers(), self.kit.tr
        reading = self.kit.desk.readings.moment(answers.when) if answers.when else None
        problems = {
            "what": "" if answers.what else tr(N_("Choose what happened.")),
            "when": tr(N_("Say when, as far as it is known: a year is enough.")) if reading is None
            else reading.problem,
        }
        for name, words in problems.items():
            self.rows[name].blame(words)
        first = next((name for name, words in problems.items() if words), "")
        if first:
            self.rows[first].focus()
        return bool(first)

    @Slot(object)
    def _on_recorded(self, outcome: Outcome) -> None:
        self._writing = False
        if isinstance(outcome, Failed):
            error = outcome.error
            row = self.rows.get(error.field) if isinstance(error, Invalid) else None
            if row is None:
                self.fail(error)
            else:
                row.blame(notice(error, self.kit.language).text)
                row.focus()
            return
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Recorded):
            return
        self._after(outcome.value)

    def _after(self, recorded: Recorded) -> None:
        self._kept = recorded if self._next else None
        self._say_recorded(recorded)
        self.who.show_record("", "")
        self.rows["who"].say("")
        if not self._next:
            self._clear()
        self._forget_draft()
        self._source_touched = False
        self.known.watch()
        kept = ", ".join(part for part in (self.when.text(), self.where.text()) if part)
        self.kept_words.setText(self.kit.tr(N_("Kept for the next victim of the same act: {kept}")).format(kept=kept))
        self.kept_words.setVisible(self._next)
        self.start()
        self.saved.emit(recorded.saved)
        self.recorded.emit(recorded)

    def _say_recorded(self, recorded: Recorded) -> None:
        tr = self.kit.tr
        missing = ", ".join(recorded.missing)
        words = tr(N_("Recorded. Still missing for a complaint: {missing}")).format(missing=missing) if missing \
            else tr(N_("Recorded."))
        self.after.words.setText(words)
        self.after.show()
        self.draft_words.setText(tr(N_("Esc keeps the draft")))

    def _clear(self) -> None:
        for line in (self.when, self.released, self.told_name, self.told_on, self.held_at):
            line.clear()
        self.where.show_record("", "")
        self.words.clear()
        self.still.choose(Still.NOT_KNOWN.value)
        self.agreed.choose(Agreed.NOT_ASKED.value)
        self.what.setCurrentIndex(0)
        self.told_by.setCurrentIndex(0)
        self.rows["when"].say("")

    def _forget_draft(self) -> None:
        self._draft_timer.stop()
        self.kit.runner.run(self, Lane.WRITER, KeepDraft(self.kit, {}), self._on_draft_dropped)

    @Slot(object)
    def _on_draft_dropped(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)

