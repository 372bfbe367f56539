"""Quick record: one page, six answers, nothing modal; what is already known stands beside.

The minimum record costs eight keys beyond the data (wireframe 5): Ctrl+N, Tab, Tab, Tab, Tab, Enter, Enter, Ctrl+Enter.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTime, Signal, Slot
from PySide6.QtWidgets import QWidget

from caseapp.domain.errors import Invalid
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act
from ui.address import Address
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import Progress
from ui.pages.page import PageKit
from ui.pages.quick_drafts import AGAIN_MS, DRAFT_KEY, KeepDraft, LoadDraft, WriteRecord
from ui.pages.quick_extras import AttachFiles
from ui.pages.quick_live import QuickLive
from ui.ports import Agreed, Lane, PlaceZone, Recorded, Saved, Still


class QuickPage(QuickLive):
    """The six answers. ``recorded`` tells the window to refresh lists."""

    recorded = Signal(Recorded)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._next = False
        self._writing = False
        self._sent: dict[str, str] = {}
        self._key = DRAFT_KEY
        self._progress: Progress | None = None
        self._draft_timer.timeout.connect(self._on_draft)
        self.record_button.clicked.connect(self._on_record)
        self.next_button.clicked.connect(self._on_record_next)
        self.aside_button.clicked.connect(self._on_aside)
        self.kept.dropped.connect(self._on_dropped)
        kit.runner.run(self, Lane.DRAFTS, LoadDraft(kit), self._on_draft_loaded)

    # --- what other parts of the window call

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
        if at_once:
            self._pause.stop()  # the vault may be closed before it is over
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self._on_draft()
        return True

    def open_draft(self, key: str) -> None:
        """Go on with another draft; what stands here now is kept as its own."""
        if key and key != self._key:
            self.leave()
            self._reset(key)
            self.kit.runner.run(self, Lane.DRAFTS, LoadDraft(self.kit, key), self._on_draft_loaded)

    # --- drafts

    @Slot()
    def _on_draft(self) -> None:
        self.kit.runner.run(self, Lane.DRAFTS, KeepDraft(self.kit, self.texts(), self._key), self._on_draft_kept)

    @Slot(object)
    def _on_draft_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
            if not self._draft_timer.isActive():
                self._draft_timer.start(AGAIN_MS)  # the disk may have room again, and a lock must know of this draft
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
        self.leave()  # the writer may be busy for minutes, so the text is kept before it is recorded
        self._writing, self._next = True, next_victim
        self._sent = self.texts()
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
            self.reveal(self.names.text)
        elif first:
            self.rows[first].focus()
            self.area.ensureWidgetVisible(self.rows[first], 0, 80)
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
                self.area.ensureWidgetVisible(row, 0, 80)
            return
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Recorded):
            return
        self._after(outcome.value)

    def _after(self, recorded: Recorded) -> None:
        agreed, paths = Agreed(self.agreed.chosen()), self.files.paths
        late = {name: text for name, text in self.texts().items() if text != self._sent.get(name, "")}
        self._kept = recorded if self._next else None
        if self._next:
            self._keep(recorded)
        else:
            self._clear()
            self.kept.show_kept({})
        self._forget_draft()
        self.after.show_recorded(recorded)
        self.draft_words.setText(self.kit.tr(N_("Esc keeps the draft")))
        self._put_late(late)
        self.start()
        self.saved.emit(recorded.saved)
        self.recorded.emit(recorded)
        if paths:
            self._attach(paths, (recorded.act_id, recorded.person_id))
        if agreed is Agreed.MORE and recorded.consent_id:
            self.went.emit(Address(type="consent", id=recorded.consent_id, field="store"))

    def _put_late(self, late: dict[str, str]) -> None:
        """What was typed while the record was being written stays: nobody waits for the disk to go on typing."""
        if late:
            self.put_texts({**self.texts(), **late})
            self._say_again()
            self._draft_timer.start()

    def _keep(self, recorded: Recorded) -> None:
        """Time, place, incident and source stay for the next victim, shown as kept; records that were made are taken.
        What is each person's own does not stay: the holding, what was agreed to, the story."""
        self.show_list("")
        self.who.show_record("", "")
        self.rows["who"].say("")
        self.rows["who"].warn("")
        self.files.clear()
        self.words.clear()
        self.released.clear()
        self.rows["still"].say("")
        self.still.choose(Still.NOT_KNOWN.value)  # each person's own, as is consent
        self.agreed.choose(Agreed.NOT_ASKED.value)
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
        self.kit.runner.run(self, Lane.DRAFTS, KeepDraft(self.kit, {}, self._key), self._on_draft_dropped)

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
