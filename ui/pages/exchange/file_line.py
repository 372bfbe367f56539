"""One opened export file as a line: who it is from, what it claims, what is odd, and whether it is to be taken in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import visible
from ui.pages.exchange.parts import scope_words, when
from ui.pages.page import PageKit, button, padded
from ui.ports import FileState, Noticed, OpenedFile
from ui.style.icons import Icon
from ui.widgets.choices import Tick
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel

_STATUS = {FileState.READY: "settled", FileState.ASIDE: "attention", FileState.REFUSED: "danger"}


class FileLine(QFrame):
    """``chosen`` tells whether it goes in. An alarm takes the tick away; putting it back is the person's decision."""

    changed = Signal()
    compare = Signal(str)  # fingerprint
    removed = Signal(object)  # this line

    def __init__(self, kit: PageKit, file: OpenedFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit, self.file = kit, file
        self.setProperty("role", "card")
        self._alarmed = False
        self.notices: tuple[Noticed, ...] = ()
        self.replayed = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 8, 8, 8)
        self._box.setSpacing(4)
        self._box.addLayout(self._head())
        self._box.addLayout(self._facts())
        self._notes = QVBoxLayout()
        self._notes.setSpacing(4)
        self._box.addLayout(self._notes)
        if file.words:
            self._notes.addWidget(StatusLabel(kit.look, _STATUS[file.state], file.words, wrap=True))
        self.compare_button = button(kit.tr(N_("Compare card…")), "small")
        self.compare_button.clicked.connect(self._on_compare)
        row = QHBoxLayout()
        row.addWidget(padded(self.compare_button))
        row.addStretch(1)
        if file.state is FileState.ASIDE:
            self._box.addLayout(row)
        else:
            self.compare_button.setParent(self)
            self.compare_button.hide()

    @property
    def ready(self) -> bool:
        """Whether it could be taken in."""
        return self.file.state is FileState.READY and not self.replayed

    @property
    def chosen(self) -> bool:
        """Whether it is to be taken in."""
        return self.ready and self.tick.isChecked()

    def told(self, notices: Sequence[Noticed], left_out: bool) -> bool:
        """Show what is odd. True when an alarm took the tick away, so that the rest must be counted again."""
        self.notices = tuple(notices)
        while (item := self._notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in notices:
            status = "danger" if one.alarm else "info" if one.replay else "attention"
            self._notes.addWidget(StatusLabel(self.kit.look, status, one.words, wrap=True))
        if left_out and not any(one.replay for one in notices):
            words = self.kit.tr(N_("The same file stands above; it is taken in once."))
            self._notes.addWidget(StatusLabel(self.kit.look, "info", words, wrap=True))
        if left_out:
            self.replayed = True
            self.tick.setChecked(False)
            self.tick.setEnabled(False)
        if any(one.alarm for one in notices) and not self._alarmed:
            self._alarmed = True
            self.tick.setChecked(False)
            self.tick.setText(self.kit.tr(N_("Take in despite the alarm")))
            return True
        return False

    def _head(self) -> QHBoxLayout:
        kit, file = self.kit, self.file
        shown = visible(file.path.name)
        name = ElidedLabel(shown, "section")
        self.tick = Tick(kit.look, "")
        self.tick.setChecked(file.state is FileState.READY)
        self.tick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.tick.setAccessibleName(kit.tr(N_("Take in {file}")).format(file=shown))
        self.tick.toggled.connect(self._on_toggled)
        self.remove_button = button("", "quiet")
        self.remove_button.setIcon(kit.look.icon(Icon.CLOSE, size=16))
        words = kit.tr(N_("Take {file} off this list")).format(file=shown)
        self.remove_button.setAccessibleName(words)
        self.remove_button.setToolTip(kit.tr(N_("Take off this list")))
        self.remove_button.clicked.connect(self._on_remove)
        row = QHBoxLayout()
        row.setSpacing(4)
        if file.state is FileState.READY:
            row.addWidget(padded(self.tick))
        else:
            self.tick.setParent(self)  # in its place before it is shown or hidden: alone it would be a window
            self.tick.hide()
        row.addWidget(name, 1)
        row.addWidget(padded(self.remove_button))
        return row

    def _facts(self) -> QHBoxLayout:
        kit, file = self.kit, self.file
        row = QHBoxLayout()
        row.setSpacing(8)
        if file.fingerprint:
            who = file.sender or kit.tr(N_("card {digits}…")).format(digits=file.fingerprint[:8])
            row.addWidget(ElidedLabel(who), 1)
        if file.created is not None:
            dated = kit.tr(N_("dated {date}")).format(date=when(kit, file.created, time=False))
            row.addWidget(PlainLabel(dated, "secondary"))
        if file.state is FileState.READY:
            words = kit.tr(N_("verified, {scope}")).format(
                scope=scope_words(kit, file.everything, file.cases, file.seq))
            row.addWidget(StatusLabel(kit.look, "settled", words), 0, Qt.AlignmentFlag.AlignRight)
        return row

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self.changed.emit()

    @Slot()
    def _on_compare(self) -> None:
        self.compare.emit(self.file.fingerprint)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)
