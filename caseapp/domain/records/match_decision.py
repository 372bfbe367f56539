"""What somebody decided about two records that may be the same: the same, not the same, not sure; with the reason.

A record like any other: it travels, merges, is undone. It joins nothing by itself: both records stay as they are, and
what follows from all decisions together (``caseapp.matching.decisions``) is worked out anew each time.
"""

from typing import Annotated, Final

from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, record_spec
from caseapp.domain.text import N_

_JOINABLE: Final = ("person", "organisation", "source", "place")


class MatchDecision(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which of the two records is ``one`` says nothing. Several decisions about one pair may stand side by side."""

    one: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("One record"), targets=_JOINABLE, required=True, search=Search.TITLE),
    ] = ""
    answer: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("And the other"), vocabulary="match_answer", required=True, search=Search.TITLE,
                  help=N_("Nothing is joined or destroyed by an answer; it can always be undone.")),
    ] = ""
    other: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("The other record"), targets=_JOINABLE, required=True, search=Search.TITLE),
    ] = ""
    reason: Annotated[str, FieldSpec(Kind.LINE, N_("Why"), search=Search.BODY)] = ""


SPEC = record_spec("match_decision", MatchDecision, N_("Match decision"), N_("Match decisions"), (
    Section("main", N_("Match decision")),
), by_hand=False)
