"""What a command gives back: one document for scripts, and lines for people that say the same."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseapp.domain.text import Language
from caseapp.domain.text_hygiene import visible


@dataclass(frozen=True, slots=True)
class Answer:
    """``document`` is what ``--json`` prints; ``refused`` are reasons that stand beside what was done: exit 1."""

    document: Mapping[str, Any] = field(repr=False)
    lines: Sequence[str] = field(default=(), repr=False)
    refused: Sequence[str] = field(default=(), repr=False)


def say(language: Language, message: str, **places: str | int) -> str:
    """A whole sentence in the person's language with its places filled in, fit for a terminal."""
    shown = {name: visible(value) if isinstance(value, str) else value for name, value in places.items()}
    return language.text(message).format_map(shown)


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows as aligned columns. Foreign characters that would move the cursor or reorder text are written out."""
    cells = [[visible(cell) for cell in row] for row in rows]
    columns = max((len(row) for row in cells), default=0)
    widths = [max((width(row[at]) for row in cells if at < len(row)), default=0) for at in range(columns)]
    for row in cells:
        padded = [cell + " " * (widths[at] - width(cell)) for at, cell in enumerate(row)]
        yield "  ".join(padded).rstrip()


def paragraphs(label: str, value: str) -> Iterator[str]:
    """A label with a value of several lines: the lines stand indented under it."""
    body = visible(value, keep_lines=True).split("\n")
    if len(body) == 1:
        yield f"{visible(label)}: {body[0]}"
        return
    yield f"{visible(label)}:"
    yield from (f"    {line}" for line in body)


def width(text: str) -> int:
    """Columns that a terminal takes for ``text``: combining marks none, East Asian wide characters two."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
