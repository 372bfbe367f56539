"""Text from keyboards, clipboards and foreign files, made fit to store, to hash and to show.

A name with a right-to-left override prints as another name, and two spellings of one code-point sequence hash apart.
So everything typed passes here once: NFC, no control characters, bounded length; and everything foreign that is shown
before it was accepted passes ``visible``.
"""

import re
import unicodedata
from typing import Final

from caseapp.domain.canonical import MAX_STRING
from caseapp.domain.errors import Invalid
from caseapp.domain.text import N_

_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REORDERING: Final = _BIDI - frozenset("\u061c\u200e\u200f")  # marks are harmless inside paragraphs, overrides are not
_WORD: Final = re.compile(r"[^\W\d_]+")
_MAX_SHOWN: Final = 3


class UnsafeText(Invalid, ValueError):
    """Control, bidi or other invisible characters where a reader would not see them.

    Also a ValueError, so that strict decoding of foreign structs reports it as a validation error.
    """

    code = "unsafe-text"
    what = N_("“{field}” contains characters that cannot be seen ({characters}).")
    next_step = N_("Type the text again instead of pasting it; nothing was changed.")


class TooLong(Invalid, ValueError):
    """More text than one value may hold; ``limit`` counts bytes of UTF-8."""

    code = "too-long"
    what = N_("“{field}” is too long: at most {limit} bytes can be stored.")
    next_step = N_("Shorten it, or attach the text as a file; nothing was changed.")


def clean_line(text: str, field: str, limit: int = MAX_STRING) -> str:
    """``text`` as one line: NFC, outer white space off, inner runs of spaces as one space.

    Raises UnsafeText for control, bidi, format, private-use and broken characters, TooLong beyond ``limit`` bytes.
    """
    _refuse_broken(text, field)
    line = unicodedata.normalize("NFC", text).strip()
    if not line.isprintable():
        line = "".join(" " if unicodedata.category(c) == "Zs" else c for c in line)
        _refuse(field, [c for c in line if _hidden_in_line(c)])
    if "  " in line:
        line = re.sub(" +", " ", line)
    _bounded(line, field, limit)
    return line


def clean_text(text: str, field: str, limit: int = MAX_STRING) -> str:
    """``text`` as paragraphs: NFC, line ends as ``\\n``; otherwise exactly as written, since it may be testimony.

    Raises UnsafeText for controls other than line end and tab and for bidi overrides, TooLong beyond ``limit`` bytes.
    """
    _refuse_broken(text, field)
    body = unicodedata.normalize("NFC", text)
    if not body.isprintable():
        body = re.sub("\r\n?|\u2028|\u2029", "\n", body)
        _refuse(field, [c for c in body if _hidden_in_text(c)])
    _bounded(body, field, limit)
    return body


def require_line(text: str, field: str, limit: int = MAX_STRING) -> None:
    """Refuse what ``clean_line`` would refuse or change, white space aside: for values that arrive already made."""
    if text.isascii():
        if text.isprintable() and len(text) <= limit:
            return
    elif text.isprintable() and unicodedata.is_normalized("NFC", text) and len(text) * 4 <= limit:
        return
    _refuse_broken(text, field)
    _refuse(field, [c for c in text if _hidden_in_line(c)])
    if not unicodedata.is_normalized("NFC", text):
        raise UnsafeText(field, characters="NFC")
    _bounded(text, field, limit)


def visible(text: str, keep_lines: bool = False) -> str:
    """``text`` with every character that would not be seen, or would reorder others, shown as ``[U+202E]``."""
    if text.isprintable():
        return text
    return "".join(_shown(c, keep_lines) for c in text)


def mixed_words(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every word that mixes Latin with Cyrillic letters: a look-alike or a missing keyboard layout.

    Not an error: monitors without a Kazakh layout type Latin ə or i. Shown as a hint; ``fold`` finds both spellings.
    """
    found = []
    for match in _WORD.finditer(text):
        scripts = {unicodedata.name(c, "").split(" ", 1)[0] for c in match.group()}
        if {"LATIN", "CYRILLIC"} <= scripts or {"GREEK", "CYRILLIC"} <= scripts:
            found.append(match.span())
    return tuple(found)


def _refuse_broken(text: str, field: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UnsafeText(field, characters="U+D800") from None


def _refuse(field: str, hidden: list[str]) -> None:
    if hidden:
        some = dict.fromkeys(hidden)
        raise UnsafeText(field, characters=", ".join(_code_point(c) for c in list(some)[:_MAX_SHOWN]))


def _bounded(text: str, field: str, limit: int) -> None:
    if len(text) * 4 > limit and len(text.encode("utf-8")) > limit:
        raise TooLong(field, limit=limit)


def _hidden_in_line(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or _noncharacter(char)


def _hidden_in_text(char: str) -> bool:
    if char in "\n\t":
        return False
    return char in _REORDERING or unicodedata.category(char) in ("Cc", "Cs", "Co") or _noncharacter(char)


def _noncharacter(char: str) -> bool:
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _shown(char: str, keep_lines: bool) -> str:
    if keep_lines and char in "\n\t":
        return char
    if unicodedata.category(char) == "Zs":
        return " "
    return _code_point(char) if _hidden_in_line(char) else char


def _code_point(char: str) -> str:
    return f"[U+{ord(char):04X}]"
