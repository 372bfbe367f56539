"""Every action of the window in one registry: name, words, icon, keys, help, where it belongs.

The sheet of keys and the palette of commands are printed from it. Keys are chords and function keys only, never a bare
letter or digit. Qt matches them by the letter of the layout; what it does not match in a Cyrillic layout is matched
here by the place of the key.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from caseapp.domain.text import N_, Language
from ui.style.icons import Icon
from ui.widgets.positions import latin_key


class Act(enum.Enum):
    """The actions."""

    NEW = "new"
    FIND = "find"
    COMMANDS = "commands"
    RECORD = "record"
    RECORD_NEXT = "record_next"
    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    MORE = "more"
    GAP = "gap"
    WHO = "who"
    ISSUE = "issue"
    ATTACH = "attach"
    PREVIOUS = "previous"
    NEXT = "next"
    PANE = "pane"
    FILTER = "filter"
    LEAVE = "leave"
    BACK = "back"
    FORWARD = "forward"
    GO_HOME = "go_home"
    GO_CASES = "go_cases"
    GO_INCIDENTS = "go_incidents"
    GO_PEOPLE = "go_people"
    GO_EVIDENCE = "go_evidence"
    GO_DOSSIERS = "go_dossiers"
    GO_EXCHANGE = "go_exchange"
    GO_SETTINGS = "go_settings"
    RAIL = "rail"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    ZOOM_NONE = "zoom_none"
    THEME_SYSTEM = "theme_system"
    THEME_LIGHT = "theme_light"
    THEME_DARK = "theme_dark"
    THEME_CONTRAST = "theme_contrast"
    SPEAK_EN = "speak_en"
    SPEAK_RU = "speak_ru"
    SPEAK_KK = "speak_kk"
    HELP = "help"
    LOCK = "lock"
    COVER = "cover"
    NAMES = "names"
    INTERVIEW = "interview"


class Group(enum.Enum):
    """The headings under which the sheet of keys lists them."""

    RECORD = N_("Recording")
    FIND = N_("Finding and walking")
    GO = N_("Places")
    WINDOW = N_("The window")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What an action is called, the keys that call it (PortableText, first one shown; none: by the palette only), what
    it does, and the heading and icon it is listed with."""

    act: Act
    words: str
    keys: tuple[str, ...]
    help: str
    group: Group
    icon: Icon | None = None


def _go(act: Act, words: str, letter: str, icon: Icon) -> ActionSpec:
    return ActionSpec(act, words, (f"Alt+{letter}",), N_("Opens this place."), Group.GO, icon)


def _theme(act: Act, words: str) -> ActionSpec:
    return ActionSpec(act, words, (), N_("Changes the colours at once."), Group.WINDOW)


def _speak(act: Act, words: str) -> ActionSpec:
    return ActionSpec(act, words, (), N_("Changes the language of the window at once."), Group.WINDOW)


