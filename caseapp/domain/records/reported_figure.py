"""A number that somebody claimed: never overwritten, never ours, with what became of it and what it was taken from."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC


class ReportedFigure(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A figure claim. A corrected number is a further record; the old one gets the status "superseded"."""

    counts: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("What was counted"), vocabulary="figure_counts", required=True,
                  sensitivity=_PUBLIC, table=True, search=Search.TITLE),
    ] = ""
    value: Annotated[
        int | None,
        FieldSpec(Kind.INTEGER, N_("Number"), sensitivity=_PUBLIC, table=True, search=Search.TITLE),
    ] = None
    value_min: Annotated[
        int | None, FieldSpec(Kind.INTEGER, N_("At least"), sensitivity=_PUBLIC, table=True)
    ] = None
    value_max: Annotated[
        int | None, FieldSpec(Kind.INTEGER, N_("At most"), sensitivity=_PUBLIC)
    ] = None
    approximate: Annotated[
        bool, FieldSpec(Kind.FLAG, N_("Approximate number"), sensitivity=_PUBLIC)
    ] = False
    date: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Claimed on"), sensitivity=_PUBLIC, table=True, search=Search.TITLE),
    ] = None
    claimant: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Who claimed it"), targets=("organisation", "person"), sensitivity=_PUBLIC,
                  table=True),
    ] = ""
    claimant_stated: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Who claimed it, as stated"), sensitivity=_PUBLIC, search=Search.BODY),
    ] = ""
    channel: Annotated[
        str, FieldSpec(Kind.LINE, N_("Through which channel"), sensitivity=_PUBLIC, search=Search.BODY)
    ] = ""
    source: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Source"), targets=("source",), sensitivity=Sensitivity.PARTNER),
    ] = ""
    derived_from: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Taken from"), targets=("reported_figure",), sensitivity=_PUBLIC, acyclic=True,
                  help=N_("The claim that this one repeats. Repeating a claim does not confirm it.")),
    ] = ""
    scope: Annotated[
        str, FieldSpec(Kind.LINE, N_("Where and in what time"), section="scope", sensitivity=_PUBLIC)
    ] = ""
    place: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Place"), section="scope", targets=("place",), sensitivity=_PUBLIC),
    ] = ""
    period: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Period"), section="scope", sensitivity=_PUBLIC)
    ] = None
    includes_officials: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Includes officials"), section="scope", vocabulary="yes_no", sensitivity=_PUBLIC),
    ] = ""
    officials: Annotated[
        int | None,
        FieldSpec(Kind.INTEGER, N_("Of these, officials"), section="scope", sensitivity=_PUBLIC),
    ] = None
    parts: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Breakdown as stated"), section="scope", sensitivity=_PUBLIC,
                  help=N_("One part in each line: “Almaty: 103”.")),
    ] = ""
    status: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Status of the claim"), section="standing", vocabulary="figure_status",
                  sensitivity=_PUBLIC, table=True),
    ] = ""
    status_date: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Status since"), section="standing", sensitivity=_PUBLIC),
    ] = None
    status_by: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Who retracted or replaced it"), section="standing", sensitivity=_PUBLIC),
    ] = ""
    status_reason: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Reason"), section="standing", sensitivity=_PUBLIC)
    ] = ""
    assessment: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Our assessment"), section="standing", sensitivity=Sensitivity.LAWYER,
                  search=Search.BODY),
    ] = ""


SPEC = record_spec("reported_figure", ReportedFigure, N_("Reported figure"), N_("Reported figures"), (
    Section("main", N_("Claim")),
    Section("scope", N_("What it covers")),
    Section("standing", N_("What became of it")),
))
