"""Backups: one button to make one, one for a stick, and the list of those that are there with what can be done."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button, padded
from ui.pages.settings.backup_work import CheckBackup, FindBackups, MakeBackup, PutFolder, RemoveBackup, RestoreBackup
from ui.pages.settings.parts import Card, SettingsPage, failed, focus, passphrase, plain, size_words
from ui.ports import BackupChecked, BackupDone, BackupView, Choice, Lane, Restored
from ui.widgets.choices import ChoiceBox

HERE: Final = "here"
OUTSIDE: Final = "outside"
PREFERENCE: Final = "backup_folder"
WHY: Final = {
    "daily": N_("every day"), "hand": N_("by hand"), "import": N_("before taking in an export file"),
    "set-aside": N_("before setting a merge aside"), "slots": N_("before changing what opens the vault"),
    "migration": N_("before a newer version of the vault"),
}


class BackupPage(SettingsPage):
    """Make, list, check, restore beside, remove."""

    title = N_("Backup")
    intro = N_(
        "A backup is an encrypted copy of the whole vault. One is made every day and before every risky step; those "
        "lie in the vault and help against mistakes. Against a broken or taken computer only one on a stick helps."
    )

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.views: list[BackupView] = []
        self._sure = False
        self._build_making()
        self._build_list()
        self._build_restore()
        self._show_chosen()

    def start(self) -> None:
        focus(self.here_button)

    def reload(self) -> None:
        if not self.busy:
            self.ask(Lane.COMPUTE, FindBackups(self.kit.desk.backups, self._place()), self._on_found, "found")

    # --- building

    def _build_making(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.making = Card(kit, N_("Make a backup"))
        self.here_button = button(tr(N_("Back up now")), "primary")
        self.here_button.clicked.connect(self._on_here)
        self.folder = QLineEdit(str(kit.desk.settings.get(PREFERENCE) or ""))
        self.folder.setAccessibleName(tr(N_("Folder or stick for backups outside")))
        self.folder.textEdited.connect(self._on_typed)
        self.choose_button = button(tr(N_("Choose…")))
        self.choose_button.clicked.connect(self._on_choose)
        self.outside_button = button(tr(N_("Back up to this folder")))
        self.outside_button.clicked.connect(self._on_outside)
        self.making.row(self.here_button)
        self.making.field(tr(N_("Folder or stick for backups outside")), self.folder)
        self.making.row(self.choose_button, self.outside_button)
        self.making.box.addWidget(plain(tr(N_(
            "The folder is remembered inside the vault only. Evidence files are copied once and shared by all backups "
            "there."
        )), "hint"))
        self.column.addWidget(self.making)

    def _build_list(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.listing = Card(kit, N_("Backups that are there"))
        self.where = ChoiceBox(kit.look, [
            Choice(HERE, tr(N_("In this vault"))), Choice(OUTSIDE, tr(N_("In the folder above"))),
        ])
        self.where.setAccessibleName(tr(N_("Where to look")))
        self.where.activated.connect(self._on_where)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Backups, the newest first")))
        self.list.setMinimumHeight(kit.look.px(150))
        self.list.setWordWrap(True)
        self.list.setProperty("role", "suggest")
        self.list.currentRowChanged.connect(self._on_row)
        self.check_button = button(tr(N_("Check this backup")))
        self.check_button.clicked.connect(self._on_check)
        self.restore_button = button(tr(N_("Restore beside this vault…")))
        self.restore_button.clicked.connect(self._on_restore)
        self.remove_button = button(tr(N_("Remove…")))
        self.remove_button.clicked.connect(self._on_remove)
        self.listing.box.addWidget(padded(self.where))
        self.list_room = padded(self.list)
        self.listing.box.addWidget(self.list_room)
        self.listing.row(self.check_button, self.restore_button, self.remove_button)
        self.column.addWidget(self.listing)

    def _build_restore(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.restoring = Card(kit, N_("Restore beside this vault"), N_(
            "The backup becomes a vault of its own in a new folder beside this one, which stays as it is. To put it in "
            "the place of this vault, lock, and choose “Restore a backup…” where vaults are opened."
        ))
        label = tr(N_("The passphrase of the day when the backup was made, or the recovery key"))
        self.secret = passphrase(kit, label)
        self.secret.entered.connect(self._on_restore_now)
        self.restore_now_button = button(tr(N_("Restore")), "primary")
        self.restore_now_button.clicked.connect(self._on_restore_now)
        cancel = button(tr(N_("Cancel")), "quiet")
        cancel.clicked.connect(self._on_cancel)
        self.restoring.field(label, self.secret)
        self.restoring.row(self.restore_now_button, cancel)
        self.restoring.hide()
        self.column.addWidget(self.restoring)

    # --- making

    @Slot()
    def _on_here(self) -> None:
        self._make(None)

    @Slot()
    def _on_outside(self) -> None:
        text = self.folder.text().strip()
        if not text:
            self.making.said.say("attention", self.kit.tr(N_("Choose the folder or stick first.")))
            focus(self.choose_button)
            return
        self._make(Path(text))

    def _make(self, folder: Path | None) -> None:
        if self.busy:
            return
        progress = self.begin(self.kit.tr(N_("Backup")))
        self.making.said.say("info", self.kit.tr(N_("The backup is being made; you can go on working.")))
        self._enable()
        self.ask(Lane.COMPUTE, MakeBackup(self.kit.desk.backups, folder, progress), self._on_made)

    @Slot(object)
    def _on_made(self, outcome: Outcome) -> None:
        self.ended()
        error = failed(outcome)
        if error is not None:
            self.making.said.fail(error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, BackupDone):
            status = "attention" if outcome.value.view.missing else "settled"
            self.making.said.say(status, self._made_words(outcome.value))
        self.reload()
        self._enable()

    def _made_words(self, done: BackupDone) -> str:
        language, tr, view = self.kit.language, self.kit.tr, done.view
        words = [
            tr(N_("The backup is made. It was opened with the key and every page of it was read.")),
            language.plural("{n} evidence file is in it.", "{n} evidence files are in it.", view.files).format(
                n=view.files),
        ]
        if done.read:
            words.append(language.plural("{n} of them was read back and compared.",
                                         "{n} of them were read back and compared.", done.read).format(n=done.read))
        if view.missing:
            words.append(language.plural(
                "{n} evidence file is damaged or missing in the vault and so is not in it.",
                "{n} evidence files are damaged or missing in the vault and so are not in it.", view.missing,
            ).format(n=view.missing))
        return " ".join(words)

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Folder for backups")), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # a native one would remember the folder
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    @Slot(str)
    def choose(self, folder: str) -> None:
        """Take this folder for backups outside, and remember it in the vault."""
        self.folder.setText(folder)
        self._remember()
        focus(self.outside_button)

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._remember()

    def _remember(self) -> None:
        work = PutFolder(self.kit.desk.settings, self.folder.text().strip())
        self.ask(Lane.WRITER, work, self._on_remembered, "folder")
        if self.where.chosen() == OUTSIDE:
            self.reload()

    @Slot(object)
    def _on_remembered(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.fail(error)

    # --- the list

    def _place(self) -> Path | None:
        """Where the list looks; an empty folder line is no place."""
        return Path(self.folder.text().strip() or "/nowhere") if self.where.chosen() == OUTSIDE else None

    @Slot()
    def _on_where(self) -> None:
        self.listing.said.say("", "")
        self.reload()

    @Slot(object)
    def _on_found(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None and self._place() is None:
            self.unread(error)
        elif error is not None:
            self.listing.said.fail(error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, list):
            return
        before = self.chosen()
        self.views = list(outcome.value)
        self.list.blockSignals(True)
        self.list.clear()
        for view in self.views:
            self.list.addItem(QListWidgetItem(self._row_words(view)))
        rows = [at for at, view in enumerate(self.views) if before is not None and view.path == before.path]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self.list.blockSignals(False)
        if not self.views:
            self.listing.said.say("info", self.kit.tr(N_("No backup of this vault is here yet.")))
        elif self.listing.said.words() == self.kit.tr(N_("No backup of this vault is here yet.")):
            self.listing.said.say("", "")
        trouble = self.kit.desk.backups.trouble()
        if trouble is not None and not self.making.said.words():
            words = self.kit.tr(N_("Today's backup could not be made. {reason}"))
            self.making.said.say("attention", words.format(reason=notice(trouble, self.kit.language).text))
        self._show_chosen()

    def _row_words(self, view: BackupView) -> str:
        tr = self.kit.tr
        words = tr(N_("{when} · {why} · {size}")).format(
            when=self.day(view.made), why=tr(WHY.get(view.why, WHY["hand"])), size=size_words(self.kit, view.size))
        return tr(N_("{backup} · still opens with an older passphrase or key")).format(backup=words) \
            if view.older else words

    def chosen(self) -> BackupView | None:
        """The backup that is marked."""
        row = self.list.currentRow()
        return self.views[row] if 0 <= row < len(self.views) else None

    @Slot(int)
    def _on_row(self, _row: int) -> None:
        self._sure = False
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.remove_button.setText(self.kit.tr(N_("Remove for good") if self._sure else N_("Remove…")))
        self._enable()

    def _enable(self) -> None:
        free, some = not self.busy, self.chosen() is not None
        for part in (self.list_room, self.check_button, self.restore_button, self.remove_button):
            part.setVisible(bool(self.views))
        for each in (self.here_button, self.outside_button):
            each.setEnabled(free)
        for each in (self.check_button, self.restore_button, self.remove_button, self.restore_now_button):
            each.setEnabled(free and some)

    # --- checking, removing

    @Slot()
    def _on_check(self) -> None:
        view = self.chosen()
        if view is None or self.busy:
            return
        progress = self.begin(self.kit.tr(N_("Checking the backup")))
        self.listing.said.say("info", self.kit.tr(N_("Every byte of the backup is being read.")))
        self._enable()
        self.ask(Lane.COMPUTE, CheckBackup(self.kit.desk.backups, view.path, progress), self._on_checked)

    @Slot(object)
    def _on_checked(self, outcome: Outcome) -> None:
        self.ended()
        error = failed(outcome)
        if error is not None:
            self.listing.said.fail(error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, BackupChecked):
            tr, checked = self.kit.tr, outcome.value
            if checked.findings:
                advice = tr(N_("Do not rely on this backup: make a new one, on another disk if you can."))
                self.listing.said.say("danger", " ".join((*checked.findings, advice)))
            else:
                self.listing.said.say("settled", tr(N_(
                    "Every byte of this backup is as it was written. Actions in it: {count}. Evidence files read: "
                    "{files}."
                )).format(count=checked.count, files=checked.files))
        self._enable()

    @Slot()
    def _on_remove(self) -> None:
        view = self.chosen()
        if view is None or self.busy:
            return
        if not self._sure:
            self._sure = True
            self.listing.said.say("attention", self.kit.tr(N_(
                "The backup of {when} would be gone for good. Press the button once more to remove it."
            )).format(when=self.day(view.made)))
            self._show_chosen()
            return
        self._sure = False
        self.ask(Lane.COMPUTE, RemoveBackup(self.kit.desk.backups, view.path), self._on_removed)

    @Slot(object)
    def _on_removed(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.listing.said.fail(error)
        else:
            self.listing.said.say("settled", self.kit.tr(N_("The backup was removed.")))
        self._show_chosen()
        self.reload()

    # --- restoring

    @Slot()
    def _on_restore(self) -> None:
        self.restoring.said.say("", "")
        self.restoring.show()
        focus(self.secret)
        self.area.ensureWidgetVisible(self.restoring)

    @Slot()
    def _on_cancel(self) -> None:
        self.secret.clear()
        self.restoring.hide()
        focus(self.restore_button)

    @Slot()
    def _on_restore_now(self) -> None:
        view = self.chosen()
        if view is None or self.busy:
            return
        if not self.secret.text():
            self.restoring.said.say("attention", self.kit.tr(N_("Type the passphrase first.")))
            focus(self.secret)
            return
        progress = self.begin(self.kit.tr(N_("Restoring")))
        self.restoring.said.say("info", self.kit.tr(N_("The vault is being made and verified.")))
        self._enable()
        work = RestoreBackup(self.kit.desk.backups, view.path, self.secret.text(), progress)
        self.ask(Lane.COMPUTE, work, self._on_restored)

    @Slot(object)
    def _on_restored(self, outcome: Outcome) -> None:
        self.ended()
        error = failed(outcome)
        if error is not None:
            self.restoring.said.fail(error)
            focus(self.secret)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Restored):
            self.secret.clear()
            words = self.kit.tr(N_("The vault was restored and verified. It is in the folder “{folder}” beside this "
                                   "one and opens like any vault, after you lock this one."))
            self.restoring.said.say("settled", words.format(folder=outcome.value.path.name))
        self._enable()
