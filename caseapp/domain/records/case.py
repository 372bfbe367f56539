"""What is worked on together: the persons, acts and exhibits that one dossier tells about."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_LAWYER = Sensitivity.LAWYER


class Case(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A case file. It owns nothing: a person may stand in several cases."""

    title: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Title"), required=True, sensitivity=_LAWYER, table=True, search=Search.TITLE),
    ] = ""
    number: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Our number"), sensitivity=Sensitivity.PARTNER, table=True, search=Search.TITLE),
    ] = ""
    status: Annotated[
        str, FieldSpec(Kind.TERM, N_("Status"), vocabulary="case_status", sensitivity=_LAWYER, table=True)
    ] = ""
    purpose: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Purpose"), vocabulary="case_purpose", sensitivity=_LAWYER),
    ] = ()
    summary: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Summary"), sensitivity=_LAWYER, search=Search.BODY)
    ] = ""
    opened: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Opened"), sensitivity=_LAWYER, table=True)
    ] = None
    closed: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Closed"), sensitivity=_LAWYER)
    ] = None
    lawyer: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Lawyer"), targets=("person", "organisation"), sensitivity=_LAWYER, table=True),
    ] = ""
    official_number: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Number at the authorities"), sensitivity=_LAWYER, search=Search.BODY,
                  help=N_("Criminal case, register of pre-trial investigations, court.")),
    ] = ""
    persons: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Persons"), section="contents", targets=("person",), sensitivity=_LAWYER),
    ] = ()
    incidents: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Incidents"), section="contents", targets=("incident",), sensitivity=_LAWYER),
    ] = ()
    acts: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Acts"), section="contents", targets=("act",), sensitivity=_LAWYER),
    ] = ()
    exhibits: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Exhibits"), section="contents", targets=("exhibit",), sensitivity=_LAWYER),
    ] = ()
    figures: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Reported figures"), section="contents", targets=("reported_figure",),
                  sensitivity=_LAWYER),
    ] = ()


SPEC = record_spec("case", Case, N_("Case"), N_("Cases"), (
    Section("main", N_("Case")),
    Section("contents", N_("What belongs to it")),
))
