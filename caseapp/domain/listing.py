"""What a person asks of a list: text, filters, order. Plain data, so that it can be kept and said back in words.

Filters of different fields must all hold, of one field any; filters ``via`` records of another type that name this one
("persons, detained 5–8 January, in Almaty") must hold for one and the same of them. A negated filter must not hold;
negated filters via one kind of record together say that there is no such record ("without a lawyer"). Of the filters of
one group one suffices.
"""

import enum
from dataclasses import dataclass
from typing import Final

import msgspec

from caseapp.domain.moment import Moment
from caseapp.domain.naming import may_name
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordSpec, Search

STATE: Final = "@state"  # the filter on what a record is in, whatever its fields say
TITLE: Final = "@title"  # the first column and the first order of every list
LATEST: Final = "@latest"  # the newest dated record that names this one
LINKED: Final = "@linked"  # via: whether there is such a record at all
KNOWN: Final = "@known"  # recorded before the period was over
NEAR: Final = "@near"  # in the same place at the same time as one of these records
NOTHING: Final = "@nothing"  # the answer "nothing is recorded"
YES: Final = "yes"
NO: Final = "no"


class State(enum.StrEnum):
    """What a record can be in."""

    GAPS = "gaps"
    UNAPPROVED = "unapproved"
    CONFLICTS = "conflicts"
    NEWER = "newer"
    WITHDRAWN = "withdrawn"


class FacetKind(enum.Enum):
    """How a filter asks."""

    CHOICES = "choices"  # terms, yes and no, states
    RECORDS = "records"
    NUMBER = "number"
    PERIOD = "period"
    LINKED = "linked"  # whether there is a record of that kind
    KNOWN = "known"  # when it was recorded


