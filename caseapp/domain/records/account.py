"""What one source said, at one time, about persons, acts or figures. Two accounts that differ stand side by side."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PARTNER = Sensitivity.PARTNER
_LAWYER = Sensitivity.LAWYER


class Account(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An account in the source's own words; corrections are further accounts. Source: ESF Information (25xx)."""

    title: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Title"), sensitivity=_LAWYER, table=True, search=Search.TITLE),
    ] = ""
    source: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Source"), targets=("source",), required=True, sensitivity=_PARTNER, table=True,
                  search=Search.TITLE, huridocs="2502"),
    ] = ""
    about: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("About"), sensitivity=_PARTNER, huridocs="2503", targets=(
            "person", "act", "incident", "involvement", "stay", "organisation", "reported_figure", "relationship",
            "place", "order", "body_mark", "medical_finding")),
    ] = ()
    received: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Told or published on"), sensitivity=_PARTNER, table=True, search=Search.TITLE,
                  huridocs="2511"),
    ] = None
    material: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind of material"), vocabulary="source_material", sensitivity=_PARTNER, table=True,
                  huridocs="2512"),
    ] = ""
    how_known: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How the source knows"), vocabulary="how_known", sensitivity=_PARTNER),
    ] = ""
    origin: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Repeats the account"), targets=("account",), sensitivity=_LAWYER,
                  help=N_("Two channels that repeat one post are one source: name the account that was repeated.")),
    ] = ""
    text: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What was said"), sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    language: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Language"), vocabulary="language", sensitivity=_PARTNER, huridocs="2510"),
    ] = ""
    credibility: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Credibility of this information"), vocabulary="credibility", sensitivity=_LAWYER,
                  table=True, huridocs="2553"),
    ] = ""
    credibility_reason: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Why this grade"), huridocs="2553")
    ] = ""
    translation: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Translation"), section="interview", sensitivity=_LAWYER, search=Search.BODY)
    ] = ""
    translated_by: Annotated[
        str, FieldSpec(Kind.LINE, N_("Translated by (name, or “machine”)"), section="interview")
    ] = ""
    taken_by: Annotated[str, FieldSpec(Kind.LINE, N_("Taken down by"), section="interview")] = ""
    place: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Where it was told"), section="interview", targets=("place",))
    ] = ""
    exhibits: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Exhibits"), section="interview", targets=("exhibit",), sensitivity=_LAWYER),
    ] = ()


SPEC = record_spec("account", Account, N_("Account"), N_("Accounts"), (
    Section("main", N_("Account")),
    Section("interview", N_("Interview and translation")),
))
