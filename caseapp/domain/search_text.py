"""What somebody types into a search line: words, alternatives, what must not stand there, and exact words in quotes.

Operators are written in capitals, in any language of the window, so that no name is taken for one. Nothing is an
error: a quote that is not closed ends with the text, an operator without a word says nothing.
"""

import re
from dataclasses import dataclass, field
from typing import Final

OR: Final = frozenset({"OR", "ИЛИ", "НЕМЕСЕ"})
AND: Final = frozenset({"AND", "И", "ЖӘНЕ"})
NOT: Final = frozenset({"NOT", "НЕ", "ЕМЕС"})
_PART: Final = re.compile(r"""(-?)(?:["“«]([^"”»]*)["”»]?|(\S+))""")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must all stand in a record (``exact``: side by side), or must not."""

    text: str = field(repr=False)
    exact: bool = False
    negated: bool = False


def parsed(text: str) -> tuple[tuple[Words, ...], ...]:
    """Alternatives, each of words that must hold together; empty where nothing is asked."""
    found: list[list[Words]] = [[]]
    plain: list[str] = []
    negated = False
    for sign, quoted, word in _PART.findall(text):
        if word and not sign and word in OR | AND | NOT:
            _close(plain, found[-1])
            negated = word in NOT
            if word in OR and found[-1]:
                found.append([])
            continue
        against, negated = negated or bool(sign), False
        if quoted.strip() or against:
            _close(plain, found[-1])
            said = (quoted or word).strip()
            if said:
                found[-1].append(Words(said, exact=bool(quoted.strip()), negated=against))
        elif word:
            plain.append(word)
    _close(plain, found[-1])
    return tuple(tuple(each) for each in found if each)


def wanted(text: str) -> str:
    """The words that must stand somewhere, for marking them where they do."""
    return " ".join(words.text for each in parsed(text) for words in each if not words.negated)


def _close(plain: list[str], into: list[Words]) -> None:
    if plain:
        into.append(Words(" ".join(plain)))
        plain.clear()
