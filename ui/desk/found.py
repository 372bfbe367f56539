"""Where in a record the text that was looked for stands, as it was written."""

from collections.abc import Iterator
from typing import Final

from caseapp.domain.entity import Entity
from caseapp.domain.names.fold import places, prefixes
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import RecordSpec, Search

Spans = tuple[tuple[int, int], ...]

_BEFORE: Final = 40  # characters of a long text shown before its first hit
_SHOWN: Final = 140


def excerpt_of(spec: RecordSpec, entity: Entity, title: str, wanted: str) -> tuple[str, Spans]:
    """The title or the text that shows most of ``wanted``, cut to a line, and (start, length) of what matched."""
    if not wanted.strip():
        return title, ()
    looked_for = prefixes(wanted)
    best, spans = title, places(title, looked_for)
    for text in texts_of(spec, entity, (Search.TITLE, Search.BODY)):
        found = places(text, looked_for)
        if sum(end - start for start, end in found) > sum(end - start for start, end in spans):
            best, spans = text, found
    best, spans = _cut(best, spans)
    return best, tuple((start, end - start) for start, end in spans)


def texts_of(spec: RecordSpec, entity: Entity, where: tuple[Search, ...]) -> Iterator[str]:
    """Every text of a record that search reads."""
    for field in spec.fields.values():
        if field.search not in where:
            continue
        value = getattr(entity.record, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            text = each.shown() if isinstance(each, PersonName) else each
            if isinstance(text, str) and text:
                yield text


def _cut(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A long text around its first hit, on one line."""
    first = spans[0][0] if spans else 0
    start = max(0, first - _BEFORE) if len(text) > _SHOWN else 0
    piece = text[start : start + _SHOWN].translate({10: " ", 13: " "})
    kept = [(a - start, b - start) for a, b in spans if a >= start and b <= start + len(piece)]
    return piece, kept
