"""Making a dossier: what, in which language, for whom; the live pages; what to mend before it leaves; issue."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.address import Address
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.dossiers.before import BeforeItLeaves
from ui.pages.dossiers.outgoing import Outgoing
from ui.pages.dossiers.preview import Preview
from ui.pages.page import Page, PageKit, button, padded
from ui.ports import Issued, Lane, Prepared, RecordView
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import ElidedLabel, PlainLabel
from ui.widgets.suggest import SuggestField

_SETTLE_MS: Final = 250  # a person who walks through choices with the arrow keys wants the last one
_CHOICES_WIDTH: Final = 264
_BEFORE_WIDTH: Final = 300
_BEFORE_LEAST: Final = 220


class MakePage(Page):
    """One subject at a time; the preview is pressed again whenever a choice or the vault changes."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.subject: tuple[str, RecordId] = ("", "")
        self.issued: Issued | None = None
        self._records: frozenset[RecordId] = frozenset()
        self._working = self._stale = self._built = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.prepare)
        self._build()

    # --- what the shell calls

    def address(self) -> Address:
        return Address(type=self.subject[0], id=self.subject[1], note=self.form.chosen())

    def show_address(self, address: Address) -> None:
        if address.id and (address.type, address.id) != self.subject:
            self.show_subject(address.type, address.id)

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        if self.subject[1] and any(changes.values()):
            self._stale = True
            self._renew()

    def can(self, act: Act) -> bool:
        ready = bool(self.subject[1]) and self.kit.writable
        return act is Act.PANE or (act in (Act.ISSUE, Act.RECORD) and ready and not self._working)

    def start(self) -> None:
        first = self.form if self.subject[1] else self.who
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def perform(self, act: Act) -> bool:
        if act in (Act.ISSUE, Act.RECORD):
            self._on_issue()
            return True
        if act is Act.PANE:
            parts = (self.form, self.preview.area, self.before)
            now = next((n for n, part in enumerate(parts) if part.hasFocus() or part.isAncestorOf(
                self.focusWidget() or self)), 0)
            wanted = parts[(now + 1) % len(parts)]
            (wanted.lines[0] if wanted is self.before and self.before.lines else wanted).setFocus(
                Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def leave(self, at_once: bool = False) -> bool:
        self._stale = self._stale or self._settle.isActive()
        self._settle.stop()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes back from mending sees what it changed."""
        super().showEvent(event)
        self._renew()

    def _renew(self) -> None:
        """The vault changed: what was issued stands under Issued, and here the pages are made anew, once seen."""
        if self._stale and self.isVisible() and not self.outgoing.busy():
            self._forget_issued()
            self._settle.start()

    def _forget_issued(self) -> None:
        self.issued = None
        self.outgoing.show_issued(None)
        self._fit()

    # --- the subject

    def show_subject(self, type_: str, id_: RecordId) -> None:
        """Make it about this record."""
        self.subject = (type_, id_)
        self._forget_issued()
        self.form.clear()
        for choice in self.kit.desk.dossiers.forms(type_):
            self.form.addItem(choice.label, choice.id)
        self.kit.runner.run(self, Lane.READER, _Title(self.kit, id_), self._on_title, latest="title")
        self.prepare()

    @Slot(object)
    def _on_title(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, RecordView):
            self.who.show_record(outcome.value.id, outcome.value.title)
            self.title.setText(self.kit.tr(N_("Dossier: {record}")).format(record=outcome.value.title))

    # --- building

    def _build(self) -> None:
        tr, dossiers = self.kit.tr, self.kit.desk.dossiers
        self.title = ElidedLabel(tr(N_("Dossier")), "page-title")
        self.who = SuggestField(self.kit.look, self.kit.runner, self.kit.desk.search, dossiers.subjects())
        self.who.line.setPlaceholderText(tr(N_("A case, person or incident")))
        self.who.line.setAccessibleName(tr(N_("About whom or what")))
        self.who.took.connect(self._on_took)
        self.form = ChoiceBox(self.kit.look, ())
        self.language = ChoiceBox(self.kit.look, dossiers.languages("D1"))
        self.language.choose(self.kit.language.code)
        self.audience = ChoiceBox(self.kit.look, dossiers.audiences())
        for box in (self.form, self.language, self.audience):
            box.activated.connect(self._on_choice)
        self.preview = Preview(self.kit)
        self.preview.failed.connect(self._on_error)
        self.preview.say(tr(N_("Choose a case, a person or an incident: its pages appear here.")))
        self.before = BeforeItLeaves(self.kit)
        self.before.setProperty("role", "aside")
        self.before.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.before.went.connect(self.went)
        self.issue_button = button(with_keys(tr(N_("Issue and keep in vault")), Act.ISSUE), "primary")
        self.issue_button.setIcon(self.kit.look.icon(Icon.DOSSIER, self.kit.look.theme.on_accent, 16))
        self.issue_button.clicked.connect(self._on_issue)
        self.issue_button.setEnabled(False)
        self.outgoing = Outgoing(self.kit)
        self.outgoing.failed.connect(self._on_error)
        self.outgoing.working.connect(self.working)
        self.outgoing.said.connect(self.said)
        self.outgoing.left.connect(self._on_left)
        self._lay_out()

    def _choices(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 4, 8, 16)
        column.setSpacing(2)
        for words, box in ((N_("About whom or what"), self.who), (N_("Form"), self.form),
                           (N_("Language of the dossier"), self.language), (N_("For whom"), self.audience)):
            column.addSpacing(6)
            column.addWidget(PlainLabel(self.kit.tr(words), "label"))
            if isinstance(box, ChoiceBox):
                box.setAccessibleName(self.kit.tr(words))
                column.addWidget(padded(box))
            else:
                column.addWidget(box)
        about = PlainLabel(self.kit.tr(N_(
            "The form is filled from what is recorded. What consent withholds from this reader is left out.")),
            "hint", wrap=True)
        column.addSpacing(8)
        column.addWidget(about)
        column.addStretch(1)
        self._side = QScrollArea()
        self._side.setWidget(side)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._side

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.preview)
        split.addWidget(self.before)
        split.setStretchFactor(0, 1)
        split.setSizes([700, _BEFORE_WIDTH])
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._choices())
        middle.addWidget(split, 1)
        foot = QWidget()
        foot.setProperty("role", "footer")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        self._issue_frame = padded(self.issue_button)
        row.addWidget(self._issue_frame, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.outgoing, 1)
        row.addStretch(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.addWidget(self.title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(middle, 1)
        whole.addWidget(foot)
        self._built = True
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width gives the parts other shares."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """So does another zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._built:
            self._fit()

    def _fit(self) -> None:
        """In a narrow window what was issued takes the whole foot; another wish brings the way to issue it back."""
        look = self.kit.look
        self._side.setFixedWidth(min(look.px(_CHOICES_WIDTH), max(self.width() // 3, 200)))
        self.before.setMinimumWidth(min(look.px(_BEFORE_LEAST), max(self.width() // 4, 160)))
        narrow = self.width() < look.px(MEASURES.fold)
        self._issue_frame.setVisible(self.kit.writable and not (narrow and self.issued is not None))

    # --- preparing

    @Slot()
    def _on_took(self) -> None:
        hit = self.who.taken
        if hit is not None and hit.type:
            self.show_subject(hit.type, hit.id)

    @Slot()
    def _on_choice(self) -> None:
        self._forget_issued()
        self._settle.start()

    @Slot()
    def prepare(self) -> None:
        """Press the preview anew; the newest wish wins."""
        self._settle.stop()
        self._stale = False
        if not self.subject[1] or not self.form.chosen():
            return
        self.preview.say(self.kit.tr(N_("Setting the pages…")))
        work = _Prepare(self.kit, self.form.chosen(), self.subject[1], self.language.chosen(), self.audience.chosen())
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_prepared, latest="prepare")

    @Slot(object)
    def _on_prepared(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.preview.forget()
            self.preview.say(self.kit.tr(N_("There is no preview; the reason stands above.")))
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Prepared):
            self.preview.show_prepared(outcome.value)
            self.before.show_cures(outcome.value.cures)
            self.issue_button.setEnabled(not self._working)

    # --- issuing

    @Slot()
    def _on_issue(self) -> None:
        if self._working or not self.kit.writable or not self.subject[1] or not self.form.chosen():
            return
        self._working = True
        self.issue_button.setEnabled(False)
        self.said.emit(self.kit.tr(N_("Making the dossier…")))
        work = _Issue(self.kit, self.form.chosen(), self.subject[1], self.language.chosen(), self.audience.chosen())
        self.kit.runner.run(self, Lane.COMPUTE, work, self._on_issued)

    @Slot(object)
    def _on_issued(self, outcome: Outcome) -> None:
        self._working = False
        self.issue_button.setEnabled(True)
        self.said.emit("")
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Issued):
            self.issued = outcome.value
            self.outgoing.show_issued(outcome.value)
            self.outgoing.start()
            self._fit()

    @Slot(str)
    def _on_left(self, _issued: str) -> None:
        self._renew()

    @Slot(object)
    def _on_error(self, error: object) -> None:
        if isinstance(error, BaseException):
            self.fail(error)


class _Title:
    def __init__(self, kit: PageKit, id_: RecordId) -> None:
        self._records, self._id = kit.desk.records, id_

    def __call__(self) -> object:
        return self._records.get(self._id)


class _Prepare:
    def __init__(self, kit: PageKit, form: str, id_: RecordId, language: str, audience: str) -> None:
        self._dossiers, self._wish = kit.desk.dossiers, (form, id_, language, audience)

    def __call__(self) -> object:
        return self._dossiers.prepare(*self._wish)


class _Issue(_Prepare):
    def __call__(self) -> object:
        return self._dossiers.issue(*self._wish)
