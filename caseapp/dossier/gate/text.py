"""Reading extracted text the way a person reads a page: words that a line break cut are whole words."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_SOFT: Final = "\u00ad\u200b\u200c\u200d\ufeff\ufffe\x02"
_CUT: Final = re.compile(rf"[-‐‑{_SOFT}][ \t]*\r?\n\s*|[{_SOFT}]+\s*")
_BREAK: Final = re.compile(r"\s+")
_ENCODINGS: Final = ("utf-8", "utf-16-be", "utf-16-le", "cp1251", "latin-1")
_TORN: Final = re.compile(r"(?<=\w)[ \t]*\r?\n[ \t]*(\w)")


def readings(text: str) -> tuple[str, ...]:
    """``text`` as extracted; with cut words joined; and with each break between letters taken for none (no hyphen)."""
    plain = unicodedata.normalize("NFC", text)
    joined = _BREAK.sub(" ", _CUT.sub("", plain))
    tight = _BREAK.sub(" ", _TORN.sub(_joined, _CUT.sub("", plain)))
    return tuple(dict.fromkeys((_BREAK.sub(" ", plain), joined, tight)))


def _joined(torn: "re.Match[str]") -> str:
    """A capital begins a word of its own: joined to the one before it would hide which name it is."""
    return torn.group() if torn.group(1).isupper() else torn.group(1)


def spellings(literals: Iterable[str]) -> tuple[bytes, ...]:
    """Every literal in every encoding and case in which it might stand in a file's bytes."""
    found: dict[bytes, None] = {}
    for literal in literals:
        for form in (literal, literal.upper(), literal.lower(), literal.title()):
            for normal in ("NFC", "NFD"):
                for encoding in _ENCODINGS:
                    try:
                        found[unicodedata.normalize(normal, form).encode(encoding)] = None
                    except UnicodeEncodeError:
                        continue
    for needle in list(found):
        found[needle.hex().encode("ascii")] = None
        found[needle.hex().upper().encode("ascii")] = None
    return tuple(needle for needle in found if len(needle) >= 4)
