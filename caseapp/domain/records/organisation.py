"""A body, one of its units, or a group of people: who acts or suffers without being one human being."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import (
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

_PUBLIC = Sensitivity.PUBLIC


class Organisation(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A body, unit or group. ``parent`` is for units of one body alone; every other tie is a ``Relationship``.

    Source: ESF Person (09xx) with counting unit other than individual.
    """

    name_ru: Annotated[str, FieldSpec(Kind.LINE, N_("Name in Russian"), sensitivity=_PUBLIC, table=True,
                                      search=Search.TITLE, huridocs="0903")] = ""
    name_kk: Annotated[str, FieldSpec(Kind.LINE, N_("Name in Kazakh"), sensitivity=_PUBLIC,
                                      search=Search.TITLE, huridocs="0903")] = ""
    name_en: Annotated[str, FieldSpec(Kind.LINE, N_("Name in English"), sensitivity=_PUBLIC, table=True,
                                      search=Search.TITLE, huridocs="0903")] = ""
    other_names: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Abbreviations and other names"), sensitivity=_PUBLIC, search=Search.TITLE,
                  huridocs="0904"),
    ] = ""
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind"), vocabulary="organisation_kind", sensitivity=_PUBLIC, table=True),
    ] = ""
    counting_unit: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Body, group or people in general"), vocabulary="counting_unit", sensitivity=_PUBLIC,
                  huridocs="0902"),
    ] = ""
    parent: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Unit of"), targets=("organisation",), sensitivity=_PUBLIC, table=True, within=True,
                  acyclic=True,
                  help=N_("Only for a unit of one body. Membership and alliance are relationships.")),
    ] = ""
    perpetrator_type: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Type of force or body"), vocabulary="perpetrator_type", sensitivity=_PUBLIC,
                  huridocs="2412"),
    ] = ""
    country: Annotated[
        str, FieldSpec(Kind.TERM, N_("Country"), vocabulary="country", sensitivity=_PUBLIC, huridocs="0941")
    ] = ""
    seat: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Seat"), targets=("place",), sensitivity=Sensitivity.PARTNER)
    ] = ""
    number_of_people: Annotated[
        int | None,
        FieldSpec(Kind.INTEGER, N_("Number of people in the group"), sensitivity=_PUBLIC, huridocs="0931"),
    ] = None
    description: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Description"), sensitivity=Sensitivity.PARTNER, search=Search.BODY, huridocs="0930"),
    ] = ""
    valid_from: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Existed from"), sensitivity=_PUBLIC)
    ] = None
    valid_to: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Existed until"), sensitivity=_PUBLIC)
    ] = None
    contact: Annotated[str, FieldSpec(Kind.TEXT, N_("Contact"), section="contact", huridocs="8003")] = ""


SPEC = record_spec("organisation", Organisation, N_("Group or body"), N_("Groups and bodies"), (
    Section("main", N_("Group or body")),
    Section("contact", N_("Contact")),
))
