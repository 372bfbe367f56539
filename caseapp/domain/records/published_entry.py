"""A line of a list that somebody published: as printed there, whoever it may mean."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC


class PublishedEntry(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """It is no account of ours and proves nothing alone; tied to a person only by somebody's decision."""

    name: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Name as printed"), required=True, sensitivity=_PUBLIC, table=True,
                  search=Search.TITLE, identifies=True),
    ] = ""
    number: Annotated[
        str, FieldSpec(Kind.LINE, N_("Number in the list"), sensitivity=_PUBLIC, table=True)
    ] = ""
    list_title: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Title of the list"), sensitivity=_PUBLIC, table=True, search=Search.BODY),
    ] = ""
    role: Annotated[
        str, FieldSpec(Kind.TERM, N_("List of"), vocabulary="listing_role", sensitivity=_PUBLIC, table=True)
    ] = ""
    publisher: Annotated[
        str, FieldSpec(Kind.LINE, N_("Published by"), sensitivity=_PUBLIC, search=Search.BODY)
    ] = ""
    published: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Published on"), sensitivity=_PUBLIC, table=True)
    ] = None
    said: Annotated[
        str, FieldSpec(Kind.TEXT, N_("What the list says"), sensitivity=_PUBLIC, search=Search.BODY, identifies=True)
    ] = ""
    person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Person it means"), targets=("person",), sensitivity=Sensitivity.LAWYER, table=True,
                  help=N_("Left empty until somebody has compared both.")),
    ] = ""
    exhibit: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Copy of the list"), targets=("exhibit",), sensitivity=_PUBLIC)
    ] = ""


SPEC = record_spec("published_entry", PublishedEntry, N_("Published list entry"), N_("Published lists"), (
    Section("main", N_("Published list entry")),
))
