"""Documents in the HURIDOCS Events Standard Formats: entities of elements, each element a field by its number.

Systems write them differently; what is common is the four-digit number of a field, in the element's name or in an
attribute, and the codes of the micro-thesauri. An element without a field here is counted and kept with the record's
remarks. A date carries the type of list MT48, in an attribute or in an element beside it: an unflagged 1 January is a
year (``esf_date``). Source: ESF, parts "Event", "Act", "Person", "Involvement", "Information", "Intervention".
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from caseapp.domain.errors import Invalid
from caseapp.domain.esf_date import from_esf
from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, RecordSpec
from caseapp.exchange.tables.mapping import Mapping as TableMapping
from caseapp.exchange.tables.mapping import steady_id
from caseapp.exchange.tables.rows import MAX_REST, Read, Row, RowError
from caseapp.exchange.tables.values import CellReader

_NUMBER: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_OWN: Final = "01"  # the last two digits of the field with an entity's own number
_TYPE_NAMES: Final = ("type", "datetype", "date_type", "mt48")
_MANY: Final = (Kind.TERMS, Kind.REFS, Kind.NAMES, Kind.IDENTIFIERS)


@dataclass(slots=True)
class _Element:
    row: int
    name: str
    text: str
    attributes: dict[str, str]

    @property
    def number(self) -> str:
        """Of the field, blank where none is said."""
        said = [self.name, *(self.attributes.get(name, "") for name in ("number", "no", "field", "id"))]
        return next((match[1] for text in said if (match := _NUMBER.search(text))), "")


@dataclass(slots=True)
class _Entity:
    row: int
    type: str
    elements: list[_Element] = field(default_factory=list, repr=False)

    @property
    def record(self) -> str:
        """Its own number in the file."""
        own = (each.text for each in self.elements if each.number.endswith(_OWN))
        return next((text for text in own if text), "")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds. ``unknown``: elements that no field takes, with how many of each."""

    rows: tuple[Read, ...] = field(repr=False)
    errors: tuple[RowError, ...]
    unknown: Mapping[str, int]


class DocumentReader:
    """``entities``: name of an element, lower case -> the record type it is."""

    def __init__(
        self, mapping: TableMapping, specs: Mapping[str, RecordSpec], cells: CellReader, entities: Mapping[str, str]
    ) -> None:
        self._mapping, self._specs, self._cells, self._entities = mapping, specs, cells, entities
        self._numbers = {
            type_: {spec.huridocs: spec for spec in reversed(specs[type_].fields.values()) if spec.huridocs}
            for type_ in set(entities.values())
        }
        self._types: dict[str, list[str]] = {}
        self._unknown: Counter[str] = Counter()
        self._errors: list[RowError] = []

    def read(self, rows: Iterable[Row]) -> Document:
        """Entities in their order; an entity without a number of its own is new each time."""
        found = list(self._gather(rows))
        for entity in found:
            self._types.setdefault(entity.record, []).append(entity.type)
        read = [self._entity(entity) for entity in found]
        bad = {error.row for error in self._errors}
        return Document(tuple(one for one in read if one.row not in bad), tuple(self._errors), self._unknown)

    def _gather(self, rows: Iterable[Row]) -> Iterable[_Entity]:
        inside: _Entity | None = None
        depth = 0
        for number, cells in rows:
            at, name = int(cells[0]), cells[1]
            if inside is not None and at <= depth:
                yield inside
                inside = None
            if inside is None:
                type_ = self._entities.get(name.lower(), "")
                if type_:
                    inside, depth = _Entity(number, type_), at
                continue
            pairs = cells[3:]
            attributes = {key.lower(): value for key, value in zip(pairs[::2], pairs[1::2], strict=False)}
            inside.elements.append(_Element(number, name, cells[2] if len(cells) > 2 else "", attributes))
        if inside is not None:
            yield inside

    def _entity(self, entity: _Entity) -> Read:
        values: dict[str, Any] = {}
        rest: list[str] = []
        types = {each.number: each.text for each in entity.elements if each.name.lower().endswith("type")
                 and each.number and each.text}
        for element in entity.elements:
            if not element.text or element.number.endswith(_OWN):
                continue
            spec = self._numbers[entity.type].get(element.number)
            is_type = spec is not None and spec.kind is Kind.MOMENT and element.name.lower().endswith("type")
            if is_type:
                continue
            if spec is None or not self._take(entity, element, spec, values, types):
                self._unknown[element.number or element.name] += 1
                rest.append(f"{element.name}: {element.text}")
        return Read(entity.row, {entity.type: values}, frozenset((entity.type,)), entity.record,
                    "\n".join(rest)[:MAX_REST])

    def _take(
        self, entity: _Entity, element: _Element, spec: FieldSpec, values: dict[str, Any], types: Mapping[str, str]
    ) -> bool:
        """Whether the field has it; what is wrong in it is an error of the entity."""
        try:
            value = self._value(element, spec, types)
        except Invalid as error:
            self._errors.append(RowError(entity.row, 0, error))
            return True
        if value is None:
            return False
        if spec.name not in values:
            values[spec.name] = value
        elif spec.kind in _MANY:
            values[spec.name] = tuple(dict.fromkeys((*values[spec.name], *value)))
        elif spec.kind is Kind.TEXT:
            values[spec.name] += f"\n{value}"
        else:
            return bool(values[spec.name] == value)
        return True

    def _value(self, element: _Element, spec: FieldSpec, types: Mapping[str, str]) -> Any:
        if spec.kind in (Kind.REF, Kind.REFS):
            id_ = self._target(element.text, spec.targets)
            return None if not id_ else (id_,) if spec.kind is Kind.REFS else id_
        if spec.kind is Kind.MOMENT and _DATE.fullmatch(element.text):
            said = next((element.attributes[name] for name in _TYPE_NAMES if element.attributes.get(name)), "")
            return self._date(element.text, said or types.get(element.number, ""))
        if spec.kind not in self._cells.kinds:
            return None
        return self._cells.read(spec, element.text, {})

    @staticmethod
    def _date(text: str, kind: str) -> Moment:
        return from_esf(text, "".join(char for char in kind if char.isdigit())[:2])

    def _target(self, record: str, targets: Sequence[str]) -> str:
        """The id of the entity with this number, if the file has one of a fitting type."""
        type_ = next((each for each in self._types.get(record, ()) if each in targets), "")
        return steady_id(self._mapping, type_, record) if type_ else ""
