"""Two small record types that no production code knows: the view must work from specs alone."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Section, Sensitivity, record_spec


class Someone(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A person of the tests."""

    names: Annotated[
        tuple[PersonName, ...],
        FieldSpec(Kind.NAMES, "Names", sensitivity=Sensitivity.PUBLIC, identifies=True),
    ] = ()
    numbers: Annotated[
        tuple[Identifier, ...], FieldSpec(Kind.IDENTIFIERS, "Numbers", sensitivity=Sensitivity.LAWYER)
    ] = ()
    born: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, "Born", sensitivity=Sensitivity.LAWYER, identifies=True)
    ] = None
    phone: Annotated[str, FieldSpec(Kind.LINE, "Phone", sensitivity=Sensitivity.INTERNAL, identifies=True)] = ""
    job: Annotated[str, FieldSpec(Kind.LINE, "Job", sensitivity=Sensitivity.PUBLIC)] = ""
    kin: Annotated[RecordId, FieldSpec(Kind.REF, "Kin", targets=("someone",), sensitivity=Sensitivity.PUBLIC)] = ""


class Happening(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An act of the tests."""

    story: Annotated[str, FieldSpec(Kind.TEXT, "Story", sensitivity=Sensitivity.LAWYER)] = ""
    whom: Annotated[
        tuple[RecordId, ...], FieldSpec(Kind.REFS, "Whom", targets=("someone",), sensitivity=Sensitivity.PUBLIC)
    ] = ()
    age: Annotated[
        int | None, FieldSpec(Kind.INTEGER, "Age", sensitivity=Sensitivity.PUBLIC, identifies=True)
    ] = None
    private: Annotated[str, FieldSpec(Kind.LINE, "Private")] = ""


MAIN = (Section("main", "Main"),)
SPECS = {
    "someone": record_spec("someone", Someone, "Someone", "Some", MAIN),
    "happening": record_spec("happening", Happening, "Happening", "Happenings", MAIN),
}
