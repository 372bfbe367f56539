"""What somebody concluded, by which standard of proof, from what: the place where a quality in law is said."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_LAWYER = Sensitivity.LAWYER


class Finding(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """"Detained" is recorded; "arbitrarily" is found. A later finding stands beside an earlier one and replaces it."""

    about: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("About"), required=True, sensitivity=_LAWYER, table=True, search=Search.TITLE, targets=(
            "act", "incident", "involvement", "person", "reported_figure")),
    ] = ()
    question: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("What was to be found"), sensitivity=_LAWYER, table=True, search=Search.TITLE,
                  help=N_("Was the detention arbitrary? Was it torture?")),
    ] = ""
    result: Annotated[
        str, FieldSpec(Kind.TERM, N_("Result"), vocabulary="finding_result", sensitivity=_LAWYER, table=True)
    ] = ""
    standard: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Standard of proof"), vocabulary="standard_of_proof", sensitivity=_LAWYER, table=True),
    ] = ""
    articles: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Articles it rests on"), vocabulary="law_article", sensitivity=_LAWYER,
                  huridocs="2154"),
    ] = ()
    instruments: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("International instruments"), vocabulary="instrument", sensitivity=_LAWYER,
                  huridocs="2155"),
    ] = ()
    by: Annotated[
        str, FieldSpec(Kind.LINE, N_("Found by"), sensitivity=_LAWYER, search=Search.BODY)
    ] = ""
    found: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Found on"), sensitivity=_LAWYER, table=True)
    ] = None
    reasons: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Reasons"), sensitivity=_LAWYER, search=Search.BODY)
    ] = ""
    evidence: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Evidence relied on"), sensitivity=_LAWYER, targets=(
            "account", "exhibit", "hearing", "order", "body_mark", "medical_finding")),
    ] = ()
    replaces: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Replaces the finding"), targets=("finding",), sensitivity=_LAWYER, acyclic=True),
    ] = ""


SPEC = record_spec("finding", Finding, N_("Finding"), N_("Findings"), (
    Section("main", N_("Finding")),
))
