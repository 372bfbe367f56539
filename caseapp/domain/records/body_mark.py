"""One injury or mark on a body: as somebody tells or saw it, and apart from that what a clinician says of it."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import CLINICIAN, FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PARTNER = Sensitivity.PARTNER
_LAWYER = Sensitivity.LAWYER


class BodyMark(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One mark, one record. Only a clinician may fill the interpretation: a monitor describes, and does not judge.

    Source: Istanbul Protocol (2022), physical evidence.
    """

    person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Person"), targets=("person",), required=True, sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ""
    region: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Part of the body"), vocabulary="body_region", required=True, sensitivity=_LAWYER,
                  table=True, search=Search.TITLE),
    ] = ""
    side: Annotated[str, FieldSpec(Kind.TERM, N_("Side"), vocabulary="body_side", sensitivity=_LAWYER)] = ""
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind of mark"), vocabulary="lesion_kind", sensitivity=_LAWYER, table=True,
                  search=Search.TITLE),
    ] = ""
    size: Annotated[str, FieldSpec(Kind.LINE, N_("Size, shape, colour"), sensitivity=_LAWYER)] = ""
    description: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("As it was told or seen"), sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    caused: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("What it came from, as the person says"), sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    act: Annotated[RecordId, FieldSpec(Kind.REF, N_("Act it comes from"), targets=("act",), sensitivity=_PARTNER)] = ""
    seen: Annotated[Moment | None, FieldSpec(Kind.MOMENT, N_("Seen on"), sensitivity=_LAWYER, table=True)] = None
    known_from: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Known from"), vocabulary="mark_source", sensitivity=_LAWYER),
    ] = ""
    healed: Annotated[str, FieldSpec(Kind.TERM, N_("Healed by then"), vocabulary="yes_no", sensitivity=_LAWYER)] = ""
    photographs: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Photographs"), targets=("exhibit",), sensitivity=_LAWYER),
    ] = ()
    finding: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Examination that found it"), targets=("medical_finding",), sensitivity=_LAWYER),
    ] = ""
    consistency: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Agreement with what is alleged"), section="interpretation", vocabulary="consistency",
                  sensitivity=_LAWYER),
    ] = ""
    interpretation: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Why"), section="interpretation", sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    clinician: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Clinician: name, profession, number"), section="interpretation",
                  sensitivity=_LAWYER),
    ] = ""


SPEC = record_spec("body_mark", BodyMark, N_("Injury or body mark"), N_("Injuries and body marks"), (
    Section("main", N_("Injury or body mark")),
    Section("interpretation", N_("Interpretation"), reserved=CLINICIAN),
))
