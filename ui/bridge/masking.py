"""Presentation mode: whatever a lane hands to a page has people's names turned into initials, in one place for all.

Pages do not know of it. Names are recognised word by word, in every spelling and case ending, in titles, texts and
values alike; rather too many words are shortened than one too few. What the person types himself stays as typed.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec
from PySide6.QtCore import QObject

from caseapp.domain.names.fold import fold_words
from ui.bridge.outcome import Runs, Slot
from ui.ports import Hit, Lane

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_ID: Final = re.compile(r"[0-9a-z_.:-]+")
_PORTS: Final = "ui.ports"
_WINDOW: Final = "ui."
_STEM: Final = 5  # letters of a name that declension leaves alone
_ENDING: Final = 4
_SHORT: Final = 6  # a shorter word is a name only with a capital letter: Ли is one, ли is not


class Mask:
    """Knows the words of all names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._words = frozenset(word for name in names for word in fold_words(name).split() if len(word) > 1)
        self._stems = frozenset(word[:-1] for word in self._words if len(word) >= _STEM)

    def text(self, text: str) -> str:
        """The text with initials for names; an id stays what it is."""
        return text if _ID.fullmatch(text) else _WORD.sub(self._initial, text)

    def value(self, value: Any) -> Any:
        """Anything a port returns, with its texts masked; what holds no name comes back as it is."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Hit):
            # Where the match stood in the name would tell its letters.
            return dataclasses.replace(value, title=self.text(value.title), excerpt=self.text(value.excerpt), spans=())
        if isinstance(value, msgspec.Struct):
            changed = self._changed({name: getattr(value, name) for name in value.__struct_fields__})
            return msgspec.structs.replace(value, **changed) if changed else value
        if isinstance(value, QObject):
            return value
        home = type(value).__module__
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            if not home.startswith(_PORTS):
                return value  # a question handed back with its answer: it must stay as it was asked
            fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
            changed = self._changed(fields)
            return dataclasses.replace(value, **changed) if changed else value
        if isinstance(value, tuple | list):
            parts = [self.value(each) for each in value]
            return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
        if isinstance(value, Mapping):
            return {key: self.value(each) for key, each in value.items()}
        if home.startswith(_WINDOW) and hasattr(value, "__dict__"):
            for name, each in self._changed(vars(value)).items():  # an answer made for this page alone
                setattr(value, name, each)
        return value

    def _changed(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        masked = {name: self.value(each) for name, each in fields.items()}
        return {name: each for name, each in masked.items() if each is not fields[name] and each != fields[name]}

    def _initial(self, found: re.Match[str]) -> str:
        word = found.group()
        return f"{word[0].upper()}." if any(self._named(part) for part in re.split(r"['’ʼ-]", word)) else word

    def _named(self, word: str) -> bool:
        if not word or not (word[0].isupper() or len(word) >= _SHORT):
            return False
        return any(
            part in self._words or any(part[:at] in self._stems for at in range(max(_STEM - 1, len(part) - _ENDING),
                                                                                len(part)))
            for part in fold_words(word).split()
        )


class MaskedRunner:
    """``Runs`` over another: what comes back is masked in the lane, before any page sees it.

    Of the writer's lane only what it says of a write. Drafts go back as they were typed, so they are left alone.
    """

    def __init__(self, runner: Runs, mask: Mask) -> None:
        self._runner, self._mask = runner, mask

    def run(self, owner: QObject, lane: Lane, work: Callable[[], object], slot: Slot, latest: str = "") -> None:
        """See ``Runs.run``."""
        texts = lane not in (Lane.WRITER, Lane.DRAFTS)
        self._runner.run(owner, lane, _Masked(work, self._mask, texts=texts), slot, latest)

    def close(self) -> None:
        """See ``Runs.close``."""
        self._runner.close()


class _Masked:
    def __init__(self, work: Callable[[], object], mask: Mask, *, texts: bool) -> None:
        self._work, self._mask, self._texts = work, mask, texts

    def __call__(self) -> object:
        value = self._work()
        return self._mask.value(value) if self._texts or dataclasses.is_dataclass(value) else value


def initials(name: str) -> str:
    """The first letter of every word."""
    return " ".join(f"{word[0].upper()}." for word in _WORD.findall(name))
