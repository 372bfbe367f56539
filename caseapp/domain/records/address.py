"""Where and how a person can be reached without harm. It stays inside our own organisation."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, record_spec
from caseapp.domain.text import N_


class Address(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One way to one person, with the times and the word agreed. Source: ESF Address (80xx).
    """

    person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Whose"), targets=("person", "source"), required=True, table=True,
                  search=Search.TITLE),
    ] = ""
    kind: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Kind of address"), vocabulary="address_type", table=True, search=Search.TITLE,
                  huridocs="8002"),
    ] = ""
    address: Annotated[str, FieldSpec(Kind.LINE, N_("Address"), identifies=True, huridocs="8003")] = ""
    place: Annotated[RecordId, FieldSpec(Kind.REF, N_("Town or place"), targets=("place",), identifies=True)] = ""
    country: Annotated[str, FieldSpec(Kind.TERM, N_("Country"), vocabulary="country", huridocs="8004")] = ""
    phone: Annotated[str, FieldSpec(Kind.LINE, N_("Phone"), identifies=True, huridocs="8005")] = ""
    mobile: Annotated[str, FieldSpec(Kind.LINE, N_("Mobile phone"), identifies=True, huridocs="8006")] = ""
    email: Annotated[str, FieldSpec(Kind.LINE, N_("E-mail"), identifies=True, huridocs="8008")] = ""
    web: Annotated[str, FieldSpec(Kind.LINE, N_("Page or messenger name"), identifies=True, huridocs="8009")] = ""
    start: Annotated[Moment | None, FieldSpec(Kind.MOMENT, N_("Valid from"), huridocs="8010")] = None
    end: Annotated[Moment | None, FieldSpec(Kind.MOMENT, N_("Valid until"), huridocs="8011")] = None
    safe: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("This way is safe"), section="safe", vocabulary="yes_no", table=True),
    ] = ""
    times: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("When"), section="safe",
                  help=N_("Days and hours at which it is safe to call or write.")),
    ] = ""
    code_word: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Word agreed"), section="safe", identifies=True,
                  help=N_("What the caller says first, so that both know who is there.")),
    ] = ""
    who_answers: Annotated[str, FieldSpec(Kind.LINE, N_("Who may answer"), section="safe", identifies=True)] = ""
    never: Annotated[str, FieldSpec(Kind.LINE, N_("What must not be done"), section="safe")] = ""


SPEC = record_spec("address", Address, N_("Address or safe channel"), N_("Addresses and safe channels"), (
    Section("main", N_("Address")),
    Section("safe", N_("Safe way")),
))
