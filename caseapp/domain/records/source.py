"""Who or what told us: a person, a body, a document. Judged for reliability apart from what it said."""

from typing import Annotated

from caseapp.domain.spec import (
    FLAG_RAISED_WINS,
    FieldSpec,
    Kind,
    Record,
    RecordId,
    Search,
    Section,
    Sensitivity,
    record_spec,
)
from caseapp.domain.text import N_

_LAWYER = Sensitivity.LAWYER


class Source(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A source. Its identity is more secret than anything it told. Source: ESF Person as source (0953, 2502, 2509)."""

    name: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Name or title of the source"), sensitivity=_LAWYER, table=True,
                  search=Search.TITLE, identifies=True, help=N_("May stay empty: “relative” is a source too.")),
    ] = ""
    who: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Person or body"), targets=("person", "organisation"), sensitivity=_LAWYER,
                  identifies=True, search=Search.TITLE),
    ] = ""
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind of source"), vocabulary="source_kind", sensitivity=Sensitivity.PARTNER,
                  table=True, search=Search.TITLE),
    ] = ""
    connection: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Connection to what happened"), vocabulary="source_connection",
                  sensitivity=Sensitivity.PARTNER, table=True, search=Search.TITLE, huridocs="2509"),
    ] = ""
    origin: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Passes on what it gets from"), targets=("source",), sensitivity=_LAWYER,
                  help=N_("A channel or agency that repeats another source does not corroborate it.")),
    ] = ""
    reliability: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Reliability of the source"), vocabulary="source_reliability", sensitivity=_LAWYER,
                  table=True, huridocs="0953"),
    ] = ""
    reliability_reason: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Why this grade"), huridocs="0953")
    ] = ""
    confidential: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("Identity stays inside our organisation"), section="protection",
                  sensitivity=_LAWYER, policy=FLAG_RAISED_WINS),
    ] = False
    contact: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Contact and safe channel"), section="protection", identifies=True)
    ] = ""


SPEC = record_spec("source", Source, N_("Source"), N_("Sources"), (
    Section("main", N_("Source")),
    Section("protection", N_("Protection")),
))
