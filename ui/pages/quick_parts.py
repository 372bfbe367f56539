"""The pieces of the quick page: an answer with its number, a choice that Enter accepts, radios, what is known."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.page import PageKit, button, padded, scrolled
from ui.ports import Choice, KnownPerson, Quick
from ui.style.look import Look
from ui.widgets.choices import ChoiceBox
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel
from ui.widgets.suggest import SuggestField

THERE_SHOWN: Final = 8


class KeyedChoice(ChoiceBox):
    """A choice that Enter accepts as offered."""

    entered = Signal()

    def __init__(self, look: Look, choices: Sequence[Choice], blank: str | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(look, choices, blank, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class NameIn:
    """What of "Ахметов Данияр, 27, м" is looked for among the persons: the name."""

    def __init__(self, quick: Quick) -> None:
        self._quick = quick

    def __call__(self, text: str) -> str:
        return self._quick.who(text.strip()).search if text.strip() else ""


class Radios(QWidget):
    """A few exclusive answers: one stop of Tab, arrows choose, the first is the default."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], vertical: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self) if vertical else Flow(self, 20)
        box.setContentsMargins(4, 0, 4, 0)
        if vertical:
            box.setSpacing(0)
        self._group = QButtonGroup(self)
        self._ids = [id_ for id_, _words in choices]
        for number, (_id, words) in enumerate(choices):
            radio = QRadioButton(words)
            self._group.addButton(radio, number)
            box.addWidget(radio)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._on_toggled)

    def chosen(self) -> str:
        """The id of the answer."""
        return self._ids[self._group.checkedId()]

    def choose(self, id_: str) -> None:
        """Show an answer; an id that is not offered changes nothing."""
        if id_ in self._ids:
            self._group.button(self._ids.index(id_)).setChecked(True)

    def take_focus(self) -> None:
        """Focus the answer that stands, so that the arrows walk from it."""
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int, bool)
    def _on_toggled(self, _number: int, checked: bool) -> None:
        if checked:
            self.changed.emit()


class Answer(QWidget):
    """Number, question, field or fields, and beneath them what was understood, what is wrong, what looks wrong."""

    used = Signal(str)  # what is to stand in the field instead

    def __init__(self, kit: PageKit, number: str, label: str, *fields: QWidget, required: bool = False,
                 shares: tuple[int, ...] = ()) -> None:
        super().__init__()
        self._first = fields[0]
        words = kit.tr(label)
        name = PlainLabel(words + ("\u2009*" if required else ""), "label", wrap=True)
        name.setMinimumHeight(40)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a long question wraps: one edge
        name.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        count = PlainLabel(number, "hint")
        count.setFixedWidth(16)
        count.setMinimumHeight(40)
        self._kit = kit
        self._fix = ""
        self.understood = PlainLabel(role="hint", wrap=True)
        self.problem = PlainLabel(role="problem", wrap=True)
        self.warning = PlainLabel(role="remark", wrap=True)
        self.use = button(kit.tr(N_("Use it")), "small")
        self.use.clicked.connect(self._on_use)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 0, 0, 0)
        for field, share in zip(fields, shares or (1,) * len(fields), strict=True):
            row.addWidget(_framed(field), share)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(1, 116)
        grid.setColumnStretch(2, 1)
        grid.addWidget(count, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(row, 0, 2)
        grid.addWidget(self.understood, 1, 2)
        grid.addWidget(self.problem, 2, 2)
        beware = QHBoxLayout()
        beware.setSpacing(8)
        beware.addWidget(self.warning, 1)
        self._use = padded(self.use)
        self._use.hide()
        beware.addWidget(self._use, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(beware, 3, 2)
        for label_ in (self.understood, self.problem, self.warning):
            label_.setContentsMargins(6, 0, 0, 2)
            label_.hide()
        for field in fields:
            target = field.focusProxy() or field
            if not target.accessibleName():
                target.setAccessibleName(words)

    def say(self, words: str) -> None:
        """Show what was understood."""
        self.understood.setText(words)
        self.understood.setVisible(bool(words))
        self.blame("")

    def blame(self, words: str) -> None:
        """Show what is wrong, or clear it."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        target = self._first.focusProxy() or self._first
        target.setProperty("problem", bool(words))
        target.style().unpolish(target)
        target.style().polish(target)

    def warn(self, words: str, fix: str = "") -> None:
        """Show what looks wrong, with what would stand instead; or clear it. It blocks nothing."""
        self._fix = fix
        self.warning.setText(f"▲ {words}" if words else "")
        self.warning.setVisible(bool(words))
        self._use.setVisible(bool(fix))

    @Slot()
    def _on_use(self) -> None:
        self.used.emit(self._fix)

    def focus(self) -> None:
        """Put the focus into the field."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)


def _framed(field: QWidget) -> QWidget:
    """Leave room for the focus ring around bare fields; composed ones bring their own."""
    if isinstance(field, SuggestField | Radios):
        return field
    frame = _Frame(field)
    box = QVBoxLayout(frame)
    box.setContentsMargins(4, 4, 4, 4)
    box.addWidget(field)
    return frame


class _Frame(QWidget):
    """Shown and hidden together with the field in it, so that a hidden field leaves no hole."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.setFocusProxy(field)


class KnownPane(QWidget):
    """Beside the page: the persons that are already here, so that nobody is recorded twice."""

    def __init__(self, kit: PageKit, who: SuggestField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._who = kit, who
        self.setProperty("role", "aside")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(260)
        self.words = PlainLabel(role="secondary", wrap=True)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(8)
        box.addWidget(PlainLabel(kit.tr(N_("Already in this vault")), "title", wrap=True))
        box.addWidget(who.offers)
        box.addWidget(self.words)
        self.there = PlainLabel(role="title", wrap=True)
        self.people = PlainLabel(role="secondary", wrap=True)
        box.addSpacing(16)
        box.addWidget(self.there)
        box.addWidget(self.people)
        self.show_there(())
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))
        who.offers.model().modelReset.connect(self.watch)
        self.watch()

    def show_there(self, people: Sequence[KnownPerson]) -> None:
        """Who else was at that place at that time: read beside what is typed, which nothing disturbs."""
        count = len(people)
        plural = self._kit.language.plural
        self.there.setText(plural("Same night, same place: {n} person", "Same night, same place: {n} people",
                                  count).format(n=count))
        shown = [" · ".join(part for part in (each.title, each.facts) if part) for each in people[:THERE_SHOWN]]
        if count > THERE_SHOWN:
            shown.append(plural("and {n} more", "and {n} more", count - THERE_SHOWN).format(n=count - THERE_SHOWN))
        self.people.setText("\n".join(shown))
        for label in (self.there, self.people):
            label.setVisible(bool(count))

    @Slot()
    def watch(self) -> None:
        """Say what the list above means."""
        if self._who.hits():
            words = N_("Enter takes the marked person as the same. Typing on makes a new one.")
        elif self._who.chosen:
            words = N_("This record is added to the person who is already here.")
        elif self._who.text().strip():
            words = N_("Nobody here has a name like this. A new person is made.")
        else:
            words = N_("While you type a name, people who are already in this vault are shown here in every spelling.")
        self.words.setText(self._kit.tr(words))
