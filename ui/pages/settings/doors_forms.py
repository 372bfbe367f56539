"""The small forms that change what opens the vault. Each asks for the passphrase anew; none keeps what was typed."""

import secrets
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button, padded
from ui.pages.paper.recovery_sheet import recovery_panel, recovery_sheet
from ui.pages.settings.parts import Said, failed, focus, passphrase, plain
from ui.ports import Lane, Ways
from ui.widgets.fields import MarkedLine
from ui.widgets.labels import PlainLabel
from ui.widgets.secret import PassphraseField

ASKED_BACK = 2


class DoorForm(QWidget):
    """Fields, one button that does it, one that leaves. ``done`` carries what to say."""

    done = Signal(str, str)  # status, words
    left = Signal()

    def __init__(self, kit: PageKit, hint: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._busy = False
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 8, 0, 0)
        self.box.setSpacing(8)
        self.box.addWidget(plain(kit.tr(hint), "secondary"))
        self.said = Said(kit)
        self.box.addWidget(self.said)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(8)
        self.box.addLayout(self.fields)
        self.act_button = button(kit.tr(act), "primary")
        self.act_button.clicked.connect(self.act)
        leave = button(kit.tr(N_("Cancel")), "quiet")
        leave.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.act_button)
        row.addWidget(leave)
        row.addStretch(1)
        self.box.addLayout(row)

    def secret(self, label: str) -> PassphraseField:
        """A field for a passphrase or key, entered by Enter."""
        made = passphrase(self.kit, label)
        made.entered.connect(self.act)
        self.fields.addWidget(plain(label, "label"))
        self.fields.addWidget(made)
        return made

    def line(self, label: str, role: str = "") -> QLineEdit:
        """A line that shows what is typed, entered by Enter."""
        made = MarkedLine(self.kit.look)
        made.setAccessibleName(label)
        made.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        if role:
            made.setProperty("role", role)
        made.returnPressed.connect(self.act)
        self.fields.addWidget(plain(label, "label"))
        self.fields.addWidget(padded(made))
        return made

    def begin(self) -> None:
        """Put the focus where typing begins."""

    def work(self) -> Callable[[], object] | None:
        """What is to be done, or None with a word said why not."""
        raise NotImplementedError

    def finish(self, value: object) -> None:
        """It was done."""
        raise NotImplementedError

    @Slot()
    def act(self) -> None:
        """Do it, once at a time."""
        work = None if self._busy else self.work()
        if work is None:
            return
        self._busy = True
        self.act_button.setEnabled(False)
        self.said.say("info", self.kit.tr(N_("This takes about a second on purpose: it slows down guessing.")))
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_outcome)

    @Slot(object)
    def _on_outcome(self, outcome: Outcome) -> None:
        self._busy = False
        self.act_button.setEnabled(True)
        error = failed(outcome)
        if error is not None:
            self.said.fail(error)
            self.begin()
        elif isinstance(outcome, Done):
            self.said.say("", "")
            self.finish(outcome.value)

    @Slot()
    def leave(self) -> None:
        """Forget what was typed and go."""
        self.left.emit()

    def lacks(self, field: QWidget, text: str) -> bool:
        """Whether a field is empty; then it says so and has the focus."""
        if text.strip():
            return False
        self.said.say("attention", self.kit.tr(N_("Something is not filled in yet.")))
        focus(field)
        return True


