"""Contacts: our own card to hand over, the cards of others, and the page on which two people make sure."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.errors import CaseappError
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act
from ui.address import Address
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.exchange.calls import AddCard, Compare, SaveCard, Trust
from ui.pages.exchange.compare_card import CompareCard
from ui.pages.exchange.own_card import OwnCard
from ui.pages.exchange.parts import Halves, dropped, empty, row_of, surface, when
from ui.pages.page import Page, PageKit, button, padded, scrolled
from ui.ports import Comparison, Contact, Lane, Saved
from ui.ports.contacts import COMPARED, IN_PERSON, OWN, VERIFIED
from ui.style.icons import Icon
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel


class ContactsPage(Page):
    """The list, or the comparison of one card with ours."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.setAcceptDrops(True)
        self.contacts: tuple[Contact, ...] = ()
        self.lines: list[ContactLine] = []
        self.compared = ""  # fingerprint of the card that is compared
        self._wanted = ""
        self._old = True
        self._build()

    # --- what the window calls

    def read(self) -> None:
        """The cards, again after every change."""
        self._old = False
        self.kit.runner.run(self, Lane.READER, self.kit.desk.contacts.all, self._on_read, latest="contacts")

    def address(self) -> Address:
        return Address(note=self.compared)

    def show_address(self, address: Address) -> None:
        """The note is a fingerprint: compare that card."""
        if address.note:
            self.compare(address.note)
        else:
            self._show_list()

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        self._old = True
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        if self._old:
            self.read()

    def start(self) -> None:
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def perform(self, act: Act) -> bool:
        if act is Act.LEAVE and self.compared:
            self._show_list()
            return True
        return False

    def compare(self, fingerprint: str) -> None:
        """Show this card beside ours as soon as the cards are read."""
        self._wanted = fingerprint
        self.read()

    def add(self, paths: Sequence[Path]) -> None:
        """Take in these card files; each is told apart."""
        for path in paths:
            self.kit.runner.run(self, Lane.WRITER, AddCard(self.kit.desk.contacts, path), self._on_added)

    # --- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(dropped(event.mimeData()))

    # --- building

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list())
        self.comparison = CompareCard(self.kit)
        self.comparison.same.connect(self._on_same)
        self.comparison.handed.connect(self._on_handed)
        self.comparison.back.connect(self._show_list)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(16, 12, 16, 16)
        box.addWidget(self.comparison)
        self.stack.addWidget(scrolled(inner))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _list(self) -> QWidget:
        tr, look = self.kit.tr, self.kit.look
        frame, box = surface(self.kit, tr(N_("Contacts")), tr(N_(
            "What a person signed is taken in once you compared cards with that person. Drop a card file here, or add "
            "it from a stick.")))
        self.add_button = button(tr(N_("Add a card…")))
        self.add_button.setIcon(look.icon(Icon.ADD, size=16))
        self.add_button.clicked.connect(self._on_choose)
        box.addLayout(row_of(self.add_button))
        self.state = QVBoxLayout()
        self.state.setSpacing(4)
        box.addLayout(self.state)
        self.people = QVBoxLayout()
        self.people.setSpacing(8)
        box.addLayout(self.people)
        self.own = OwnCard(self.kit)
        self.own.named.connect(self.read)
        self.own.save.connect(self._on_save)
        self.own.failed.connect(self._on_error)
        return scrolled(Halves(frame, self.own, (3, 2)))

    def _say(self, status: str, words: str) -> None:
        empty(self.state)
        if words:
            self.state.addWidget(StatusLabel(self.kit.look, status, words, wrap=True))

    # --- reading

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Sequence):
            return
        self.contacts = tuple(one for one in outcome.value if isinstance(one, Contact))
        empty(self.people)
        self.lines = []
        for one in self.contacts:
            if one.state == OWN:
                self.own.show_own(one)
                continue
            line = ContactLine(self.kit, one)
            line.compare.connect(self.compare)
            self.lines.append(line)
            self.people.addWidget(line)
        if not self.lines:
            words = self.kit.tr(N_("Nobody is here yet. Ask a colleague for the card file and add it."))
            self.people.addWidget(PlainLabel(words, "secondary", wrap=True))
        if self._wanted:
            self._compare_wanted()

    def _compare_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if any(one.fingerprint == wanted and one.state != OWN for one in self.contacts):
            self.compared = wanted
            self.kit.runner.run(
                self, Lane.COMPUTE, Compare(self.kit.desk.contacts, wanted), self._on_compared, latest="compare")
        else:
            self._show_list()
            self._say("attention", self.kit.tr(N_(
                "The card of this sender is not here yet. Ask for the card file, add it, then compare.")))

    @Slot(object)
    def _on_compared(self, outcome: Outcome) -> None:
        contact = next((one for one in self.contacts if one.fingerprint == self.compared), None)
        if isinstance(outcome, Done) and isinstance(outcome.value, Comparison) and contact is not None:
            self.stack.setCurrentIndex(1)
            self.comparison.show_comparison(outcome.value, contact)
        elif isinstance(outcome, Failed):
            self.compared = ""
            self.fail(outcome.error)

    @Slot()
    def _show_list(self) -> None:
        compared, self.compared = self.compared, ""
        self.stack.setCurrentIndex(0)
        if compared and self.isVisible():
            self.start()  # the button that had the focus is gone

    # --- adding and saving

    @Slot()
    def _on_choose(self) -> None:
        dialog = self._dialog(N_("Choose card files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    @Slot("QStringList")
    def _on_chosen(self, names: list[str]) -> None:
        self.add([Path(name) for name in names])

    @Slot(object)
    def _on_added(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Contact):
            one = outcome.value
            known = N_("The card of {alias} is here and was compared before.") if one.state == VERIFIED else \
                N_("This is your own card.") if one.state == OWN else \
                N_("The card of {alias} is here. Compare it with {alias} before you exchange files.")
            self._say("settled", self.kit.tr(known).format(alias=one.alias))
            self.read()
        elif isinstance(outcome, Failed) and isinstance(outcome.error, CaseappError):
            self._say("danger", outcome.error.explain(self.kit.language))
        elif isinstance(outcome, Failed):
            self.fail(outcome.error)

    @Slot(object)
    def _on_error(self, error: BaseException) -> None:
        self.fail(error)

    @Slot()
    def _on_save(self) -> None:
        dialog = self._dialog(N_("Save card file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("casecard")
        dialog.selectFile("card.casecard")  # no name in a file name
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Write our own card there."""
        self.kit.runner.run(self, Lane.WRITER, SaveCard(self.kit.desk.contacts, Path(name)), self._on_saved_card)

    @Slot(object)
    def _on_saved_card(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self._say("settled", self.kit.tr(N_("Your card was saved.")))
        elif isinstance(outcome, Failed) and isinstance(outcome.error, CaseappError):
            self._say("danger", outcome.error.explain(self.kit.language))
        elif isinstance(outcome, Failed):
            self.fail(outcome.error)

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, self.kit.tr(title), "",
                             self.kit.tr(N_("Contact cards (*.casecard);;All files (*)")))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    # --- trusting

    @Slot()
    def _on_same(self) -> None:
        self._trust(COMPARED)

    @Slot()
    def _on_handed(self) -> None:
        self._trust(IN_PERSON)

    def _trust(self, how: str) -> None:
        if self.compared:
            self.kit.runner.run(
                self, Lane.WRITER, Trust(self.kit.desk.contacts, self.compared, how), self._on_trusted)

    @Slot(object)
    def _on_trusted(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            alias = next((one.alias for one in self.contacts if one.fingerprint == self.compared), "")
            self._show_list()
            self._say("settled", self.kit.tr(N_("From now on what {alias} signed is taken in.")).format(alias=alias))
            self.read()
            self.moved.emit(outcome.value)


class ContactLine(QFrame):
    """One card of somebody else."""

    compare = Signal(str)

    def __init__(self, kit: PageKit, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.contact = contact
        tr = kit.tr
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(contact.alias, "section"), 1)
        status, words = _standing(kit, contact)
        head.addWidget(StatusLabel(kit.look, status, words))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 8, 8)
        box.setSpacing(4)
        box.addLayout(head)
        if contact.role:
            box.addWidget(ElidedLabel(contact.role, "secondary"))
        if contact.held:
            words = kit.language.plural(
                "{n} action of this person is kept aside until the card is compared.",
                "{n} actions of this person are kept aside until the card is compared.", contact.held)
            box.addWidget(PlainLabel(words.format(n=contact.held), "secondary", wrap=True))
        known = contact.state == VERIFIED
        self.button = button(tr(N_("Show both cards…") if known else N_("Compare card…")), "small")
        self.button.setAccessibleDescription(contact.alias)
        self.button.clicked.connect(self._on_compare)
        box.addWidget(padded(self.button), 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _on_compare(self) -> None:
        self.compare.emit(self.contact.fingerprint)


def _standing(kit: PageKit, contact: Contact) -> tuple[str, str]:
    if contact.state == VERIFIED:
        how = N_("in person, {date}") if contact.how == IN_PERSON else N_("compared, {date}")
        return "settled", kit.tr(how).format(date=when(kit, contact.since, time=False))
    return "attention", kit.tr(N_("not compared yet"))
