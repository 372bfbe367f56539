"""Fields and terms: every word list, its terms, and those that the people of this vault add or retire."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from caseapp.domain.local_terms import LONGEST
from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button, padded
from ui.pages.settings.parts import Card, SettingsPage, failed, focus, plain
from ui.ports import Choice, Lane, Saved, TermLine, TermList, Terms
from ui.widgets.choices import ChoiceBox

TONGUES = (("ru", N_("In Russian")), ("kk", N_("In Kazakh")), ("en", N_("In English")))


class TermsPage(SettingsPage):
    """Choose a list, read it, add to it, retire from it."""

    title = N_("Fields and terms")
    intro = N_(
        "The word lists that fields offer. You may add terms of your own; they travel with exports and merge like any "
        "record. A term that is retired stays readable where it was used and is not offered for what happens later."
    )

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        tr = kit.tr
        self.lists: Sequence[TermList] = ()
        self.lines: Sequence[TermLine] = ()
        self.reading = Card(kit, N_("Word lists"))
        self.list = ChoiceBox(kit.look, [])
        self.list.setAccessibleName(tr(N_("List")))
        self.list.activated.connect(self._on_list)
        self.reading.field(tr(N_("List")), padded(self.list))
        self.where = plain("", "hint")
        self.reading.box.addWidget(self.where)
        self.terms = QListWidget()
        self.terms.setAccessibleName(tr(N_("Terms of the list")))
        self.terms.setMinimumHeight(kit.look.px(260))
        self.terms.setWordWrap(True)
        self.terms.setProperty("role", "suggest")
        self.terms.currentRowChanged.connect(self._on_row)
        self.reading.box.addWidget(padded(self.terms))
        self.retire_button = button(tr(N_("Offer it no longer")))
        self.retire_button.clicked.connect(self._on_retire)
        self.reading.row(self.retire_button)
        self.column.addWidget(self.reading)
        self._build_adding()
        self._build_bringing()

    def _build_adding(self) -> None:
        tr = self.kit.tr
        self.adding = Card(self.kit, N_("Add a term to this list"), N_(
            "One language is enough; where a language lacks a word, the next one is shown."))
        self.labels: dict[str, QLineEdit] = {}
        for tongue, words in TONGUES:
            line = self.labels[tongue] = QLineEdit()
            line.setMaxLength(LONGEST)
            line.setAccessibleName(tr(words))
            line.returnPressed.connect(self._on_add)
            self.adding.field(tr(words), line)
        self.parent_term = ChoiceBox(self.kit.look, [], blank=tr(N_("None")))
        self.parent_term.setAccessibleName(tr(N_("Broader term")))
        self.adding.field(tr(N_("Broader term")), padded(self.parent_term))
        self.add_button = button(tr(N_("Add the term")), "primary")
        self.add_button.clicked.connect(self._on_add)
        self.adding.row(self.add_button)
        self.column.addWidget(self.adding)
        self.adding.setVisible(self.kit.writable)
        self.retire_button.setVisible(self.kit.writable)

    def _build_bringing(self) -> None:
        tr = self.kit.tr
        self.bringing = Card(self.kit, N_("Places and bodies of state"), N_(
            "Regions of Kazakhstan before and since June 2022, cities, places of detention, and the bodies of January "
            "2022 as a tree. They become records of this vault, in one action; what is here already stays as it is."))
        self.bring_button = button(tr(N_("Add them to this vault")))
        self.bring_button.clicked.connect(self._on_bring)
        self.bringing.row(self.bring_button)
        self.column.addWidget(self.bringing)
        self.bringing.hide()

    def start(self) -> None:
        focus(self.list)

    def reload(self) -> None:
        if self.kit.writable:
            self.ask(Lane.WRITER, _Count(self.kit.desk.terms), self._on_counted, "count")
        self.ask(Lane.READER, _Look(self.kit.desk.terms, self.list.chosen()), self._on_looked, "look")

    def term(self) -> TermLine | None:
        """The term that is chosen."""
        row = self.terms.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    # --- showing

    @Slot(int)
    def _on_list(self, _at: int) -> None:
        self.reload()

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.unread(error)
        if isinstance(outcome, Done) and isinstance(outcome.value, _Seen):
            self._show(outcome.value)

    def _show(self, seen: "_Seen") -> None:
        kept = self.term()
        if seen.lists != self.lists:
            self.lists = seen.lists
            self.list.clear()
            for one in seen.lists:
                self.list.addItem(self._list_words(one), one.id)
        self.list.choose(seen.chosen)
        chosen = next((one for one in seen.lists if one.id == seen.chosen), None)
        self.where.setText(chosen.where if chosen is not None else "")
        self.lines = seen.lines
        self.terms.clear()
        for line in seen.lines:
            item = QListWidgetItem(self._words(line))
            item.setToolTip(line.others.replace("<", ""))
            self.terms.addItem(item)
        row = next((at for at, line in enumerate(seen.lines) if kept is not None and line.id == kept.id), -1)
        self.terms.setCurrentRow(row)
        self.parent_term.clear()
        for choice in (Choice("", self.kit.tr(N_("None"))), *(Choice(line.id, line.label) for line in seen.lines)):
            self.parent_term.addItem(choice.label, choice.id)
        self.adding.setEnabled(chosen is not None and chosen.open)
        self.adding.said.say("", "" if chosen is None or chosen.open else self.kit.tr(N_(
            "The program decides by the terms of this list, so none can be added.")))
        self._on_row(row)

    def _list_words(self, one: TermList) -> str:
        if not one.own:
            return self.kit.tr(N_("{list} ({n})")).format(list=one.label, n=one.count)
        words = self.kit.tr(N_("{list} ({n}, of them ours: {own})"))
        return words.format(list=one.label, n=one.count, own=one.own)

    def _words(self, line: TermLine) -> str:
        tr = self.kit.tr
        words = line.label
        if line.own and line.retired:
            words = tr(N_("{term} – ours, no longer offered")).format(term=words)
        elif line.own:
            words = tr(N_("{term} – ours")).format(term=words)
        elif line.retired:
            words = tr(N_("{term} – until {day}")).format(term=words, day=line.retired)
        elif not line.verified:
            words = tr(N_("{label} (the wording is not verified)")).format(label=words)
        return tr(N_("{term} [{code}]")).format(term=words, code=line.code) if line.code else words

    @Slot(int)
    def _on_row(self, _row: int) -> None:
        line = self.term()
        self.retire_button.setEnabled(line is not None and line.own)
        again = line is not None and line.own and bool(line.retired)
        self.retire_button.setText(self.kit.tr(N_("Offer it again") if again else N_("Offer it no longer")))

    # --- changing

    @Slot()
    def _on_add(self) -> None:
        labels = {tongue: line.text().strip() for tongue, line in self.labels.items() if line.text().strip()}
        if not labels:
            self.labels[TONGUES[0][0]].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        work = _Add(self.kit.desk.terms, self.list.chosen(), labels, self.parent_term.chosen())
        self.ask(Lane.WRITER, work, self._on_added, "add")

    @Slot(object)
    def _on_added(self, outcome: Outcome) -> None:
        if self.recorded(outcome, self.adding):
            for line in self.labels.values():
                line.clear()

    @Slot()
    def _on_retire(self) -> None:
        line = self.term()
        if line is not None and line.own:
            work = _Retire(self.kit.desk.terms, line.id, whether=not line.retired)
            self.ask(Lane.WRITER, work, self._on_retired, "retire")

    @Slot(object)
    def _on_retired(self, outcome: Outcome) -> None:
        self.recorded(outcome, self.reading)

    @Slot(object)
    def _on_counted(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, int):
            self.bringing.setVisible(bool(outcome.value))

    @Slot()
    def _on_bring(self) -> None:
        self.bring_button.setEnabled(False)
        self.ask(Lane.WRITER, _Bring(self.kit.desk.terms), self._on_brought, "bring")

    @Slot(object)
    def _on_brought(self, outcome: Outcome) -> None:
        self.bring_button.setEnabled(True)
        self.recorded(outcome, self.bringing)


class _Seen:
    def __init__(self, lists: Sequence[TermList], chosen: str, lines: Sequence[TermLine]) -> None:
        self.lists, self.chosen, self.lines = lists, chosen, lines


class _Look:
    def __init__(self, terms: Terms, chosen: str) -> None:
        self._terms, self._chosen = terms, chosen

    def __call__(self) -> _Seen:
        lists = self._terms.lists()
        chosen = self._chosen or next((one.id for one in lists if one.open), "")
        return _Seen(lists, chosen, self._terms.terms(chosen))


class _Add:
    def __init__(self, terms: Terms, list_: str, labels: dict[str, str], parent: str) -> None:
        self._terms, self._list, self._labels, self._parent = terms, list_, labels, parent

    def __call__(self) -> Saved:
        return self._terms.add(self._list, self._labels, self._parent)[1]


class _Count:
    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def __call__(self) -> int:
        return self._terms.brought()


class _Bring:
    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def __call__(self) -> Saved:
        return self._terms.bring()


class _Retire:
    def __init__(self, terms: Terms, term: str, *, whether: bool) -> None:
        self._terms, self._term, self._whether = terms, term, whether

    def __call__(self) -> Saved:
        return self._terms.retire(self._term, whether=self._whether)
