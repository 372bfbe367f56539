"""Folded search with the places of the hits in the text as it was written."""

from collections.abc import Iterator, Sequence
from typing import Final

from caseapp.domain.entity import Entity
from caseapp.domain.names.fold import fold_words, hits
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import Search
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import Hit

_BEFORE: Final = 40  # characters of a long text shown before its first hit
_SHOWN: Final = 140
_LOOKED_AT: Final = 200  # newest matches that are ranked


class DeskSearch:
    """``ui.ports.Search`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def find(self, text: str, limit: int = 20, types: tuple[str, ...] = ()) -> Sequence[Hit]:
        """Best first: the whole of a name or title, its beginning, elsewhere in it, other text; then the newest.

        Without this, who types "Almaty" and presses Enter takes a prison in Almaty for the city.
        """
        entities = self._vault.reader.find(text, max(limit, _LOOKED_AT), types)
        wanted = fold_words(text)
        best = sorted(entities, key=lambda entity: self._rank(entity, wanted))[:limit]
        around = Around(self._vault, self._vault.reader)
        around.put(best)
        return [self._hit(entity, around.title_of(entity), text) for entity in best]

    def _rank(self, entity: Entity, wanted: str) -> int:
        titles = [fold_words(text) for text in self._texts(entity, (Search.TITLE,))]
        if wanted in titles:
            return 0
        if any(title.startswith(wanted) for title in titles):
            return 1
        words = wanted.split()
        return 2 if any(all(word in title for word in words) for title in titles) else 3

    def _hit(self, entity: Entity, title: str, wanted: str) -> Hit:
        best, spans = title, hits(title, wanted)
        for text in self._texts(entity, (Search.TITLE, Search.BODY)):
            found = hits(text, wanted)
            if sum(end - start for start, end in found) > sum(end - start for start, end in spans):
                best, spans = text, found
        best, spans = _cut(best, spans)
        return Hit(entity.id, entity.type, title, best, tuple((start, end - start) for start, end in spans))

    def _texts(self, entity: Entity, where: tuple[Search, ...]) -> Iterator[str]:
        for field in self._vault.specs[entity.type].fields.values():
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
