"""What every editor is handed, and what every editor promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.errors import Invalid
from caseapp.domain.spec import FieldSpec, RecordId
from caseapp.domain.text import N_, Language
from caseapp.domain.text_hygiene import mixed_words
from ui.bridge.outcome import Runs
from ui.ports import Readings, Search, Terms, Vocabularies
from ui.style.look import Look

CUT: Final = N_("What you pasted was longer than one line holds and was cut. Ctrl+Z takes it back.")
UNVERIFIED: Final = N_("{label} (the wording is not verified)")
_LOOKED_AT: Final = 2_000  # a pasted book must not hold the window up


class NotUnderstood(Invalid):
    """The text in a field could not be read; the words say why."""

    code = "not-understood"
    what = N_("This was not understood: {reason}")
    next_step = ""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason=reason)


class NothingChosen(Invalid):
    """A reference holds text but no record."""

    code = "nothing-chosen"
    what = N_("No record was chosen for this text.")
    next_step = N_("Choose one of the offered records, or clear the field.")


@dataclass(frozen=True, slots=True)
class FormKit:
    """The ports and the look that editors work with."""

    language: Language
    look: Look
    runner: Runs
    search: Search
    vocabularies: Vocabularies
    readings: Readings
    titles: Mapping[RecordId, str] = field(default_factory=dict)
    day: str = ""  # on which what is recorded happened: the terms of that day are offered; blank for today
    terms: Terms | None = None  # None: no term can be added here

    def tr(self, message: str) -> str:
        """The message in the window's language; a blank stays blank."""
        return self.language.text(message) if message else ""


def packed(parts: Sequence[object]) -> str:
    """Several pieces of typed text as one draft."""
    return msgspec.json.encode(parts).decode()


def unpacked(text: str) -> list[Any]:
    """The pieces again; none where the draft is of another make."""
    try:
        return msgspec.json.decode(text, type=list[Any]) if text else []
    except msgspec.DecodeError:
        return []


def mixed_hint(text: str, kit: FormKit) -> str:
    """Said beside a word that mixes alphabets: a look-alike letter hides a person from a reader, never from search."""
    spans = mixed_words(text[:_LOOKED_AT])
    if not spans:
        return ""
    start, end = spans[0]
    words = kit.tr(N_("“{word}” mixes Latin and Cyrillic letters. Check the keyboard layout; search finds both."))
    return words.format(word=text[start:end][:40])


class Editor(QWidget):
    """The screen side of one kind. ``None`` is blank: the form knows what the record stores for it."""

    changed = Signal()
    full_width = False
    own_label = False  # the editor shows the field's label itself

    def __init__(self, spec: FieldSpec, kit: FormKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.kit = kit
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(4, 4, 4, 4)
        self.box.setSpacing(4)

    def load(self, value: object) -> None:
        """Show a stored value."""
        raise NotImplementedError

    def collect(self) -> object:
        """The value now, None when blank. Raises Invalid when the text cannot be read."""
        raise NotImplementedError

    def draft(self) -> str:
        """What is typed, readable or not, as text that ``restore`` takes back."""
        raise NotImplementedError

    def restore(self, text: str) -> None:
        """Show what was typed; the value that was loaded stays the one that it is compared with."""
        raise NotImplementedError

    def remark(self) -> str:
        """A hint about what is typed that keeps nobody from recording it; blank for none."""
        return ""

    def named(self, widget: QWidget) -> QWidget:
        """Give the input its accessible name and description and let it stand for the editor."""
        widget.setAccessibleName(self.kit.tr(self.spec.label))
        widget.setAccessibleDescription(self.kit.tr(self.spec.help))
        self.setFocusProxy(widget)
        return widget
