"""What the quick page does while somebody types: what is understood, what looks wrong, who was there."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from caseapp.domain.records.act import DETENTION
from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit
from ui.pages.quick_drafts import DRAFT_DELAY_MS, FindZone, LookBeside
from ui.pages.quick_form import QuickForm
from ui.ports import KnownPerson, Lane, PlaceZone, Still

PAUSE_MS: Final = 250  # after the last key until what looks wrong is said and who was there is asked


class QuickLive(QuickForm):
    """The form with its fields wired to each other; what is recorded and kept is the page's."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._zone = PlaceZone()
        self._draft_timer = self._single(DRAFT_DELAY_MS)
        self._pause = self._single(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._connect()
        self._on_still()

    def _single(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        return timer

    def start(self) -> None:
        """Put the focus where a new record begins."""
        self.offer_terms()
        target = self.names.text if self.listing() else self.who.line
        self.reveal(target, Qt.FocusReason.ShortcutFocusReason)

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
        self.how_known.entered.connect(self._on_told_done)
        self.told_name.textEdited.connect(self._on_source_touched)
        self.more.clicked.connect(self._on_more)
        self.after.went.connect(self.went)
        for name, row in self.rows.items():
            if name in self._lines():
                row.used.connect(self._on_used)
        for line in self.findChildren(QLineEdit):
            line.textEdited.connect(self._on_typed)
        for choice in (self.what, self.told_by, self.how_known, self.by_whom):
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
        self.reveal(self.told_by)

    @Slot()
    def _on_incident(self) -> None:
        new = bool(self.incident.text().strip()) and not self.incident.chosen
        self.incident_row.say(self.kit.tr(N_("a new incident of this title is made")) if new else "")

    @Slot()
    def _on_told_done(self) -> None:
        self.agreed.take_focus()
        self.area.ensureWidgetVisible(self.agreed, 0, 80)

    @Slot()
    def _on_source_touched(self) -> None:
        self._source_touched = True

    @Slot()
    def _on_typed(self) -> None:
        if not self._draft_timer.isActive() or self._draft_timer.interval() != DRAFT_DELAY_MS:
            self._draft_timer.start(DRAFT_DELAY_MS)  # not anew while it runs: who types without a pause is safe too
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
            QTimer.singleShot(0, self, self._show_optional)  # its place is known when it was laid out

    @Slot()
    def _show_optional(self) -> None:
        self.area.ensureWidgetVisible(self.optional, 0, 0)
        self.area.ensureWidgetVisible(self.by_whom, 0, 80)

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
