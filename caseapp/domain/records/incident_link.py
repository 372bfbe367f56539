"""How two incidents belong together. Source: ESF Chain of Events (22xx)."""

from typing import Annotated

from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC


class IncidentLink(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Read from the first to the second: the first is what ``kind`` says of it."""

    incident: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Incident"), targets=("incident",), required=True, sensitivity=_PUBLIC, table=True,
                  search=Search.TITLE, huridocs="2202"),
    ] = ""
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("What it is to the other"), vocabulary="incident_link_type", sensitivity=_PUBLIC,
                  table=True, huridocs="2209"),
    ] = ""
    other: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Related incident"), targets=("incident",), required=True, sensitivity=_PUBLIC,
                  table=True, search=Search.TITLE, huridocs="2203"),
    ] = ""
    why: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Why this is believed"), sensitivity=Sensitivity.PARTNER, search=Search.BODY,
                  huridocs="2250"),
    ] = ""


SPEC = record_spec("incident_link", IncidentLink, N_("Incident link"), N_("Incident links"), (
    Section("main", N_("Incident link")),
))
