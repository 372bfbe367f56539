"""What was typed with the wrong keyboard layout, or with letters that only look right: "F[vtnjd", "Fхметов", "Aхметов".

A suggestion, never a change: a name may be meant as it stands. ``fold`` finds look-alikes whatever is decided.
"""

import re
import unicodedata
from types import MappingProxyType
from typing import Final

_LATIN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_UPPER: Final = {"[": "{", "]": "}", ";": ":", "'": '"', ",": "<", ".": ">", "`": "~"}
_TO_RUSSIAN: Final = MappingProxyType(
    dict(zip(_LATIN, _RUSSIAN, strict=True))
    | {_UPPER.get(a, a.upper()): b.upper() for a, b in zip(_LATIN, _RUSSIAN, strict=True)})
_TO_LATIN: Final = MappingProxyType({b: a for a, b in _TO_RUSSIAN.items()})
# Latin (and Greek) letters that look like a Cyrillic one; keyboards without Kazakh give ə, i, h (domain, 6.6).
_LOOKS_CYRILLIC: Final = MappingProxyType(dict(zip(
    "ABEKMHOPCTXYaeopcxyiIəƏhӨΘγ", "АВЕКМНОРСТХУаеорсхуіІәӘһӨӨү", strict=True)))
_LOOKS_LATIN: Final = MappingProxyType(dict(zip("АВЕКМНОРСТХУаеорсхуіІ", "ABEKMHOPCTXYaeopcxyiI", strict=True)))
_TYPED: Final = re.compile(r"[^\s\-–]+")
_LATIN_VOWELS: Final = frozenset("aeiouyäöüıū")
_CYRILLIC_VOWELS: Final = frozenset("аеёиоуыэюяәөұүі")
_INSIDE: Final = re.compile(r"[A-Za-z][\[\];{}:`~]|[\[\];{}:`~][A-Za-z]|[a-z],[a-z]")
_LEAST: Final = 4  # letters from which a word without a vowel is no name
LONGEST: Final = 200


def meant(text: str) -> str:
    """What the text was probably meant to be, blank where it is plausible as it stands."""
    if not 0 < len(text) <= LONGEST:
        return ""
    whole = _other_layout(text)
    found = whole or _TYPED.sub(_mended, text)
    return found if found != text else ""


def _other_layout(text: str) -> str:
    """All of it typed in the other layout: words with keys inside that are no letters, or without a vowel."""
    scripts = _scripts(text)
    letters = [word for word in re.split(r"[\s,.\-\d]+", text.lower()) if word]
    if scripts == {"LATIN"}:
        odd = bool(_INSIDE.search(text)) or _unspeakable(letters, _LATIN_VOWELS)
        turned = _turn(text, _TO_RUSSIAN)
        return turned if odd and _speakable(turned, _CYRILLIC_VOWELS) else ""
    if scripts == {"CYRILLIC"} and _unspeakable(letters, _CYRILLIC_VOWELS):
        turned = _turn(text, _TO_LATIN)
        return turned if _speakable(turned, _LATIN_VOWELS) else ""
    return ""


def _turn(text: str, table: MappingProxyType[str, str]) -> str:
    """By the place of the key. A comma or a full stop followed by a space stays what it is."""
    made = []
    for at, char in enumerate(text):
        ends = char in ",." and (at + 1 == len(text) or text[at + 1].isspace())
        made.append(char if ends else table.get(char, char))
    return "".join(made)


def _unspeakable(words: list[str], vowels: frozenset[str]) -> bool:
    return any(len(word) >= _LEAST and word.isalpha() and not vowels & set(word) for word in words)


def _speakable(text: str, vowels: frozenset[str]) -> bool:
    words = [word for word in re.split(r"[\W\d_]+", text.lower()) if len(word) > 1]
    return bool(words) and all(vowels & set(word) and word[0] not in "ьъы" for word in words)


def _mended(match: re.Match[str]) -> str:
    """One word of two alphabets: the few letters go over to the alphabet of the many."""
    word = match.group()
    if not {"LATIN", "CYRILLIC"} <= _scripts(word) and not {"GREEK", "CYRILLIC"} <= _scripts(word):
        return word
    cyrillic = sum(_script(char) == "CYRILLIC" for char in word)
    to_cyrillic = 2 * cyrillic >= sum(char.isalpha() for char in word)
    looks, keys = (_LOOKS_CYRILLIC, _TO_RUSSIAN) if to_cyrillic else (_LOOKS_LATIN, _TO_LATIN)
    strange = [char for char in word if char.isalpha() and (_script(char) == "CYRILLIC") != to_cyrillic]
    table = looks if all(char in looks for char in strange) else keys
    if any(char not in table for char in strange):
        return word
    return "".join(table.get(char, char) if char in strange else char for char in word)


def _scripts(text: str) -> set[str]:
    return {_script(char) for char in text if char.isalpha()}


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ", 1)[0]
