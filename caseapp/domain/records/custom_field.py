"""A field that the people of a vault added to a record type: it merges, is exported and retired like a record."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.policy import Merge, Policy, Rank
from caseapp.domain.spec import FieldSpec, Kind, Record, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC
# From open to closed: two people who disagree about who may see a field have it closed until one of them decides.
AUDIENCES = ("public", "partner", "lawyer", "internal")
STRICTEST = Policy(Merge.PROTECTIVE, Rank(order=AUDIENCES, default="internal"))


class CustomField(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """``of``: the record type it belongs to; ``to``: the type that a reference names. Both, and the kind, stay as they
    are from the first day: values were written for them. ``list``: a shipped word list; blank for one of its own, whose
    terms are terms of ours. ``origin``: the question of a form that it was taken from."""

    label_ru: Annotated[str, FieldSpec(Kind.LINE, N_("In Russian"), sensitivity=_PUBLIC, table=True,
                                       search=Search.TITLE)] = ""
    label_kk: Annotated[str, FieldSpec(Kind.LINE, N_("In Kazakh"), sensitivity=_PUBLIC, table=True,
                                       search=Search.TITLE)] = ""
    label_en: Annotated[str, FieldSpec(Kind.LINE, N_("In English"), sensitivity=_PUBLIC, table=True,
                                       search=Search.TITLE)] = ""
    of: Annotated[str, FieldSpec(Kind.LINE, N_("Record type"), sensitivity=_PUBLIC, table=True, required=True)] = ""
    kind: Annotated[
        str, FieldSpec(Kind.TERM, N_("What it holds"), sensitivity=_PUBLIC, table=True, required=True,
                       vocabulary="field_kind", help=N_("It cannot be changed later; add another field for that."))
    ] = ""
    list: Annotated[str, FieldSpec(Kind.LINE, N_("List"), sensitivity=_PUBLIC)] = ""
    to: Annotated[str, FieldSpec(Kind.LINE, N_("Record type it names"), sensitivity=_PUBLIC)] = ""
    help_ru: Annotated[str, FieldSpec(Kind.LINE, N_("Help in Russian"), section="help", sensitivity=_PUBLIC)] = ""
    help_kk: Annotated[str, FieldSpec(Kind.LINE, N_("Help in Kazakh"), section="help", sensitivity=_PUBLIC)] = ""
    help_en: Annotated[str, FieldSpec(Kind.LINE, N_("Help in English"), section="help", sensitivity=_PUBLIC)] = ""
    seen_by: Annotated[
        str, FieldSpec(Kind.ANSWER, N_("Who may see it at most"), section="use", sensitivity=_PUBLIC,
                       vocabulary="field_audience", policy=STRICTEST,
                       help=N_("Consent is asked beyond that, as for every field."))
    ] = "internal"
    table: Annotated[bool, FieldSpec(Kind.FLAG, N_("Shown in lists"), section="use", sensitivity=_PUBLIC)] = False
    order: Annotated[int | None, FieldSpec(Kind.INTEGER, N_("Place in the order"), section="use",
                                           sensitivity=_PUBLIC)] = None
    retired: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Not asked since"), section="use", sensitivity=_PUBLIC, table=True,
                  help=N_("It stays readable where it was filled in.")),
    ] = None
    origin: Annotated[
        str, FieldSpec(Kind.LINE, N_("Taken from the question"), section="use", sensitivity=_PUBLIC)
    ] = ""


SPEC = record_spec("custom_field", CustomField, N_("Field of ours"), N_("Fields of ours"), (
    Section("main", N_("Field of ours")),
    Section("help", N_("Help")),
    Section("use", N_("Use")),
), by_hand=False)
