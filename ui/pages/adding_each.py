"""A record for each of several that are chosen: fourteen people, one transfer at dawn, written down once.

ESF counts one act for one victim (2102), so what happened to fourteen is fourteen records; typing it once is how nobody
is forgotten and nobody is written twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from caseapp.domain.naming import may_name
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.pages.page import PageKit, button


def field_of_each(spec: RecordSpec, preset: Mapping[str, object]) -> str:
    """The field that names another record in each of the records to be made; blank where one record is."""
    return next((name for name, value in preset.items()
                 if isinstance(value, tuple) and name in spec.fields and spec.fields[name].kind is Kind.REF), "")


def without_each(spec: RecordSpec, preset: Mapping[str, object]) -> RecordSpec:
    """What is left to be asked for."""
    name = field_of_each(spec, preset)
    return replace(spec, fields={key: field for key, field in spec.fields.items() if key != name}) if name else spec


def title_of_new(kit: PageKit, spec: RecordSpec, preset: Mapping[str, object]) -> str:
    """What an empty record is called, and for how many it will be written."""
    kind, chosen = kit.tr(spec.label), preset.get(field_of_each(spec, preset))
    if not isinstance(chosen, tuple):
        return kit.tr(N_("New: {kind}")).format(kind=kind)
    return kit.language.plural("New: {kind}, for {n} chosen record", "New: {kind}, for each of {n} chosen records",
                               len(chosen)).format(kind=kind, n=len(chosen))


class AddingEach(QObject):
    """A button and the menu of what can be added for those who are chosen."""

    picked = Signal()
    wanted = Signal(str, object)  # type, preset

    def __init__(self, kit: PageKit, type_: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._type, self._picked = kit, type_, ("", "")
        self.button = button(kit.tr(N_("Add for each…")), "small")
        self.button.setToolTip(kit.tr(N_("Write down once what happened to all who are chosen")))
        self.button.clicked.connect(self._on_press)
        self.possible = kit.writable and any(True for _ in may_name(kit.desk.records.specs().values(), type_))

    def begin(self, ids: Sequence[RecordId]) -> None:
        """Ask for the record that was picked, for these."""
        type_, field = self._picked
        if type_:
            self.wanted.emit(type_, {field: tuple(ids)})

    def pick(self, type_: str, field: str) -> None:
        """What is to be added; who it is for is asked next."""
        self._picked = type_, field
        self.picked.emit()

    @Slot()
    def _on_press(self) -> None:
        menu = QMenu(self.button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec, field in may_name(self._kit.desk.records.specs().values(), self._type):
            label = self._kit.tr(spec.label)
            if field.kind is Kind.REFS:
                label = self._kit.tr(N_("{kind} (one that names them all)")).format(kind=label)
            action = QAction(label.replace("&", "&&"), menu)
            action.setData((spec.type, field.name))
            menu.addAction(action)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.pick(*action.data())
