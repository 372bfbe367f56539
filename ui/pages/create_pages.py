"""Making a vault, two screens: the passphrase, then the recovery key, two groups of it typed back.

The passphrase is proved by unlocking with it, not by typing it into a second field here.
"""

import secrets

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import Act
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.gate_page import GateKit, GatePage
from ui.pages.page import button, padded
from ui.pages.paper.recovery_sheet import recovery_panel, recovery_sheet
from ui.ports import Created, Lane, Vaults
from ui.style.icons import Icon
from ui.widgets.fields import MarkedLine
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel
from ui.widgets.meter import Meter
from ui.widgets.secret import SecretLine

ASKED_BACK = 2
_COLUMNS = 3
_METER = (
    N_("Too easy to guess: use at least 10 characters that nobody tries first"),
    N_("Short: a computer guesses it in days"),
    N_("Fair: longer is better"),
    N_("Strong"),
)
_DRAWN = N_("Strong: drawn at random, out of reach of any computer")


class CreatePage(GatePage):
    """Label and passphrase: generated words, or own ones typed over them."""

    created = Signal(Created)
    left = Signal()
    wanted_sample = Signal()

    def __init__(self, kit: GateKit, parent: QWidget | None = None, *, theme: str = "", first: bool = False) -> None:
        """``first``: there is no vault yet, so there is nothing to go back to, and a sample to try."""
        super().__init__(kit, kit.tr(N_("Make a new vault")), parent, kit.tr(N_("Step 1 of 2: passphrase")))
        self._busy = False
        self._drawn = ""
        tr = kit.tr
        self.label = MarkedLine(kit.look)
        self.label.setText(tr(N_("My vault")))
        self.label.setAccessibleName(tr(N_("Name of the vault")))
        self.box.addSpacing(4)
        self.box.addWidget(PlainLabel(tr(N_("Name of the vault")), "label"))
        self.box.addWidget(padded(self.label))
        self.box.addWidget(PlainLabel(tr(N_(
            "Its folder gets this name, which anybody who has the computer can read.")), "hint", wrap=True))
        self.box.addWidget(PlainLabel(tr(N_("The passphrase: these six words, or your own typed over them")), "label",
                                      wrap=True))
        self._add_words()
        self.box.addWidget(PlainLabel(tr(N_(
            "Write these words down and keep them away from this computer. Without them, and without the recovery "
            "key on the next screen, nobody can open the vault: not we either.")), "secondary", wrap=True))
        self._add_buttons(first)
        if theme:
            self.add_looks(theme)
        self._on_other()

    def start(self) -> None:
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def perform(self, act: Act) -> bool:
        if act is Act.LEAVE:
            self.left.emit()
        elif act is Act.RECORD:
            self._on_make()
        else:
            return False
        return True

    def _add_words(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.words = SecretLine(kit.look)
        self.words.setProperty("role", "mono")
        self.words.setAccessibleName(tr(N_("Passphrase")))
        self.words.textChanged.connect(self._on_words)
        self.show_button = _icon_button(kit, Icon.HIDE, tr(N_("Hide the text")))
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._on_show)
        self.other = _icon_button(kit, Icon.AGAIN, tr(N_("Other words")))
        self.other.clicked.connect(self._on_other)
        row = QHBoxLayout()
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.other)
        self.box.addLayout(row)
        self.caps = PlainLabel(tr(N_("Caps Lock is on.")), "problem")
        self.caps.hide()
        self.words.caps.connect(self.caps.setVisible)
        self.box.addWidget(self.caps)
        self.shown = PlainLabel(role="words", wrap=True)
        frame = QFrame()
        frame.setProperty("role", "well")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self.shown)
        self.well = frame
        self.box.addWidget(frame)
        self.meter = Meter(kit.look)
        self.strength = PlainLabel(role="secondary", wrap=True)
        told = QHBoxLayout()
        told.setContentsMargins(4, 0, 4, 4)
        told.setSpacing(8)
        told.addWidget(self.meter)
        told.addWidget(self.strength, 1)
        self.box.addLayout(told)

    def _add_buttons(self, first: bool) -> None:
        tr = self.kit.tr
        self.make_button = button(tr(N_("Make the vault")), "primary")
        self.make_button.clicked.connect(self._on_make)
        row = QHBoxLayout()
        row.setContentsMargins(4, 8, 4, 0)
        row.addWidget(self.make_button)
        row.addStretch(1)
        sample = button(tr(N_("Try the sample vault")), "quiet")
        sample.clicked.connect(self.wanted_sample)
        back = button(tr(N_("Back")), "quiet")
        back.clicked.connect(self.left)
        row.addWidget(sample if first else back)
        (back if first else sample).deleteLater()
        self.sample_button = sample if first else None
        self.box.addLayout(row)

    @Slot()
    def _on_other(self) -> None:
        self._drawn = self.kit.vaults.words(self.kit.language.code)
        self.words.setText(self._drawn)
        self.words.setCursorPosition(0)

    @Slot(str)
    def _on_words(self, text: str) -> None:
        """The drawn words are set large to be copied by hand; own ones are not, since somebody may look on."""
        drawn = text == self._drawn
        value = 3 if drawn else self.kit.vaults.strength(text)
        words = self.kit.tr(_DRAWN if drawn else _METER[value])
        self.shown.setText(text if drawn else "")
        self._show_well()
        self.meter.show_value(value, words)
        self.strength.setText(words)

    @Slot(bool)
    def _on_show(self, hidden: bool) -> None:
        self.words.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        name = self.kit.tr(N_("Show the text") if hidden else N_("Hide the text"))
        self.show_button.setIcon(self.kit.look.icon(Icon.SHOW if hidden else Icon.HIDE))
        self.show_button.setToolTip(name)
        self.show_button.setAccessibleName(name)
        self._show_well()

    def _show_well(self) -> None:
        hidden = self.show_button.isChecked() or not self.shown.text()
        if hidden == self.well.isVisibleTo(self):
            self.well.setVisible(not hidden)

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
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Created):
            self.words.forget()
            self.created.emit(outcome.value)


