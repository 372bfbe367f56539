"""Quick record: one page, six answers, nothing modal; what is already known stands beside.

The minimum record costs eight keys beyond the data (wireframe 5): Ctrl+N, Tab, Tab, Tab, Tab, Enter, Enter, Ctrl+Enter.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTime, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from caseapp.domain.errors import Invalid
from caseapp.domain.records.act import DETENTION
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act
from ui.address import Address
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import Progress
from ui.pages.page import PageKit
from ui.pages.quick_drafts import DRAFT_DELAY_MS, DRAFT_KEY, FindZone, KeepDraft, LoadDraft, LookBeside, WriteRecord
from ui.pages.quick_extras import AttachFiles
from ui.pages.quick_form import QuickForm
from ui.ports import Agreed, KnownPerson, Lane, PlaceZone, Recorded, Saved, Still

PAUSE_MS: Final = 250  # after the last key until what looks wrong is said and who was there is asked


class QuickPage(QuickForm):
    """The six answers. ``recorded`` tells the window to refresh lists."""

    recorded = Signal(Recorded)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._next = False
        self._writing = False
        self._key = DRAFT_KEY
        self._zone = PlaceZone()
        self._progress: Progress | None = None
        self._draft_timer = self._single(DRAFT_DELAY_MS)
        self._draft_timer.timeout.connect(self._on_draft)
        self._pause = self._single(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._connect()
        self._on_still()
        kit.runner.run(self, Lane.WRITER, LoadDraft(kit), self._on_draft_loaded)

    def _single(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        return timer

    # --- what other parts of the window call

    def start(self) -> None:
        """Put the focus where a new record begins."""
        target = self.names.text if self.listing() else self.who.line
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

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

    def open_draft(self, key: str) -> None:
        """Go on with another draft; what stands here now is kept as its own."""
        if key and key != self._key:
            self.leave()
            self._reset(key)
            self.kit.runner.run(self, Lane.WRITER, LoadDraft(self.kit, key), self._on_draft_loaded)

    # --- wiring

    def _connect(self) -> None:
        self.who.line.textEdited.connect(self._on_who)
        self.who.line.listed.connect(self._on_listed)
        self.who.took.connect(self._on_who_taken)
        self.names.left.connect(self._on_one)
        self.names.changed.connect(self._on_typed)
        self.when.textEdited.connect(self._on_when)
        self.released.textEdited.connect(self._on_released)
        self.what.currentIndexChanged.connect(self._on_what)
        self.still.changed.connect(self._on_still)
        self.where.took.connect(self._on_where_done)
        self.where.passed.connect(self._on_where_done)
        self.where.changed.connect(self._on_where)
        self.incident.changed.connect(self._on_incident)
        self.told_by.entered.connect(self._on_told_done)
        self.told_by.currentIndexChanged.connect(self._on_source_touched)
        self.told_name.textEdited.connect(self._on_source_touched)
        self.record_button.clicked.connect(self._on_record)
        self.next_button.clicked.connect(self._on_record_next)
        self.aside_button.clicked.connect(self._on_aside)
        self.more.clicked.connect(self._on_more)
        self.kept.dropped.connect(self._on_dropped)
        self.after.went.connect(self.went)
        for name, row in self.rows.items():
            if name in self._lines():
                row.used.connect(self._on_used)
        for line in self.findChildren(QLineEdit):
            line.textEdited.connect(self._on_typed)
        for choice in (self.what, self.told_by, self.by_whom):
            choice.activated.connect(self._on_typed)
        for radios in (self.still, self.agreed):
            radios.changed.connect(self._on_chosen)
        self.words.textChanged.connect(self._on_typed)

    # --- what typing does

    @Slot(str)
    def _on_who(self, text: str) -> None:
        if "\n" in text and text.strip():  # pasted with the mouse
            self._on_listed(text)
            return
        row = self.rows["who"]
        reading = self.kit.desk.quick.who(text.strip()) if text.strip() else None
        row.say(reading.words if reading else "")
        row.blame(reading.problem if reading else "")
        self.known.watch()

    @Slot(str)
    def _on_listed(self, text: str) -> None:
        self.show_list(text)
        self.names.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_one(self) -> None:
        first = next(iter(self.names.names()), "")
        self.show_list("")
        self.who.line.setText(first)
        self._on_who(first)
        self.start()

    @Slot()
    def _on_who_taken(self) -> None:
        self.rows["who"].say(self.kit.tr(N_("the same person as in this vault")))
        self.known.watch()

    @Slot()
    def _on_when(self) -> None:
        text = self.when.text().strip()
        reading = self.kit.desk.quick.when(text, self._zone) if text else None
        self.rows["when"].say(reading.words if reading else "")

    @Slot()
    def _on_released(self) -> None:
        text = self.released.text().strip()
        reading = self.kit.desk.quick.when(text, self._zone) if text else None
        self.rows["still"].say(reading.words if reading else "")

    @Slot()
    def _on_what(self) -> None:
        self.rows["still"].setVisible(self.what.chosen() in DETENTION.terms)

    @Slot()
    def _on_still(self) -> None:
        released = self.still.chosen() == Still.RELEASED.value
        self.released.setVisible(released)
        frame = self.released.parentWidget()
        if frame is not None:
            frame.setVisible(released)

    @Slot()
    def _on_where(self) -> None:
        """Another place may lie in another zone."""
        self._zone = PlaceZone()
        if self.where.chosen:
            work = FindZone(self.kit, self.where.chosen)
            self.kit.runner.run(self, Lane.READER, work, self._on_zone, latest="zone")
        self._pause.start()

    @Slot(object)
    def _on_zone(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, PlaceZone) and self.where.chosen:
            self._zone = outcome.value
            self._on_when()

    @Slot()
    def _on_where_done(self) -> None:
        self.told_by.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_incident(self) -> None:
        new = bool(self.incident.text().strip()) and not self.incident.chosen
        self.incident_row.say(self.kit.tr(N_("a new incident of this title is made")) if new else "")

    @Slot()
    def _on_told_done(self) -> None:
        self.agreed.take_focus()

    @Slot()
    def _on_source_touched(self) -> None:
        self._source_touched = True

    @Slot()
    def _on_typed(self) -> None:
        self._draft_timer.start()
        self._pause.start()

    @Slot()
    def _on_chosen(self) -> None:
        if self.texts():
            self._on_typed()

    @Slot()
    def _on_more(self) -> None:
        self.optional.setVisible(self.optional.isHidden())
        if not self.optional.isHidden():
            self.by_whom.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _on_used(self, text: str) -> None:
        """What was offered instead stands in the field, as if it had been typed."""
        row = self.sender()
        name = next((name for name, each in self.rows.items() if each is row), "")
        line = self._lines().get(name)
        if line is not None:
            line.setText(text)
            line.textEdited.emit(text)
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what looks wrong, and who was there

    @Slot()
    def _on_pause(self) -> None:
        answers = self.answers()
        for row in self.rows.values():
            row.warn("")
        for warning in reversed(self.kit.desk.quick.warnings(answers, self._zone)):
            if warning.row in self.rows:
                self.rows[warning.row].warn(warning.words, warning.fix)
        if answers.where_id and answers.when:
            work = LookBeside(self.kit, answers.where_id, answers.when, self._zone)
            self.kit.runner.run(self, Lane.READER, work, self._on_beside, latest="beside")
        else:
            self.known.show_there(())

    @Slot(object)
    def _on_beside(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Sequence):
            self.known.show_there([each for each in outcome.value if isinstance(each, KnownPerson)])

    # --- drafts

    @Slot()
    def _on_draft(self) -> None:
        self.kit.runner.run(self, Lane.WRITER, KeepDraft(self.kit, self.texts(), self._key), self._on_draft_kept)

    @Slot(object)
    def _on_draft_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and self.texts():
            time = QTime.currentTime().toString("HH:mm:ss")
            self.draft_words.setText(self.kit.tr(N_("Draft saved {time}. Esc keeps the draft")).format(time=time))

    @Slot(object)
    def _on_draft_loaded(self, outcome: Outcome) -> None:
        draft = outcome.value if isinstance(outcome, Done) else None
        if not isinstance(draft, dict) or self.texts():
            return
        self.put_texts(draft)
        self._draft_timer.stop()
        if draft:
            self._say_again()
            self.draft_words.setText(self.kit.tr(N_("This is the draft you left. Esc keeps the draft")))

    def _say_again(self) -> None:
        """What is understood of texts that nobody typed just now."""
        self._source_touched = False
        self._on_what()
        self._on_who(self.who.text())
        self._on_where()
        self._on_when()

    @Slot()
    def _on_aside(self) -> None:
        """This draft stays as it is; another record begins."""
        self._draft_timer.stop()
        if self.texts():
            self._on_draft()
            self._reset(f"{DRAFT_KEY}:{secrets.token_hex(4)}")
            self.said.emit(self.kit.tr(N_("The draft is put aside. It waits on Home.")))
        self.start()

    def _reset(self, key: str) -> None:
        self._key, self._kept = key, None
        self._clear()
        self.kept.show_kept({})
        self.after.hide()
        self.draft_words.setText(self.kit.tr(N_("Esc keeps the draft")))

    def _clear(self) -> None:
        self.put_texts({})
        self.files.clear()
        self._zone = PlaceZone()
        self._source_touched = False
        for row in (*self.rows.values(), self.incident_row):
            row.say("")
            row.warn("")
        self.known.show_there(())
        self.known.watch()
        self._draft_timer.stop()
        self._pause.stop()

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
        names = self.names.names() if self.listing() else []
        self.kit.runner.run(self, Lane.WRITER, WriteRecord(self.kit, self.answers(), names), self._on_recorded)

    def _blocked(self) -> bool:
        """Only an empty "what" or "when" blocks, and what nobody can read; each is said beside its field."""
        answers, tr, quick = self.answers(), self.kit.tr, self.kit.desk.quick
        reading = quick.when(answers.when, self._zone) if answers.when else None
        who = quick.who(answers.who) if answers.who and not self.listing() and not answers.who_id else None
        problems = {
            "who": self.names.problem() if self.listing() else who.problem if who else "",
            "what": "" if answers.what else tr(N_("Say what happened.")),
            "when": tr(N_("Say when, as far as it is known.")) if reading is None else reading.problem,
        }
        for name, words in problems.items():
            self.rows[name].blame(words)
        self.names.summary.setProperty("role", "problem" if self.listing() and problems["who"] else "section")
        if self.listing() and problems["who"]:
            self.names.summary.setText(problems["who"])
        first = next((name for name, words in problems.items() if words), "")
        if first == "who" and self.listing():
            self.names.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif first:
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
        agreed, paths = Agreed(self.agreed.chosen()), self.files.paths
        self._kept = recorded if self._next else None
        if self._next:
            self._keep(recorded)
        else:
            self._clear()
            self.kept.show_kept({})
        self._forget_draft()
        self.after.show_recorded(recorded)
        self.draft_words.setText(self.kit.tr(N_("Esc keeps the draft")))
        self.start()
        self.saved.emit(recorded.saved)
        self.recorded.emit(recorded)
        if paths:
            self._attach(paths, (recorded.act_id, recorded.person_id))
        if agreed is Agreed.MORE and recorded.consent_id:
            self.went.emit(Address(type="consent", id=recorded.consent_id, field="store"))

    def _keep(self, recorded: Recorded) -> None:
        """Everything but the person stays for the next victim, shown as kept; records that were made are taken."""
        self.show_list("")
        self.who.show_record("", "")
        self.rows["who"].say("")
        self.rows["who"].warn("")
        self.files.clear()
        for field, id_ in ((self.where, recorded.place_id), (self.incident, recorded.incident_id)):
            if id_ and not field.chosen:
                field.show_record(id_, field.text())
        self.incident_row.say("")
        self._source_touched = False
        source = ", ".join(part for part in (self.told_by.currentText(), self.told_name.text()) if part)
        self.kept.show_kept({
            "when": self.when.text(), "where": self.where.text(), "incident": self.incident.text(),
            "source": source if recorded.source_id else "",
        })
        self.known.watch()
        self._pause.start()

    @Slot(str)
    def _on_dropped(self, key: str) -> None:
        """One of the kept answers is taken back."""
        if key == "source":
            self._source_touched = True
            self.told_name.clear()
        elif key == "when":
            self.when.clear()
            self._on_when()
        elif key in self._suggests():
            self._suggests()[key].show_record("", "")
            self._on_where()
        self._on_typed()

    def _forget_draft(self) -> None:
        self._draft_timer.stop()
        self.kit.runner.run(self, Lane.WRITER, KeepDraft(self.kit, {}, self._key), self._on_draft_dropped)

    @Slot(object)
    def _on_draft_dropped(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)

    # --- files

    def _attach(self, paths: Sequence[Path], concerns: tuple[RecordId, ...]) -> None:
        files = self.kit.language.plural("Taking in {n} file", "Taking in {n} files", len(paths))
        self._progress = Progress(files.format(n=len(paths)))
        self.working.emit(self._progress)
        work = AttachFiles(self.kit, paths, concerns, self._progress)
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_attached)

    @Slot(object)
    def _on_attached(self, outcome: Outcome) -> None:
        if self._progress is not None:
            self._progress.end()
            self._progress = None
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self.saved.emit(outcome.value)
