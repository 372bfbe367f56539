"""One line of the chain of custody of an exhibit: from whose hands into whose, when and what for."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_LAWYER = Sensitivity.LAWYER


class CustodyEntry(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A thing or a file that changed hands, was opened or was checked. A gap between two entries shows.

    Source: Berkeley Protocol (chain of custody), Minnesota Protocol (exhibits).
    """

    exhibit: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Exhibit"), targets=("exhibit",), required=True, sensitivity=_LAWYER, table=True,
                  search=Search.TITLE),
    ] = ""
    at: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("When"), required=True, sensitivity=_LAWYER, table=True, search=Search.TITLE),
    ] = None
    action: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("What was done with it"), vocabulary="custody_action", sensitivity=_LAWYER,
                  table=True, search=Search.TITLE),
    ] = ""
    handed_by: Annotated[str, FieldSpec(Kind.LINE, N_("From whom"), sensitivity=_LAWYER, table=True)] = ""
    handed_to: Annotated[str, FieldSpec(Kind.LINE, N_("Handed to"), sensitivity=_LAWYER, table=True)] = ""
    purpose: Annotated[str, FieldSpec(Kind.LINE, N_("What for"), sensitivity=_LAWYER)] = ""
    place: Annotated[RecordId, FieldSpec(Kind.REF, N_("Where"), targets=("place",), sensitivity=_LAWYER)] = ""
    seal: Annotated[str, FieldSpec(Kind.LINE, N_("Number of the seal"), sensitivity=_LAWYER)] = ""
    seal_intact: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Seal was intact"), vocabulary="yes_no", sensitivity=_LAWYER),
    ] = ""
    hash_check: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("SHA-256 compared with that of the intake"), vocabulary="hash_check",
                  sensitivity=_LAWYER),
    ] = ""
    details: Annotated[str, FieldSpec(Kind.TEXT, N_("Details"), sensitivity=_LAWYER)] = ""


SPEC = record_spec("custody_entry", CustodyEntry, N_("Chain of custody entry"), N_("Chain of custody entries"), (
    Section("main", N_("Chain of custody")),
))
