"""People outside a dossier whom its texts may name: a cell-mate's account names others than its own case.

Only a first, generous look over the whole vault; what is really withheld is decided by ``disclosure``.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from caseapp.domain.entity import Entity
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import Kind, RecordSpec
from caseapp.storage.reader import Reader

PEOPLE: Final = ("person", "source")
CONSENTS: Final = "consent"
_ENDING: Final = 3  # letters that declension may change
_SHORTEST: Final = 3


def mentioned(reader: Reader, specs: Mapping[str, RecordSpec], entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The people not among ``entities`` of whose name some word begins like a word of their texts, and the consents."""
    inside = {entity.id for entity in entities}
    words = sorted({word for entity in entities for text in _texts(specs, entity) for word in fold_words(text).split()})
    people = (
        entity for type_ in PEOPLE for entity in reader.many(reader.ids(type_)) if entity.id not in inside
    )
    found = [entity for entity in people if _is_named(entity, words)]
    if not found:
        return ()
    wanted = {entity.id for entity in found}
    consents = (entity for entity in reader.many(reader.ids(CONSENTS)) if entity.id not in inside)
    return (*found, *(one for one in consents if getattr(one.record, "subject", "") in wanted))


def _texts(specs: Mapping[str, RecordSpec], entity: Entity) -> Iterator[str]:
    for spec in specs[entity.type].fields.values():
        if spec.kind in (Kind.LINE, Kind.TEXT):
            issue = entity.issues.get(spec.name)
            yield from (str(one.value) for one in issue.standing if one.value) if issue else ()
            yield str(getattr(entity.record, spec.name) or "")


def _is_named(entity: Entity, words: Sequence[str]) -> bool:
    return any(_stands(part, words) for name in _names(entity.record) for part in fold_words(name).split())


def _names(record: Any) -> Iterable[str]:
    names: tuple[PersonName, ...] = getattr(record, "names", ())
    for name in names:
        yield from (name.full, name.surname, name.given, name.patronymic)
    yield getattr(record, "name", "")


def _stands(part: str, words: Sequence[str]) -> bool:
    """True if some word begins like this part of a name, endings aside."""
    if len(part) < _SHORTEST:
        return False
    stem = part[: max(_SHORTEST, len(part) - _ENDING)]
    at = bisect_left(words, stem)
    return at < len(words) and words[at].startswith(stem)
