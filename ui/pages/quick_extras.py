"""What stands around the six answers: preset buttons, what is kept for the next victim, files, the line after."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.address import NOWHERE, Address
from ui.bridge.progress import Progress
from ui.pages.page import PageKit, button, padded
from ui.ports import Recorded
from ui.widgets.choices import ChoiceBox
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel, StatusLabel

# The presets that stand as buttons beside the choice, with a short word each; the choice holds them all.
BUTTONS: Final = (
    ("violence_in_custody", N_("Ill-treatment")), ("injury", N_("Injury")), ("death_at_assembly", N_("Death")),
    ("journalist_obstructed", N_("Journalist")),
)
MOST_FILES: Final = 50


class Presets(QWidget):
    """Buttons for the most frequent acts, off the Tab path: the arrows of the choice reach them all."""

    def __init__(self, kit: PageKit, what: ChoiceBox) -> None:
        super().__init__()
        self._what = what
        self.buttons: dict[str, QPushButton] = {}
        row = Flow(self, spacing=6)
        row.setContentsMargins(4, 0, 4, 4)
        for id_, words in BUTTONS:
            if what.findData(id_) >= 0:
                self.buttons[id_] = self._button(kit.tr(words), what.itemText(what.findData(id_)))
                row.addWidget(self.buttons[id_])
        self.more = self._button(kit.tr(N_("More acts")), kit.tr(N_("Every act that can be chosen")))
        self.more.setCheckable(False)
        row.addWidget(self.more)
        self.more.clicked.connect(what.showPopup)
        what.currentIndexChanged.connect(self._show)

    def _button(self, words: str, whole: str) -> QPushButton:
        made = button(words, "preset")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made.setAccessibleName(whole)
        made.setToolTip(whole)
        made.clicked.connect(self._on_clicked)
        return made

    @Slot()
    def _on_clicked(self) -> None:
        pressed = self.sender()
        for id_, each in self.buttons.items():
            if each is pressed:
                self._what.choose(id_)
                self._what.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    @Slot()
    def _show(self) -> None:
        for id_, each in self.buttons.items():
            each.setChecked(id_ == self._what.chosen())


class KeptChips(QWidget):
    """What the next record of this sitting keeps; each goes away by itself."""

    dropped = Signal(str)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self.chips: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 4, 4, 4)
        self._row.setSpacing(6)
        self._row.addWidget(PlainLabel(kit.tr(N_("Kept")), "hint"))
        self._row.addStretch(1)
        self.hide()

    def show_kept(self, kept: Mapping[str, str]) -> None:
        """Name -> words; nothing kept shows nothing."""
        for key in [*self.chips]:
            self._take(key)
        for key, words in kept.items():
            if not words:
                continue
            short = words if len(words) <= 28 else f"{words[:28]}…"
            chip = button(f"{short}  ✕", "chip")
            chip.setAccessibleName(self._kit.tr(N_("Do not keep {value}")).format(value=words))
            chip.setToolTip(self._kit.tr(N_("Do not keep this")))
            chip.clicked.connect(self._on_clicked)
            self.chips[key] = chip
            self._row.insertWidget(self._row.count() - 1, chip)
        self.setVisible(bool(self.chips))

    def _take(self, key: str) -> None:
        chip = self.chips.pop(key)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    @Slot()
    def _on_clicked(self) -> None:
        pressed = self.sender()
        key = next((key for key, chip in self.chips.items() if chip is pressed), "")
        if key:
            self._take(key)
            self.setVisible(bool(self.chips))
            self.dropped.emit(key)


class FilesField(QWidget):
    """Files that become exhibits of what is recorded, once it is. Their paths are kept nowhere else."""

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self.paths: tuple[Path, ...] = ()
        self.add = button(kit.tr(N_("Add files…")))
        self.add.clicked.connect(self._on_add)
        self.words = PlainLabel(role="hint", wrap=True)
        self.clear_button = button(kit.tr(N_("None")), "small")
        self.clear_button.setAccessibleName(kit.tr(N_("Take no files along")))
        self.clear_button.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(padded(self.add))
        row.addWidget(self.words, 1)
        row.addWidget(padded(self.clear_button))
        self.setFocusProxy(self.add)
        self.show_paths(())

    def show_paths(self, paths: Sequence[Path]) -> None:
        """These files go along."""
        self.paths = tuple(dict.fromkeys(paths))[:MOST_FILES]
        count = len(self.paths)
        words = self._kit.language.plural("{n} file is taken in after recording",
                                          "{n} files are taken in after recording", count).format(n=count)
        self.words.setText(words if count else "")
        self.clear_button.setVisible(bool(count))

    @Slot()
    def clear(self) -> None:
        """No files."""
        self.show_paths(())

    @Slot()
    def _on_add(self) -> None:
        dialog = QFileDialog(self, self._kit.tr(N_("Add files as exhibits")))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's own would remember where one was
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot("QStringList")
    def _on_chosen(self, names: list[str]) -> None:
        self.show_paths((*self.paths, *(Path(name) for name in names)))


class Afterwards(QWidget):
    """What was recorded, what is still missing, and where the first of it is written down."""

    went = Signal(Address)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self._cure = NOWHERE
        self.status = StatusLabel(kit.look, "settled", "", wrap=True)
        self.words = self.status.words
        self.add_now = button(kit.tr(N_("Add now")), "small")
        self.later = button(kit.tr(N_("Later")), "small")
        self.add_now.clicked.connect(self._on_add)
        self.later.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(padded(self.add_now))
        row.addWidget(padded(self.later))
        row.addStretch(1)
        self._choice = QWidget()
        self._choice.setLayout(row)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.status)
        box.addWidget(self._choice)
        self.hide()

    def show_recorded(self, recorded: Recorded) -> None:
        """Say it."""
        tr, count = self._kit.tr, recorded.count
        missing = ", ".join(recorded.missing)
        if count > 1:
            words = self._kit.language.plural("{n} record made.", "{n} records made.", count).format(n=count)
        elif missing:
            words = tr(N_("Recorded. Still missing for a complaint: {missing}")).format(missing=missing)
        else:
            words = tr(N_("Recorded."))
        self.words.setText(words)
        self._cure = recorded.cure
        self._choice.setVisible(bool(missing) and count == 1 and recorded.cure != NOWHERE)
        self.show()

    @Slot()
    def _on_add(self) -> None:
        self.went.emit(self._cure)


class AttachFiles:
    """Take the files in as exhibits of what was recorded: a plain object for the lane."""

    def __init__(self, kit: PageKit, paths: Sequence[Path], concerns: Sequence[RecordId], progress: Progress) -> None:
        self._evidence, self._paths, self._concerns, self._progress = kit.desk.evidence, paths, concerns, progress

    def __call__(self) -> object:
        return self._evidence.attach(self._paths, self._concerns, self._progress)
