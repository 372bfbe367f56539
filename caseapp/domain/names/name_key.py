"""A coarser key than ``fold``, for finding possible duplicates among names: endings that grammar adds are taken off.

Серікұлы, Серик улы and Серикович name the same father; Ахметова is the feminine of Ахметов; some sources write the
given name first. The general fold keeps all of that apart, since a search for one should not drown in the others.
"""

import re
from typing import Final

from caseapp.domain.names.fold import fold_words

_FATHER: Final = re.compile("(?:[oe]vich|[oe]vna|inichna|ich|uli|kizi|gizi|ogli|oglu)$")
# set apart before folding, which would make one letter of the two in Серікқызы
_FUSED: Final = re.compile(r"(?<=\w\w)(?=(?:ұлы|улы|uly|қызы|кызы|qyzy|kyzy|qizi)\b)", re.IGNORECASE)
_ALONE: Final = frozenset(("uli", "kizi", "gizi", "ogli", "oglu"))
_FEMININE: Final = ((re.compile("(ov|ev|in)a$"), r"\1"), (re.compile("skaia$"), "ski"))
_SHORTEST: Final = 3  # letters that must remain: Али stays Али


def name_key(text: str) -> str:
    """The words of a name, reduced and in alphabetical order, separated by blanks. Equal keys are a hint, no proof."""
    words: list[str] = []
    for word in fold_words(" ".join(_FUSED.sub(" ", text.replace("-", "")).split())).split():
        if word in _ALONE and words:
            words[-1] = _father(words[-1] + word)
        else:
            words.append(_reduced(word))
    return " ".join(sorted(words))


def _reduced(word: str) -> str:
    father = _father(word)
    if father != word:
        return father
    for pattern, masculine in _FEMININE:
        shorter = pattern.sub(masculine, word)
        if shorter != word and len(shorter) > _SHORTEST:
            return shorter
    return word


def _father(word: str) -> str:
    """The father's name without its last vowel, on which Kazakh and Russian patronymics differ (Әліұлы, Алиевич)."""
    stem = _FATHER.sub("", word)
    if stem == word or len(stem) < _SHORTEST - 1:
        return word
    return stem.rstrip("aeiou") or stem
