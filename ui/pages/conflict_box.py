"""A field that people wrote apart, settled where it stands: ← → keep one, ↓ keeps both."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.policy import Merge
from caseapp.domain.spec import FieldSpec
from caseapp.domain.text import N_
from ui.forms.kit import FormKit
from ui.forms.readers import read_value
from ui.pages.page import PageKit, button
from ui.ports import FieldView, Standing
from ui.widgets.fields import MarkedLine
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel, StatusLabel

_ARROWS: Final = {Qt.Key.Key_Left: 0, Qt.Key.Key_Right: 1}


class StandingRow(QWidget):
    """One of several standing values with author and time, and the button that keeps it."""

    kept = Signal(object)

    def __init__(self, spec: FieldSpec, standing: Standing, kit: PageKit, forms: FormKit, arrow: str = "") -> None:
        super().__init__()
        self._standing = standing
        value = standing.value
        many = spec.merge.merge is Merge.SET and value is not None and not isinstance(value, list | tuple)
        text = read_value(spec, (value,) if many else value, forms) or kit.tr(N_("(blank)"))
        by = f"{standing.author}, {kit.when(standing)}"
        words = kit.tr(N_("Keep this"))
        keep = button(f"{arrow} {words}" if arrow else words, "small")
        keep.setAccessibleName(words)
        keep.setAccessibleDescription(f"{text}. {by}")
        keep.clicked.connect(self._on_keep)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(PlainLabel(text, wrap=True).selectable())
        column.addWidget(PlainLabel(by, "hint", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.addLayout(column, 1)
        row.addWidget(keep, 0, Qt.AlignmentFlag.AlignVCenter)
        keep.setVisible(kit.writable)

    @Slot()
    def _on_keep(self) -> None:
        self.kept.emit(self._standing.value)


class ConflictBox(QFrame):
    """Both values stand until somebody who saw both decides; whatever is chosen, both stay in the history."""

    resolved = Signal(str, object, str)  # field, value, reason
    both = Signal(str, str)  # field, reason: every value is true
    other = Signal(str)  # field: enter another value

    def __init__(self, spec: FieldSpec, view: FieldView, kit: PageKit, forms: FormKit) -> None:
        super().__init__()
        self._name = spec.name
        self._standing = view.standing
        self._writable = kit.writable
        self.setProperty("role", "conflict")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tr = kit.tr
        self.setAccessibleName(tr(N_("Conflict: {field}")).format(field=tr(spec.label)))
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(4)
        box.addWidget(StatusLabel(kit.look, "danger", tr(N_("Written twice apart. Both stay in the history.")),
                                  wrap=True))
        arrows = ("←", "→") if len(view.standing) == 2 else ("",) * len(view.standing)
        self.rows = [StandingRow(spec, standing, kit, forms, arrow)
                     for standing, arrow in zip(view.standing, arrows, strict=True)]
        for row in self.rows:
            row.kept.connect(self._on_kept)
            box.addWidget(row)
        if not kit.writable:
            return
        self.may_both = spec.merge.merge is not Merge.PROTECTIVE and len(view.standing) > 1
        self.reason = MarkedLine(kit.look)
        self.reason.setPlaceholderText(tr(N_("Reason, kept in the history")))
        self.reason.setAccessibleName(tr(N_("Reason, kept in the history")))
        box.addWidget(self.reason)
        ways = Flow(spacing=8)
        if self.may_both:
            true = button(f"↓ {tr(N_('Both are true'))}", "small")
            true.setAccessibleName(tr(N_("Both are true")))
            true.clicked.connect(self._on_both)
            ways.addWidget(true)
        another = button(tr(N_("Enter another value")), "small")
        another.clicked.connect(self._on_other)
        ways.addWidget(another)
        box.addLayout(ways)
        keys = N_("← keeps the first, → the second, ↓ both") if self.may_both else N_("← keeps the first, → the second")
        self.setAccessibleDescription(tr(keys) if len(view.standing) == 2 else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows decide while the box itself has the focus, so that writing a reason never does."""
        at = _ARROWS.get(Qt.Key(event.key()), -1)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._writable and plain and len(self._standing) == 2:
            if at >= 0:
                self._on_kept(self._standing[at].value)
                return
            if event.key() == Qt.Key.Key_Down and self.may_both:
                self._on_both()
                return
        super().keyPressEvent(event)

    @Slot(object)
    def _on_kept(self, value: object) -> None:
        self.resolved.emit(self._name, value, self.reason.text())

    @Slot()
    def _on_both(self) -> None:
        self.both.emit(self._name, self.reason.text())

    @Slot()
    def _on_other(self) -> None:
        self.other.emit(self._name)
