"""The drafts of the quick page and the work it sends to the lanes: plain objects that keep no page alive."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from caseapp.domain.spec import RecordId
from ui.pages.page import PageKit
from ui.ports import Hit, KnownPerson, PlaceZone, Quick, QuickRecord, Search

DRAFT_KEY: Final = "quick"  # the draft one comes back to; others have a number behind a colon
DRAFT_DELAY_MS: Final = 1_500  # with the write itself below the promised two seconds
AGAIN_MS: Final = 5_000  # when the vault could not take it
_FACTS: Final = 12  # offers whose facts are read: more are never shown


class LoadDraft:
    """Read a draft that was left."""

    def __init__(self, kit: PageKit, key: str = DRAFT_KEY) -> None:
        self._drafts, self._key = kit.desk.drafts, key

    def __call__(self) -> object:
        draft = self._drafts.load(self._key)
        return dict(draft) if draft is not None else None


class KeepDraft:
    """Keep what was typed; nothing typed means nothing kept."""

    def __init__(self, kit: PageKit, draft: dict[str, str], key: str = DRAFT_KEY) -> None:
        self._drafts, self._draft, self._key = kit.desk.drafts, draft, key

    def __call__(self) -> object:
        if self._draft:
            self._drafts.save(self._key, self._draft)
        else:
            self._drafts.drop(self._key)
        return None


class WriteRecord:
    """Record the six answers, of one person or of a list."""

    def __init__(self, kit: PageKit, answers: QuickRecord, names: Sequence[str] = ()) -> None:
        self._quick, self._answers, self._names = kit.desk.quick, answers, list(names)

    def __call__(self) -> object:
        if self._names:
            return self._quick.record_all(self._names, self._answers)
        return self._quick.record(self._answers)


class FindZone:
    """Ask for the zone of a place."""

    def __init__(self, kit: PageKit, place: RecordId) -> None:
        self._quick, self._place = kit.desk.quick, place

    def __call__(self) -> object:
        return self._quick.zone(self._place)


class LookBeside:
    """Ask who else was there."""

    def __init__(self, kit: PageKit, place: RecordId, when: str, zone: PlaceZone) -> None:
        self._quick, self._place, self._when, self._zone = kit.desk.quick, place, when, zone

    def __call__(self) -> object:
        return self._quick.beside(self._place, self._when, self._zone)


class NamedPersons:
    """``ui.ports.Search`` for the first answer: persons with the facts that tell them apart, and nobody without a
    name, because "unknown man" is never the same man by name alone. Reader lane, as the search under it."""

    def __init__(self, search: Search, quick: Quick) -> None:
        self._search, self._quick = search, quick

    def find(self, text: str, limit: int = 20, types: tuple[str, ...] = ()) -> Sequence[Hit]:
        """Best hits first."""
        hits = self._search.find(text, limit, types)[:_FACTS]
        known: dict[RecordId, KnownPerson] = {each.id: each for each in self._quick.known([hit.id for hit in hits])}
        return [replace(hit, facts=known[hit.id].facts) for hit in hits
                if hit.id in known and not known[hit.id].unnamed]
