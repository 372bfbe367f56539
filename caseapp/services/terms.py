"""Terms that the people of a vault add to its word lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.local_fields import list_name, list_of
from caseapp.domain.local_terms import CLOSED, overlaid, record_of
from caseapp.domain.moment import Moment
from caseapp.domain.records.custom_field import CustomField
from caseapp.domain.records.local_term import LocalTerm
from caseapp.domain.spec import OWN
from caseapp.domain.text import N_
from caseapp.domain.vocabulary import LANGUAGES, Vocabularies, Vocabulary
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved
from caseapp.storage.reader import Reader
from caseapp.storage.writer import States

TYPE: Final = "local_term"
FIELD: Final = "custom_field"
_LABEL: Final = N_("Term")


class NoLabel(Invalid):
    """A term without a word in any language."""

    code = "no-label"
    what = N_("“{field}” needs a word in at least one language.")
    next_step = N_("Write it in the language you have; nothing was changed.")


class ClosedList(Invalid):
    """A list that takes no terms of ours."""

    code = "closed-list"
    what = N_("The program decides by the terms of this list, so no term can be added to it (“{field}”).")
    next_step = N_("Say it in a text field of the record; nothing was changed.")


class AlreadyThere(Invalid):
    """A term that reads like one that is there."""

    code = "already-there"
    what = N_("The list has this term already (“{field}”).")
    next_step = N_("Choose it from the list; nothing was changed.")


class LocalVocabularies(Mapping[str, Vocabulary]):
    """The word lists of an open vault: those of the program with the terms of its people, as they stand now."""

    def __init__(self, shipped: Vocabularies) -> None:
        self.shipped = shipped
        self._now = shipped
        self._seen: dict[int, tuple[int, int]] = {}

    def __getitem__(self, name: str) -> Vocabulary:
        if name not in self._now and name.startswith(OWN):  # of a field that came a moment ago
            return Vocabulary(name, "", MappingProxyType({}))
        return self._now[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)

    def refresh(self, reader: Reader) -> None:
        """Read the terms again if anybody wrote since; on the lane of ``reader``."""
        version = reader.version
        if self._seen.get(id(reader)) == version:
            return
        self._seen[id(reader)] = version
        found = reader.many(reader.ids(TYPE))
        fields = reader.many(reader.ids(FIELD))
        self._now = overlaid(self.shipped, (
            (entity.id, entity.record) for entity in found if isinstance(entity.record, LocalTerm)
        ), {list_name(entity.id) for entity in fields
            if isinstance(entity.record, CustomField) and list_of(entity.id, entity.record) == list_name(entity.id)})


class Fresh:
    """``records.Check``: before an action is looked at, the terms are as they stand on the writer's side."""

    def __init__(self, words: LocalVocabularies, near: Callable[[], Reader]) -> None:
        self._words = words
        self._near = near

    def check(self, edits: Sequence[Edit], states: States) -> None:
        """Never raises for an edit."""
        self._words.refresh(self._near())


class TermService:
    """Writer-lane verbs over terms of ours."""

    def __init__(self, records: RecordService, words: LocalVocabularies, near: Callable[[], Reader]) -> None:
        self._records = records
        self._words = words
        self._near = near

    def add(self, name: str, labels: Mapping[str, str], title: str, *, parent: str = "", code: str = "") -> Saved:
        """A new term of the list ``name``. Raises NoLabel, ClosedList, AlreadyThere, UnsafeText."""
        self._words.refresh(self._near())
        said: dict[str, str] = {tongue: labels.get(tongue, "").strip() for tongue in LANGUAGES}
        if name in CLOSED or name not in self._words:
            raise ClosedList(field=_LABEL)
        if not any(said.values()):
            raise NoLabel(field=_LABEL)
        if self._has(name, said):
            raise AlreadyThere(field=_LABEL)
        values = {f"label_{tongue}": text for tongue, text in said.items()}
        edit = Edit(TYPE, self._records.new_id(), {**values, "list": name, "parent": parent, "huridocs": code})
        return self._records.save([edit], title)

    def retire(self, term: str, day: str, title: str) -> Saved:
        """Offer it no longer from ``day`` on; a blank day offers it again. Raises Invalid for a term of the program."""
        record = record_of(term)
        if not record:
            raise Invalid(field=_LABEL)
        return self._records.save([Edit(TYPE, record, {"retired": Moment(day) if day else None})], title)

    def _has(self, name: str, said: Mapping[str, str]) -> bool:
        return any(
            said[tongue] and said[tongue].casefold() == term.labels.get(tongue, "").casefold()
            for term in self._words[name].terms.values() for tongue in LANGUAGES)

