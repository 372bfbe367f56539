"""The activity log: what left the vault, came in, and opened it in a new way. Newest first, a page at a time."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button, padded, rule
from ui.pages.settings.parts import Card, SettingsPage, failed, focus
from ui.ports import Activity, ActivityLine, Choice, Lane
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel


class ActivityPage(SettingsPage):
    """Filter, list, more of it, a copy outside."""

    title = N_("Activity")
    intro = N_(
        "What left this vault, what came in, and what changed how it opens. Nothing is ever taken out of this log."
    )

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        tr = kit.tr
        self.lines: list[ActivityLine] = []
        self.card = Card(kit, N_("Log"))
        self.kind = ChoiceBox(kit.look, [], blank=tr(N_("Everything")))
        self.kind.setAccessibleName(tr(N_("Which kind")))
        self.kind.activated.connect(self._on_kind)
        self.save_button = button(tr(N_("Save as a table…")))
        self.save_button.clicked.connect(self._on_choose)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 4, 0)
        row.addWidget(padded(self.kind), 1)
        row.addWidget(self.save_button)
        self.card.box.addLayout(row)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        self.card.box.addLayout(self.rows)
        self.more_button = button(tr(N_("Show older ones")))
        self.more_button.clicked.connect(self._on_more)
        self.more_button.hide()
        self.card.row(self.more_button)
        self.column.addWidget(self.card)

    def start(self) -> None:
        focus(self.kind)

    def reload(self) -> None:
        self.ask(Lane.WRITER, _Look(self.kit.desk.activity, self.kind.chosen()), self._on_looked, "look")

    @Slot()
    def _on_kind(self) -> None:
        self.reload()

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.unread(error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, tuple):
            return
        kinds, lines = outcome.value
        self._offer(kinds)
        self._clear()
        self._add(lines)
        if not lines:
            self.rows.addWidget(PlainLabel(self.kit.tr(N_(
                "Nothing yet. Exports, imports, dossiers, backups and changes of the passphrase will stand here."
            )), "secondary", wrap=True))

    def _offer(self, kinds: Sequence[Choice]) -> None:
        chosen = self.kind.chosen()
        self.kind.blockSignals(True)
        while self.kind.count() > 1:
            self.kind.removeItem(1)
        for kind in kinds:
            self.kind.addItem(kind.label, kind.id)
        self.kind.choose(chosen)
        self.kind.blockSignals(False)

    def _add(self, lines: Sequence[ActivityLine]) -> None:
        for line in lines:
            if self.rows.count():
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(line))
        self.lines.extend(lines)
        self.more_button.setVisible(bool(lines) and lines[-1].no > 1)

    def _row(self, line: ActivityLine) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(4, 2, 4, 2)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        when = PlainLabel(self.day(line.at), "secondary", wrap=True)
        when.setFixedWidth(self.kit.look.px(180))
        grid.addWidget(when, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(line.title, wrap=True), 0, 1)
        if line.detail:
            grid.addWidget(PlainLabel(line.detail, "secondary", wrap=True), 1, 1)
        grid.setColumnStretch(1, 1)
        return whole

    def _clear(self) -> None:
        self.lines = []
        while (item := self.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot()
    def _on_more(self) -> None:
        if self.lines:
            work = _More(self.kit.desk.activity, self.kind.chosen(), self.lines[-1].no)
            self.ask(Lane.WRITER, work, self._on_further, "look")

    @Slot(object)
    def _on_further(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.card.said.fail(error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, list):
            self._add(outcome.value)
            if not outcome.value:
                self.more_button.hide()

    # --- a copy outside

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Save as a table")), "", "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # a native one would remember the file
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("activity.csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write all lines of the chosen kind there."""
        work = _Save(self.kit.desk.activity, Path(path), self.kind.chosen())
        self.ask(Lane.WRITER, work, self._on_saved_outside)

    @Slot(object)
    def _on_saved_outside(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.card.said.fail(error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, int):
            words = self.kit.language.plural(
                "{n} line was saved. The file outside is not encrypted; the log says that it was made.",
                "{n} lines were saved. The file outside is not encrypted; the log says that it was made.",
                outcome.value)
            self.card.said.say("settled", words.format(n=outcome.value))
            self.reload()


class _Look:
    def __init__(self, activity: Activity, kind: str) -> None:
        self._activity, self._kind = activity, kind

    def __call__(self) -> tuple[Sequence[Choice], Sequence[ActivityLine]]:
        return self._activity.kinds(), self._activity.lines(self._kind)


class _More:
    def __init__(self, activity: Activity, kind: str, before: int) -> None:
        self._activity, self._kind, self._before = activity, kind, before

    def __call__(self) -> list[ActivityLine]:
        return list(self._activity.lines(self._kind, self._before))


class _Save:
    def __init__(self, activity: Activity, path: Path, kind: str) -> None:
        self._activity, self._path, self._kind = activity, path, kind

    def __call__(self) -> int:
        return self._activity.save(self._path, self._kind)
