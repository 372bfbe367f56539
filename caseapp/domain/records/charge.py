"""What a person is accused of, and what became of it: one record for each article, since articles are changed apart."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_PARTNER = Sensitivity.PARTNER


class Charge(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A suspicion or charge. The text of an article changes, so the record says of which day the law is meant."""

    person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Who is accused"), targets=("person",), required=True, sensitivity=_PARTNER, table=True,
                  search=Search.TITLE),
    ] = ""
    code: Annotated[
        str, FieldSpec(Kind.TERM, N_("Law"), vocabulary="law_code", sensitivity=_PARTNER, table=True)
    ] = ""
    article: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Article and part"), sensitivity=_PARTNER, table=True, search=Search.TITLE,
                  help=N_("As written in the document: 272 p. 2.")),
    ] = ""
    listed: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Article from our list"), vocabulary="law_article", sensitivity=_PARTNER, table=True,
                  huridocs="2154"),
    ] = ""
    law_of: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Law as of"), sensitivity=_PARTNER,
                  help=N_("The day of the act: articles change later.")),
    ] = None
    stage: Annotated[
        str, FieldSpec(Kind.TERM, N_("Stage"), vocabulary="charge_stage", sensitivity=_PARTNER, table=True)
    ] = ""
    brought: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Brought on"), sensitivity=_PARTNER, table=True)
    ] = None
    by: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Brought by"), targets=("organisation",), sensitivity=_PARTNER)
    ] = ""
    number: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Number of the file"), sensitivity=_PARTNER, search=Search.BODY, identifies=True),
    ] = ""
    act: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Detention it followed"), targets=("act",), sensitivity=_PARTNER)
    ] = ""
    alleged: Annotated[
        str, FieldSpec(Kind.TEXT, N_("What the person is said to have done"), sensitivity=_PARTNER, search=Search.BODY)
    ] = ""
    ended: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Ended on"), section="end", sensitivity=_PARTNER)
    ] = None
    outcome: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Sentence or outcome"), section="end", sensitivity=_PARTNER, search=Search.BODY)
    ] = ""
    exhibits: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("Documents"), section="end", targets=("exhibit",), sensitivity=_PARTNER),
    ] = ()


SPEC = record_spec("charge", Charge, N_("Charge"), N_("Charges"), (
    Section("main", N_("Charge")),
    Section("end", N_("Outcome")),
))
