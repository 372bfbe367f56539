"""What opens this vault, as sentences, and the forms that change it: one open at a time."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from caseapp.domain.text import N_, filled
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button
from ui.pages.settings.doors_forms import DoorForm, DrillForm, KeyringForm, PassphraseForm, RecoveryForm
from ui.pages.settings.parts import Card, SettingsPage, failed, focus, plain
from ui.ports import Lane, WaysView

DEVICE: Final = "passphrase+device"
WAYS: Final = {
    "passphrase": N_("The passphrase alone."),
    DEVICE: N_("The passphrase together with the keyring of this account on this computer."),
    "recovery": N_("The recovery key on paper, alone."),
}
OTHER: Final = N_("Something that a newer Caseapp made; it is kept as it is.")


class DoorsCard(Card):
    """Whoever has one of these opens everything."""

    def __init__(self, kit: PageKit, page: SettingsPage) -> None:
        super().__init__(kit, N_("What opens this vault"), N_(
            "Each of these opens everything in it. Whoever is at the keyboard while the vault is open must type the "
            "passphrase again to change any of them."
        ), page)
        self._page = page
        self.view: WaysView | None = None
        self.form: DoorForm | None = None
        self.ways = QVBoxLayout()
        self.ways.setSpacing(4)
        self.box.addLayout(self.ways)
        tr = kit.tr
        self.passphrase_button = self._opener(tr(N_("Change the passphrase…")), self._on_passphrase)
        self.drill_button = self._opener(tr(N_("Try the recovery key…")), self.drill)
        self.recovery_button = self._opener(tr(N_("New recovery key…")), self._on_recovery)
        self.keyring_button = self._opener("", self._on_keyring)
        self.row(self.passphrase_button, self.drill_button)
        self.row(self.recovery_button, self.keyring_button)
        self.keyring_button.hide()
        self.place = QVBoxLayout()
        self.box.addLayout(self.place)

    def reload(self) -> None:
        """Read what opens the vault now."""
        self.kit.runner.run(self, Lane.COMPUTE, self.kit.desk.ways.look, self._on_looked, "look")

    @Slot()
    def drill(self) -> None:
        """Open the form that tries the recovery key."""
        self._open(DrillForm(self.kit))

    def _opener(self, words: str, slot: Callable[[], None]) -> QPushButton:
        made = button(words)
        made.clicked.connect(slot)
        return made

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self._page.unread(error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, WaysView):
            return
        self.view = view = outcome.value
        while (item := self.ways.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for door in view.ways:
            self.ways.addWidget(plain(self.kit.tr(WAYS.get(door.type, OTHER)), ""))
        if view.proved is not None:
            words = self.kit.tr(N_("The recovery key was proved for the last time on {date}."))
            self.ways.addWidget(plain(filled(words, date=self._page.day(view.proved)), "secondary"))
        recovery = any(door.type == "recovery" for door in view.ways)
        self.drill_button.setEnabled(recovery)
        self.keyring_button.setText(self.kit.tr(
            N_("Free the passphrase from this computer…") if self._tied() else
            N_("Tie the passphrase to this computer…")))
        self.keyring_button.setVisible(self._tied() or (view.keyring and recovery))

    def _tied(self) -> bool:
        return self.view is not None and any(door.type == DEVICE for door in self.view.ways)

    @Slot()
    def _on_passphrase(self) -> None:
        self._open(PassphraseForm(self.kit))

    @Slot()
    def _on_recovery(self) -> None:
        self._open(RecoveryForm(self.kit))

    @Slot()
    def _on_keyring(self) -> None:
        self._open(KeyringForm(self.kit, not self._tied()))

    def _open(self, form: DoorForm) -> None:
        self.said.say("", "")
        self._drop()
        self.form = form
        form.done.connect(self._on_done)
        form.left.connect(self._on_left)
        self.place.addWidget(form)
        form.begin()
        self._page.area.ensureWidgetVisible(form)

    def _drop(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.place.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None

    @Slot(str, str)
    def _on_done(self, status: str, words: str) -> None:
        self._drop()
        self.said.say(status, words)
        focus(self.passphrase_button)
        self.reload()

    @Slot()
    def _on_left(self) -> None:
        self._drop()
        focus(self.passphrase_button)

