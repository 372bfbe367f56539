"""One search key for the Kazakh, Russian and Latin spellings of a name, and the way back to the original.

Тоқаев, Токаев, Tokayev, Tokaev and Toqaev fold to the same word. The key is for finding, never for showing: what is
found is marked in the text as written, through the offset map. Two paths give the same result: ``fold`` keeps offsets,
``fold_words`` is built for the search index, where it runs over every text that is written.

Typing ahead works because the fold of a prefix is nearly always a prefix of the fold. The exceptions end in a letter
that the next one can still change (``y`` before ``e``, ``c`` before ``h``, ``d`` before ``j``); ``fold_query`` gives
both readings.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from caseapp.domain.names.fold_table import CYRILLIC, LATIN_LOOKALIKE, LOOKALIKES, TABLE

Span = tuple[int, int]
Replacement = str | Callable[[re.Match[str]], str]

_MIXED_HINT: Final = re.compile(
    f"[{CYRILLIC}][{LATIN_LOOKALIKE}0]|[{LATIN_LOOKALIKE}0][{CYRILLIC}]"
)
# Foreign text is folded too, so every pattern runs in linear time: hence the guards and possessive repeats.
_WORD: Final = re.compile(r"\w+")
_COMPOUND: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:-[^\W\d_]++)+")

# (needle that must occur, pattern, replacement): the needle spares most texts the pass. Order matters.
_BEFORE_TABLE: Final = (
    ("tş", re.compile("tş"), "ch"),
    ("yo", re.compile("yo"), "e"),
    ("йо", re.compile("йо"), "e"),
)
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_AFTER_TABLE: Final = (
    ("w", re.compile(r"(?<!\S)w"), "v"),
    ("w", re.compile("w"), "u"),
    ("sh", re.compile("shch|shh"), "sh"),
    ("sch", re.compile("sch"), "sh"),
    ("c", re.compile("c(?!h)z?"), "ts"),
    ("h", re.compile("(?<![sczgk])h"), "kh"),
    ("gh", re.compile("gh"), "g"),
    ("skh", re.compile("skh"), "sh"),
    ("dzh", re.compile("dzh"), "zh"),
    ("ng", re.compile("ng+"), "n"),
    ("ie", re.compile("(?<!i)i++e"), "e"),
    ("", _DOUBLED, r"\1"),
    ("h", re.compile(r"([sckz]h)\1+"), r"\1"),
)
# what a word typed so far may still turn into: its last letters -> end of its fold -> other end
_UNSETTLED: Final = (
    (re.compile("[yiıйиыі]$"), "i", ("e",)),
    (re.compile("(?:sh|s)c$"), "ts", ("", "ch")),
    (re.compile("c$"), "ts", ("ch",)),
    (re.compile("sk$"), "sk", ("sh",)),
    (re.compile("[dд]$"), "d", ("zh",)),
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded words with one blank between them; ``offsets[i]`` is the start and end in the original of character i."""

    text: str
    offsets: tuple[Span, ...]


