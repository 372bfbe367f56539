"""Record types as shipped and the fields that the people of a vault added to them, as one.

What comes by a merge is foreign: a definition of a type that is not here, of a kind that no field may have, with hidden
characters in its name, or the thousandth of its type: none of that reaches a form. Its record stays, and so do the
values, as what this program does not know. The kind is part of the field's name, so a definition that somebody gave
another kind speaks of other values, and those written before are never read as what they are not.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import msgspec

from caseapp.domain.errors import Invalid
from caseapp.domain.moment import Moment
from caseapp.domain.records.custom_field import SPEC as DEFINITION
from caseapp.domain.records.custom_field import CustomField
from caseapp.domain.spec import (
    OWN,
    OWN_BLANKS,
    STATUS,
    FieldSpec,
    Growth,
    Kind,
    Record,
    RecordId,
    RecordSpec,
    Search,
    Section,
    Sensitivity,
)
from caseapp.domain.text import N_, OwnWords
from caseapp.domain.text_hygiene import require_line

MOST: Final = 200  # fields of ours of one record type; what is beyond is kept and not offered
LONGEST: Final = 200  # characters of a label; five times as many of a help text
SECTION: Final = Section("own", N_("Fields of ours"))
KINDS: Final = tuple(Kind(kind) for kind in OWN_BLANKS)
WORDED: Final = (Kind.TERM, Kind.TERMS)
_NAME: Final = re.compile(rf"{OWN}(?:{'|'.join(OWN_BLANKS)})_([0-9a-f]{{32}})", re.ASCII)
_SEEN_BY: Final = MappingProxyType({
    "public": Sensitivity.PUBLIC, "partner": Sensitivity.PARTNER, "lawyer": Sensitivity.LAWYER})
_SEARCHED: Final = (Kind.LINE, Kind.TEXT)
_TYPES: Final[Mapping[str, Any]] = MappingProxyType({
    "line": str, "text": str, "integer": int | None, "flag": bool, "term": str, "terms": tuple[str, ...],
    "moment": Moment | None, "ref": str,
})


def field_name(kind: str, definition: RecordId) -> str:
    """The name under which records hold the values of a field of ours."""
    return f"{OWN}{kind}_{definition}"


def definition_of(name: str) -> RecordId:
    """The definition behind a field's name; blank for a field of the program."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def list_name(definition: RecordId) -> str:
    """The word list of a field that has one of its own."""
    return f"{OWN}{definition}"


def list_of(id_: RecordId, definition: CustomField) -> str:
    """The word list that a field chooses from; blank where it chooses from none."""
    if definition.kind not in {kind.value for kind in WORDED}:
        return ""
    return definition.list or list_name(id_)


def may_grow(spec: RecordSpec) -> bool:
    """Whether people may add fields to a type: to what they write themselves, not to what an action makes."""
    return spec.by_hand


def grown(
    shipped: Mapping[str, RecordSpec], definitions: Iterable[tuple[RecordId, Record]]
) -> Mapping[str, RecordSpec]:
    """The record types with the fields of ours before the status, in the order that people gave them."""
    by_type: dict[str, list[tuple[int, RecordId, FieldSpec]]] = defaultdict(list)
    for id_, definition in definitions:
        if isinstance(definition, CustomField) and (spec := _spec(id_, definition, shipped)) is not None:
            place = definition.order if definition.order is not None else 1 << 62
            by_type[definition.of].append((place, id_, spec))
    return MappingProxyType({
        type_: _grown(spec, [each for _, _, each in sorted(by_type[type_], key=_place)[:MOST]])
        if type_ in by_type else spec
        for type_, spec in shipped.items()
    })


GROWTH: Final = Growth(DEFINITION.type, grown)


def _place(one: tuple[int, RecordId, FieldSpec]) -> tuple[int, RecordId]:
    return one[:2]


def _grown(spec: RecordSpec, added: list[FieldSpec]) -> RecordSpec:
    struct = _struct(spec.struct, tuple(sorted((each.name, each.kind.value) for each in added)))
    sections = (*(section for section in spec.sections if section != STATUS), SECTION, STATUS)
    fields = {**spec.fields, **{each.name: each for each in added}}
    return RecordSpec(spec.type, struct, spec.label, spec.plural, sections, fields, spec.by_hand)


@cache
def _struct(base: type[Record], added: tuple[tuple[str, str], ...]) -> type[Record]:
    """One class for the same fields, whoever asks: reader and writer hand records to each other."""
    made: Any = msgspec.defstruct(
        base.__name__, [(name, _TYPES[kind], OWN_BLANKS[kind]) for name, kind in added], bases=(base,),
        module=base.__module__, namespace={"__grown__": True}, frozen=True, kw_only=True, omit_defaults=True,
        forbid_unknown_fields=True,
    )
    grown_struct: type[Record] = made
    return grown_struct


def _spec(id_: RecordId, definition: CustomField, shipped: Mapping[str, RecordSpec]) -> FieldSpec | None:
    of, label = shipped.get(definition.of), _words(definition, "label", LONGEST)
    if of is None or not may_grow(of) or label is None or definition.kind not in OWN_BLANKS:
        return None
    kind = Kind(definition.kind)
    if kind is Kind.REF and definition.to not in shipped:
        return None
    return FieldSpec(
        kind, label, SECTION.key, _words(definition, "help", LONGEST * 5) or "",
        vocabulary=list_of(id_, definition), targets=(definition.to,) if kind is Kind.REF else (),
        sensitivity=_SEEN_BY.get(definition.seen_by, Sensitivity.INTERNAL), table=definition.table,
        search=Search.BODY if kind in _SEARCHED else Search.NONE,
        asked=definition.retired is None and not definition.retracted, name=field_name(kind.value, id_),
    )


def _words(definition: CustomField, stem: str, longest: int) -> OwnWords | None:
    said = {}
    for tongue in ("en", "ru", "kk"):
        text = getattr(definition, f"{stem}_{tongue}")
        try:
            require_line(text, N_("Label"), longest * 4)  # bytes
        except Invalid:
            continue
        if text.strip():
            said[tongue] = text
    return OwnWords(said) if said else None
