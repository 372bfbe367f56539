"""From foreign text to what the typesetter may read: no markup, no control characters, no missing glyphs."""

import unicodedata
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from caseapp.dossier.pdf.faces import MONO, Faces

_NEVER: Final = ("Cc", "Cf", "Cs", "Co", "Cn")  # controls, bidi and zero-width marks, broken and private code points
_SPACES: Final = dict.fromkeys(map(ord, "\t\u2028\u2029\x0b\x0c\r"), " ")


def printable(text: str, faces: Faces, face: str) -> str:
    """``text`` in NFC as it will stand on paper: what no face can print is written as its code point, ``[U+4E2D]``."""
    clean = unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_SPACES)
    return "".join(_visible(char, faces, face) for char in clean)


def markup(text: str, faces: Faces, face: str) -> str:
    """The typesetter's form of ``text``: escaped, line breaks kept, characters missing in ``face`` set in mono."""
    runs = []
    for missing, chars in groupby(printable(text, faces, face), key=lambda char: _falls_back(char, faces, face)):
        run = escape("".join(chars)).replace("\n", "<br/>")
        runs.append(f'<font name="{MONO}">{run}</font>' if missing else run)
    return "".join(runs)


def _falls_back(char: str, faces: Faces, face: str) -> bool:
    return char != "\n" and not faces.has(face, char)


def _visible(char: str, faces: Faces, face: str) -> str:
    if char == "\n" or char == " ":
        return char
    if char == "\u00ad" or char == "\u200b":
        return ""
    if unicodedata.category(char) not in _NEVER and (faces.has(face, char) or faces.has(MONO, char)):
        return char
    return f"[U+{ord(char):04X}]"
