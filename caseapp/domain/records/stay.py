"""Where a person was held, from when to when: one record for each place, so that a transfer leaves no gap unseen."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PARTNER = Sensitivity.PARTNER


class Stay(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A stay at one place of detention. The WGAD and WGEID forms ask for every transfer."""

    person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Person"), targets=("person",), required=True, sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ""
    place: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Place of detention"), targets=("place",), sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ""
    place_detail: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Place as told"), sensitivity=_PARTNER, search=Search.BODY),
    ] = ""
    arrived: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Arrived"), sensitivity=_PARTNER, table=True, search=Search.TITLE),
    ] = None
    left: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Left"), sensitivity=_PARTNER, table=True)
    ] = None
    act: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Detention it belongs to"), targets=("act",), sensitivity=_PARTNER),
    ] = ""
    authority: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Held by"), targets=("organisation",), sensitivity=_PARTNER, table=True),
    ] = ""
    basis: Annotated[
        str, FieldSpec(Kind.LINE, N_("Basis given for holding"), sensitivity=_PARTNER)
    ] = ""
    how_known: Annotated[
        str, FieldSpec(Kind.LINE, N_("How this is known"), sensitivity=Sensitivity.LAWYER)
    ] = ""
    conditions: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Conditions"), sensitivity=_PARTNER, search=Search.BODY, huridocs="3113"),
    ] = ""
    brought_from: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Brought from"), section="transfer", targets=("place",), sensitivity=_PARTNER),
    ] = ""
    set_out: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Set out"), section="transfer", sensitivity=_PARTNER)
    ] = None
    brought_by: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Brought by"), section="transfer", targets=("organisation", "person"),
                  sensitivity=_PARTNER),
    ] = ""
    vehicle: Annotated[
        str, FieldSpec(Kind.LINE, N_("Vehicle and plate"), section="transfer", sensitivity=_PARTNER)
    ] = ""
    unaccounted: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Hours that nobody accounts for, as told"), section="transfer",
                  sensitivity=_PARTNER, search=Search.BODY,
                  help=N_("Where the person was between two places; the gap in time is counted from the two stays.")),
    ] = ""


SPEC = record_spec("stay", Stay, N_("Stay at a place of detention"), N_("Stays at places of detention"), (
    Section("main", N_("Stay")), Section("transfer", N_("Transfer to this place")),
))
