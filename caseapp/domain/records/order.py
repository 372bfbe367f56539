"""Who ordered what, to whom and in which words: what stands between an act and a superior."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC
_PARTNER = Sensitivity.PARTNER
_LAWYER = Sensitivity.LAWYER


class Order(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An order as it is known, public or overheard. What its giver knew, and did or did not prevent, stands beside it.

    Source: ESF Involvement, degrees 01.02 and 05.xx; UN Basic Principles on the Use of Force 24 to 26.
    """

    title: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("What was ordered, in short"), required=True, sensitivity=_PUBLIC, table=True,
                  search=Search.TITLE),
    ] = ""
    given: Annotated[Moment | None, FieldSpec(Kind.MOMENT, N_("When"), sensitivity=_PUBLIC, table=True)] = None
    given_by: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Who ordered it"), targets=("person", "organisation"), sensitivity=_PUBLIC, table=True,
                  search=Search.BODY),
    ] = ""
    given_by_stated: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Who ordered it, as told"), sensitivity=_PARTNER, search=Search.BODY,
                  help=N_("Where it is not known for certain who it was.")),
    ] = ""
    given_to: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Who was to carry it out"), targets=("organisation", "person"), sensitivity=_PUBLIC),
    ] = ()
    given_to_stated: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("To whom, as told"), sensitivity=_PARTNER, search=Search.BODY),
    ] = ""
    form: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How it was given"), vocabulary="order_form", sensitivity=_PUBLIC, table=True),
    ] = ""
    words: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("In the words of the order"), sensitivity=_PARTNER, search=Search.BODY,
                  help=N_("As they were heard or published, in their own language.")),
    ] = ""
    language: Annotated[str, FieldSpec(Kind.TERM, N_("Language"), vocabulary="language", sensitivity=_PUBLIC)] = ""
    how_known: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("How this is known"), sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    certainty: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How certain"), vocabulary="certainty", sensitivity=_PUBLIC, table=True),
    ] = ""
    incident: Annotated[RecordId, FieldSpec(Kind.REF, N_("Incident"), targets=("incident",), sensitivity=_PUBLIC)] = ""
    acts: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Acts that followed from it"), targets=("act",), sensitivity=_PUBLIC),
    ] = ()
    degrees: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("What part that is in them"), section="superior", vocabulary="degree_of_involvement",
                  sensitivity=_PUBLIC, huridocs="2409"),
    ] = ()
    control: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What power the superior had over those who acted"), section="superior",
                  sensitivity=_PARTNER, search=Search.BODY),
    ] = ""
    knew: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What the superior knew, and since when"), section="superior", sensitivity=_PARTNER,
                  search=Search.BODY),
    ] = ""
    measures: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What was done to prevent or to punish"), section="superior", sensitivity=_PARTNER,
                  search=Search.BODY),
    ] = ""


SPEC = record_spec("order", Order, N_("Order or command"), N_("Orders and command"), (
    Section("main", N_("Order")),
    Section("superior", N_("What the superior knew and did")),
))
