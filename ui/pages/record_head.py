"""The head of a record: what it is called, what is to be known of it at once, what can be done with it."""

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.domain.listing import Query
from caseapp.domain.policy import Merge
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.address import Address
from ui.pages.page import PageKit, button
from ui.pages.review_step import ReviewChip, StepForm
from ui.ports import Note, RecordView
from ui.style.icons import Icon
from ui.widgets.fields import MarkedLine
from ui.widgets.flow import Flow, clear
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel
from ui.widgets.suggest import SuggestField

EDIT, WITHDRAW, BACK, JOIN, HISTORY, REVIEW, NEAR = "edit", "withdraw", "back", "join", "history", "review", "near"

LONG = 40  # a longer status is set in several lines


class Panel(QFrame):
    """A question in the page itself, under the head: nothing covers the record that it is about."""

    closed = Signal()

    def __init__(self, kit: PageKit, question: str, inner: QWidget, verb: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.do_button = button(verb)
        self.cancel_button = button(kit.tr(N_("Cancel")), "quiet")
        self.cancel_button.clicked.connect(self.closed)
        ways = Flow(spacing=8)
        ways.addWidget(self.do_button)
        ways.addWidget(self.cancel_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(8)
        box.addWidget(PlainLabel(question, wrap=True))
        box.addWidget(inner)
        box.addLayout(ways)


class RecordHead(QWidget):
    """Title, identity, statuses, buttons; emits what the person wants."""

    dossier = Signal()
    acted = Signal(str)  # EDIT or HISTORY
    withdrawn = Signal(bool, str)  # whether, the reason
    reviewed = Signal(str, str)  # the step of verification, the reason
    joined = Signal(str)  # the record that this one is added to
    cured = Signal(object)  # a Note
    went = Signal(Address)

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._view: RecordView | None = None
        self._joins = ""
        self._panel: Panel | None = None
        tr = kit.tr
        self.title = ElidedLabel(role="page-title")
        self.identity = PlainLabel(role="secondary", wrap=True)
        self.dossier_button = button(tr(N_("Dossier…")))
        self.dossier_button.setIcon(kit.look.icon(Icon.DOSSIER, size=16))
        self.dossier_button.clicked.connect(self.dossier)
        self.more_button = button("⋯")
        self.more_button.setMinimumWidth(44)
        self.more_button.setAccessibleName(tr(N_("More to do with this record")))
        self.more_button.setToolTip(tr(N_("More to do with this record")))
        self.more_button.clicked.connect(self._on_more)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.dossier_button)
        top.addWidget(self.more_button)
        self._statuses = Flow(spacing=8)
        self._under = QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 16, 0)
        whole.setSpacing(4)
        whole.addLayout(top)
        whole.addWidget(self.identity)
        whole.addLayout(self._statuses)
        whole.addLayout(self._under)

    def show_view(self, view: RecordView, spec: RecordSpec, joins: str = "") -> None:
        """``joins``: the type whose records can hold this one, blank for none."""
        self._view, self._joins = view, joins
        tr = self._kit.tr
        self.title.setText(view.title or tr(N_("No name recorded")))
        self.identity.setText(view.identity)
        self.identity.setVisible(bool(view.identity))
        self.dossier_button.setVisible(bool(view.id and self._kit.desk.dossiers.forms(view.type)))
        self.more_button.setVisible(bool(view.id))
        self._close_panel()
        self._show_statuses(view, spec)

    def _show_statuses(self, view: RecordView, spec: RecordSpec) -> None:
        clear(self._statuses)
        language, tr, look = self._kit.language, self._kit.tr, self._kit.look
        conflicts = sum(field.conflict for field in view.fields.values())
        found: list[tuple[str, str]] = []
        if view.withdrawn:
            found.append(("danger", tr(N_("Withdrawn"))))
        if conflicts:
            words = language.plural("{n} conflict", "{n} conflicts", conflicts).format(n=conflicts)
            found.append(("danger", words))
        found += [("danger", tr(spec.fields[name].label)) for name in raised(view, spec)]
        if view.newer:
            found.append(("info", tr(N_("Parts of this record need a newer Caseapp; they are kept as they are."))))
        if view.review is not None:
            found += [(view.review.mood, view.review.words)] if view.review.mood else []
            found += [("attention", words) for words in view.review.marks]
        found += [("danger", note.words) for note in view.notes if not note.gap and not note.field]
        for status, words in found:
            self._statuses.addWidget(StatusLabel(look, status, words, wrap=len(words) > LONG))
        if view.review is not None and view.id:
            self._statuses.addWidget(ReviewChip(self._kit, view.review, self._on_review))
        gaps = [note for note in view.notes if note.gap]
        if gaps:
            words = language.plural("{n} gap", "{n} gaps", len(gaps)).format(n=len(gaps))
            self._statuses.addWidget(StatusLabel(look, "attention", words))
        elif view.gaps:
            words = language.plural("{n} gap: {what}", "{n} gaps: {what}", len(view.gaps))
            shown = words.format(n=len(view.gaps), what=", ".join(view.gaps))
            self._statuses.addWidget(StatusLabel(look, "attention", shown, wrap=True))
        for note in gaps:
            self._statuses.addWidget(self._gap(note))
        self._statuses.invalidate()

    def _gap(self, note: Note) -> QWidget:
        made = GapButton(note)
        made.wanted.connect(self.cured)
        made.setEnabled(note.cure is not None and self._kit.writable)
        return made

    # --- what else can be done

    @Slot()
    def _on_more(self) -> None:
        view = self._view
        if view is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words, icon in self._ways(view):
            action = QAction(self._kit.look.icon(icon, size=16), words.replace("&", "&&"), menu)
            action.setData(key)
            menu.addAction(action)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _ways(self, view: RecordView) -> list[tuple[str, str, Icon]]:
        tr = self._kit.tr
        history = (HISTORY, tr(N_("History")), Icon.INFO)
        if not self._kit.writable:
            return [history]
        near = [(NEAR, tr(N_("Same place, same time…")), Icon.SEARCH)] if self._near(view) is not None else []
        ways = [(EDIT, with_keys(tr(N_("Edit")), Act.EDIT), Icon.EDIT), history, *near]
        if view.review is not None:
            ways.append((REVIEW, tr(N_("Step of verification…")), Icon.CHECK))
        if self._joins:
            ways.append((JOIN, tr(N_("Add to a case…")), Icon.CASES))
        if view.withdrawn:
            ways.append((BACK, tr(N_("Take the withdrawal back")), Icon.UNDO))
        else:
            ways.append((WITHDRAW, tr(N_("Withdraw…")), Icon.HIDE))
        return ways

    def _near(self, view: RecordView) -> Query | None:
        return self._kit.desk.lists.near(view.id, view.type)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.choose(str(action.data()))

    def choose(self, what: str) -> None:
        """Do what the menu offers."""
        if what == WITHDRAW:
            self._ask_reason()
        elif what == BACK:
            self.withdrawn.emit(False, "")
        elif what == JOIN:
            self._ask_case()
        elif what == REVIEW:
            self._ask_step()
        elif what == NEAR and self._view is not None and (query := self._near(self._view)) is not None:
            self.went.emit(Address(type=query.type, note=msgspec.json.encode(query).decode()))
        else:
            self.acted.emit(what)

    def _ask_reason(self) -> None:
        tr = self._kit.tr
        self.reason = MarkedLine(self._kit.look)
        self.reason.setAccessibleName(tr(N_("Reason for withdrawing")))
        self.reason.setPlaceholderText(tr(N_("Reason for withdrawing")))
        question = tr(N_("A withdrawn record keeps its history and leaves lists and dossiers. It can be taken back."))
        panel = self._open_panel(question, self.reason, tr(N_("Withdraw the record")))
        self.reason.returnPressed.connect(panel.do_button.click)
        panel.do_button.clicked.connect(self._on_withdraw)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_case(self) -> None:
        tr = self._kit.tr
        self.case = SuggestField(self._kit.look, self._kit.runner, self._kit.desk.search, (self._joins,))
        self.case.line.setAccessibleName(tr(N_("Find the case")))
        self.case.line.setPlaceholderText(tr(N_("Find the case")))
        panel = self._open_panel(tr(N_("To which case does this belong?")), self.case, tr(N_("Add to the case")))
        panel.do_button.clicked.connect(self._on_join)
        self.case.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_review(self) -> None:
        self._ask_step()

    def _ask_step(self) -> None:
        if self._view is None or self._view.review is None or not self._kit.writable:
            return
        self.step = StepForm(self._kit, self._view.review)
        panel = self._open_panel(self.step.question, self.step, self._kit.tr(N_("Record the step")))
        self.step.reason.returnPressed.connect(panel.do_button.click)
        panel.do_button.clicked.connect(self._on_step)
        self.step.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_step(self) -> None:
        if self.step.ready():
            self.reviewed.emit(self.step.choice.chosen(), self.step.reason.text().strip())

    def _open_panel(self, question: str, inner: QWidget, verb: str) -> Panel:
        self._close_panel()
        self._panel = Panel(self._kit, question, inner, verb)
        self._panel.closed.connect(self._on_closed)
        self._under.addWidget(self._panel)
        return self._panel

    def close_panel(self) -> bool:
        """Close a question that is open; False when there is none."""
        if self._panel is None:
            return False
        self._close_panel()
        self.more_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _close_panel(self) -> None:
        clear(self._under)
        self._panel = None

    @Slot()
    def _on_closed(self) -> None:
        self.close_panel()

    @Slot()
    def _on_withdraw(self) -> None:
        self.withdrawn.emit(True, self.reason.text().strip())

    @Slot()
    def _on_join(self) -> None:
        chosen: RecordId = self.case.chosen
        if chosen:
            self.joined.emit(chosen)
        else:
            self.case.line.setFocus(Qt.FocusReason.OtherFocusReason)


class GapButton(QWidget):
    """A gap by its short name; pressing goes to where it is closed."""

    wanted = Signal(object)

    def __init__(self, note: Note) -> None:
        super().__init__()
        self._note = note
        press = button((note.short or note.words).replace("&", "&&"), "chip")
        press.setToolTip(note.words)
        press.setAccessibleDescription(note.words)
        press.clicked.connect(self._on_press)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(press)

    @Slot()
    def _on_press(self) -> None:
        self.wanted.emit(self._note)


def raised(view: RecordView, spec: RecordSpec) -> list[str]:
    """Protective flags that are up ("name withheld outside our organisation"), the withdrawal aside."""
    return [
        name for name, field in spec.fields.items()
        if field.kind is Kind.FLAG and field.section != "status" and field.merge.merge is Merge.PROTECTIVE
        and field.merge.rank is not None and field.merge.rank.default is False and field.merge.rank.order[-1] is True
        and name in view.fields and view.fields[name].value is True
    ]
