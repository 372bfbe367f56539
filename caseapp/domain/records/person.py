"""A human being in any role: victim, witness, official, relative, lawyer; also one whose name nobody knows."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.policy import Merge, Policy, Rank
from caseapp.domain.spec import (
    FLAG_RAISED_WINS,
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

# "No consent needed, an official in office" opens what consent would close, so doubt about it counts as "no".
_CLEARED_WINS = Policy(Merge.PROTECTIVE, Rank(order=(True, False), default=False))


class Person(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One person. Two records may be the same human being: matching says so, nothing here forces unique names.

    Source: ESF Person (09xx), without its group half, which is ``Organisation``.
    """

    names: Annotated[
        tuple[PersonName, ...],
        FieldSpec(Kind.NAMES, N_("Names"), section="identity", sensitivity=Sensitivity.PUBLIC, table=True,
                  search=Search.TITLE, huridocs="0903", identifies=True,
                  help=N_("Every spelling as it was written; none replaces another.")),
    ] = ()
    description: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Described as"), section="identity", sensitivity=Sensitivity.PARTNER,
                  search=Search.TITLE, identifies=True,
                  help=N_("For a person whose name is not known: unknown man, about 30, grey coat."))
    ] = ""
    sex: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Sex"), section="identity", vocabulary="sex", sensitivity=Sensitivity.PUBLIC,
                  table=True, huridocs="0915"),
    ] = ""
    birth: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Born"), section="identity", sensitivity=Sensitivity.PARTNER, table=True,
                  huridocs="0911", identifies=True),
    ] = None
    age_reported: Annotated[
        int | None,
        FieldSpec(Kind.INTEGER, N_("Age as reported"), section="identity", sensitivity=Sensitivity.PARTNER,
                  help=N_("In years, as a source said it; a birth date is never made from it.")),
    ] = None
    identifiers: Annotated[
        tuple[Identifier, ...],
        FieldSpec(Kind.IDENTIFIERS, N_("Identity documents and numbers"), section="identity",
                  sensitivity=Sensitivity.LAWYER, search=Search.BODY, huridocs="0917", identifies=True),
    ] = ()
    life_status: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Alive, dead or missing"), section="identity", vocabulary="life_status",
                  sensitivity=Sensitivity.PARTNER, huridocs="0927",
                  help=N_("For the dead and the missing, next of kin decide about consent.")),
    ] = ""
    died: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Died"), section="identity", sensitivity=Sensitivity.PARTNER, huridocs="0928"),
    ] = None
    photograph: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Photograph"), section="identity", targets=("exhibit",),
                  sensitivity=Sensitivity.LAWYER, identifies=True),
    ] = ""
    occupation: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Occupation"), section="background", sensitivity=Sensitivity.PARTNER,
                  search=Search.BODY, huridocs="0922", identifies=True),
    ] = ""
    workplace: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Place of work or study"), section="background", sensitivity=Sensitivity.LAWYER,
                  search=Search.BODY, huridocs="2322", identifies=True),
    ] = ""
    citizenship: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Citizenship"), section="background", vocabulary="country",
                  sensitivity=Sensitivity.PARTNER, huridocs="0941"),
    ] = ()
    ethnic_background: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Ethnic background"), section="background", vocabulary="ethnic_group",
                  sensitivity=Sensitivity.LAWYER, huridocs="0942",
                  help=N_("Only as the person says it, and only where it matters to the case.")),
    ] = ()
    languages: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Languages"), section="background", vocabulary="language",
                  sensitivity=Sensitivity.LAWYER, huridocs="0945"),
    ] = ()
    civil_status: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Civil status"), section="background", vocabulary="civil_status",
                  sensitivity=Sensitivity.LAWYER, huridocs="0918"),
    ] = ""
    dependants: Annotated[
        int | None,
        FieldSpec(Kind.INTEGER, N_("Number of dependants"), section="background", sensitivity=Sensitivity.LAWYER,
                  huridocs="0919"),
    ] = None
    education: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Education"), section="background", vocabulary="education",
                  sensitivity=Sensitivity.LAWYER, huridocs="0920"),
    ] = ""
    official: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("Official, named here for acts in office"), section="background",
                  sensitivity=Sensitivity.LAWYER, policy=_CLEARED_WINS,
                  help=N_("Consent is never asked of officials for what they did in office.")),
    ] = False
    residence: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Usual residence"), section="contact", targets=("place",),
                  sensitivity=Sensitivity.LAWYER, identifies=True),
    ] = ""
    address: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Address"), section="contact", huridocs="8003", identifies=True)
    ] = ""
    phone: Annotated[str, FieldSpec(Kind.LINE, N_("Telephone"), section="contact", huridocs="8005",
                                    identifies=True)] = ""
    email: Annotated[str, FieldSpec(Kind.LINE, N_("E-mail"), section="contact", huridocs="8008",
                                    identifies=True)] = ""
    safe_channel: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Safe way to reach"), section="contact", identifies=True,
                  help=N_("By what channel, at what hours, under which pretext.")),
    ] = ""
    physical_description: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Physical description"), section="health", sensitivity=Sensitivity.LAWYER,
                  huridocs="0926", identifies=True),
    ] = ""
    health: Annotated[str, FieldSpec(Kind.TEXT, N_("Health"), section="health", huridocs="0924")] = ""
    name_withheld: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("Name withheld outside our organisation"), section="protection",
                  sensitivity=Sensitivity.LAWYER, policy=FLAG_RAISED_WINS, huridocs="0908"),
    ] = False
    withheld_reason: Annotated[
        str, FieldSpec(Kind.LINE, N_("Reason for withholding the name"), section="protection")
    ] = ""


SPEC = record_spec("person", Person, N_("Person"), N_("Persons"), (
    Section("identity", N_("Name and identity")),
    Section("background", N_("Background")),
    Section("contact", N_("Contact and safe channel")),
    Section("health", N_("Health and appearance")),
    Section("protection", N_("Protection")),
))
