"""A dated tie between two persons or bodies: kinship, employment, membership, command."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PARTNER = Sensitivity.PARTNER


class Relationship(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Reads "``subject`` is the ``kind`` of ``other``". Source: ESF Biographic details (23xx)."""

    subject: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Person or body"), targets=("person", "organisation"), required=True,
                  sensitivity=_PARTNER, table=True, search=Search.TITLE, huridocs="2302"),
    ] = ""
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Is or was the"), vocabulary="relationship", required=True, sensitivity=_PARTNER,
                  table=True, search=Search.TITLE, huridocs="2309"),
    ] = ""
    other: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Of"), targets=("person", "organisation"), required=True, sensitivity=_PARTNER,
                  table=True, search=Search.TITLE, huridocs="2303"),
    ] = ""
    start: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("From"), sensitivity=_PARTNER, table=True, huridocs="2310")
    ] = None
    end: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Until"), sensitivity=_PARTNER, table=True, huridocs="2311")
    ] = None
    position: Annotated[
        str, FieldSpec(Kind.LINE, N_("Position"), sensitivity=_PARTNER, search=Search.BODY, huridocs="2327")
    ] = ""
    rank: Annotated[
        str, FieldSpec(Kind.LINE, N_("Rank"), sensitivity=_PARTNER, search=Search.BODY, huridocs="2328")
    ] = ""
    education: Annotated[
        str, FieldSpec(Kind.TERM, N_("Education"), vocabulary="education", sensitivity=_PARTNER, huridocs="2320")
    ] = ""
    employment: Annotated[
        str, FieldSpec(Kind.LINE, N_("Employment"), sensitivity=_PARTNER, search=Search.BODY, huridocs="2322")
    ] = ""
    affiliation: Annotated[
        str, FieldSpec(Kind.LINE, N_("Affiliation"), sensitivity=_PARTNER, search=Search.BODY, huridocs="2323")
    ] = ""
    basis: Annotated[
        str, FieldSpec(Kind.TEXT, N_("How this is known"), sensitivity=Sensitivity.LAWYER)
    ] = ""


SPEC = record_spec("relationship", Relationship, N_("Relationship"), N_("Relationships"), (
    Section("main", N_("Relationship")),
))
