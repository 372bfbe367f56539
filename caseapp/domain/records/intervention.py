"""What somebody did about it beside the law: help, letters, publicity. Source: ESF Intervention (26xx)."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_LAWYER = Sensitivity.LAWYER


class Intervention(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One intervention and what it met."""

    kinds: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("What was done"), vocabulary="intervention_type", sensitivity=_LAWYER, table=True,
                  search=Search.TITLE, huridocs="2609"),
    ] = ()
    victims: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("For whom"), targets=("person",), sensitivity=_LAWYER, table=True,
                  search=Search.TITLE, huridocs="2604"),
    ] = ()
    incident: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("In which incident"), targets=("incident",), sensitivity=_LAWYER, huridocs="2603"),
    ] = ""
    by: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Who did it"), targets=("person", "organisation"), sensitivity=_LAWYER,
                  huridocs="2602"),
    ] = ()
    done: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Date"), sensitivity=_LAWYER, table=True, search=Search.TITLE, huridocs="2611"),
    ] = None
    asked: Annotated[
        str, FieldSpec(Kind.LINE, N_("Who was asked to act"), sensitivity=_LAWYER, search=Search.BODY, huridocs="2612")
    ] = ""
    details: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Details"), sensitivity=_LAWYER, search=Search.BODY)
    ] = ""
    priority: Annotated[
        str, FieldSpec(Kind.TERM, N_("Priority"), vocabulary="priority", sensitivity=_LAWYER, huridocs="2652")
    ] = ""
    status: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How it stands"), section="outcome", vocabulary="intervention_status",
                  sensitivity=_LAWYER, table=True, huridocs="2651"),
    ] = ""
    response: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Response"), section="outcome", vocabulary="intervention_response",
                  sensitivity=_LAWYER, huridocs="2613"),
    ] = ""
    impact: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Effect"), section="outcome", vocabulary="intervention_impact", sensitivity=_LAWYER,
                  huridocs="2614"),
    ] = ""
    exhibits: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Documents"), section="outcome", targets=("exhibit",), sensitivity=_LAWYER),
    ] = ()


SPEC = record_spec("intervention", Intervention, N_("Intervention"), N_("Interventions"), (
    Section("main", N_("Intervention")),
    Section("outcome", N_("Outcome")),
))
