"""What is already known beside a quick record: key facts of persons, and who else was there that night. Reader lane."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.moment import Moment
from caseapp.domain.records.act import Act
from caseapp.domain.records.person import Person
from caseapp.domain.records.place import Place
from caseapp.domain.rules.detention import is_detention
from caseapp.domain.spec import RecordId
from caseapp.storage import beside
from caseapp.storage.beside import Happening
from caseapp.storage.reader import Reader

_ACT: Final = Happening("act", "start", "place", "victim")
_NIGHT: Final = 3 * 86_400  # a time known less exactly says nothing of a night
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Known:
    """A person, the birth, and the last that was done to them: when and where."""

    id: RecordId
    birth: Moment | None = field(default=None, repr=False)
    age: int | None = field(default=None, repr=False)
    unnamed: bool = False
    act_type: str = ""
    detained: bool = False
    when: Moment | None = field(default=None, repr=False)
    place: RecordId = ""


class KnownService:
    """Runs on the reader's side."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def persons(self, ids: Iterable[RecordId]) -> list[Known]:
        """Key facts of a few persons, in the order asked for."""
        found = self._reader.many(ids)
        return [self._known(entity.id, entity.record) for entity in found if isinstance(entity.record, Person)]

    def _known(self, id_: RecordId, person: Person) -> Known:
        links = self._reader.links_to(id_)
        acts = [entity.record for entity in self._reader.many(
            link.source for link in links if link.source_type == "act" and link.field == "victim")]
        dated = [act for act in acts if isinstance(act, Act) and not act.retracted]
        last = max(dated, key=lambda act: (is_detention(act), act.start.earliest() if act.start else 0), default=None)
        known = Known(id_, person.birth, person.age_reported, not person.names)
        if last is None:
            return known
        return Known(id_, person.birth, person.age_reported, not person.names, last.act_type, is_detention(last),
                     last.start, last.place)

    def there(self, place: RecordId, when: Moment) -> list[RecordId]:
        """Who else something happened to at this place at this time; nobody where the time is too vague to say."""
        span = when.earliest(), when.latest()
        if not place or span[1] - span[0] > _NIGHT:
            return []
        return beside.there(self._reader.sql, _ACT, [place], span, _NIGHT, MOST)

    def zone(self, place: RecordId) -> tuple[str, RecordId]:
        """The zone of a place or of what it lies in, and which of them says so; blank where none does."""
        seen: set[RecordId] = set()
        while place and place not in seen:
            seen.add(place)
            found: Mapping[RecordId, object] = {each.id: each.record for each in self._reader.many([place])}
            record = found.get(place)
            if not isinstance(record, Place):
                break
            if record.zone:
                return record.zone, place
            place = record.parent
        return "", ""
