"""Send: to whom, what, what stays here, where; then "Safe to remove. Ask for the receipt."

Only people whose card was compared can be chosen. The file is read back before it gets its name; a stick that is pulled
or full leaves nothing that anybody could take for an export.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from caseapp.domain.errors import CaseappError
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.address import Address
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import Progress
from ui.pages.exchange.calls import Free, Send, Travelling
from ui.pages.exchange.name_form import NameForm
from ui.pages.exchange.parts import Halves, empty, row_of, size_words, surface
from ui.pages.exchange.travels import told
from ui.pages.page import Page, PageKit, button, padded, scrolled
from ui.ports import Contact, Lane, Sent, Travels
from ui.ports.contacts import VERIFIED
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.choices import Tick
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel
from ui.widgets.suggest import SuggestField

CASES = ("case",)  # what an export of a part begins from


class SendPage(Page):
    """Four answers and a button."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.people: dict[str, Tick] = {}
        self.cases: dict[RecordId, str] = {}
        self.folder: Path | None = None
        self.travels: Travels | None = None
        self._sending: Progress | None = None
        self._old = True  # weighing everything is not for a page that nobody looks at
        self._build()

    # --- what the window calls

    def read(self) -> None:
        """Whom something may be sent to, and what there is to send."""
        self._old = False
        self.kit.runner.run(self, Lane.READER, self.kit.desk.contacts.all, self._on_contacts, latest="contacts")
        self._weigh()

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        self._old = True
        if self.isVisible():
            self.read()

    def start(self) -> None:
        first = next(iter(self.people.values()), None)
        (first or self.contacts_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def perform(self, act: Act) -> bool:
        if act is Act.RECORD:
            self._on_send()
            return True
        return False

    def leave(self, at_once: bool = False) -> bool:
        if at_once and self._sending is not None:
            self._sending.stop()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        if self._old:
            self.read()

    def send_to(self, folder: Path) -> None:
        """Where the file is to stand."""
        self.folder = folder
        self.where.setText(str(folder))
        self.room.setText("")
        self.kit.runner.run(self, Lane.COMPUTE, Free(self.kit.desk.exchange, folder), self._on_free, latest="free")
        self._ready()

    def add_case(self, id_: RecordId, title: str) -> None:
        """One more case whose closure travels."""
        self.cases[id_] = title
        self._show_cases()
        self._weigh()

    # --- building

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        for side, cards in ((left, (self._to(), self._what())), (right, (self._stays(), self._to_where()))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(Halves(left, right)))

    def _to(self) -> QWidget:
        tr = self.kit.tr
        frame, box = surface(self.kit, tr(N_("1  To whom")))
        self.names = QVBoxLayout()
        self.names.setSpacing(0)
        box.addLayout(self.names)
        self.contacts_button = button(tr(N_("Contacts…")), "small")
        self.contacts_button.clicked.connect(self._on_contacts_wanted)
        box.addLayout(row_of(self.contacts_button))
        self.name_form = NameForm(self.kit)
        self.name_form.named.connect(self._on_named)
        if not self.kit.desk.contacts.unnamed():
            self.name_form.hide()
        box.addWidget(self.name_form)
        return frame

    def _what(self) -> QWidget:
        tr, kit = self.kit.tr, self.kit
        frame, box = surface(kit, tr(N_("2  What")))
        self.everything = QRadioButton(tr(N_("Everything")))
        self.chosen = QRadioButton(tr(N_("Chosen cases")))
        self.everything.setChecked(True)
        group = QButtonGroup(self)
        for each in (self.everything, self.chosen):
            group.addButton(each)
            box.addWidget(padded(each), 0, Qt.AlignmentFlag.AlignLeft)
        self.everything.toggled.connect(self._on_scope)
        self.search = SuggestField(kit.look, kit.runner, kit.desk.search, CASES)
        self.search.line.setPlaceholderText(tr(N_("Find a case")))
        self.search.line.setAccessibleName(tr(N_("Find a case")))
        self.search.took.connect(self._on_took)
        self.picked = QVBoxLayout()
        self.picked.setSpacing(4)
        self.part = QWidget()
        inside = QVBoxLayout(self.part)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.search)
        inside.addLayout(self.picked)
        inside.addWidget(PlainLabel(tr(N_(
            "With a case travel its persons, what was done to them, and what belongs to that. Other victims of the "
            "same incident stay here.")), "hint", wrap=True))
        self.part.hide()
        box.addWidget(self.part)
        return frame

    def _stays(self) -> QWidget:
        tr = self.kit.tr
        frame, box = surface(self.kit, tr(N_("3  What travels, what stays here")))
        self.weighed = QVBoxLayout()
        self.weighed.setSpacing(4)
        box.addLayout(self.weighed)
        return frame

    def _to_where(self) -> QWidget:
        tr = self.kit.tr
        frame, box = surface(self.kit, tr(N_("4  Where")))
        self.where = ElidedLabel("", "secondary")
        self.room = PlainLabel("", "hint")
        self.where_button = button(tr(N_("Choose a stick or folder…")))
        self.where_button.setIcon(self.kit.look.icon(Icon.STICK, size=16))
        self.where_button.clicked.connect(self._on_where)
        box.addLayout(row_of(self.where_button))
        box.addWidget(self.where)
        box.addWidget(self.room)
        self.send_button = button(with_keys(tr(N_("Write the export file")), Act.RECORD), "primary")
        self.send_button.clicked.connect(self._on_send)
        box.addWidget(padded(self.send_button), 0, Qt.AlignmentFlag.AlignLeft)
        self.missing = PlainLabel("", "hint", wrap=True)
        box.addWidget(self.missing)
        self.state = QVBoxLayout()
        self.state.setSpacing(4)
        box.addLayout(self.state)
        self._ready()
        return frame

    # --- to whom

    @Slot(object)
    def _on_contacts(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Sequence):
            return
        ticked = set(self._recipients())
        empty(self.names)
        self.people = {}
        for one in outcome.value:
            if isinstance(one, Contact) and one.state == VERIFIED:
                tick = Tick(self.kit.look, one.alias.replace("&", "&&"))
                tick.setChecked(one.fingerprint in ticked)
                tick.toggled.connect(self._on_ticked)
                self.people[one.fingerprint] = tick
                self.names.addWidget(padded(tick), 0, Qt.AlignmentFlag.AlignLeft)
        if not self.people:
            words = self.kit.tr(N_("Files go only to people whose card you compared. There is nobody yet."))
            self.names.addWidget(PlainLabel(words, "secondary", wrap=True))
        self._ready()

    def _recipients(self) -> list[str]:
        return [fingerprint for fingerprint, tick in self.people.items() if tick.isChecked()]

    @Slot(bool)
    def _on_ticked(self, _on: bool) -> None:
        self._ready()

    @Slot()
    def _on_named(self) -> None:
        self.name_form.hide()
        self._ready()

    @Slot()
    def _on_contacts_wanted(self) -> None:
        self.went.emit(Address(place="exchange", tab="contacts"))

    # --- what

    @Slot(bool)
    def _on_scope(self, everything: bool) -> None:
        self.part.setVisible(not everything)
        if not everything:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._weigh()

    @Slot()
    def _on_took(self) -> None:
        hit = self.search.taken
        self.search.show_record("", "")
        if hit is not None:
            self.add_case(hit.id, hit.title)

    def _show_cases(self) -> None:
        empty(self.picked)
        for id_, title in self.cases.items():
            line = CaseLine(self.kit, id_, title)
            line.removed.connect(self._on_removed)
            self.picked.addWidget(line)

    @Slot(str)
    def _on_removed(self, id_: RecordId) -> None:
        self.cases.pop(id_, None)
        self._show_cases()
        self._weigh()

    def _roots(self) -> tuple[RecordId, ...]:
        return () if self.everything.isChecked() else tuple(self.cases)

    def _weigh(self) -> None:
        """Say what would travel now."""
        self.travels = None
        if self.chosen.isChecked() and not self.cases:
            empty(self.weighed)
            self.weighed.addWidget(PlainLabel(self.kit.tr(N_("Choose at least one case.")), "secondary"))
            self._ready()
            return
        work = Travelling(self.kit.desk.exchange, self._roots())
        self.kit.runner.run(self, Lane.WRITER, work, self._on_weighed, latest="travels")

    @Slot(object)
    def _on_weighed(self, outcome: Outcome) -> None:
        empty(self.weighed)
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Travels):
            self.travels = outcome.value
            for label in told(self.kit, outcome.value):
                self.weighed.addWidget(label)
        self._ready()

    # --- where

    @Slot()
    def _on_where(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Choose a stick or folder")))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    @Slot(str)
    def _on_folder(self, name: str) -> None:
        self.send_to(Path(name))

    @Slot(object)
    def _on_free(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, int):
            words = self.kit.tr(N_("{size} free")).format(size=size_words(self.kit, outcome.value))
            self.room.setText(words)
        else:
            self._tell(outcome)

    # --- sending

    def _ready(self) -> None:
        """What is still missing stands under the button, which waits for it."""
        missing = next((words for lacking, words in (
            (not self.name_form.isHidden(), N_("Say first what your colleagues shall call you.")),
            (not self._recipients(), N_("Choose to whom.")),
            (self.travels is None or not self.travels.records, N_("There is nothing to send yet.")),
            (self.folder is None, N_("Choose where the file is to stand.")),
        ) if lacking), "")
        self.missing.setText(self.kit.tr(missing))
        self.missing.setVisible(bool(missing))
        self.send_button.setEnabled(not missing and self._sending is None)

    @Slot()
    def _on_send(self) -> None:
        if not self.send_button.isEnabled() or self.folder is None:
            return
        self._sending = Progress(self.kit.tr(N_("Writing the export file")))
        self.working.emit(self._sending)
        self._say("info", self.kit.tr(N_("Writing… Leave the stick in until it says that it is safe to remove.")))
        self._ready()
        work = Send(self.kit.desk.exchange, self.folder, self._recipients(), self._roots(), self._sending)
        self.kit.runner.run(self, Lane.WRITER, work, self._on_sent)

    @Slot(object)
    def _on_sent(self, outcome: Outcome) -> None:
        if self._sending is not None:
            self._sending.end()
            self._sending = None
        self._ready()
        if isinstance(outcome, Done) and isinstance(outcome.value, Sent):
            self._report(outcome.value)
        else:
            self._tell(outcome)

    def _report(self, sent: Sent) -> None:
        tr = self.kit.tr
        self._say("settled", tr(N_("Safe to remove. Ask for the receipt.")))
        name = tr(N_("{file}, no. {number}, {size}")).format(
            file=sent.path.name, number=sent.seq, size=size_words(self.kit, sent.size))
        self.state.addWidget(PlainLabel(name, wrap=True).selectable())
        self.state.addWidget(PlainLabel(tr(N_(
            "It was read back and compared. The receipt is their next export file to you: History then shows that all "
            "of it arrived.")), "secondary", wrap=True))
        if self.folder is not None:
            self.kit.runner.run(
                self, Lane.COMPUTE, Free(self.kit.desk.exchange, self.folder), self._on_free, latest="free")

    def _say(self, status: str, words: str) -> None:
        empty(self.state)
        self.state.addWidget(StatusLabel(self.kit.look, status, words, wrap=True))

    def _tell(self, outcome: Outcome) -> None:
        """What went wrong with a stick is said beside it."""
        if isinstance(outcome, Failed) and isinstance(outcome.error, CaseappError):
            status = "info" if outcome.error.code == "called-off" else "danger"
            self._say(status, outcome.error.explain(self.kit.language))
        elif isinstance(outcome, Failed):
            self.fail(outcome.error)


class CaseLine(QWidget):
    """A chosen case, with a button that takes it off."""

    removed = Signal(str)

    def __init__(self, kit: PageKit, id_: RecordId, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = id_
        self.button: QPushButton = button("", "quiet")
        self.button.setIcon(kit.look.icon(Icon.CLOSE, size=16))
        self.button.setAccessibleName(kit.tr(N_("Leave out {case}")).format(case=title))
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(ElidedLabel(title), 1)
        row.addWidget(padded(self.button))
        self.setMinimumHeight(MEASURES.row)

    @Slot()
    def _on_clicked(self) -> None:
        self.removed.emit(self._id)
