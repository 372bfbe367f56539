"""What an examination found, which anybody may copy, and what it means, which only a clinician may write."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import CLINICIAN, FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PARTNER = Sensitivity.PARTNER
_LAWYER = Sensitivity.LAWYER


class MedicalFinding(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One examination. Marks of the body are records of their own. An examination that found nothing is no evidence
    that nothing was done, and whatever prints it says so. Source: Istanbul Protocol (2022), annex IV.
    """

    person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Person"), targets=("person",), required=True, sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ""
    examined: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Examined on"), required=True, sensitivity=_LAWYER, table=True,
                  search=Search.TITLE),
    ] = None
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind of examination"), vocabulary="examination_kind", sensitivity=_LAWYER,
                  table=True),
    ] = ""
    number: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Number of the report"), sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    examiner: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Examined by: name, profession"), sensitivity=_LAWYER, table=True),
    ] = ""
    place: Annotated[RecordId, FieldSpec(Kind.REF, N_("Where"), targets=("place",), sensitivity=_LAWYER)] = ""
    requested_by: Annotated[str, FieldSpec(Kind.LINE, N_("Who asked for it"), sensitivity=_LAWYER)] = ""
    acts: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Acts that it is about"), targets=("act",), sensitivity=_PARTNER),
    ] = ()
    consent: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Consent to the examination"), targets=("consent",), sensitivity=_LAWYER),
    ] = ""
    interpreter: Annotated[str, FieldSpec(Kind.LINE, N_("Interpreter"), sensitivity=_LAWYER)] = ""
    present: Annotated[str, FieldSpec(Kind.LINE, N_("Others who were present"), sensitivity=_LAWYER)] = ""
    restraints: Annotated[str, FieldSpec(Kind.LINE, N_("Handcuffs or other restraints"), sensitivity=_LAWYER)] = ""
    minutes: Annotated[int | None, FieldSpec(Kind.INTEGER, N_("Duration in minutes"), sensitivity=_LAWYER)] = None
    restrictions: Annotated[str, FieldSpec(Kind.TEXT, N_("What hindered the examination"), sensitivity=_LAWYER)] = ""
    complaints: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Complaints of the person"), section="found", sensitivity=_LAWYER, search=Search.BODY,
                  help=N_("Of body and mind, acute and lasting, as told to the examiner.")),
    ] = ""
    regions: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Parts of the body with marks"), section="found", vocabulary="body_region",
                  sensitivity=_LAWYER),
    ] = ()
    lesions: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Kinds of marks"), section="found", vocabulary="lesion_kind", sensitivity=_LAWYER),
    ] = ()
    no_marks: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("No marks were found"), section="found", sensitivity=_LAWYER),
    ] = False
    physical: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Findings on the body, as the report says"), section="found", sensitivity=_LAWYER,
                  search=Search.BODY),
    ] = ""
    psychological: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Psychological findings, as the report says"), section="found", sensitivity=_LAWYER,
                  search=Search.BODY),
    ] = ""
    tests: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Tests and consultations"), section="found", sensitivity=_LAWYER),
    ] = ""
    exhibits: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Report, photographs"), section="found", targets=("exhibit",), sensitivity=_LAWYER),
    ] = ()
    consistency_body: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Agreement of the findings on the body with what is alleged"),
                  section="interpretation", vocabulary="consistency", sensitivity=_LAWYER, table=True),
    ] = ""
    consistency_mind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Agreement of the psychological findings with what is alleged"),
                  section="interpretation", vocabulary="consistency", sensitivity=_LAWYER),
    ] = ""
    interpretation: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Interpretation"), section="interpretation", sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    conclusion: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Conclusion and recommendations"), section="interpretation", sensitivity=_LAWYER,
                  search=Search.BODY),
    ] = ""
    clinician: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Clinician: name, profession, number"), section="interpretation",
                  sensitivity=_LAWYER),
    ] = ""


SPEC = record_spec("medical_finding", MedicalFinding, N_("Medical finding"), N_("Medical findings"), (
    Section("main", N_("Examination")),
    Section("found", N_("What was found")),
    Section("interpretation", N_("Interpretation"), reserved=CLINICIAN),
))
