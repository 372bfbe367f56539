"""Every action of the window in one registry: name, words, keys, help. The shortcut sheet is printed from it.

Keys are chords and function keys only, never a bare letter or digit. Qt matches them by the letter of the layout; what
it does not match in a Cyrillic layout is matched here by the place of the key.
"""

import enum
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from caseapp.domain.text import N_, Language
from ui.widgets.positions import latin_key


class Act(enum.Enum):
    """The actions."""

    NEW = "new"
    FIND = "find"
    RECORD = "record"
    RECORD_NEXT = "record_next"
    EDIT = "edit"
    UNDO = "undo"
    MORE = "more"
    ISSUE = "issue"
    ATTACH = "attach"
    PREVIOUS = "previous"
    NEXT = "next"
    PANE = "pane"
    LEAVE = "leave"
    BACK = "back"
    FORWARD = "forward"
    HELP = "help"
    LOCK = "lock"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What an action is called, the keys that call it (PortableText, first one shown) and what it does."""

    act: Act
    words: str
    keys: tuple[str, ...]
    help: str


ACTIONS: Final = (
    ActionSpec(Act.NEW, N_("Quick record"), ("Ctrl+N",), N_("Records what happened on one page, from anywhere.")),
    ActionSpec(Act.FIND, N_("Find"), ("Ctrl+F",), N_("Finds a person, place or text in every spelling.")),
    ActionSpec(Act.RECORD, N_("Record the changes"), ("Ctrl+Return", "Ctrl+Enter"),
               N_("Writes what you typed as one change with one Undo.")),
    ActionSpec(Act.RECORD_NEXT, N_("Record and next victim"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
               N_("Records and keeps everything but the person for the next record.")),
    ActionSpec(Act.EDIT, N_("Edit this section"), ("F2",), N_("Turns one section of the record into a form.")),
    ActionSpec(Act.UNDO, N_("Undo"), ("Ctrl+Z",), N_("Takes the last recorded change back; it stays in the history.")),
    ActionSpec(Act.MORE, N_("Show or hide the optional answers"), ("Ctrl+M",),
               N_("By whom, held at, in words.")),
    ActionSpec(Act.ISSUE, N_("Issue the dossier"), ("Ctrl+P",), N_("Makes the dossier and keeps it in the vault.")),
    ActionSpec(Act.ATTACH, N_("Add files"), ("Ctrl+Shift+A",),
               N_("Takes files in as evidence and shows the first of them.")),
    ActionSpec(Act.PREVIOUS, N_("Previous in the list"), ("Ctrl+PgUp",), N_("Opens the record before this one.")),
    ActionSpec(Act.NEXT, N_("Next in the list"), ("Ctrl+PgDown",), N_("Opens the record after this one.")),
    ActionSpec(Act.PANE, N_("Next part of the window"), ("F6",), N_("Moves from the list to the record and back.")),
    ActionSpec(Act.LEAVE, N_("Leave"), ("Esc",), N_("Leaves the form and records it; a draft is never lost.")),
    ActionSpec(Act.BACK, N_("Back"), ("Alt+Left",), N_("Shows the page before this one.")),
    ActionSpec(Act.FORWARD, N_("Forward"), ("Alt+Right",), N_("Shows the page that Back left.")),
    ActionSpec(Act.HELP, N_("Keys"), ("F1",), N_("Shows this sheet.")),
    ActionSpec(Act.LOCK, N_("Lock"), ("Ctrl+L",), N_("Closes the vault at once; drafts are kept in it.")),
)


class _Item(QAction):
    """A Qt action that says which one it is."""

    fired = Signal(object)

    def __init__(self, spec: ActionSpec, language: Language, parent: QObject) -> None:
        super().__init__(language.text(spec.words), parent)
        self._act = spec.act
        self.setShortcuts([QKeySequence(keys, QKeySequence.SequenceFormat.PortableText) for keys in spec.keys])
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.fired.emit(self._act)


class Actions(QObject):
    """The actions of one window; ``fired`` carries an ``Act``."""

    fired = Signal(object)

    def __init__(self, window: QWidget, language: Language) -> None:
        super().__init__(window)
        self._chords: dict[str, Act] = {}
        for spec in ACTIONS:
            item = _Item(spec, language, self)
            item.fired.connect(self.fired)
            window.addAction(item)
            for keys in spec.keys:
                self._chords[keys] = spec.act

    def by_place(self, event: QKeyEvent) -> bool:
        """Fire the action whose key lies where this key lies; True when there was one."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        chord = QKeySequence(QKeyCombination(modifiers, Qt.Key(latin_key(event))))
        act = self._chords.get(chord.toString(QKeySequence.SequenceFormat.PortableText))
        if act is None:
            return False
        self.fired.emit(act)
        return True


def keys_of(act: Act) -> str:
    """The keys of an action as they stand on a button."""
    spec = next(spec for spec in ACTIONS if spec.act is act)
    return spec.keys[0].replace("Return", "Enter")


def with_keys(words: str, act: Act) -> str:
    """A button's words with its keys set off, as every button that has keys shows them. The pieces do not depend on
    each other's grammar, so putting them side by side is safe in every language."""
    return f"{words}   {keys_of(act)}"