def fold_words(text: str) -> str:
    """The folded words of ``text``, separated by single blanks: what the search index stores. Same as ``fold().text``.

    A hyphenated compound gives the joined word, then its later parts, so that either finds it.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _MIXED_HINT.search(text):
        text = _WORD.sub(_as_cyrillic, text)
    text = text.lower()
    for needle, pattern, replacement in _BEFORE_TABLE:
        if needle in text:
            text = pattern.sub(replacement, text)
    text = text.translate(TABLE)
    if "-" in text:
        text = _COMPOUND.sub(_compound, text).replace("-", " ")
    for needle, pattern, replacement in _AFTER_TABLE:
        if needle in text:
            text = pattern.sub(replacement, text)
    return " ".join(text.split())


def fold(text: str) -> Folded:
    """The folded words of ``text`` with their places in the original: for marking hits. Slower than ``fold_words``."""
    chars, spans = _composed(text)
    if _MIXED_HINT.search(chars):
        chars = _WORD.sub(_as_cyrillic, chars)
    chars, spans = _lowered(chars, spans)
    for needle, pattern, replacement in _BEFORE_TABLE:
        if needle in chars:
            chars, spans = _substitute(pattern, replacement, chars, spans)
    chars, spans = _translated(chars, spans)
    if "-" in chars:
        chars, spans = _split_compounds(chars, spans)
    for needle, pattern, replacement in _AFTER_TABLE:
        if needle in chars:
            chars, spans = _substitute(pattern, replacement, chars, spans)
    return _spaced(chars, spans)


def fold_query(text: str) -> tuple[tuple[str, ...], ...]:
    """What to look for: every word must be found, each as a prefix, by any one of its alternatives.

    Only the last word has more than one, and only while it is not followed by a blank.
    """
    words: list[tuple[str, ...]] = [(folded,) for raw in text.split() for folded in _query_words(raw)]
    if words and not text[-1:].isspace():
        last = unicodedata.normalize("NFC", text).lower().rstrip("-'’ʼ")
        words[-1] = _alternatives(last, words[-1][0])
    return tuple(words)


def hits(original: str, query: str) -> list[Span]:
    """Start and end in ``original`` of every place that ``query`` finds, in order, overlaps joined."""
    return places(original, prefixes(query))


def prefixes(query: str) -> tuple[str, ...]:
    """What ``places`` looks for: the beginnings of folded words. Made once where many texts are looked through."""
    return tuple(prefix for word in fold_query(query) for prefix in word)


def places(original: str, wanted: tuple[str, ...]) -> list[Span]:
    """``hits`` of a query whose prefixes are known. Most texts hold none, which the quicker fold tells."""
    if not any(word.startswith(wanted) for word in fold_words(original).split(" ") if word):
        return []
    folded = fold(original)
    found = []
    for match in re.finditer(r"\S+", folded.text):
        longest = max((len(p) for p in wanted if match.group().startswith(p)), default=0)
        if longest:
            covered = folded.offsets[match.start():match.start() + longest]
            found.append((covered[0][0], max(end for _, end in covered)))
    return _joined(sorted(found))


def _query_words(raw: str) -> Iterator[str]:
    """The words of one blank-free piece of a query; the later parts of a compound are not asked for again."""
    for piece in re.split(r"(?<=\d)[-\u2010\u2011](?=\d)", raw):
        parts = re.split(r"[-\u2010\u2011]", piece)
        joined = fold_words("".join(parts)) if all(p.isalpha() for p in parts) else fold_words(piece)
        yield from joined.split()


def _alternatives(typed: str, folded: str) -> tuple[str, ...]:
    for pattern, ending, others in _UNSETTLED:
        if pattern.search(typed) and folded.endswith(ending):
            readings = (folded[: -len(ending)] + other for other in others)
            return (folded, *(_DOUBLED.sub(r"\1", reading) for reading in readings if reading))
    return (folded,)


def _as_cyrillic(match: re.Match[str]) -> str:
    """A word of both scripts, its look-alikes read as Cyrillic; a nought only where it is no number."""
    word = match.group()
    if not _MIXED_HINT.search(word):
        return word
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in word)
    others = [c for c in word if c.isalpha() and not "\u0400" <= c <= "\u052f"]
    if cyrillic < len(others) and any(ord(c) not in LOOKALIKES for c in others):
        return word
    table = dict(LOOKALIKES)
    if re.search(r"0\d|\d0", word):
        del table[ord("0")]
    return word.translate(table)


def _compound(match: re.Match[str]) -> str:
    parts = match.group().split("-")
    return " ".join(("".join(parts), *parts[1:]))


def _composed(text: str) -> tuple[str, list[Span]]:
    """NFC, character by character with its place; a letter and its combining marks stay together."""
    if unicodedata.is_normalized("NFC", text) and not any(map(unicodedata.combining, text)):
        return text, [(place, place + 1) for place in range(len(text))]
    chars: list[str] = []
    spans: list[Span] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end])
        chars.append(piece)
        spans.extend([(start, end)] * len(piece))
    return "".join(chars), spans


def _lowered(chars: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Lower case by single characters; the table maps the one letter that depends on its neighbours (ς)."""
    lower = [char.lower() for char in chars]
    return "".join(lower), [span for low, span in zip(lower, spans, strict=True) for _ in low]


def _clusters(text: str) -> Iterator[Span]:
    start = 0
    for place in range(1, len(text)):
        if not _combines(text, start, place):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _combines(text: str, start: int, place: int) -> bool:
    char = text[place]
    if char < "\u0300":
        return False
    if unicodedata.combining(char):
        return True
    before = text[start:place]
    return unicodedata.normalize("NFC", before + char) != unicodedata.normalize("NFC", before) + char


def _substitute(
    pattern: re.Pattern[str], replacement: Replacement, chars: str, spans: list[Span]
) -> tuple[str, list[Span]]:
    """``pattern.sub`` that carries the places along: what replaces a match stands for all of it."""
    out: list[str] = []
    places: list[Span] = []
    done = 0
    for match in pattern.finditer(chars):
        new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
        out += (chars[done:match.start()], new)
        places += spans[done:match.start()]
        places += _shared(new, spans[match.start():match.end()])
        done = match.end()
    if not done:
        return chars, spans
    return "".join((*out, chars[done:])), places + spans[done:]


def _shared(new: str, covered: list[Span]) -> list[Span]:
    return [(min(s for s, _ in covered), max(e for _, e in covered))] * len(new)


def _translated(chars: str, spans: list[Span]) -> tuple[str, list[Span]]:
    new = [TABLE[ord(char)] or "" for char in chars]
    return "".join(new), [span for letters, span in zip(new, spans, strict=True) for _ in letters]


def _split_compounds(chars: str, spans: list[Span]) -> tuple[str, list[Span]]:
    out: list[str] = []
    places: list[Span] = []
    done = 0
    for match in _COMPOUND.finditer(chars):
        first, last = match.span()
        letters = [i for i in range(first, last) if chars[i] != "-"]
        order = list(range(done, first)) + letters
        for part in list(re.finditer("[^-]+", match.group()))[1:]:
            order += [-1, *range(first + part.start(), first + part.end())]
        out += (" " if i < 0 else chars[i] for i in order)
        places += ((last, last) if i < 0 else spans[i] for i in order)
        done = last
    return ("".join(out) + chars[done:]).replace("-", " "), places + spans[done:]


def _spaced(chars: str, spans: list[Span]) -> Folded:
    words = list(re.finditer(r"\S+", chars))
    places: list[Span] = []
    for match in words:
        if places:
            places.append((places[-1][1], places[-1][1]))
        places += spans[match.start():match.end()]
    return Folded(" ".join(m.group() for m in words), tuple(places))


def _joined(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in spans:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
