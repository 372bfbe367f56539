"""Which words of two texts differ: for looking at two versions of a testimony side by side."""

import re
from difflib import SequenceMatcher
from typing import Final

Span = tuple[int, int]  # start and end in the text

_PIECE: Final = re.compile(r"\w+|[^\w\s]")
_MANY: Final = 4_000  # words from which comparing would take longer than a person waits: then all of it is marked


def differing(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of ``old`` that ``new`` has not, and those of ``new`` that ``old`` had not."""
    if old == new:
        return (), ()
    first, second = _pieces(old), _pieces(new)
    if len(first) + len(second) > _MANY:
        return _whole(old), _whole(new)
    matcher = SequenceMatcher(None, [old[a:b] for a, b in first], [new[a:b] for a, b in second], autojunk=False)
    gone: list[Span] = []
    come: list[Span] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if b > a:
            gone.append((first[a][0], first[b - 1][1]))
        if d > c:
            come.append((second[c][0], second[d - 1][1]))
    return tuple(gone), tuple(come)


def _pieces(text: str) -> list[Span]:
    return [match.span() for match in _PIECE.finditer(text)]


def _whole(text: str) -> tuple[Span, ...]:
    return ((0, len(text)),) if text else ()