class Condition(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One filter. ``one_of`` holds term ids, record ids, states, ``yes`` and ``no``, or ``NOTHING``.

    ``group``: 0 must hold; of those with another number one of the same number must. ``days``: a period, or the time of
    the records in ``one_of``, widened by so many days on both sides.
    """

    field: str
    via: str = ""  # "type.field": what is asked of records of that type which name this one in that field
    one_of: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    period: Moment | None = None
    negated: bool = False
    group: int = 0
    days: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Which filter this is an answer to."""
        return self.via, self.field

    @property
    def empty(self) -> bool:
        """True if it asks nothing."""
        return not self.one_of and self.low is None and self.high is None and self.period is None


class Query(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is asked of the list of one type. ``sort``: TITLE, LATEST or a field's name."""

    type: str
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    withdrawn: bool = False  # show withdrawn records too
    sort: str = TITLE
    descending: bool = False

    def with_condition(self, condition: Condition) -> "Query":
        """The same with another answer to one filter; an empty one takes the filter away."""
        kept = [each for each in self.conditions if each.key != condition.key]
        return msgspec.structs.replace(self, conditions=(*kept, *(() if condition.empty else (condition,))))

    def condition(self, via: str, field: str) -> Condition:
        """The answer to one filter, an empty one where it is not asked."""
        return next((each for each in self.conditions if each.key == (via, field)), Condition(field, via))

    @property
    def narrowed(self) -> bool:
        """True if text or filters leave something out."""
        return bool(self.text.strip() or self.conditions)


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter that a list offers. ``spec`` is the field asked for, None where it is no field's."""

    kind: FacetKind
    field: str
    via: str = ""
    spec: FieldSpec | None = None
    main: bool = False  # of the few that are offered first


_FACETS: Final = {
    Kind.TERM: FacetKind.CHOICES, Kind.TERMS: FacetKind.CHOICES, Kind.FLAG: FacetKind.CHOICES,
    Kind.INTEGER: FacetKind.NUMBER, Kind.MOMENT: FacetKind.PERIOD, Kind.REF: FacetKind.RECORDS,
    Kind.REFS: FacetKind.RECORDS,
}
_SHORT: Final = (Kind.LINE, Kind.INTEGER, Kind.FLAG, Kind.TERM, Kind.TERMS, Kind.MOMENT, Kind.REF, Kind.NAMES,
                 Kind.IDENTIFIERS)
_SORTED: Final = (Kind.LINE, Kind.INTEGER, Kind.FLAG, Kind.TERM, Kind.MOMENT, Kind.REF)


@dataclass(frozen=True, slots=True)
class Via:
    """Records that are named by what was done to another one, and when: acts, for persons."""

    spec: RecordSpec
    field: str  # of that record, naming this one
    moment: str  # its date
    place: str  # what stands beside the date in a list: its first reference in a table that is not in its title

    @property
    def key(self) -> str:
        """As a condition names it."""
        return f"{self.spec.type}.{self.field}"


def about_whom(specs: dict[str, RecordSpec], type_: str) -> str:
    """The type of those who were where a record of this type says, or of which such records tell; blank for none."""
    titled = {spec.type: [field for field in spec.fields.values() if field.kind is Kind.REF and field.required
                          and field.search is Search.TITLE] for spec in specs.values() if whereabouts(specs, spec.type)}
    if type_ in titled:
        return titled[type_][0].targets[0] if titled[type_] else type_
    return type_ if any(type_ in field.targets for fields in titled.values() for field in fields) else ""


def vias(specs: dict[str, RecordSpec], type_: str) -> tuple[Via, ...]:
    """The types whose title names a record of this type and a date."""
    found = []
    for spec in specs.values():
        titles = [field for field in spec.fields.values() if field.search is Search.TITLE]
        moment = next((field.name for field in titles if field.kind is Kind.MOMENT), "")
        named = next((field for field in titles if field.kind is Kind.REF and field.required
                      and type_ in field.targets), None)
        if moment and named is not None and spec.type != type_:
            place = next((field.name for field in spec.fields.values()
                          if field.table and field.kind is Kind.REF and field.search is not Search.TITLE), "")
            found.append(Via(spec, named.name, moment, place))
    return tuple(found)


def facets(specs: dict[str, RecordSpec], type_: str) -> tuple[Facet, ...]:
    """Every filter of a type's list, the most used first."""
    main: list[Facet] = []
    rest: list[Facet] = []
    for via in vias(specs, type_)[:1]:
        for field in via.spec.fields.values():
            if field.kind in _FACETS and field.name != via.field and (field.table or field.search is Search.TITLE):
                main.append(Facet(_FACETS[field.kind], field.name, via.key, field, main=True))
    for field in specs[type_].fields.values():
        if field.kind in _FACETS and field.name not in Record.__struct_fields__:
            (main if field.table else rest).append(Facet(_FACETS[field.kind], field.name, "", field, field.table))
    own = (*main, Facet(FacetKind.CHOICES, STATE, main=True), *rest, Facet(FacetKind.KNOWN, KNOWN))
    return (*own, *_linked(specs, type_, {facet.via for facet in main}))


def _linked(specs: dict[str, RecordSpec], type_: str, known: set[str]) -> list[Facet]:
    """Whether there is a record of another type that names this one, and what its terms and dates say."""
    found: list[Facet] = []
    for spec, field in may_name(specs.values(), type_):
        via = f"{spec.type}.{field.name}"
        found.append(Facet(FacetKind.LINKED, LINKED, via))
        if via not in known:
            found += [Facet(_FACETS[each.kind], each.name, via, each) for each in spec.fields.values()
                      if each.table and each.name != field.name and each.kind in (Kind.TERM, Kind.TERMS, Kind.MOMENT)]
    return found


def namers(specs: dict[str, RecordSpec], type_: str) -> frozenset[str]:
    """Every "type.field" through which a list of this type can be asked about other records."""
    return frozenset(f"{spec.type}.{field.name}" for spec in specs.values() for field in spec.fields.values()
                     if field.kind in (Kind.REF, Kind.REFS) and type_ in field.targets)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The fields of a type that say where and when something was: of both those that a table shows."""

    places: tuple[str, ...]
    moments: tuple[str, ...]


def whereabouts(specs: dict[str, RecordSpec], type_: str) -> Whereabouts | None:
    """None for types that do not say both. A place is what has coordinates."""
    located = {spec.type for spec in specs.values() if any(f.kind is Kind.POINT for f in spec.fields.values())}
    fields = [field for field in specs[type_].fields.values() if field.table or field.search is Search.TITLE]
    places = tuple(f.name for f in fields if f.kind is Kind.REF and f.targets and located.issuperset(f.targets))
    moments = tuple(f.name for f in fields if f.kind is Kind.MOMENT)
    return Whereabouts(places, moments) if places and moments else None


def columns(specs: dict[str, RecordSpec], type_: str) -> tuple[str, ...]:
    """Every column that a table of this type can show beside the title, declared ones first."""
    fields = [field for field in specs[type_].fields.values()
              if field.kind in _SHORT and field.name not in Record.__struct_fields__ and field.kind is not Kind.NAMES]
    latest = [LATEST] if vias(specs, type_) else []
    return (*latest, *(f.name for f in fields if f.table), *(f.name for f in fields if not f.table))


def first_columns(specs: dict[str, RecordSpec], type_: str) -> tuple[str, ...]:
    """The columns of a table whose columns nobody chose: those declared for it, less what the title says already."""
    spec = specs[type_]
    said = _said_by_title(spec)
    return tuple(name for name in columns(specs, type_)
                 if name == LATEST or (spec.fields[name].table and name not in said))


def sortable(specs: dict[str, RecordSpec], type_: str, column: str) -> bool:
    """Whether a list can be in the order of this column."""
    return column in (TITLE, LATEST) or specs[type_].fields[column].kind in _SORTED


def _said_by_title(spec: RecordSpec) -> set[str]:
    """The field whose own text is the title; where there is none, all that the title ties together."""
    titles = [field for field in spec.fields.values() if field.search is Search.TITLE]
    own = [field.name for field in titles if field.kind in (Kind.LINE, Kind.NAMES)]
    return {*own[:1]} if own else {field.name for field in titles}