class PassphraseForm(DoorForm):
    """The old one, and the new one in clear with words proposed."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, N_(
            "Older backups, and copies of the vault's folder, still open with the passphrase of their day."
        ), N_("Change the passphrase"), parent)
        self.old = self.secret(kit.tr(N_("Passphrase until now, or the recovery key")))
        self.new = self.line(kit.tr(N_("New passphrase")), "mono")
        self.new.setText(kit.desk.ways.words())
        self.new.setCursorPosition(0)
        other = button(kit.tr(N_("Other words")))
        other.clicked.connect(self._on_other)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(other)
        row.addStretch(1)
        self.fields.addLayout(row)
        self.fields.addWidget(plain(kit.tr(N_(
            "Write these words down before you press the button, and keep them away from this computer."
        )), "hint"))

    def begin(self) -> None:
        focus(self.old)

    def work(self) -> Callable[[], object] | None:
        if self.lacks(self.old, self.old.text()) or self.lacks(self.new, self.new.text()):
            return None
        return _Change(self.kit.desk.ways, self.old.text(), self.new.text())

    def finish(self, value: object) -> None:
        count = value if isinstance(value, int) else 0
        words = self.kit.tr(N_("The passphrase is changed."))
        if count:
            more = self.kit.language.plural(
                "{n} backup in this vault still opens with the old one; Backup lists it and can remove it.",
                "{n} backups in this vault still open with the old one; Backup lists them and can remove them.", count)
            words = " ".join((words, more.format(n=count)))
        self.done.emit("attention" if count else "settled", words)

    @Slot()
    def _on_other(self) -> None:
        self.new.setText(self.kit.desk.ways.words())
        self.new.setCursorPosition(0)


class RecoveryForm(DoorForm):
    """The passphrase, then the new key, two groups of which are typed back before it counts."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, N_(
            "The new key takes the place of the old one as soon as you have typed two groups of it back. Write it on "
            "paper, by hand, and keep the paper in another place than the computer."
        ), N_("Make a new recovery key"), parent)
        self._key = ""
        self._asked: list[int] = []
        self.groups: list[QLineEdit] = []
        self.phrase = self.secret(kit.tr(N_("Passphrase")))

    @Slot()
    def begin(self) -> None:
        focus(self.groups[0] if self.groups else self.phrase)

    def asked(self) -> tuple[int, ...]:
        """Which groups are asked back, counted from 0."""
        return tuple(self._asked)

    def key(self) -> str:
        """The key that is shown."""
        return self._key

    def work(self) -> Callable[[], object] | None:
        if self.lacks(self.phrase, self.phrase.text()):
            return None
        if not self._key:
            return _Propose(self.kit.desk.ways, self.phrase.text())
        parts = self._key.split("-")
        for number, line in zip(self._asked, self.groups, strict=True):
            if line.text().strip().upper() != parts[number].upper():
                self.said.say("danger", self.kit.tr(N_(
                    "Group {number} differs from the key above. Compare your paper with the screen letter by letter."
                )).format(number=number + 1))
                focus(line)
                return None
        return _SetRecovery(self.kit.desk.ways, self.phrase.text(), self._key)

    def finish(self, value: object) -> None:
        if isinstance(value, str):
            self._show(value)
            return
        self._key = ""
        words = N_("The new recovery key opens the vault; the old one does not any longer.")
        self.done.emit("settled", self.kit.tr(words))

    def _show(self, key: str) -> None:
        self._key = key
        parts = key.split("-")
        grid = QGridLayout()
        grid.setContentsMargins(4, 4, 4, 4)
        grid.setHorizontalSpacing(20)
        for number, group in enumerate(parts):
            grid.addWidget(PlainLabel(f"{number + 1}.  {group}", "mono"), number // 4, number % 4)
        grid.setColumnStretch(4, 1)
        self.fields.addLayout(grid)
        self._asked = sorted(secrets.SystemRandom().sample(range(len(parts)), ASKED_BACK))
        words = self.kit.tr(N_("Type group {number} from your paper"))
        self.groups = [self.line(words.format(number=number + 1)) for number in self._asked]
        self.act_button.setText(self.kit.tr(N_("I have it on paper")))
        self.print_button = button(self.kit.tr(N_("Print a page to write it on…")))
        self.print_button.clicked.connect(self._on_print)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.print_button)
        row.addStretch(1)
        self.fields.addLayout(row)
        self.panel = recovery_panel(self.kit.look, self.kit.language)
        self.panel.failed.connect(self._on_failed)
        self.panel.closed.connect(self.begin)
        self.fields.addWidget(self.panel)
        self.begin()

    @Slot()
    def _on_print(self) -> None:
        self.panel.show_sheet(recovery_sheet(self.kit.language, self.kit.desk.label, len(self._key.split("-"))))
        self.panel.start()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.said.fail(error)


class DrillForm(DoorForm):
    """The key from the paper, tried now and not on the day when it is needed."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, N_(
            "Take the paper out and type the key. Nothing is changed; you see whether it opens this vault."
        ), N_("Try it"), parent)
        self.key = self.line(kit.tr(N_("Recovery key")), "mono")

    def begin(self) -> None:
        focus(self.key)

    def work(self) -> Callable[[], object] | None:
        return None if self.lacks(self.key, self.key.text()) else _Try(self.kit.desk.ways, self.key.text())

    def finish(self, value: object) -> None:
        self.done.emit("settled", self.kit.tr(N_("The recovery key opens this vault.")))


class KeyringForm(DoorForm):
    """On: with the recovery key proved in the same breath. Off: the passphrase alone."""

    def __init__(self, kit: PageKit, on: bool, parent: QWidget | None = None) -> None:
        super().__init__(kit, N_(
            "From then on the passphrase opens the vault only in this account of this computer; a copied vault or "
            "backup needs the recovery key. If this computer is lost, only the recovery key opens: so it is proved now."
        ) if on else N_("From then on the passphrase alone opens the vault again, on any computer."),
            N_("Tie the passphrase to this computer") if on else N_("Free the passphrase from this computer"), parent)
        self._on = on
        self.phrase = self.secret(kit.tr(N_("Passphrase")))
        self.key = self.line(kit.tr(N_("Recovery key")), "mono") if on else None

    def begin(self) -> None:
        focus(self.phrase)

    def work(self) -> Callable[[], object] | None:
        if self.lacks(self.phrase, self.phrase.text()):
            return None
        if self.key is not None and self.lacks(self.key, self.key.text()):
            return None
        return _Keyring(self.kit.desk.ways, self.phrase.text(), None if self.key is None else self.key.text())

    def finish(self, value: object) -> None:
        words = N_("The passphrase opens the vault only on this computer now.") if self._on else \
            N_("The passphrase alone opens the vault now.")
        self.done.emit("settled", self.kit.tr(words))


class _Change:
    def __init__(self, doors: Ways, old: str, new: str) -> None:
        self._doors, self._old, self._new = doors, old, new

    def __call__(self) -> int:
        return self._doors.change_passphrase(self._old, self._new)


class _Propose:
    def __init__(self, doors: Ways, phrase: str) -> None:
        self._doors, self._phrase = doors, phrase

    def __call__(self) -> str:
        return self._doors.propose_recovery(self._phrase)


class _SetRecovery:
    def __init__(self, doors: Ways, phrase: str, key: str) -> None:
        self._doors, self._phrase, self._key = doors, phrase, key

    def __call__(self) -> None:
        self._doors.set_recovery(self._phrase, self._key)


class _Try:
    def __init__(self, doors: Ways, key: str) -> None:
        self._doors, self._key = doors, key

    def __call__(self) -> None:
        self._doors.try_recovery(self._key)


class _Keyring:
    def __init__(self, doors: Ways, phrase: str, key: str | None) -> None:
        self._doors, self._phrase, self._key = doors, phrase, key

    def __call__(self) -> None:
        if self._key is None:
            self._doors.leave_keyring(self._phrase)
        else:
            self._doors.use_keyring(self._phrase, self._key)
