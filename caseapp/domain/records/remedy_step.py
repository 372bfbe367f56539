"""A step towards a remedy, at home or abroad: what was filed where, when an answer is due, what came of it."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_LAWYER = Sensitivity.LAWYER
_PARTNER = Sensitivity.PARTNER


class RemedyStep(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Bodies abroad ask for every step at home, with dates and outcomes (OP1 art. 5(2)(b), CAT art. 22(5)(b))."""

    persons: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("For whom"), targets=("person",), required=True, sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ()
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind of step"), vocabulary="remedy_kind", sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ""
    body: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Filed with"), targets=("organisation",), sensitivity=_PARTNER, table=True)
    ] = ""
    filed: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Filed on"), sensitivity=_PARTNER, table=True, search=Search.TITLE),
    ] = None
    number: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Their number"), sensitivity=_LAWYER, search=Search.BODY, identifies=True),
    ] = ""
    about: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("About"), targets=("act", "incident", "hearing", "charge"), sensitivity=_PARTNER),
    ] = ()
    asked: Annotated[
        str, FieldSpec(Kind.TEXT, N_("What was asked for"), sensitivity=_PARTNER, search=Search.BODY)
    ] = ""
    reply_due: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Reply due by"), section="outcome", sensitivity=_LAWYER, table=True),
    ] = None
    replied: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Replied on"), section="outcome", sensitivity=_PARTNER)
    ] = None
    outcome: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Outcome"), section="outcome", vocabulary="remedy_outcome", sensitivity=_PARTNER,
                  table=True),
    ] = ""
    reply: Annotated[
        str, FieldSpec(Kind.TEXT, N_("What was answered"), section="outcome", sensitivity=_PARTNER, search=Search.BODY)
    ] = ""
    why_not: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("If it was not taken further, why"), section="outcome", sensitivity=_LAWYER,
                  help=N_("Of no effect, too long, too dangerous, no lawyer.")),
    ] = ""
    exhibits: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Documents"), section="outcome", targets=("exhibit",), sensitivity=_PARTNER),
    ] = ()


SPEC = record_spec("remedy_step", RemedyStep, N_("Remedy step"), N_("Remedy steps"), (
    Section("main", N_("Step")),
    Section("outcome", N_("Outcome")),
))
