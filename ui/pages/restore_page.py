"""Restoring before anything is open: where the backup lies, which one, its passphrase, where the vault is to stand."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from caseapp.domain.text import N_
from ui.actions import Act
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import CalledOff, Progress
from ui.pages.gate_page import GateKit, GatePage
from ui.pages.page import button, padded
from ui.pages.working import WorkLine
from ui.ports import BackupView, Choice, Lane, Restored, VaultPlace, Vaults
from ui.widgets.choices import ChoiceBox
from ui.widgets.fields import MarkedLine
from ui.widgets.labels import PlainLabel
from ui.widgets.secret import PassphraseField


class RestorePage(GatePage):
    """Four answers from top to bottom; the vault that stands in the place is kept aside, never deleted."""

    restored = Signal(object, str)  # Restored, what to say where it is opened
    left = Signal()

    def __init__(self, kit: GateKit, places: Sequence[VaultPlace], parent: QWidget | None = None) -> None:
        super().__init__(kit, kit.tr(N_("Restore a backup")), parent)
        self._busy = False
        self._progress = Progress(kit.tr(N_("Restoring")))
        self.views: list[BackupView] = []
        tr = kit.tr
        self.folder = MarkedLine(kit.look)
        self.folder.returnPressed.connect(self._on_look)
        self.backup = ChoiceBox(kit.look, [])
        self.secret = PassphraseField(kit.look, kit.language)
        self.secret.entered.connect(self._on_restore)
        own = [place for place in places if not place.sample]
        in_place = tr(N_("In the place of “{vault}”, which is kept aside"))
        self.target = ChoiceBox(
            kit.look, [Choice(str(place.path), in_place.format(vault=place.label)) for place in own],
            blank=tr(N_("A new vault beside the others")))
        self._field(tr(N_("Folder or stick with the backup")), self.folder, self.folder)
        choose, look = button(tr(N_("Choose…"))), button(tr(N_("Show what is there")))
        choose.clicked.connect(self._on_choose)
        look.clicked.connect(self._on_look)
        self._row(choose, look)
        self._field(tr(N_("Backup")), self.backup, self.backup)
        label = tr(N_("The passphrase of the day when the backup was made, or the recovery key"))
        self.box.addWidget(PlainLabel(label, "label", wrap=True))
        self.secret.line.setAccessibleName(label)
        self.box.addWidget(self.secret)
        self._field(tr(N_("Where to")), self.target, self.target)
        self.restore_button = button(tr(N_("Restore")), "primary")
        self.restore_button.clicked.connect(self._on_restore)
        self.back_button = button(tr(N_("Back")), "quiet")
        self.back_button.clicked.connect(self.left)
        self._row(self.restore_button).addWidget(self.back_button)
        self.work = WorkLine(kit.language)
        self.box.addWidget(self.work)

    def start(self) -> None:
        self.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore_vault(self, vault: Path) -> None:
        """Begin with a vault's own backups, and with its place as the one to restore into."""
        self.target.choose(str(vault))
        self.look_in(str(vault))

    def perform(self, act: Act) -> bool:
        if act is Act.LEAVE and self._busy:
            self.work.stop()
        elif act is Act.LEAVE:
            self.left.emit()
        elif act is Act.RECORD:
            self._on_restore()
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """The page goes away, and its window perhaps: nobody waits for a vault that is made behind it."""
        if self._busy and not event.spontaneous():
            self.work.stop()
        super().hideEvent(event)

    def _field(self, label: str, field: QWidget, named: QWidget) -> None:
        named.setAccessibleName(label)
        self.box.addWidget(PlainLabel(label, "label", wrap=True))
        self.box.addWidget(padded(field))

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(4, 4, 4, 0)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.box.addLayout(row)
        return row

    # --- which

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Folder or stick with the backup")), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # a native one would remember the folder
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.look_in)
        dialog.open()

    @Slot(str)
    def look_in(self, folder: str) -> None:
        """Show the backups of this folder."""
        self.folder.setText(folder)
        self._on_look()

    @Slot()
    def _on_look(self) -> None:
        if self._busy:
            return
        if not self.folder.text().strip():
            self.say("attention", self.kit.tr(N_("Choose the folder or stick first.")))
            return
        work = _Look(self.kit.vaults, Path(self.folder.text().strip()))
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_looked, "look")

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        self.backup.clear()
        self.views = []
        if isinstance(outcome, Failed):
            self.say("danger", notice(outcome.error, self.kit.language).text)
        elif isinstance(outcome, Done) and isinstance(outcome.value, list):
            self.views = outcome.value
            for view in self.views:
                self.backup.addItem(self._when(view), str(view.path))
            self.say("info", self.kit.tr(N_("Backups there: {count}.")).format(count=len(self.views)))
            self.backup.setFocus(Qt.FocusReason.OtherFocusReason)

    def _when(self, view: BackupView) -> str:
        local = QDateTime.fromSecsSinceEpoch(int(view.made.timestamp()))
        return QLocale(self.kit.language.code).toString(local, "d MMMM yyyy, HH:mm")

    # --- restoring

    @Slot()
    def _on_restore(self) -> None:
        if self._busy:
            return
        if not self.backup.chosen():
            self.say("attention", self.kit.tr(N_("Choose the folder first, then the backup.")))
            self.start()
            return
        if not self.secret.text():
            self.say("attention", self.kit.tr(N_("Type the passphrase first.")))
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        words = N_("The vault is being made and verified. With much evidence this takes minutes.")
        self.say("info", self.kit.tr(words))
        target = self.target.chosen()
        self._progress = Progress(self.kit.tr(N_("Restoring")))
        work = _Restore(self.kit.vaults, Path(self.backup.chosen()), self.secret.text(),
                        Path(target) if target else None, self._progress)
        self._set_busy(True)
        self.work.watch(self._progress)
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_outcome)

    def _set_busy(self, on: bool) -> None:
        self._busy = on
        for each in (self.restore_button, self.back_button, self.backup, self.target, self.secret):
            each.setEnabled(not on)

    @Slot(object)
    def _on_outcome(self, outcome: Outcome) -> None:
        self._progress.end()
        self._set_busy(False)
        if isinstance(outcome, Failed) and isinstance(outcome.error, CalledOff):
            self.say("info", outcome.error.explain(self.kit.language))
            self.restore_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(outcome, Failed):
            self.say("danger", notice(outcome.error, self.kit.language).text)
            self.secret.line.selectAll()
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Restored):
            self.secret.clear()
            self.restored.emit(outcome.value, self._told(outcome.value))

    def _told(self, done: Restored) -> str:
        language, tr = self.kit.language, self.kit.tr
        words = [tr(N_("The vault is restored and verified. Open it with the passphrase of the backup."))]
        if done.missing:
            words.append(language.plural("{n} evidence file was missing or damaged in the backup.",
                                         "{n} evidence files were missing or damaged in the backup.",
                                         done.missing).format(n=done.missing))
        if done.aside is not None:
            words.append(tr(N_("The vault that was there is kept in the folder “{folder}”.")).format(
                folder=done.aside.name))
        return " ".join(words)


def offer_restore(page: GatePage, wanted: Callable[[], None]) -> QPushButton:
    """A way to this page at the foot of another gate page's card: also who lost the computer begins there."""
    made = button(page.kit.tr(N_("Restore a backup…")), "quiet")
    made.clicked.connect(wanted)
    row = page.foot
    if row is None:
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addStretch(1)
        page.box.addLayout(row)
    row.addWidget(made)
    return made


class _Look:
    def __init__(self, vaults: Vaults, folder: Path) -> None:
        self._vaults, self._folder = vaults, folder

    def __call__(self) -> list[BackupView]:
        return list(self._vaults.backups(self._folder))


class _Restore:
    def __init__(self, vaults: Vaults, backup: Path, secret: str, replace: Path | None, progress: Progress) -> None:
        self._vaults, self._backup, self._secret, self._replace = vaults, backup, secret, replace
        self._progress = progress

    def __call__(self) -> Restored:
        return self._vaults.restore(self._backup, self._secret, self._replace, self._progress)