ACTIONS: Final = (
    ActionSpec(Act.NEW, N_("Quick record"), ("Ctrl+N",), N_("Records what happened on one page, from anywhere."),
               Group.RECORD, Icon.ADD),
    ActionSpec(Act.RECORD, N_("Record the changes"), ("Ctrl+Return", "Ctrl+Enter"),
               N_("Writes what you typed as one change with one Undo."), Group.RECORD, Icon.CHECK),
    ActionSpec(Act.RECORD_NEXT, N_("Record and next victim"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
               N_("Records and keeps everything but the person for the next record."), Group.RECORD),
    ActionSpec(Act.MORE, N_("Show or hide the optional answers"), ("Ctrl+M",),
               N_("By whom, held at, in words."), Group.RECORD),
    ActionSpec(Act.EDIT, N_("Edit this section"), ("F2",), N_("Turns one section of the record into a form."),
               Group.RECORD, Icon.EDIT),
    ActionSpec(Act.UNDO, N_("Undo"), ("Ctrl+Z",), N_("Takes the last recorded change back; it stays in the history."),
               Group.RECORD, Icon.UNDO),
    ActionSpec(Act.REDO, N_("Redo"), ("Ctrl+Shift+Z",), N_("Does again what was undone last."),
               Group.RECORD, Icon.REDO),
    ActionSpec(Act.GAP, N_("Next gap or warning"), ("Ctrl+G",),
               N_("Opens the field where the next gap of this record is closed."), Group.RECORD, Icon.WARNING),
    ActionSpec(Act.WHO, N_("Who wrote this"), ("Ctrl+J",),
               N_("Shows under each value who wrote it, when, and which file brought it."), Group.RECORD, Icon.INFO),
    ActionSpec(Act.ISSUE, N_("Issue the dossier"), ("Ctrl+P",), N_("Makes the dossier and keeps it in the vault."),
               Group.RECORD, Icon.DOSSIER),
    ActionSpec(Act.ATTACH, N_("Add files"), ("Ctrl+Shift+A",),
               N_("Takes files in as evidence and shows the first of them."), Group.RECORD, Icon.EVIDENCE),
    ActionSpec(Act.FIND, N_("Find"), ("Ctrl+F",), N_("Finds a person, place or text in every spelling."),
               Group.FIND, Icon.SEARCH),
    ActionSpec(Act.COMMANDS, N_("Commands"), ("Ctrl+K",), N_("Finds every command and every record by its name."),
               Group.FIND, Icon.COMMAND),
    ActionSpec(Act.FILTER, N_("Filters of the list"), ("Ctrl+Shift+F",),
               N_("Narrows the list by place, date, kind, gaps and whatever else its records say."), Group.FIND,
               Icon.FILTER),
    ActionSpec(Act.PREVIOUS, N_("Previous in the list"), ("Ctrl+PgUp",), N_("Opens the record before this one."),
               Group.FIND),
    ActionSpec(Act.NEXT, N_("Next in the list"), ("Ctrl+PgDown",), N_("Opens the record after this one."),
               Group.FIND),
    ActionSpec(Act.PANE, N_("Next part of the window"), ("F6",), N_("Moves from the list to the record and back."),
               Group.FIND),
    ActionSpec(Act.LEAVE, N_("Leave"), ("Esc",), N_("Leaves the form; what was typed stays as a draft."),
               Group.FIND),
    ActionSpec(Act.BACK, N_("Back"), ("Alt+Left",), N_("Shows the page before this one."), Group.FIND, Icon.BACK),
    ActionSpec(Act.FORWARD, N_("Forward"), ("Alt+Right",), N_("Shows the page that Back left."),
               Group.FIND, Icon.FORWARD),
    _go(Act.GO_HOME, N_("Go to Home"), "H", Icon.FORWARD),
    _go(Act.GO_CASES, N_("Go to Cases"), "C", Icon.CASES),
    _go(Act.GO_INCIDENTS, N_("Go to Incidents"), "I", Icon.INCIDENTS),
    _go(Act.GO_PEOPLE, N_("Go to People"), "P", Icon.PEOPLE),
    _go(Act.GO_EVIDENCE, N_("Go to Evidence"), "E", Icon.EVIDENCE),
    _go(Act.GO_DOSSIERS, N_("Go to Dossiers"), "D", Icon.DOSSIER),
    _go(Act.GO_EXCHANGE, N_("Go to Exchange"), "X", Icon.FORWARD),
    _go(Act.GO_SETTINGS, N_("Go to Settings"), "S", Icon.SETTINGS),
    ActionSpec(Act.RAIL, N_("Fold or unfold the places"), ("Ctrl+B",), N_("Leaves only the icons of the places."),
               Group.WINDOW, Icon.FOLD),
    ActionSpec(Act.ZOOM_IN, N_("Larger"), ("Ctrl++", "Ctrl+=", "Ctrl+Shift+=", "Ctrl+Shift++"),
               N_("Makes everything larger, up to twice the size."), Group.WINDOW, Icon.ADD),
    ActionSpec(Act.ZOOM_OUT, N_("Smaller"), ("Ctrl+-",), N_("Makes everything smaller."), Group.WINDOW),
    ActionSpec(Act.ZOOM_NONE, N_("Usual size"), ("Ctrl+0",), N_("Shows everything at its usual size."), Group.WINDOW),
    _theme(Act.THEME_SYSTEM, N_("Colours: as the system")),
    _theme(Act.THEME_LIGHT, N_("Colours: light")),
    _theme(Act.THEME_DARK, N_("Colours: dark")),
    _theme(Act.THEME_CONTRAST, N_("Colours: high contrast")),
    _speak(Act.SPEAK_EN, N_("Language: English")),
    _speak(Act.SPEAK_RU, N_("Language: Russian")),
    _speak(Act.SPEAK_KK, N_("Language: Kazakh")),
    ActionSpec(Act.HELP, N_("Help and keys"), ("F1",), N_("Shows the guide to the page you are on, and every key."),
               Group.WINDOW, Icon.HELP),
    ActionSpec(Act.INTERVIEW, N_("Interview mode"), ("Ctrl+I",),
               N_("Lets the window stay open for an hour without a key, or takes that back."), Group.WINDOW,
               Icon.INTERVIEW),
    ActionSpec(Act.NAMES, N_("Hide or show names"), ("F8",),
               N_("Shows initials for the names of all people, and records nothing meanwhile."), Group.WINDOW,
               Icon.HIDE),
    ActionSpec(Act.COVER, N_("Cover all pages"), ("Ctrl+Shift+L",),
               N_("Takes every page off the screen; a short code or the passphrase brings them back."), Group.WINDOW,
               Icon.HIDE),
    ActionSpec(Act.LOCK, N_("Lock"), ("Ctrl+L",), N_("Closes the vault at once; drafts are kept in it."),
               Group.WINDOW, Icon.LOCK),
)

PLACE_ACTS: Final[Mapping[str, Act]] = MappingProxyType({
    "home": Act.GO_HOME, "cases": Act.GO_CASES, "incidents": Act.GO_INCIDENTS, "people": Act.GO_PEOPLE,
    "evidence": Act.GO_EVIDENCE, "dossiers": Act.GO_DOSSIERS, "exchange": Act.GO_EXCHANGE, "settings": Act.GO_SETTINGS,
})
THEME_ACTS: Final[Mapping[Act, str]] = MappingProxyType({
    Act.THEME_SYSTEM: "system", Act.THEME_LIGHT: "light", Act.THEME_DARK: "dark", Act.THEME_CONTRAST: "high_contrast",
})
SPEAK_ACTS: Final[Mapping[Act, str]] = MappingProxyType({
    Act.SPEAK_EN: "en", Act.SPEAK_RU: "ru", Act.SPEAK_KK: "kk",
})


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


def spec_of(act: Act) -> ActionSpec:
    """What the registry says of an action."""
    return next(spec for spec in ACTIONS if spec.act is act)


def keys_of(act: Act) -> str:
    """The keys of an action as they stand on a button; blank for one that has none."""
    keys = spec_of(act).keys
    return keys[0].replace("Return", "Enter") if keys else ""


def with_keys(words: str, act: Act) -> str:
    """A button's words with its keys set off, as every button that has keys shows them. The pieces do not depend on
    each other's grammar, so putting them side by side is safe in every language."""
    return f"{words}   {keys_of(act)}"
