"""Two versions of a record side by side: only what differs, word by word, and each older value can be restored."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.policy import Merge
from caseapp.domain.spec import FieldSpec, RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.word_diff import differing
from ui.forms.kit import FormKit
from ui.forms.record_form import secret
from ui.pages.history_words import value_text
from ui.pages.page import PageKit, button
from ui.pages.section_reading import Covered
from ui.ports import OldValue, Version
from ui.widgets.labels import PlainLabel
from ui.widgets.marked_text import MarkedText, Marking

_LABEL: Final = 140


class RestoreButton(QWidget):
    """Writes the value of one version once more."""

    pressed = Signal(str, int)  # field, number of the change

    def __init__(self, kit: PageKit, spec: FieldSpec, version: Version) -> None:
        super().__init__()
        self._at = (spec.name, version.step.no)
        press = button(kit.tr(N_("Restore this value")), "small")
        press.setAccessibleDescription(kit.tr(spec.label))
        press.clicked.connect(self._on_press)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(press)
        row.addStretch(1)

    @Slot()
    def _on_press(self) -> None:
        self.pressed.emit(*self._at)


class VersionsCard(QFrame):
    """The older version at the left, the newer at the right."""

    closed = Signal()
    restore = Signal(str, int)

    def __init__(self, kit: PageKit, spec: RecordSpec, old: Version, new: Version) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(kit.tr(N_("Two versions")))
        forms = kit.form_kit({**old.titles, **new.titles})
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, version in ((1, old), (2, new)):
            grid.addWidget(PlainLabel(self._head(version), "section", wrap=True), 0, column)
        self.rows = 0
        for name, field in spec.fields.items():
            before, after = old.values.get(name, ()), new.values.get(name, ())
            if before != after:
                self.rows += 1
                self._add(grid, field, (old, before), (new, after), forms)
        close = button(kit.tr(N_("Close the comparison")), "small")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(kit.tr(N_("Two versions")), "title"), 1)
        head.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(8)
        box.addLayout(head)
        if not self.rows:
            box.addWidget(PlainLabel(kit.tr(N_("Nothing differs between these two versions.")), "hint", wrap=True))
        box.addLayout(grid)

    def _head(self, version: Version) -> str:
        words = self._kit.tr(N_("After change {number}: {author}, {when}"))
        step = version.step
        return words.format(number=step.no, author=step.author, when=self._kit.at(step.at))

    def _add(self, grid: QGridLayout, spec: FieldSpec, old: tuple[Version, tuple[OldValue, ...]],
             new: tuple[Version, tuple[OldValue, ...]], forms: FormKit) -> None:
        row = self.rows
        label = PlainLabel(self._kit.tr(spec.label), "label", wrap=True)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        texts = [value_text(self._kit, spec, values, forms) for _, values in (old, new)]
        gone, come = differing(*texts)
        sides = ((1, old, texts[0], gone, Marking.GONE), (2, new, texts[1], come, Marking.COME))
        for column, (version, values), text, spans, marking in sides:
            cell = QWidget()
            box = QVBoxLayout(cell)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(2)
            shown: QWidget = MarkedText(self._kit.look, text, spans, marking)
            if not text:
                shown = PlainLabel(self._kit.tr(N_("not set")), "hint")
            box.addWidget(Covered(spec, shown, self._kit) if secret(spec) and text else shown)
            if restorable(spec, values) and self._kit.writable:
                again = RestoreButton(self._kit, spec, version)
                again.pressed.connect(self.restore)
                box.addWidget(again)
            box.addStretch(1)
            grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)


def restorable(spec: FieldSpec, values: tuple[OldValue, ...]) -> bool:
    """One readable value, of a field whose answers are not protective."""
    merge = spec.merge.merge
    if merge is Merge.PROTECTIVE or any(value.blank for value in values):
        return False
    return merge is Merge.SET or len(values) <= 1
