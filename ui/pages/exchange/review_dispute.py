"""A field in which several values stand, side by side: keep one with an arrow, both with another, or enter a third."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.errors import CaseappError
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.bridge.notify import notice
from ui.forms.editors import EDITORS
from ui.forms.kit import Editor
from ui.forms.readers import read_value
from ui.forms.record_form import defaults
from ui.pages.exchange.review_item import DOWN, ItemView, RecordLink, ValueCard, keyed
from ui.pages.page import PageKit, button, card, padded
from ui.ports import Standing
from ui.ports.review import Dispute, Said
from ui.style.tokens import MEASURES
from ui.widgets.labels import PlainLabel, StatusLabel

_TWO: Final = 2


class DisputeView(ItemView):
    """``answered`` with ``keep`` and the value, or ``both``."""

    def __init__(self, kit: PageKit, item: Dispute) -> None:
        super().__init__(kit)
        self.item = item
        self.spec = kit.desk.records.specs()[item.view.type].fields[item.field]
        self.forms = kit.form_kit(item.view.titles)
        self.editor: Editor | None = None
        self._editing: QWidget | None = None
        self._at = 0
        self.cards = [self._card(at, said) for at, said in enumerate(item.said)]
        self._build()
        self._show_mark()

    def spoken(self) -> str:
        tr = self.kit.tr
        parts = [tr(N_("{record}: {field}, {n} values")).format(
            record=self.item.view.title, field=tr(self.spec.label), n=len(self.cards))]
        parts += [label.text() for label in self._notes]
        parts += [card.accessibleName() for card in self.cards]
        return ". ".join(parts)

    def key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Down and self.item.can_both:
            self.do("both")
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = -1 if key == Qt.Key.Key_Left else 1
            if len(self.cards) == _TWO:
                self._keep(0 if by < 0 else 1)
            else:
                self._at = (self._at + by) % max(1, len(self.cards))
                self._show_mark()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if len(self.cards) > _TWO:
                self._keep(self._at)
            else:
                self.do("open")
        else:
            return False
        return True

    def do(self, verb: str) -> None:
        if verb == "open":
            self.opened.emit(self.item.view.type, (self.item.view.id,))
        elif verb == "other":
            self._open_editor()
        elif verb == "record":
            self.record()
        elif verb == "drop":
            self.leave_editor()
        else:
            super().do(verb)

    def editing(self) -> bool:
        return self.editor is not None

    def leave_editor(self) -> bool:
        if self._editing is None:
            return False
        self._editing.hide()
        self._editing.deleteLater()
        self._editing = self.editor = None
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def record(self) -> bool:
        if self.editor is None:
            return False
        try:
            value = self.editor.collect()
        except CaseappError as error:
            self.problem.setText(notice(error, self.kit.language).text)
            self.problem.show()
            return True
        if value is None:
            value = defaults(self.kit.desk.records.specs()[self.item.view.type].struct)[self.spec.name]
        self.answered.emit("keep", value)
        return True

    # --- building

    def _build(self) -> None:
        tr = self.kit.tr
        link = RecordLink(self.kit, self.item.view.title)
        link.setProperty("verb", "open")
        link.clicked.connect(self._on_verb)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(padded(link))
        head.addWidget(PlainLabel(tr(self.spec.label), "title"))
        head.addStretch(1)
        self.box.addLayout(head)
        self._notes = self._noted()
        for note in self._notes:
            self.add(note)
        grid = QGridLayout()
        grid.setContentsMargins(4, 0, 4, 0)
        grid.setSpacing(16)
        for at, one in enumerate(self.cards):
            one.chosen.connect(self._on_chosen)
            grid.addWidget(one, at // _TWO, at % _TWO)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.box.addLayout(grid)
        both = tr(N_("Both are true")) if len(self.cards) == _TWO else tr(N_("All are true"))
        entries = [("both", keyed(DOWN, both), "")] if self.item.can_both else []
        entries.append(("other", tr(N_("Enter another value…")), ""))
        self.box.addWidget(self.verbs(entries))
        self.add(self.reason_row())
        self.box.addStretch(1)

    def _noted(self) -> list["Note"]:
        tr, language = self.kit.tr, self.kit.language
        notes = [Note(self.kit, "info", tr(N_("Both stay in the history, whatever you choose.")))]
        if self.item.awaited:
            words = language.plural(
                "{n} entry that belongs here has not arrived yet. It may settle this by itself; you may decide before.",
                "{n} entries that belong here have not arrived yet. They may settle this by themselves; you may "
                "decide before.", self.item.awaited,
            ).format(n=self.item.awaited)
            notes.append(Note(self.kit, "attention", words))
        if self.item.protective:
            value = read_value(self.spec, self.item.view.fields[self.item.field].value, self.forms)
            words = tr(N_("This protects somebody: until you decide, the strictest answer counts: {answer}.")).format(
                answer=value or tr(N_("No")))
            notes.append(Note(self.kit, "danger", words))
        return notes

    def _card(self, at: int, said: Said) -> ValueCard:
        tr = self.kit.tr
        count = len(self.item.said)
        if count == _TWO:
            head = tr(N_("← Keep this")) if at == 0 else tr(N_("→ Keep this"))
        else:
            head = tr(N_("{n} of {all}: ← → to walk, Enter keeps it")).format(n=at + 1, all=count)
        value = read_value(self.spec, said.value, self.forms) or tr(N_("(blank)"))
        by = tr(N_("{author}, {time}")).format(
            author=said.author, time=self.kit.when(Standing(said.value, said.author, said.at)))
        behind = [tr(N_("behind it: {account}")).format(account=line) for line in said.behind]
        return ValueCard(self.kit, at, head, value, (by, *behind))

    def _show_mark(self) -> None:
        if len(self.cards) > _TWO:
            for at, one in enumerate(self.cards):
                one.mark(marked=at == self._at)
            self.setAccessibleName(self.cards[self._at].accessibleName())

    def _keep(self, at: int) -> None:
        if 0 <= at < len(self.item.said):
            self.answered.emit("keep", self.item.said[at].value)

    def _open_editor(self) -> None:
        if self.editor is not None:
            return
        self.editor = EDITORS[self.spec.kind](self.spec, self.forms)
        self.editor.load(self.item.view.fields[self.item.field].value)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(PlainLabel(self.kit.tr(self.spec.label), "label"))
        column.addWidget(self.editor)
        self.problem = PlainLabel(role="problem", wrap=True)
        column.addWidget(self.problem)
        self.problem.hide()
        row = QHBoxLayout()
        for verb, words, role in (("record", with_keys(self.kit.tr(N_("Record this value")), Act.RECORD), "primary"),
                                  ("drop", self.kit.tr(N_("Discard what I typed")), "quiet")):
            made = button(words, role)
            made.setProperty("verb", verb)
            made.clicked.connect(self._on_verb)
            row.addWidget(padded(made))
        row.addStretch(1)
        column.addLayout(row)
        frame.setMaximumWidth(self.kit.look.px(MEASURES.text_width + 160))
        self._editing = frame
        self.box.insertWidget(self.box.count() - 2, frame)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_chosen(self, at: int) -> None:
        self._keep(at)


class Note(StatusLabel):
    """A status of one or two lines whose words can be asked for."""

    def __init__(self, kit: PageKit, status: str, words: str) -> None:
        super().__init__(kit.look, status, words, wrap=True)
        self.setMaximumWidth(kit.look.px(MEASURES.text_width + 320))

    def text(self) -> str:
        """The words."""
        return self.words.text()
