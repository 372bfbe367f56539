"""Which commands a few typed letters mean: by the words of the window's language, by the English ones, in any spelling.

Pure; the palette shows what this finds.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from caseapp.domain.names.fold import fold_words
from ui.actions import ACTIONS, Act, ActionSpec

_WORDS, _INSIDE, _LETTERS = 1, 2, 3
# What stands in the palette already, or means nothing while it is open.
_NEVER: Final = frozenset({Act.COMMANDS, Act.LEAVE, Act.PANE})


def distance(typed: str, text: str) -> int | None:
    """How far a text is from what was typed, which is folded already; None when it is not meant.

    0: it begins so; 1: its words do, in any order; 2: they hold it; 3: its letters come in this order, the first first.
    """
    folded = fold_words(text)
    if folded.startswith(typed):
        return 0
    parts, words = typed.split(), folded.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return _WORDS
    if all(part in folded for part in parts):
        return _INSIDE
    letters = iter(folded)
    in_order = all(letter in letters for letter in typed.replace(" ", ""))
    return _LETTERS if len(typed) > 1 and typed[0] == folded[:1] and in_order else None


Words = Callable[[ActionSpec], Sequence[str]]


def matching(text: str, specs: Iterable[ActionSpec], words: Words) -> list[ActionSpec]:
    """The actions that a typed text may mean, nearest first."""
    typed = fold_words(text)
    found = []
    for at, spec in enumerate(specs):
        near = [far for each in words(spec) if (far := distance(typed, each)) is not None]
        if near:
            found.append((min(near), at, spec))
    return [spec for _, _, spec in sorted(found, key=lambda one: one[:2])]


def offered(can: Callable[[Act], bool]) -> list[ActionSpec]:
    """Every action that would do something now."""
    return [spec for spec in ACTIONS if spec.act not in _NEVER and can(spec.act)]


def recent_acts(kept: Iterable[str]) -> list[Act]:
    """The actions of these names; one that this version does not know is left out."""
    known = {act.value: act for act in Act}
    return [known[name] for name in kept if name in known]
