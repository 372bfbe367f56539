"""The safety check: one page, each line fine or with its remedy; and the verification of everything in the vault."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_, filled
from ui.address import Address
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button
from ui.pages.settings.parts import Card, SettingsPage, failed, focus
from ui.ports import Lane, Safety, SafetyView
from ui.ports.backups import Progress
from ui.widgets.labels import PlainLabel, StatusLabel

# topic -> where its remedy is: place, tab, words of the button
GO: Final = {
    "recovery": ("settings", "me", N_("Try the recovery key")),
    "backup": ("settings", "backup", N_("Go to Backup")),
    "stick": ("settings", "backup", N_("Go to Backup")),
    "contacts": ("exchange", "contacts", N_("Go to Contacts")),
}


class SafetyPage(SettingsPage):
    """Lines that need something first are not moved: the order is that of importance, always the same."""

    title = N_("Safety check")
    intro = N_("Only what was really looked at is called fine. What cannot be seen from here is said to be so.")

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        tr = kit.tr
        self.views: list[SafetyView] = []
        self.lines = Card(kit, N_("How things stand"))
        self.lines_box = QVBoxLayout()
        self.lines_box.setSpacing(8)
        self.lines.box.addLayout(self.lines_box)
        self.again_button = button(tr(N_("Check again")))
        self.again_button.clicked.connect(self._on_again)
        self.lines.row(self.again_button)
        self.column.addWidget(self.lines)
        self.verifying = Card(kit, N_("Verify the vault"), N_(
            "Reads every page, signature and evidence file and compares everything that is shown with the history. "
            "Nothing is changed. With much evidence it takes some minutes; records cannot be saved meanwhile."
        ))
        self.verify_button = button(tr(N_("Verify now")))
        self.verify_button.clicked.connect(self._on_verify)
        self.found_box = QVBoxLayout()
        self.found_box.setSpacing(4)
        self.verifying.box.addLayout(self.found_box)
        self.verifying.row(self.verify_button)
        self.column.addWidget(self.verifying)

    def start(self) -> None:
        focus(self.again_button)

    def reload(self) -> None:
        self.ask(Lane.WRITER, self.kit.desk.safety.check, self._on_checked, "check")

    @Slot()
    def _on_again(self) -> None:
        self.reload()

    @Slot(object)
    def _on_checked(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.unread(error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Sequence):
            return
        _empty(self.lines_box)
        self.views = list(outcome.value)
        for view in self.views:
            self.lines_box.addWidget(self._line(view))

    def _line(self, view: SafetyView) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(12)
        words = view.words if view.at is None else filled(view.words, date=self.day(view.at))
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(StatusLabel(self.kit.look, view.status, words, wrap=True))
        if view.remedy:
            told.addWidget(PlainLabel(view.remedy, "secondary", wrap=True))
        row.addLayout(told, 1)
        if view.status == "attention" and view.topic in GO:
            cure = _Cure(self.kit.tr(GO[view.topic][2]), view.topic)
            cure.wanted.connect(self.cure)
            row.addWidget(cure, 0, Qt.AlignmentFlag.AlignTop)
        return whole

    @Slot(str)
    def cure(self, topic: str) -> None:
        """Go where the remedy is."""
        place, tab, _ = GO[topic]
        self.went.emit(Address(place, tab, note="drill" if topic == "recovery" else ""))

    # --- verifying

    @Slot()
    def _on_verify(self) -> None:
        if self.busy:
            return
        progress = self.begin(self.kit.tr(N_("Verifying the vault")))
        self.verify_button.setEnabled(False)
        _empty(self.found_box)
        self.verifying.said.say("info", self.kit.tr(N_("Everything in the vault is being read and compared.")))
        self.ask(Lane.WRITER, _Verify(self.kit.desk.safety, progress), self._on_verified)

    @Slot(object)
    def _on_verified(self, outcome: Outcome) -> None:
        self.ended()
        self.verify_button.setEnabled(True)
        error = failed(outcome)
        if error is not None:
            self.verifying.said.fail(error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, list):
            self._show_findings(outcome.value)

    def _show_findings(self, findings: Sequence[str]) -> None:
        if not findings:
            self.verifying.said.say("settled", self.kit.tr(N_("Everything in this vault is as it was written.")))
            return
        self.verifying.said.say("danger", self.kit.tr(N_(
            "Not everything is as it was written. Do not delete anything. Make a backup on a stick now, then compare "
            "with an older backup, or ask your coordinator."
        )))
        for words in findings:
            self.found_box.addWidget(StatusLabel(self.kit.look, "attention", words, wrap=True))


class _Cure(QPushButton):
    """A button that knows its topic."""

    wanted = Signal(str)

    def __init__(self, words: str, topic: str) -> None:
        super().__init__(words)
        self.setAutoDefault(True)
        self._topic = topic
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(self._topic)


class _Verify:
    def __init__(self, safety: Safety, progress: Progress) -> None:
        self._safety, self._progress = safety, progress

    def __call__(self) -> list[str]:
        return list(self._safety.verify(self._progress))


def _empty(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
