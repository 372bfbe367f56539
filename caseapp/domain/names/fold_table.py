"""The letter table behind ``fold``: what every letter of Kazakh, Russian and their Latin spellings is reduced to.

Sources: official Russian rendering of Kazakh names, BGN/PCGN, Kazakh Latin of 2018 and 2021, passport style, ISO 9 and
GOST 7.79. Where two systems give one letter two meanings, the reading that finds more names wins: ``ū`` (У or Ұ) is u;
``i ı y й ы и і`` are all i; ``ý`` is the u of 2018. Left out, since they would cost more than they find: j for й and
â, û for я, ю (ISO 9), x for х (GOST B; x is ks as in Maxim).
"""

import unicodedata
from types import MappingProxyType
from typing import Final

_LETTERS: Final = MappingProxyType({
    "a": "аәaəàáâãäåāăąǎ", "b": "бb", "v": "вv", "g": "гғґgğģġǵĝ", "d": "дdďđ", "e": "еёэєeèéêëēėęěĕ",
    "z": "зzźż", "i": "иийіыїӣiyıìíîïĩīįǐÿỳȳ", "k": "кқkqķ", "l": "лlłľļ", "m": "мm", "n": "нңnñńňņ",
    "o": "оөoɵөòóôõöōőø", "p": "пp", "r": "рrřŕ", "s": "сҫsś", "t": "тtțţť", "u": "уұүўӯuùúûüūůűųýŭ", "f": "фf",
    "kh": "хҳһḥẖ", "ts": "ц", "ch": "чҷçčć", "sh": "шщşšŝșṣ", "zh": "жҗjžĵ", "ia": "я", "iu": "ю", "ks": "x",
    "w": "wŵ", "c": "c", "h": "h", "ss": "ß", "ae": "æ", "oe": "œ", "σ": "ς",
})
_DROPPED: Final = "ъь'’‘ʼʹʺ`´ʻʽ′″\u00ad\u200b\u200c\u200d\u2060\ufeff"
_HYPHENS: Final = "-\u2010\u2011"

# Latin and Greek letters and a nought that stand for a Cyrillic look-alike inside an otherwise Cyrillic word.
# By case: H is Н, but h is һ.
LOOKALIKES: Final = MappingProxyType({ord(look): real for look, real in zip(
    "aeopcxyhiAEOPCXYKMTBHIγυθΥΘ0", "аеорсхуһіАЕОРСХУКМТВНІүүөҮӨө", strict=True,
)})
LATIN_LOOKALIKE: Final = "A-Za-zγυθΥΘ"
CYRILLIC: Final = "\u0400-\u052f"

_PRECOMPUTED: Final = 0x3000


def _reduce(code: int) -> str | None:
    char = chr(code)
    if unicodedata.category(char) in ("Mn", "Me"):
        return None
    return char if char.isalnum() else " "


class FoldTable(dict[int, str | None]):
    """Lower-case code point -> folded letters, a blank for what separates words, None for what is dropped."""

    def __missing__(self, code: int) -> str | None:
        """Rare scripts are looked up each time: foreign text cannot grow the table."""
        return _reduce(code)


def make_table() -> FoldTable:
    """The complete table; every letter stands in exactly one row."""
    table = FoldTable((code, _reduce(code)) for code in range(_PRECOMPUTED))
    for folded, letters in _LETTERS.items():
        table.update((ord(letter), folded) for letter in letters)
    table.update((ord(char), None) for char in _DROPPED)
    table.update((ord(char), "-") for char in _HYPHENS)
    return table


TABLE: Final = make_table()
