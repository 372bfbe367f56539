"""Reading extracted text the way a person reads a page: words that a line break cut are whole words."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

_SOFT: Final = "\u00ad\u200b\u200c\u200d\ufeff\ufffe\x02"
_CUT: Final = re.compile(rf"[-‐‑{_SOFT}][ \t]*\r?\n\s*|[{_SOFT}]+\s*")
_BREAK: Final = re.compile(r"\s+")
_ENCODINGS: Final = ("utf-8", "utf-16-be", "utf-16-le", "cp1251", "latin-1")
_NUMBER: Final = re.compile(r"\d+")
_RUNNING: Final = 8  # lines at most at either end of a page: banner, footer, page number, title, watermark
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


def read_on(pages: Sequence[str]) -> tuple[str, ...]:
    """The text of ``pages`` as a person reads on over a page break, and what every page repeats by itself.

    A name that a page break cuts is whole only here: between its halves stand the running lines of two pages. And only
    here is half the name of somebody who is shown not taken for the name of a withheld relative.
    """
    lines = [page.splitlines() for page in pages]
    bodies: list[str] = []
    running: dict[str, None] = {}
    for at, own in enumerate(lines):
        beside = lines[max(at - 1, 0):at] + lines[at + 1:at + 2]
        top = max((_alike(own, other) for other in beside), default=0)
        bottom = max((_alike(own[:top - 1:-1] if top else own[::-1], other[::-1]) for other in beside), default=0)
        bodies += own[top:len(own) - bottom]
        running |= dict.fromkeys(filter(None, ("\n".join(own[:top]), "\n".join(own[len(own) - bottom:]))))
    return ("\n".join(bodies), *running)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines at the beginning say the same but for their numbers."""
    pairs = zip(one[:_RUNNING], other[:_RUNNING], strict=False)
    return sum(1 for _ in takewhile(lambda pair: len({_NUMBER.sub("", line) for line in pair}) == 1, pairs))


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
