"""The short code that lifts the cover, and in words when the window covers and locks itself."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import Page, PageKit, button, card, limited, padded, scrolled
from ui.ports import Choice, Door, Lane, Settings
from ui.session.times import times_of
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel, StatusLabel
from ui.widgets.secret import PassphraseField

COVERS: Final = (1, 2, 5, 10, 15, 30)  # within ui.session.times
LOCKS: Final = (5, 10, 15, 30, 60)


class CoverSettingsPage(Page):
    """Choose the code, or take it away."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        tr = kit.tr
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(PlainLabel(tr(N_("Covering and locking")), "page-title"))
        column.addLayout(limited(self._how(), kit.look.px(720)))
        column.addLayout(limited(self._code(), kit.look.px(720)))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))
        self._show_state()

    def start(self) -> None:
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _how(self) -> QWidget:
        tr = self.kit.tr
        frame = card()
        box = QVBoxLayout(frame)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        self.idle = PlainLabel(wrap=True)
        box.addWidget(self.idle)
        self.minutes: dict[str, ChoiceBox] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, words, offered in (("cover_minutes", N_("Cover after"), COVERS),
                                     ("lock_minutes", N_("Lock after"), LOCKS)):
            row.addWidget(PlainLabel(tr(words), "label"))
            row.addWidget(padded(self._minutes(name, tr(words), offered)))
        row.addStretch(1)
        box.addLayout(row)
        self._show_times()
        for words in (
            tr(N_("Interview mode, in the header, stretches both to an hour. Work under way holds the lock back, "
                  "never the cover.")),
            tr(N_("Sleep, a closed lid, the lock of the system, and Esc held for two seconds lock at once.")),
            tr(N_("After a lock the program ends and a fresh one shows the lock screen: only that frees the memory.")),
        ):
            box.addWidget(PlainLabel(words, wrap=True))
        return frame

    def _minutes(self, name: str, words: str, offered: tuple[int, ...]) -> ChoiceBox:
        plural = self.kit.language.plural
        made = ChoiceBox(self.kit.look, [
            Choice(str(n), plural("{n} minute", "{n} minutes", n).format(n=n)) for n in offered])
        made.setAccessibleName(words)
        made.choose(str(self.kit.desk.settings.get(name)))
        made.setEnabled(not self.kit.desk.door.read_only)
        made.activated.connect(self._on_minutes)
        self.minutes[name] = made
        return made

    def _show_times(self) -> None:
        times = times_of(self.kit.desk.settings)
        self.idle.setText(self.kit.tr(N_(
            "After {cover} min without a key or the mouse every page is dropped and covered, and the vault's "
            "key stays in memory. After {lock} min the vault is locked.")).format(
                cover=int(times.cover // 60), lock=int(times.lock // 60)))

    @Slot()
    def _on_minutes(self) -> None:
        chosen = {name: int(box.chosen()) for name, box in self.minutes.items() if box.chosen().isdigit()}
        self.kit.runner.run(self, Lane.WRITER, _Keep(self.kit.desk.settings, chosen), self._on_kept)

    @Slot(object)
    def _on_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        self._show_times()

    def _code(self) -> QWidget:
        kit, tr = self.kit, self.kit.tr
        frame = card()
        box = QVBoxLayout(frame)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        box.addWidget(PlainLabel(tr(N_("Short code")), "title"))
        box.addWidget(PlainLabel(tr(N_(
            "It lifts the cover and nothing else. After five wrong tries the vault is locked; then only the passphrase "
            "opens it.")), "secondary", wrap=True))
        self.status = StatusLabel(kit.look, "settled", "", wrap=True)
        box.addWidget(self.status)
        name = tr(N_("New short code"))
        self.code = PassphraseField(kit.look, kit.language, name)
        self.code.entered.connect(self._on_keep)
        box.addWidget(PlainLabel(name, "label"))
        box.addWidget(self.code)
        self.keep = button(tr(N_("Keep this code")), "primary")
        self.keep.clicked.connect(self._on_keep)
        self.drop = button(tr(N_("Take the code away")))
        self.drop.clicked.connect(self._on_drop)
        row = QHBoxLayout()
        row.setContentsMargins(4, 8, 4, 0)
        row.addWidget(self.keep)
        row.addWidget(self.drop)
        row.addStretch(1)
        box.addLayout(row)
        for each in (self.code, self.keep):
            each.setEnabled(not kit.desk.door.read_only)
        return frame

    def _show_state(self) -> None:
        chosen = self.kit.desk.door.has_code
        self.drop.setEnabled(chosen and not self.kit.desk.door.read_only)
        self.status.words.setText(self.kit.tr(
            N_("A code is chosen.") if chosen else N_("No code is chosen; the passphrase lifts the cover.")))

    @Slot()
    def _on_keep(self) -> None:
        if self.code.text():
            self._choose(self.code.text())

    @Slot()
    def _on_drop(self) -> None:
        self._choose("")

    def _choose(self, code: str) -> None:
        self.kit.runner.run(self, Lane.WRITER, _Choose(self.kit.desk.door, code), self._on_chosen)

    @Slot(object)
    def _on_chosen(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.status.words.setText(notice(outcome.error, self.kit.language).text)
        elif isinstance(outcome, Done):
            self.code.clear()
            self._show_state()


class _Choose:
    def __init__(self, door: Door, code: str) -> None:
        self._door, self._code = door, code

    def __call__(self) -> None:
        self._door.choose_code(self._code)


class _Keep:
    def __init__(self, settings: Settings, minutes: dict[str, int]) -> None:
        self._settings, self._minutes = settings, minutes

    def __call__(self) -> None:
        for name, value in self._minutes.items():
            self._settings.put(name, value)
