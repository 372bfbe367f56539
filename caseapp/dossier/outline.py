"""The document tree of a dossier: what is said and in which order, without a thought of how it is set.

A form (``forms/``) builds the tree from disclosed records; a typesetter (``pdf``) only sets it. Every string in the
tree is plain text, already in the document's language; typesetters escape it, so that foreign text is never markup.
``shown`` lists every string again, so that a test can look for each of them in the finished file.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


class Tone(enum.Enum):
    """How loudly a block speaks. Closed: a typesetter has one look per member."""

    PLAIN = "plain"
    NOTE = "note"  # small print: rules of reading, limits of use
    ATTENTION = "attention"  # a gap, a contradiction, an unverified rule


@dataclass(frozen=True, slots=True)
class AnnexRef:
    """A pointer to an annex by its number in this document, printed in brackets after the sentence."""

    label: str


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph that gets the next number of the document."""

    text: str
    refs: tuple[AnnexRef, ...] = ()
    language: str = ""  # of the text, if it is not the document's: no hyphenation by foreign patterns


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without number."""

    text: str
    tone: Tone = Tone.PLAIN
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain text under a header that repeats on every page; ``widths`` are shares of the line."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    mono: tuple[int, ...] = ()  # columns set in the mono face: hashes, identifiers
    caption: str = ""

    def __post_init__(self) -> None:
        if len(self.widths) != len(self.header) or any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row of a table has as many cells as its header")

    def compact(self) -> "Table":
        """The same without columns in which no row holds anything."""
        kept = [n for n in range(len(self.header)) if any(row[n] for row in self.rows)]
        return Table(
            tuple(self.header[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in self.rows),
            tuple(self.widths[n] for n in kept), tuple(kept.index(n) for n in self.mono if n in kept), self.caption,
        )


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Label and value side by side, one pair a line; a value may hold line breaks."""

    rows: tuple[tuple[str, str], ...]
    mono: tuple[int, ...] = ()  # rows whose value is set in the mono face


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in their own language, beside the translation with the mark that says who or what made it."""

    original: str
    original_language: str
    original_label: str
    translation: str = ""
    translation_label: str = ""


@dataclass(frozen=True, slots=True)
class PlateRow:
    """One event on a timeline plate: when it lies, as minutes from the plate's origin (earliest, latest).

    Negative where it is not known or did not happen: the words stand without a mark.
    """

    label: str
    text: str
    earliest: float
    latest: float
    lasting: bool = False  # a bar that lasts (custody) rather than a moment known only to lie within


@dataclass(frozen=True, slots=True)
class PlateLimit:
    """A limit line at ``minutes`` from the start; ``slack`` is how far the start itself is unsure (minutes)."""

    label: str
    minutes: float
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class TimelinePlate:
    """The detention timeline as a drawing: events as marks, limits as lines. Everything drawn is also in a table."""

    caption: str
    axis_label: str
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[PlateRow, ...]
    limits: tuple[PlateLimit, ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Lines to sign on, each with what stands beneath it."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section: one person, one act, one account."""

    text: str


Block: TypeAlias = (
    NumberedParagraph | Paragraph | Table | KeyValues | Quote | TimelinePlate | SignatureBlock | Subheading
)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the document; ``level`` 1 or 2, as in the bookmarks. A section without blocks is not made."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: what this is, of whom, by whom, how secret, from which state of the data."""

    kind: str
    title: str
    subtitle: str
    facts: KeyValues
    notes: tuple[Paragraph, ...]
    contents_heading: str


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page. ``page_of`` holds the named places {page} and {pages}."""

    banner: str
    footer: str
    page_of: str
    watermark: str = ""  # "SAMPLE" in sample vaults


@dataclass(frozen=True, slots=True)
class Document:
    """A whole dossier, ready to be set. ``title`` and ``language`` (BCP 47) are all of the metadata."""

    title: str
    language: str
    cover: Cover
    sections: tuple[Section, ...]
    running: Running


def shown(document: Document) -> Iterator[str]:
    """Every non-empty string that must be found again in the finished file, in reading order."""
    cover = document.cover
    yield from filter(None, (cover.kind, cover.title, cover.subtitle))
    yield from filter(None, _strings(cover.facts))
    for note in cover.notes:
        yield from filter(None, _strings(note))
    for section in document.sections:
        yield section.heading
        for block in section.blocks:
            yield from filter(None, _strings(block))


def numbered(document: Document) -> int:
    """How many numbered paragraphs the document has: the typesetter counts on through all sections."""
    return sum(isinstance(block, NumberedParagraph) for section in document.sections for block in section.blocks)


def _strings(block: Block) -> Iterator[str]:
    match block:
        case NumberedParagraph():
            yield block.text
            yield from (ref.label for ref in block.refs)
        case Paragraph() | Subheading():
            yield block.text
        case Table():
            yield block.caption
            yield from block.header
            for row in block.rows:
                yield from row
        case KeyValues():
            for label, value in block.rows:
                yield label
                yield value
        case Quote():
            yield from (block.original_label, block.original, block.translation_label, block.translation)
        case TimelinePlate():
            yield from (block.caption, block.axis_label)
            yield from (label for _, label in block.ticks)
            for row_ in block.rows:
                yield row_.label
                yield row_.text
            yield from (limit.label for limit in block.limits)
        case SignatureBlock():
            yield from block.lines
