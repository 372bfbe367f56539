"""A place from country to cell, with the time in which it bore its names and belonged to its region."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_
from caseapp.domain.values import Point

_PUBLIC = Sensitivity.PUBLIC


class Place(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A place or facility.

    ``parent`` holds since ``moved_on``, ``former_parent`` until then: regions were split in June 2022, so statistics
    must say which map they count on. ``valid_from`` and ``valid_to`` bound the place itself. ``zone`` is the IANA zone
    in which moments at this place are told.
    """

    name_ru: Annotated[str, FieldSpec(Kind.LINE, N_("Name in Russian"), sensitivity=_PUBLIC, table=True,
                                      search=Search.TITLE)] = ""
    name_kk: Annotated[str, FieldSpec(Kind.LINE, N_("Name in Kazakh"), sensitivity=_PUBLIC,
                                      search=Search.TITLE)] = ""
    name_en: Annotated[str, FieldSpec(Kind.LINE, N_("Name in English"), sensitivity=_PUBLIC, table=True,
                                      search=Search.TITLE)] = ""
    other_names: Annotated[
        str, FieldSpec(Kind.LINE, N_("Other spellings and names"), sensitivity=_PUBLIC, search=Search.TITLE)
    ] = ""
    former_name: Annotated[
        str, FieldSpec(Kind.LINE, N_("Former name"), sensitivity=_PUBLIC, search=Search.TITLE)
    ] = ""
    renamed_on: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Renamed on"), sensitivity=_PUBLIC)
    ] = None
    kind: Annotated[
        str, FieldSpec(Kind.TERM, N_("Kind"), vocabulary="place_kind", sensitivity=_PUBLIC, table=True)
    ] = ""
    parent: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Lies in"), targets=("place",), sensitivity=_PUBLIC, table=True, within=True,
                  acyclic=True),
    ] = ""
    former_parent: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Lay before in"), targets=("place",), sensitivity=_PUBLIC,
                  help=N_("The region at the time, for a place that was moved to another.")),
    ] = ""
    moved_on: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Moved on"), sensitivity=_PUBLIC)
    ] = None
    zone: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Time zone"), sensitivity=_PUBLIC,
                  help=N_("For example Asia/Almaty. Times of events at this place are told in it.")),
    ] = ""
    iso: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("ISO 3166 code"), sensitivity=_PUBLIC, search=Search.BODY),
    ] = ""
    kato: Annotated[
        str, FieldSpec(Kind.LINE, N_("KATO code"), sensitivity=_PUBLIC, search=Search.BODY)
    ] = ""
    valid_from: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("So since"), sensitivity=_PUBLIC)
    ] = None
    valid_to: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("So until"), sensitivity=_PUBLIC)
    ] = None
    position: Annotated[
        Point | None,
        FieldSpec(Kind.POINT, N_("Latitude and longitude"), section="position", sensitivity=Sensitivity.PARTNER),
    ] = None
    precision: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Precision"), section="position", vocabulary="position_precision",
                  sensitivity=Sensitivity.PARTNER),
    ] = ""
    determined: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How the position was found"), section="position", vocabulary="position_source",
                  sensitivity=Sensitivity.PARTNER),
    ] = ""
    facility_kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind of facility"), section="facility", vocabulary="facility_kind",
                  sensitivity=_PUBLIC),
    ] = ""
    code: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Official code"), section="facility", sensitivity=_PUBLIC, search=Search.TITLE,
                  help=N_("For example LA-155/18; Cyrillic and Latin forms differ.")),
    ] = ""
    authority: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Run by"), section="facility", targets=("organisation",), sensitivity=_PUBLIC),
    ] = ""
    address: Annotated[
        str, FieldSpec(Kind.LINE, N_("Address"), section="facility", sensitivity=Sensitivity.PARTNER)
    ] = ""


SPEC = record_spec("place", Place, N_("Place"), N_("Places"), (
    Section("main", N_("Place")),
    Section("position", N_("Position")),
    Section("facility", N_("Facility")),
))
