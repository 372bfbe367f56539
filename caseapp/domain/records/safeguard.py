"""A right that an arrested person has, and whether it was given: one record for each, with its own time."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PARTNER = Sensitivity.PARTNER


class Safeguard(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Reasons, rights, lawyer, family, doctor, judge: when, or that it was not.

    Source: ICCPR 9 and 14, Body of Principles 10 to 19, Istanbul Protocol.
    """

    person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Person"), targets=("person",), required=True, sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ""
    act: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Detention it belongs to"), targets=("act",), sensitivity=_PARTNER)
    ] = ""
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Which right"), vocabulary="safeguard_kind", required=True, sensitivity=_PARTNER,
                  table=True, search=Search.TITLE),
    ] = ""
    outcome: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("What happened"), vocabulary="safeguard_outcome", sensitivity=_PARTNER, table=True),
    ] = ""
    asked: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Asked for"), sensitivity=_PARTNER)
    ] = None
    given: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Given"), sensitivity=_PARTNER, table=True)
    ] = None
    by: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("By whom"), sensitivity=_PARTNER, search=Search.BODY,
                  help=N_("Name or office of the lawyer, doctor, judge or officer.")),
    ] = ""
    details: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Details"), sensitivity=_PARTNER, search=Search.BODY)
    ] = ""
    how_known: Annotated[
        str, FieldSpec(Kind.LINE, N_("How this is known"), sensitivity=Sensitivity.LAWYER)
    ] = ""


SPEC = record_spec("safeguard", Safeguard, N_("Safeguard"), N_("Safeguards"), (
    Section("main", N_("Safeguard")),
))