class RecoveryPage(GatePage):
    """The recovery key, shown once; two groups typed back end it."""

    proved = Signal(Created)

    def __init__(self, kit: GateKit, created: Created, parent: QWidget | None = None) -> None:
        super().__init__(kit, kit.tr(N_("Write down the recovery key")), parent,
                         kit.tr(N_("Step 2 of 2: recovery key")))
        self._created = created
        self._groups = created.recovery_key.split("-")
        self._asked = sorted(secrets.SystemRandom().sample(range(len(self._groups)), ASKED_BACK))
        tr = kit.tr
        self.box.addWidget(PlainLabel(tr(N_(
            "It opens the vault when the passphrase is forgotten. Write it on paper, by hand, and keep the paper in "
            "another place than the computer. It is shown only now.")), "secondary", wrap=True))
        self.box.addWidget(self._key())
        self.fields: list[QLineEdit] = []
        row = QHBoxLayout()
        row.setSpacing(12)
        for number in self._asked:
            row.addLayout(self._field(number), 1)
        self.box.addSpacing(4)
        self.box.addLayout(row)
        done = button(tr(N_("I have it on paper")), "primary")
        done.clicked.connect(self._on_done)
        self.print_button = button(tr(N_("Print a page to write it on…")), "quiet")
        self.print_button.clicked.connect(self._on_print)
        buttons = QWidget()
        foot = Flow(buttons, 4)
        foot.setContentsMargins(4, 8, 4, 0)
        foot.addWidget(done)
        foot.addWidget(self.print_button)
        self.box.addWidget(buttons)
        self.panel = recovery_panel(kit.look, kit.language)
        self.panel.failed.connect(self._on_failed)
        self.panel.closed.connect(self.start)
        self.box.addWidget(self.panel)

    @Slot()
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

    def _key(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "well")
        grid = QGridLayout(frame)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for number, group in enumerate(self._groups):
            cell = QHBoxLayout()
            cell.setSpacing(8)
            cell.addWidget(PlainLabel(str(number + 1), "hint"))
            cell.addWidget(PlainLabel(group, "words"), 1)
            grid.addLayout(cell, number // _COLUMNS, number % _COLUMNS)
        return frame

    def _field(self, number: int) -> QVBoxLayout:
        label = self.kit.tr(N_("Type group {number} from your paper")).format(number=number + 1)
        line = SecretLine(self.kit.look)
        line.setProperty("role", "mono")
        line.setAccessibleName(label)
        line.returnPressed.connect(self._on_done)
        self.fields.append(line)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(PlainLabel(label, "label", wrap=True))
        column.addStretch(1)
        column.addWidget(padded(line))
        return column

    @Slot()
    def _on_print(self) -> None:
        self.panel.show_sheet(recovery_sheet(self.kit.language, self._created.place.label, len(self._groups)))
        self.panel.start()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.say("danger", notice(error, self.kit.language).text)

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


def _icon_button(kit: GateKit, icon: Icon, name: str) -> QPushButton:
    made = button("", "small")
    made.setFixedSize(40, 32)
    made.setIcon(kit.look.icon(icon))
    made.setToolTip(name)
    made.setAccessibleName(name)
    return made


class _Create:
    def __init__(self, vaults: Vaults, label: str, passphrase: str) -> None:
        self._vaults, self._label, self._passphrase = vaults, label, passphrase

    def __call__(self) -> Created:
        return self._vaults.create(self._label, self._passphrase)
