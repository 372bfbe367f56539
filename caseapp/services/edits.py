"""From what a person typed to the drafts of one change: checked against the specs, in canonical form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from caseapp.domain.canonical import Json, NotCanonical, check
from caseapp.domain.errors import Invalid
from caseapp.domain.policy import Merge
from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_line, clean_text
from caseapp.history import write
from caseapp.history.change import Draft
from caseapp.history.ids import WriteId
from caseapp.history.rules import Rules
from caseapp.history.state import Blank, RecordState
from caseapp.storage.resolve import field_types


class UnknownTerm(Invalid):
    """A term that its word list does not have."""

    code = "unknown-term"
    what = N_("“{field}” holds a word that is not in its list.")
    next_step = N_("Choose one of the offered words; nothing was changed.")


class NoSuchRecord(Invalid):
    """A reference to a record that is not here, or not of a type that the field may name."""

    code = "no-such-record"
    what = N_("“{field}” names a record that is not in this vault.")
    next_step = N_("Choose one of the offered records, or clear the field; nothing was changed.")


class Circular(Invalid):
    """A chain that would come back to where it began: a unit of its own unit, a figure that repeats itself."""

    code = "circular"
    what = N_("“{field}” would lead back to this record itself.")
    next_step = N_("Choose another record, or clear the field; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for some fields of one record. A value equal to the field's default unsets it."""

    type: str
    id: RecordId
    values: Mapping[str, Any] = field(repr=False)
    seen: bytes | None = None  # ``Entity.heads`` as it was read; None: the person saw what stands now


Unseen = frozenset[WriteId]


def drafts(
    spec: RecordSpec, rules: Rules, state: RecordState | None, values: Mapping[str, Any], unseen: Unseen = frozenset()
) -> list[Draft]:
    """The writes that an edit makes; none for what is unchanged. Raises Invalid naming the field's label.

    ``unseen``: writes that arrived after the person read the record; they are not replaced (history, law 3).
    """
    made: list[Draft] = []
    for name, value in values.items():
        if name not in spec.fields:
            raise Invalid(field=name)
        json = to_json(spec, spec.fields[name], value)
        if spec.fields[name].merge.merge is Merge.SET:
            made += write.elements(state, name, [*_list(json), *_unread(state, name, unseen)], rules)
        else:
            made += write.put(state, name, json, rules, unseen)
    return made


def _unread(state: RecordState | None, name: str, unseen: Unseen) -> list[Json]:
    """The elements of a set field that nobody here has read yet: they stay."""
    if state is None or name not in state.fields or not unseen:
        return []
    return [
        msgspec.json.decode(reading.shown[0].value)
        for reading in state.fields[name].readings
        if reading.shown and reading.shown[0].value and all(source.write in unseen for source in reading.sources)
    ]


def _list(json: Json) -> Sequence[Json]:
    return json if isinstance(json, (list, tuple)) else ()


def to_json(spec: RecordSpec, field_spec: FieldSpec, value: Any) -> Json:
    """A typed value as it is stored; None for "unset". Raises Invalid."""
    cleaned = _cleaned(field_spec, value)
    default = getattr(spec.struct(), field_spec.name)
    if cleaned == default and field_spec.merge.merge is Merge.REGISTER:
        return None
    json: Json = msgspec.to_builtins(cleaned)
    try:
        check(json)
        msgspec.convert(json, field_types(spec.struct)[field_spec.name])
    except (NotCanonical, msgspec.ValidationError):
        raise Invalid(field=field_spec.label) from None
    return json


def _cleaned(field_spec: FieldSpec, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if field_spec.kind is Kind.TEXT:
        return clean_text(value, field_spec.label)
    return clean_line(value, field_spec.label)


def from_json(spec: RecordSpec, values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain JSON values (the command line's) as the record's types. Raises Invalid naming the field."""
    types = field_types(spec.struct)
    typed = {}
    for name, value in values.items():
        if name not in spec.fields:
            raise Invalid(field=name)
        try:
            typed[name] = msgspec.convert(value, types[name])
        except msgspec.ValidationError:
            raise Invalid(field=spec.fields[name].label) from None
    return typed


def shown_values(state: RecordState | None, name: str) -> list[str]:
    """What stands in a field of text, as text: several where people disagree, none where nobody wrote."""
    if state is None or name not in state.fields:
        return []
    shown = (one for reading in state.fields[name].readings for one in reading.shown if one.blank is Blank.NONE)
    return [str(msgspec.json.decode(one.value)) for one in shown if one.value]
