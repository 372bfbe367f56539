"""One sitting of a court and what it decided: remand and its end, judgment, appeal."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PARTNER = Sensitivity.PARTNER


class Hearing(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A hearing or decision. The WGAD questionnaire and a communication under OP1 ask for each of them."""

    persons: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Whose case"), targets=("person",), required=True, sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ()
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("What was heard"), vocabulary="hearing_kind", sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ""
    held: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Held on"), sensitivity=_PARTNER, table=True, search=Search.TITLE)
    ] = None
    court: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Court"), targets=("organisation",), sensitivity=_PARTNER, table=True)
    ] = ""
    court_type: Annotated[
        str, FieldSpec(Kind.TERM, N_("Type of court"), vocabulary="court_type", sensitivity=_PARTNER, huridocs="3116")
    ] = ""
    judge: Annotated[
        str, FieldSpec(Kind.LINE, N_("Judge"), sensitivity=_PARTNER, search=Search.BODY)
    ] = ""
    number: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Number of the court file"), sensitivity=_PARTNER, search=Search.BODY, huridocs="3118",
                  identifies=True),
    ] = ""
    charges: Annotated[
        tuple[RecordId, ...], FieldSpec(Kind.REFS, N_("Charges"), targets=("charge",), sensitivity=_PARTNER)
    ] = ()
    act: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Detention it is about"), targets=("act",), sensitivity=_PARTNER)
    ] = ""
    present: Annotated[
        bool, FieldSpec(Kind.FLAG, N_("The person was present"), section="fairness", sensitivity=_PARTNER)
    ] = False
    remote: Annotated[
        bool, FieldSpec(Kind.FLAG, N_("By video link"), section="fairness", sensitivity=_PARTNER)
    ] = False
    closed: Annotated[
        bool, FieldSpec(Kind.FLAG, N_("Closed to the public"), section="fairness", sensitivity=_PARTNER)
    ] = False
    counsel: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Lawyer"), section="fairness", vocabulary="legal_counsel", sensitivity=_PARTNER,
                  huridocs="3115"),
    ] = ()
    court_language: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Language of the court"), section="fairness", vocabulary="court_language",
                  sensitivity=_PARTNER, huridocs="3117"),
    ] = ""
    complained: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What was said of ill-treatment, and the answer"), section="fairness",
                  sensitivity=_PARTNER, search=Search.BODY),
    ] = ""
    decision: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Decision"), section="decision", vocabulary="hearing_decision", sensitivity=_PARTNER,
                  table=True),
    ] = ""
    held_until: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Custody decided until"), section="decision", sensitivity=_PARTNER, table=True),
    ] = None
    sentence: Annotated[
        str, FieldSpec(Kind.LINE, N_("Sentence or fine"), section="decision", sensitivity=_PARTNER)
    ] = ""
    grounds: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Reasons given"), section="decision", sensitivity=_PARTNER, search=Search.BODY),
    ] = ""
    appeal_until: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("May be appealed until"), section="decision", sensitivity=Sensitivity.LAWYER,
                  table=True),
    ] = None
    exhibits: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Documents"), section="decision", targets=("exhibit",), sensitivity=_PARTNER),
    ] = ()


SPEC = record_spec("hearing", Hearing, N_("Hearing or decision"), N_("Hearings and decisions"), (
    Section("main", N_("Hearing")),
    Section("fairness", N_("How it was held")),
    Section("decision", N_("Decision")),
))
