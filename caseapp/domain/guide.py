"""The guide as data: chapters of sections, each of which says to which pages of the window it belongs.

The texts are Markdown, so that they read well in any viewer, but only the part of it that is named here: headings,
paragraphs, steps, points, ``**words of the window**``, keys in backquotes, one picture a line, and the pages in a
comment before a heading. Whatever else stood in a text would be shown as it is typed; a test keeps the texts to this
part.
"""

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

CHAPTERS: Final = ("monitor", "lawyer", "coordinator", "safety")
WRITTEN: Final = ("en", "ru")  # what the guide is written in; another language of the window gets the last one

_TOPICS: Final = re.compile(r"<!-- topics?: (.+) -->")
_STEP: Final = re.compile(r"(\d+)\. (.+)")
_WORDS: Final = re.compile(r"\*\*(.+?)\*\*")
_KEYS: Final = re.compile(r"`(.+?)`")
_QUOTES: Final = {"en": "“{}”", "ru": "«{}»"}
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\([^)]+\)")


class Kind(enum.Enum):
    """What a block of text is."""

    TEXT = "text"
    STEP = "step"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a numbered step or a point, as plain text."""

    kind: Kind
    text: str
    number: int = 0  # of a step


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading. ``topics``: the pages it belongs to, as ``place``, ``place/tab``, ``quick``,
    ``record`` or ``gate``."""

    title: str
    blocks: tuple[Block, ...]
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One text of the guide."""

    key: str
    title: str
    blocks: tuple[Block, ...]  # before the first heading
    sections: tuple[Section, ...]


def read(key: str, text: str, language: str) -> Chapter:
    """A chapter from its Markdown."""
    quotes = _QUOTES[language]
    title, sections = "", [Section("", ())]
    topics: tuple[str, ...] = ()
    for part in _parts(text):
        if found := _TOPICS.fullmatch(part):
            topics = tuple(each.strip() for each in found[1].split(","))
        elif part.startswith("# "):
            title = part[2:]
        elif part.startswith("## "):
            sections.append(Section(part[3:], (), topics))
            topics = ()
        elif not _PICTURE.fullmatch(part):  # a person who reads it in the window has the window before him
            last = sections[-1]
            sections[-1] = Section(last.title, (*last.blocks, _block(_plain(part, quotes))), last.topics)
    return Chapter(key, title, sections[0].blocks, tuple(sections[1:]))


def about(chapters: Iterable[Chapter], topics: Sequence[str]) -> tuple[Section, ...]:
    """The sections for a page that is called by any of these topics, the nearest first."""
    all_ = [section for chapter in chapters for section in chapter.sections]
    found = [section for topic in topics for section in all_ if topic in section.topics]
    return tuple(dict.fromkeys(found))


def _plain(part: str, quotes: str) -> str:
    """As plain text, the words of the window in quotation marks."""
    return _KEYS.sub(r"\1", _WORDS.sub(quotes.format(r"\1"), part))


def _block(part: str) -> Block:
    if found := _STEP.fullmatch(part):
        return Block(Kind.STEP, found[2], int(found[1]))
    return Block(Kind.POINT, part[2:]) if part.startswith("- ") else Block(Kind.TEXT, part)


def _parts(text: str) -> Iterator[str]:
    """One string a block: lines that only continue the one before are joined to it."""
    part = ""
    for line in (*text.splitlines(), ""):
        bare = line.strip()
        begins = not bare or bare.startswith(("#", "- ", "<!--", "![")) or _STEP.fullmatch(bare) is not None
        if begins and part:
            yield part
            part = ""
        part = f"{part} {bare}".strip()
