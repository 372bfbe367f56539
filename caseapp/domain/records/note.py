"""A thought of one of us about some records: no dossier prints it, and no export of cases takes it along."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_INTERNAL = Sensitivity.INTERNAL


class Note(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Not an account: nobody's testimony is kept in a note."""

    title: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Title"), required=True, sensitivity=_INTERNAL, table=True, search=Search.TITLE),
    ] = ""
    about: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("About"), sensitivity=_INTERNAL, table=True, targets=(
            "person", "case", "incident", "act", "organisation", "place", "source", "account", "exhibit", "hearing",
            "remedy_step", "medical_finding", "interview", "order")),
    ] = ()
    written: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Date"), sensitivity=_INTERNAL, table=True)
    ] = None
    text: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Text"), sensitivity=_INTERNAL, search=Search.BODY)
    ] = ""


SPEC = record_spec("note", Note, N_("Note"), N_("Notes"), (
    Section("main", N_("Note")),
))
