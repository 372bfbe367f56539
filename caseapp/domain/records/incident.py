"""What happened overall, at one time and place: the frame that holds acts against several people together."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC


class Incident(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An incident. Source: ESF Event (01xx); "event" stays free for calendars and programs."""

    title: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Title"), required=True, sensitivity=_PUBLIC, table=True, search=Search.TITLE,
                  huridocs="0102"),
    ] = ""
    start: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Began"), sensitivity=_PUBLIC, table=True, huridocs="0113")
    ] = None
    end: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Ended"), sensitivity=_PUBLIC, table=True, huridocs="0114")
    ] = None
    place: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Place"), targets=("place",), sensitivity=_PUBLIC, table=True, huridocs="0111"),
    ] = ""
    place_detail: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Where exactly, as told"), sensitivity=Sensitivity.PARTNER, search=Search.BODY,
                  huridocs="0112"),
    ] = ""
    narrative: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What happened"), sensitivity=Sensitivity.PARTNER, search=Search.BODY,
                  huridocs="0115"),
    ] = ""
    impact: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("How many people were affected"), sensitivity=Sensitivity.PARTNER, huridocs="0116",
                  help=N_("In words; numbers that somebody claimed are recorded as reported figures.")),
    ] = ""
    follows: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Follows on"), targets=("incident",), sensitivity=_PUBLIC, huridocs="2203"),
    ] = ()
    part_of: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Part of"), targets=("incident",), sensitivity=_PUBLIC, within=True, acyclic=True,
                  huridocs="2203"),
    ] = ""
    received: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("First reported to us on"), section="assessment", huridocs="0160"),
    ] = None
    certainty: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How certain"), section="assessment", vocabulary="certainty",
                  sensitivity=_PUBLIC, table=True),
    ] = ""
    violation_status: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Whether a violation"), section="assessment", vocabulary="violation_status",
                  sensitivity=Sensitivity.LAWYER, huridocs="0151"),
    ] = ""
    violations: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Kind of violation"), section="assessment", vocabulary="violation_index",
                  sensitivity=Sensitivity.LAWYER, huridocs="0152"),
    ] = ()
    rights: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Rights affected"), section="assessment", vocabulary="right",
                  sensitivity=Sensitivity.LAWYER, huridocs="0153"),
    ] = ()
    monitoring_status: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Followed up"), section="assessment", vocabulary="monitoring_status",
                  huridocs="0172"),
    ] = ""


SPEC = record_spec("incident", Incident, N_("Incident"), N_("Incidents"), (
    Section("main", N_("Incident")),
    Section("assessment", N_("Assessment")),
))
