"""One talk with a person who tells: who was there, what was explained, how it was closed. The words are an account."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import (
    FLAG_RAISED_WINS,
    FieldSpec,
    Kind,
    Record,
    RecordId,
    Search,
    Section,
    Sensitivity,
    record_spec,
)
from caseapp.domain.text import N_

_LAWYER = Sensitivity.LAWYER


class Interview(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who has been asked once should not have to tell it again: ``ask_no_more`` protects, and never relaxes by a merge.

    Source: OHCHR Manual on Monitoring, chapter on interviewing; Murad Code (avoid repeated interviews).
    """

    person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Who was interviewed"), targets=("person", "source"), required=True,
                  sensitivity=_LAWYER, table=True, search=Search.TITLE),
    ] = ""
    held: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("When"), sensitivity=_LAWYER, table=True, search=Search.TITLE),
    ] = None
    held_until: Annotated[Moment | None, FieldSpec(Kind.MOMENT, N_("Until"), sensitivity=_LAWYER)] = None
    form: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How"), vocabulary="interview_form", sensitivity=_LAWYER, table=True),
    ] = ""
    interviewer: Annotated[str, FieldSpec(Kind.LINE, N_("Interviewer"), table=True)] = ""
    organisation: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("For which organisation"), targets=("organisation",)),
    ] = ""
    place: Annotated[RecordId, FieldSpec(Kind.REF, N_("Where"), targets=("place",))] = ""
    place_detail: Annotated[str, FieldSpec(Kind.LINE, N_("Where exactly"))] = ""
    language: Annotated[str, FieldSpec(Kind.TERM, N_("Language"), vocabulary="language", sensitivity=_LAWYER)] = ""
    interpreter: Annotated[str, FieldSpec(Kind.LINE, N_("Interpreter"))] = ""
    present: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Others who were present"),
                  help=N_("Also whoever could hear it; an official in the room changes what is said.")),
    ] = ""
    risk_explained: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Risks and rights were explained"), section="course", vocabulary="yes_no",
                  sensitivity=_LAWYER),
    ] = ""
    consent: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Consent that was given"), section="course", targets=("consent",),
                  sensitivity=_LAWYER),
    ] = ""
    condition: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("State of the person during the talk"), section="course", sensitivity=_LAWYER,
                  help=N_("What was seen, not what it means: a diagnosis belongs to a clinician.")),
    ] = ""
    read_back: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Statement was read back"), section="course", vocabulary="yes_no",
                  sensitivity=_LAWYER),
    ] = ""
    closing: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How the statement was closed"), section="course", vocabulary="statement_closing",
                  sensitivity=_LAWYER),
    ] = ""
    accounts: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Accounts that came of it"), section="course", targets=("account",),
                  sensitivity=_LAWYER),
    ] = ()
    exhibits: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Recordings and papers"), section="course", targets=("exhibit",),
                  sensitivity=_LAWYER),
    ] = ()
    asked_before: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Already interviewed by"), section="protection", sensitivity=_LAWYER,
                  help=N_("Name of the organisation or body, and when.")),
    ] = ""
    ask_no_more: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("Do not ask again"), section="protection", sensitivity=_LAWYER,
                  policy=FLAG_RAISED_WINS, table=True),
    ] = False
    ask_no_more_why: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Why not"), section="protection", sensitivity=_LAWYER),
    ] = ""
    ask_instead: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Ask instead"), section="protection",
                  help=N_("Who has the statement, or who may speak for this person.")),
    ] = ""


SPEC = record_spec("interview", Interview, N_("Interview"), N_("Interviews"), (
    Section("main", N_("Interview")),
    Section("course", N_("How it went")),
    Section("protection", N_("Before the next interview")),
))
