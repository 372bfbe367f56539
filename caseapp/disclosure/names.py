"""Finding a person's name in free text, in any script and spelling, alone or declined.

Works on folded words (``domain.names.fold``), so that one entry finds Тоқаев, Токаев and Tokayev alike; the offset map
leads back to the text as written. Declension is met by a prefix rule: a word is a form of a name if it begins with the
name's stem and only a usual ending follows. It reaches Russian and Kazakh cases, plurals, feminine surnames and the
English possessive; it does not reach a fleeting vowel (Павел, Павла) or a nickname that is not recorded as an alias.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from caseapp.domain.names.fold import fold, fold_words
from caseapp.domain.names.person_name import PersonName

_LONG_STEM: Final = 5  # letters from which any short ending is taken for a case ending
_MAX_ENDING: Final = 6
_WEAK_ALONE: Final = 5  # letters from which a given name counts even in lower case
_PATRONYMIC: Final = ("ovich", "evich", "ovna", "evna", "inichna", "ich", "uli", "kizi", "tegi")
_FINAL_VOWELS: Final = ("aia", "oi", "ei", "ia", "a", "i", "e")
_VOWEL_ENDINGS: Final = frozenset(("a", "u", "e", "i", "iu", "oi", "ei", "oiu"))  # Анна: Анны, Анне, Анну, Анной
_ENDINGS: Final = frozenset((
    "a", "u", "e", "i", "o", "s", "oi", "om", "em", "im", "iu", "oiu", "ei", "ogo", "omu", "ikh", "imi", "am", "akh",
    "ami", "ov", "ev", "ova", "eva", "ovu", "oviu", "ia", "iam", "iakh", "nin", "din", "tin", "ga", "ge", "ka", "ke",
    "na", "ne", "n", "ni", "di", "ti", "da", "de", "ta", "te", "nda", "nde", "dan", "den", "tan", "ten", "nan", "nen",
    "men", "ben", "pen", "lar", "ler", "dar", "der", "tar", "ter", "larga", "darga", "targa", "lardin", "lernin",
))


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word of a text and where it stands in the original."""

    folded: str
    start: int
    end: int
    capital: bool
    single: bool  # one letter: an initial
    joined: bool  # to the word before: a blank, hyphen, comma or the dot of an initial is all that stands between


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name. ``strong`` parts give a person away alone: surname, patronymic; a given name less so.

    A ``root`` is the father's name inside a patronymic: it meets the patronymic in the other language (Серікұлы,
    Серикович), but only beside another part of the name.
    """

    folded: str
    stem: str
    strong: bool
    capital_only: bool
    root: bool = False

    def meets(self, word: Word) -> bool:
        """Whether ``word`` is this part, a declined form of it, or its initial."""
        if word.single:
            return self.folded.startswith(word.folded)
        if word.folded == self.folded and not self.root:
            return True
        if not word.folded.startswith(self.stem):
            return False
        ending = word.folded[len(self.stem):]
        if self.root:
            return ending.startswith(_PATRONYMIC)
        if len(self.stem) >= _LONG_STEM:
            return len(ending) <= _MAX_ENDING
        return ending in (_ENDINGS if len(self.stem) >= 3 else _VOWEL_ENDINGS)

    def tells(self, word: Word) -> bool:
        """Whether this part alone gives the person away in ``word``."""
        if word.single or self.root or not self.meets(word):
            return False
        if self.capital_only or (not self.strong and len(self.folded) < _WEAK_ALONE) or len(self.folded) <= 3:
            return word.capital
        return True


def parts_of(names: Iterable[PersonName]) -> tuple[Part, ...]:
    """Every word of every spelling of a person's names, folded; those of one letter are left out."""
    found: dict[tuple[str, bool, bool], None] = {}
    for name in names:
        alias = name.kind == "alias"
        named = fold_words(name.given).split()
        for text, strong in ((name.surname, True), (name.patronymic, True), (name.given, False)):
            found.update(((word, strong, alias), None) for word in fold_words(text).split())
        rest = [word for word in fold_words(name.full).split() if word not in named]
        found.update(((word, not alias, alias), None) for word in rest)
    parts = [Part(word, _stem(word), strong, alias) for word, strong, alias in found if len(word) > 1]
    roots = {root for word, _, _ in found for root in _roots(word)}
    return (*parts, *(Part(root, root, False, False, root=True) for root in sorted(roots)))


def words_of(text: str) -> tuple[Word, ...]:
    """The folded words of ``text`` with their places."""
    folded = fold(text)
    words: list[Word] = []
    start = 0
    for piece in folded.text.split(" "):
        if piece:
            spans = folded.offsets[start:start + len(piece)]
            first, last = min(s for s, _ in spans), max(e for _, e in spans)
            words.append(Word(piece, first, last, text[first:first + 1].isupper(), last - first == 1,
                              bool(words) and _joined(text, words[-1], first)))
        start += len(piece) + 1
    return tuple(words)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words that all belong to one person's name."""

    length: int
    telling: bool


def run_at(words: Sequence[Word], at: int, parts: Sequence[Part]) -> Run:
    """The longest run from ``at`` whose words are parts of one name. Initials only join others."""
    length = 0
    telling = False
    while at + length < len(words):
        met = [part for part in parts if part.meets(words[at + length])]
        if not met or (length and not words[at + length].joined):
            break
        telling = telling or any(part.tells(words[at + length]) for part in met)
        length += 1
    solid = telling or sum(not word.single for word in words[at:at + length]) > 1
    return Run(length if solid else 0, solid)


def _joined(text: str, before: Word, start: int) -> bool:
    between = text[before.end:start]
    if before.single:
        between = between.removeprefix(".")
    return not between.strip(" \u00a0\n-‐‑,")


def _roots(word: str) -> list[str]:
    return [word[: -len(end)] for end in _PATRONYMIC if word.endswith(end) and len(word) - len(end) >= 3]


def _stem(word: str) -> str:
    least = 4 if len(word) > 4 else 2
    for ending in _FINAL_VOWELS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word
