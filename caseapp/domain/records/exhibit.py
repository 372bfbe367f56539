"""A piece of evidence: a file kept in the vault, or a thing kept elsewhere, with how it came into our hands."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_
from caseapp.domain.values import BlobRef

_PARTNER = Sensitivity.PARTNER
_LAWYER = Sensitivity.LAWYER


class Exhibit(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An evidence item. SHA-256 and SHA-512 of the original stand in ``file``. Source: ESF 90xx, Berkeley Protocol."""

    title: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Title"), required=True, sensitivity=_PARTNER, table=True, search=Search.TITLE,
                  huridocs="9002"),
    ] = ""
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind"), vocabulary="exhibit_kind", sensitivity=_PARTNER, table=True),
    ] = ""
    material: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind of material"), vocabulary="source_material", sensitivity=_PARTNER,
                  huridocs="9007"),
    ] = ""
    file: Annotated[
        BlobRef | None,
        FieldSpec(Kind.BLOB, N_("File"), sensitivity=_PARTNER, table=True, huridocs="9009"),
    ] = None
    original_name: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Original file name"), sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    description: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Description"), sensitivity=_LAWYER, search=Search.BODY, huridocs="9004"),
    ] = ""
    created: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Made on"), sensitivity=_PARTNER, table=True, huridocs="9005"),
    ] = None
    creator: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Made by"), sensitivity=_LAWYER, search=Search.BODY, huridocs="9003"),
    ] = ""
    language: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Language"), vocabulary="language", sensitivity=_PARTNER, huridocs="9008"),
    ] = ""
    linked: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Concerns"), sensitivity=_PARTNER, targets=(
            "person", "act", "incident", "organisation", "stay", "involvement", "reported_figure", "place",
            "order", "body_mark", "medical_finding", "interview")),
    ] = ()
    derived_from: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Made from"), targets=("exhibit",), sensitivity=_LAWYER, acyclic=True),
    ] = ""
    acquired: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Acquired"), section="intake", sensitivity=_LAWYER, table=True, huridocs="9006"),
    ] = None
    acquired_by: Annotated[
        str, FieldSpec(Kind.LINE, N_("Acquired by"), section="intake")
    ] = ""
    obtained_from: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("From whom or where"), section="intake", sensitivity=_LAWYER, identifies=True),
    ] = ""
    source: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Source"), section="intake", targets=("source",), sensitivity=_LAWYER),
    ] = ""
    method: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How acquired"), section="intake", vocabulary="acquisition_method",
                  sensitivity=_LAWYER),
    ] = ""
    original: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Original or copy"), section="intake", vocabulary="original_or_copy",
                  sensitivity=_PARTNER),
    ] = ""
    url: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Web address"), section="intake", sensitivity=_LAWYER, search=Search.BODY,
                  huridocs="9011"),
    ] = ""
    kept_at: Annotated[
        str, FieldSpec(Kind.LINE, N_("Where the thing is kept"), section="intake")
    ] = ""


SPEC = record_spec("exhibit", Exhibit, N_("Exhibit"), N_("Exhibits"), (
    Section("main", N_("Exhibit")),
    Section("intake", N_("How it was acquired")),
))
