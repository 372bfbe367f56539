"""Sort keys, stored once, under which Kazakh, Russian and Latin words share one list.

Neither code points (Ә after я) nor SQLite's collations nor the system's know the Kazakh order, and a stored key must
compare the same on every laptop for ever: so the order is a table here, frozen like a file format.

Order: blank, hyphen, numbers by value, the Kazakh alphabet (with the Russian letters it contains and its neighbours'
letters beside the nearest), Latin letters, everything else by code point. Case, diacritics of Latin letters and
punctuation decide only between texts that are otherwise equal. Compare keys as bytes.
"""

import re
import unicodedata
from types import MappingProxyType
from typing import Final

MAX_CHARS: Final = 160  # longer texts compare by their beginning; keeps keys and their index small

_KAZAKH: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"  # the order of the alphabet itself
_NEIGHBOURS: Final = MappingProxyType({"ґ": "ғ", "є": "ё", "җ": "ж", "ӣ": "й", "ї": "і", "ў": "ү", "ӯ": "ү",
                                       "ҳ": "һ", "ҷ": "ч", "ҫ": "с"})
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_BASE: Final = MappingProxyType({"ı": "i", "ə": "a", "ø": "o", "đ": "d", "ł": "l", "ß": "s", "æ": "a", "œ": "o"})

_END: Final = 0x01
_BLANK: Final = 0x02
_HYPHEN: Final = 0x03
_NUMBER: Final = 0x05
_FIRST_CYRILLIC: Final = 0x10
_FIRST_LATIN: Final = 0x90
_OTHER: Final = 0xF0
_CHUNK: Final = re.compile(r"[0-9]{1,240}|[^0-9]")


def _weights() -> MappingProxyType[str, int]:
    order: list[str] = []
    for letter in _KAZAKH:
        order.append(letter)
        order += [extra for extra, before in _NEIGHBOURS.items() if before == letter]
    table = {letter: _FIRST_CYRILLIC + place for place, letter in enumerate(order)}
    table.update({letter: _FIRST_LATIN + place for place, letter in enumerate(_LATIN)})
    return MappingProxyType(table)


_WEIGHTS: Final = _weights()


def sort_key(text: str) -> bytes:
    """The key of ``text`` (its first 160 characters in NFC), to be stored and compared as bytes."""
    line = unicodedata.normalize("NFC", text[:MAX_CHARS]).strip()
    primary = bytearray()
    for match in _CHUNK.finditer(line.lower()):
        chunk = match.group()
        primary += _number(chunk) if chunk[0] in "0123456789" else _letter(chunk)
    return bytes(primary) + bytes((_END,)) + line.swapcase().encode("utf-8", "replace")


def _number(digits: str) -> bytes:
    """Longer numbers are greater; leading noughts count only between equals."""
    value = digits.lstrip("0")
    return bytes((_NUMBER, len(value) + 2)) + value.encode("ascii")


def _letter(char: str) -> bytes:
    weight = _WEIGHTS.get(char)
    if weight is None:
        base = _BASE.get(char) or unicodedata.normalize("NFD", char)[0]
        weight = _WEIGHTS.get(base)
    if weight is not None:
        return bytes((weight,))
    if char.isspace():
        return bytes((_BLANK,))
    if char in "-\u2010\u2011":
        return bytes((_HYPHEN,))
    if not char.isalnum():
        return b""
    return bytes((_OTHER,)) + ord(char).to_bytes(3, "big")
