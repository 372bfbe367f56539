"""Every dossier that was issued here, what is in it, and every copy of it that left."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QStringListModel, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.address import Address
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.dossiers.copies import CopyList
from ui.pages.dossiers.outgoing import Outgoing
from ui.pages.dossiers.preview import Preview
from ui.pages.page import Page, PageKit, button, padded, scrolled
from ui.ports import DossierCopy, Issued, Lane, Prepared
from ui.style.tokens import MEASURES
from ui.widgets.labels import ElidedLabel, PlainLabel


class IssuedPage(Page):
    """List, details, preview."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._all: Sequence[Issued] = ()
        self._current: Issued | None = None
        self._wanted = ""
        self._build()
        self._read()

    def address(self) -> Address:
        return Address(note=self._current.id if self._current else "")

    def show_address(self, address: Address) -> None:
        self._wanted = address.note
        self._read()

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        self._read()

    def start(self) -> None:
        self._read()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building

    def _build(self) -> None:
        tr = self.kit.tr
        self.model = QStringListModel(self)
        self.view = QListView()
        self.view.setProperty("ring", False)
        self.view.setProperty("role", "lines")
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr(N_("Issued dossiers")))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.empty = PlainLabel(tr(N_(
            "No dossier was issued in this vault yet. Open a case, a person or an incident and press “Dossier…”.")),
            "secondary", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.list_stack = QStackedWidget()
        self.list_stack.addWidget(self.view)
        self.list_stack.addWidget(self.empty)
        self.list_stack.setMinimumWidth(MEASURES.list_min)
        self.preview = Preview(self.kit)
        self.preview.failed.connect(self._on_error)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.list_stack)
        split.addWidget(scrolled(self._details()))
        split.addWidget(self.preview)
        split.setStretchFactor(1, 1)
        split.setSizes([MEASURES.list_width, 400, 420])
        self.preview.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _details(self) -> QWidget:
        tr = self.kit.tr
        inner = QWidget()
        self.details = inner
        box = QVBoxLayout(inner)
        box.setContentsMargins(20, 16, 20, 20)
        box.setSpacing(10)
        self.title = ElidedLabel("", "page-title")
        self.facts = PlainLabel(role="secondary", wrap=True)
        self.hash = PlainLabel(role="mono", wrap=True).selectable()
        self.look = button(tr(N_("Look at it")))
        self.look.clicked.connect(self._on_look)
        self.subject = button(tr(N_("Open the record")), "quiet")
        self.subject.clicked.connect(self._on_subject)
        self.outgoing = Outgoing(self.kit)
        self.outgoing.failed.connect(self._on_error)
        self.outgoing.working.connect(self.working)
        self.outgoing.left.connect(self._on_left)
        self.copies = CopyList(self.kit)
        self.copies.said.connect(self._on_accounted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(padded(self.look))
        row.addWidget(padded(self.subject))
        row.addStretch(1)
        box.addWidget(self.title)
        box.addWidget(self.facts)
        box.addWidget(PlainLabel(tr(N_("SHA-256 of the file")), "label"))
        box.addWidget(self.hash)
        box.addLayout(row)
        box.addWidget(self.outgoing)
        box.addSpacing(8)
        box.addWidget(self.copies)
        box.addStretch(1)
        inner.hide()
        return inner

    # --- reading

    def _read(self) -> None:
        self.kit.runner.run(self, Lane.READER, _Issued(self.kit), self._on_read, latest="issued")

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, Sequence):
            return
        self._all = outcome.value
        wanted = self._wanted or (self._current.id if self._current else "")
        self._wanted = ""
        self.model.setStringList([self._line(one) for one in self._all])
        self.list_stack.setCurrentWidget(self.view if self._all else self.empty)
        at = next((n for n, one in enumerate(self._all) if one.id == wanted), 0)
        if self._all:
            index = self.model.index(at)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._show(self._all[at])
        self.waits.emit("dossiers", 0)

    def _line(self, one: Issued) -> str:
        words = self.kit.tr(N_("{record} · {form} · {language} · {day}")).format(
            record=one.title, form=one.form, language=one.language, day=self.kit.day(one.at))
        if not one.open:
            return words
        copies = self.kit.language.plural("{n} copy to account for", "{n} copies to account for", one.open)
        return f"{words} · {copies.format(n=one.open)}"

    @Slot(QModelIndex)
    def _on_current(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._all) and self._all[index.row()] is not self._current:
            self._show(self._all[index.row()])

    def _show(self, one: Issued) -> None:
        other = self._current is None or self._current.id != one.id
        self._current = one
        self.details.show()
        self.title.setText(one.title)
        self.facts.setText(self.kit.tr(N_("{form}, {language}. For: {audience}. Number {id}, issued {when}.")).format(
            form=one.form, language=one.language, audience=one.audience, id=one.id, when=self.kit.stamp(one.at)))
        self.hash.setText(" ".join(one.sha256[at : at + 8] for at in range(0, 64, 8)))
        if other:
            self.preview.forget()
            self.preview.hide()
            self.outgoing.show_issued(one)
        self.kit.runner.run(self, Lane.READER, _Copies(self.kit, one.id), self._on_copies, latest="copies")

    @Slot(object)
    def _on_copies(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Sequence):
            self.copies.show_copies(outcome.value)

    # --- doing

    @Slot()
    def _on_look(self) -> None:
        if self._current is not None:
            self.kit.runner.run(self, Lane.READER, _Open(self.kit, self._current.id), self._on_opened, latest="open")

    @Slot(object)
    def _on_opened(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Prepared):
            self.preview.show()
            self.preview.show_prepared(outcome.value)

    @Slot()
    def _on_subject(self) -> None:
        if self._current is not None and self._current.subject[0]:
            self.went.emit(Address(type=self._current.subject[0], id=self._current.subject[1]))

    @Slot(str)
    def _on_left(self, _id: str) -> None:
        self._read()

    @Slot(object, str)
    def _on_accounted(self, copy: DossierCopy, how: str) -> None:
        self.kit.runner.run(self, Lane.WRITER, _Account(self.kit, copy, how), self._on_noted)

    @Slot(object)
    def _on_noted(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        else:
            self._read()

    @Slot(object)
    def _on_error(self, error: object) -> None:
        if isinstance(error, BaseException):
            self.fail(error)


class _Issued:
    def __init__(self, kit: PageKit) -> None:
        self._dossiers = kit.desk.dossiers

    def __call__(self) -> object:
        return self._dossiers.issued()


class _Copies:
    def __init__(self, kit: PageKit, id_: str) -> None:
        self._dossiers, self._id = kit.desk.dossiers, id_

    def __call__(self) -> object:
        return self._dossiers.copies(self._id)


class _Open(_Copies):
    def __call__(self) -> object:
        return self._dossiers.open(self._id)


class _Account:
    def __init__(self, kit: PageKit, copy: DossierCopy, how: str) -> None:
        self._dossiers, self._copy, self._how = kit.desk.dossiers, copy, how

    def __call__(self) -> object:
        self._dossiers.account(self._copy, self._how)
        return None
