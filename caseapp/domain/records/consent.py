"""What a person agreed to, purpose by purpose: the key that disclosure turns, or finds locked."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.policy import Merge, Policy, Rank
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_LAWYER = Sensitivity.LAWYER

NOT_ASKED = "not_asked"
# From open to closed. "Not asked" permits nothing beyond our own organisation, yet a "no" closes more; a withdrawal
# closes most, because it also follows copies that already left.
ANSWERS = ("yes", "conditional", NOT_ASKED, "no", "withdrawn")
STRICTEST = Policy(Merge.PROTECTIVE, Rank(order=ANSWERS, default=NOT_ASKED))

# The twelve purposes in the order of the questionnaire, a to l.
PURPOSES = (
    "store", "partners", "statistics", "publish_unnamed", "publish_named", "publish_media", "government",
    "treaty_body", "domestic", "prosecutors", "medical", "recontact",
)


class Consent(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One asking of one person. A never written answer is "not asked", which is not "no".

    Later withdrawal is written into the same record, so that the stricter answer wins wherever both meet.
    """

    subject: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Who is concerned"), targets=("person", "source"), required=True,
                  sensitivity=_LAWYER, table=True, search=Search.TITLE),
    ] = ""
    given_by: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Who answered"), vocabulary="consent_giver", sensitivity=_LAWYER, table=True),
    ] = ""
    given_by_person: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Person who answered for them"), targets=("person",), sensitivity=_LAWYER),
    ] = ""
    asked: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Asked on"), sensitivity=_LAWYER, table=True, search=Search.TITLE),
    ] = None
    how: Annotated[
        str, FieldSpec(Kind.TERM, N_("How it was given"), vocabulary="consent_form", sensitivity=_LAWYER)
    ] = ""
    cannot_ask: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Cannot be asked, because"), sensitivity=_LAWYER,
                  help=N_("Dead, disappeared, out of reach in detention.")),
    ] = ""
    store: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Keep in this database and use in legal work"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST, table=True),
    ] = NOT_ASKED
    partners: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Share with the partner organisations named"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    statistics: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Count in anonymous statistics"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    publish_unnamed: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Publish without identity"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    publish_named: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Publish with the name"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    publish_media: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Publish photograph, voice or video"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    government: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Name to the Government through UN Special Procedures"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    treaty_body: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Complaint to a UN treaty body"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    domestic: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Complaint inside the country"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    prosecutors: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Hand to international or foreign prosecutors"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    medical: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Medical examination and photographs of injuries"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    recontact: Annotated[
        str,
        FieldSpec(Kind.ANSWER, N_("Be contacted again"), section="purposes",
                  vocabulary="consent_answer", sensitivity=_LAWYER, policy=STRICTEST),
    ] = NOT_ASKED
    conditions: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Conditions set"), section="purposes", sensitivity=_LAWYER)
    ] = ""
    partners_named: Annotated[
        str, FieldSpec(Kind.LINE, N_("Partner organisations named"), section="purposes", sensitivity=_LAWYER)
    ] = ""
    channel: Annotated[
        str, FieldSpec(Kind.LINE, N_("Safe channel for contact"), section="purposes", identifies=True)
    ] = ""
    language: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Language of the talk"), section="circumstances", vocabulary="language",
                  sensitivity=_LAWYER),
    ] = ""
    interpreter: Annotated[
        str, FieldSpec(Kind.LINE, N_("Interpreter"), section="circumstances")
    ] = ""
    place: Annotated[
        RecordId, FieldSpec(Kind.REF, N_("Where it was asked"), section="circumstances", targets=("place",))
    ] = ""
    witness: Annotated[str, FieldSpec(Kind.LINE, N_("Witness"), section="circumstances")] = ""
    explained: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What was explained"), section="circumstances", sensitivity=_LAWYER,
                  help=N_("Risks, and the right to refuse and to withdraw.")),
    ] = ""
    child_view: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("For a child: the child's own view"), section="circumstances", sensitivity=_LAWYER),
    ] = ""
    guardian_basis: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Parent or guardian: on what ground"), section="circumstances",
                  sensitivity=_LAWYER),
    ] = ""
    expires: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Ask again or expires on"), section="circumstances", sensitivity=_LAWYER,
                  table=True),
    ] = None
    withdrawn_on: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Withdrawn on"), section="circumstances", sensitivity=_LAWYER),
    ] = None
    withdrawal: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Withdrawal: how it was told, and why"), section="circumstances",
                  sensitivity=_LAWYER),
    ] = ""
    exhibit: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Signed form or recording"), section="circumstances", targets=("exhibit",),
                  sensitivity=_LAWYER),
    ] = ""


SPEC = record_spec("consent", Consent, N_("Consent"), N_("Consents"), (
    Section("main", N_("Who was asked")),
    Section("purposes", N_("What for")),
    Section("circumstances", N_("Circumstances")),
))
