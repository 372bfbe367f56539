"""How far a record has been checked by others: one for each record that is checked, its history the log of steps.

The state is an ordinary field: who took a step, and when, is what the signed history says, never a field that somebody
fills in. Two steps taken apart are a conflict like any other. Source: OHCHR practice of verification.
"""

from typing import Annotated, Final

from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_LAWYER: Final = Sensitivity.LAWYER
REVIEWABLE: Final = (
    "incident", "person", "act", "involvement", "stay", "account", "exhibit", "finding", "reported_figure",
    "published_entry", "organisation",
)


class Verification(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The step at which one record stands."""

    subject: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("What is checked"), targets=REVIEWABLE, required=True, sensitivity=_LAWYER, table=True,
                  search=Search.TITLE),
    ] = ""
    state: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How far it is checked"), vocabulary="verification_state", required=True,
                  sensitivity=_LAWYER, table=True, search=Search.TITLE),
    ] = ""
    reason: Annotated[
        str, FieldSpec(Kind.LINE, N_("Reason of the step"), search=Search.BODY)
    ] = ""


SPEC = record_spec("verification", Verification, N_("Verification"), N_("Verifications"), (
    Section("main", N_("Verification")),
), by_hand=False)
