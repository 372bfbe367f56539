"""Folded search with the places of the hits in the text as it was written."""

from collections.abc import Iterator, Sequence
from typing import Final

from caseapp.domain.entity import Entity
from caseapp.domain.names.fold import fold_words
from caseapp.domain.search_text import wanted
from caseapp.domain.spec import Search
from ui.desk.around import Around
from ui.desk.found import excerpt_of, texts_of
from ui.desk.vault import OpenVault
from ui.ports import Hit

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
        words = wanted(text)
        folded = fold_words(words)
        best = sorted(entities, key=lambda entity: self._rank(entity, folded))[:limit]
        around = Around(self._vault, self._vault.reader)
        around.put(best)
        return [self._hit(entity, around.title_of(entity), words) for entity in best]

    def _rank(self, entity: Entity, folded: str) -> int:
        titles = [fold_words(text) for text in self._texts(entity, (Search.TITLE,))]
        if folded in titles:
            return 0
        if any(title.startswith(folded) for title in titles):
            return 1
        words = folded.split()
        return 2 if any(all(word in title for word in words) for title in titles) else 3

    def _hit(self, entity: Entity, title: str, words: str) -> Hit:
        excerpt, spans = excerpt_of(self._vault.specs[entity.type], entity, title, words)
        return Hit(entity.id, entity.type, title, excerpt, spans)

    def _texts(self, entity: Entity, where: tuple[Search, ...]) -> Iterator[str]:
        return texts_of(self._vault.specs[entity.type], entity, where)
