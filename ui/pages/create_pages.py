"""Making a vault, two screens: the generated passphrase, then the recovery key, two groups of it typed back.

The passphrase is proved by unlocking with it, not by typing it into a second field here.
"""

import secrets

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from caseapp.domain.text import N_
from ui.actions import Act
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import button, padded
from ui.pages.unlock_page import GateKit, GatePage
from ui.ports import Created, Lane, Vaults
from ui.widgets.fields import MarkedLine
from ui.widgets.labels import PlainLabel

ASKED_BACK = 2


class CreatePage(GatePage):
    """Label and passphrase: generated words, or own ones typed over them."""

    created = Signal(Created)
    left = Signal()

    def __init__(self, kit: GateKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, kit.tr(N_("Make a new vault")), parent)
        self._busy = False
        tr = kit.tr
        self.label = MarkedLine(kit.look)
        self.label.setText(tr(N_("My vault")))
        self.label.setAccessibleName(tr(N_("Name of the vault")))
        self.words = MarkedLine(kit.look)
        self.words.setProperty("role", "mono")
        self.words.setText(kit.vaults.words(kit.language.code))
        self.words.setCursorPosition(0)
        self.words.setAccessibleName(tr(N_("Passphrase")))
        self.words.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.shown = PlainLabel(role="mono", wrap=True)
        self.words.textChanged.connect(self.shown.setText)
        self.shown.setText(self.words.text())
        other = button(tr(N_("Other words")))
        other.clicked.connect(self._on_other)
        for words, widget in ((N_("Name of the vault"), self.label), (N_("Passphrase"), self.words)):
            self.box.addWidget(PlainLabel(tr(words), "label"))
            self.box.addWidget(padded(widget))
        self.box.addWidget(self.shown)
        hint = tr(N_("Write these words down and keep them away from this computer. Without them, and without the "
                     "recovery key on the next screen, nobody can open the vault: not we either."))
        self.box.addWidget(PlainLabel(hint, "secondary", wrap=True))
        self.make_button = button(tr(N_("Make the vault")), "primary")
        self.make_button.clicked.connect(self._on_make)
        back = button(tr(N_("Back")), "quiet")
        back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setContentsMargins(4, 8, 4, 0)
        row.addWidget(self.make_button)
        row.addWidget(other)
        row.addStretch(1)
        row.addWidget(back)
        self.box.addLayout(row)

    def start(self) -> None:
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def perform(self, act: Act) -> bool:
        if act is Act.LEAVE:
            self.left.emit()
        elif act is Act.RECORD:
            self._on_make()
        else:
            return False
        return True

    @Slot()
    def _on_other(self) -> None:
        self.words.setText(self.kit.vaults.words(self.kit.language.code))
        self.words.setCursorPosition(0)

    @Slot()
    def _on_make(self) -> None:
        if self._busy:
            return
        self._busy = True
        self.make_button.setEnabled(False)
        self.say("info", self.kit.tr(N_("Making the vault… This takes a few seconds.")))
        work = _Create(self.kit.vaults, self.label.text().strip(), self.words.text())
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_outcome)

    @Slot(object)
    def _on_outcome(self, outcome: Outcome) -> None:
        self._busy = False
        self.make_button.setEnabled(True)
        if isinstance(outcome, Failed):
            self.say("danger", notice(outcome.error, self.kit.language).text)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Created):
            self.created.emit(outcome.value)


class RecoveryPage(GatePage):
    """The recovery key, shown once; two groups typed back end it."""

    proved = Signal(Created)

    def __init__(self, kit: GateKit, created: Created, parent: QWidget | None = None) -> None:
        super().__init__(kit, kit.tr(N_("Write down the recovery key")), parent)
        self._created = created
        self._groups = created.recovery_key.split("-")
        self._asked = sorted(secrets.SystemRandom().sample(range(len(self._groups)), ASKED_BACK))
        tr = kit.tr
        self.box.addWidget(PlainLabel(tr(N_(
            "It opens the vault when the passphrase is forgotten. Write it on paper, by hand, and keep the paper in "
            "another place than the computer. It is shown only now.")), "secondary", wrap=True))
        grid = QGridLayout()
        grid.setContentsMargins(4, 4, 4, 4)
        grid.setHorizontalSpacing(20)
        for number, group in enumerate(self._groups):
            cell = PlainLabel(f"{number + 1}.  {group}", "mono")
            grid.addWidget(cell, number // 3, number % 3)
        self.box.addLayout(grid)
        self.fields: list[QLineEdit] = []
        for number in self._asked:
            label = tr(N_("Type group {number} from your paper")).format(number=number + 1)
            line = MarkedLine(kit.look)
            line.setAccessibleName(label)
            line.returnPressed.connect(self._on_done)
            self.fields.append(line)
            self.box.addWidget(PlainLabel(label, "label"))
            self.box.addWidget(padded(line))
        done = button(tr(N_("I have it on paper")), "primary")
        done.clicked.connect(self._on_done)
        row = QHBoxLayout()
        row.setContentsMargins(4, 8, 4, 0)
        row.addWidget(done)
        row.addStretch(1)
        self.box.addLayout(row)

    def start(self) -> None:
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def asked(self) -> tuple[int, ...]:
        """Which groups are asked back, counted from 0."""
        return tuple(self._asked)

    def perform(self, act: Act) -> bool:
        if act is Act.RECORD:
            self._on_done()
            return True
        return False

    @Slot()
    def _on_done(self) -> None:
        for number, line in zip(self._asked, self.fields, strict=True):
            if line.text().strip().upper() != self._groups[number].upper():
                self.say("danger", self.kit.tr(N_(
                    "Group {number} differs from the key above. Compare your paper with the screen letter by letter."
                )).format(number=number + 1))
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.proved.emit(self._created)


class _Create:
    def __init__(self, vaults: Vaults, label: str, passphrase: str) -> None:
        self._vaults, self._label, self._passphrase = vaults, label, passphrase

    def __call__(self) -> Created:
        return self._vaults.create(self._label, self._passphrase)
