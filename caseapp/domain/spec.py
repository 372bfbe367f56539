"""One declaration per field, read by form, table, search, history, export, dossier and projection alike.

A record type is a frozen ``msgspec.Struct`` deriving from ``Record`` whose fields are annotated with a ``FieldSpec``.
Specs describe data: no callables, no conditions but ``OnlyWhen``. Everything that is generic works from
``RecordSpec`` and never names a record type.
"""

import builtins
import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args, get_origin, get_type_hints

import msgspec

from caseapp.domain.policy import Merge, Policy, Rank
from caseapp.domain.text import N_

RecordId = str  # a UUIDv7 (RFC 9562) as 32 lower-case hex digits


class Kind(enum.Enum):
    """What a field holds. Closed: every consumer has one handler per member, and a test proves it."""

    LINE = "line"  # str, one line
    TEXT = "text"  # str, paragraphs
    INTEGER = "integer"  # int
    FLAG = "flag"  # bool
    TERM = "term"  # str, an id of the vocabulary
    TERMS = "terms"  # tuple[str, ...], ids of the vocabulary
    MOMENT = "moment"  # Moment
    NAMES = "names"  # tuple[PersonName, ...]
    IDENTIFIERS = "identifiers"  # tuple[Identifier, ...]
    REF = "ref"  # RecordId of one of ``targets``
    REFS = "refs"  # tuple[RecordId, ...]
    ANSWER = "answer"  # str, an id of the consent-answer vocabulary; protective
    BLOB = "blob"  # BlobRef
    POINT = "point"  # Point


class Sensitivity(enum.IntEnum):
    """Who may see a field at all, before consent is asked. The default of a field is the most secret."""

    PUBLIC = 0  # may appear in any output
    PARTNER = 1  # UN bodies, partners, lawyer, own organisation
    LAWYER = 2  # lawyer and own organisation
    INTERNAL = 3  # own organisation only


class Search(enum.Enum):
    """Where the folded text of a field goes in the search index."""

    NONE = "none"
    TITLE = "title"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class OnlyWhen:
    """The field or section is offered only when the term in ``field`` is one of ``terms``."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field, declared once. ``name`` and ``many`` are filled in from the struct."""

    kind: Kind
    label: str
    section: str = "main"
    help: str = ""
    required: bool = False
    vocabulary: str = ""
    targets: tuple[str, ...] = ()
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    policy: Policy | None = None
    table: bool = False
    search: Search = Search.NONE
    huridocs: str = ""
    when: OnlyWhen | None = None
    identifies: bool = False  # reveals who a person is: withheld together with the name
    within: bool = False  # names the larger one of which this record is a part: who asks for that one means both
    acyclic: bool = False  # a chain of these must not lead back to where it began
    asked: bool = True  # False: shown where it holds something, offered in no form any more
    name: str = ""

    @property
    def merge(self) -> Policy:
        """The declared policy, or the one that follows from the kind."""
        if self.policy is not None:
            return self.policy
        return SET if self.kind in _MANY else REGISTER


_MANY: Final = (Kind.TERMS, Kind.NAMES, Kind.IDENTIFIERS, Kind.REFS)
REGISTER: Final = Policy()
SET: Final = Policy(Merge.SET)
CLINICIAN: Final = "clinician"  # mark of a person who examines people by profession
FLAG_RAISED_WINS: Final = Policy(Merge.PROTECTIVE, Rank(order=(False, True), default=False))


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields that is read, edited and recorded as one change."""

    key: str
    label: str
    when: OnlyWhen | None = None
    reserved: str = ""  # who alone may write it, a mark of a person's own profile; blank for everybody


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """What generic code knows of a record type."""

    type: str
    struct: "builtins.type[Record]"
    label: str
    plural: str
    sections: tuple[Section, ...]
    fields: dict[str, FieldSpec] = field(repr=False)
    by_hand: bool = True  # False: made by an action elsewhere, never offered as an empty form

    def policies(self) -> dict[str, Policy]:
        """Field name -> how concurrent writes merge."""
        return {name: spec.merge for name, spec in self.fields.items()}

    def reserved(self) -> dict[str, str]:
        """Field name -> the mark that whoever writes it must carry."""
        marks = {section.key: section.reserved for section in self.sections if section.reserved}
        return {name: marks[spec.section] for name, spec in self.fields.items() if spec.section in marks}

    def in_section(self, key: str) -> tuple[FieldSpec, ...]:
        """The fields of one section in the order of declaration."""
        return tuple(spec for spec in self.fields.values() if spec.section == key)


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The base of every record type. Every field has a default: a record may be of any incompleteness."""

    retracted: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("Withdrawn"), section="status", policy=FLAG_RAISED_WINS,
                  sensitivity=Sensitivity.PUBLIC),
    ] = False
    retraction_reason: Annotated[
        str, FieldSpec(Kind.LINE, N_("Reason for withdrawing"), section="status")
    ] = ""
    remarks: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Internal remarks"), section="status", huridocs="x50")
    ] = ""


    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A record that was read before a field of ours was added says nothing of it."""
            kind = name[len(OWN):].rpartition("_")[0] if name.startswith(OWN) else ""
            if kind not in OWN_BLANKS:
                raise AttributeError(name)
            return OWN_BLANKS[kind]


OWN: Final = "x_"  # begins the name of a field that people added: x_<kind>_<id of its definition>
# kind -> what a record holds that says nothing
OWN_BLANKS: Final = MappingProxyType({
    "line": "", "text": "", "integer": None, "flag": False, "term": "", "terms": (), "moment": None, "ref": "",
})
STATUS: Final = Section("status", N_("Status and remarks"))


def declared(struct: type[Record]) -> type[Record]:
    """The record type as its file declares it, of one to which people added fields."""
    return next(base for base in struct.__mro__ if not getattr(base, "__grown__", False))


@dataclass(frozen=True, slots=True)
class Growth:
    """How records of one type add fields to the others. ``specs``: shipped types and the definitions -> the types."""

    type: str
    specs: Callable[[Mapping[str, RecordSpec], Iterable[tuple[RecordId, Record]]], Mapping[str, RecordSpec]]


@cache
def field_specs(struct: type[Record]) -> dict[str, FieldSpec]:
    """Field name -> spec of a record struct, own fields first, then those of its bases, the common ones last.

    Raises TypeError if a field declares none.
    """
    hints = get_type_hints(struct, include_extras=True)
    bases = [base for base in struct.__mro__ if issubclass(base, Record)]
    inherited = [set(base.__struct_fields__) for base in bases[1:]] + [set()]
    names = [n for base, older in zip(bases, inherited, strict=True) for n in base.__struct_fields__ if n not in older]
    return {name: replace(_spec_of(name, hints[name]), name=name) for name in names}


def _spec_of(name: str, hint: Any) -> FieldSpec:
    if get_origin(hint) is Annotated:
        for extra in get_args(hint)[1:]:
            if isinstance(extra, FieldSpec):
                return extra
    raise TypeError(f"field {name} declares no FieldSpec")


def record_spec(
    type_: str, struct: type[Record], label: str, plural: str, sections: tuple[Section, ...], *, by_hand: bool = True
) -> RecordSpec:
    """Tie a struct to its name, labels and sections; checks that every field has a section that exists."""
    fields = field_specs(struct)
    known = {section.key for section in (*sections, STATUS)}
    stray = [name for name, spec in fields.items() if spec.section not in known]
    if stray:
        raise TypeError(f"{type_}: fields without a section: {stray}")
    return RecordSpec(type_, struct, label, plural, (*sections, STATUS), fields, by_hand)
