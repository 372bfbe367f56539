"""What a new write may name: terms of its word list, records that are here. What arrived by a merge stays as it is."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

import msgspec

from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec
from caseapp.domain.vocabulary import Vocabularies
from caseapp.history.ids import RecordKey
from caseapp.history.state import Blank, RecordState
from caseapp.services.edits import Circular, Edit, NoSuchRecord, UnknownTerm

TypesOf = Callable[[Collection[RecordId]], Mapping[RecordId, Collection[str]]]
_TERMS: Final = (Kind.TERM, Kind.TERMS, Kind.ANSWER)
_REFS: Final = (Kind.REF, Kind.REFS)


class Targets:
    """Checks the values of one action. ``types_of``: the types under which an id is here."""

    def __init__(self, vocabularies: Vocabularies | None, types_of: TypesOf) -> None:
        self._vocabularies = vocabularies
        self._types_of = types_of

    def check(
        self, spec: RecordSpec, values: Mapping[str, Any], state: RecordState | None, made: Mapping[RecordId, str]
    ) -> None:
        """Raise UnknownTerm or NoSuchRecord for what this write adds. ``made``: the records of the same action."""
        for name, value in values.items():
            field = spec.fields.get(name)
            if field is None or field.kind not in (*_TERMS, *_REFS):
                continue
            added = [one for one in _each(value) if one not in _standing(state, name)]
            if field.kind in _TERMS:
                self._terms(field, added)
            else:
                self._refs(field, added, made)

    def _terms(self, field: FieldSpec, added: Iterable[str]) -> None:
        known = self._vocabularies.get(field.vocabulary) if self._vocabularies is not None else None
        if known is not None and any(term not in known.terms for term in added):
            raise UnknownTerm(field=field.label)

    def _refs(self, field: FieldSpec, added: Collection[RecordId], made: Mapping[RecordId, str]) -> None:
        asked = [id_ for id_ in added if id_ not in made]
        types: dict[RecordId, Collection[str]] = dict(self._types_of(asked)) if asked else {}
        types.update((id_, (made[id_],)) for id_ in added if id_ in made)
        if any(not set(types.get(id_, ())) & set(field.targets) for id_ in added):
            raise NoSuchRecord(field=field.label)


def _each(value: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else (value,)
    return [one for one in values if isinstance(one, str) and one]


def _standing(state: RecordState | None, name: str) -> frozenset[str]:
    """The values that stand in a field now, whoever brought them."""
    if state is None or name not in state.fields:
        return frozenset()
    found: set[str] = set()
    for reading in state.fields[name].readings:
        for shown in reading.shown:
            if shown.blank is Blank.NONE:
                found.update(_each(msgspec.json.decode(shown.value)))
    return frozenset(found)


StateOf = Callable[[RecordKey], RecordState | None]


def check_chains(spec: RecordSpec, edit: Edit, all_edits: Mapping[RecordId, Edit], state_of: StateOf) -> None:
    """Raise Circular where a chain of ``acyclic`` links would lead back to the edited record, by what stands after the
    whole action. Every value that stands in a disputed link is followed.
    """
    for name, value in edit.values.items():
        if not value or name not in spec.fields or not spec.fields[name].acyclic:
            continue
        if value in _standing(state_of(RecordKey(spec.type, edit.id)), name):
            continue  # a merge brought it: said, and kept
        seen: set[RecordId] = set()
        pending = [value]
        while pending:
            at = pending.pop()
            if at == edit.id:
                raise Circular(field=spec.fields[name].label)
            if at not in seen:
                seen.add(at)
                planned = all_edits.get(at)
                if planned is not None and name in planned.values:
                    pending += _each(planned.values[name])
                else:
                    pending += _standing(state_of(RecordKey(spec.type, at)), name)
