"""A word that the people of a vault added to a word list: it merges, is exported and retired like a record."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC


class LocalTerm(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Named by its own id wherever it is used, so that a corrected label changes no record. ``list``: of which list."""

    label_ru: Annotated[str, FieldSpec(Kind.LINE, N_("In Russian"), sensitivity=_PUBLIC, table=True,
                                       search=Search.TITLE)] = ""
    label_kk: Annotated[str, FieldSpec(Kind.LINE, N_("In Kazakh"), sensitivity=_PUBLIC, table=True,
                                       search=Search.TITLE)] = ""
    label_en: Annotated[str, FieldSpec(Kind.LINE, N_("In English"), sensitivity=_PUBLIC, table=True,
                                       search=Search.TITLE)] = ""
    list: Annotated[
        str, FieldSpec(Kind.LINE, N_("List"), sensitivity=_PUBLIC, table=True, required=True)
    ] = ""
    parent: Annotated[str, FieldSpec(Kind.LINE, N_("Broader term"), sensitivity=_PUBLIC)] = ""
    huridocs: Annotated[
        str, FieldSpec(Kind.LINE, N_("HURIDOCS code"), sensitivity=_PUBLIC,
                       help=N_("Where the standard has a term for it: 01.01.05.01."))
    ] = ""
    retired: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Not offered since"), sensitivity=_PUBLIC, table=True,
                  help=N_("It stays readable where it was used.")),
    ] = None


SPEC = record_spec("local_term", LocalTerm, N_("Term of ours"), N_("Terms of ours"), (
    Section("main", N_("Term of ours")),
), by_hand=False)
