"""Our own contact card: its name, its code, the file, the page to hand over."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.exchange.calls import EnterPrinted
from ui.pages.exchange.name_form import NameForm
from ui.pages.exchange.own_card_sheet import KIND, own_card_sheet
from ui.pages.exchange.parts import empty, row_of, surface
from ui.pages.page import PageKit, button
from ui.pages.paper.sheet_panel import SheetPanel
from ui.ports import Contact, Lane, ReadAloud
from ui.style.icons import Icon
from ui.widgets.labels import ElidedLabel, PlainLabel
from ui.widgets.qr import QrCode


class OwnCard(QWidget):
    """``save`` and ``named`` are the page's business; printing is done here."""

    save = Signal()
    named = Signal()
    failed = Signal(object)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.frame, box = surface(kit, kit.tr(N_("Your own card")))
        self._box = QVBoxLayout()
        self._box.setSpacing(8)
        box.addLayout(self._box)
        self.panel = SheetPanel(kit.look, kit.language, kit.tr(N_(
            "It holds no secret, but it tells that its holder uses Caseapp; a printer keeps what it printed.")),
            savable=False)
        self.panel.printed.connect(self._on_printed)
        self.panel.failed.connect(self.failed)
        self.panel.closed.connect(self._on_closed)
        box.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.frame)

    def show_own(self, own: Contact) -> None:
        """As it is now; a page that was shown of it before is shown no longer."""
        tr, look = self.kit.tr, self.kit.look
        empty(self._box)
        self.panel.hide()
        self._box.addWidget(ElidedLabel(own.alias, "section"))
        if self.kit.desk.contacts.unnamed():
            self.name_form = NameForm(self.kit)
            self.name_form.named.connect(self.named)
            self._box.addWidget(self.name_form)
        self.code = QrCode(self.kit.desk.contacts.own_card(), tr(N_("Your card as a QR code")))
        self._box.addWidget(self.code, 0, Qt.AlignmentFlag.AlignLeft)
        self.save_button = button(tr(N_("Save card file…")))
        self.save_button.clicked.connect(self.save)
        self.print_button = button(tr(N_("Print the card…")))
        self.print_button.setIcon(look.icon(Icon.PRINTER, size=16))
        self.print_button.clicked.connect(self._on_print)
        self._box.addLayout(row_of(self.save_button, self.print_button))
        self._box.addWidget(PlainLabel(tr(N_(
            "Hand the file over in person, or send it and compare afterwards. It holds no secret.")),
            "hint", wrap=True))

    @Slot()
    def _on_print(self) -> None:
        contacts = self.kit.desk.contacts
        self.kit.runner.run(self, Lane.COMPUTE, contacts.own_aloud, self._on_aloud, latest="aloud")

    @Slot(object)
    def _on_aloud(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, ReadAloud):
            self.panel.show_sheet(own_card_sheet(self.kit, self.kit.desk.contacts.own_card(), outcome.value))
            self.panel.start()

    @Slot()
    def _on_printed(self) -> None:
        if self.kit.writable:
            self.kit.runner.run(self, Lane.WRITER, EnterPrinted(self.kit.desk.activity, KIND), self._on_entered)

    @Slot(object)
    def _on_entered(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(outcome.error)

    @Slot()
    def _on_closed(self) -> None:
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
