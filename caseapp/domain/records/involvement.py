"""The part that somebody is said to have had in one act: the side of the perpetrator, with how certain that is."""

from typing import Annotated

from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC
_PARTNER = Sensitivity.PARTNER


class Involvement(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Alleged until a finding says more.

    Entries of one act that share ``alternatives`` are hedged together: "A and/or B, which of them is not
    established". Source: ESF Involvement (24xx).
    """

    act: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Act"), targets=("act",), required=True, sensitivity=_PUBLIC, table=True,
                  huridocs="2404"),
    ] = ""
    perpetrator: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Alleged perpetrator"), targets=("person", "organisation"), sensitivity=_PUBLIC,
                  table=True, search=Search.TITLE, huridocs="2402"),
    ] = ""
    degree: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Degree of involvement"), vocabulary="degree_of_involvement", sensitivity=_PUBLIC,
                  table=True, search=Search.TITLE, huridocs="2409"),
    ] = ""
    certainty: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How certain"), vocabulary="certainty", sensitivity=_PUBLIC, table=True),
    ] = ""
    basis: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Why this is believed"), sensitivity=_PARTNER, search=Search.BODY, huridocs="2450"),
    ] = ""
    alternatives: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Alternatives group"), sensitivity=_PUBLIC,
                  help=N_("Entries of one act with the same letter are alternatives: one or several of them, not "
                          "established which.")),
    ] = ""
    perpetrator_types: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Type of force or body"), vocabulary="perpetrator_type", sensitivity=_PUBLIC,
                  huridocs="2412"),
    ] = ()
    status: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Latest status of the alleged perpetrator"), vocabulary="perpetrator_status",
                  sensitivity=_PARTNER, huridocs="2422"),
    ] = ""
    uniform: Annotated[
        str, FieldSpec(Kind.LINE, N_("Uniform"), section="seen", sensitivity=_PARTNER)
    ] = ""
    vehicle: Annotated[
        str, FieldSpec(Kind.LINE, N_("Vehicle"), section="seen", sensitivity=_PARTNER)
    ] = ""
    language_heard: Annotated[
        str, FieldSpec(Kind.LINE, N_("Language spoken"), section="seen", sensitivity=_PARTNER)
    ] = ""
    name_heard: Annotated[
        str, FieldSpec(Kind.LINE, N_("Name heard"), section="seen", sensitivity=Sensitivity.LAWYER)
    ] = ""
    insignia: Annotated[
        str, FieldSpec(Kind.LINE, N_("Insignia, badges, inscriptions"), section="seen", sensitivity=_PARTNER)
    ] = ""
    masked: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Face was covered"), section="seen", vocabulary="yes_no", sensitivity=_PARTNER),
    ] = ""
    plate: Annotated[
        str, FieldSpec(Kind.LINE, N_("Number plate"), section="seen", sensitivity=_PARTNER, search=Search.BODY)
    ] = ""
    rank_heard: Annotated[
        str, FieldSpec(Kind.LINE, N_("Rank heard"), section="seen", sensitivity=_PARTNER)
    ] = ""
    looks: Annotated[
        str, FieldSpec(Kind.LINE, N_("Build, age, marks"), section="seen", sensitivity=_PARTNER)
    ] = ""
    commander: Annotated[
        str, FieldSpec(Kind.LINE, N_("Who commanded"), section="seen", sensitivity=_PARTNER)
    ] = ""


SPEC = record_spec("involvement", Involvement, N_("Alleged perpetrator"), N_("Alleged perpetrators"), (
    Section("main", N_("Alleged perpetrator")),
    Section("seen", N_("What was seen or heard of an unidentified person")),
))
