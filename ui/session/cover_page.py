"""The cover over an open vault: nothing of it is on the screen, its key is still in memory, and the page says so."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.domain.errors import Denied
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome, Runs
from ui.pages.gate_page import GateKit, GatePage
from ui.pages.page import button
from ui.ports import Door, Lane
from ui.style.icons import Icon
from ui.widgets.labels import PlainLabel, StatusLabel
from ui.widgets.secret import PassphraseField

TRIES = 5


class CoverPage(GatePage):
    """The short code or the passphrase lifts it; after five wrong ones the vault is locked."""

    lifted = Signal()
    gave_up = Signal()  # too many tries, or the person asked for the lock

    def __init__(self, kit: GateKit, door: Door, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(kit, kit.tr(N_("All pages are covered")), parent)
        self._door, self._runner = door, runner
        self._tries, self._busy = TRIES, False
        tr, coded = kit.tr, door.has_code
        self.box.addWidget(PlainLabel(tr(N_(
            "The vault is still open: its key is in the memory of this computer. Lock it when you leave, or when "
            "somebody may take the computer away.")), "secondary", wrap=True))
        name = tr(N_("Passphrase or short code")) if coded else tr(N_("Passphrase"))
        self.secret = PassphraseField(kit.look, kit.language, name)
        self.secret.entered.connect(self._on_show)
        self.box.addSpacing(4)
        self.box.addWidget(PlainLabel(name, "label"))
        self.box.addWidget(self.secret)
        self.code: PassphraseField | None = None
        if not coded and not door.read_only:
            self._add_code()
        self.show_pages = button(tr(N_("Show the pages")), "primary")
        self.show_pages.setIcon(kit.look.icon(Icon.SHOW, kit.look.theme.on_accent, 16))
        self.show_pages.clicked.connect(self._on_show)
        lock = button(with_keys(tr(N_("Lock the vault")), Act.LOCK))
        lock.setIcon(kit.look.icon(Icon.LOCK, size=16))
        lock.clicked.connect(self.gave_up)
        row = QHBoxLayout()
        row.setContentsMargins(4, 8, 4, 0)
        row.addWidget(self.show_pages)
        row.addStretch(1)
        row.addWidget(lock)
        self.box.addLayout(row)
        self.counted = StatusLabel(kit.look, "attention", "")
        self.counted.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.addStretch(1)
        foot.addWidget(self.counted)
        foot.addStretch(1)
        self.outside.addLayout(foot)

    def start(self) -> None:
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def perform(self, act: Act) -> bool:
        if act is Act.LOCK:
            self.gave_up.emit()
        elif act is Act.RECORD:
            self._on_show()
        else:
            return False
        return True

    def count_down(self, words: str) -> None:
        """Say when it locks; blank takes the words away."""
        self.counted.words.setText(words)
        self.counted.setVisible(bool(words))

    def _add_code(self) -> None:
        name = self.kit.tr(N_("Short code for the next time (optional)"))
        self.code = PassphraseField(self.kit.look, self.kit.language, name)
        self.code.entered.connect(self._on_show)
        self.box.addWidget(PlainLabel(name, "label"))
        self.box.addWidget(self.code)
        self.box.addWidget(PlainLabel(self.kit.tr(N_(
            "It lifts this cover and nothing else; after a lock only the passphrase opens the vault.")), "hint",
            wrap=True))

    @Slot()
    def _on_show(self) -> None:
        if self._busy:
            return
        if not self.secret.text():
            self.say("attention", self.kit.tr(N_("Type the passphrase first.")))
            self.start()
            return
        self._busy = True
        self.show_pages.setEnabled(False)
        self._runner.run(self, Lane.COMPUTE, _Lift(self._door, self.secret.text()), self._on_tried)

    @Slot(object)
    def _on_tried(self, outcome: Outcome) -> None:
        self._busy = False
        self.show_pages.setEnabled(True)
        if isinstance(outcome, Done):
            self._keep_code()
        elif isinstance(outcome, Failed) and not isinstance(outcome.error, Denied):
            self.say("danger", notice(outcome.error, self.kit.language).text)
        elif isinstance(outcome, Failed):
            self._miss()

    def _miss(self) -> None:
        self._tries -= 1
        self.secret.clear()
        if self._tries <= 0:
            self.gave_up.emit()
            return
        words = self.kit.language.plural(
            "This does not lift the cover: {n} try is left, then the vault is locked.",
            "This does not lift the cover: {n} tries are left, then the vault is locked.", self._tries)
        self.say("danger", words.format(n=self._tries))
        self.start()

    def _keep_code(self) -> None:
        """The secret was right: a code typed beside it is kept before the pages come back, or refused in words."""
        if self.code is None or not self.code.text():
            self._lift()
            return
        self._busy = True
        self._runner.run(self, Lane.WRITER, _Choose(self._door, self.code.text()), self._on_kept)

    @Slot(object)
    def _on_kept(self, outcome: Outcome) -> None:
        self._busy = False
        if isinstance(outcome, Failed) and self.code is not None:
            self.say("danger", notice(outcome.error, self.kit.language).text)
            self.code.clear()
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._lift()

    def _lift(self) -> None:
        self.secret.clear()
        if self.code is not None:
            self.code.clear()
        self.lifted.emit()


class _Lift:
    def __init__(self, door: Door, secret: str) -> None:
        self._door, self._secret = door, secret

    def __call__(self) -> None:
        if not self._door.code_fits(self._secret):
            self._door.prove(self._secret)


class _Choose:
    def __init__(self, door: Door, code: str) -> None:
        self._door, self._code = door, code

    def __call__(self) -> None:
        self._door.choose_code(self._code)
